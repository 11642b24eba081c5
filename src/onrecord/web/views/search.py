"""What a search found, for its page and for the API."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.answers.filters import Filters

if TYPE_CHECKING:
    from onrecord.answers.values import Statement
    from onrecord.desk import Ledger

#: What fits two screens.
PAGE = 20


@dataclass(frozen=True, slots=True)
class SearchView:
    """``query`` as asked, the statements that answer it, and what there is to say of it.

    ``skip`` statements stand before these; ``more`` says whether others stand behind them.
    """

    query: str
    statements: tuple[Statement, ...]
    more: bool
    notes: tuple[str, ...]
    filters: Filters = field(default_factory=Filters)
    skip: int = 0
    limit: int = PAGE

    @property
    def asked(self) -> bool:
        """Whether anything was asked for."""
        return bool(self.query.strip()) or self.filters != Filters()


def searched(
    ledger: Ledger, query: str, filters: Filters | None = None, *, limit: int = PAGE, skip: int = 0
) -> SearchView:
    """The statements with the words of a query, or those that filters leave; none where nothing is asked.

    Raises UsageError, NotRecordedError where nobody has that name, or no outlet.
    """
    from onrecord.answers import ask

    filters = filters or Filters()
    if not query.strip() and filters == Filters():
        return SearchView(query, (), more=False, notes=())
    found = ask.search(ledger, query, filters=filters, limit=limit, skip=skip)
    return SearchView(query, found.statements, found.more, found.notes, filters, skip, limit)
