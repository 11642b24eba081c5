"""What the names alone say of two people: the closest of their wordings, as one weighed reason."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.ledger.people import Reason, ReasonKind, wordings
from onrecord.names import titles
from onrecord.names.latin import latin, skeleton, without_vowels
from onrecord.names.name_parts import Level, match, readings
from onrecord.names.people import Likeness, relation
from onrecord.names.person_name import PersonName, is_initial, parse
from onrecord.names.spelling import alike

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.ledger.people import Person
    from onrecord.names.name_parts import Part

# Logarithms of odds.
_SAME = 3.0
_FULLER = 2.8
_TURNED = 2.8
_NEAR_VARIANT = 2.8
_FAR_VARIANT = 2.0
_INITIALS = 0.6
_SAME_INITIALS = 2.4  # two of them and the family name
_PART = 1.3
_SCRIPT = 1.0
_NEAR_NAME = -0.6
_SURNAME = -1.0
_COMPARED = 6  # wordings of each that are compared, the most frequent
_REMEMBERED = 100_000  # pairs of wordings
# What ``onrecord.names.spelling`` keeps apart, as in one article it mostly is; here the whole name decides.
_SOUNDS = (
    (re.compile(r"^[tc][zs](?=\w)"), "z"),  # "Tzvi", "Zvi"
    (re.compile(r"(?<=\w)z"), "s"),  # "Eizen", "Eisen"; at the head Zara is not Sara
    (re.compile(r"ly(?=u)"), "l"),  # "Lyudmila", "Ludmila"
    (re.compile(r"(?<=[aeiou])y(?=e)"), ""),  # "Sheyeva", "Sheeva"
    (re.compile(r"(?<=y)eo|eo(?=n|ng|k)"), "u"),  # Korean: "Hyeok", "Hyuk"; "Seong", "Sung"
)
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


@lru_cache(_REMEMBERED)
def parsed(words: str) -> PersonName:
    """The name in Latin letters, without titles and suffixes: ``genders`` and ``generations`` weigh these."""
    return replace(parse(latin(words)), titles=(), suffix=None)


def by_name(a: Person, b: Person) -> Reason | None:
    """The best reason that the names of two people give; None where they are different names."""
    found = (compared(x, y) for x in full_names(a) for y in full_names(b))
    return max((reason for reason in found if reason), key=lambda r: r.weight, default=None)


def full_names(person: Person) -> tuple[str, ...]:
    """The wordings that are compared: those of several words where there are any."""
    words = dict.fromkeys((*wordings(person), *person.aliases[:_COMPARED]))
    if len(words) == 1:
        return tuple(words)
    full = [w for w in words if len(parsed(w).parts) > 1]
    return tuple((full or list(words))[:_COMPARED])


@lru_cache(_REMEMBERED)
def compared(x: str, y: str) -> Reason | None:
    """What two wordings say, in either order."""
    if without_vowels(x) != without_vowels(y):
        return _by_consonants(x, y)
    a, b = parsed(x), parsed(y)
    likeness = _likeness(a, b)
    if likeness is Likeness.DIFFERENT:
        return _by_reversal(a, b) or _by_near_name(a, b)
    if min(len(a.parts), len(b.parts)) < 2:
        return _reason(ReasonKind.SURNAME, "one word of a name", x, y, _SURNAME)
    if _is_initialled(a) or _is_initialled(b):
        return _by_initials(a, b)
    if likeness is Likeness.PART:
        return _reason(ReasonKind.PART_NAME, "a part of the other name", x, y, _PART)
    if likeness is Likeness.VARIANT:
        return _by_variant(a, b)
    return _by_parts(a, b)


def _likeness(a: PersonName, b: PersonName) -> Likeness:
    """How the names relate. Of two of one length ``relation`` turns round only the second, and none with
    initials: "G. Pan" and "Pan Guowei" are asked for both ways.
    """
    found = relation(a, b)
    if len(a.parts) != len(b.parts) or not (a.initials or b.initials):
        return found
    return min(found, relation(b, a), key=list(Likeness).index)


def _by_consonants(x: str, y: str) -> Reason | None:
    bones = skeleton(x if without_vowels(x) else parsed(x).words)
    others = skeleton(y if without_vowels(y) else parsed(y).words)
    if len(bones) < 2 or bones != others:
        return None
    return _reason(ReasonKind.SCRIPT, "the same consonants in another script", x, y, _SCRIPT)


def _by_initials(a: PersonName, b: PersonName) -> Reason:
    xs, ys = readings(a)[0], readings(b)[0]
    if len(xs) > 2 and _equal(xs, ys):
        return _reason(ReasonKind.INITIALS, "the same initials", a.words, b.words, _SAME_INITIALS)
    return _reason(ReasonKind.INITIALS, "initials of the name", a.words, b.words, _INITIALS)


def _by_reversal(a: PersonName, b: PersonName) -> Reason | None:
    """Of three words and more, as Vietnamese names are turned round abroad: "Mai Thu Ha", "Ha Thu Mai"."""
    xs, ys = readings(a)[0], readings(b)[0]
    if len(xs) < 3 or not _equal(xs, ys[::-1]):
        return None
    return _reason(ReasonKind.VARIANT, "the same name in another order", a.words, b.words, _TURNED)


def _by_near_name(a: PersonName, b: PersonName) -> Reason | None:
    """Of different names: one word differs by its vowels, or by consonants that are easily mistaken. Where
    it differs by what romanisations do to one sound, it is another spelling.
    """
    xs, ys = readings(a)[0], readings(b)[0]
    matching = sum(match(x, y) is not Level.NONE for x, y in zip(xs, ys, strict=False))
    if len(xs) != len(ys) or matching < len(xs) - 1 or skeleton(a.words) != skeleton(b.words):
        return None
    if all(_one_sound(x[0], y[0]) for x, y in zip(xs, ys, strict=True)):
        return _reason(ReasonKind.VARIANT, "another spelling of the name", a.words, b.words, _FAR_VARIANT)
    return _reason(ReasonKind.NEAR_NAME, "nearly the same name", a.words, b.words, _NEAR_NAME)


def _one_sound(x: str, y: str) -> bool:
    """Whether two words are alike once what is written for one sound is written in one way."""
    return alike(_sounds(x), _sounds(y))


@lru_cache(_REMEMBERED)
def _sounds(word: str) -> str:
    for rule, sound in _SOUNDS:
        word = rule.sub(sound, word)
    return word


def _by_parts(a: PersonName, b: PersonName) -> Reason:
    """Of names with the same letters: whole, or with more in the middle."""
    if _equal(readings(a)[0], readings(b)[0]):
        return _reason(ReasonKind.SAME_NAME, "the same full name", a.words, b.words, _SAME)
    return _reason(ReasonKind.FULLER_NAME, "the same name with more in the middle", a.words, b.words, _FULLER)


def _by_variant(a: PersonName, b: PersonName) -> Reason:
    xs, ys = _forms(readings(a)[0]), _forms(readings(b)[0])
    if any(_ends_otherwise(x, y) for x, y in zip(xs, ys, strict=False)):
        return _reason(ReasonKind.NEAR_NAME, "nearly the same name", a.words, b.words, _NEAR_NAME)
    if len("".join(xs)) == len("".join(ys)) and "".join(xs) in "".join(ys) * 2:
        return _reason(ReasonKind.VARIANT, "the same name in another order", a.words, b.words, _TURNED)
    near = bool(set(xs) & set(ys))
    weight = _NEAR_VARIANT if near else _FAR_VARIANT
    return _reason(ReasonKind.VARIANT, "another spelling of the name", a.words, b.words, weight)


def _ends_otherwise(x: str, y: str) -> bool:
    """Whether two words differ by the last vowel alone, which often makes two names: "Diana", "Diane"."""
    return x[:-1] == y[:-1] and x[-1:] != y[-1:] and {x[-1:], y[-1:]} <= set("aeio")


def _is_initialled(name: PersonName) -> bool:
    """Whether the first or the last name is an initial: "C. Moe", also with a second initial."""
    parts = readings(name)[0]
    return is_initial(parts[0][0]) or is_initial(parts[-1][0])


def _equal(xs: tuple[Part, ...], ys: tuple[Part, ...]) -> bool:
    return len(xs) == len(ys) and all(set(x) & set(y) for x, y in zip(xs, ys, strict=True))


def _forms(parts: Iterable[Part]) -> list[str]:
    return [part[0] for part in parts]


def _reason(kind: ReasonKind, words: str, x: str, y: str, weight: float) -> Reason:
    return Reason(kind, f"{words}: “{x}”, “{y}”", weight)


@lru_cache(_REMEMBERED)
def _gender(words: str) -> str | None:
    """What courtesy titles tell: not "chairman", which women are called, too."""
    told = tuple(t for t in parse(words).titles if not t.endswith("man"))
    return titles.gender(told)


def genders(person: Person) -> set[str]:
    """The genders that titles before the name tell: "m", "f"."""
    told = (_gender(words) for words in wordings(person))
    return {gender for gender in told if gender is not None}


def generations(person: Person) -> set[str]:
    """The suffixes that tell generations apart: "jr", "iii"."""
    suffixes = (parse(latin(words)).suffix for words in wordings(person))
    return {suffix for suffix in suffixes if suffix in _GENERATIONS}
