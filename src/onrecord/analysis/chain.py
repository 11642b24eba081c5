"""Linear-chain CRFs in numpy: the best labelling, and each label's probability.

Shapes: emissions K x T x L (K sequences of T positions over L labels), log scale, unnormalised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from onrecord.analysis.scorers.base import Chain

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

_FLOOR = np.float32(1e-20)
# Positions between rescalings. A float64 holds the products of far more: one label of each has emission 1.
_RESCALED = 8


def best(emissions: Floats, chain: Chain) -> Ints:
    """The most probable labels of each sequence (Viterbi), K x T."""
    k, t, n = emissions.shape
    transitions = np.asarray(chain.transitions, dtype=np.float32).T  # to x from: the maximum runs over rows
    score = emissions[:, 0] + np.asarray(chain.start, dtype=np.float32)
    back = np.zeros((t, k, n), dtype=np.int64)
    for i in range(1, t):
        options = score[:, None, :] + transitions
        back[i] = options.argmax(axis=2)
        score = options.max(axis=2) + emissions[:, i]
    labels = np.zeros((k, t), dtype=np.int64)
    labels[:, -1] = (score + np.asarray(chain.end, dtype=np.float32)).argmax(axis=1)
    rows = np.arange(k)
    for i in range(t - 1, 0, -1):
        labels[:, i - 1] = back[i][rows, labels[:, i]]
    return labels


def marginals(emissions: Floats, chain: Chain) -> Floats:
    """The probability of each label at each position (forward-backward), K x T x L.

    In the probability domain, and the two passes as one: what comes after, emission included, obeys the
    recursion of what came before, read backwards with the transitions turned round. Two small products a
    position, where log-sum-exp in two passes takes ten.
    """
    k, t, n = emissions.shape
    # The floor keeps a label that the emissions rule out from making a whole column vanish.
    local = np.maximum(np.exp(emissions - emissions.max(axis=2, keepdims=True)), _FLOOR).astype(np.float64)
    step = np.exp(np.asarray(chain.transitions, dtype=np.float64))
    steps = np.stack([step, step.T])
    both = np.stack([local, local[:, ::-1]]).transpose(2, 0, 1, 3).copy()  # T x 2 x K x L
    edges = np.exp(np.asarray([chain.start, chain.end], dtype=np.float64))
    passes = np.empty((t, 2, k, n))
    at = passes[0] = both[0] * edges[:, None]
    for i in range(1, t):
        at = np.matmul(at, steps, out=passes[i])
        at *= both[i]
        if i % _RESCALED == 0:
            at /= at.sum(axis=2, keepdims=True)
    passes /= passes.sum(axis=3, keepdims=True)
    joint = passes[:, 0] * passes[::-1, 1] / both[:, 0]  # the emission is in both
    joint /= joint.sum(axis=2, keepdims=True)
    shares: Floats = joint.transpose(1, 0, 2).astype(np.float32)
    return shares
