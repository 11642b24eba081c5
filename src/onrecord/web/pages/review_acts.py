"""What a reviewer does: accept, reject, change, add, undo, finish an article.

Everything that is sent has what the reviewer saw (``seen``) and a nonce: the one is refused where somebody
else was quicker, the other makes what comes twice known for the same. What cannot be taken is shown again
with all that was filled in; what comes when a session has ended is kept in the answer, to be sent after a
sign-in.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from onrecord.answers import reviewing
from onrecord.answers.queue import place_of
from onrecord.errors import StaleStatementError, UsageError
from onrecord.ledger.amending import amended
from onrecord.web import errors, rendering
from onrecord.web.pages.asking import Number, number_in
from onrecord.web.pages.review import Going, add_view, leases, sheet_view, to_next
from onrecord.web.refusals import ForeignFormError
from onrecord.web.security import audit, csrf, user
from onrecord.web.views import review
from onrecord.web.views.review import Asked, ConflictView, KeptView
from onrecord.web.views.review_form import Given, amendment, key_of

if TYPE_CHECKING:
    from onrecord.answers.reviewing import Sheet
    from onrecord.desk import Ledger
    from onrecord.ledger.restating import Told

router = APIRouter(prefix="/review")

#: A script of our own sends this: it is answered in JSON, and loads a page where more is to be said.
SCRIPT = "x-onrecord-script"
#: What is done to an article, behind the address of its page.
_ACTS = re.compile("/(done|reopen)$")
_DOES = {"accept": "accepted", "reject": "rejected", "change": "changed"}


async def fields_of(request: Request) -> list[tuple[str, str]]:
    """The fields of the form that was sent, files apart; no database takes a NUL in a text."""
    sent = (await request.form()).multi_items()
    return [(name, value.replace("\x00", "\ufffd")) for name, value in sent if isinstance(value, str)]


Fields = Annotated[list[tuple[str, str]], Depends(fields_of)]


@router.post("/statements/{statement}")
def judge(request: Request, statement: Number, going: Going, fields: Fields) -> Response:
    """Accepts, rejects or changes a statement, as the field ``act`` says."""
    given, act = Given.of(fields), dict(fields).get("act", "")
    with request.app.state.ledgers.use() as ledger:
        found = reviewing.sheet(ledger, statement)
        try:
            with ledger.atomic():
                did = _judged(request, ledger, found, given, act, fields)
        except StaleStatementError:
            return _conflict(request, ledger, going, found, given, act, fields)
        except UsageError as error:
            form = review.form_again(found.desk, found.told, given)
            view = sheet_view(request, ledger, found, going, form=form, problem=str(error))
            return _again(request, "review-statement.html", view, str(error))
        leases(request).leave(user(request).name)
        return _on(request, to_next(request, ledger, going, place_of(found.open.statement), did), did)


@router.post("/articles/{number}/add")
def add(request: Request, number: Number, going: Going, fields: Fields) -> Response:
    """Adds an attribution that was missed."""
    given = Given.of(fields)
    name = user(request).name
    with request.app.state.ledgers.use() as ledger:
        desk = reviewing.desk(ledger, number)
        near = number_in(dict(fields).get("near", "")) or 0
        try:
            said = amendment(desk.article.text, given, near)
            paragraphs = [block.span for block in desk.article.blocks]
            told = amended(desk.article.text, paragraphs, None, said)
            key = key_of(name, "add", fields)
            with ledger.atomic():
                did, made = ledger.add_statement(number, told, by=name, note=given.note or None, key=key)
                audit(request, "correct", f"statement {made} added")
        except UsageError as error:
            view = add_view(desk, going, near, review.form_again(desk, None, given), str(error))
            return _again(request, "review-add.html", view, str(error))
    back = RedirectResponse(
        f"/review/statements/{made}{going.query}{'&' if going.query else '?'}did={did}", 303
    )
    return _on(request, back, did)


@router.post("/corrections/{correction}/undo")
def undo(request: Request, correction: Number, going: Going) -> Response:
    """Takes a correction back; one that is undone already stays so."""
    with request.app.state.ledgers.use() as ledger:
        found = reviewing.correction(ledger, correction)
        if not found.undone:
            with ledger.atomic():
                ledger.undo(correction, by=user(request).name)
                audit(request, "undo", f"correction {correction} of statement {found.statement_id}")
    if found.kind == "add":
        return _on(request, RedirectResponse(f"/review/articles/{found.article_id}", 303), None)
    return _on(request, RedirectResponse(f"/review/statements/{found.statement_id}{going.query}", 303), None)


@router.post("/articles/{number}/done")
def done(request: Request, number: Number, fields: Fields) -> Response:
    """Says that an article was reviewed to its end."""
    here = f"/review/articles/{number}"
    rest = dict(fields).get("rest") == "accept"
    with request.app.state.ledgers.use() as ledger, ledger.atomic():
        ledger.finish_review(number, by=user(request).name, accept_rest=rest)
        audit(request, "review done", f"article {number}{', the rest accepted' if rest else ''}")
    return RedirectResponse(here, 303)


@router.post("/articles/{number}/reopen")
def reopen(request: Request, number: Number) -> Response:
    """Takes back that an article was reviewed to its end."""
    here = f"/review/articles/{number}"
    with request.app.state.ledgers.use() as ledger, ledger.atomic():
        ledger.reopen_review(number, by=user(request).name)
        audit(request, "review opened again", f"article {number}")
    return RedirectResponse(here, 303)


async def signed_out(request: Request, error: Exception) -> Response:
    """The handler of SignInNeededError: what a reviewer sent is kept in the answer, to be sent again."""
    if request.method != "POST" or not request.url.path.startswith(f"{router.prefix}/"):
        return await errors.answered(request, error)
    if SCRIPT in request.headers:
        return JSONResponse({"error": "sign-in-needed"}, 401)
    try:
        csrf.came_from(request)
    except ForeignFormError as foreign:
        # Browsers leave the session's cookie out of another site's form, so its sender seems to be signed
        # out: kept, it would come back as a form of our own, one press away from being done.
        return await errors.answered(request, foreign)
    query = f"?{request.url.query}" if request.url.query else ""
    page = _ACTS.sub("", request.url.path)
    kept = tuple((name, value) for name, value in await fields_of(request) if name != "csrf")
    back = f"{router.prefix}/mine" if "/corrections/" in page else f"{page}{query}"
    view = KeptView(str(error), f"{request.url.path}{query}", back, kept)
    return rendering.page(request, "review-kept.html", view, status=401)


def _judged(
    request: Request, ledger: Ledger, found: Sheet, given: Given, act: str, fields: list[tuple[str, str]]
) -> int:
    """Makes the correction; its number. Raises UsageError, StaleStatementError."""
    one, name = found.open.statement, user(request).name
    key, note, seen = key_of(name, act, fields), given.note or None, given.seen or None
    told = _told(found, given) if act == "change" else None
    if told is not None and replace(told, status=found.told.status) == found.told:
        act, told = "accept", None  # nothing was changed: the reviewer agrees
    if told is not None:
        did = ledger.change(one.id, told, by=name, note=note, seen=seen, key=key)
    elif act == "accept":
        did = ledger.accept(one.id, by=name, note=note, seen=seen, key=key)
    elif act == "reject":
        did = ledger.reject(one.id, by=name, note=note, seen=seen, key=key)
    else:
        raise UsageError(f"act {act!r}: expected accept, reject or change; use one of the buttons")
    audit(request, "correct", f"statement {one.id} {_DOES[act]}")
    return did


def _told(found: Sheet, given: Given) -> Told:
    text = found.desk.article.text
    near = found.told.content[0].start if found.told.content else 0
    paragraphs = [block.span for block in found.desk.article.blocks]
    return amended(text, paragraphs, found.told, amendment(text, given, near))


def _conflict(
    request: Request,
    ledger: Ledger,
    going: Asked,
    was: Sheet,
    given: Given,
    act: str,
    fields: list[tuple[str, str]],
) -> Response:
    """Somebody else was quicker: theirs beside mine; where both said the same, there is nothing to decide."""
    found = reviewing.sheet(ledger, was.open.statement.id)
    before = reviewing.history(ledger, was.open.statement.id)
    theirs = before[0] if before else None
    agreed = {"accept": "accepted", "reject": "rejected"}.get(act)
    unchanged = found.seen.partition("@")[0] == given.seen.partition("@")[0]
    if agreed == found.told.status and unchanged and theirs is not None and not theirs.undone:
        return _on(request, to_next(request, ledger, going, place_of(found.open.statement), None), None)
    if SCRIPT in request.headers:
        return JSONResponse({"error": "changed-meanwhile"}, 409)
    kept = tuple((name, value) for name, value in fields if name not in ("csrf", "seen", "nonce"))
    fresh = review.form_of(found.desk, found.told)
    again = (*kept, ("seen", found.seen), ("nonce", fresh.nonce))
    view = ConflictView(going, found, theirs, act, _beside(fresh, given, act, found), again)
    return rendering.page(request, "review-conflict.html", view, status=409)


def _beside(stands: review.Form, given: Given, act: str, found: Sheet) -> tuple[tuple[str, str, str], ...]:
    """What is different, as it stands and as it was sent."""
    status = review.STATUSES[found.told.status]
    rows = [("Standing", status, _DOES.get(act, act))]
    if act == "change":
        rows += [(role.label, role.words, " ".join(given.words[role.name].split())) for role in stands.roles]
        now = "; ".join(who.name for who in found.told.speakers) or "not known"
        named = [value.partition(":")[2] for value in given.speakers]
        sent = "; ".join((*named, *filter(None, [given.other_name]))) or "not known"
        rows += [("Speaker", now, sent), ("Stance", stands.stance or "not told", given.stance or "not told")]
    return tuple(row for row in rows if row[1] != row[2]) or tuple(rows[:1])


def _again(request: Request, template: str, view: object, problem: str) -> Response:
    if SCRIPT in request.headers:
        return JSONResponse({"error": "bad-request", "message": problem}, 422)
    return rendering.page(request, template, view, status=422)


def _on(request: Request, to: Response, did: int | None) -> Response:
    """Where to go next: a redirect for a form, an address for a script, which loads it when it can."""
    if SCRIPT in request.headers:
        return JSONResponse({"next": to.headers["location"], "did": did})
    return to
