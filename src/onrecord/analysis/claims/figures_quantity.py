"""A number with its unit, sign and rate: what may become a figure. Reads forwards from the number."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from onrecord.analysis.claims import figures_bounds as bounds
from onrecord.analysis.claims import figures_context as context
from onrecord.analysis.claims import figures_counted as counting
from onrecord.analysis.claims import figures_numbers as numbers
from onrecord.analysis.claims import figures_units as units
from onrecord.analysis.claims.figures_lexicon import SHORT_SCALES
from onrecord.analysis.claims.figures_numbers import Number, Unread
from onrecord.records import FigureKind, Span

if TYPE_CHECKING:
    from fractions import Fraction

_MINUS = "-−–"
_MINUS_WORD = re.compile(r"(?<!or )\b[Mm]inus $")  # "plus or minus 3 points" is a margin
# Between a part or a size and its unit: "half a mile", "a couple of hours", "millions of dollars".
_UNIT_LINK = re.compile(r" of an?(?= )|(?: of| an?)(?= )")
# "half a century", "half a point" are said of time and of polls, hardly ever as numbers of them.
_NO_HALVES = frozenset(("century", "decade"))
_MONEY_SCALE = re.compile(r" ?(m|mn|bn|b|tn|k|M|B|T|t)\b")
_LISTED = re.compile(r",? (?:and|or|to|versus|vs\.?) ")
_ARTICLE = re.compile(r"an? ")


class Stretch(NamedTuple):
    """What is being read: ``text`` from ``start`` to ``end``, of which all before ``free`` is read
    already.
    """

    text: str
    start: int
    free: int
    end: int


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, before it is known to be a figure; ``start`` and ``end`` are those of both.

    ``sign`` is true where a currency's sign stands before it. ``bound`` is one that stands between number and
    unit ("20-plus years").
    """

    number: Number
    start: int
    end: int
    unit: units.Unit | None
    bound: bounds.Bounded | None = None
    sign: bool = False

    @property
    def value(self) -> Fraction | None:
        """The number in the unit's own measure: 80 pence are 4/5 of a pound."""
        if self.number.value is None or self.unit is None:
            return self.number.value
        return self.number.value * self.unit.factor

    @property
    def unit_name(self) -> str | None:
        """The unit's normal name."""
        return self.unit.name if self.unit else None

    @property
    def is_period(self) -> bool:
        """Whether it is a length of time."""
        return self.unit_name in units.PERIODS


def read(at: Stretch, number: Number, code: str | None = None, start: int | None = None) -> Quantity | None:
    """The number with the sign before it and the unit behind it; None where letters are glued to it.

    ``code`` is the currency where its sign was read already, at ``start``.
    """
    start = number.start if start is None else start
    before = None if code or number.spelled else units.sign_before(at.text, at.free, start)
    if before is not None:
        code, start = before
    scaled = numbers.scaled_behind_plus(at.text, number, at.end)
    bound = bounds.after(at.text, number.end, at.end)
    if scaled is not None and bound is not None:
        number, bound = scaled, bound._replace(end=scaled.end)
    if code is not None:
        number = _scaled_money(at, number)
        unit = units.Unit(code, FigureKind.MONEY)
        return _rated(at, Quantity(number, start, number.end, unit, bound if scaled else None, sign=True))
    stop = bound.end if bound else number.end
    if number.value is not None and number.scaled and units.is_metres(at.text, stop, at.end):
        number = number._replace(value=number.value / 10**6, scaled=False)
        return Quantity(number, start, stop, units.Unit("m", FigureKind.MEASURE), bound)
    written = _unit_behind(at, number, stop)
    if written is not None:
        unit = units.weight(at.text, written.unit, written.end)
        return _rated(at, _negative(at, Quantity(number, start, written.end, unit, bound)))
    glued = not number.spelled and not number.scaled and stop < at.end and at.text[stop].isalpha()
    return None if glued else _negative(at, Quantity(number, start, stop, None, bound))


def second(at: Stretch, place: int) -> Quantity | None:
    """The quantity that begins at ``place``, behind what links it to a first one; None where none does."""
    sign = units.sign_at(at.text, place, at.end)
    start = sign[1] if sign else place
    article = _ARTICLE.match(at.text, start, at.end)
    start = article.end() if article else start
    if not numbers.TRIGGER.match(at.text, start, at.end):
        return None
    number = numbers.read(at.text, start, place, at.end)
    if isinstance(number, Unread) or context.skipped(at.text, number.start, number, at.end) is not None:
        return None
    return read(at, number, sign[0] if sign else None, place)


def counted(at: Stretch, quantity: Quantity) -> Span | None:
    """The noun phrase that the quantity counts, or is a part of; None where none shows."""
    number = quantity.number
    if quantity.unit is None and at.text[quantity.end : quantity.end + 1] == "-" and not number.part:
        return counting.hyphened(at.text, quantity.end, at.end)
    partial = number.part or number.least is not None or quantity.unit_name == units.PERCENT
    if partial and quantity.unit is not None and not at.text.startswith(" of ", quantity.end):
        return None
    return counting.phrase(at.text, quantity.end, at.end, of=partial, single=number.value == 1)


def with_next_unit(at: Stretch, quantity: Quantity) -> Quantity:
    """A bare number with the unit of the share that it is listed with: "by 5 and 10 percentage points"."""
    link = _LISTED.match(at.text, quantity.end, at.end)
    after = second(at, link.end()) if link and quantity.number.least is None else None
    if after is None or after.unit is None or after.unit.kind is not FigureKind.PERCENTAGE:
        return quantity
    return replace(quantity, unit=after.unit)


def _scaled_money(at: Stretch, number: Number) -> Number:
    """ "$1.2T", "£3 m": letters that behind a blank or at all only money is counted by."""
    letters = _MONEY_SCALE.match(at.text, number.end, at.end)
    if number.scaled or number.value is None or letters is None:
        return number
    size = SHORT_SCALES.get(letters[1], 10**12)
    return number._replace(value=number.value * size, end=letters.end(), scaled=True, digits="")


def _unit_behind(at: Stretch, number: Number, place: int) -> units.Written | None:
    """The unit at ``place``; of a part or a size also behind "of", "a" or "an": "half a mile"."""
    written = units.after(at.text, place, at.end, spelled=number.spelled)
    if written is not None or not (number.part or number.least or number.about):
        return written
    link = _UNIT_LINK.match(at.text, place, at.end)
    written = units.after(at.text, link.end(), at.end, spelled=True) if link else None
    return None if written and number.part and written.unit.name in _NO_HALVES else written


def _negative(at: Stretch, quantity: Quantity) -> Quantity:
    """With the minus before its digits, where a blank stands before that, or the word."""
    number, start = quantity.number, quantity.start
    if number.value is None or start <= at.free:
        return quantity
    word = _MINUS_WORD.search(at.text, max(at.free, start - len("or minus ")), start)
    if word is not None:
        return replace(quantity, number=number._replace(value=-number.value, digits=""), start=word.start())
    if number.spelled or at.text[start - 1] not in _MINUS:
        return quantity
    if start - 1 > at.free and not at.text[start - 2].isspace() and at.text[start - 2] != "(":
        return quantity
    return replace(quantity, number=number._replace(value=-number.value, digits=""), start=start - 1)


def _rated(at: Stretch, quantity: Quantity) -> Quantity:
    """With what its unit is taken by: "a day"."""
    found = units.rate(at.text, quantity.end, at.end)
    if quantity.unit is None or found is None or found[0] == quantity.unit.name:
        return quantity
    unit = quantity.unit._replace(name=f"{quantity.unit.name}/{found[0]}")
    return replace(quantity, unit=unit, end=found[1])
