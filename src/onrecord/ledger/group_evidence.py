"""What the names of two organisations say: one, short for the other, or the same words for two?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.ledger.group_words import is_abbreviation, is_generic, telling_words
from onrecord.ledger.people import Reason, ReasonKind, wordings
from onrecord.names.abbreviations import is_abbreviation_of
from onrecord.names.group_names import HEADS, key
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
_OTHER_ORDER = 0.5
_VARIANT = 2.0
_ONE_WORD_VARIANT = 1.0
_COMPARED = 6
_REMEMBERED = 100_000


def by_group_name(a: Person, b: Person) -> Reason | None:
    """The best reason that the names of two groups give; None where they are different names."""
    found = [r for x in _wordings(a) for y in _wordings(b) if (r := compared_groups(x, y))]
    best = max(found, key=lambda r: r.weight, default=None)
    if best is None or best.weight != _ABBREVIATION_SHOWN:
        return best
    mine, theirs = _long(a), _long(b)
    if mine and theirs:
        return None  # the same letters, explained by different names
    return best if mine or theirs else _letters_only(best)


def only_generic(person: Person) -> bool:
    """Whether no wording of the group's name tells which one it is; letters tell no more than their words."""
    return all(is_generic(latin(words)) for words in _long(person) or _wordings(person))


@lru_cache(_REMEMBERED)
def compared_groups(x: str, y: str) -> Reason | None:
    """What two wordings say, in either order."""
    a, b = latin(x), latin(y)
    if key(a) == key(b):
        if is_abbreviation(a) or is_abbreviation(b):
            return _reason(ReasonKind.ABBREVIATION, "the same letters", x, y, _ABBREVIATION_SHOWN)
        return _reason(ReasonKind.SAME_NAME, "the same name", x, y, _SAME)
    if sorted(telling_words(a)) == sorted(telling_words(b)):
        return _by_same_words(x, y)
    if is_abbreviation_of(a, b) or is_abbreviation_of(b, a):
        return _reason(ReasonKind.ABBREVIATION, "letters of the other name", x, y, _ABBREVIATION)
    if shortens(a, b) or shortens(b, a):
        return _reason(ReasonKind.SHORT_FORM, "short for the other name", x, y, _SHORT_FORM)
    return _by_spelling(x, y)


def _by_same_words(x: str, y: str) -> Reason:
    """ "District Court of Vell" is "Vell District Court"; "Bank of Vell" and "Vell Bank" are two banks."""
    xs, ys = telling_words(latin(x)), telling_words(latin(y))
    if xs == ys or HEADS & set(xs):
        return _reason(ReasonKind.SAME_NAME, "the same words", x, y, _SAME)
    return _reason(ReasonKind.SHORT_FORM, "the same words in another order", x, y, _OTHER_ORDER)


def _by_spelling(x: str, y: str) -> Reason | None:
    xs, ys = telling_words(latin(x)), telling_words(latin(y))
    if len(xs) != len(ys) or not all(alike(v, w) for v, w in zip(xs, ys, strict=True)):
        return None
    weight = _VARIANT if len(xs) > 1 else _ONE_WORD_VARIANT
    return _reason(ReasonKind.VARIANT, "another spelling of the name", x, y, weight)


def _wordings(person: Person) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*wordings(person), *person.aliases)))[:_COMPARED]


def _long(person: Person) -> list[str]:
    """The wordings that are no abbreviation, seen beside its letters."""
    return [words for words in _wordings(person) if not is_abbreviation(latin(words))]


def _letters_only(reason: Reason) -> Reason:
    return Reason(reason.kind, reason.words, _ABBREVIATION)


def _reason(kind: ReasonKind, words: str, x: str, y: str, weight: float) -> Reason:
    return Reason(kind, f"{words}: “{x}”, “{y}”", weight)
