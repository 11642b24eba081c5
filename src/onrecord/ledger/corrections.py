"""A person's word on a reading: accepted, changed, rejected, added; undone; carried over to later readings.

Nothing is overwritten for good: each correction keeps who said so, when, and what was before and after. When
the article is read again, the corrections that stand are made on the new reading too.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import func, select, update

from onrecord.errors import NotRecordedError, StaleStatementError, UsageError
from onrecord.ledger import codec, comparing
from onrecord.ledger.restating import Told, apply, dumps, insert_told, loads, row_of, told
from onrecord.ledger.rows import inserted
from onrecord.ledger.tables import articles, attributions, corrections, readings, reviews

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from onrecord.records import Span


class CorrectionKind(StrEnum):
    """What a person did."""

    ACCEPT = "accept"
    REJECT = "reject"
    CHANGE = "change"
    ADD = "add"


#: What an attribution's ``status`` becomes by it.
_STATUS = {
    CorrectionKind.ACCEPT: "accepted",
    CorrectionKind.REJECT: "rejected",
    CorrectionKind.CHANGE: "changed",
    CorrectionKind.ADD: "added",
}
#: Contents of two readings are the same attribution's where they share half of their characters: the bound
#: of the project's scorer (intersection over union).
_SAME = 0.5
_AT = "@"


class Made(NamedTuple):
    """A correction that is in the ledger, and the attribution that it is of."""

    id: int
    attribution_id: int


def correct(
    connection: Connection,
    attribution_id: int,
    kind: CorrectionKind,
    after: Told | None,
    *,
    by: str,
    at: str,
    note: str | None = None,
    seen: str | None = None,
    key: str | None = None,
) -> int:
    """Makes a correction of a current attribution and notes it; the correction's id.

    ``after`` is what is to stand for CHANGE, else None. ``seen`` is the digest, or the ``mark``, that the
    person had before them: StaleStatementError where another has changed it since. ``key`` is of the sender's
    making: what comes again under the same key was made already, and is not made again. UsageError where it
    was made of another statement.
    """
    before_it = with_key(connection, key)
    if before_it is not None:
        return _of_statement(connection, before_it, attribution_id).id
    row = row_of(connection, attribution_id)
    if not row.current:
        raise UsageError(
            f"statement {attribution_id}: belongs to an earlier reading; expected a current one; find it "
            "with `onrecord search`"
        )
    stands_now = mark(connection, attribution_id) if seen and _AT in seen else row.digest
    if seen is not None and seen != stands_now:
        raise StaleStatementError(
            f"statement {attribution_id}: was changed since you saw it ({stands_now}, not {seen}); expected "
            "the words that you judged; look at it again"
        )
    before = told(connection, attribution_id)
    stands = replace(after or before, status=_STATUS[kind])
    _checked(connection, row.article_id, stands)
    with comparing.restating(connection, row.article_id):
        apply(connection, attribution_id, stands)
    values = {"kind": kind.value, "before": dumps(before), "after": dumps(stands), "by": by, "at": at}
    return _noted(connection, row.article_id, attribution_id, {**values, "note": note, "key": key})


def mark(connection: Connection, attribution_id: int) -> str:
    """What changes whenever an attribution is corrected: its digest, which is of its words alone, with the
    number of its last correction and how many were undone. Raises NotRecordedError.
    """
    row = row_of(connection, attribution_id)
    here = corrections.c.attribution_id == attribution_id
    last, undone = connection.execute(
        select(func.max(corrections.c.id), func.count(corrections.c.undone)).where(here)
    ).one()
    return f"{row.digest}{_AT}{last or 0}.{undone}"


def with_key(connection: Connection, key: str | None) -> Row[Any] | None:
    """The row of the correction that was made under a key; None where there is none, or no key."""
    if key is None:
        return None
    return connection.execute(select(corrections).where(corrections.c.key == key)).first()


def _of_statement(connection: Connection, made: Row[Any], attribution_id: int) -> Made:
    """A correction that was made under a key, where it is of this statement.

    When the article was read again meanwhile it moved on to the new reading's statement, while the form that
    is sent again names the earlier one: then their words tell. Raises UsageError where it is another's,
    StaleStatementError where it was undone.
    """
    same = made.kind != CorrectionKind.ADD.value and made.attribution_id == attribution_id
    if not same:
        asked = row_of(connection, attribution_id)
        moved = not asked.current and asked.article_id == made.article_id
        same = moved and _likeness(asked.spans, made) >= _SAME
    if not same:
        raise _anothers(made, f"statement {attribution_id}")
    return _standing(made)


def _of_article(made: Row[Any], article_id: int) -> Made:
    """An addition that was made under a key, where it is to this article. Raises as above."""
    if made.kind != CorrectionKind.ADD.value or made.article_id != article_id:
        raise _anothers(made, f"an addition to article {article_id}")
    return _standing(made)


def _standing(made: Row[Any]) -> Made:
    """A correction that was not undone since: what is sent again is not to bring it back."""
    if made.undone:
        raise StaleStatementError(
            f"correction {made.id}: was made under this key, and undone by {made.undone_by} since; expected "
            "a new one; look at the statement again"
        )
    return Made(made.id, made.attribution_id)


def _anothers(made: Row[Any], asked: str) -> UsageError:
    """The draft standard of the header Idempotency-Key asks for a refusal too, not for the other's answer."""
    return UsageError(
        f"{asked}: its key was given with correction {made.id} ({made.kind} of statement "
        f"{made.attribution_id}); expected a key of its own for each correction; nothing was done; make a "
        "new key and send it again"
    )


def add(
    connection: Connection,
    article_id: int,
    what: Told,
    *,
    by: str,
    at: str,
    note: str | None = None,
    key: str | None = None,
) -> tuple[int, int]:
    """Adds an attribution that was missed: the correction's id and the attribution's; ``key`` as above.

    UsageError where the key is of an addition to another article, or of a correction of another kind.
    """
    before_it = with_key(connection, key)
    if before_it is not None:
        return _of_article(before_it, article_id)
    reading = current_reading(connection, article_id)
    stands = replace(what, status=_STATUS[CorrectionKind.ADD])
    _checked(connection, article_id, stands)
    with comparing.restating(connection, article_id):
        attribution_id = insert_told(connection, article_id, reading, stands)
    values = {"kind": "add", "before": None, "after": dumps(stands), "by": by, "at": at, "note": note}
    return _noted(connection, article_id, attribution_id, {**values, "key": key}), attribution_id


def undo(connection: Connection, correction_id: int, *, by: str, at: str) -> None:
    """Takes a correction back; what stood before it stands again. Raises NotRecordedError, UsageError.

    Of several corrections of one attribution the last is undone first.
    """
    row = connection.execute(select(corrections).where(corrections.c.id == correction_id)).first()
    if row is None or row.undone:
        what = "undone already" if row else "no such correction"
        raise NotRecordedError(f"correction {correction_id}: {what}; expected one that stands")
    current = select(readings.c.id).where(readings.c.article_id == row.article_id, readings.c.current)
    if connection.execute(current).first() is None:
        raise NotRecordedError(
            f"correction {correction_id}: article {row.article_id} was withdrawn, or its page has a newer "
            "version; expected an article that stands; nothing is left to undo"
        )
    later = select(corrections.c.id).where(
        corrections.c.attribution_id == row.attribution_id,
        corrections.c.id > correction_id,
        corrections.c.undone.is_(None),
    )
    newest = connection.execute(later.order_by(corrections.c.id.desc()).limit(1)).scalar()
    if newest is not None:
        raise UsageError(
            f"correction {correction_id}: correction {newest} came after it; expected the last one; "
            "undo that first"
        )
    before = loads(row.before) if row.before else None
    stands = before or replace(loads(row.after), status="rejected")
    with comparing.restating(connection, row.article_id):
        apply(connection, row.attribution_id, stands)
    here = corrections.c.id == correction_id
    connection.execute(update(corrections).where(here).values(undone=at, undone_by=by))
    # An article in which something is open again is not reviewed to its end.
    done = (reviews.c.article_id == row.article_id) & reviews.c.undone.is_(None)
    connection.execute(update(reviews).where(done).values(undone=at, undone_by=by))


def carry_over(connection: Connection, article_id: int) -> int:
    """Makes the corrections that stand on an article's current reading, which is new; how many."""
    standing = connection.execute(
        select(corrections)
        .where(corrections.c.article_id == article_id, corrections.c.undone.is_(None))
        .order_by(corrections.c.id)
    ).all()
    if standing:
        with comparing.restating(connection, article_id):
            _make_again(connection, article_id, standing)
    return len(standing)


def _make_again(connection: Connection, article_id: int, standing: Sequence[Row[Any]]) -> None:
    reading = current_reading(connection, article_id)
    moved: dict[int, int] = {}  # the attribution corrected first -> the one in the new reading
    for row in standing:
        stands = loads(row.after)
        there = moved.get(row.attribution_id) or _counterpart(connection, reading, row)
        if there is None and row.kind == CorrectionKind.REJECT.value:
            continue  # what was rejected is not found any more: nothing is left to reject
        if there is None:
            there = insert_told(connection, article_id, reading, stands)
        else:
            apply(connection, there, stands)
        moved[row.attribution_id] = there
        here = corrections.c.id == row.id
        connection.execute(update(corrections).where(here).values(attribution_id=there))


def _counterpart(connection: Connection, reading_id: int, correction: Row[Any]) -> int | None:
    """The attribution of a reading whose content is the corrected one's, before or after; else None."""
    rows = connection.execute(
        select(attributions.c.id, attributions.c.spans).where(attributions.c.reading_id == reading_id)
    ).all()
    best = max(((_likeness(row.spans, correction), row.id) for row in rows), default=(0.0, None))
    return best[1] if best[0] >= _SAME else None


def _likeness(spans: str, correction: Row[Any]) -> float:
    """How much of an attribution's content is what was corrected, before or after."""
    content = codec.spans_from(spans)[2]
    wanted = [loads(cell).content for cell in (correction.before, correction.after) if cell]
    return max((_overlap(content, one) for one in wanted), default=0.0)


def _overlap(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Intersection over union, in characters; spans of one content do not overlap."""
    shared = sum(max(0, min(x.end, y.end) - max(x.start, y.start)) for x in a for y in b)
    both = sum(x.end - x.start for x in (*a, *b)) - shared
    return shared / both if both else 0.0


def current_reading(connection: Connection, article_id: int) -> int:
    """The reading of an article that is answered from. Raises NotRecordedError."""
    wanted = select(readings.c.id).where(readings.c.article_id == article_id, readings.c.current)
    reading = connection.execute(wanted).scalar()
    if reading is None:
        raise NotRecordedError(
            f"article {article_id}: no such article, or it was withdrawn; expected the number of one in this "
            "ledger"
        )
    return int(reading)


def _checked(connection: Connection, article_id: int, stands: Told) -> None:
    """Raises UsageError where a span leaves the text, or cue and content are missing."""
    text = connection.execute(select(articles.c.text).where(articles.c.id == article_id)).scalar()
    length = len(text or "")
    for role in (stands.source, stands.cue, stands.content):
        for span in role:
            if span.end > length:
                raise UsageError(
                    f"{span}: ends behind the text of article {article_id}, which has {length:,} characters; "
                    "expected offsets into it"
                )
    if not stands.content:
        raise UsageError("an attribution without a content: expected the words that are attributed")
    if stands.speakers and stands.candidates:
        raise UsageError("both speakers and candidates: expected one of them; leave the candidates out")


def _noted(connection: Connection, article_id: int, attribution_id: int, values: dict[str, Any]) -> int:
    row = {"article_id": article_id, "attribution_id": attribution_id, **values}
    return inserted(connection, corrections, row)
