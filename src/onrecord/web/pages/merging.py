"""Who is who, decided by a reviewer: two people are one, somebody is taken out again, an act is taken back.

Each begins with a page that says what will happen and is only looked at; the form on it does it. What merges
and splits do, and who may, is as in the API.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.answers import people, portrait
from onrecord.errors import UsageError
from onrecord.web import rendering
from onrecord.web.pages.asking import AskedNumber, Number, Skip, Words, address_of
from onrecord.web.rendering import Operation
from onrecord.web.security import Role, audit, needs, user
from onrecord.web.views import merging as views
from onrecord.web.views.merging import MOST_ARTICLES

router = APIRouter()

SentNumber = Annotated[int, Form(ge=1, lt=10**18)]
Chosen = Annotated[int, Query(ge=1, lt=10**18)]
_MEANWHILE: Final = (
    "Nothing was merged: somebody else changed who is who since you looked at it. Look at both as they stand "
    "now, then merge them if you still mean it."
)


@router.get("/people/history")
def history(request: Request, after: AskedNumber = None, did: AskedNumber = None) -> Response:
    """What was done about who is who, each act with a way back."""
    with request.app.state.ledgers.use() as ledger:
        view = views.history(ledger, after=after, did=did)
    twin = f"/api/v1/people/history?limit={views.HISTORY}{f'&after={after}' if after else ''}"
    return rendering.page(request, "people-history.html", view, twin=twin, address=address_of(request))


@router.post("/people/history/{act}/undo")
def undo(request: Request, act: Number) -> Response:
    """Takes a merge or a split back."""
    with request.app.state.ledgers.use() as ledger:
        with ledger.atomic():
            found = people.act(ledger, act)
            done = ledger.undo_event(act, by=user(request).name)
            audit(request, "undo", f"act {act}")
        standing = portrait.stands_for(ledger, found.person_id)
    return RedirectResponse(f"/people/{standing}?did={done}", 303)


@router.get("/people/{person_id}/merge")
@needs(Role.REVIEWER)
def merge_form(request: Request, person_id: Number, other: Words = "") -> Response:
    """Both people side by side, and what a merge does; or who is meant."""
    with request.app.state.ledgers.use() as ledger:
        view = views.merging(ledger, person_id, other)
    return _merge_page(request, view, 422 if view.problem else 200)


@router.post("/people/{person_id}/merge")
def merge(
    request: Request,
    person_id: Number,
    other: SentNumber,
    kept: SentNumber,
    seen: Annotated[str, Form(max_length=100_000)] = "",
) -> Response:
    """Lets two people be one, shown as ``kept``, which is one of both."""
    if kept not in (person_id, other):
        raise UsageError(
            f"shown as person {kept}: expected {person_id} or {other}, who are merged; choose one of both"
        )
    gone = person_id if kept == other else other
    with request.app.state.ledgers.use() as ledger:
        view = None
        try:
            with ledger.atomic():
                view = views.merging(ledger, person_id, f"#{other}")
                if view.other is not None and view.seen != seen:
                    return _merge_page(request, replace(view, problem=_MEANWHILE), 409)
                done = ledger.merge(kept, gone, by=user(request).name)
                audit(request, "merge", f"people {kept} and {gone}")
        except UsageError as error:
            if view is None:  # one of both cannot be looked at
                raise
            return _merge_page(request, replace(view, problem=str(error)), 422)
        standing = portrait.stands_for(ledger, kept)
    return RedirectResponse(f"/people/{standing}?did={done}", 303)


@router.get("/people/{person_id}/split")
@needs(Role.REVIEWER)
def split_form(
    request: Request,
    person_id: Number,
    member: AskedNumber = None,
    article: Annotated[list[Chosen] | None, Query(max_length=MOST_ARTICLES)] = None,
    skip: Skip = 0,
) -> Response:
    """Whom merges made one, and which articles show them: to choose, or what was chosen and what it does."""
    with request.app.state.ledgers.use() as ledger:
        view = views.parting(ledger, person_id, member=member, chosen=article or (), skip=skip)
    return _split_page(request, view, 422 if view.problem else 200)


@router.post("/people/{person_id}/split")
def split(
    request: Request,
    person_id: Number,
    member: Annotated[int | None, Form(ge=1, lt=10**18)] = None,
    article: Annotated[list[SentNumber] | None, Form(max_length=MOST_ARTICLES)] = None,
) -> Response:
    """Takes somebody out of those they were merged with, or makes whom articles show somebody new."""
    chosen = article or []
    if (member is None) is not bool(chosen):
        raise UsageError("nobody to be parted, or two ways at once: expected one of the list, or articles")
    with request.app.state.ledgers.use() as ledger:
        try:
            with ledger.atomic():
                parted = person_id if member is None else member
                done, apart = ledger.split(parted, chosen, by=user(request).name)
                audit(request, "split", f"person {parted}")
        except UsageError as error:
            view = views.parting(ledger, person_id, member=member, chosen=chosen)
            return _split_page(request, replace(view, problem=str(error)), 422)
    return RedirectResponse(f"/people/{apart}?did={done}", 303)


def _merge_page(request: Request, view: views.MergeView, status: int) -> Response:
    path = f"/api/v1/people/{view.one.person.id}/merge"
    asked_by = Operation("POST", path, "/api#people-merged")
    return rendering.page(request, "merge.html", view, asked_by=asked_by, status=status)


def _split_page(request: Request, view: views.SplitView, status: int) -> Response:
    path = f"/api/v1/people/{view.person.id}/split"
    asked_by = Operation("POST", path, "/api#people-split")
    address = address_of(request)
    return rendering.page(request, "split.html", view, asked_by=asked_by, status=status, address=address)
