"""``onrecord evaluate --swap-names`` from files to printed movements."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from onrecord.cli.app import main
from onrecord.evaluation import origins
from onrecord.testing import FakeAnalyser

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from onrecord.records import Analysis, Span

TEXT = "Ms. Zenna Vell said that it rains."
SAID = {"source": [[4, 14]], "cue": [[15, 19]], "content": [[20, 33]]}
LINE = {
    "id": "a",
    "text": TEXT,
    "attributions": [{**SAID, "speaker": "Zenna Vell", "speaker_kind": "person"}],
}


class Unfair(FakeAnalyser):
    """Reads nothing of which the second word is not Zenna."""

    texts: tuple[str, ...] = ()

    def analyse(self, text: str, regions: Sequence[Span], **options: Any) -> Analysis:
        type(self).texts += (text,)
        return super().analyse(text, regions if "Zenna" in text else (), **options)


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch) -> None:
    Unfair.texts = ()
    monkeypatch.setattr("onrecord.analysis.load", lambda model: Unfair())


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    return written(tmp_path / "gold.jsonl", LINE)


def written(path: Path, line: Mapping[str, object]) -> Path:
    path.write_text(json.dumps(line), "utf-8")
    return path


def test_every_figure_stands_before_and_after_with_its_movement(gold: Path) -> None:
    out = CliRunner().invoke(main, ["evaluate", str(gold), "--swap-names", "hebrew"])
    assert out.exit_code == 0, out.output
    assert out.stdout.startswith("1 documents, the names of their people exchanged\n")
    line = next(line for line in out.stdout.splitlines() if line.startswith("attribution-exact "))
    assert line.split() == ["attribution-exact", "1.000", "0.000", "-1.0000", "0.0000", "hebrew"]
    assert out.stdout.splitlines()[-1].split()[:5] == ["hebrew", "1", "1", "0", "-1.0000"]


def test_all_origins_are_read_one_after_the_other(gold: Path) -> None:
    out = CliRunner().invoke(main, ["evaluate", str(gold), "--swap-names", "all", "--json"])
    value = json.loads(out.stdout)
    assert list(value["origins"]) == origins.origins()
    assert value["farthest"][0]["moved"] == -1
    figures = {each["figure"]: each for each in value["origins"]["chinese"]["figures"]}
    assert (figures["attribution"]["before"], figures["attribution"]["after"]) == (1, 0)
    assert "stance" not in figures
    assert len(set(Unfair.texts)) == 10
    assert "Reading, arabic names" in out.stderr


def test_a_seed_chooses_other_names(gold: Path) -> None:
    for seed in ("1", "2", "1"):
        CliRunner().invoke(main, ["evaluate", str(gold), "--swap-names", "indian", "--seed", seed])
    first, second, third = Unfair.texts[1::2]
    assert first == third != second


def test_persons_who_do_not_speak_are_taken_from_layers(tmp_path: Path) -> None:
    entities = [[4, 14, "PERSON"], [15, 19, "MISC"]]
    silent = {"id": "a", "text": "He: Zenna Vell said that it rains.", "attributions": []}
    gold = written(tmp_path / "gold.jsonl", silent)
    layers = written(tmp_path / "layers.jsonl", {**silent, "corenlp": {"entities": entities}})
    CliRunner().invoke(main, ["evaluate", str(gold), "--swap-names", "slavic"])
    CliRunner().invoke(main, ["evaluate", str(gold), "--swap-names", "slavic", "--layers", str(layers)])
    CliRunner().invoke(main, ["evaluate", str(layers), "--swap-names", "slavic"])
    assert ["Zenna" in text for text in Unfair.texts] == [True, True, True, False, True, False]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        pytest.param(["--swap-names", "martian"], "martian: no such origin of names; choose", id="origin"),
        pytest.param(["--seed", "1"], "give them with --swap-names", id="seed alone"),
        pytest.param(["--swap-names", "all", "--against", "x"], "--against: means nothing", id="against"),
        pytest.param(
            ["--swap-names", "all", "--coreference"], "--swap-names: means nothing", id="coreference"
        ),
    ],
)
def test_what_cannot_be_is_refused_before_anything_is_read(
    gold: Path, options: list[str], message: str
) -> None:
    out = CliRunner().invoke(main, ["evaluate", str(gold), *options])
    assert out.exit_code != 0
    assert message in out.stderr
    assert not Unfair.texts


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param({"text": "Other."}, "not the text of a in GOLD", id="other text"),
        pytest.param({"corenlp": {"entities": [[1, 2]]}}, "expected [[start, end, label], ...]", id="shape"),
        pytest.param({"corenlp": {"entities": [["x", 2, "PERSON"]]}}, "entities is [['x', 2]]", id="offset"),
    ],
)
def test_layers_that_do_not_fit_are_one_sentence(
    gold: Path, tmp_path: Path, line: dict[str, object], message: str
) -> None:
    path = written(tmp_path / "layers.jsonl", {"id": "a", "text": TEXT, "corenlp": {}, **line})
    out = CliRunner().invoke(main, ["evaluate", str(gold), "--swap-names", "all", "--layers", str(path)])
    assert out.exit_code in (1, 2)
    assert message in out.stderr
    assert out.stderr.count("\n") == 1
