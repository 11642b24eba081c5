"""The page of an article."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.web import rendering
from onrecord.web.pages.asking import AskedNumber, Number
from onrecord.web.views import articles

router = APIRouter()


@router.get("/articles/{article_id}")
def article(
    request: Request,
    article_id: Number,
    part: Annotated[int, Query(ge=1, lt=10**6)] = 1,
    s: AskedNumber = None,
    show: Annotated[list[str] | None, Query(max_length=8)] = None,
) -> Response:
    """The article as it stands, its statements marked; ``s`` is the one that is chosen."""
    with request.app.state.ledgers.use() as ledger:
        view = articles.article(ledger, article_id, part=part, statement=s, shown=show)
    return rendering.page(request, "article.html", view, twin=f"/api/v1/articles/{article_id}")
