"""The first page, searching, and the list of articles."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.errors import NotRecordedError, UsageError
from onrecord.web import rendering
from onrecord.web.pages.asking import Skip, Words, address_of, filled_of, filters_of, twin_of
from onrecord.web.security import Role, user
from onrecord.web.views import search
from onrecord.web.views import start as views

router = APIRouter()


@router.get("/")
def start(request: Request) -> Response:
    """The ledger at a glance, and where to add to it."""
    with request.app.state.ledgers.use() as ledger:
        view = views.start(ledger, request.app.state.counts.of)
    may_add = user(request).may(Role.REVIEWER)
    return rendering.page(
        request, "start.html", view, twin="/api/v1/stats", may_add=may_add, filled=filled_of(request)
    )


@router.get("/search")
def searched(request: Request, q: Words = "", skip: Skip = 0) -> Response:
    """Statements that the query finds and the filters leave; what is wrong with them, above the same form."""
    problem, status = None, 200
    try:
        filters = filters_of(request)
        with request.app.state.ledgers.use() as ledger:
            view = search.searched(ledger, q, filters, skip=skip)
    except (UsageError, NotRecordedError) as error:
        problem, status = str(error), 422 if isinstance(error, UsageError) else 404
        view = search.SearchView(q, (), more=False, notes=())
    return rendering.page(
        request,
        "search.html",
        view,
        twin=twin_of(request, "/api/v1/search"),
        status=status,
        address=address_of(request),
        filled=filled_of(request),
        problem=problem,
    )


@router.get("/articles")
def articles(request: Request, skip: Skip = 0) -> Response:
    """All articles, those that came in last first."""
    with request.app.state.ledgers.use() as ledger:
        view = views.all_articles(ledger, skip=skip)
    twin = twin_of(request, "/api/v1/articles")
    return rendering.page(request, "articles.html", view, twin=twin, address=address_of(request))
