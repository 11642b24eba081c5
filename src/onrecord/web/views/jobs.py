"""A job for its page: how far it is, what became of its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.web.jobs import JobState

if TYPE_CHECKING:
    from onrecord.web.jobs import Job


@dataclass(frozen=True, slots=True)
class OutcomeLine:
    """What became of a page; ``kind`` is added, known, changed or refused."""

    name: str
    kind: str
    reason: str | None
    message: str | None
    article_id: int | None
    statements: int


@dataclass(frozen=True, slots=True)
class JobView:
    """``done`` pages were read; ``told`` counts their outcomes in words; ``problem`` is why it broke off."""

    id: str
    what: str
    waiting: bool
    running: bool
    done: int
    told: str
    problem: str | None
    outcomes: tuple[OutcomeLine, ...]


def view(job: Job) -> JobView:
    """The job as it stands now."""
    running = not job.over
    return JobView(
        job.id,
        job.name,
        job.state == JobState.WAITING,
        running,
        sum(job.counts.values()),
        ", ".join(f"{number:,} {kind}" for kind, number in job.counts.items()),
        job.error["message"] if job.error else None,
        tuple(
            OutcomeLine(one.name, one.kind.value, one.reason, one.message, one.article_id, one.statements)
            for one in list(job.outcomes)
        ),
    )
