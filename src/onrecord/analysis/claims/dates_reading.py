"""What a reader of dates is given and what it gives back."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from onrecord.analysis.claims import dates_tense as tense
from onrecord.records import DateKind, DatePrecision, DateReason

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from onrecord.analysis.claims.dates_calendar import Period


@dataclass(slots=True)
class Ground:
    """What an expression is read against: its paragraph ``text[start:end]``, the day of publication (None
    where the page has none), the intervals resolved before it in the paragraph and ``earlier`` in the one
    before, and ``lean``, the direction that a word such as "since" gives whatever the verbs say.
    """

    text: str
    start: int
    end: int
    published: date | None
    anchors: list[Period] = field(default_factory=list)
    earlier: Sequence[Period] = ()
    lean: tense.Direction | None = None

    def direction(self, at: int, to: int) -> tense.Direction | None:
        """Which way from publication ``text[at:to]`` lies, as the words around it have it."""
        return self.lean or tense.direction(self.text, self.start, self.end, at, to)

    def is_to_come(self, at: int, to: int) -> bool:
        """Whether the words around ``text[at:to]`` speak of what is to come."""
        return (self.direction(at, to) or tense.USUAL) is tense.Direction.FUTURE

    def anchor(self, unit: DatePrecision) -> Period | None:
        """The last interval of the paragraph that is at least as fine as ``unit``."""
        return _finest(self.anchors, unit)

    def anchor_before(self, unit: DatePrecision) -> Period | None:
        """The same of the paragraph before."""
        return _finest(self.earlier, unit)

    def word_before(self, at: int) -> str:
        """The word that ends at a single space before ``at``, small; empty where none does."""
        found = _LAST_WORD.search(self.text, max(self.start, at - _WORD), at)
        return found[1].lower() if found else ""


def _finest(anchors: Sequence[Period], unit: DatePrecision) -> Period | None:
    least = _RANK[min(unit, DatePrecision.DAY, key=_RANK.__getitem__)]
    return next((one for one in reversed(anchors[-_ANCHORS:]) if _RANK[one.unit] >= least), None)


class Reading(NamedTuple):
    """An expression read: ``text[start:end]``, its period or why it has none, and its unit."""

    start: int
    end: int
    what: Period | DateReason
    kind: DateKind
    unit: DatePrecision


_WORD = 24
#: A date further back than so many others is not what "a day earlier" is seen from.
_ANCHORS = 4
_RANK = {unit: rank for rank, unit in enumerate(DatePrecision)}
_LAST_WORD = re.compile(r"([\w’']+)[  ]$")


def read_as(start: int, end: int, what: Period | None, kind: DateKind, unit: DatePrecision) -> Reading:
    """A reading; ``what`` None means that the calendar has no such date."""
    if what is None:
        return Reading(start, end, DateReason.NO_SUCH_DATE, kind, unit)
    return Reading(start, end, what, kind, what.unit)


def unanchored(start: int, end: int, unit: DatePrecision, kind: DateKind = DateKind.RELATIVE) -> Reading:
    """An expression that needs a date of publication, on a page that has none."""
    return Reading(start, end, DateReason.NO_PUBLICATION, kind, unit)


def is_mixed(words: str) -> bool:
    """Whether digits of several numeral systems stand in one expression: "3 May 2٠24"."""
    if words.isascii():
        return False
    zeros = {ord(letter) - unicodedata.decimal(letter) for letter in words if letter.isdecimal()}
    return len(zeros) > 1
