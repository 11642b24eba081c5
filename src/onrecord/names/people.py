"""Names of people, compared with one another and never looked up: one person, perhaps one, or two?

A name is what ``person_name`` takes apart; whether two words are one word is ``spelling``'s. What makes two
wordings one name follows the rules of name matching in Arabic, Slavic and East Asian bibliography (articles
and filiation left out, parts joined and parted, family name first or last), for one article at a time.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from onrecord.names.name_index import NameIndex
from onrecord.names.name_parts import Level, joined, match, readings
from onrecord.names.person_name import PersonName, core, core_range, is_initial, parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.names.name_parts import Part

__all__ = [
    "Likeness",
    "NameIndex",
    "PersonName",
    "core",
    "core_range",
    "parse",
    "relation",
    "spelled_alike",
]

# A short given name has this many letters at least, and leaves out as many: "Dan", "Daniel".
_SHORT = 3


class Likeness(StrEnum):
    """How two names relate, the closest first."""

    SAME = "same"  # but for titles, suffix, case, punctuation, middle names and initials
    VARIANT = "variant"  # spelled otherwise, or family name first
    PART = "part"  # one holds the other's words
    DIFFERENT = "different"


_ORDER = {likeness: n for n, likeness in enumerate(Likeness)}


def relation(a: PersonName, b: PersonName) -> Likeness:
    """How the names relate; the order of the two does not matter."""
    return _relate(a, b)[0]


def spelled_alike(a: PersonName, b: PersonName) -> bool:
    """Whether what the names share is spelled with the same letters."""
    return _relate(a, b)[1] <= Level.INITIAL


def _relate(a: PersonName, b: PersonName) -> tuple[Likeness, Level]:
    if _conflict(a, b):
        return Likeness.DIFFERENT, Level.NONE
    found = Likeness.DIFFERENT, Level.NONE
    for xs in readings(a):
        for ys in readings(b):
            found = min(found, _compare(xs, ys), key=lambda f: (_ORDER[f[0]], f[1]))
    return found


def _conflict(a: PersonName, b: PersonName) -> bool:
    """Whether titles or suffixes tell the two apart."""
    genders = a.gender and b.gender and a.gender != b.gender
    if a.suffix and b.suffix:
        return bool(genders) or a.suffix != b.suffix
    return bool(genders) or _elder(a, b) or _elder(b, a)


def _elder(a: PersonName, b: PersonName) -> bool:
    """Whether one has a suffix, the other a middle name: "Karl Moe Jr.", "Karl E. Moe" are two people."""
    return a.suffix is not None and b.suffix is None and 1 < len(a.parts) < len(b.parts)


def _compare(xs: tuple[Part, ...], ys: tuple[Part, ...]) -> tuple[Likeness, Level]:
    short, long = sorted((xs, ys), key=len)
    if not short:
        return Likeness.DIFFERENT, Level.NONE
    level = _whole(short, long)
    if level <= Level.INITIAL:
        return Likeness.SAME, level
    if level is Level.VARIANT or any(_whole(short, r) is not Level.NONE for r in _turned(long)):
        return Likeness.VARIANT, Level.VARIANT
    part = min(_held(short, long), _shortened(short, long))
    if len(short) == len(long):
        part = min(part, _held(long, short))
    return (Likeness.DIFFERENT if part is Level.NONE else Likeness.PART), part


def _aligned(xs: tuple[Part, ...], ys: tuple[Part, ...]) -> Level:
    """How well all parts match in order; two of one name may be one of the other."""
    worst, i, j = Level.EQUAL, 0, 0
    while i < len(xs) and j < len(ys):
        level = match(xs[i], ys[j])
        if level is Level.NONE:
            level = Level.VARIANT
            if match(joined(xs[i : i + 2]), ys[j]) in _WORDS:
                i += 1
            elif match(xs[i], joined(ys[j : j + 2])) in _WORDS:
                j += 1
            else:
                return Level.NONE
        worst, i, j = max(worst, level), i + 1, j + 1
    return worst if i == len(xs) and j == len(ys) else Level.NONE


_WORDS = (Level.EQUAL, Level.VARIANT)


def _whole(short: tuple[Part, ...], long: tuple[Part, ...]) -> Level:
    """How well two names match that may differ in what stands between the first and the last part."""
    level = _aligned(short, long)
    if level is not Level.NONE and match(short[-1], long[-1]) is not Level.INITIAL:
        return level
    if len(short) < 2:
        return Level.NONE
    ends = max(match(short[0], long[0]), _outer(short[-1], long[-1]))
    middle = _between(short[1:-1], long[1:-1])
    if max(ends, middle) is not Level.NONE:
        return max(ends, middle)
    # "F. Anna Lund", "Anna Lund": the first of the initials left out.
    leading = is_initial(long[0][0]) and not is_initial(short[0][0]) and len(long) > len(short)
    return _whole(short, long[1:]) if leading else Level.NONE


def _outer(x: Part, y: Part) -> Level:
    """As ``_match``; a last part is never an initial."""
    level = match(x, y)
    return Level.NONE if level is Level.INITIAL else level


def _between(short: tuple[Part, ...], long: tuple[Part, ...]) -> Level:
    """How well the middle of one name is left out in the other. Initials are not passed over: "Ana B. Lund"
    is not "Ana C. B. Lund", who has another first one.
    """
    initials = any(is_initial(p[0]) for p in (*short, *long))
    worst, at = Level.EQUAL, 0
    for part in short:
        levels = [match(part, other) for other in (long[at : at + 1] if initials else long[at:])]
        fitting = next((n for n, level in enumerate(levels) if level is not Level.NONE), None)
        if fitting is None:
            return Level.NONE
        worst, at = max(worst, levels[fitting]), at + fitting + 1
    return worst


def _turned(parts: tuple[Part, ...]) -> list[tuple[Part, ...]]:
    """The family name put last where it was first, and first where it was last."""
    if len(parts) < 2 or any(is_initial(p[0]) for p in parts):
        return []
    return [(*parts[1:], parts[0]), (parts[-1], *parts[:-1])]


def _held(short: tuple[Part, ...], long: tuple[Part, ...]) -> Level:
    """How well the parts of one name are found, in order, among those of the other."""
    if all(is_initial(part[0]) for part in short):
        return _aligned(short, long) if len(short) > 1 else Level.NONE
    if len(short) > 1 and max(match(short[0], long[0]), match(short[-1], long[-1])) is not Level.NONE:
        return Level.NONE  # both ends match: what stands between them was found to differ
    fits: Callable[[Part, Part], Level] = match if len(short) > 1 else _outer  # no "Kelly" in "K. Moe"
    if len(short) == len(long):
        return _one(short, long)
    worst, at = Level.EQUAL, 0
    for part in short:
        while at < len(long):
            level = min(fits(part, long[at]), fits(part, joined(long[at : at + 2])))
            at += 1
            if level is not Level.NONE:
                worst = max(worst, level)
                break
        else:
            return _one(short, long)
    return worst


def _one(short: tuple[Part, ...], long: tuple[Part, ...]) -> Level:
    """How well all parts of a name, written as one, match a part of the other: "Al Moe", "Karim al-Moe"."""
    if len(short) != 2:
        return Level.NONE
    return min((_outer(joined(short), part) for part in long), default=Level.NONE)


def _shortened(short: tuple[Part, ...], long: tuple[Part, ...]) -> Level:
    """Whether the first part of one is the beginning of the other's, and the last is the same."""
    if len(short) < 2:
        return Level.NONE
    few, many = sorted((short[0][0], long[0][0]), key=len)
    begins = len(few) >= _SHORT and len(many) - len(few) >= _SHORT and many.startswith(few)
    vowel = few[-1:] in "aeiou"  # a part of a name, or a name of its own: "Maria", "Mariana"
    if not begins or vowel or _outer(short[-1], long[-1]) is Level.NONE:
        return Level.NONE
    return _between(short[1:-1], long[1:-1])
