"""A takedown: a page that says what it does, and the form on it that does it. Admins alone, as in the API."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from onrecord.answers import articles as stored
from onrecord.web import rendering
from onrecord.web.api.models.articles import MOST_REASON
from onrecord.web.pages.asking import Number
from onrecord.web.rendering import Operation
from onrecord.web.security import Role, audit, needs, user

router = APIRouter()

_NO_REASON: Final = "Nothing was taken down: no reason was given. Say why; it is kept beside your name."


@router.get("/articles/{article_id}/withdraw")
@needs(Role.ADMIN)
def withdraw_form(request: Request, article_id: Number) -> Response:
    """What a takedown does, and whether it is meant."""
    return _page(request, article_id)


@router.post("/articles/{article_id}/withdraw")
@needs(Role.ADMIN)
def withdraw(
    request: Request, article_id: Number, reason: Annotated[str, Form(max_length=MOST_REASON)] = ""
) -> Response:
    """Takes the article down in all its versions."""
    told = reason.replace("\x00", "").strip()
    if not told:
        return _page(request, article_id, problem=_NO_REASON)
    with request.app.state.ledgers.use() as ledger, ledger.atomic():
        ledger.withdraw(article_id, reason=told, by=user(request).name)
        audit(request, "withdraw", f"article {article_id}")
    return RedirectResponse(f"/articles/{article_id}", 303)


def _page(request: Request, article_id: int, problem: str | None = None) -> Response:
    with request.app.state.ledgers.use() as ledger:
        kept = stored.kept(ledger, article_id)
    asked_by = Operation("POST", f"/api/v1/articles/{article_id}/withdraw", "/api#articles-withdraw")
    return rendering.page(
        request,
        "withdraw.html",
        kept,
        asked_by=asked_by,
        problem=problem,
        most=MOST_REASON,
        status=422 if problem else 200,
    )
