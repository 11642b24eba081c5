"""Men and women among the persons of an article, as far as the article tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from onrecord.evaluation.name_words import FEMININE, MASCULINE, Name, Text, genders

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.evaluation.people import Named

_HE, _SHE = frozenset(("he", "him", "his", "himself")), frozenset(("she", "her", "hers", "herself"))
_NEAR = 30  # words after a name in which a pronoun may mean the same person
# Votes; a pronoun nearby has one. A courtesy title is hardly ever wrong, a given name may be anybody's.
_TITLE, _GIVEN, _GOLD = 5, 3, 3

Votes = Counter[str]


def tell(
    text: Text, named: Sequence[Named], spoken: Iterable[tuple[Name, str]]
) -> tuple[dict[Name, str], int]:
    """The gender ("f", "m") of each person in order of first mention, and of how many nothing tells it.

    ``spoken`` are gold sources, as words, with the person who they are. Persons of whom nothing tells are
    men and women in turn.
    """
    votes: dict[Name, Votes] = defaultdict(Counter)
    nexts = [*(place.start for place in named[1:]), len(text.tokens)]
    for place, end in zip(named, nexts, strict=False):
        votes[place.name].update(_votes(text, place, min(place.end + _NEAR, end)))
    for person, words in spoken:
        if person in votes:
            votes[person].update(dict.fromkeys(_of_word(words.lower()), _GOLD))
    out: dict[Name, str] = {}
    guessed = 0
    for person, found in votes.items():
        if found["f"] == found["m"]:
            guessed += 1
            out[person] = "fm"[guessed % 2]
        else:
            out[person] = max("fm", key=lambda gender: found[gender])
    return out, guessed


def _votes(text: Text, place: Named, end: int) -> Votes:
    out: Votes = Counter()
    if place.start and (title := text.tokens[place.start - 1].lower) in FEMININE | MASCULINE:
        out["f" if title in FEMININE else "m"] += _TITLE
    if place.given and (gender := genders().get("-".join(place.name.given))):
        out[gender] += _GIVEN
    for word in text.tokens[place.end : end]:
        out.update(_of_word(word.lower))
    return out


def _of_word(word: str) -> str:
    return "m" if word in _HE else "f" if word in _SHE else ""
