from __future__ import annotations

import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.cli.app import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]

pytest.importorskip("torch", reason="training needs the extra 'train'")
pytest.importorskip("transformers", reason="training needs the extra 'train'")

GOLD = {
    "id": "one",
    "text": "Ana said no.",
    "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 11]]}],
}


@pytest.fixture
def gold(tmp_path: Path) -> str:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n", encoding="utf8")
    return str(path)


def test_the_help_shows_how_to_train_and_to_use_the_model(run: Run) -> None:
    shown = run("train", "--help").stdout
    assert COMMANDS["train"] in shown
    assert "onrecord train train.jsonl.gz --dev dev.jsonl.gz -o runs/first" in shown
    assert "onrecord read --model runs/first/model page.html" in shown


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        pytest.param(None, 1, "no such file; give the JSON Lines file", id="missing"),
        pytest.param("no json", 1, "line 1: ", id="no json"),
        pytest.param('{"id": "a", "text": "b"}', 2, "holds no attributions. Expected JSON Lines", id="bare"),
    ],
)
def test_a_corpus_that_cannot_teach_is_refused(
    run: Run, tmp_path: Path, gold: str, line: str | None, code: int, words: str
) -> None:
    corpus = tmp_path / "corpus.jsonl"
    if line is not None:
        corpus.write_text(line + "\n", encoding="utf8")
    result = run("train", str(corpus), "--dev", gold, "-o", str(tmp_path / "run"))
    assert result.exit_code == code
    assert words in result.stderr
    assert str(corpus) in result.stderr
    assert not (tmp_path / "run").exists()


def test_gold_that_is_not_there_is_refused_before_training(run: Run, tmp_path: Path, gold: str) -> None:
    result = run("train", gold, "--dev", str(tmp_path / "none.jsonl"), "-o", str(tmp_path / "run"))
    assert result.exit_code == 1
    assert "none.jsonl: no such file" in result.stderr


def test_an_encoder_that_is_none_is_refused(run: Run, tmp_path: Path, gold: str) -> None:
    result = run("train", gold, "--dev", gold, "-o", str(tmp_path / "run"), "--encoder", str(tmp_path))
    assert result.exit_code == 1
    assert "is no encoder folder: it lacks config.json and tokenizer.json" in result.stderr


def test_the_bar_shows_steps_epoch_loss_and_rate(
    run: Run, tmp_path: Path, gold: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The steps of the whole run are the bar's length, known from the first report on."""
    from onrecord.training import run as training

    asked: dict[str, Any] = {}

    def train(*paths: Path, **given: Any) -> SimpleNamespace:
        asked.update(given, paths=paths)
        given["report"](SimpleNamespace(step=7, steps=40, epoch=1, loss=2.5, rate=1234.0))
        given["after_epoch"](2, {"attribution": 0.5, "cue-exact": 0.25, "unshown": 1.0})
        return SimpleNamespace(folder=tmp_path, figures={"attribution": 0.5}, calibration_error=0.04)

    monkeypatch.setattr(training, "train", train)
    monkeypatch.setenv("COLUMNS", "200")
    output = str(tmp_path / "run")
    result = run(
        "train", gold, "--dev", gold, "-o", output, "--epochs", "4", "--core", "64", "--threads", "1"
    )
    assert result.exit_code == 0
    assert "7/40" in result.stderr
    assert "epoch 2 of 4, loss 2.500, 1,234 pieces/s" in result.stderr
    assert "epoch 2 of 4, dev: cue-exact 0.250, attribution 0.500" in result.stderr
    assert result.stdout == f"{tmp_path}: attribution 0.500, calibration error 0.040\n"
    settings = asked["settings"]
    assert (settings.epochs, settings.core, settings.threads) == (4, 64, 1)
    assert settings.context == type(settings)().context  # what was not asked for stays as it is
