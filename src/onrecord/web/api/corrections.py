"""A person's word on statements: what was said before, and a word of one's own."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.answers import ask, reviewing
from onrecord.answers.rows import statement_row
from onrecord.errors import StaleStatementError
from onrecord.ledger.amending import Amendment, amended
from onrecord.ledger.codec import stance_cells
from onrecord.ledger.restating import Who
from onrecord.records import Span
from onrecord.web import errors, security
from onrecord.web.api.answering import told
from onrecord.web.api.asking import Id
from onrecord.web.api.models.corrections import (
    Adding,
    Changing,
    Corrected,
    CorrectionList,
    Judging,
    Reviewed,
    ReviewState,
    SeenStatement,
    Speaking,
    StaleAnswer,
    Undone,
)
from onrecord.web.api.operations import BODY, Responses, failures

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.desk import Ledger

router = APIRouter(tags=["corrections"])

_JUDGED: Final[Responses] = {
    200: {"model": Corrected},
    **failures(404, *BODY),
    409: {"model": StaleAnswer, "description": "It was changed since you saw it; both versions are told."},
}
#: What is done to a statement of the ledger; the correction's number.
Deed = Callable[["Ledger", str, str | None], int]


@router.get(
    "/statements/{statement}/seen",
    response_model=None,
    responses={200: {"model": SeenStatement}, **failures(404)},
)
def seen(request: Request, statement: Id) -> Response:
    """One statement to be judged: with `seen`, which a correction gives back."""
    with request.app.state.ledgers.use() as ledger:
        return told(_seen(ledger, statement))


@router.get(
    "/statements/{statement}/corrections",
    response_model=None,
    responses={200: {"model": CorrectionList}, **failures(404)},
)
def history(request: Request, statement: Id) -> Response:
    """What people did to a statement, the latest first."""
    with request.app.state.ledgers.use() as ledger:
        return told({"corrections": reviewing.history(ledger, statement)})


@router.post("/statements/{statement}/accept", response_model=None, responses=_JUDGED)
def accepted(request: Request, statement: Id, judging: Judging) -> Response:
    """Agree with a statement."""

    def deed(ledger: Ledger, by: str, key: str | None) -> int:
        return ledger.accept(statement, by=by, note=judging.note, seen=judging.seen, key=key)

    return _judged(request, statement, "accepted", judging, deed)


@router.post("/statements/{statement}/reject", response_model=None, responses=_JUDGED)
def rejected(request: Request, statement: Id, judging: Judging) -> Response:
    """Say that a statement is no attribution: it is answered no more."""

    def deed(ledger: Ledger, by: str, key: str | None) -> int:
        return ledger.reject(statement, by=by, note=judging.note, seen=judging.seen, key=key)

    return _judged(request, statement, "rejected", judging, deed)


@router.post("/statements/{statement}/change", response_model=None, responses=_JUDGED)
def changed(request: Request, statement: Id, changing: Changing) -> Response:
    """Say how a statement should be; the kind of quotation follows from the marks in the text."""

    def deed(ledger: Ledger, by: str, key: str | None) -> int:
        sheet = reviewing.sheet(ledger, statement)
        before, article = sheet.told, sheet.desk.article
        stance = stance_cells(before.detail)
        said = Amendment(
            _spans(changing.source, before.source),
            _spans(changing.cue, before.cue),
            _spans(changing.content, before.content),
            before.speakers if changing.speakers is None else _people(changing.speakers),
            changing.stance.value if changing.stance else stance["stance"],
            stance["negated"] if changing.negated is None else changing.negated,
        )
        paragraphs = [block.span for block in article.blocks]
        stands = amended(article.text, paragraphs, before, said)
        return ledger.change(statement, stands, by=by, note=changing.note, seen=changing.seen, key=key)

    return _judged(request, statement, "changed", changing, deed)


@router.post(
    "/articles/{article}/statements",
    response_model=None,
    status_code=201,
    responses={201: {"model": Corrected}, **failures(404, *BODY)},
)
def added(request: Request, article: Id, adding: Adding) -> Response:
    """Add an attribution that was missed."""
    name = security.user(request).name
    with request.app.state.ledgers.use() as ledger, ledger.atomic():
        desk = reviewing.desk(ledger, article)
        said = Amendment(
            _spans(adding.source),
            _spans(adding.cue),
            _spans(adding.content),
            _people(adding.speakers),
            adding.stance and adding.stance.value,
            adding.negated,
        )
        stands = amended(desk.article.text, [block.span for block in desk.article.blocks], None, said)
        key = _key(name, f"add {article}", adding.key)
        correction, statement = ledger.add_statement(article, stands, by=name, note=adding.note, key=key)
        security.audit(request, "correct", f"statement {statement} added")
        return told({"correction": correction, "statement": _seen(ledger, statement)}, 201)


@router.post(
    "/corrections/{correction}/undo",
    response_model=None,
    responses={200: {"model": Undone}, **failures(404, *BODY)},
)
def undone(request: Request, correction: Id) -> Response:
    """Take a correction back; what stood before it stands again. The last of several goes first."""
    with request.app.state.ledgers.use() as ledger, ledger.atomic():
        statement = reviewing.correction(ledger, correction).statement_id
        ledger.undo(correction, by=security.user(request).name)
        security.audit(request, "undo", f"correction {correction} of statement {statement}")
        return told({"correction": correction, "statement": _seen(ledger, statement)})


@router.post(
    "/articles/{article}/reviewed",
    response_model=None,
    responses={200: {"model": ReviewState}, **failures(404, *BODY)},
)
def reviewed(request: Request, article: Id, reviewed: Reviewed) -> Response:
    """Say that an article was reviewed to its end: nothing is missing, and a model may learn from it."""
    with request.app.state.ledgers.use() as ledger, ledger.atomic():
        name = security.user(request).name
        ledger.finish_review(article, by=name, accept_rest=reviewed.accept_rest)
        security.audit(request, "review done", f"article {article}")
    return told({"article": article, "reviewed": True})


@router.post(
    "/articles/{article}/reopened",
    response_model=None,
    responses={200: {"model": ReviewState}, **failures(404, *BODY)},
)
def reopened(request: Request, article: Id) -> Response:
    """Take back that an article was reviewed to its end."""
    with request.app.state.ledgers.use() as ledger, ledger.atomic():
        reviewing.desk(ledger, article)  # raises where there is none
        ledger.reopen_review(article, by=security.user(request).name)
        security.audit(request, "review opened again", f"article {article}")
    return told({"article": article, "reviewed": False})


def _judged(request: Request, statement: int, what: str, judging: Judging, deed: Deed) -> Response:
    """Does it in one transaction with its line in the audit log; what stands now, or why nothing was done."""
    name = security.user(request).name
    with request.app.state.ledgers.use() as ledger:
        try:
            with ledger.atomic():
                correction = deed(ledger, name, _key(name, f"{what} {statement}", judging.key))
                security.audit(request, "correct", f"statement {statement} {what}")
                return told({"correction": correction, "statement": _seen(ledger, statement)})
        except StaleStatementError as error:
            return _stale(ledger, statement, error)


def _stale(ledger: Ledger, statement: int, error: StaleStatementError) -> Response:
    failure = errors.failure_of(error)
    with ledger.reading():
        value = {
            "error": {"code": failure.code, "message": failure.message, "hint": failure.hint},
            "statement": _seen(ledger, statement),
            "corrections": reviewing.history(ledger, statement),
        }
    return told(value, 409)


def _seen(ledger: Ledger, statement: int) -> dict[str, Any]:
    with ledger.reading():
        row = statement_row(ask.show(ledger, statement), whole=True)
        return {**row, "seen": ledger.mark(statement)}


def _spans(given: Sequence[tuple[int, int]] | None, before: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    return before if given is None else tuple(Span(start, end) for start, end in sorted(given))


def _people(given: Sequence[Speaking]) -> tuple[Who, ...]:
    return tuple(Who(one.name, one.kind) for one in given)


def _key(name: str, deed: str, given: str | None) -> str | None:
    """A client's key is its own: another account's, or of another deed, is another."""
    if given is None:
        return None
    return hashlib.sha256("\0".join(("api", name, deed, given)).encode()).hexdigest()
