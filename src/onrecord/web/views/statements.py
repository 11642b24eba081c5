"""A statement for its page: words, proof, where else they stand, what changed, who answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers import articles as stored
from onrecord.answers import ask, tracing
from onrecord.web.views.cards import cards

if TYPE_CHECKING:
    from onrecord.answers.articles import Corrected, Kept
    from onrecord.answers.comparisons import Trace
    from onrecord.answers.values import Statement
    from onrecord.desk import Ledger
    from onrecord.web.views.cards import Card

#: Occurrences on one page; the command `onrecord trace` has all.
_OCCURRENCES: Final = 60


@dataclass(frozen=True, slots=True)
class StatementView:
    """``card`` is all that the article's reading tells, None where the statement is of an earlier reading or
    rejected. ``standing`` says whether it counts. ``trace`` has every occurrence of the words.
    """

    statement: Statement
    kept: Kept
    card: Card | None
    corrections: tuple[Corrected, ...]
    trace: Trace

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
    return StatementView(found, kept, card, kept.corrections.get(found.id, ()), trace)
