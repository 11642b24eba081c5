"""The parts of a person's name as they are compared, and how well two of them match.

What may be left out and what joined follows the rules for Arabic, Hebrew, Romance and Germanic names in
library catalogues: article and filiation, particles, hyphens.
"""

from __future__ import annotations

from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.names import titles
from onrecord.names.person_name import is_initial
from onrecord.names.spelling import alike, fold, unfolded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.names.person_name import PersonName

# Parts of a name that are compared. The longest real ones have ten or so; lists taken for one have hundreds.
_PARTS = 10
_REMEMBERED = 10_000
_COMPARED = 100_000  # pairs of parts; an article compares the same few again and again


class Level(IntEnum):
    """How well two parts match; of several parts, the worst counts."""

    EQUAL = 0
    INITIAL = 1
    VARIANT = 2
    NONE = 3


# A part as it is compared: folded, alone and with the particles before it ("sisi", "alsisi").
Part = tuple[str, ...]


@lru_cache(_REMEMBERED)
def readings(name: PersonName) -> tuple[tuple[Part, ...], ...]:
    """The parts of the name, and those with a nickname for the first of them."""
    parts = _parts(name.parts)
    return parts, *(((fold(nickname),), *parts[1:]) for nickname in name.nicknames if len(parts) > 1)


def _parts(words: Sequence[str]) -> tuple[Part, ...]:
    """Hyphens parted, particles joined to what follows them."""
    pieces = [(piece, n > 0) for word in words for n, piece in enumerate(word.split("-")) if fold(piece)]
    if len(pieces) > _PARTS:
        pieces = [*pieces[: _PARTS - 1], pieces[-1]]
    hyphened = [after for _, after in pieces[1:]] + [False]  # to the next
    out: list[Part] = []
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


@lru_cache(_COMPARED)
def match(x: Part, y: Part) -> Level:
    """How well two parts match."""
    if set(x) & set(y):
        return Level.EQUAL
    if is_initial(x[0]) or is_initial(y[0]):
        same = x[0][0] == y[0][0]
        return Level.INITIAL if same else Level.NONE
    return Level.VARIANT if any(alike(v, w) for v in x for w in y) else Level.NONE


@lru_cache(_COMPARED)
def joined(parts: tuple[Part, ...]) -> Part:
    """Two parts written as one."""
    return ("".join(part[0] for part in parts), "".join(part[-1] for part in parts))
