"""Across articles: figures in conflict, origins, versions, disputes, drafts, who quotes whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers import checking, disputes, origins, people, portrait, timeline, topics
from onrecord.answers import sources as quoting
from onrecord.answers import versions as versioning
from onrecord.answers.comparisons import DraftOutcome
from onrecord.errors import NotRecordedError, UsageError

if TYPE_CHECKING:
    from onrecord.answers.comparisons import Checked, Dispute, FigureTopic, Origin, Timeline, VersionStep
    from onrecord.answers.sources import Quoting
    from onrecord.desk import Ledger
    from onrecord.records import Record

_TOPICS: Final = 30
_ORIGINS: Final = 30
_DISPUTES: Final = 30
#: Statements of one timeline: what somebody who is quoted daily said in some months.
_ENTRIES: Final = 200


@dataclass(frozen=True, slots=True)
class FiguresView:
    """What figures there are of one thing, those in conflict first; of the words of a query."""

    query: str
    topics: tuple[FigureTopic, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class OriginsView:
    """Articles that share an origin, the biggest first; of a query those of its articles."""

    query: str
    origins: tuple[Origin, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class DisputesView:
    """Who disputes whom, the newest answer first; ``name``: where somebody answers or is answered."""

    name: str
    disputes: tuple[Dispute, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class TimelineView:
    """What somebody said, grouped by what it says; ``about`` narrows it to these words."""

    person_id: int
    name: str
    about: str
    timeline: Timeline | None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class VersionsView:
    """What became of the statements of a page from each version to the next, the latest step first."""

    article_id: int
    steps: tuple[VersionStep, ...]


@dataclass(frozen=True, slots=True)
class DraftView:
    """What the ledger says of each quotation of a draft. ``read`` is whether there was a draft."""

    text: str
    read: bool
    checked: tuple[Checked, ...]
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class NetworkView:
    """Who quotes whom, those who do it most first."""

    quoting: tuple[Quoting, ...]


def figures(ledger: Ledger, query: str = "", *, conflicts_only: bool = False) -> FiguresView:
    """Figures about one thing; without a query those alone that conflict."""
    only = conflicts_only or not query.strip()
    try:
        return FiguresView(query, topics.figures(ledger, query, conflicts_only=only, limit=_TOPICS))
    except (UsageError, NotRecordedError) as error:
        return FiguresView(query, (), str(error))


def shared(ledger: Ledger, query: str = "") -> OriginsView:
    """Origins of several articles."""
    try:
        return OriginsView(query, origins.origins(ledger, query.strip() or None, limit=_ORIGINS))
    except (UsageError, NotRecordedError) as error:
        return OriginsView(query, (), str(error))


def disputed(ledger: Ledger, name: str = "") -> DisputesView:
    """Who disputes whom."""
    try:
        return DisputesView(name, disputes.disputes(ledger, name.strip() or None, limit=_DISPUTES))
    except (UsageError, NotRecordedError) as error:
        return DisputesView(name, (), str(error))


def over_time(ledger: Ledger, person_id: int, about: str = "") -> TimelineView:
    """What somebody said, over time. Raises NotRecordedError where there is nobody of this number."""
    name = people.everyone(ledger, f"#{portrait.stands_for(ledger, person_id)}", limit=1)[0].name
    try:
        found = timeline.timeline(ledger, f"#{person_id}", about=about.strip() or None, limit=_ENTRIES)
    except UsageError as error:
        return TimelineView(person_id, name, about, None, str(error))
    return TimelineView(person_id, name, about, found)


def versions(ledger: Ledger, article_id: int) -> VersionsView:
    """The versions of the page that an article is one of. Raises NotRecordedError."""
    return VersionsView(article_id, tuple(reversed(versioning.versions(ledger, article_id))))


def draft(ledger: Ledger, record: Record, text: str, *, everything: bool = False) -> DraftView:
    """Each quotation of a draft, looked up; ``record`` is what was read of its text. Nothing is stored."""
    found = checking.check(ledger, record, everything=everything)
    counts = {
        outcome.value: number
        for outcome in DraftOutcome
        if (number := sum(one.outcome is outcome for one in found))
    }
    return DraftView(text, True, found, counts)


def network(ledger: Ledger) -> NetworkView:
    """Who quotes whom."""
    return NetworkView(quoting.network(ledger))
