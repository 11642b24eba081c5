"""Clusters of mentions, gold and predicted -> how well they agree, by the measures of the CoNLL-2012 task.

A cluster is a set of mentions, a mention anything that can be compared (here a ``Span``). Mentions are equal
or not: half a mention is none. Tallies of documents are added before anything is divided, as the reference
scorer does (Pradhan et al. 2014, version 8).
"""

from __future__ import annotations

import collections
import itertools
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    Cluster = frozenset[Hashable]
    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Tally:
    """What was found of ``gold`` things, and what was right of ``predicted`` ones; credits may be parts."""

    found: float = 0.0
    gold: float = 0.0
    right: float = 0.0
    predicted: float = 0.0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.found + other.found,
            self.gold + other.gold,
            self.right + other.right,
            self.predicted + other.predicted,
        )

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is no gold."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing is predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Agreement:
    """The measures of one document, or, added up, of many."""

    muc: Tally = field(default_factory=Tally)
    b_cubed: Tally = field(default_factory=Tally)
    ceaf: Tally = field(default_factory=Tally)
    mentions: Tally = field(default_factory=Tally)

    @classmethod
    def of(cls, gold: Sequence[Cluster], predicted: Sequence[Cluster], *, singletons: bool) -> Agreement:
        """How far the clusters agree; without ``singletons``, clusters of one are left out on both sides."""
        if not singletons:
            gold, predicted = ([c for c in side if len(c) > 1] for side in (gold, predicted))
        return cls(
            muc=muc(gold, predicted),
            b_cubed=b_cubed(gold, predicted),
            ceaf=ceaf(gold, predicted),
            mentions=overlap(frozenset().union(*gold), frozenset().union(*predicted)),
        )

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(
            self.muc + other.muc,
            self.b_cubed + other.b_cubed,
            self.ceaf + other.ceaf,
            self.mentions + other.mentions,
        )

    @property
    def conll(self) -> float:
        """The mean F1 of MUC, B3 and CEAF-phi4."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf.f1) / 3

    def tallies(self) -> Mapping[str, Tally]:
        """The measures by the names they are reported under."""
        return {"muc": self.muc, "b3": self.b_cubed, "ceaf-e": self.ceaf, "mentions": self.mentions}


def overlap(gold: Iterable[Hashable], predicted: Iterable[Hashable]) -> Tally:
    """Mentions alone, whatever their cluster."""
    mine, other = frozenset(gold), frozenset(predicted)
    both = len(mine & other)
    return Tally(both, len(mine), both, len(other))


def muc(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Tally:
    """Links that need not be added to join what belongs together (Vilain et al. 1995)."""
    return Tally(*_links(gold, predicted), *_links(predicted, gold))


def _links(clusters: Sequence[Cluster], others: Sequence[Cluster]) -> tuple[int, int]:
    """Links of the clusters that the others have too, and all of them; a cluster of n has n - 1."""
    holders = _holders(others)
    kept = total = 0
    for cluster in clusters:
        # A mention that the others do not have is a part of its own.
        parts = {holders[m] for m in cluster if m in holders}
        alone = sum(m not in holders for m in cluster)
        kept += len(cluster) - len(parts) - alone
        total += len(cluster) - 1
    return kept, total


def b_cubed(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Tally:
    """Mean over mentions of the share of their cluster that the other side puts together with them (Bagga and
    Baldwin 1998); a mention that only one side has earns nothing there.
    """
    shared = _shared(gold, predicted)
    found = sum(n * n / len(gold[i]) for (i, _), n in shared.items())
    right = sum(n * n / len(predicted[j]) for (_, j), n in shared.items())
    return Tally(found, sum(map(len, gold)), right, sum(map(len, predicted)))


def ceaf(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> Tally:
    """Clusters paired one to one so that they share the most; a pair earns twice what it shares over the
    sizes of both (Luo 2005, phi4).
    """
    earned = 0.0
    for pairs in _regions(_shared(gold, predicted)):
        row, column = ({c: n for n, c in enumerate({pair[side] for pair in pairs})} for side in (0, 1))
        earnings = np.zeros((len(row), len(column)))
        for (i, j), n in pairs.items():
            earnings[row[i], column[j]] = 2 * n / (len(gold[i]) + len(predicted[j]))
        earned += float(sum(earnings[pair] for pair in assignment(earnings)))
    return Tally(earned, len(gold), earned, len(predicted))


def _holders(clusters: Sequence[Cluster]) -> dict[Hashable, int]:
    """The cluster that each mention is in."""
    return {m: n for n, cluster in enumerate(clusters) for m in cluster}


def _shared(gold: Sequence[Cluster], predicted: Sequence[Cluster]) -> dict[tuple[int, int], int]:
    """How many mentions two clusters share, for those that share any."""
    holders = _holders(predicted)
    return collections.Counter(
        (i, holders[m]) for i, cluster in enumerate(gold) for m in cluster if m in holders
    )


def _regions(shared: Mapping[tuple[int, int], int]) -> list[dict[tuple[int, int], int]]:
    """The pairs divided so that clusters of two parts share nothing: each part is assigned for itself, and
    a long document costs as its largest tangle, not as all of its clusters squared.
    """
    at_gold: dict[int, list[tuple[int, int]]] = collections.defaultdict(list)
    at_predicted: dict[int, list[tuple[int, int]]] = collections.defaultdict(list)
    for pair in shared:
        at_gold[pair[0]].append(pair)
        at_predicted[pair[1]].append(pair)
    out = []
    seen: set[tuple[int, int]] = set()
    for first in shared:
        waiting, region = [first], {}
        while waiting:
            pair = waiting.pop()
            if pair in seen:
                continue
            seen.add(pair)
            region[pair] = shared[pair]
            waiting += at_gold.pop(pair[0], []) + at_predicted.pop(pair[1], [])
        if region:
            out.append(region)
    return out


def assignment(earnings: Floats) -> list[tuple[int, int]]:
    """Rows paired with columns, each at most once, so that the sum of the R x C ``earnings`` (none negative)
    is the largest: the Hungarian method with shortest augmenting paths, O(R^2 C) for R <= C.
    """
    if earnings.shape[0] > earnings.shape[1]:
        return sorted((i, j) for j, i in assignment(earnings.T))
    rows, columns = earnings.shape
    row_of = np.full(columns + 1, -1)  # the last column stands for the row that looks for one
    prices, wages = np.zeros(columns + 1), np.zeros(rows)
    for row in range(rows):
        came_from = _shorten(-earnings, row, row_of, prices, wages)
        _turn(row_of, came_from)
    return sorted((int(i), j) for j, i in enumerate(row_of[:columns]) if i >= 0)


def _shorten(costs: Floats, row: int, row_of: NDArray[np.int_], prices: Floats, wages: Floats) -> list[int]:
    """The columns of the cheapest path from ``row`` to a free column, the free one first; prices follow."""
    columns = costs.shape[1]
    reach, before = np.full(columns, np.inf), np.full(columns, columns)
    done = np.zeros(columns + 1, dtype=np.bool_)
    at, row_of[columns] = columns, row
    while row_of[at] >= 0:
        done[at] = True
        slack = costs[row_of[at]] - wages[row_of[at]] - prices[:columns]
        nearer = ~done[:columns] & (slack < reach)
        reach[nearer], before[nearer] = slack[nearer], at
        following = int(np.argmin(np.where(done[:columns], np.inf, reach)))
        step = reach[following]
        wages[row_of[done]] += step
        prices[done] -= step
        reach[~done[:columns]] -= step
        at = following
    path = [at]
    while path[-1] != columns:
        path.append(int(before[path[-1]]))
    return path


def _turn(row_of: NDArray[np.int_], path: Sequence[int]) -> None:
    """Each column of the path takes the row of the one before it."""
    for column, earlier in itertools.pairwise(path):
        row_of[column] = row_of[earlier]
    row_of[path[-1]] = -1
