"""The ledger itself: what came in, what was refused, what can be taken out."""

from __future__ import annotations

from typing import Annotated, Final, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.exports import formats
from onrecord.web import rendering
from onrecord.web.pages.asking import Skip, address_of, twin_of
from onrecord.web.views import ledger as views

router = APIRouter()

#: What an export is called, and what it is.
EXPORTS: Final = tuple((name, f"{name}: {form.description}") for name, form in formats.FORMATS.items())
_OUTCOMES = Literal["", "added", "known", "changed", "refused"]


@router.get("/ledger")
def overview(request: Request) -> Response:
    """Counts, runs, refusals, withdrawals, exports."""
    with request.app.state.ledgers.use() as ledger:
        view = views.overview(ledger)
    return rendering.page(request, "ledger.html", view, twin="/api/v1/stats", exports=EXPORTS)


@router.get("/ledger/inputs")
def inputs(
    request: Request,
    run: Annotated[int | None, Query(ge=1, lt=10**18)] = None,
    outcome: _OUTCOMES = "",
    skip: Skip = 0,
) -> Response:
    """What became of every input."""
    with request.app.state.ledgers.use() as ledger:
        view = views.inputs(ledger, run_id=run, outcome=outcome, skip=skip)
    return rendering.page(
        request, "inputs.html", view, twin=twin_of(request, "/api/v1/inputs"), address=address_of(request)
    )
