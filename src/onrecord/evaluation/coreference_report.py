"""Coreference figures as text for a terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.evaluation.report import table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.evaluation.coreference import Agreement, Tally
    from onrecord.evaluation.coreference_run import Figures


def as_text(groups: Mapping[str, Figures]) -> str:
    """A table for each group of documents, ending in a newline."""
    return "\n\n".join(_group(name, figures) for name, figures in groups.items()) + "\n"


def as_json(groups: Mapping[str, Figures]) -> dict[str, object]:
    """The same as a value for ``json.dumps``, by group."""
    return {name: _group_json(figures) for name, figures in groups.items()}


def _group(name: str, figures: Figures) -> str:
    rows = [
        *_rows(figures.repeated, ""),
        *_rows(figures.every, ", singletons too"),
        _row("named-mentions", figures.named),
        _row("named-speakers", figures.speaking),
    ]
    number = f"{figures.documents} document{'s' * (figures.documents != 1)}"
    return table([f"{name}, {number}", "P", "R", "F1"], rows)


def _rows(agreement: Agreement, which: str) -> list[list[str]]:
    rows = [_row(name + which, tally) for name, tally in agreement.tallies().items()]
    return [*rows, ["conll" + which, "", "", f"{agreement.conll:.3f}"]]


def _row(name: str, tally: Tally) -> list[str]:
    return [name, *(f"{value:.3f}" for value in (tally.precision, tally.recall, tally.f1))]


def _group_json(figures: Figures) -> dict[str, object]:
    return {
        "documents": figures.documents,
        **_agreement_json(figures.repeated),
        "with_singletons": _agreement_json(figures.every),
        "named-mentions": _tally_json(figures.named),
        "named-speakers": _tally_json(figures.speaking),
    }


def _agreement_json(agreement: Agreement) -> dict[str, object]:
    tallies = {name: _tally_json(tally) for name, tally in agreement.tallies().items()}
    return {"conll": agreement.conll, **tallies}


def _tally_json(tally: Tally) -> dict[str, float]:
    return {
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
        "gold": tally.gold,
        "predicted": tally.predicted,
    }
