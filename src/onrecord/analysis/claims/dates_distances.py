"""Lengths of time from publication: "three weeks ago", "in two weeks", "the past two decades"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.analysis.claims import dates_calendar as calendar
from onrecord.analysis.claims.dates_calendar import Period
from onrecord.analysis.claims.dates_lexicon import COUNT, UNIT, count_of, unit_of
from onrecord.analysis.claims.dates_reading import Ground, Reading, read_as, unanchored
from onrecord.records import DateKind
from onrecord.records import DatePrecision as Unit

if TYPE_CHECKING:
    from datetime import date

_STRETCH = re.compile(
    rf"(?i:(?:the\s)?(?P<which>last|past|next|coming|previous))\s(?:(?P<count>{COUNT})\s(?:or"
    rf" so\s)?(?:more\s)?)?(?P<unit>{UNIT})"
    r"(?![\w-])"
)
_THROUGHOUT = frozenset(("over", "during", "within", "in", "for", "throughout"))
_AGO = re.compile(
    rf"(?P<about>(?i:about|around|almost|nearly|some|roughly|more than|less than|over|just over"
    rf"|just)\s)?(?P<count>{COUNT})\s"
    rf"(?:short\s|long\s|full\s)?(?P<unit>{UNIT})\s(?:and a half\s)?(?P<way>ago|from now)\b"
)
_IN = re.compile(
    rf"(?i:in)\s(?P<about>about\s|just\s)?(?P<count>{COUNT})\s(?P<unit>{UNIT})(?P<time>[’'](?:s)?"
    rf" time)?(?![\w-])"
)


def stretch(g: Ground, at: int) -> Reading | None:
    """ "The past two decades", "the next five days": as far back from publication, or ahead."""
    found = _STRETCH.match(g.text, at, g.end)
    if found is None or (found["count"] is None and not _is_stretch(g, found)):
        return None
    unit = unit_of(found["unit"])
    if g.published is None:
        return unanchored(at, found.end(), unit)
    several = found["unit"][-1] == "s"  # "the coming weeks" are two at least, as figures has it
    count, about = count_of(found["count"]) if found["count"] else (1 + several, several)
    back = found["which"].lower() in ("last", "past", "previous")
    there = calendar.shifted(g.published, -count if back else count, unit)
    first, last = (there, g.published) if back else (g.published, there)
    what = Period(first, last, unit, about=about) if there else None
    return read_as(at, found.end(), what, DateKind.RELATIVE, unit)


def _is_stretch(g: Ground, found: re.Match[str]) -> bool:
    """ "The past year" is one, "last year" and "the next day" are none, "over the next year" is."""
    which = found["which"].lower()
    if which == "past":
        return True
    through = g.word_before(found.start()) in _THROUGHOUT
    return through and found[0][:3].lower() == "the" and which in ("last", "next", "coming")


def ago(g: Ground, at: int) -> Reading | None:
    """ "Three weeks ago", "two days from now": the calendar's week that is so far off."""
    found = _AGO.match(g.text, at, g.end)
    if found is None:
        return None
    return _away(g, found, -1 if found["way"] == "ago" else 1)


def ahead(g: Ground, at: int) -> Reading | None:
    """ "In two weeks", where the clause speaks of what is to come; else it is a length of time."""
    found = _IN.match(g.text, at, g.end)
    if found is None or not (found["time"] or g.is_to_come(at, found.end())):
        return None
    return _away(g, found, 1)


def _away(g: Ground, found: re.Match[str], sign: int) -> Reading:
    unit = unit_of(found["unit"])
    if g.published is None:
        return unanchored(found.start(), found.end(), unit)
    count, vague = count_of(found["count"])
    what = away(g.published, sign * count, unit, vague or bool(found["about"]))
    return read_as(found.start(), found.end(), what, DateKind.RELATIVE, unit)


def away(here: date, count: float, unit: Unit, about: bool) -> Period | None:
    """The calendar's ``unit`` that lies ``count`` units from a day; exact only in days."""
    there = calendar.shifted(here, count, unit)
    if there is None:
        return None
    if unit in (Unit.DECADE, Unit.CENTURY):  # "two decades ago" is about a year, not a decade
        return calendar.containing(there, Unit.YEAR)._replace(unit=unit, about=True)
    if unit is Unit.HOUR:
        return Period(there, there, Unit.HOUR, about=True)
    half = unit is Unit.YEAR and count != int(count)
    period = calendar.containing(there, Unit.MONTH if half else unit)
    return period._replace(about=about or unit is not Unit.DAY)
