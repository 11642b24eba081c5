"""``onrecord train --ranking-only``: other weights for the ranking of speakers, the same network."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from folders import digests

from onrecord.analysis.scorers.onnx import CONFIG, read_config
from onrecord.cli.app import main
from onrecord.errors import UsageError
from onrecord.training.run import train_ranking

if TYPE_CHECKING:
    from pathlib import Path


def labels(path: Path, *documents: str) -> Path:
    """A label of the first attribution of each document."""
    label = {"attribution": 0, "kind": "person", "spans": [[0, 3]], "named_by": "name"}
    path.write_text("".join(json.dumps({"id": d, "speakers": [label]}) + "\n" for d in documents), "utf-8")
    return path


def test_the_ranking_is_fitted_on_articles_of_both_corpora_and_nothing_else_changes(
    model: Path, tmp_path: Path, write_corpus: Any
) -> None:
    corpus, dev, output = write_corpus("c.jsonl", 2), write_corpus("d.jsonl", 4, seed=1), tmp_path / "run"
    files = [labels(tmp_path / "a.jsonl", "doc0"), labels(tmp_path / "b.jsonl", "doc3", "elsewhere")]
    given = [word for path in files for word in ("--speakers-dev", str(path))]
    line = ["train", str(corpus), "--dev", str(dev), "-o", str(output), *given]
    before = digests(model)
    result = CliRunner().invoke(main, [*line, "--ranking-only", "--start-from", str(model)])
    assert result.exit_code == 0, result.output
    assert result.stdout == f"{output / 'model'}: the ranking is fitted on 2 articles\n"
    after = digests(output / "model")
    assert {name for name in before if before[name] != after[name]} == {CONFIG}
    assert read_config(model).ranking is None
    assert read_config(output / "model").ranking is not None


def test_labels_of_other_articles_are_refused(model: Path, tmp_path: Path, write_corpus: Any) -> None:
    corpus = write_corpus("c.jsonl", 2)
    with pytest.raises(UsageError, match="none of the documents has speaker labels"):
        train_ranking(
            corpus, [labels(tmp_path / "a.jsonl", "elsewhere")], corpus, tmp_path / "run", start_from=model
        )
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("left_out", ["--speakers-dev", "--start-from"])
def test_a_ranking_alone_needs_labels_and_a_model(left_out: str, model: Path, tmp_path: Path) -> None:
    given = {"--speakers-dev": str(tmp_path / "labels.jsonl"), "--start-from": str(model)}
    options = [word for key, value in given.items() if key != left_out for word in (key, value)]
    line = ["train", "c.jsonl", "--dev", "d.jsonl", "-o", str(tmp_path / "run"), "--ranking-only", *options]
    result = CliRunner().invoke(main, line)
    assert result.exit_code == 2
    assert "expected --speakers-dev FILE and --start-from MODEL" in result.stderr
