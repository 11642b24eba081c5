"""Days, weeks, months, years as seen from publication: "on Monday", "last week", "three weeks ago"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.analysis.claims import dates_calendar as calendar
from onrecord.analysis.claims.dates_calendar import SEASONS, Period
from onrecord.analysis.claims.dates_lexicon import (
    MONTH,
    PARTS_OF_DAY,
    SEASON,
    WEEKDAY,
    WEEKDAYS,
    month_number,
    unit_of,
)
from onrecord.analysis.claims.dates_reading import Ground, Reading, read_as, unanchored
from onrecord.analysis.claims.dates_tense import Direction
from onrecord.analysis.claims.dates_units import recurring
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import DateKind
from onrecord.records import DatePrecision as Unit

_PART = r"(?:\s(?P<part>morning|afternoon|evening|night|lunchtime))?(?![\w-])"
_WEEKDAY = re.compile(
    rf"(?:(?i:(?P<which>last|next|this past|this coming|this|the following|coming"
    rf"|past))\s)?(?P<day>{WEEKDAY}){_PART}"
)
_NO_SUCH_DAY = word_set(
    "super black bloody fat holy cyber giving good ash palm every each one any most some first second third"
    " fourth last"
)
_DEICTIC = re.compile(
    r"(?i:(?P<tonight>tonight)|(?P<beyond>the day (?:before yesterday|after tomorrow))"
    r"|(?P<day>yesterday|today|tomorrow|last(?= night)|this(?= morning| afternoon| evening)|earlier"
    r" today|later today)"
    rf"{_PART})(?![\w-])"
)
_DAYS_OFF = {
    "yesterday": -1,
    "last": -1,
    "tomorrow": 1,
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
}
_SUNDAY = 6
_NEAR = re.compile(
    r"(?i:(?P<part>earlier|later)\s)?(?i:(?P<which>last|next|this|the (?:current|coming)|this coming"
    r"|this past)\s)"
    rf"(?:(?P<unit>week|weekend|month|quarter|year|decade|century)|(?P<season>{SEASON})"
    rf"|(?P<month>{MONTH}))(?![\w-])"
)
_WEEKEND = re.compile(r"(?i:the) weekend(?![\w-])")
_BARE_SEASON = re.compile(rf"(?P<season>{SEASON})(?![\w-]|\s(?:of|semester|break|training)\b)")
_BEFORE_SEASON = re.compile(r"\b(?i:in|by|until|since|during|over|through|this)( the)? $")
_FALL_NEEDS_THE = ("fall", "Fall")
_ENDING = re.compile(r"(?i:the\s)?(?P<unit>week|month|year|decade)(?:[’']s end|-end)(?![\w-])")
_THE_YEAR = re.compile(r"(?i:the)\s(?P<unit>week|month|year|decade|century)(?![\w-])")


def weekday(g: Ground, at: int) -> Reading | None:
    """A day of the week. "Last" and "next" take the day of the week before and after that of publication."""
    found = _WEEKDAY.match(g.text, at, g.end)
    if found is None or _is_none_in_particular(g, found):
        return None
    end, unit = found.end(), Unit.PART_OF_DAY if found["part"] else Unit.DAY
    if g.published is None:
        return unanchored(at, end, unit)
    number = WEEKDAYS[found["day"][:3].lower()]
    day = _weekday(g, found, number)
    return read_as(at, end, with_part(day, found["part"]), DateKind.RELATIVE, unit)


def _is_none_in_particular(g: Ground, found: re.Match[str]) -> bool:
    """ "Super Tuesday", "every Friday", "the last Friday in August"."""
    before = g.word_before(found.start())
    if found["which"]:
        return before == "the" and g.text.startswith((" in ", " of "), found.end())
    return before in _NO_SUCH_DAY or g.text.startswith(" Night", found.end())


def _weekday(g: Ground, found: re.Match[str], number: int) -> date | None:
    here = g.published or date.min
    which = (found["which"] or "").lower()
    monday = _week_seen(g, found, which, here) - timedelta(here.weekday())
    if which in ("last", "next", "this"):
        return _safely(monday, number + {"last": -7, "next": 7, "this": 0}[which])
    to_come = (
        g.is_to_come(found.start(), found.end())
        if not which
        else which in ("this coming", "coming", "the following")
    )
    return _safely(here, (number - here.weekday()) % 7 if to_come else -((here.weekday() - number) % 7))


def _safely(here: date, days: int) -> date | None:
    return calendar.shifted(here, days, Unit.DAY)


def with_part(day: date | None, part: str | None) -> Period | None:
    """The day, or a part of it."""
    if day is None:
        return None
    if part is None:
        return calendar.on(day)
    return Period(day, day, Unit.PART_OF_DAY, PARTS_OF_DAY[part.lower()])


def deictic(g: Ground, at: int) -> Reading | None:
    """Yesterday, today, tomorrow, tonight, this morning, last night."""
    found = _DEICTIC.match(g.text, at, g.end)
    if found is None or g.word_before(at) in ("usa", "psychology"):  # newspapers
        return None
    part = "night" if found["tonight"] else found["part"]
    unit = Unit.PART_OF_DAY if part else Unit.DAY
    if g.published is None:
        return unanchored(at, found.end(), unit)
    days = _DAYS_OFF.get((found["day"] or found["beyond"] or "").lower(), 0)
    return read_as(at, found.end(), with_part(_safely(g.published, days), part), DateKind.RELATIVE, unit)


def near(g: Ground, at: int) -> Reading | None:
    """ "This week", "last June", "next month", "earlier this year"."""
    found = _NEAR.match(g.text, at, g.end)
    if found is None:
        return None
    name = found["unit"]
    unit = unit_of(name) if name else Unit.SEASON if found["season"] else Unit.MONTH
    here = g.published
    if here is None:
        return unanchored(at, found.end(), unit)
    which = found["which"].lower().split()[-1]
    step = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1}.get(which, 0)
    seen = _week_seen(g, found, which, here) if unit is Unit.WEEK else here
    what = _moved(seen, step, unit) if name else _named(here, step, unit, found)
    if what is not None and found["part"]:
        what = _cut_at(what, here, found["part"].lower())
    return read_as(at, found.end(), what, DateKind.RELATIVE, unit)


def _cut_at(what: Period, here: date, part: str) -> Period:
    """ "Earlier this year" ends with publication, "later this year" begins with it."""
    return what._replace(end=here) if part == "earlier" else what._replace(start=here)


def _week_seen(g: Ground, found: re.Match[str], which: str, here: date) -> date:
    """A day of the week that "this" and "last" are seen from. A Sunday's paper speaks of the week that ended
    on Saturday as the last, and of the one before it as this only where it looks back: so 6 of 6 did in
    PolNeAR's training part. "Next week" begins tomorrow all the same.
    """
    if here.weekday() != _SUNDAY or which not in ("last", "this"):
        return here
    part = (found.groupdict().get("part") or "").lower()
    looks_back = part == "earlier" or g.direction(found.start(), found.end()) is Direction.PAST
    return here if which == "this" and looks_back else _safely(here, 7) or here


def _moved(here: date, step: int, unit: Unit) -> Period | None:
    there = calendar.shifted(here, step, unit)
    return calendar.containing(there, unit) if there else None


def _named(here: date, step: int, unit: Unit, found: re.Match[str]) -> Period | None:
    """ "Last June" is the last one that was over, "next June" the first that has not begun, "this June" that
    of the year of publication.
    """
    first = SEASONS[found["season"].lower()] if found["season"] else month_number(found["month"])
    if step == 0:
        return calendar.months(here.year, first, unit)
    years = range(here.year - 2, here.year + 2)
    each = [
        one for one in (calendar.months(year, first, unit) for year in years) if one and one.start and one.end
    ]
    if step < 0:
        return next((one for one in reversed(each) if one.end and one.end < here), None)
    return next((one for one in each if one.start and one.start > here), None)


def weekend(g: Ground, at: int) -> Reading | None:
    """ "The weekend": the last or the next, as the verbs have it."""
    found = _WEEKEND.match(g.text, at, g.end)
    if found is None:
        return None
    if g.published is None:
        return unanchored(at, found.end(), Unit.WEEKEND)
    here = g.published
    if not g.is_to_come(at, found.end()) and here.weekday() < 5:
        here = _safely(here, -7) or here
    return read_as(at, found.end(), calendar.weekend(here), DateKind.RELATIVE, Unit.WEEKEND)


def bare_season(g: Ground, at: int) -> Reading | None:
    """ "In spring", "over the summer", "in the fall"."""
    found = _BARE_SEASON.match(g.text, at, g.end)
    before = _BEFORE_SEASON.search(g.text, max(g.start, at - 14), at)
    if found is None or before is None or (found["season"] in _FALL_NEEDS_THE and not before[1]):
        return None
    if g.published is None:
        return unanchored(at, found.end(), Unit.SEASON)
    what = recurring(g, at, found.end(), SEASONS[found["season"].lower()], Unit.SEASON)
    return read_as(at, found.end(), what, DateKind.RELATIVE, Unit.SEASON)


def ending(g: Ground, at: int) -> Reading | None:
    """ "Year’s end", after "by" or "at"."""
    found = _ENDING.match(g.text, at, g.end)
    if found is None or g.word_before(at) not in ("by", "at", "until", "before"):
        return None
    unit = unit_of(found["unit"])
    if g.published is None:
        return unanchored(at, found.end(), unit)
    what = calendar.third(calendar.containing(g.published, unit), 2)
    return read_as(at, found.end(), what, DateKind.RELATIVE, unit)


def the_unit(g: Ground, at: int) -> Reading | None:
    """ "The year", which is a date only in "the end of the year"."""
    found = _THE_YEAR.match(g.text, at, g.end)
    if found is None:
        return None
    unit = unit_of(found["unit"])
    if g.published is None:
        return unanchored(at, found.end(), unit)
    return read_as(at, found.end(), calendar.containing(g.published, unit), DateKind.RELATIVE, unit)
