"""The page of an article."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.answers import articles as stored
from onrecord.web import rendering
from onrecord.web.articles import Articles, Asked
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
    held: Articles = request.app.state.articles
    with request.app.state.ledgers.use() as ledger, ledger.reading():  # all of it at one moment
        kept = stored.kept(ledger, article_id)
        asked = Asked(ledger.name, article_id, part, s, articles.switched_on(show))
        found = held.find(asked, kept)
        view = articles.article(ledger, kept, part=part, statement=s, shown=show) if found is None else None
    if view is not None:
        found = held.keep(asked, kept, view.title, rendering.part("article-body.html", view))
    assert found is not None
    return rendering.page(
        request,
        "article.html",
        found.title,
        twin=f"/api/v1/articles/{article_id}",
        body=found.body,
        kept=kept,
    )
