"""Floors rise with the figures, fall on request alone, and belong to the passages they were measured on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import NotFoundError, UsageError
from onrecord.evaluation import gate
from onrecord.evaluation.gate import Floors, Shortfall, check, hash_passages, raised
from onrecord.records import Analysis, Attribution, Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

QUALITY = Path(__file__).parents[2] / "quality"


def test_figures_at_or_over_their_floors_pass() -> None:
    assert check({"cue": 0.7, "source": 0.9, "more": 0.0}, {"cue": 0.7, "source": 0.8}) == ()


def test_a_figure_under_its_floor_is_told() -> None:
    assert check({"cue": 0.699, "source": 0.9}, {"cue": 0.7, "source": 0.8}) == (
        Shortfall("cue", 0.7, 0.699),
    )


def test_a_figure_that_was_not_measured_does_not_pass() -> None:
    assert check({}, {"cue": 0.0}) == (Shortfall("cue", 0.0, None),)


def test_a_shortfall_says_value_floor_and_what_to_do() -> None:
    assert "0.699, its floor is 0.700" in str(Shortfall("cue", 0.7, 0.699))
    assert "--lower" in str(Shortfall("cue", 0.7, 0.699))


def test_first_floors_lie_the_headroom_under_the_figures() -> None:
    assert raised(None, {"dev": {"cue": 0.7129}}, "h") == Floors("h", {"dev": {"cue": 0.702}})
    assert raised(None, {"dev": {"cue": 0.004}}, "h").figures == {"dev": {"cue": 0.0}}


def test_floors_rise_and_stay_where_the_new_one_would_be_lower() -> None:
    old = Floors("h", {"dev": {"cue": 0.7, "source": 0.7}})
    new = raised(old, {"dev": {"cue": 0.8, "source": 0.705, "content": 0.5}}, "new")
    assert new == Floors("new", {"dev": {"cue": 0.79, "source": 0.7, "content": 0.49}})


@pytest.mark.parametrize(
    "measured",
    [
        pytest.param({"dev": {"cue": 0.6}}, id="a lower figure"),
        pytest.param({"dev": {}}, id="a figure gone"),
        pytest.param({"test": {"cue": 0.9}}, id="a part gone"),
    ],
)
def test_floors_fall_on_request_alone(measured: dict[str, dict[str, float]]) -> None:
    old = Floors("h", {"dev": {"cue": 0.7}})
    with pytest.raises(UsageError, match="--lower"):
        raised(old, measured, "h")
    assert raised(old, measured, "h", lower=True).figures.get("dev", {}).get("cue", 0.0) < 0.7


def test_written_floors_read_back(tmp_path: Path) -> None:
    floors = Floors("sha256:0", {"dev": {"cue": 0.7}, "test": {"cue": 0.65}})
    gate.write_floors(floors, tmp_path / "floors.json")
    assert gate.read_floors(tmp_path / "floors.json") == floors


def test_absent_and_broken_floors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="floors"):
        gate.read_floors(tmp_path / "floors.json")
    (tmp_path / "floors.json").write_text("[]", "utf-8")
    with pytest.raises(UsageError, match="set it anew"):
        gate.read_floors(tmp_path / "floors.json")


def test_the_hash_tells_words_and_names_of_passages_and_not_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    seen = []
    for content in (b"one\ntwo\n", b"one\r\ntwo\r\n", b"one\nthree\n"):
        path.write_bytes(content)
        seen.append(hash_passages(tmp_path))
    seen.append(hash_passages(path.rename(tmp_path / "b.txt").parent))
    assert seen[0] == seen[1]
    assert len(set(seen)) == 3


class Finds:
    """An analyser that finds "Ana said yes" where a text opens so."""

    def analyse_many(
        self, items: Iterable[tuple[str, Sequence[Span]]], *, min_confidence: float | None = None
    ) -> Iterator[Analysis]:
        for text, _ in items:
            spans = (Span(0, 3),), (Span(4, 8),), (Span(9, 12),)
            found = Attribution(*spans, quotation=Quotation.INDIRECT, confidence=0.9)
            yield Analysis((found,) if text.startswith("Ana said yes") else ())


PASSAGE = (
    "id: {id}\npart: {part}\nphenomena: indirect\ncomment: made\n---\n{{s1:{who}}} {{c1:said}} {{q1:yes}}.\n"
)


@pytest.fixture
def quality(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "passages"
    folder.mkdir()
    for key, part, who in (("one", "dev", "Ana"), ("two", "test", "Ana"), ("three", "test", "Bo")):
        (folder / f"{key}.txt").write_text(PASSAGE.format(id=key, part=part, who=who), "utf-8")
    monkeypatch.setattr("onrecord.analysis.load", lambda model: Finds())
    return tmp_path


def test_the_command_measures_each_part_and_writes_its_floors(
    quality: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert gate.main(["--quality", str(quality)]) == 0
    floors = gate.read_floors(quality / "floors.json")
    assert floors.passages == hash_passages(quality / "passages")
    assert {part: figures["attribution"] for part, figures in floors.figures.items()} == {
        "dev": 0.99,
        "test": 0.656,  # one of two found: precision 1, recall 1/2
    }
    assert "attribution" in capsys.readouterr().out


def test_the_command_refuses_to_lower_without_the_flag(
    quality: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = Floors("h", {"test": {"attribution": 0.9}})
    gate.write_floors(before, quality / "floors.json")
    assert gate.main(["--quality", str(quality)]) == 1
    assert "--lower" in capsys.readouterr().err
    assert gate.read_floors(quality / "floors.json") == before
    assert gate.main(["--quality", str(quality), "--lower"]) == 0
    assert gate.read_floors(quality / "floors.json").figures["test"]["attribution"] == 0.656


def test_floors_are_held_under_the_figures_of_speakers_too(quality: Path) -> None:
    rows = "---\n1: person {who}\n".format
    for path in (quality / "passages").glob("*.txt"):
        path.write_text(path.read_text("utf-8") + rows(who="Bo" if path.stem == "three" else "Ana"), "utf-8")
    assert gate.main(["--quality", str(quality)]) == 0
    figures = gate.read_floors(quality / "floors.json").figures["dev"]
    assert figures["speaker"] == 0.0  # the fake names nobody
    assert "resolved" in figures
    assert not any(name.startswith("settings-") for name in figures)


def test_the_floors_were_set_on_these_very_passages() -> None:
    floors = gate.read_floors(QUALITY / "floors.json")
    assert floors.passages == hash_passages(QUALITY / "passages"), (
        "the passages have changed since the floors were set: run scripts/dev.py floors"
    )


def test_the_shipped_model_holds_every_floor_on_the_hand_made_gold() -> None:
    from onrecord import analysis

    floors = gate.read_floors(QUALITY / "floors.json")
    measured = gate.measure(QUALITY / "passages", analysis.load())
    assert set(floors.figures) == {"dev", "test"}
    for part, figures in floors.figures.items():
        assert check(measured[part], figures) == (), f"part {part}"
