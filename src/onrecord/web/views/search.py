"""What a search found, for its page and for the API."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.answers.filters import Filters

if TYPE_CHECKING:
    from onrecord.answers.values import Statement
    from onrecord.desk import Ledger


@dataclass(frozen=True, slots=True)
class SearchView:
    """``query`` as asked, the statements that answer it, and what there is to say of it."""

    query: str
    statements: tuple[Statement, ...]
    more: bool
    notes: tuple[str, ...]


def searched(ledger: Ledger, query: str, filters: Filters | None = None, *, limit: int = 20) -> SearchView:
    """The statements with the words of a query; none where it is empty. Raises UsageError."""
    from onrecord.answers import ask

    if not query.strip():
        return SearchView(query, (), more=False, notes=())
    found = ask.search(ledger, query, filters=filters or Filters(), limit=limit)
    return SearchView(query, found.statements, found.more, found.notes)
