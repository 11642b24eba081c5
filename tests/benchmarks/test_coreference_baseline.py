"""The baseline beside the coreference figures: two rules, on mentions made up for the purpose."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from onrecord.analysis.mentions import Kind
from onrecord.evaluation.coreference_run import CoreferenceDocument, Reading
from onrecord.records import Span

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "coreference.py"
TEXT = "Ana Lund opened the port. It is new, she said. Lund likes it."
KINDS = {
    "Ana Lund": Kind.PERSON_NAME,
    "the port": Kind.OTHER,
    "It": Kind.PRONOUN,
    "she": Kind.PRONOUN,
    "Lund likes": Kind.PERSON_NAME,
}


@pytest.fixture(scope="module")
def benchmark() -> Any:
    spec = importlib.util.spec_from_file_location("coreference_benchmark", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["coreference_benchmark"] = module
    spec.loader.exec_module(module)
    return module


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words.removesuffix(" likes")))


def test_equal_heads_are_one_and_pronouns_take_the_nearest_that_agrees(benchmark: Any) -> None:
    found = benchmark.baseline(TEXT, list(map(span, KINDS)), list(KINDS.values()))
    assert set(found.clusters) == {
        frozenset({span("Ana Lund"), span("she"), span("Lund likes")}),
        frozenset({span("the port"), span("It")}),
    }
    assert set(found.names) == {span("Ana Lund"), span("Lund likes")}


def test_a_pronoun_before_anything_that_agrees_stands_alone(benchmark: Any) -> None:
    found = benchmark.baseline(TEXT, [span("It"), span("she")], [Kind.PRONOUN, Kind.PRONOUN])
    assert len(found.clusters) == 2


def test_gold_mentions_of_a_named_person_are_of_a_person(benchmark: Any) -> None:
    lund, she, port = span("Ana Lund"), span("she"), span("the port")
    gold = Reading((frozenset({lund, she}), frozenset({port})), {lund: Kind.PERSON_NAME})
    spans, kinds = benchmark.of_gold(CoreferenceDocument(TEXT, gold))
    assert spans == [lund, port, she]
    assert kinds == [Kind.PERSON_NAME, Kind.OTHER, Kind.PERSON]
