"""Names of people, compared with one another and never looked up: one person, perhaps one, or two?

A name is what ``person_name`` takes apart; whether two words are one word is ``spelling``'s. What makes two
wordings one name follows the rules of name matching in Arabic, Slavic and East Asian bibliography (articles and
filiation left out, parts joined and parted, family name first or last), for one article at a time.
"""

from __future__ import annotations

import collections
from enum import IntEnum, StrEnum
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from onrecord.analysis.speakers import titles
from onrecord.analysis.speakers.person_name import PersonName, core, core_range, is_initial, parse
from onrecord.analysis.speakers.spelling import alike, fold, keys, unfolded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Likeness", "NameIndex", "PersonName", "core", "core_range", "parse", "relation", "spelled_alike"]

# Parts of a name that are compared. The longest real ones have ten or so; lists taken for one have hundreds.
_PARTS = 10
# Names that one part leads to, and that a name is compared with. Families of news have ten members; an article
# with more people of one surname is a list.
_MOST = 32
_REMEMBERED = 10_000
# A short given name has this many letters at least, and leaves out as many: "Dan", "Daniel".
_SHORT = 3


class Likeness(StrEnum):
    """How two names relate, the closest first."""

    SAME = "same"  # but for titles, suffix, case, punctuation, middle names and initials
    VARIANT = "variant"  # spelled otherwise, or family name first
    PART = "part"  # one holds the other's words
    DIFFERENT = "different"


class _Level(IntEnum):
    """How well two parts match; of several parts, the worst counts."""

    EQUAL = 0
    INITIAL = 1
    VARIANT = 2
    NONE = 3


_ORDER = {likeness: n for n, likeness in enumerate(Likeness)}
# A part as it is compared: folded, alone and with the particles before it ("sisi", "alsisi").
_Part = tuple[str, ...]


def relation(a: PersonName, b: PersonName) -> Likeness:
    """How the names relate; the order of the two does not matter."""
    return _relate(a, b)[0]


def spelled_alike(a: PersonName, b: PersonName) -> bool:
    """Whether what the names share is spelled with the same letters."""
    return _relate(a, b)[1] <= _Level.INITIAL


def _relate(a: PersonName, b: PersonName) -> tuple[Likeness, _Level]:
    if _conflict(a, b):
        return Likeness.DIFFERENT, _Level.NONE
    found = Likeness.DIFFERENT, _Level.NONE
    for xs in _readings(a):
        for ys in _readings(b):
            found = min(found, _compare(xs, ys), key=lambda f: (_ORDER[f[0]], f[1]))
    return found


def _conflict(a: PersonName, b: PersonName) -> bool:
    """Whether titles or suffixes tell the two apart."""
    genders = a.gender and b.gender and a.gender != b.gender
    return bool(genders or (a.suffix and b.suffix and a.suffix != b.suffix))


def _compare(xs: Sequence[_Part], ys: Sequence[_Part]) -> tuple[Likeness, _Level]:
    short, long = sorted((xs, ys), key=len)
    if not short:
        return Likeness.DIFFERENT, _Level.NONE
    level = _whole(short, long)
    if level <= _Level.INITIAL:
        return Likeness.SAME, level
    if level is _Level.VARIANT or any(_whole(short, r) is not _Level.NONE for r in _turned(long)):
        return Likeness.VARIANT, _Level.VARIANT
    part = min(_held(short, long), _shortened(short, long))
    if len(short) == len(long):
        part = min(part, _held(long, short))
    return (Likeness.DIFFERENT if part is _Level.NONE else Likeness.PART), part


@lru_cache(_REMEMBERED)
def _readings(name: PersonName) -> tuple[tuple[_Part, ...], ...]:
    """The parts of the name, and those with a nickname for the first of them."""
    parts = _parts(name.parts)
    return parts, *(((fold(nickname),), *parts[1:]) for nickname in name.nicknames if len(parts) > 1)


def _parts(words: Sequence[str]) -> tuple[_Part, ...]:
    """Hyphens parted, particles joined to what follows them."""
    pieces = [(piece, n > 0) for word in words[:_PARTS] for n, piece in enumerate(word.split("-")) if fold(piece)]
    hyphened = [joined for _, joined in pieces[1:]] + [False]  # to the next
    out: list[_Part] = []
    before: list[str] = []
    for n, (piece, _) in enumerate(pieces):
        following = pieces[n + 1][0] if n + 1 < len(pieces) else None
        if following is not None and _is_particle(piece, following, first=n == 0, hyphened=hyphened[n]):
            before.append(fold(piece))
            continue
        forms = [fold(piece), unfolded(piece)]
        if before:
            forms += ["".join(before) + forms[0], before[-1] + forms[0]]
        out.append(tuple(dict.fromkeys(forms)))
        before = []
    return tuple(out)


def _is_particle(piece: str, following: str, *, first: bool, hyphened: bool) -> bool:
    """Whether the piece may be left out before what follows it. At the head of a name, a capital and no
    hyphen make it a name: "Al Lund", "Van Lund", "Ben Lund".
    """
    lower = fold(piece)
    if lower in titles.ARTICLES:
        return hyphened or piece.islower() or not first
    if lower in titles.ASSIMILATED:
        return piece.islower() or (hyphened and fold(following)[:1] == lower[1:2])
    return lower in titles.PARTICLES and not is_initial(piece) and (piece.islower() or not first)


def _match(x: _Part, y: _Part) -> _Level:
    if set(x) & set(y):
        return _Level.EQUAL
    if is_initial(x[0]) or is_initial(y[0]):
        same = x[0][0] == y[0][0]
        return _Level.INITIAL if same else _Level.NONE
    return _Level.VARIANT if any(alike(v, w) for v in x for w in y) else _Level.NONE


def _joined(parts: Sequence[_Part]) -> _Part:
    """Two parts written as one."""
    return ("".join(part[0] for part in parts), "".join(part[-1] for part in parts))


def _aligned(xs: Sequence[_Part], ys: Sequence[_Part]) -> _Level:
    """How well all parts match in order; two of one name may be one of the other."""
    worst, i, j = _Level.EQUAL, 0, 0
    while i < len(xs) and j < len(ys):
        level = _match(xs[i], ys[j])
        if level is _Level.NONE:
            level = _Level.VARIANT
            if _match(_joined(xs[i : i + 2]), ys[j]) in _WORDS:
                i += 1
            elif _match(xs[i], _joined(ys[j : j + 2])) in _WORDS:
                j += 1
            else:
                return _Level.NONE
        worst, i, j = max(worst, level), i + 1, j + 1
    return worst if i == len(xs) and j == len(ys) else _Level.NONE


_WORDS = (_Level.EQUAL, _Level.VARIANT)


def _whole(short: Sequence[_Part], long: Sequence[_Part]) -> _Level:
    """How well two names match that may differ in what stands between the first and the last part."""
    level = _aligned(short, long)
    if level is not _Level.NONE and _match(short[-1], long[-1]) is not _Level.INITIAL:
        return level
    if len(short) < 2:  # noqa: PLR2004
        return _Level.NONE
    ends = max(_match(short[0], long[0]), _outer(short[-1], long[-1]))
    middle = _between(short[1:-1], long[1:-1])
    if max(ends, middle) is not _Level.NONE:
        return max(ends, middle)
    # "F. Anna Lund", "Anna Lund": the first of the initials left out.
    leading = is_initial(long[0][0]) and not is_initial(short[0][0]) and len(long) > len(short)
    return _whole(short, long[1:]) if leading else _Level.NONE


def _outer(x: _Part, y: _Part) -> _Level:
    """As ``_match``; a last part is never an initial."""
    level = _match(x, y)
    return _Level.NONE if level is _Level.INITIAL else level


def _between(short: Sequence[_Part], long: Sequence[_Part]) -> _Level:
    """How well the middle of one name is left out in the other. Initials are not passed over: "Ana B. Lund"
    is not "Ana C. B. Lund", who has another first one.
    """
    initials = any(is_initial(p[0]) for p in (*short, *long))
    worst, at = _Level.EQUAL, 0
    for part in short:
        levels = [_match(part, other) for other in (long[at : at + 1] if initials else long[at:])]
        fitting = next((n for n, level in enumerate(levels) if level is not _Level.NONE), None)
        if fitting is None:
            return _Level.NONE
        worst, at = max(worst, levels[fitting]), at + fitting + 1
    return worst


def _turned(parts: Sequence[_Part]) -> list[Sequence[_Part]]:
    """The family name put last where it was first, and first where it was last."""
    if len(parts) < 2 or any(is_initial(p[0]) for p in parts):  # noqa: PLR2004
        return []
    return [(*parts[1:], parts[0]), (parts[-1], *parts[:-1])]


def _held(short: Sequence[_Part], long: Sequence[_Part]) -> _Level:
    """How well the parts of one name are found, in order, among those of the other."""
    if all(is_initial(part[0]) for part in short):
        return _aligned(short, long) if len(short) > 1 else _Level.NONE
    if len(short) > 1 and max(_match(short[0], long[0]), _match(short[-1], long[-1])) is not _Level.NONE:
        return _Level.NONE  # both ends match: what stands between them was found to differ
    match = _match if len(short) > 1 else _outer  # "Kelly" is not in "K. Stevens"
    worst, at = _Level.EQUAL, 0
    for part in short:
        while at < len(long):
            level = min(match(part, long[at]), match(part, _joined(long[at : at + 2])))
            at += 1
            if level is not _Level.NONE:
                worst = max(worst, level)
                break
        else:
            return _one(short, long)
    return worst


def _one(short: Sequence[_Part], long: Sequence[_Part]) -> _Level:
    """How well all parts of a name, written as one, match a part of the other: "Al Omari", "Karim al-Omari"."""
    if len(short) != 2:  # noqa: PLR2004
        return _Level.NONE
    return min((_outer(_joined(short), part) for part in long), default=_Level.NONE)


def _shortened(short: Sequence[_Part], long: Sequence[_Part]) -> _Level:
    """Whether the first part of one is the beginning of the other's, and the last is the same."""
    if len(short) < 2:  # noqa: PLR2004
        return _Level.NONE
    few, many = sorted((short[0][0], long[0][0]), key=len)
    begins = len(few) >= _SHORT and len(many) - len(few) >= _SHORT and many.startswith(few)
    vowel = few[-1:] in "aeiou"  # a part of a name, or a name of its own: "Maria", "Mariana"
    if not begins or vowel or _outer(short[-1], long[-1]) is _Level.NONE:
        return _Level.NONE
    return _between(short[1:-1], long[1:-1])


class NameIndex:
    """Names, found again by those that may be related to them, without a comparison with all."""

    def __init__(self) -> None:
        self.names: list[PersonName] = []
        self._blocks: dict[str, list[int]] = collections.defaultdict(list)

    def add(self, name: PersonName) -> int:
        """Keeps the name; its number."""
        number = len(self.names)
        self.names.append(name)
        for key in _block_keys(name):
            if len(self._blocks[key]) < _MOST:
                self._blocks[key].append(number)
        return number

    def near(self, name: PersonName) -> list[int]:
        """The numbers of the names that may be related, in the order they were added; a bounded number."""
        found: dict[int, None] = {}
        for key in _block_keys(name):
            found.update(dict.fromkeys(self._blocks.get(key, ())))
            if len(found) >= _MOST:
                break
        return sorted(found)


@lru_cache(_REMEMBERED)
def _block_keys(name: PersonName) -> tuple[str, ...]:
    """What related names have in common, the most telling first: two parts, one part, initials."""
    parts = [part for reading in _readings(name) for part in reading]
    words = [part for part in parts if not is_initial(part[0])]
    first = [keys(part[0])[0] for part in words]
    pairs = [" ".join(sorted(pair)) for pair in combinations(dict.fromkeys(first), 2)]
    joined = [key for pair in pairwise(words) for form in _joined(pair) for key in keys(form)]
    alone = [key for part in words for form in part for key in keys(form)]
    initials = "".join(part[0][0] for part in _readings(name)[0])
    return tuple(dict.fromkeys([f"= {' '.join(p[0] for p in parts)}", *pairs, *_marked(alone, joined), f"i {initials}"]))


def _marked(alone: Iterable[str], joined: Iterable[str]) -> list[str]:
    return [f"1 {key}" for key in (*alone, *joined)]
