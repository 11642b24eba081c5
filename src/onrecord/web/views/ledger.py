"""The ledger itself: what came in, what was refused, what was withdrawn, what can be taken out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers import intake, stats
from onrecord.web.views.start import RunLine, run_line

if TYPE_CHECKING:
    from onrecord.answers.intake import InputTold
    from onrecord.answers.values import Stats
    from onrecord.desk import Ledger

PAGE: Final = 50
_RUNS: Final = 10


@dataclass(frozen=True, slots=True)
class LedgerView:
    """Counts, the latest runs, and the latest refusals with their reasons."""

    stats: Stats
    runs: tuple[RunLine, ...]
    refused: tuple[InputTold, ...]


@dataclass(frozen=True, slots=True)
class InputsView:
    """What became of inputs, the latest first: of one run, of one outcome, or all."""

    run: RunLine | None
    outcome: str
    inputs: tuple[InputTold, ...]
    more: bool
    skip: int
    limit: int


def overview(ledger: Ledger) -> LedgerView:
    """The ledger at a glance."""
    with ledger.reading():
        return LedgerView(
            stats.stats(ledger),
            tuple(map(run_line, intake.latest_runs(ledger, limit=_RUNS))),
            intake.latest_inputs(ledger, outcome="refused", limit=10),
        )


def inputs(ledger: Ledger, *, run_id: int | None = None, outcome: str = "", skip: int = 0) -> InputsView:
    """A page of the list of inputs. Raises NotRecordedError where there is no such run."""
    with ledger.reading():
        run = run_line(intake.run(ledger, run_id)) if run_id is not None else None
        found = intake.latest_inputs(
            ledger, run_id=run_id, outcome=outcome or None, limit=PAGE + 1, skip=skip
        )
    return InputsView(run, outcome, found[:PAGE], len(found) > PAGE, skip, PAGE)
