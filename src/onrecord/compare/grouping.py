"""Figures about one thing, out of many: pairs found by what they share, then grouped."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.compare.quantities import agree
from onrecord.compare.topics import LIKELY, Likeness, Rarity, likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.compare.topics import Given

#: Two groups become one where their figures are about one thing as probably as this on the average.
_TOGETHER: Final = 0.5
#: Pairs that are looked at, those first that share the rarest word; a second's work.
MOST_PAIRS: Final = 60_000
#: By how much another figure of the same voice must fit better for this one to be of something else.
_BETTER: Final = 0.2


class Pair(NamedTuple):
    """Two figures by their places in the sequence, the first one smaller."""

    first: int
    second: int
    likeness: Likeness


def pairs(given: Sequence[Given]) -> list[Pair]:
    """Those that are about the same thing as probably as LIKELY, the surest first."""
    rarity = Rarity({one.article: one.event for one in given}.values())
    found = {}
    for first, second in _candidates(given, rarity):
        met = likeness(given[first], given[second], rarity)
        if met.probability > 0:
            found[first, second] = met
    kept = [Pair(*key, met) for key, met in found.items() if met.probability >= LIKELY]
    kept = [pair for pair in kept if not _outdone(pair, given, found)]
    return sorted(kept, key=lambda pair: (-pair.likeness.probability, pair.first, pair.second))


def _candidates(given: Sequence[Given], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Pairs of one unit that share a word of their event, by the rarest word first."""
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place, one in enumerate(given):
        told = one.told
        what = (told.quantity.kind, told.quantity.unit, told.change)
        blocks[(*what, one.article)].append(place)
        for word in one.event:
            if rarity.count(word) > 1:
                blocks[(*what, word)].append(place)
    seen: set[tuple[int, int]] = set()
    for places in sorted(blocks.values(), key=len):
        for i, first in enumerate(places):
            for second in places[i + 1 :]:
                if (first, second) not in seen:
                    seen.add((first, second))
                    yield first, second
                    if len(seen) >= MOST_PAIRS:
                        return


def _outdone(pair: Pair, given: Sequence[Given], found: Mapping[tuple[int, int], Likeness]) -> bool:
    """Whether the same voice gives another figure that the other one fits better."""
    return _better(pair, pair.first, pair.second, given, found) or _better(
        pair, pair.second, pair.first, given, found
    )


def _better(
    pair: Pair, one: int, other: int, given: Sequence[Given], found: Mapping[tuple[int, int], Likeness]
) -> bool:
    here = given[one]
    for place in _beside(given, one):
        that = given[place]
        if that.voice != here.voice or agree(that.told.quantity, here.told.quantity) is not False:
            continue
        met = found.get((min(place, other), max(place, other)))
        if met is None:
            continue
        margin = met.probability - pair.likeness.probability
        same = agree(that.told.quantity, given[other].told.quantity) is True
        if margin > _BETTER or (same and margin >= -0.05):
            return True
    return False


def _beside(given: Sequence[Given], place: int) -> Iterator[int]:
    """The other figures of the article; an article's stand side by side."""
    for step in (-1, 1):
        at = place + step
        while 0 <= at < len(given) and given[at].article == given[place].article:
            yield at
            at += step


def groups(found: Sequence[Pair], size: int) -> list[list[int]]:
    """Figures that are about one thing, in groups of two and more: the surest pairs first, and two groups
    only where they fit as a whole.
    """
    group = list(range(size))
    members = {place: [place] for place in range(size)}
    between: dict[int, dict[int, float]] = defaultdict(dict)
    for pair in found:
        between[pair.first][pair.second] = between[pair.second][pair.first] = pair.likeness.probability
    for pair in found:
        one, other = group[pair.first], group[pair.second]
        if one == other:
            continue
        if between[one].get(other, 0.0) < _TOGETHER * len(members[one]) * len(members[other]):
            continue
        if len(members[one]) < len(members[other]):
            one, other = other, one
        for place in members[other]:
            group[place] = one
        members[one] += members.pop(other)
        for third, weight in between.pop(other, {}).items():
            between[third].pop(other, None)
            if third != one:
                between[one][third] = between[third][one] = between[one].get(third, 0.0) + weight
    return [sorted(places) for places in members.values() if len(places) > 1]
