"""Names of groups, compared with one another: is one short for the other?

Short forms follow what news style guides allow on second mention. The only words known are legal forms, heads
of institutions and what may, and may not, stand for the whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.names.abbreviations import explained, is_abbreviation_of, letters
from onrecord.names.group_names import HEADS, NAMED_AFTER, SMALL, key, plain, word_set, words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["explained", "is_abbreviation_of", "key", "letters", "plain", "shortens"]

# Countries and towns are called by what stands behind "of".
_STATES = word_set(
    """
republic kingdom state states federation union commonwealth emirate sultanate principality city town
"""
)
_LEGAL = word_set(
    """
inc incorporated corp corporation co company companies ltd limited llc llp lp plc gmbh ag sa se nv bv spa
srl ab oy asa as kk pty pte sarl kg group holding holdings international
"""
)
# What belongs to the one named before it, or is about it, and is another: "the Lund campaign" is not Lund.
_APART = word_set(
    """
campaign administration team camp family foundation presidency transition supporters supporter aides aide
office lawyers lawyer attorney estate staff government cabinet ministry department police army military navy
force forces court courts council senate house assembly parliament legislature embassy consulate delegation
mission authority authorities officials official city county state states town region province airport port
stadium hospital school schools times post globe tribune herald journal news courier gazette chronicle star
sun mail telegraph guardian observer press daily review radio tv television broadcasting standard express
mirror report poll survey study bill act law plan fund trust museum library association union federation
league committee commission board agency bureau bank central national dollar people citizens residents
republicans democrats voters spokesman spokeswoman
"""
)
# Before a place they make another one: "North Vell".
_DIRECTIONS = word_set(
    """
north south east west northern southern eastern western new central upper lower great saint st san
"""
)


def shortens(short: str, long: str) -> bool:
    """Whether ``short`` ("the Times", "Moss", "the Justice Department") is short for ``long``."""
    few, many = words_of(short), words_of(long)
    if not few or not many or few == many or len(few) > len(many):
        return False
    return (
        _same_office(few, many)
        or _is_end(few, many)
        or _is_beginning(few, many)
        or (len(few) == 1 and many[1:2] == ("of",) and few[0] == many[0])
    )


def _same_office(few: Sequence[str], many: Sequence[str]) -> bool:
    """ "Justice Department", "Department of Justice", "US Department of Justice", "Homeland Security"."""
    a, b = _office(few), _office(_without_country(many))
    if b is None:
        return False
    if a is None:
        return b[0] in NAMED_AFTER and tuple(few) == b[1]
    return a[0] == b[0] and a[1] == b[1] and bool(a[1])


def _office(parts: Sequence[str]) -> tuple[str, tuple[str, ...]] | None:
    """The head of an institution and what it is for; None where the words are no such name."""
    if len(parts) > 2 and parts[0] in HEADS and parts[1] in ("of", "for"):
        return parts[0], tuple(p for p in parts[2:] if p != "the")
    if len(parts) > 1 and parts[-1] in HEADS:
        return parts[-1], tuple(parts[:-1])
    return None


def _without_country(parts: Sequence[str]) -> Sequence[str]:
    return parts[1:] if len(parts) > 2 and len(parts[0]) <= 2 else parts


def _is_end(few: Sequence[str], many: Sequence[str]) -> bool:
    """ "Times" of "The Vell Times", "Vell" of "Republic of Vell"; not of "North Vell" or "Bank of Vell"."""
    at = len(many) - len(few)
    if at < 1 or tuple(many[at:]) != tuple(few) or few[0] in SMALL:
        return False
    before = [w for w in many[:at] if w not in SMALL]
    if many[at - 1] in SMALL:
        return bool(before) and before[-1] in _STATES and many[at - 1] in ("of", "the")
    return not set(before) <= _DIRECTIONS


def _is_beginning(few: Sequence[str], many: Sequence[str]) -> bool:
    """ "Moss" of "Moss Energy", "Supreme Court" of "Supreme Court of Vell"; not "Moss" of "Moss campaign"."""
    if tuple(many[: len(few)]) != tuple(few):
        return False
    rest = [w for w in many[len(few) :] if w not in _LEGAL]
    if not rest:
        return True
    if rest[0] in SMALL:
        return len(few) > 1 and rest[0] in ("of", "for", "in")
    return len(rest) == 1 and rest[0] not in _APART and few[-1] not in _DIRECTIONS
