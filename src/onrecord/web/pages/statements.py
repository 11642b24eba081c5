"""The page of a statement."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from onrecord.web import rendering
from onrecord.web.views import statements

router = APIRouter()


@router.get("/statements/{statement}")
def statement(request: Request, statement: Annotated[str, Path(max_length=100)]) -> Response:
    """Words, proof, where else they stand and what changed; by number or by digest."""
    with request.app.state.ledgers.use() as ledger:
        view = statements.statement(ledger, statement)
    twin = f"/api/v1/statements/{view.statement.id}"
    return rendering.page(request, "statement.html", view, twin=twin)
