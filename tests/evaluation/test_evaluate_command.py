"""``onrecord evaluate`` from files to printed figures."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from onrecord.cli.app import main
from onrecord.cli.evaluate import command
from onrecord.errors import ModelError
from onrecord.records import Analysis, Attribution, Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

TEXT = "Lund said that it rains.\n\nHe said it snows."
FIRST = {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 23]]}
SECOND = {"source": [[26, 28]], "cue": [[29, 33]], "content": [[34, 42]]}


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    path = tmp_path / "gold.jsonl"
    line = {"id": "a", "text": TEXT, "publisher": "Post", "attributions": [FIRST, SECOND]}
    path.write_text(json.dumps(line), "utf-8")
    return path


def predictions(folder: Path, *attributions: dict[str, object], id: str = "a") -> Path:  # noqa: A002
    path = folder / "predicted.jsonl"
    path.write_text(json.dumps({"id": id, "attributions": attributions}), "utf-8")
    return path


def ran(*arguments: object) -> dict[str, object]:
    result = CliRunner().invoke(command, [*map(str, arguments), "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    value = json.loads(result.stdout)
    assert isinstance(value, dict)
    return value


def test_figures_splits_and_calibration_come_as_json(gold: Path, tmp_path: Path) -> None:
    out = ran(gold, "--against", predictions(tmp_path, {**FIRST, "confidence": 0.8}))
    assert out["figures"]["attribution"] == pytest.approx(2 / 3)
    assert out["counts"]["attribution"]["recall"] == 0.5
    assert out["source"]["pronoun"]["attribution"]["gold"] == 1
    assert out["quotation"]["indirect"]["attribution"]["precision"] == 1
    assert out["publisher"]["Post"]["attribution"] == pytest.approx(2 / 3)
    assert out["calibration"]["expected_calibration_error"] == pytest.approx(0.2)
    assert out["dial"][0]["recall"] == 0.5


def test_without_confidences_there_is_no_calibration(gold: Path, tmp_path: Path) -> None:
    assert not {"calibration", "dial"} & set(ran(gold, "--against", predictions(tmp_path, FIRST)))


def test_tables_are_printed_for_people(gold: Path, tmp_path: Path) -> None:
    path = predictions(tmp_path, {**FIRST, "confidence": 0.8})
    out = CliRunner().invoke(command, [str(gold), "--against", str(path)]).stdout
    assert "1 documents, 2 gold attributions, 1 predicted" in out
    assert "attribution-exact    1.000  0.500  0.667" in out
    assert "expected calibration error 0.200 over 1 predictions" in out
    assert {"indirect", "pronoun", "Post"} <= set(out.split())


def test_a_document_without_prediction_is_said(gold: Path, tmp_path: Path) -> None:
    result = CliRunner().invoke(command, [str(gold), "--against", str(predictions(tmp_path, FIRST, id="b"))])
    assert "1 of 1 documents have no prediction, a first" in result.stderr


def test_nested_predictions_are_left_out_where_the_gold_marks_no_nesting(gold: Path, tmp_path: Path) -> None:
    nested = {"content": [[15, 23]], "parent": 0}
    out = ran(gold, "--against", predictions(tmp_path, FIRST, SECOND, nested))
    assert out["figures"]["attribution"] == 1


def test_less_confident_predictions_can_be_left_out(gold: Path, tmp_path: Path) -> None:
    path = predictions(tmp_path, {**FIRST, "confidence": 0.8}, {**SECOND, "confidence": 0.2})
    assert ran(gold, "--against", path, "--min-confidence", "0.5")["counts"]["attribution"]["predicted"] == 1


class Fake:
    """Finds the first attribution, and keeps what it was asked."""

    asked: tuple[object, ...] = ()

    def analyse_many(
        self, items: Iterable[tuple[str, Sequence[Span]]], *, min_confidence: float | None = None
    ) -> Iterator[Analysis]:
        for text, regions in items:
            type(self).asked = (text, regions, min_confidence)
            spans = (Span(0, 4),), (Span(5, 9),), (Span(10, 23),)
            yield Analysis((Attribution(*spans, Quotation.INDIRECT, confidence=0.9),))


def test_without_predictions_the_model_reads_the_texts(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.analysis.load", lambda model: Fake())
    out = ran(gold, "--min-confidence", "0.3")
    assert Fake.asked == (TEXT, (Span(0, 24), Span(26, 43)), 0.3)
    assert out["counts"]["attribution"]["right"] == 1


def test_a_model_that_cannot_be_used_is_one_sentence(gold: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(model: Path | None) -> None:
        raise ModelError("models: no such folder; train one")

    monkeypatch.setattr("onrecord.analysis.load", refuse)
    result = CliRunner().invoke(main, ["evaluate", str(gold)])
    assert result.exit_code == 1
    assert result.stderr == "onrecord: models: no such folder; train one\n"
