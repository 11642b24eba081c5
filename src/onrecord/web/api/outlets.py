"""Outlets."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.answers import outlets
from onrecord.web.api.answering import Rows, listed, told
from onrecord.web.api.articles import ends
from onrecord.web.api.asking import Asked, Id, Part_
from onrecord.web.api.models.articles import Outlet, OutletList
from onrecord.web.api.operations import as_list, failures

if TYPE_CHECKING:
    from onrecord.desk import Ledger

router = APIRouter(tags=["outlets"])


@router.get("/outlets", response_model=None, responses=as_list(OutletList, Outlet))
def every(
    request: Request,
    part: Asked,
    name: Annotated[Part_, Query(description="A part of the name or the site.")] = None,
) -> Response:
    """Outlets, those with most articles first."""

    def fetch(ledger: Ledger, after: int | None, limit: int) -> Rows:
        found = outlets.every(ledger, name or None, limit=limit + 1, after=after)
        return Rows([asdict(one) for one in found[:limit]], *ends([one.id for one in found], limit))

    return listed(request, "outlets", part, fetch)


@router.get("/outlets/{outlet}", response_model=None, responses={200: {"model": Outlet}, **failures(404)})
def one(request: Request, outlet: Id) -> Response:
    """One outlet."""
    with request.app.state.ledgers.use() as ledger:
        return told(outlets.outlet(ledger, outlet))
