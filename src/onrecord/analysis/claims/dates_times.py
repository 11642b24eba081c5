"""Times of day: "3 p.m. on Tuesday", "Sunday at 9:30 a.m.", "noon"."""

from __future__ import annotations

import re

from onrecord.analysis.claims.dates_calendar import Period
from onrecord.analysis.claims.dates_reading import Ground, Reading, unanchored
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import DateKind, DateReason
from onrecord.records import DatePrecision as Unit

_ZONE = r"(?:\s(?:GMT|UTC|BST|CET|EST|EDT|ET|PT|PST|PDT|CT|local time|Eastern(?:(?: Standard)? [Tt]ime)?)\b)?"
_CLOCK = re.compile(
    rf"(?:(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<minute>[0-5][0-9]))?\s?(?P<half>[ap]\.m\.|[ap]m\b"
    rf"|[AP]\.M\.|[AP]M\b)"
    rf"|(?P<hour24>[01]?[0-9]|2[0-3])[:](?P<minute24>[0-5][0-9])(?![:\d])|(?i:(?P<word>noon|midday"
    rf"|midnight))\b)"
    rf"{_ZONE}(?:\s(?:in the (?:morning|afternoon|evening)|at night))?"
)
_OCLOCK = re.compile(
    r"(?P<hour>1[0-2]|[1-9])\so[’']clock(?:\sin the (?P<part>morning|afternoon|evening)|\sat"
    r" (?P<night>night))?"
)
_WORDS = {"noon": 12, "midday": 12, "midnight": 0}
_JOIN_DAY = re.compile(r"(?:,?\s(?:on\s|last\s(?=night))?)")
_JOIN_TIME = re.compile(r",?\s(?:at\s)?(?:about\s|around\s|exactly\s|just (?:before|after)\s)?")
_BARE_NEEDS = word_set("at by until till from around about before after since between and to past")


def clock(g: Ground, at: int) -> tuple[int, str, Unit, bool] | None:
    """Where a clock time ends, its TIMEX3 form, its unit, and whether it is one even with nothing around."""
    found = _CLOCK.match(g.text, at, g.end)
    if found is None:
        return _oclock(g, at)
    if found["word"]:
        return found.end(), f"T{_WORDS[found['word'].lower()]:02}:00", Unit.HOUR, False
    hour = int(found["hour"] or found["hour24"])
    if found["half"]:
        hour = hour % 12 + 12 * (found["half"][0] in "pP")
    minute = found["minute"] or found["minute24"]
    unit = Unit.HOUR if minute is None else Unit.MINUTE
    return found.end(), f"T{hour:02}:{minute or '00'}", unit, found["half"] is not None


def _oclock(g: Ground, at: int) -> tuple[int, str, Unit, bool] | None:
    found = _OCLOCK.match(g.text, at, g.end)
    if found is None:
        return None
    hour = int(found["hour"]) % 12
    late = found["part"] in ("afternoon", "evening") or (found["night"] and hour > 5)
    return found.end(), f"T{hour + 12 * bool(late):02}:00", Unit.HOUR, True


def with_time(g: Ground, day: Reading) -> Reading:
    """A day with the clock time behind it, if there is one: "Sunday at 9:30 a.m."."""
    if day.unit not in (Unit.DAY, Unit.PART_OF_DAY) or day.kind is DateKind.RANGE:
        return day
    join = _JOIN_TIME.match(g.text, day.end, g.end)
    found = clock(g, join.end()) if join else None
    if join is None or found is None or not (found[3] or " at " in join[0]):
        return day
    return at_time(day._replace(end=found[0]), found)


def at_time(day: Reading, found: tuple[int, str, Unit, bool]) -> Reading:
    """The day at a clock time."""
    if isinstance(day.what, DateReason):
        return day._replace(unit=found[2])
    return day._replace(unit=found[2], what=day.what._replace(unit=found[2], time=found[1]))


def join_of_day(g: Ground, at: int) -> int | None:
    """Where a day may begin behind a clock time: "3 p.m. on Tuesday"."""
    found = _JOIN_DAY.match(g.text, at, g.end)
    return found.end() if found else None


def alone(g: Ground, at: int, found: tuple[int, str, Unit, bool]) -> Reading | None:
    """A clock time with no day beside it: of the last day named before it, else of publication."""
    end, time, unit, sure = found
    if not sure and g.word_before(at) not in _BARE_NEEDS:
        return None  # a score, a ratio, a verse
    anchor = g.anchor(Unit.DAY)
    day = (anchor and anchor.start) or g.published
    if day is None:
        return unanchored(at, end, unit, DateKind.ANCHORED)
    return Reading(at, end, Period(day, day, unit, time), DateKind.ANCHORED, unit)
