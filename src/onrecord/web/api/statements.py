"""Single statements."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from onrecord.answers import ask
from onrecord.answers.rows import statement_row
from onrecord.web.api.answering import told
from onrecord.web.api.models.statements import Statement
from onrecord.web.api.operations import failures

router = APIRouter(tags=["statements"])

#: A number or a digest; in addresses "#" begins a fragment, so it does not stand before the number.
StatementName = Annotated[
    str,
    Path(
        pattern=r"^([1-9][0-9]{0,17}|s1:[A-Za-z0-9_-]{27})$",
        description="Its number, or its digest.",
        examples=["1042"],
    ),
]


@router.get(
    "/statements/{statement}", response_model=None, responses={200: {"model": Statement}, **failures(404)}
)
def shown(request: Request, statement: StatementName) -> Response:
    """One statement, whatever became of it."""
    with request.app.state.ledgers.use() as ledger:
        return told(statement_row(ask.show(ledger, statement), whole=True))
