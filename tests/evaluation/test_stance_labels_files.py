"""Files of stance labels: what they hold, and what is refused."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import BadLineError, NotFoundError
from onrecord.evaluation import gold
from onrecord.evaluation.stance_labels import StanceLabel, read_stance_labels
from onrecord.records import Distance, Stance

ROOT = Path(__file__).parents[2]
SHIPPED = sorted((ROOT / "quality" / "stances").glob("*.jsonl.gz"))
CORPUS = ROOT.parent / "shared" / "data" / "polnear-train.jsonl.gz"
ONE = {"attribution": 0, "stance": "deny", "negated": False, "distance": "neutral"}


def written(path: Path, *lines: Any) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf8")
    return path


def test_labels_are_read_by_article(tmp_path: Path) -> None:
    two = {"attribution": 3, "stance": "ask", "negated": True, "distance": "endorsing"}
    path = written(
        tmp_path / "labels.jsonl",
        {"id": "a", "stances": [ONE | {"draw": "random"}, two | {"cue": [[0, 4]]}]},
        {"id": "b", "stances": [ONE | {"draw": "targeted"}]},
        {"id": "c", "stances": []},
    )
    assert read_stance_labels(path) == {
        "a": (
            StanceLabel(0, Stance.DENY, False, Distance.NEUTRAL),
            StanceLabel(3, Stance.ASK, True, Distance.ENDORSING),
        ),
        "b": (StanceLabel(0, Stance.DENY, False, Distance.NEUTRAL, targeted=True),),
        "c": (),
    }


@pytest.mark.parametrize(
    "change",
    [
        {"stance": "agree"},
        {"stance": None},
        {"negated": "no"},
        {"negated": None},
        {"distance": "far"},
        {"attribution": -1},
        {"attribution": True},
        {"attribution": "0"},
        {"draw": "here"},
    ],
    ids=str,
)
def test_a_label_of_another_shape_is_refused_with_its_place(tmp_path: Path, change: dict[str, Any]) -> None:
    path = written(tmp_path / "labels.jsonl", {"id": "a", "stances": [ONE, ONE | change]})
    with pytest.raises(BadLineError, match=r"line 1, stance 1: .*expected"):
        read_stance_labels(path)


@pytest.mark.parametrize("key", ["attribution", "stance", "negated", "distance"])
def test_a_label_that_lacks_a_key_is_refused(tmp_path: Path, key: str) -> None:
    less = {k: v for k, v in ONE.items() if k != key}
    with pytest.raises(BadLineError, match="line 1, stance 0"):
        read_stance_labels(written(tmp_path / "labels.jsonl", {"id": "a", "stances": [less]}))


@pytest.mark.parametrize(
    "lines",
    [
        [{"id": 1, "stances": []}],
        [{"id": "a", "stances": {}}],
        [{"id": "a", "stances": []}, {"id": "a", "stances": []}],
    ],
    ids=["id", "no list", "twice"],
)
def test_a_line_of_another_shape_is_refused(tmp_path: Path, lines: list[Any]) -> None:
    with pytest.raises(BadLineError, match=rf"line {len(lines)}: id is"):
        read_stance_labels(written(tmp_path / "labels.jsonl", *lines))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"none\.jsonl: no such file"):
        read_stance_labels(tmp_path / "none.jsonl")


def test_the_shipped_labels_hold_every_stance_and_no_word_of_text() -> None:
    each = [label for path in SHIPPED for found in read_stance_labels(path).values() for label in found]
    assert len(each) >= 6000
    assert {label.stance for label in each} == set(Stance)
    assert {label.distance for label in each} == set(Distance)
    assert {label.targeted for label in each} == {False, True}
    for path in SHIPPED:
        with gzip.open(path, "rt", encoding="utf8") as lines:
            keys = {key for line in lines for item in json.loads(line)["stances"] for key in item}
        assert keys <= {*ONE, "draw", "cue", "content"}


@pytest.mark.skipif(not CORPUS.exists(), reason="no ../shared/data/polnear-train.jsonl.gz to compare with")
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_the_shipped_labels_are_of_attributions_that_the_corpus_has(path: Path) -> None:
    corpus = gold.load(CORPUS)
    for key, labels in read_stance_labels(path).items():
        numbers = [label.attribution for label in labels]
        assert len(set(numbers)) == len(numbers)
        assert max(numbers) < len(corpus[key].attributions)
