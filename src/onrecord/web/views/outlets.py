"""Outlets for their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers import articles, origins
from onrecord.answers import sources as quoting

if TYPE_CHECKING:
    from onrecord.answers.articles import Listed
    from onrecord.answers.comparisons import OutletReporting
    from onrecord.answers.sources import OutletLine, Sources
    from onrecord.desk import Ledger

PAGE: Final = 20


@dataclass(frozen=True, slots=True)
class OutletsView:
    """All outlets, those with most articles first, and how much of each is its own reporting."""

    outlets: tuple[OutletLine, ...]
    reporting: dict[str, OutletReporting]


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet: whom it quotes, how much is its own reporting, and its articles, the latest first."""

    sources: Sources
    reporting: OutletReporting | None
    articles: tuple[Listed, ...]
    more: bool
    skip: int
    limit: int


def every(ledger: Ledger) -> OutletsView:
    """The list of outlets."""
    with ledger.reading():
        own = {one.outlet: one for one in origins.reporting(ledger, limit=quoting.LISTED)}
        return OutletsView(quoting.outlets(ledger), own)


def outlet(ledger: Ledger, outlet_id: int, *, skip: int = 0) -> OutletView:
    """One outlet. Raises NotRecordedError."""
    with ledger.reading():
        found = quoting.sources(ledger, outlet_id)
        own = {one.outlet: one for one in origins.reporting(ledger, outlet=found.outlet.name)}
        listed = articles.listed(ledger, outlet_id=outlet_id, limit=PAGE + 1, skip=skip)
    return OutletView(found, own.get(found.outlet.name), listed[:PAGE], len(listed) > PAGE, skip, PAGE)
