"""The first page: what there is, and what came in last."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers import articles, intake, stats
from onrecord.web.views import wording

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.answers.articles import Listed
    from onrecord.answers.intake import RunTold
    from onrecord.answers.values import Stats
    from onrecord.desk import Ledger

_LATEST: Final = 12
_RUNS: Final = 4


@dataclass(frozen=True, slots=True)
class RunLine:
    """A run in words: what was asked for, what came of it."""

    id: int
    what: str
    told: str
    started: str
    ended: str | None


@dataclass(frozen=True, slots=True)
class StartView:
    """The counts of the ledger, the articles and runs that came last; ``query`` is empty."""

    stats: Stats
    latest: tuple[Listed, ...]
    runs: tuple[RunLine, ...]
    query: str = ""


@dataclass(frozen=True, slots=True)
class ArticlesView:
    """Articles, those that came in last first."""

    articles: tuple[Listed, ...]
    more: bool
    skip: int
    limit: int


def start(ledger: Ledger, counted: Callable[[Ledger], Stats] = stats.stats) -> StartView:
    """The ledger at a glance; ``counted`` tells what it holds."""
    with ledger.reading():
        lines = tuple(map(run_line, intake.latest_runs(ledger, limit=_RUNS)))
        return StartView(counted(ledger), articles.listed(ledger, limit=_LATEST), lines)


def all_articles(ledger: Ledger, *, limit: int = 50, skip: int = 0) -> ArticlesView:
    """A page of the list of all articles."""
    found = articles.listed(ledger, limit=limit + 1, skip=skip)
    return ArticlesView(found[:limit], len(found) > limit, skip, limit)


def run_line(run: RunTold) -> RunLine:
    """ "add https://...", "3 added, 1 refused"."""
    told = ", ".join(f"{number:,} {outcome}" for outcome, number in run.outcomes.items())
    return RunLine(run.id, _short(run.command), told or "nothing yet", run.started, run.ended)


def _short(command: tuple[str, ...]) -> str:
    """A command without the folders of its files: those are nobody's business on a page."""
    names = [one if "://" in one else one.rsplit("/", 1)[-1] for one in command[1:]]
    shown = ", ".join(names[:3]) + (
        f" and {wording.counted(len(names) - 3, 'other')}" if len(names) > 3 else ""
    )
    return f"{command[0] if command else 'run'} {shown}".strip()
