"""Linear-chain CRFs in numpy: the best labelling, and each label's probability.

Shapes: emissions K x T x L (K sequences of T positions over L labels), log scale, unnormalised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.analysis.scorers.base import Chain

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

_FLOOR = np.float32(1e-20)
# Positions between rescalings. A float64 holds the products of far more: one label of each has emission 1.
_RESCALED = 8


def best(emissions: Floats, chain: Chain) -> Ints:
    """The most probable labels of each sequence (Viterbi), K x T."""
    labels: Ints = best_each(emissions[None], [chain])[0]
    return labels


def best_each(emissions: Floats, chains: Sequence[Chain]) -> Ints:
    """As ``best``, of G sets of K sequences, each with a chain of its own: G x K x T x L to G x K x T.

    Together they take as many steps as one of them, and the steps are what takes the time.
    """
    g, k, t, n = emissions.shape
    moves = np.asarray([c.transitions for c in chains], dtype=np.float32).transpose(1, 2, 0)  # from, to, set
    moves = np.repeat(moves, k, axis=2)
    start, end = (np.repeat(edge, k, axis=1) for edge in _edges(chains, np.float32))
    local = np.ascontiguousarray(emissions.reshape(g * k, t, n).transpose(1, 2, 0))  # T x L x GK
    scores = np.empty_like(local)
    scores[0] = local[0] + start
    options = np.empty((n, n, g * k), dtype=np.float32)
    for before, here, seen in zip(scores, scores[1:], local[1:], strict=False):
        np.add(before[:, None], moves, out=options)
        np.maximum.reduce(options, axis=0, out=here)
        here += seen
    # Where each label came from is asked of all positions at once, as a place in a row of L x GK labels.
    columns = np.arange(g * k)
    came = (scores[:-1, :, None] + moves).argmax(axis=1) * (g * k) + columns
    at = (scores[-1] + end).argmax(axis=0) * (g * k) + columns
    places = np.empty((t, g * k), dtype=np.int64)
    places[-1] = at
    for i, row in zip(range(t - 2, -1, -1), came[::-1].reshape(t - 1, n * g * k), strict=True):
        at = row.take(at, out=places[i])
    labels: Ints = (places // (g * k)).T.reshape(g, k, t)
    return labels


def marginals(emissions: Floats, chain: Chain) -> Floats:
    """The probability of each label at each position (forward-backward), K x T x L."""
    shares: Floats = marginals_each(emissions[None], [chain])[0]
    return shares


def marginals_each(emissions: Floats, chains: Sequence[Chain]) -> Floats:
    """As ``marginals``, of G sets of K sequences, each with a chain of its own: G x K x T x L.

    In the probability domain, and the two passes as one: what comes after, emission included, obeys the
    recursion of what came before, read backwards with the transitions turned round. Two small products a
    position, where log-sum-exp in two passes takes ten.
    """
    g, k, t, n = emissions.shape
    # The floor keeps a label that the emissions rule out from making a whole column vanish.
    local = np.maximum(np.exp(emissions - emissions.max(axis=3, keepdims=True)), _FLOOR).astype(np.float64)
    step = np.exp(np.asarray([c.transitions for c in chains], dtype=np.float64))
    steps = np.concatenate([step, step.transpose(0, 2, 1)])
    both = np.concatenate([local, local[:, :, ::-1]]).transpose(2, 0, 1, 3).copy()  # T x 2G x K x L
    edges = np.exp(_edges(chains, np.float64).transpose(0, 2, 1).reshape(2 * g, 1, n))
    passes = np.empty((t, 2 * g, k, n))
    at = passes[0] = both[0] * edges
    for i in range(1, t):
        at = np.matmul(at, steps, out=passes[i])
        at *= both[i]
        if i % _RESCALED == 0:
            at /= at.sum(axis=2, keepdims=True)
    passes /= passes.sum(axis=3, keepdims=True)
    joint = passes[:, :g] * passes[::-1, g:] / both[:, :g]  # the emission is in both
    joint /= joint.sum(axis=3, keepdims=True)
    shares: Floats = joint.transpose(1, 2, 0, 3).astype(np.float32)
    return shares


def _edges(chains: Sequence[Chain], dtype: type[np.floating[Any]]) -> NDArray[Any]:
    """What beginning and ending with each label scores, 2 x L x G."""
    return np.asarray([[c.start for c in chains], [c.end for c in chains]], dtype=dtype).transpose(0, 2, 1)
