"""Comparing: figures in conflict, origins, versions of a page, drafts, who quotes whom."""

from __future__ import annotations

from typing import Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import UsageError
from onrecord.web import pictures, rendering
from onrecord.web.pages.asking import Number, Words, twin_of
from onrecord.web.rendering import Operation
from onrecord.web.security import Role, needs
from onrecord.web.views import compare
from onrecord.web.views.compare import DraftView

router = APIRouter()

#: A draft is sent, so no link can lead to its check as JSON: the page names the operation that does it.
CHECK: Final = Operation("POST", "/api/v1/check", "/api#comparing-check")


@router.get("/compare")
def begin(_request: Request) -> Response:
    """The first of the comparing pages."""
    return RedirectResponse("/compare/figures", 303)


@router.get("/compare/figures")
def figures(request: Request, q: Words = "") -> Response:
    """Figures about one thing that cannot all be."""
    with request.app.state.ledgers.use() as ledger:
        view = compare.figures(ledger, q)
    twin = twin_of(request, "/api/v1/figures")
    return rendering.page(request, "figures.html", view, twin=twin, status=422 if view.problem else 200)


@router.get("/compare/origins")
def origins(request: Request, q: Words = "") -> Response:
    """Reprints, wire copies and rewrites, with what each began as."""
    with request.app.state.ledgers.use() as ledger:
        view = compare.shared(ledger, q)
    twin = twin_of(request, "/api/v1/origins")
    return rendering.page(request, "origins.html", view, twin=twin, status=422 if view.problem else 200)


@router.get("/compare/disputes")
def disputes(request: Request, name: Words = "") -> Response:
    """Who denies, rejects or counters whose words."""
    with request.app.state.ledgers.use() as ledger:
        view = compare.disputed(ledger, name)
    twin = twin_of(request, "/api/v1/disputes")
    return rendering.page(request, "disputes.html", view, twin=twin, status=422 if view.problem else 200)


@router.get("/people/{person_id}/timeline")
def over_time(request: Request, person_id: Number, about: Words = "") -> Response:
    """What somebody said, over time, with what changed."""
    with request.app.state.ledgers.use() as ledger:
        view = compare.over_time(ledger, person_id, about)
    twin = twin_of(request, f"/api/v1/people/{person_id}/timeline")
    return rendering.page(request, "timeline.html", view, twin=twin, status=422 if view.problem else 200)


@router.get("/compare/network")
def network(request: Request) -> Response:
    """Who quotes whom, as a graph."""
    with request.app.state.ledgers.use() as ledger:
        view = compare.network(ledger)
    picture = pictures.network(view.quoting)
    return rendering.page(request, "network.html", view, twin="/api/v1/network", picture=picture)


@router.get("/compare/draft")
def draft_form(request: Request) -> Response:
    """Where a draft is pasted."""
    return rendering.page(request, "draft.html", DraftView("", False, (), {}), asked_by=CHECK)


@router.post("/compare/draft")
@needs(Role.READER)
def draft(
    request: Request, text: Annotated[str, Form()], everything: Annotated[bool, Form()] = False
) -> Response:
    """Looks each quotation of a draft up; keeps nothing of it."""
    if not text.strip():
        raise UsageError("an empty draft: expected the words of an article; paste them into the field")
    # With no ledger in hand: a reading takes long.
    with request.app.state.readers.use() as reader:
        record = reader.read_text(text, name="draft")
    with request.app.state.ledgers.use() as ledger:
        view = compare.draft(ledger, record, text, everything=everything)
    return rendering.page(request, "draft.html", view, asked_by=CHECK)


@router.get("/articles/{article_id}/versions")
def versions(request: Request, article_id: Number) -> Response:
    """What became of the statements of a page from version to version."""
    with request.app.state.ledgers.use() as ledger:
        view = compare.versions(ledger, article_id)
    return rendering.page(request, "versions.html", view, twin=f"/api/v1/articles/{article_id}/changes")
