from __future__ import annotations

from itertools import pairwise, product

import numpy as np
import pytest

from onrecord.analysis import chain
from onrecord.analysis.scorers.base import Chain

SIZES = [(1, 1, 3), (2, 2, 3), (3, 5, 3), (2, 4, 5), (1, 6, 3)]
CASES = [(k, t, n, seed) for seed, (k, t, n) in enumerate(SIZES)]


def made_up(k: int, t: int, n: int, seed: int, *, strength: float = 2.0) -> tuple[np.ndarray, Chain]:
    rng = np.random.default_rng(seed)
    transitions = rng.normal(size=(n, n))
    start = rng.normal(size=n)
    start[2] = -1e4  # I-X cannot begin,
    transitions[0, 2] = -1e4  # nor follow O
    layer = Chain(transitions.tolist(), start.tolist(), rng.normal(size=n).tolist())
    return (rng.normal(size=(k, t, n)) * strength).astype(np.float32), layer


def score(row: np.ndarray, layer: Chain, labels: tuple[int, ...]) -> float:
    moves = sum(layer.transitions[a][b] for a, b in pairwise(labels))
    local = sum(float(row[i, label]) for i, label in enumerate(labels))
    return layer.start[labels[0]] + moves + local + layer.end[labels[-1]]


@pytest.mark.parametrize(("k", "t", "n", "seed"), CASES)
def test_best_is_the_best_of_all_labellings(k: int, t: int, n: int, seed: int) -> None:
    emissions, layer = made_up(k, t, n, seed)
    found = chain.best(emissions, layer)
    for row, labels in zip(emissions, found, strict=True):
        best = max(product(range(n), repeat=t), key=lambda c: score(row, layer, c))
        assert tuple(labels) == best


@pytest.mark.parametrize(("k", "t", "n", "seed"), CASES)
def test_marginals_are_sums_over_all_labellings(k: int, t: int, n: int, seed: int) -> None:
    emissions, layer = made_up(k, t, n, seed)
    found = chain.marginals(emissions, layer)
    for row, probabilities in zip(emissions, found, strict=True):
        expected = np.zeros((t, n))
        for labels in product(range(n), repeat=t):
            expected[np.arange(t), labels] += np.exp(score(row, layer, labels))
        np.testing.assert_allclose(probabilities, expected / expected.sum(axis=1, keepdims=True), atol=1e-5)


def test_marginals_stay_probabilities_under_extreme_scores() -> None:
    emissions, layer = made_up(4, 30, 3, 1, strength=2000.0)
    found = chain.marginals(emissions, layer)
    assert np.isfinite(found).all()
    np.testing.assert_allclose(found.sum(axis=2), 1, atol=1e-5)


def test_a_sequence_is_read_alike_whatever_stands_beside_it() -> None:
    emissions, layer = made_up(6, 20, 3, 2)
    together = chain.marginals(emissions, layer)
    alone = np.concatenate([chain.marginals(row[None], layer) for row in emissions])
    np.testing.assert_allclose(together, alone, atol=1e-6)
    best = np.concatenate([chain.best(row[None], layer) for row in emissions])
    assert (chain.best(emissions, layer) == best).all()
