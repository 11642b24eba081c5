"""Days by their numbers: "3 May 2024", "May 3", "Tues., Feb. 6", "May 3-5", "2024-05-03", "3/5/2024"."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from onrecord.analysis.claims import dates_calendar as calendar
from onrecord.analysis.claims.dates_lexicon import (
    MONTH_BY_NUMBER,
    WEEKDAY_BY_DATE,
    month_number,
)
from onrecord.analysis.claims.dates_reading import Ground, Reading, is_mixed, read_as, unanchored
from onrecord.analysis.claims.dates_tense import Direction, is_of_vote, settled
from onrecord.records import DateKind, DatePrecision, DateReason

if TYPE_CHECKING:
    from onrecord.analysis.claims.dates_calendar import Period

#: 1 to 31 in our digits, so that "May 45" is a month; what stands in other digits is looked at later.
_NUMBER = r"3[01]|[12]\d|0?[1-9]|(?![0-9])\d{1,2}"
_DAY = rf"(?P<day>{_NUMBER})(?:st|nd|rd|th)?"
_LAST_DAY = rf"(?:\s?[-–]\s?|\s(?:to|through)\s)(?P<last>{_NUMBER})(?:st|nd|rd|th)?"
_NO_MORE = r"(?![\w%°]|[,.:/][0-9]|[-–][0-9])"
_YEAR = r"(?P<year>\d{4,6})(?![\w%]|[.:/]\d)"
_MONTH = rf"(?P<month>{MONTH_BY_NUMBER})"
_PREFIX = rf"(?:{WEEKDAY_BY_DATE},?\s(?:the\s)?)?"
_MONTH_FIRST = re.compile(rf"{_PREFIX}{_MONTH}\s{_DAY}(?:{_LAST_DAY})?(?:,?\s{_YEAR}|{_NO_MORE})")
_DAY_FIRST = re.compile(
    rf"{_PREFIX}{_DAY}(?:{_LAST_DAY})?(?:\sof)?\s{_MONTH}(?:,?\s{_YEAR}|(?![\w’']"
    rf"|\s[A-Z][a-z]+\s(?:said|told)))"
)
_ACROSS = re.compile(
    rf"{_MONTH}\s{_DAY}\s?(?:[-–—]|to|through|until)\s?(?P<month2>{MONTH_BY_NUMBER})\s(?P<last>\d\d?)"
    rf"(?:,?\s{_YEAR}|{_NO_MORE})"
)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-])")
_SLASHED = re.compile(r"(\d{1,2})([/.])(\d{1,2})\2(\d{4}|\d\d)(?![\w/]|[.,]\d)")
_NINE_ELEVEN = re.compile(
    r"(?:9/11(?![/\d])|(?:Sept\.?|September) 11(?:th)?(?=[,]? (?:terror|attack|hijack)))"
)
#: Two digits of a year up to this are of this century: as strptime has it.
_CENTURY_TURNS = 68


def iso(g: Ground, at: int) -> Reading | None:
    """A day as ISO 8601 writes it, with or without a time."""
    found = _ISO.match(g.text, at, g.end)
    if found is None:
        return None
    what = calendar.day(int(found[1]), int(found[2]), int(found[3]))
    return _checked(found, read_as(at, found.end(), what, DateKind.ABSOLUTE, DatePrecision.DAY))


def slashed(g: Ground, at: int) -> Reading | None:
    """A day as "25/4/2024"; unresolved where either number may be the month. With dots the day is first."""
    found = _NINE_ELEVEN.match(g.text, at, g.end)
    if found is not None:
        return read_as(at, found.end(), calendar.day(2001, 9, 11), DateKind.ABSOLUTE, DatePrecision.DAY)
    found = _SLASHED.match(g.text, at, g.end)
    if found is None or (found[2] == "." and len(found[4]) == 2):
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        year += 2000 if year <= _CENTURY_TURNS else 1900
    end = found.end()
    if found[2] == "/" and first != second and 1 <= first <= 12 and 1 <= second <= 12:
        return Reading(at, end, DateReason.AMBIGUOUS, DateKind.ABSOLUTE, DatePrecision.DAY)
    day, month = (second, first) if found[2] == "/" and second > 12 else (first, second)
    what = calendar.day(year, month, day)
    return _checked(found, read_as(at, end, what, DateKind.ABSOLUTE, DatePrecision.DAY))


def named(g: Ground, at: int) -> Reading | None:
    """A day, or the first and last of several, with the month's name, before or behind it."""
    known = _NINE_ELEVEN.match(g.text, at, g.end)
    if known is not None:
        return read_as(at, known.end(), calendar.day(2001, 9, 11), DateKind.ABSOLUTE, DatePrecision.DAY)
    across = _ACROSS.match(g.text, at, g.end)
    found = across or _MONTH_FIRST.match(g.text, at, g.end) or _DAY_FIRST.match(g.text, at, g.end)
    if found is None or _is_month_and_count(g, found):
        return None
    month, number = month_number(found["month"]), int(found["day"])
    year = int(found["year"]) if found["year"] else _year_of(g, found, month, number)
    kind = DateKind.RELATIVE if found["year"] is None else DateKind.ABSOLUTE
    if year is None:
        if calendar.day(2024, month, number) is None:  # no leap year makes it a date
            return read_as(at, found.end(), None, kind, DatePrecision.DAY)
        return unanchored(at, found.end(), DatePrecision.DAY)
    first = calendar.day(year, month, number)
    if found["last"] is None:
        return _checked(found, read_as(at, found.end(), first, kind, DatePrecision.DAY))
    month2 = month_number(found["month2"]) if across else month
    last = calendar.day(year + (month2 < month), month2, int(found["last"]))
    what = _joined(first, last)
    return _checked(found, read_as(at, found.end(), what, DateKind.RANGE, DatePrecision.DAY))


def _is_month_and_count(g: Ground, found: re.Match[str]) -> bool:
    """ "In May 12 people died": a month and a number of people."""
    return (
        not found["year"] and g.word_before(found.start()) == "in" and found["month"] == found[0].split()[0]
    )


def _joined(first: Period | None, last: Period | None) -> Period | None:
    if first is None or last is None or first.start is None or last.end is None or first.start > last.end:
        return None
    return first._replace(end=last.end)


def _checked(found: re.Match[str], read: Reading) -> Reading:
    return read._replace(what=DateReason.MIXED_NUMERALS) if is_mixed(found[0]) else read


def _year_of(g: Ground, found: re.Match[str], month: int, number: int) -> int | None:
    if g.published is None:
        return None
    return nearest_year(g, found.start(), found.end(), month, number)


_DETERMINER = frozenset(("the", "a", "an", "his", "her", "its", "their", "this", "whose", "our"))
#: Years between two leap years, 1896 and 1904.
_LEAPS = 8
_NOUN = re.compile(r"[’']s | [A-Za-z]")


def nearest_year(g: Ground, at: int, to: int, month: int, number: int) -> int | None:
    """The year of a day that names none: the last such day or the next, as the verbs have it; the nearer
    where it only belongs to a noun ("the Nov. 8 election"). None without a date of publication.
    """
    here = g.published
    if here is None:
        return None
    years = range(max(1, here.year - _LEAPS), here.year + _LEAPS + 1)
    there = [year for year in years if calendar.day(year, month, number)]
    today = (here.year, here.month, here.day)
    last = max((year for year in there if (year, month, number) <= today), default=None)
    coming = min((year for year in there if (year, month, number) >= today), default=None)
    if last is None or coming is None:
        return last or coming
    of_noun = _is_determined(g, at) and _NOUN.match(g.text, to, g.end)
    told = None if of_noun else g.direction(at, to)
    if of_noun and is_of_vote(g.text, at, to, g.end):
        told = Direction.FUTURE
    ago, ahead = (here - date(last, month, number)).days, (date(coming, month, number) - here).days
    return coming if settled(told, ago, ahead) is Direction.FUTURE else last


def _is_determined(g: Ground, at: int) -> bool:
    before = g.word_before(at)
    return before in _DETERMINER or before.endswith(("’s", "'s"))
