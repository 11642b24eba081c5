"""Which statement of one version of a page is which of the next: by words, place and speaker."""

from __future__ import annotations

import heapq
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.compare import english
from onrecord.compare.fingerprints import weight
from onrecord.compare.speakers import same_speaker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.compare.speakers import Who
    from onrecord.compare.words import Word

#: How much of the words two statements of one speaker share that are one, reworded (dev part of
#: quality/compare: "People may carry water" and "must carry" share 0.9, two statements of one speaker 0.2),
#: and how much where the speaker is another: only the same words were given to somebody else.
_REWORDED: Final = 0.5
_GIVEN_AWAY: Final = 0.8
#: What a part of the other is worth: a statement cut short shares all of its words, and is not the same.
_PART: Final = 0.8
#: A part has so many words of weight at least.
_LEAST: Final = 3.0
_SPEAKER: Final = 0.2
_PLACE: Final = 0.1
#: Statements of the other version that are laid beside one: those with most rare words in common.
_COMPARED: Final = 20

#: An index on either side; None where the statement is not in that version.
Pair = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as it is matched."""

    words: tuple[Word, ...]
    speakers: Sequence[Who]

    @property
    def keys(self) -> tuple[str, ...]:
        """Its words as they are compared."""
        return tuple(word.key for word in self.words)


def matched(before: Sequence[Said], after: Sequence[Said]) -> list[Pair]:
    """Every statement of both versions once, with the one that it is in the other version.

    Equal words first, in their order; then the likeliest pairs first. Time grows with the number of
    statements times ``_COMPARED``.
    """
    found = dict(_equal(before, after))
    taken = set(found.values())
    left = [place for place in range(len(before)) if place not in found]
    free = [place for place in range(len(after)) if place not in taken]
    for _, b, a in sorted(_likely(before, after, left, free), key=lambda one: (-one[0], one[1], one[2])):
        if b not in found and a not in taken:
            found[b] = a
            taken.add(a)
    pairs: list[Pair] = [(b, found.get(b)) for b in range(len(before))]
    return pairs + [(None, a) for a in range(len(after)) if a not in taken]


def _equal(before: Sequence[Said], after: Sequence[Said]) -> Iterator[tuple[int, int]]:
    """Statements with the same words: those of one speaker first, then in their order."""
    there: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, said in enumerate(after):
        there[said.keys].append(place)
    waiting = []
    for place, said in enumerate(before):
        places = there[said.keys]
        own = next((a for a in places if same_speaker(said.speakers, after[a].speakers)), None)
        if own is None:
            waiting.append(place)
        else:
            places.remove(own)
            yield place, own
    for place in waiting:
        if there[before[place].keys]:
            yield place, there[before[place].keys].pop(0)


def _likely(
    before: Sequence[Said], after: Sequence[Said], left: Sequence[int], free: Sequence[int]
) -> Iterator[tuple[float, int, int]]:
    """Pairs that may be one statement, with how likely that is."""
    bags = {a: _bag(after[a]) for a in free}
    holders: dict[str, list[int]] = defaultdict(list)
    for a in free:
        for root in bags[a]:
            holders[root].append(a)
    for b in left:
        bag = _bag(before[b])
        met: dict[int, float] = defaultdict(float)
        for root in bag:
            for a in holders[root]:
                met[a] += 1 / len(holders[root])
        for a in heapq.nlargest(_COMPARED, met, key=met.__getitem__):
            likeness = _likeness(bag, bags[a])
            same = same_speaker(before[b].speakers, after[a].speakers)
            if likeness >= (_GIVEN_AWAY if same is False else _REWORDED):
                apart = abs(b / len(before) - a / len(after))
                spoken = {True: _SPEAKER, None: 0.0, False: -_SPEAKER}[same]
                yield likeness + spoken - _PLACE * apart, b, a


def _bag(said: Said) -> dict[str, float]:
    """The words' roots, each with its weight."""
    bag: dict[str, float] = defaultdict(float)
    for word in said.words:
        bag[english.root(word.key)] += weight(word)
    return bag


def _likeness(one: dict[str, float], other: dict[str, float]) -> float:
    """The share of weight in common, 0 to 1, a part being worth less than the whole."""
    common = sum(min(value, other[root]) for root, value in one.items() if root in other)
    sizes = sorted((sum(one.values()), sum(other.values())))
    if not sizes[0]:
        return 0.0
    part = _PART * common / sizes[0] if common >= _LEAST else 0.0
    return max(2 * common / sum(sizes), part)
