"""Two numbers that make one figure: ranges ("10 to 15") and scores ("7-2")."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from onrecord.analysis.claims import figures_context as context
from onrecord.analysis.claims import figures_quantity as quantities
from onrecord.analysis.claims.figures_changes import changes_before

if TYPE_CHECKING:
    from fractions import Fraction

    from onrecord.analysis.claims.figures_numbers import Number
    from onrecord.analysis.claims.figures_quantity import Quantity, Stretch

_LINK = re.compile(r"-to-|\s?[-–—−]\s?|\s(?:to|or|and)\s")
_OPENING = re.compile(r"\b(?:between|from|anywhere between|anywhere from|ranging from)\s$", re.I)
_LONGEST_OPENING = 20
# A score rises too ("lost 44 to 51"), and then only the words around it tell it from a range.
_CONTEST = re.compile(
    r"\b(?:vote[ds]?|voting|beat|beaten|beating|won|win|wins|lost|lose|loses|defeat(?:ed)?|victory|"
    r"ruled|ruling|"
    r"draw|drew|tied?|score|passed|failed|approved|rejected|lead|led|leads|majority|margin|decision|"
    r"trail\w*)\b",
    re.I,
)
_CONTEST_AFTER = re.compile(
    r" (?:vote|victory|win|defeat|loss|lead|majority|draw|tie|decision|ruling|margin|score|split|"
    r"party-line)\b"
)
_SENTENCE_END = re.compile(r"[.!?;]\s")
_LOOKED_BACK = 60
_LONGEST_SCORE = 3  # digits: no side of a vote or a match in news has more without a separator


class Range(NamedTuple):
    """``quantity`` has the ends and the unit of the whole; ``low`` and ``high`` are the two numbers, of
    a score in the order in which they come.
    """

    quantity: Quantity
    low: Fraction
    high: Fraction
    score: bool = False


def read(at: Stretch, first: Quantity) -> Range | None:
    """The range or the score that ``first`` begins; None where it stands alone."""
    link = _LINK.match(at.text, first.end, at.end)
    if link is None or first.number.multiple or first.value is None:
        return None
    second = quantities.second(at, link.end())
    if second is None or second.number.multiple or second.value is None:
        return None
    opening = _OPENING.search(at.text, max(at.free, first.start - _LONGEST_OPENING), first.start)
    opened = opening.group().split()[-1].lower() if opening else ""
    word = link.group().strip()
    if word == "and" and opened != "between":
        return None
    if _is_score(at, first, second, word):
        return Range(replace(second, start=first.start), first.value, second.value, score=True)
    if (
        opened == "from"
        and opening is not None
        and changes_before(at.text, at.free, opening.start(), bare=False)
    ):
        return None
    if word == "to" and not opened and (_changes_to(at, first, second) or _is_poll(at, first, second)):
        return None
    return _range(at, first, second, opening.start() if opening else first.start)


def _is_score(at: Stretch, first: Quantity, second: Quantity, word: str) -> bool:
    """Two bare numbers against each other: what falls is no range, what rises is one but for a contest."""
    sizes = len(first.number.digits), len(second.number.digits)
    if first.unit or second.unit or word in ("or", "and") or not all(0 < s <= _LONGEST_SCORE for s in sizes):
        return False
    if int(first.number.digits) >= int(second.number.digits):
        return True
    return _is_contest(at, first, second)


def _is_contest(at: Stretch, first: Quantity, second: Quantity) -> bool:
    """Whether the words around two numbers speak of a vote, a match or a poll."""
    before = at.text[max(at.start, first.start - _LOOKED_BACK) : first.start]
    behind = _CONTEST_AFTER.match(at.text, second.end, at.end)
    return bool(behind or _CONTEST.search(_SENTENCE_END.split(before)[-1]))


def _is_poll(at: Stretch, first: Quantity, second: Quantity) -> bool:
    """Whether two percentages are those of two sides: "lost the state 36 percent to 51 percent"."""
    return (
        first.unit is not None
        and second.unit is not None
        and not first.sign
        and _is_contest(at, first, second)
    )


def _changes_to(at: Stretch, first: Quantity, second: Quantity) -> bool:
    """Whether "to" leads to what a quantity became: "rose 10 to 15"."""
    return (
        second.unit is None
        and first.unit is None
        and changes_before(at.text, at.free, first.start, bare=True)
    )


def _range(at: Stretch, first: Quantity, second: Quantity, start: int) -> Range | None:
    """A rising range, its first end taking scale and unit from the second where it has none; or None."""
    low, high, unit = first.value, second.value, second.unit or first.unit
    if low is None or high is None or not _agree(first, second):
        return None
    low *= _shared_scale(first.number, second.number)
    if unit is not None and first.unit is None:
        low *= unit.factor
    years = context.is_year(first.number.digits) or context.is_year(second.number.digits)
    if not low < high or (first.unit is None and years) or (unit is None and _is_name(at, first, second)):
        return None
    if "or" in at.text[first.end : first.end + 4] and first.number.spelled != second.number.spelled:
        return None
    return Range(replace(second, start=start, unit=unit), low, high)


def _agree(first: Quantity, second: Quantity) -> bool:
    """Whether both ends can have one unit; behind "5 km to 10 villages" they cannot."""
    if first.unit is None or second.unit is None:
        return first.unit is None or first.sign
    return first.unit.name == second.unit.name


def _shared_scale(first: Number, second: Number) -> int:
    """What the first number is multiplied by where only the second names it: "2 to 3 million"."""
    if not second.scaled or first.scaled or len(first.digits) > _LONGEST_SCORE or second.value is None:
        return 1
    return next((size for size in (10**12, 10**9, 10**6, 10**3) if second.value >= size), 1)


def _is_name(at: Stretch, first: Quantity, second: Quantity) -> bool:
    """Whether the numbers number and do not count: "pages 3-5"."""
    if context.is_designated(at.text, at.start, first.number, at.end):
        return True
    counts = quantities.counted(at, second) is not None
    return context.is_named(at.text, at.start, first.number, counts=counts)
