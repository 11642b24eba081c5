"""The scorer of figures, by hand; and the floors on the gold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.analysis.claims.figures import figures
from onrecord.analysis.claims.figures_normal import normal
from onrecord.errors import NotFoundError, UsageError
from onrecord.evaluation import figures as scorer
from onrecord.evaluation import gate
from onrecord.evaluation.by_part import PARTS
from onrecord.evaluation.figure_gold import load
from onrecord.records import Span

if TYPE_CHECKING:
    from onrecord.records import Figure

GOLD = Path(__file__).parents[2] / "quality" / "figures"
# What was asked of us, under which floors.json may never be lowered.
ASKED = {"found": 0.95, "right": 0.93}


def lines(tmp_path: Path, text: str):
    path = tmp_path / "dev.txt"
    path.write_text(text, "utf-8")
    return load(path)


def test_marks_are_read_and_taken_out(tmp_path: Path) -> None:
    (line,) = lines(tmp_path, "# bounds\n{At least six|>=6|places} places rose {3%|3 percent||up by}.\n")
    assert line.text == "At least six places rose 3%."
    assert line.form == "bounds"
    first, second = line.figures
    assert (first.span, first.counted, first.change) == (Span(0, 12), "places", None)
    assert (second.unit, second.change) == ("percent", "up by")


@pytest.mark.parametrize("slip", ["{six} men", "{six|~~6} men", "{six|6||sideways} men", "{six|6 men"])
def test_a_mark_that_cannot_be_read_names_its_line(tmp_path: Path, slip: str) -> None:
    with pytest.raises(UsageError, match=r"dev.txt:2"):
        lines(tmp_path, f"All well.\n{slip}\n")


def test_missing_gold_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"dev.txt"):
        load(tmp_path / "dev.txt")


def test_missed_invented_and_wrong_figures_count(tmp_path: Path) -> None:
    gold = lines(tmp_path, "{Six|6} men, {seven|8} women, {none|0} none, nine boys.\n")
    merits, slips = scorer.measure(gold)
    assert merits["recall"] == pytest.approx(2 / 3)
    assert merits["precision"] == pytest.approx(2 / 3)
    assert merits["found"] == pytest.approx(2 / 3)
    assert merits["right"] == 0.5
    assert [(s.gold is None, s.found is None) for s in slips] == [
        (False, True),
        (True, False),
        (False, False),
    ]


def test_a_figure_covering_less_than_half_is_not_found(tmp_path: Path) -> None:
    gold = lines(tmp_path, "{It was exactly six|6} men.\n")

    def read(text: str) -> list[Figure]:
        return list(figures(text, [Span(15, len(text))]))

    assert scorer.measure(gold, read)[0]["recall"] == 0


@pytest.mark.parametrize("part", PARTS)
def test_figures_hold_their_floors(part: str) -> None:
    floors = gate.read_floors(GOLD / "floors.json")
    assert floors.passages == gate.hash_passages(GOLD), "the gold has changed: measure its floors anew"
    measured = scorer.measured(GOLD)[part]
    assert gate.check(measured, floors.figures[part]) == ()
    assert gate.check(measured, ASKED) == ()


def test_the_gold_is_large_enough_and_halved() -> None:
    sizes = [sum(len(line.figures) for line in load(GOLD / f"{part}.txt")) for part in PARTS]
    assert min(sizes) >= 120
    forms = [{line.form for line in load(GOLD / f"{part}.txt")} for part in PARTS]
    assert forms[0] == forms[1]


def test_normal_forms_are_those_of_the_gold(tmp_path: Path) -> None:
    """What is read out of the gold, written as gold again and read, is right."""
    for part in PARTS:
        for line in load(GOLD / f"{part}.txt"):
            for figure in figures(line.text, [Span(0, len(line.text))]):
                (again,) = lines(tmp_path, f"{{{figure.span.of(line.text)}|{normal(figure)}}}\n")
                assert scorer.is_right(again.figures[0], figure), line.text


def test_the_command_prints_figures_and_refuses_missing_gold(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scorer.main([str(GOLD), "--part", "dev", "--slips"]) == 0
    assert "found" in capsys.readouterr().out
    assert scorer.main([str(tmp_path)]) == 1
    assert "no such gold file" in capsys.readouterr().err


def test_floors_rise_and_do_not_fall_unasked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for part in PARTS:
        (tmp_path / f"{part}.txt").write_text("{Six|6} men.\n", "utf-8")
    assert scorer.main([str(tmp_path), "--floors"]) == 0
    assert gate.read_floors(tmp_path / "floors.json").figures["test"]["found"] == 0.99
    (tmp_path / "test.txt").write_text("{none|0} none.\n", "utf-8")
    assert scorer.main([str(tmp_path), "--floors"]) == 1
    assert "its floor" in capsys.readouterr().err
    assert scorer.main([str(tmp_path), "--floors", "--lower"]) == 0
