"""The one place where the measure of comparing meets the answers that it measures.

Each function asks one question of a ledger and gives plain values. A part whose module is not there gives
None: it is not measured.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.answers.comparisons import Checked, Dispute, FigureReport, Origin, VersionStep
    from onrecord.compare.values import Difference
    from onrecord.ledger.ledger import Ledger
    from onrecord.records import Record

#: More answers than a part of the gold can have.
EVERYTHING = 100_000


def _answers(name: str) -> Any:
    """The module ``onrecord.answers.NAME``, None where there is none."""
    try:
        return import_module(f"onrecord.answers.{name}")
    except ModuleNotFoundError as error:
        if error.name != f"onrecord.answers.{name}":
            raise
        return None


def groups(ledger: Ledger) -> list[list[int]] | None:
    """Statement ids, a list for each quotation."""
    module = _answers("tracing")
    return None if module is None else [list(group) for group in module.groups(ledger)]


def between(ledger: Ledger, before: int, after: int) -> Difference | None:
    """What changed from one statement to another."""
    module = _answers("tracing")
    return None if module is None else module.between(ledger, before, after)


def origins(ledger: Ledger) -> Sequence[Origin] | None:
    """Every origin of the ledger."""
    module = _answers("origins")
    return None if module is None else tuple(module.origins(ledger, limit=EVERYTHING))


def conflicts(ledger: Ledger) -> list[tuple[FigureReport, FigureReport]] | None:
    """Every two figures that cannot both hold."""
    module = _answers("topics")
    if module is None:
        return None
    return [(pair[0], pair[1]) for pair in module.conflicts(ledger)]


def disputes(ledger: Ledger) -> Sequence[Dispute] | None:
    """Every denial with what it answers."""
    module = _answers("disputes")
    return None if module is None else tuple(module.disputes(ledger, limit=EVERYTHING))


def versions(ledger: Ledger, article_id: int) -> Sequence[VersionStep] | None:
    """The steps of the page that an article is a version of."""
    module = _answers("versions")
    return None if module is None else tuple(module.versions(ledger, article_id))


def checked(ledger: Ledger, draft: Record) -> Sequence[Checked] | None:
    """What the ledger says of a draft's quotations."""
    module = _answers("checking")
    return None if module is None else tuple(module.check(ledger, draft))
