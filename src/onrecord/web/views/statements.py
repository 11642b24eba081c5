"""A statement for its page: words, proof, where else they stand, what changed, who answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers import articles as stored
from onrecord.answers import ask, tracing
from onrecord.answers import disputes as disputing
from onrecord.web.views.cards import cards

if TYPE_CHECKING:
    from onrecord.answers.articles import Corrected, Kept
    from onrecord.answers.comparisons import Dispute, Trace
    from onrecord.answers.values import Statement
    from onrecord.desk import Ledger
    from onrecord.web.views.cards import Card

#: Occurrences on one page; the command `onrecord trace` has all.
_OCCURRENCES: Final = 60
#: Disputes of a speaker that are looked through for those of one statement.
_DISPUTES: Final = 50
_SPEAKERS: Final = 2


@dataclass(frozen=True, slots=True)
class StatementView:
    """``card`` is all that the article's reading tells, None where the statement is of an earlier reading or
    rejected. ``trace`` has every occurrence of the words, ``disputes`` those in which it answers or is
    answered, itself or as another occurrence.
    """

    statement: Statement
    kept: Kept
    card: Card | None
    corrections: tuple[Corrected, ...]
    trace: Trace
    disputes: tuple[Dispute, ...]

    @property
    def standing(self) -> bool:
        """Whether it is of the current reading, and no person rejected it."""
        return self.card is not None


def statement(ledger: Ledger, name: str) -> StatementView:
    """A statement by its number or digest. Raises NotRecordedError, UsageError."""
    # First: what was never indexed is now, in transactions of its own.
    trace = tracing.trace(ledger, name, limit=_OCCURRENCES)
    with ledger.reading():
        found = ask.show(ledger, name)
        kept = stored.kept(ledger, found.article_id)
        card = None
        if found.id in kept.statement_ids:
            record = ledger.record_of(found.article_id)
            (card,) = cards(record, kept, [kept.statement_ids.index(found.id)])
        disputes = _disputes(ledger, found, trace) if card else ()
    return StatementView(found, kept, card, kept.corrections.get(found.id, ()), trace, disputes)


def _disputes(ledger: Ledger, found: Statement, trace: Trace) -> tuple[Dispute, ...]:
    """Of its speakers' disputes, those in which these words have a part."""
    same = {found.id, *(place.statement.id for place in trace.occurrences)}
    met: dict[tuple[int, int], Dispute] = {}
    named = [one.person_id for one in found.speakers if one.person_id is not None]
    for person in named[:_SPEAKERS]:
        for one in disputing.disputes(ledger, f"#{person}", limit=_DISPUTES):
            if one.answer.id in same or one.answered.id in same:
                met[one.answer.id, one.answered.id] = one
    return tuple(met.values())
