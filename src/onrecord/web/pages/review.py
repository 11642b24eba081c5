"""The review: the queue, one statement at a time in its text, articles to their end, who did what."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from onrecord.answers import queue as queues
from onrecord.answers import reviewing
from onrecord.errors import NotRecordedError
from onrecord.web import rendering
from onrecord.web.pages.asking import AskedNumber, Number, number_in
from onrecord.web.security import user
from onrecord.web.views import review, review_text
from onrecord.web.views.review import AddView, Asked, DeskView, HistoryView, QueueView, SheetView

if TYPE_CHECKING:
    from onrecord.answers.reviewing import Correction, Sheet
    from onrecord.desk import Ledger
    from onrecord.web.leases import Leases
    from onrecord.web.views.review import Form

router = APIRouter(prefix="/review")

#: So many are on a page of the queue.
LINES = 25


def asked(
    q: str = "", speaker: str = "", outlet: str = "", article: AskedNumber = None, people: bool = False
) -> Asked:
    """How the reviewer goes through the ledger, from the address."""
    return Asked(q.strip(), speaker.strip(), outlet.strip(), article, people)


Going = Annotated[Asked, Depends(asked)]
#: The number of the correction that the reviewer made last, told and undone on the page that follows.
Did = AskedNumber


@router.get("")
def front(request: Request, going: Going, after: str | None = None, did: Did = None) -> Response:
    """The queue."""
    with request.app.state.ledgers.use() as ledger:
        found = queue_page(ledger, going, after=after, limit=LINES)
        view = QueueView(
            going,
            found.items,
            found.after,
            found.notes,
            leases(request).taken(user(request).name),
            done_last(ledger, did),
        )
    return rendering.page(request, "review.html", view, twin=f"/api/v1/review{going.query}")


@router.get("/next")
def next_one(request: Request, going: Going, after: str | None = None, did: Did = None) -> Response:
    """To the statement that comes next, which nobody else is looking at."""
    with request.app.state.ledgers.use() as ledger:
        return to_next(request, ledger, going, after, did)


@router.get("/previous")
def previous(request: Request, going: Going, before: str) -> Response:
    """To the open statement that came before."""
    with request.app.state.ledgers.use() as ledger:
        found = queues.queue(
            ledger,
            going.filters,
            query=going.q,
            article=going.article,
            people=going.people,
            before=before,
            limit=1,
        )
    if not found.items:
        return RedirectResponse(f"/review{going.query}", 303)
    return RedirectResponse(f"/review/statements/{found.items[0].statement.id}{going.query}", 303)


@router.get("/mine")
def mine(request: Request) -> Response:
    """What the reviewer corrected today."""
    name = user(request).name
    since = datetime.now(UTC).date().isoformat()
    with request.app.state.ledgers.use() as ledger:
        found = reviewing.made_by(ledger, name, since) if name else ()
    view = HistoryView("My corrections today", found)
    twin = f"/api/v1/corrections?{urlencode({'by': name, 'since': since, 'limit': reviewing.MOST})}"
    return rendering.page(request, "review-history.html", view, twin=twin)


@router.get("/statements/{statement}")
def statement(request: Request, statement: Number, going: Going, did: Did = None) -> Response:
    """One statement in its text, to be judged."""
    with request.app.state.ledgers.use() as ledger:
        view = sheet_view(request, ledger, reviewing.sheet(ledger, statement), going, did=did)
    twin = f"/api/v1/statements/{statement}/seen"
    return rendering.page(request, "review-statement.html", view, twin=twin)


@router.get("/statements/{statement}/history")
def history(request: Request, statement: Number, going: Going) -> Response:
    """What was done to a statement, by whom and when, and how it stood before and after."""
    with request.app.state.ledgers.use() as ledger:
        found = reviewing.history(ledger, statement)
    view = HistoryView(f"What was done to statement {statement}", found, statement, going)
    twin = f"/api/v1/statements/{statement}/corrections"
    return rendering.page(request, "review-history.html", view, twin=twin)


@router.get("/articles/{number}")
def article(
    request: Request, number: Number, did: Did = None, part: Annotated[int, Query(ge=1)] = 1
) -> Response:
    """An article's statements, and the end of its review."""
    with request.app.state.ledgers.use() as ledger:
        desk = reviewing.desk(ledger, number)
        view = DeskView(Asked(article=number), desk, done_last(ledger, did), part)
    return rendering.page(request, "review-article.html", view, twin=f"/api/v1/articles/{number}")


@router.get("/articles/{number}/add")
def adding(
    request: Request, number: Number, going: Going, near: Annotated[int, Query(ge=0, lt=10**9)] = 0
) -> Response:
    """The form for an attribution that was missed, with the article around an offset."""
    with request.app.state.ledgers.use() as ledger:
        view = add_view(reviewing.desk(ledger, number), going, near)
    return rendering.page(request, "review-add.html", view, twin=f"/api/v1/articles/{number}")


def leases(request: Request) -> Leases:
    """Who is looking at what, in this server."""
    found: Leases = request.app.state.leases
    return found


def queue_page(ledger: Ledger, going: Asked, *, after: str | None, limit: int) -> queues.Queue:
    """A page of the queue that the reviewer goes through."""
    return queues.queue(
        ledger,
        going.filters,
        query=going.q,
        article=going.article,
        people=going.people,
        after=after,
        limit=limit,
    )


def to_next(request: Request, ledger: Ledger, going: Asked, after: str | None, did: int | None) -> Response:
    """To the next statement that is open and that nobody else looks at; at the end to the list."""
    told = f"{'&' if going.query else '?'}did={did}" if did is not None else ""
    if going.article is not None:
        return RedirectResponse(_next_in_text(ledger, going, after, told), 303)
    taken = leases(request).taken(user(request).name)
    for begin in (after, None):  # from there on, then from the front: what was skipped comes again
        for one in queue_page(ledger, going, after=begin, limit=len(taken) + 1).items:
            if one.statement.id not in taken:
                return RedirectResponse(f"/review/statements/{one.statement.id}{going.query}{told}", 303)
    return RedirectResponse(f"/review{going.query}{told}", 303)


def _next_in_text(ledger: Ledger, going: Asked, after: str | None, told: str) -> str:
    """The address of the next open statement of an article, behind the one that ``after`` names."""
    assert going.article is not None
    places = reviewing.desk(ledger, going.article).places
    number = number_in((after or "").rpartition("-")[2])
    at = next((i for i, place in enumerate(places) if place.id == number), -1)
    for place in (*places[at + 1 :], *places[: max(at, 0)]):
        if place.status == "machine":
            return f"/review/statements/{place.id}{going.query}{told}"
    return f"/review/articles/{going.article}?{told.lstrip('?&')}"


def done_last(ledger: Ledger, did: int | None) -> Correction | None:
    """The correction that was made last, where it still stands."""
    if did is None:
        return None
    try:
        found = reviewing.correction(ledger, did)
    except NotRecordedError:
        return None
    return None if found.undone else found


def sheet_view(
    request: Request,
    ledger: Ledger,
    found: Sheet,
    going: Asked,
    *,
    did: int | None = None,
    form: Form | None = None,
    problem: str | None = None,
) -> SheetView:
    """A statement for its page; the reviewer is noted to look at it."""
    one = found.open.statement
    name = user(request).name
    if name:
        leases(request).look(one.id, name)
    places = [place.id for place in found.desk.places]
    before = reviewing.history(ledger, one.id)
    return SheetView(
        going,
        found,
        review.window_of(found.desk, found.told),
        form or review.form_of(found.desk, found.told),
        places.index(one.id) + 1 if one.id in places else 0,
        tuple(review.DOUBTS[doubt] for doubt in found.open.doubts),
        leases(request).others(one.id, name),
        before[0] if before else None,
        done_last(ledger, did),
        problem,
    )


def add_view(
    desk: reviewing.Desk,
    going: Asked,
    near: int,
    form: Form | None = None,
    problem: str | None = None,
) -> AddView:
    """The form for an attribution that was missed."""
    shown = review_text.window(desk, {}, around=review_text.AROUND_ADDED, near=near)
    return AddView(going, desk, shown, form or review.form_of(desk, None), problem)
