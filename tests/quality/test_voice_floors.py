"""The page's own voice on its gold: large and balanced, and above the floors with the shipped model."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import onrecord

ROOT = Path(__file__).parents[2]

# Issue 5 asks for 0.93 of scare quotes and titles; the others are a little below what the test half measures
# (see quality/README.md), so that a change for the worse is seen.
QUOTED = {"scare quotes and titles": 0.93, "quotation": 0.93, "name and word": 0.9}
NARRATION = {
    "narration-precision": 0.97,
    "narration-recall": 0.9,
    "checkable-precision": 0.95,
    "checkable-recall": 0.78,  # 42 of 53; 0.8 held with the weights before, which knew names: 44
    "checkable-average-precision": 0.94,
    "reasons-precision": 0.78,
    "reasons-recall": 0.93,
}
SAMPLED = {"sampled-precision": 0.7, "sampled-recall": 0.9, "sampled-average-precision": 0.8}
HEADLINES = 15  # of 18
FEWEST = {"quoted": 120, "scare quotes and titles": 60, "narration": 150, "headlines": 30}


def _voice() -> Any:
    path = ROOT / "benchmarks" / "voice.py"
    spec = importlib.util.spec_from_file_location("benchmark_voice", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


voice = _voice()


@pytest.fixture(scope="module")
def reader() -> onrecord.Reader:
    return onrecord.Reader(threads=1)


def test_scare_quotes_and_titles_are_kept_out_of_quotations_and_quotations_in(
    reader: onrecord.Reader,
) -> None:
    cases = voice.marked("test", reader)
    figures = {
        "scare quotes and titles": voice.kept_right(cases, {"scare-quote", "title"}),
        "quotation": voice.kept_right(cases, {"quotation"}),
        "name and word": voice.kept_right(cases, {"name", "word"}),
    }
    assert {name: n for name, n in figures.items() if n < QUOTED[name]} == {}


def test_narration_and_what_in_it_can_be_checked_are_found(reader: onrecord.Reader) -> None:
    figures = voice.narration_figures(voice.told("test", reader))
    assert {name: n for name, n in figures.items() if n < NARRATION[name]} == {}
    assert set(figures) == set(NARRATION)


@pytest.mark.skipif(
    not voice.CORPUS.exists(), reason="no ../shared/data/polnear-train.jsonl.gz to measure on"
)
def test_what_can_be_checked_is_found_in_real_articles() -> None:
    figures = voice.sampled_figures(voice.sampled("test"))
    assert {name: n for name, n in figures.items() if n < SAMPLED[name]} == {}
    assert set(figures) == set(SAMPLED)


def test_headlines_are_held_against_their_bodies(reader: onrecord.Reader) -> None:
    pairs = voice.pairs("test", reader)
    assert sum(pair.wanted == pair.found for pair in pairs) >= HEADLINES


def _kinds(part: str) -> list[str]:
    return [kind for line in voice.lines("quoted", part) for kind in line.partition(" | ")[0].split(", ")]


def test_the_gold_is_large_and_its_halves_are_balanced() -> None:
    kinds = {part: Counter(_kinds(part)) for part in ("dev", "test")}
    both = kinds["dev"] + kinds["test"]
    assert both.total() >= FEWEST["quoted"]
    assert both["scare"] + both["title"] >= FEWEST["scare quotes and titles"]
    assert all(abs(kinds["dev"][k] - kinds["test"][k]) <= 2 for k in both)
    assert set(both) == {"scare", "title", "name", "word", "quotation"}


def test_the_gold_of_narration_is_large_and_labelled_with_known_reasons() -> None:
    labels = [
        label.split()
        for part in ("dev", "test")
        for article in voice.articles(part)
        for paragraph in article
        for label, _ in paragraph
    ]
    assert sum(first != "said" for first, *_ in labels) >= FEWEST["narration"]
    assert {first for first, *_ in labels} == {"said", "no", "yes"}
    reasons = {"figure", "date", "event", "comparison", "cause"}
    assert all(bool(why) == (first == "yes") and set(why) <= reasons for first, *why in labels)


def test_the_gold_of_headlines_has_every_outcome_in_both_halves() -> None:
    for part in ("dev", "test"):
        blocks = "\n".join(voice.lines("headlines", part)).split("\n\n")
        outcomes = Counter(block.strip().partition(" | ")[0] for block in blocks)
        assert outcomes.total() * 2 >= FEWEST["headlines"]
        assert set(outcomes) == {"same", "other-words", "other-speaker", "own-voice", "not-in-body", "none"}


def test_average_precision_takes_ties_in_their_worst_order() -> None:
    def case(label: str, score: float) -> object:
        return voice.Told("", label, frozenset(), True, frozenset(), score)

    assert voice.average_precision([case("yes", 0.9), case("no", 0.5)]) == 1.0
    assert voice.average_precision([case("yes", 0.5), case("no", 0.5)]) == 0.5
    ranked = [case("yes", 0.9), case("no", 0.8), case("yes", 0.7)]
    assert voice.average_precision(ranked) == pytest.approx((1 + 2 / 3) / 2)


def test_a_figure_below_its_floor_would_be_seen() -> None:
    cases = [voice.Marked("", ["title", "quotation"], ["quotation", "quotation"])]
    assert voice.kept_right(cases, {"title"}) == 0.0
    assert voice.kept_right(cases, {"quotation"}) == 1.0
