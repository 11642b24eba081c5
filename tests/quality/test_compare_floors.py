"""Comparing across articles stays above the floors that were measured on its gold."""

from __future__ import annotations

from pathlib import Path

from onrecord.evaluation import compare, gate

FOLDER = Path(__file__).parents[2] / "quality" / "compare"


def test_both_parts_are_above_their_floors() -> None:
    floors = gate.read_floors(FOLDER / "floors.json")
    assert floors.passages == gate.hash_passages(FOLDER), "the gold has changed: measure it anew"
    measured = compare.measured_parts(FOLDER)
    short = {part: gate.check(measured[part], floors.figures[part]) for part in measured}
    assert short == dict.fromkeys(measured, ())
