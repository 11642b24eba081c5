"""Words or meaning: how well word overlap, and the shipped encoder's states, rank pairs that belong together.

    python benchmarks/meaning.py quality/compare --part dev

Pairs are those of one event: a dispute's two sides among all statements of different speakers, one
quotation's occurrences among all statements. Vectors are the mean of the encoder's last states over the
pieces of a content, its neighbours seen, less the mean of all.
"""

from __future__ import annotations

import argparse
from itertools import combinations, permutations
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.pieces import tokenise
from onrecord.analysis.scorers.onnx import OnnxScorer
from onrecord.analysis.windows import windows
from onrecord.compare.events import Rarity
from onrecord.compare.stems import stems
from onrecord.evaluation.compare_gold import read_events
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.evaluation.compare_gold import Event, GoldArticle

Key = tuple[str, str, int]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    options = parser.parse_args()
    events = read_events(options.gold, options.part)
    scorer = OnnxScorer.load()
    vectors: dict[Key, NDArray[np.float32]] = {}
    words: dict[Key, frozenset[str]] = {}
    for event in events:
        for article in event.articles:
            _read(scorer, event, article, vectors, words)
    middle = np.mean(list(vectors.values()), axis=0)
    vectors = {key: vector - middle for key, vector in vectors.items()}
    rarity = Rarity(list(words.values()))
    for name, pairs in (("disputes", _disputes), ("same quotation", _same)):
        true, other = [], []
        for event in events:
            for pair, is_true in pairs(event):
                (true if is_true else other).append(pair)
        print(f"{name}: {len(true)} among {len(true) + len(other)}")
        for how, score in (
            ("words", lambda a, b: _overlap(words[a], words[b], rarity)),
            ("encoder", lambda a, b: _cosine(vectors[a], vectors[b])),
            (
                "both",
                lambda a, b: _overlap(words[a], words[b], rarity) + 0.5 * _cosine(vectors[a], vectors[b]),
            ),
        ):
            scores = [np.array([score(*pair) for pair in some]) for some in (true, other)]
            print(f"  {how:8s} AUC {_auc(*scores):.3f}  average precision {_precision(*scores):.3f}")


def _read(
    scorer: OnnxScorer,
    event: Event,
    article: GoldArticle,
    vectors: dict[Key, NDArray[np.float32]],
    words: dict[Key, frozenset[str]],
) -> None:
    text, config = article.text, scorer.config
    pieces = tokenise(scorer.tokenizer, text, [Span(0, len(text))], sep_id=config.sep_id)
    states = np.zeros((len(pieces), 0), dtype=np.float32)
    for window in windows(pieces, core=config.core, context=config.context):
        seen = slice(window.left, window.right)
        ids = np.append(config.cls_id, pieces.ids[seen])
        hidden = scorer.encode(ids, np.append(0, pieces.cases[seen])).states[2][1:]
        if not states.shape[1]:
            states = np.zeros((len(pieces), hidden.shape[1]), dtype=np.float32)
        states[window.first : window.last] = hidden[window.first - window.left : window.last - window.left]
    for number, marked in article.attributions.items():
        inside = np.zeros(len(pieces), dtype=bool)
        for start, end in marked["content"]:
            inside |= (pieces.starts < end) & (pieces.ends > start)
        key = (event.id, article.id, number)
        vectors[key] = states[inside].mean(axis=0)
        words[key] = frozenset(stems(" ".join(text[start:end] for start, end in marked["content"])))


def _keys(event: Event) -> list[Key]:
    return [(event.id, article.id, number) for article in event.articles for number in article.attributions]


def _said(event: Event, key: Key) -> str:
    article = next(one for one in event.articles if one.id == key[1])
    return str(article.attributions[key[2]].get("speaker"))


def _disputes(event: Event) -> list[tuple[tuple[Key, Key], bool]]:
    linked = {((event.id, *answer), (event.id, *answered)) for answer, answered in event.labels.disputes}
    unsure = {frozenset((event.id, *ref) for ref in pair) for pair in event.labels.unsure}
    return [
        ((one, other), (one, other) in linked)
        for one, other in permutations(_keys(event), 2)
        if _said(event, one) != _said(event, other)
        and frozenset((one, other)) not in unsure
        and (other, one) not in linked
    ]


def _same(event: Event) -> list[tuple[tuple[Key, Key], bool]]:
    same = {frozenset((event.id, *ref) for ref in pair) for pair in event.labels.same_pairs()}
    return [(pair, frozenset(pair) in same) for pair in combinations(_keys(event), 2)]


def _overlap(one: frozenset[str], other: frozenset[str], rarity: Rarity) -> float:
    least = min(rarity.together(one), rarity.together(other))
    return rarity.together(one & other) / max(1.0, least)


def _cosine(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other) + 1e-9))


def _auc(true: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """How often a true pair is above another one."""
    return float(np.mean([(one > other).mean() + 0.5 * (one == other).mean() for one in true]))


def _precision(true: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """The mean, over the true pairs, of the part of true ones among what is ranked as high."""
    every: Sequence[float] = np.concatenate([true, other])
    return float(np.mean([(true >= one).sum() / (every >= one).sum() for one in true]))


if __name__ == "__main__":
    main()
