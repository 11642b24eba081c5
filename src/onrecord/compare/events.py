"""What an article is about, by the words of its title and beginning; and whether two are about one event."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.compare.stems import stems
from onrecord.compare.told import names_in

if TYPE_CHECKING:
    from collections.abc import Iterable

#: So many characters of an article say what it is about.
OPENING: Final = 1_200
#: Two articles that share less are about two events.
LEAST_EVENT: Final = 0.6
#: By how much each sign moves the log odds, and the words that it was met in.
Signs = dict[str, tuple[float, str]]


@dataclass(frozen=True, slots=True)
class About:
    """The stems of title and beginning, and of those with a capital in the beginning."""

    words: frozenset[str]
    names: frozenset[str]


def about(title: str, opening: str) -> About:
    """What an article is about."""
    return About(frozenset([*stems(title), *stems(opening)]), names_in(opening))


class Event(NamedTuple):
    """What two articles share, as a sign."""

    signs: Signs


SAME_ARTICLE: Final = Event({"same article": (2.0, "")})


class Rarity:
    """How much it says that two articles share a word: little where many articles have it."""

    def __init__(self, events: Iterable[frozenset[str]]) -> None:
        found = Counter(word for event in events for word in event)
        count = sum(1 for _ in events) + _ALL
        self._weights = {word: log(count / times) / log(count) for word, times in found.items()}

    def of(self, word: str) -> float:
        """From 1 for a word of one article to nearly 0 for one of all of a thousand."""
        return self._weights.get(word, 1.0)

    def together(self, words: Iterable[str]) -> float:
        """What words weigh together."""
        weights = self._weights
        return sum(weights.get(word, 1.0) for word in words)


#: As if there were so many more articles without the word: a ledger of one event knows of no rare words.
_ALL: Final = 200


def event_of(one: About, other: About, rarity: Rarity) -> Event | None:
    """What two articles share of their beginnings; None where they are about two events."""
    shared = one.words & other.words
    fewer = min(rarity.together(one.words), rarity.together(other.words))
    names = rarity.together(one.names & other.names)
    score = 0.5 * names + 5.0 * rarity.together(shared) / (fewer + 1)
    if score < LEAST_EVENT:
        return None
    rarest = sorted(shared, key=lambda word: (word not in one.names, -rarity.of(word), word))[:4]
    return Event({"event": (min(2.0, score), " ".join(rarest))})
