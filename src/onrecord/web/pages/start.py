"""The first page: search, and what came in last."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.web import rendering
from onrecord.web.views import search

router = APIRouter()


@router.get("/")
def start(request: Request, q: str = "") -> Response:
    """Statements that the query finds; the latest where nothing is asked."""
    with request.app.state.ledgers.use() as ledger:
        view = search.searched(ledger, q)
    return rendering.page(request, "start.html", view, twin="/api/v1/search")
