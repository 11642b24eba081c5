"""What a source does with a content (stance), whether it is said to have happened at all (negated), and
where the reporter stands (distance): which pieces the stance layer is shown, and what its scores mean.

It is shown the pieces around the cue and the two ends of the content, for that is where they are told: "said
it would *never*", "*refused* to say *whether*", "asked: ... *?*". Whose words they are it need not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from onrecord.analysis.relative import buckets
from onrecord.records import Distance, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from onrecord.analysis.decode import Range, Relation

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int64]

STANCES = tuple(Stance)
DISTANCES = tuple(Distance)
#: Columns of the layer's scores: the stances, whether it is negated, the distances.
COLUMNS = len(STANCES) + 1 + len(DISTANCES)

# Pieces shown before the cue's first one and from there on, at the content's beginning and at its end.
BEFORE, AFTER, HEAD, TAIL = 12, 20, 16, 4
#: Pieces shown of each attribution.
SHOWN = BEFORE + AFTER + HEAD + TAIL

#: What a piece that is shown is of the attribution; PADDING stands where the window has no more pieces.
PADDING, OUTSIDE, SOURCE, CUE, CONTENT = range(5)
ROLES = 5


class Judgement(NamedTuple):
    """What the stance layer says of an attribution."""

    stance: Stance | None = None
    negated: bool = False
    distance: Distance = Distance.NEUTRAL


UNJUDGED = Judgement()


@dataclass(frozen=True, slots=True)
class Shown:
    """The pieces that the layer is shown of K attributions of a window, K x ``SHOWN`` each: their positions
    ``at``, their ``roles``, their distances from the cue in ``buckets`` (see ``relative``).
    """

    at: Ints
    roles: Ints
    buckets: Ints


def shown(relations: Sequence[Relation], length: int) -> Shown:
    """What is shown of the relations of a window of ``length`` pieces."""
    k = len(relations)
    at, roles = np.zeros((k, SHOWN), dtype=np.int64), np.zeros((k, SHOWN), dtype=np.int64)
    for row, relation in enumerate(relations):
        wanted = _wanted(relation.cue, relation.content)
        inside = (wanted >= 0) & (wanted < length)
        at[row] = np.where(inside, wanted, 0)
        parts = [*relation.content, *([relation.source] if relation.source else [])]
        kinds = [*(CONTENT for _ in relation.content), SOURCE]
        role = np.full(SHOWN, OUTSIDE)
        for (start, end), kind in zip([*parts, relation.cue], [*kinds[: len(parts)], CUE], strict=True):
            role[(wanted >= start) & (wanted < end)] = kind
        roles[row] = np.where(inside, role, PADDING)
    near = buckets(length, [r.cue for r in relations])
    return Shown(at, roles, np.take_along_axis(near, at, axis=1) if k else at)


def _wanted(cue: Range, content: Sequence[Range]) -> Ints:
    """The positions to show, -1 where there is none; a short content's end is not shown twice."""
    (start, first_end), (last_start, end) = content[0], content[-1]
    head = np.arange(start, start + HEAD)
    tail = np.arange(end - TAIL, end)
    seen = min(first_end, start + HEAD)
    head = np.where(head < seen, head, -1)
    tail = np.where((tail >= last_start) & ((tail >= seen) | (last_start > start)), tail, -1)
    return np.concatenate([np.arange(cue[0] - BEFORE, cue[0] + AFTER), head, tail])


def judgements(scores: Floats) -> list[Judgement]:
    """The best labels of K attributions, from scores K x ``COLUMNS``."""
    stances, negated, distances = np.split(scores, [len(STANCES), len(STANCES) + 1], axis=1)
    best = zip(stances.argmax(axis=1), negated[:, 0] > 0, distances.argmax(axis=1), strict=True)
    return [Judgement(STANCES[s], bool(n), DISTANCES[d]) for s, n, d in best]
