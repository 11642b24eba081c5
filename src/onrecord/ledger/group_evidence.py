"""What the names of two organisations say: one, short for the other, or the same words for two?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.ledger.group_words import is_abbreviation, is_generic, telling_words
from onrecord.ledger.people import Reason, ReasonKind
from onrecord.names.abbreviations import is_abbreviation_of
from onrecord.names.group_names import key
from onrecord.names.latin import latin
from onrecord.names.organisations import shortens
from onrecord.names.spelling import alike

if TYPE_CHECKING:
    from onrecord.ledger.people import Person

# Logarithms of odds.
_SAME = 3.2
_ABBREVIATION_SHOWN = 3.0  # the letters are a spelling of both
_ABBREVIATION = 0.8  # the letters may stand for it
_SHORT_FORM = 1.0
_VARIANT = 2.0
_ONE_WORD_VARIANT = 1.0
_COMPARED = 6
_REMEMBERED = 100_000


def by_group_name(a: Person, b: Person) -> Reason | None:
    """The best reason that the names of two groups give; None where they are different names."""
    found = (compared_groups(x, y) for x in _wordings(a) for y in _wordings(b))
    best = max((reason for reason in found if reason), key=lambda r: r.weight, default=None)
    if best is None or best.kind is not ReasonKind.ABBREVIATION or best.weight != _ABBREVIATION_SHOWN:
        return best
    return best if _explains(a) or _explains(b) else _letters_only(best)


def only_generic(person: Person) -> bool:
    """Whether no wording of the group's name tells which one it is; letters tell no more than their words."""
    words = [latin(w) for w in _wordings(person)]
    long = [w for w in words if not is_abbreviation(w)]
    return all(is_generic(w) for w in long or words)


@lru_cache(_REMEMBERED)
def compared_groups(x: str, y: str) -> Reason | None:
    """What two wordings say, in either order."""
    a, b = latin(x), latin(y)
    if key(a) == key(b):
        if is_abbreviation(a) or is_abbreviation(b):
            return _reason(ReasonKind.ABBREVIATION, "the same letters", x, y, _ABBREVIATION_SHOWN)
        return _reason(ReasonKind.SAME_NAME, "the same name", x, y, _SAME)
    if sorted(telling_words(a)) == sorted(telling_words(b)):
        return _reason(ReasonKind.SAME_NAME, "the same words", x, y, _SAME)
    if is_abbreviation_of(a, b) or is_abbreviation_of(b, a):
        return _reason(ReasonKind.ABBREVIATION, "letters of the other name", x, y, _ABBREVIATION)
    if shortens(a, b) or shortens(b, a):
        return _reason(ReasonKind.SHORT_FORM, "short for the other name", x, y, _SHORT_FORM)
    return _by_spelling(x, y)


def _by_spelling(x: str, y: str) -> Reason | None:
    xs, ys = telling_words(latin(x)), telling_words(latin(y))
    if len(xs) != len(ys) or not all(alike(v, w) for v, w in zip(xs, ys, strict=True)):
        return None
    weight = _VARIANT if len(xs) > 1 else _ONE_WORD_VARIANT
    return _reason(ReasonKind.VARIANT, "another spelling of the name", x, y, weight)


def _wordings(person: Person) -> tuple[str, ...]:
    words = dict.fromkeys((person.name, *(spelling for spelling, _ in person.spellings), *person.aliases))
    return tuple(words)[:_COMPARED]


def _explains(person: Person) -> bool:
    """Whether a long name of the group was seen beside its letters."""
    return any(not is_abbreviation(latin(words)) for words in _wordings(person))


def _letters_only(reason: Reason) -> Reason:
    return Reason(reason.kind, reason.words, _ABBREVIATION)


def _reason(kind: ReasonKind, words: str, x: str, y: str, weight: float) -> Reason:
    return Reason(kind, f"{words}: “{x}”, “{y}”", weight)
