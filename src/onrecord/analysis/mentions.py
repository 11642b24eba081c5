"""Mention scores -> mentions: the spans of a window that refer to somebody or something, and of what kind.

A span is scored by its two ends (biaffine, as Yu, Bohnet and Poesio 2020 read nested entities), so that
mentions may nest.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]


class Kind(IntEnum):
    """What a mention is, as the model tells it; NONE is no mention."""

    NONE = 0
    PERSON_NAME = 1
    GROUP_NAME = 2
    PLACE_NAME = 3
    OTHER_NAME = 4  # events, works, laws, products
    PRONOUN = 5
    PERSON = 6  # described, not named: "the senator"
    GROUP = 7  # organisations and places: "the ministry"
    OTHER = 8


#: The kinds that are names.
NAMES = (Kind.PERSON_NAME, Kind.GROUP_NAME, Kind.PLACE_NAME, Kind.OTHER_NAME)

#: Numbers that each end of a span has for each kind.
DEPTH = 24
#: Numbers that stand for a mention when mentions are compared.
WIDTH = 128
#: Pieces that a mention has at most. In GUM's training part 97 % of mentions are no longer.
LONGEST = 32

_KINDS = len(Kind) - 1
# The columns of a window's mention projection, in this order: whether a mention starts (ends) at the piece,
# the kinds' ends, and the piece's part in the vectors of mentions that start with it, end with it, hold it.
_EDGES = (1, 1, _KINDS, _KINDS, _KINDS * DEPTH, _KINDS * DEPTH, WIDTH, WIDTH, WIDTH)
#: How many columns there are.
COLUMNS = sum(_EDGES)
_CUTS = np.cumsum(_EDGES)[:-1]

# Starts and ends less probable than this (log-odds) are not looked at: in GUM's dev part it keeps 99.5 % of
# the mentions that are found without it and leaves a fifth of the spans.
_LIKELY = -3.0
# A mention that is wanted somewhere is believed to be a part of what is wanted from this probability on.
_CONCEIVABLE = 0.2


@dataclass(frozen=True, slots=True)
class Scored:
    """M mentions of a window (or of a text, then in characters): positions [starts, ends), ``kinds`` (see
    ``Kind``), ``probabilities`` of being mentions at all, ``vectors`` (M x ``WIDTH``). In order of start, the
    longer first.
    """

    starts: Ints
    ends: Ints
    kinds: Ints
    probabilities: Floats
    vectors: Floats

    def __len__(self) -> int:
        return len(self.starts)

    def kept(self, which: NDArray[np.bool_] | Ints) -> Scored:
        """Those that ``which`` names."""
        return Scored(
            self.starts[which],
            self.ends[which],
            self.kinds[which],
            self.probabilities[which],
            self.vectors[which],
        )

    def and_at(
        self,
        starts: Sequence[int],
        ends: Sequence[int],
        kinds: Sequence[int] | Ints,
        probabilities: float | Floats,
        vectors: Floats,
    ) -> Scored:
        """These and further ones behind them, whose ``vectors`` are a row each, or one row for all."""
        count = len(starts)
        likely = np.broadcast_to(np.asarray(probabilities, dtype=np.float32), count)
        return Scored(
            np.append(self.starts, starts),
            np.append(self.ends, ends),
            np.append(self.kinds, kinds),
            np.append(self.probabilities, likely),
            np.concatenate([self.vectors, np.broadcast_to(vectors, (count, WIDTH))]),
        )

    def mean_of(self, kind: Kind) -> Floats:
        """The mean vector (``WIDTH``) of those of a kind, zeros where there are none."""
        alike = self.vectors[self.kinds == kind]
        mean: Floats = alike.mean(axis=0) if len(alike) else np.zeros(WIDTH, dtype=np.float32)
        return mean


NOTHING = Scored(
    np.zeros(0, dtype=np.int64),
    np.zeros(0, dtype=np.int64),
    np.zeros(0, dtype=np.int64),
    np.zeros(0, dtype=np.float32),
    np.zeros((0, WIDTH), dtype=np.float32),
)


def joined(several: Sequence[Scored]) -> Scored:
    """All of them, one behind the other."""
    columns = zip(*((s.starts, s.ends, s.kinds, s.probabilities, s.vectors) for s in several), strict=True)
    return Scored(*map(np.concatenate, columns)) if several else NOTHING


def parts(projection: Floats) -> list[Floats]:
    """The projection (T x ``COLUMNS``) in its parts."""
    return np.split(projection, _CUTS, axis=1)


def mentions(
    projection: Floats,
    *,
    least: float = 0.5,
    wanted: Sequence[tuple[int, int]] = (),
    words: Ints | Sequence[int] = (),
) -> Scored:
    """The mentions of a window whose probability is at least ``least``; of two that cross, the better one.

    ``wanted`` are ranges of positions each of which is to have a mention that begins it, be it an improbable
    one: the sources of attributions. ``words`` are positions each of which is a mention by itself, whatever
    the model says: pronouns.
    """
    is_start, is_end, kind_start, kind_end, left, right, *_ = parts(projection)
    likely_start, likely_end = is_start[:, 0] > _LIKELY, is_end[:, 0] > _LIKELY
    for start, end in wanted:
        likely_start[start] = likely_end[end - 1] = True
    pronouns = np.asarray(words, dtype=np.int64)
    likely_start[pronouns] = likely_end[pronouns] = True
    first, last = np.flatnonzero(likely_start), np.flatnonzero(likely_end)
    i, j = _within_reach(first, last)
    shape = (len(i), _KINDS, DEPTH)
    products = np.einsum("nkd,nkd->nk", left[i].reshape(shape), right[j].reshape(shape))
    scores = products + kind_start[i] + kind_end[j]
    kinds = scores.argmax(axis=1) if len(i) else np.zeros(0, dtype=np.int64)
    top = scores.max(axis=1, initial=0.0)  # the score of "no mention" is 0
    odds = np.log(np.exp(scores - top[:, None]).sum(axis=1) + 1e-9) + top if len(i) else top
    probabilities = 1 / (1 + np.exp(-odds))
    chosen = np.flatnonzero(probabilities >= least)
    begun = set(i[chosen].tolist())
    added = [_best_within(i, j, probabilities, w) for w in wanted if w[0] not in begun]
    chosen = np.union1d(chosen, [a for a in added if a is not None]).astype(np.int64)
    chosen = np.union1d(chosen, np.flatnonzero((i == j) & np.isin(i, pronouns))).astype(np.int64)
    chosen = chosen[_without_crossing(i[chosen], j[chosen], probabilities[chosen])]
    chosen = chosen[np.lexsort((-j[chosen], i[chosen]))]
    i, j = i[chosen], j[chosen]
    return Scored(i, j + 1, kinds[chosen] + 1, probabilities[chosen], vectors(projection, i, j + 1))


def _best_within(i: Ints, j: Ints, probabilities: Floats, wanted: tuple[int, int]) -> int | None:
    """The most probable span that begins the range and does not leave it; the whole range where none is
    likely at all.
    """
    inside = np.flatnonzero((i == wanted[0]) & (j < wanted[1]))
    if not len(inside):
        return None
    best = int(inside[probabilities[inside].argmax()])
    return best if probabilities[best] >= _CONCEIVABLE else int(inside[j[inside].argmax()])


def _within_reach(first: Ints, last: Ints) -> tuple[Ints, Ints]:
    """Every start with every end at or behind it, no more than ``LONGEST`` pieces away."""
    begin = np.searchsorted(last, first, side="left")
    end = np.searchsorted(last, first + LONGEST, side="left")
    counts = end - begin
    i = np.repeat(first, counts)
    offsets = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    return i, last[np.repeat(begin, counts) + offsets]


def _without_crossing(i: Ints, j: Ints, probabilities: Floats) -> Ints:
    """Which spans stay: they may hold one another; of two that overlap otherwise, the more probable one."""
    crossing = (i[:, None] < i) & (i <= j[:, None]) & (j[:, None] < j)
    crossing |= crossing.T
    dropped = np.zeros(len(i), dtype=np.bool_)
    involved = np.flatnonzero(crossing.any(axis=1))
    for n in involved[np.argsort(-probabilities[involved], kind="stable")].tolist():
        if not dropped[n]:
            dropped |= crossing[n]
    return np.flatnonzero(~dropped)


def vectors(projection: Floats, starts: Ints, ends: Ints) -> Floats:
    """The vectors (M x ``WIDTH``) of the mentions at positions [starts, ends)."""
    at_start, at_end, inside = parts(projection)[-3:]
    sums = np.concatenate([np.zeros((1, WIDTH), dtype=inside.dtype), np.cumsum(inside, axis=0)])
    means = (sums[ends] - sums[starts]) / (ends - starts)[:, None]
    out: Floats = np.maximum(at_start[starts] + at_end[ends - 1] + means, 0).astype(np.float32)
    return out
