"""Decoding features -> the probability that an attribution is right, fitted on what was not trained on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from onrecord.analysis.assemble import Found, assemble
from onrecord.analysis.decode import FEATURES, confidence
from onrecord.analysis.regions import paragraphs
from onrecord.analysis.scorers.base import Calibration
from onrecord.evaluation import calibration as reliability
from onrecord.evaluation.match import Doc, Labelled, compare, without_nested
from onrecord.evaluation.scores import score

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.analysis.analyse import Analyser

# Shrinks weights a little, so that a feature that is nearly constant on dev gets none. Per example.
_SHRINKAGE = 1e-3
_THRESHOLDS = np.arange(0.10, 0.75, 0.01)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A candidate relation of document ``key``, and whether gold has it (an ``attribution`` pair)."""

    key: str
    features: tuple[float, ...]
    right: bool


def candidates(analyser: Analyser, gold: Mapping[str, Doc]) -> tuple[list[Candidate], dict[str, list[Found]]]:
    """All top-level candidates of the gold's texts, judged, and as they were found."""
    items = ((doc.text, paragraphs(doc.text)) for doc in gold.values())
    judged: list[Candidate] = []
    found_in: dict[str, list[Found]] = {}
    for (key, doc), seen in zip(gold.items(), analyser.candidates(items), strict=True):
        found_in[key] = seen.found
        top = [f for f in seen.found if not f.nested]
        predicted = Doc(doc.text, tuple(Labelled(f.source, f.cue, f.content) for f in top))
        pairs = {id(p.predicted.labelled) for p in compare(doc, predicted).pairs if p.sources_agree}
        judged += [
            Candidate(key, f.features, id(a) in pairs)
            for f, a in zip(top, predicted.attributions, strict=True)
        ]
    return judged, found_in


def fit(judged: Sequence[Candidate]) -> Calibration:
    """Logistic regression of ``right`` on the features, lightly shrunk (Newton-like steps by L-BFGS).

    Of no candidates, as a model gives that has learned nothing yet, nothing is learned: all are 0.5.
    """
    if not judged:
        return Calibration(dict.fromkeys(FEATURES, 0.0), 0.0)
    x = torch.tensor([c.features for c in judged], dtype=torch.float64)
    y = torch.tensor([float(c.right) for c in judged], dtype=torch.float64)
    weights = torch.zeros(len(FEATURES), dtype=torch.float64, requires_grad=True)
    bias = torch.zeros((), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights, bias], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights + bias, y)
        value = value + _SHRINKAGE * weights.pow(2).sum()
        value.backward()
        return value

    optimiser.step(loss)
    return Calibration(dict(zip(FEATURES, weights.tolist(), strict=True)), float(bias.detach()))


def best_threshold(
    gold: Mapping[str, Doc], found: Mapping[str, list[Found]], calibration: Calibration
) -> float:
    """The confidence from which on the gold's attributions are matched best (F1 of ``attribution``)."""
    by_threshold = {float(t): _f1(gold, found, calibration, float(t)) for t in _THRESHOLDS}
    # The curve is flat at its top: the middle of what lies within 0.001 of the best holds better elsewhere.
    top = max(by_threshold.values())
    near = [t for t, value in by_threshold.items() if value >= top - 0.001]
    return round(near[len(near) // 2], 2)


def _f1(
    gold: Mapping[str, Doc], found: Mapping[str, list[Found]], calibration: Calibration, least: float
) -> float:
    predicted = {
        key: Doc(doc.text, tuple(map(Labelled.of, assemble(doc.text, found[key], calibration, least))))
        for key, doc in gold.items()
    }
    return score(gold, without_nested(predicted)).figures()["attribution"]


def held_out_error(judged: Sequence[Candidate]) -> float:
    """Expected calibration error where each half of the documents is judged by a fit on the other half."""
    keys = sorted({c.key for c in judged})
    halves = (set(keys[::2]), set(keys[1::2]))
    judgements: list[tuple[float, bool]] = []
    for half in halves:
        fitted = fit([c for c in judged if c.key not in half])
        judgements += [(confidence(c.features, fitted), c.right) for c in judged if c.key in half]
    return reliability.reliability(judgements).error


def calibrate(analyser: Analyser, gold: Mapping[str, Doc]) -> tuple[Calibration, float, float]:
    """Calibration, default threshold and held-out calibration error, on ``gold``."""
    judged, found = candidates(analyser, gold)
    fitted = fit(judged)
    return fitted, best_threshold(gold, found, fitted), held_out_error(judged)
