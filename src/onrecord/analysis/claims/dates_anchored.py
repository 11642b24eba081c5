"""Dates as seen from the one before them: "a day earlier", "the following week", "that year"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.analysis.claims import dates_calendar as calendar
from onrecord.analysis.claims.dates_calendar import Period
from onrecord.analysis.claims.dates_distances import away
from onrecord.analysis.claims.dates_lexicon import COUNT, PARTS_OF_DAY, UNIT, count_of, unit_of
from onrecord.analysis.claims.dates_reading import Ground, Reading, read_as
from onrecord.records import DateKind, DateReason
from onrecord.records import DatePrecision as Unit

if TYPE_CHECKING:
    from datetime import date

#: "Two days before the vote" is seen from the vote and stays unread; "before" must end its phrase.
_ENDS = r"(?=\s*(?:[.,;:!?)—–”\"]|$|and\b|but\b|[’'])|\s(?:in|at|that)\b)"
_LATER = re.compile(
    rf"(?P<count>{COUNT})\s(?P<unit>{UNIT})\s(?:and a half\s)?"
    rf"(?P<way>earlier|later|afterwards?|previously|(?:before|beforehand|after|on){_ENDS})(?!\w)"
)
_FOLLOWING = re.compile(
    r"(?i:(?:the|that|this)\s(?:very\s)?(?P<step>next|following|previous|preceding|same))\s"
    r"(?P<unit>day|morning|afternoon|evening|night|week|weekend|month|quarter|year|decade|century)(?![\w-])"
)
_DAY_BEFORE = re.compile(
    rf"(?i:the)\s(?P<unit>day|night|week|month|year)\s(?P<way>before|after|previously|earlier){_ENDS}"
)
_THAT = re.compile(
    r"(?i:later\s|earlier\s)?(?i:that)\s(?P<unit>day|morning|afternoon|evening|night|week|weekend"
    r"|month|year|decade)(?![\w-])"
)
_STEPS = {"next": 1, "following": 1, "previous": -1, "preceding": -1, "same": 0}
_BACK = frozenset(("earlier", "before", "beforehand", "previously"))


def later(g: Ground, at: int) -> Reading | None:
    """ "A day earlier", "two weeks later"."""
    found = _LATER.match(g.text, at, g.end)
    if found is None:
        return None
    count, about = count_of(found["count"])
    unit = unit_of(found["unit"])
    step = -count if found["way"] in _BACK else count
    origin = _origin(g, unit, found, step)
    if isinstance(origin, DateReason):
        return Reading(at, found.end(), origin, DateKind.ANCHORED, unit)
    what = away(origin, step, unit, about)
    return read_as(at, found.end(), what, DateKind.ANCHORED, unit)


def following(g: Ground, at: int) -> Reading | None:
    """ "The next day", "the previous year", "the same week", "that year", "the day before"."""
    found = _FOLLOWING.match(g.text, at, g.end) or _DAY_BEFORE.match(g.text, at, g.end)
    if found is None:
        return _that(g, at)
    if "step" in found.groupdict():
        step = _STEPS[found["step"].lower()]
        if step == 0 and not g.anchors:
            return None  # the same as what is not said
    else:
        step = -1 if found["way"] in _BACK else 1
    return _unit(g, found, step)


def _that(g: Ground, at: int) -> Reading | None:
    found = _THAT.match(g.text, at, g.end)
    if found is None or not g.anchors:
        return None  # "he knew that day would come"; with nothing before it, it names no day
    return _unit(g, found, 0)


def _unit(g: Ground, found: re.Match[str], step: int) -> Reading:
    name = found["unit"].lower()
    part = PARTS_OF_DAY.get(name)
    unit = Unit.PART_OF_DAY if part else unit_of(name)
    origin = _origin(g, unit, found, step)
    if isinstance(origin, DateReason):
        return Reading(found.start(), found.end(), origin, DateKind.ANCHORED, unit)
    there = calendar.shifted(origin, step, Unit.DAY if part else unit)
    if there is None:
        what = None
    elif part:
        what = Period(there, there, unit, part)
    else:
        what = calendar.containing(there, unit)
    return read_as(found.start(), found.end(), what, DateKind.ANCHORED, unit)


def _origin(g: Ground, unit: Unit, found: re.Match[str], step: float) -> date | DateReason:
    """The first day of the last date before, else the day of publication; why not where neither will do.

    What came later than a day that the paragraph does not name is seen from the paragraph before: seen from
    publication it would be yet to come, which "two days later he left" is not.
    """
    anchor = g.anchor(unit)
    if anchor is not None and anchor.start is not None:
        return anchor.start
    if g.anchors:
        return DateReason.COARSE_ANCHOR
    if step > 0 and not g.is_to_come(found.start(), found.end()):
        before = g.anchor_before(unit)
        return (before and before.start) or DateReason.NO_ANCHOR
    return g.published or DateReason.NO_PUBLICATION
