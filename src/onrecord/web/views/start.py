"""The first page: what there is, and what came in last."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers import articles, intake, stats
from onrecord.web.views import wording

if TYPE_CHECKING:
    from onrecord.answers.articles import Listed
    from onrecord.answers.intake import RunTold
    from onrecord.answers.values import Stats
    from onrecord.desk import Ledger

_LATEST: Final = 12
_RUNS: Final = 4
#: Counts that took longer than this many seconds are shown again for a minute: a ledger so large does not
#: change its face by what comes in meanwhile, and everybody begins here.
_SLOW: Final = 0.1
_MANY: Final = 100_000
_AGAIN: Final = 60.0
_COUNTED: Final[dict[str, tuple[float, Stats]]] = {}


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


def start(ledger: Ledger) -> StartView:
    """The ledger at a glance."""
    with ledger.reading():
        lines = tuple(map(run_line, intake.latest_runs(ledger, limit=_RUNS)))
        return StartView(_stats(ledger), articles.listed(ledger, limit=_LATEST), lines)


def _stats(ledger: Ledger) -> Stats:
    """The counts of a ledger; of a large one as they were a moment ago."""
    begun = time.monotonic()
    until, counted = _COUNTED.get(ledger.name, (0.0, None))
    if counted is not None and begun < until:
        return counted
    counted = stats.stats(ledger)
    ended = time.monotonic()
    if counted.statements >= _MANY and ended - begun > _SLOW:
        _COUNTED[ledger.name] = (ended + _AGAIN, counted)
    return counted


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
