"""What came in: runs of ``add`` and ``watch`` with what became of their inputs."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from onrecord.errors import NotRecordedError
from onrecord.ledger.tables import inputs, runs

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Select

    from onrecord.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class RunTold:
    """A run: ``command`` as asked for, ``ended`` None while it runs or where it was broken off, and how many
    inputs were added, known, changed, refused.
    """

    id: int
    command: tuple[str, ...]
    started: str
    ended: str | None
    outcomes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class InputTold:
    """What became of an input; ``reason`` is the code of a refusal, or what a known page was known by."""

    id: int
    run_id: int
    name: str
    outcome: str
    reason: str | None
    message: str | None
    article_id: int | None
    at: str


def latest_runs(
    ledger: Ledger, *, limit: int = 20, skip: int = 0, after: int | None = None
) -> tuple[RunTold, ...]:
    """Runs, the latest first; ``after``, a run's number, gives those behind it."""
    wanted = select(runs).order_by(runs.c.id.desc()).limit(limit).offset(skip)
    if after is not None:
        wanted = wanted.where(runs.c.id < after)
    with ledger.reading() as connection:
        return _runs(connection, wanted)


def run(ledger: Ledger, run_id: int) -> RunTold:
    """One run. Raises NotRecordedError."""
    with ledger.reading() as connection:
        found = _runs(connection, select(runs).where(runs.c.id == run_id))
    if not found:
        raise NotRecordedError(
            f"run {run_id}: no such run; expected the number of one; see them on the ledger's page"
        )
    return found[0]


def latest_inputs(
    ledger: Ledger,
    *,
    run_id: int | None = None,
    outcome: str | None = None,
    limit: int = 50,
    skip: int = 0,
    after: int | None = None,
) -> tuple[InputTold, ...]:
    """Inputs, the latest first: those of a run, those of an outcome, or all.

    ``after``, an input's number, gives those behind it.
    """
    wanted = select(inputs).order_by(inputs.c.id.desc()).limit(limit).offset(skip)
    if run_id is not None:
        wanted = wanted.where(inputs.c.run_id == run_id)
    if outcome is not None:
        wanted = wanted.where(inputs.c.outcome == outcome)
    if after is not None:
        wanted = wanted.where(inputs.c.id < after)
    with ledger.reading() as connection:
        rows = connection.execute(wanted).all()
    return tuple(
        InputTold(
            *(row.id, row.run_id, row.name, row.outcome, row.reason, row.message), row.article_id, row.at
        )
        for row in rows
    )


def _runs(connection: Connection, wanted: Select[Any]) -> tuple[RunTold, ...]:
    rows = connection.execute(wanted).all()
    counts: dict[int, dict[str, int]] = defaultdict(dict)
    counted = (
        select(inputs.c.run_id, inputs.c.outcome, func.count())
        .where(inputs.c.run_id.in_([row.id for row in rows]))
        .group_by(inputs.c.run_id, inputs.c.outcome)
        .order_by(inputs.c.run_id, inputs.c.outcome)
    )
    for run_id, outcome, number in connection.execute(counted):
        counts[run_id][outcome] = number
    return tuple(
        RunTold(row.id, tuple(json.loads(row.command)), row.started, row.ended, counts[row.id])
        for row in rows
    )
