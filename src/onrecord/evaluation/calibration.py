"""Whether a confidence of 0.8 is right eight times in ten, and what each confidence threshold costs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.evaluation.match import Comparison, pair_up
from onrecord.evaluation.scores import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# Ten bins of equal mass, as the project's bound on the calibration error (0.05) is stated for. With bins of
# equal width the few attributions of middling confidence would weigh nothing.
BINS = 10

# Where the dial is read off.
THRESHOLDS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


@dataclass(frozen=True, slots=True)
class Bin:
    """Predictions of neighbouring confidence: their range, their mean and how many were right."""

    lowest: float
    highest: float
    confidence: float
    right: int
    of: int

    @property
    def accuracy(self) -> float:
        """The share that was right."""
        return self.right / self.of

    @property
    def gap(self) -> float:
        """How far the mean confidence stands above the accuracy; negative where it is too modest."""
        return self.confidence - self.accuracy


@dataclass(frozen=True, slots=True)
class Reliability:
    """The reliability table. ``error`` is the expected calibration error: mean gap, weighted by size."""

    bins: tuple[Bin, ...]

    @property
    def of(self) -> int:
        """How many predictions carried a confidence."""
        return sum(b.of for b in self.bins)

    @property
    def error(self) -> float:
        """Expected calibration error, from 0 to 1."""
        return sum(abs(b.gap) * b.of for b in self.bins) / self.of if self.of else 0.0


def judged(comparisons: Iterable[Comparison]) -> list[tuple[float, bool]]:
    """Each prediction's confidence and whether it is right: one of the ``attribution`` pairs.

    Predictions without a confidence, and those that no figure looks at because their content has no words,
    are left out.
    """
    out = []
    for comparison in comparisons:
        right = {id(pair.predicted) for pair in comparison.pairs if pair.sources_agree}
        out += [
            (a.labelled.confidence, id(a) in right)
            for a in comparison.predicted_with_content
            if a.labelled.confidence is not None
        ]
    return out


def reliability(judgements: Iterable[tuple[float, bool]], bins: int = BINS) -> Reliability:
    """The table over ``bins`` bins of nearly equal size.

    Equal confidences share a bin, so that the table does not depend on the order of the predictions; there
    may then be fewer bins.
    """
    ordered = sorted(judgements)
    edges = [0]
    for wanted in range(1, bins):
        edges.append(max(edges[-1], _edge(ordered, wanted * len(ordered) / bins)))
    edges.append(len(ordered))
    cut = [ordered[start:end] for start, end in pairwise(edges) if end > start]
    return Reliability(tuple(map(_bin, cut)))


def _edge(ordered: Sequence[tuple[float, bool]], wanted: float) -> int:
    """The index nearest to ``wanted`` that does not part equal confidences."""
    before = after = min(round(wanted), len(ordered))
    while 0 < before < len(ordered) and ordered[before][0] == ordered[before - 1][0]:
        before -= 1
    while 0 < after < len(ordered) and ordered[after][0] == ordered[after - 1][0]:
        after += 1
    return before if wanted - before <= after - wanted else after


def _bin(members: Sequence[tuple[float, bool]]) -> Bin:
    values = [confidence for confidence, _ in members]
    mean = sum(values) / len(values)
    return Bin(values[0], values[-1], mean, sum(right for _, right in members), len(members))


def dial(comparisons: Sequence[Comparison], thresholds: Sequence[float] = THRESHOLDS) -> dict[float, Count]:
    """The ``attribution`` figure when only predictions of at least this confidence are kept.

    Contents are paired anew for each threshold. Predictions without a confidence always stay.
    """
    return {threshold: sum((_at(c, threshold) for c in comparisons), Count()) for threshold in thresholds}


def _at(comparison: Comparison, threshold: float) -> Count:
    kept = [
        a
        for a in comparison.predicted_with_content
        if a.labelled.confidence is None or a.labelled.confidence >= threshold
    ]
    gold = comparison.gold_with_content
    return Count(sum(pair.sources_agree for pair in pair_up(gold, kept)), len(kept), len(gold))
