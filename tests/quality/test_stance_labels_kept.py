"""The stance labels that we keep: shape, draws, no word of the corpus, offsets that are the corpus' own."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluation import gold

ROOT = Path(__file__).parents[2]
LABELS = ROOT / "quality" / "stances" / "polnear-train.jsonl.gz"
CORPUS = ROOT.parent / "shared" / "data" / "polnear-train.jsonl.gz"

ALLOWED = {
    "stance": {
        *("assert", "deny", "doubt", "predict", "intend", "demand"),
        *("ask", "support", "oppose", "decree", "perceive", "decline"),
    },
    "negated": {True, False},
    "distance": {"neutral", "endorsing", "distancing"},
    "draw": {"random", "targeted"},
}


@pytest.fixture(scope="module")
def articles() -> dict[str, list[dict[str, Any]]]:
    with gzip.open(LABELS, "rt", encoding="utf-8") as lines:
        return {line["id"]: line["stances"] for line in map(json.loads, lines)}


def test_each_label_has_its_values_and_nothing_else(articles: dict[str, list[dict[str, Any]]]) -> None:
    for labels in articles.values():
        for label in labels:
            assert set(label) == {*ALLOWED, "attribution", "cue", "content"}
            assert all(label[key] in values for key, values in ALLOWED.items())


def test_no_attribution_is_labelled_twice(articles: dict[str, list[dict[str, Any]]]) -> None:
    for labels in articles.values():
        numbers = [label["attribution"] for label in labels]
        assert numbers == sorted(set(numbers))


def test_the_random_draw_is_as_large_as_its_description(articles: dict[str, list[dict[str, Any]]]) -> None:
    draws = [label["draw"] for labels in articles.values() for label in labels]
    assert draws.count("random") == 2700
    assert len(draws) == 6020


@pytest.mark.skipif(not CORPUS.exists(), reason="no ../shared/data/polnear-train.jsonl.gz to compare with")
def test_offsets_are_those_of_the_corpus(articles: dict[str, list[dict[str, Any]]]) -> None:
    corpus = gold.load(CORPUS)
    for key, labels in articles.items():
        for label in labels:
            attribution = corpus[key].attributions[label["attribution"]]
            for role in ("cue", "content"):
                assert label[role] == [[s.start, s.end] for s in getattr(attribution, role)]
