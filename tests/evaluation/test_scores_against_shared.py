"""Our scorer against the project's, figure by figure, where that is present."""

from __future__ import annotations

import copy
import gzip
import importlib.util
import json
import random
from pathlib import Path
from typing import Any

import pytest

from onrecord.evaluation import gold, score

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "score.py").exists(), reason="../shared (the project's scorer and corpus) is absent"
)


def theirs() -> Any:
    spec = importlib.util.spec_from_file_location("shared_score", SHARED / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(name: str) -> dict[str, Any]:
    with gzip.open(SHARED / "data" / name, "rt", encoding="utf-8") as file:
        return {doc["id"]: doc for doc in map(json.loads, file)}


def perturbed(docs: dict[str, Any], seed: int) -> dict[str, Any]:
    """The gold with attributions lost, doubled, moved, split and swapped, labels changed, documents lost."""
    rng = random.Random(seed)
    out = {}
    for key, doc in docs.items():
        if rng.random() < 0.03:
            continue
        kept = [copy.deepcopy(a) for a in doc["attributions"] if rng.random() > 0.15]
        for a in kept:
            perturb(a, len(doc["text"]), rng)
        out[key] = {"id": key, "attributions": kept + [copy.deepcopy(a) for a in kept if rng.random() < 0.1]}
    return out


def perturb(attribution: dict[str, Any], length: int, rng: random.Random) -> None:
    for role in ("source", "cue", "content"):
        spans = [moved(span, length, rng) if rng.random() < 0.4 else span for span in attribution[role]]
        if spans and rng.random() < 0.1:
            spans = spans[:-1]
        if spans and rng.random() < 0.1 and spans[0][1] - spans[0][0] > 4:
            start, end = spans[0]
            spans[:1] = [[start, start + 2], [start + 3, end]]
        attribution[role] = spans
    if rng.random() < 0.1:
        attribution["source"], attribution["cue"] = attribution["cue"], attribution["source"]
    if "stance" in attribution and rng.random() < 0.3:
        attribution["stance"] = rng.choice(["assert", "deny", "question", None])
    if "negated" in attribution and rng.random() < 0.2:
        attribution["negated"] = not attribution["negated"]
    if "speaker_kind" in attribution and rng.random() < 0.3:
        attribution["speaker_kind"] = rng.choice(["person", "unnamed", "unknown", "group"])
        attribution["speaker"] = rng.choice(["The President", "Trump", "Hillary Clinton’s", None])


def moved(span: list[int], length: int, rng: random.Random) -> list[int]:
    start = min(max(0, span[0] + rng.randint(-25, 25)), length - 1)
    return [start, min(length, max(start + 1, span[1] + rng.randint(-25, 25)))]


@pytest.mark.parametrize("name", ["polnear-dev.jsonl.gz", "polnear-dev-labelled.jsonl.gz"])
@pytest.mark.parametrize("seed", [None, 1, 2, 3])
def test_every_figure_equals_the_projects_scorer(name: str, seed: int | None) -> None:
    gold_docs = lines(name)
    if seed is not None:
        for doc in gold_docs.values():  # what only later corpora mark
            for i, a in enumerate(doc["attributions"]):
                a.update({"disputed": True} if i % 17 == 0 else {})
                a.update({"disputed_stance": True} if i % 13 == 0 else {})
    predicted_docs = gold_docs if seed is None else perturbed(gold_docs, seed)
    counts, rates, macro = theirs().score(gold_docs, predicted_docs)
    ours = score(*({k: gold.document(d, k) for k, d in docs.items()} for docs in (gold_docs, predicted_docs)))
    assert {name: [c.right, c.predicted, c.gold] for name, c in ours.counts.items()} == counts
    assert {name: [r.right, r.of] for name, r in ours.rates.items()} == rates
    assert ours.stance_macro == (macro if macro is None else pytest.approx(macro, abs=1e-12))
    assert list(ours.figures()) == [n for n, c in counts.items() if any(c)] + [
        n for n, (_, of) in rates.items() if of
    ] + (["stance-macro"] if macro is not None else [])
