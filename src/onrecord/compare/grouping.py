"""Figures about one thing, out of many: pairs found by what they share, then grouped."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.compare.events import SAME_ARTICLE, Rarity, event_of
from onrecord.compare.quantities import agree
from onrecord.compare.topics import LIKELY, likeness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.compare.events import Event
    from onrecord.compare.topics import Given, Likeness

#: Two groups become one where their figures are about one thing as probably as this on the average.
_TOGETHER: Final = 0.4
#: Pairs of articles that are looked at, those first that share most, and pairs of their figures. Both bound
#: the time of a question; 400 articles on five hundred events have some 3,000 and 10,000.
_MOST_ARTICLE_PAIRS: Final = 8_000
MOST_PAIRS: Final = 30_000
#: A word of n articles brings each together with the next REACH / n of them in the order of time.
_REACH: Final = 4_000
#: What is less probable decides nothing.
_WORTH: Final = 0.3
#: By how much another figure of the same voice must fit better for this one to be of something else.
_BETTER: Final = 0.2


class Pair(NamedTuple):
    """Two figures by their places in the sequence, the first one smaller."""

    first: int
    second: int
    likeness: Likeness


def pairs(given: Sequence[Given]) -> list[Pair]:
    """Those that are about the same thing as probably as LIKELY, the surest first.

    The figures of one article stand side by side in ``given``.
    """
    found = {}
    for first, second, event in _candidates(given):
        met = likeness(given[first], given[second], event)
        if met.probability > _WORTH:
            found[first, second] = met
    kept = [Pair(*key, met) for key, met in found.items() if met.probability >= LIKELY]
    kept = [pair for pair in kept if not _outdone(pair, given, found)]
    return sorted(kept, key=lambda pair: (-pair.likeness.probability, pair.first, pair.second))


def _candidates(given: Sequence[Given]) -> Iterator[tuple[int, int, Event]]:
    """Pairs of one unit that share a word or a fate, of articles that share an event."""
    articles: dict[int, list[int]] = defaultdict(list)
    for place, figure in enumerate(given):
        articles[figure.article].append(place)
    heads = {article: given[places[0]] for article, places in articles.items()}
    rarity = Rarity([head.about.words for head in heads.values()])
    measures = [(g.told.quantity.kind, g.told.quantity.unit, g.told.change) for g in given]
    count = 0
    for one, other in _neighbours(heads, rarity):
        event = SAME_ARTICLE if one == other else event_of(heads[one].about, heads[other].about, rarity)
        if event is None:
            continue
        for first in articles[one]:
            for second in articles[other]:
                if measures[first] != measures[second] or (one == other and first >= second):
                    continue
                if given[first].told.anchors.isdisjoint(given[second].told.anchors):
                    continue
                yield min(first, second), max(first, second), event
                count += 1
                if count >= MOST_PAIRS:
                    return


def _neighbours(heads: Mapping[int, Given], rarity: Rarity) -> Iterator[tuple[int, int]]:
    """Pairs of articles, each with itself and with those that share most names or rare words with it."""
    sharing: dict[str, list[int]] = defaultdict(list)
    ordered = sorted(heads, key=lambda article: (heads[article].day or 0, article))
    for article in ordered:
        for word in heads[article].about.words:
            sharing[word].append(article)
    met: dict[tuple[int, int], float] = defaultdict(float)
    for word, found in sharing.items():
        weight = rarity.of(word)
        reach = max(1, _REACH // len(found))
        for place, one in enumerate(found):
            for other in found[place + 1 : place + 1 + reach]:
                met[one, other] += weight
    yield from ((article, article) for article in ordered)
    best = sorted(met.items(), key=lambda item: (-item[1], item[0]))
    yield from (pair for pair, _ in best[:_MOST_ARTICLE_PAIRS])


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
