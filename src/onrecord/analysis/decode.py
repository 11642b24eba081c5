"""Scores -> spans: which cues a window has, and what each cue's source and content are."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.analysis import chain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.analysis.scorers.base import Calibration, Chain

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

Range = tuple[int, int]

#: What the confidence is computed from, in this order; log-odds of probabilities, or flags.
FEATURES = (
    "cue_start",
    "cue_mean",
    "content_start",
    "content_end",
    "content_mean",
    "source",
    "no_source",
    "nested",
)

# Probabilities are kept this far from 0 and 1. On polnear-dev the calibration error of a fit on the other
# half of the articles was 0.10 with logarithms in place of log-odds (which cannot tell 0.99 from 0.999), and
# with log-odds 0.056, 0.038, 0.033 at 0.01, 0.001, 0.0001.
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class CueCandidate:
    """A possible cue: positions [start, end) in the window, with the probability of its first label and the
    mean over its pieces. ``firm`` cues stand in the best labelling, the others only in the biased one.
    """

    start: int
    end: int
    start_probability: float
    mean_probability: float
    firm: bool
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """A cue with its roles, as positions [start, end) in the window, and the ``features`` of its confidence
    (see ``FEATURES``).
    """

    cue: Range
    source: Range | None
    content: tuple[Range, ...]
    features: tuple[float, ...]
    nested: bool = False


def cue_candidates(scores: Floats, layer: Chain, *, bias: float, nested: bool = False) -> list[CueCandidate]:
    """The cues of the best labelling of ``scores`` (T x 3), and those that appear when ``bias`` is added to
    each cue's first label and touch none of the former. In order of position.
    """
    return cues_of_layers([CueLayer(scores, layer, bias, nested)])


class CueLayer(NamedTuple):
    """A layer's ``scores`` of cues (T x 3), its ``chain``, its ``bias``, and whether its cues are nested."""

    scores: Floats
    chain: Chain
    bias: float
    nested: bool = False


def cues_of_layers(layers: Sequence[CueLayer]) -> list[CueCandidate]:
    """``cue_candidates`` of each layer, those of the first layer first; together they take half the time."""
    chains = [layer.chain for layer in layers]
    scores = np.stack([layer.scores for layer in layers])
    probabilities = chain.marginals_each(scores[:, None], chains)[:, 0]
    biases = np.array([[[0.0, layer.bias, 0.0]] for layer in layers], dtype=np.float32)
    best = chain.best_each(np.stack([scores, scores + biases], axis=1), chains)
    found = zip(layers, best, probabilities, strict=True)
    return [cue for layer, labels, seen in found for cue in _cues(labels, seen, nested=layer.nested)]


def _cues(labels: Ints, probabilities: Floats, *, nested: bool) -> list[CueCandidate]:
    """The cues of the best labelling and of the biased one (2 x T), in order of position."""
    firm, leaning = (spans_of(row, first=1) for row in labels)
    loose = [s for s in leaning if all(s[1] <= f[0] or s[0] >= f[1] for f in firm)]
    found = [_candidate(s, probabilities, firm=True, nested=nested) for s in firm]
    found += [_candidate(s, probabilities, firm=False, nested=nested) for s in loose]
    return sorted(found, key=lambda c: c.start)


def _candidate(span: Range, probabilities: Floats, *, firm: bool, nested: bool) -> CueCandidate:
    start, end = span
    labels = [1] + [2] * (end - start - 1)
    mean = float(probabilities[np.arange(start, end), labels].mean())
    return CueCandidate(start, end, float(probabilities[start, 1]), mean, firm, nested)


def spans_of(labels: Ints, *, first: int) -> list[Range]:
    """The runs that begin with label ``first`` (B) and go on with ``first + 1`` (I)."""
    out = []
    for start in np.flatnonzero(labels == first).tolist():
        end = start + 1
        while end < len(labels) and labels[end] == first + 1:
            end += 1
        out.append((start, end))
    return out


def relations(
    cues: list[CueCandidate], scores: Floats, layer: Chain, *, source_bias: float = 0.0
) -> list[Relation]:
    """Source and content of each cue, from role scores K x T x 5; a cue without content gives none.

    ``source_bias`` is added to each source's first label: where several spans may be the source, none of them
    alone outweighs "no source" though together they do.
    """
    if not cues:
        return []
    labels = chain.best(scores + np.array([0.0, source_bias, 0.0, 0.0, 0.0], dtype=np.float32), layer)
    probabilities = chain.marginals(scores, layer)
    found = (_relation(c, row, p) for c, row, p in zip(cues, labels, probabilities, strict=True))
    return [r for r in found if r is not None]


def _relation(cue: CueCandidate, labels: Ints, probabilities: Floats) -> Relation | None:
    contents = spans_of(labels, first=3)
    if not contents:
        return None
    sources = spans_of(labels, first=1)
    # The corpus has one source span an attribution but for 14 of 19,868.
    source = max(sources, key=lambda s: _mean(probabilities, s, 1), default=None)
    return Relation(
        cue=(cue.start, cue.end),
        source=source,
        content=tuple(contents),
        features=_features(cue, source, contents, probabilities),
        nested=cue.nested,
    )


def _mean(probabilities: Floats, span: Range, first: int) -> float:
    start, end = span
    return float(probabilities[start:end, first : first + 2].sum(axis=1).mean())


def _features(cue: CueCandidate, source: Range | None, contents: list[Range], p: Floats) -> tuple[float, ...]:
    no_source = 0.0
    if source is None:
        no_source = 1.0
        source_probability = float(1 - p[:, 1].sum().clip(0, 1))  # no source anywhere
    else:
        source_probability = _mean(p, source, 1)
    ends = [1.0 - (float(p[e, 4]) if e < len(p) else 0.0) for _, e in contents]
    values = (
        cue.start_probability,
        cue.mean_probability,
        float(np.mean([p[s, 3] for s, _ in contents])),
        float(np.mean(ends)),
        float(np.mean([_mean(p, span, 3) for span in contents])),
        source_probability,
    )
    return (*map(_log_odds, values), no_source, float(cue.nested))


def _log_odds(probability: float) -> float:
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def confidence(features: tuple[float, ...], calibration: Calibration | None) -> float:
    """The probability that the attribution is right; without a calibration the product of cue and content."""
    if calibration is None:
        return 1 / ((1 + math.exp(-features[0])) * (1 + math.exp(-features[4])))
    z = calibration.bias + sum(
        calibration.weights.get(n, 0.0) * v for n, v in zip(FEATURES, features, strict=True)
    )
    return 1 / (1 + math.exp(-z))


def best_spans(scores: Floats, layer: Chain) -> list[Range]:
    """The spans of the best labelling of one sequence (T x 3)."""
    return spans_of(chain.best(scores[None], layer)[0], first=1)
