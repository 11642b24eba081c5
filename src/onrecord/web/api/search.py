"""Searching."""

from __future__ import annotations

from fastapi import APIRouter, Request

from onrecord.web.views import search
from onrecord.web.views.search import SearchView

router = APIRouter(tags=["search"])


@router.get("/search", response_model=None)
def searched(request: Request, q: str = "", limit: int = 20) -> SearchView:
    """Statements with the words of a query."""
    with request.app.state.ledgers.use() as ledger:
        return search.searched(ledger, q, limit=limit)
