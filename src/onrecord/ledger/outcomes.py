"""What became of an input, and what is told of a run."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OutcomeKind(StrEnum):
    """What became of an input."""

    ADDED = "added"  # a new article
    KNOWN = "known"  # there already
    CHANGED = "changed"  # a new version of what stood at that address
    REFUSED = "refused"  # not stored, for a reason


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the input ``name``.

    ``reason`` is the code of a refusal, or what a known page was known by: "bytes", "text". ``article_id`` is
    the article that was added, changed or known, None for a refusal. ``statements`` counts what was found.
    """

    name: str
    kind: OutcomeKind
    reason: str | None = None
    message: str | None = None
    article_id: int | None = None
    statements: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """One call of ``add`` or ``watch`` in the ledger. ``resumed``: it was broken off before and goes on."""

    id: int
    resumed: bool = False
