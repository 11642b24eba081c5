"""Periods of the calendar: intervals of whole days, and how one is reached from another.

Every function that could leave the calendar (30 February, the year 0 or 99999) gives None instead of
raising or of moving to a day that exists.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from dateutil.relativedelta import relativedelta

from onrecord.records import DatePrecision as Unit

#: First months of the seasons, as meteorologists of the northern hemisphere count them.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_MONTHS_OF = {Unit.YEAR: 12, Unit.HALF_YEAR: 6, Unit.QUARTER: 3, Unit.SEASON: 3, Unit.MONTH: 1}


class Period(NamedTuple):
    """An interval of days, both ends inclusive, None where it is open; ``time`` is TIMEX3's ("T15:00")."""

    start: date | None
    end: date | None
    unit: Unit
    time: str | None = None
    about: bool = False


def day(year: int, month: int, number: int) -> Period | None:
    """One day, None where there is none of that name."""
    try:
        found = date(year, month, number)
    except ValueError:
        return None
    return Period(found, found, Unit.DAY)


def on(found: date) -> Period:
    """The day ``found``."""
    return Period(found, found, Unit.DAY)


def months(year: int, month: int, unit: Unit) -> Period | None:
    """The ``unit`` (month, quarter, season, half-year, year) that begins with ``month``."""
    if not (1 <= year <= date.max.year and 1 <= month <= 12):
        return None
    first = date(year, month, 1)
    last = year * 12 + month - 1 + _MONTHS_OF[unit]
    if last >= (date.max.year + 1) * 12:
        return Period(first, date.max, unit)
    return Period(first, date(last // 12, last % 12 + 1, 1) - timedelta(1), unit)


def year(number: int) -> Period | None:
    """A calendar year."""
    return months(number, 1, Unit.YEAR)


def years(first: int, last: int, unit: Unit) -> Period | None:
    """The calendar years ``first`` to ``last``."""
    if not 1 <= first <= last <= date.max.year:
        return None
    return Period(date(first, 1, 1), date(last, 12, 31), unit)


def week(inside: date) -> Period:
    """The week, Monday to Sunday as in ISO 8601, of a day."""
    first = max(date.min.toordinal(), inside.toordinal() - inside.weekday())
    return Period(date.fromordinal(first), date.fromordinal(min(first + 6, date.max.toordinal())), Unit.WEEK)


def weekend(inside: date) -> Period:
    """Saturday and Sunday of the week of a day."""
    last = week(inside).end or inside
    return Period(last - timedelta(1), last, Unit.WEEKEND)


def containing(inside: date, unit: Unit) -> Period:
    """The calendar's ``unit`` that holds a day: its month, its decade. A part of a day is the day."""
    if unit is Unit.WEEK:
        return week(inside)
    if unit is Unit.WEEKEND:
        return weekend(inside)
    if unit in (Unit.DECADE, Unit.CENTURY):
        return _block(inside.year, unit)
    if unit not in _MONTHS_OF:
        return on(inside)
    if unit is Unit.SEASON:  # winter is that of the year in which it began
        month = inside.month // 3 * 3 or 12
        return months(inside.year - (inside.month < 3), month, unit) or on(inside)
    step = _MONTHS_OF[unit]
    return months(inside.year, (inside.month - 1) // step * step + 1, unit) or on(inside)


def _block(number: int, unit: Unit) -> Period:
    first = number // 10 * 10 if unit is Unit.DECADE else (number - 1) // 100 * 100 + 1
    last = first + (9 if unit is Unit.DECADE else 99)
    return Period(date(max(first, 1), 1, 1), date(min(last, date.max.year), 12, 31), unit)


def shifted(origin: date, count: float, unit: Unit) -> date | None:
    """The day ``count`` units after ``origin``, or before it where negative; None beyond the calendar.

    31 March less a month is the last of February, as dateutil has it.
    """
    try:
        if unit in (Unit.WEEK, Unit.WEEKEND):
            return origin + timedelta(weeks=count)
        if unit in _MONTHS_OF or unit in (Unit.DECADE, Unit.CENTURY):
            size = {Unit.DECADE: 120, Unit.CENTURY: 1200}.get(unit) or _MONTHS_OF[unit]
            moved: date = origin + relativedelta(months=int(count * size))
            return moved
        if unit is Unit.HOUR:
            return origin
        return origin + timedelta(days=count)
    except (OverflowError, ValueError):
        return None


def third(period: Period, which: int) -> Period:
    """The early (0), middle (1) or late (2) third of a closed period: whole years of decades and centuries,
    whole months of a year, else days.
    """
    first, last = period.start, period.end
    if first is None or last is None:
        return period
    if period.unit in (Unit.DECADE, Unit.CENTURY):
        return _third_of_years(first.year, last.year, which, period.unit)
    if period.unit in (Unit.YEAR, Unit.HALF_YEAR, Unit.QUARTER, Unit.SEASON):
        count = (last.year - first.year) * 12 + last.month - first.month + 1
        begin = first + relativedelta(months=count * which // 3)
        end = first + relativedelta(months=count * (which + 1) // 3, days=-1)
        return period._replace(start=begin, end=end, about=True)
    if period.unit is Unit.MONTH:  # as newspapers do: up to the 10th, up to the 20th, from there on
        begin = first + timedelta(10 * which)
        return period._replace(start=begin, end=last if which == 2 else begin + timedelta(9), about=True)
    count = (last - first).days + 1
    begin, end = first + timedelta(count * which // 3), first + timedelta(count * (which + 1) // 3 - 1)
    return period._replace(start=begin, end=max(begin, end), about=True)


def _third_of_years(first: int, last: int, which: int, unit: Unit) -> Period:
    # of a decade 0-3, 3-6, 7-9: "the early 2000s" reach to 2003, "the mid-1980s" from 1983 to 1986
    cuts = ((0, 3), (3, 6), (7, 9)) if unit is Unit.DECADE else ((0, 32), (33, 65), (66, 99))
    begin, end = cuts[which]
    return Period(date(first + begin, 1, 1), date(min(first + end, last), 12, 31), unit, about=True)
