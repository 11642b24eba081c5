"""Outlets: the list, and the page of each."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.web import pictures, rendering
from onrecord.web.pages.asking import Number, Skip, address_of
from onrecord.web.views import outlets

router = APIRouter()


@router.get("/outlets")
def every(request: Request) -> Response:
    """All outlets, those with most articles first."""
    with request.app.state.ledgers.use() as ledger:
        view = outlets.every(ledger)
    return rendering.page(request, "outlets.html", view, twin="/api/v1/outlets")


@router.get("/outlets/{outlet_id}")
def outlet(request: Request, outlet_id: Number, skip: Skip = 0) -> Response:
    """Whom an outlet quotes, and its articles."""
    with request.app.state.ledgers.use() as ledger:
        view = outlets.outlet(ledger, outlet_id, skip=skip)
    listed = [(one.name, number, f"/people/{one.person_id}") for one, number in view.sources.sources]
    return rendering.page(
        request,
        "outlet.html",
        view,
        twin=f"/api/v1/outlets/{outlet_id}",
        picture=pictures.bars(f"Sources of {view.sources.outlet.name}", "source", "statements", listed),
        address=address_of(request),
    )
