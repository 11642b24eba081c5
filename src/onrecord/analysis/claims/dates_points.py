"""One point or stretch of time, whichever form it has, with its edge ("early", "end of") and its clock."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.analysis.claims import dates_anchored as anchored
from onrecord.analysis.claims import dates_calendar as calendar
from onrecord.analysis.claims import dates_days as days
from onrecord.analysis.claims import dates_distances as distances
from onrecord.analysis.claims import dates_relative as relative
from onrecord.analysis.claims import dates_times as times
from onrecord.analysis.claims import dates_units as units
from onrecord.analysis.claims import dates_years as years
from onrecord.analysis.claims.dates_calendar import Period
from onrecord.analysis.claims.dates_holidays import holiday
from onrecord.analysis.claims.dates_lexicon import DAY_NAMES, MONTH_NAMES, MONTHS, NUMBERS, ORDINALS, WEEKDAYS
from onrecord.records import DateKind
from onrecord.records import DatePrecision as Unit

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.analysis.claims.dates_reading import Ground, Reading

    Reader = Callable[[Ground, int], Reading | None]

TOKEN = re.compile(r"[^\W_]+")
_DIGITS: tuple[Reader, ...] = (
    *(days.iso, days.slashed, days.named, units.century, units.decade, units.quarter, years.span),
    *(distances.ago, anchored.later, years.year),
)
_MONTH: tuple[Reader, ...] = (days.named, holiday, units.month)
_WEEKDAY: tuple[Reader, ...] = (days.named, relative.weekday)
_COUNTED: tuple[Reader, ...] = (distances.ago, anchored.later)
_SEASON: tuple[Reader, ...] = (units.season, relative.bare_season)
_ORDINAL: tuple[Reader, ...] = (units.quarter, units.century)
_NEAR: tuple[Reader, ...] = (relative.deictic, relative.weekday, relative.near, distances.stretch, holiday)
_THE: tuple[Reader, ...] = (
    *(
        units.decade,
        units.century,
        units.quarter,
        units.season,
        relative.weekend,
        relative.near,
        relative.weekday,
    ),
    *(distances.stretch, anchored.following, relative.deictic),
)
_BEGINNINGS: tuple[tuple[str, tuple[Reader, ...]], ...] = (
    ("few several couple half", _COUNTED),
    ("about around almost nearly some roughly more less over just", (distances.ago,)),
    ("q1 q2 q3 q4 final", (units.quarter,)),
    ("spring summer autumn fall winter", _SEASON),
    ("last next past coming previous", _NEAR),
    ("this", (*_NEAR, anchored.following)),
    ("yesterday today tomorrow tonight", (relative.deictic,)),
    ("earlier later", (relative.near, relative.deictic, anchored.following)),
    ("the", _THE),
    ("that", (anchored.following,)),
    ("in", (distances.ahead,)),
    ("week month year decade", (relative.ending,)),
    ("new christmas boxing halloween valentine independence veterans bastille armistice", (holiday,)),
    ("epiphany all st easter good palm ash thanksgiving labor memorial", (holiday,)),
    ("fourth", (holiday, *_ORDINAL)),
    ("sept", _MONTH),
    ("tue tues thur thurs", _WEEKDAY),
)


def _table() -> dict[str, tuple[Reader, ...]]:
    """Which readers may begin at a word."""
    table: dict[str, tuple[Reader, ...]] = dict.fromkeys(NUMBERS, _COUNTED)
    table |= dict.fromkeys((word.split("-")[0] for word in ORDINALS), _ORDINAL)
    table |= dict.fromkeys((*MONTHS, *MONTH_NAMES), _MONTH)
    table |= dict.fromkeys((*WEEKDAYS, *DAY_NAMES), _WEEKDAY)
    table["twenty"] = (*_COUNTED, *_ORDINAL)  # "twenty years ago", "the twenty-first century"
    for words, readers in _BEGINNINGS:
        table |= dict.fromkeys(words.split(), readers)
    return table


READERS = _table()
_CLOCK_WORDS = frozenset(("noon", "midday", "midnight"))
_EDGE = re.compile(
    r"(?:(?i:the\s)?(?:very\s)?(?P<edge>(?i:end|close|start|beginning|middle)\sof)\s"
    r"|(?i:the\s)?(?P<part>(?i:early|mid|late))(?:-|\s)(?:in\s|on\s|of\s)?)"
)
EDGES = frozenset(("end", "close", "start", "beginning", "middle", "early", "mid", "late", "the"))
_THIRDS = {"end": 2, "close": 2, "late": 2, "middle": 1, "mid": 1, "start": 0, "beginning": 0, "early": 0}
_HALVES = ("TMO", "TAF", "TEV")


def unit(g: Ground, at: int) -> Reading | None:
    """A point with its edge, or without."""
    word = TOKEN.match(g.text, at, g.end)
    if word is None:
        return units.decade(g, at)  # "’60s"
    low = word[0].lower()
    return (edge(g, at) if low in EDGES else None) or point(g, at, low)


def point(g: Ground, at: int, word: str) -> Reading | None:
    """What begins at the word ``word`` (small), with the clock time around it."""
    if word[0].isdigit() or word in _CLOCK_WORDS:
        found = times.clock(g, at)
        if found is not None:
            return _clocked(g, at, found)
    for reader in _DIGITS if word[0].isdigit() else READERS.get(word, ()):
        read = reader(g, at)
        if read is not None:
            return times.with_time(g, read)
    return None


def _clocked(g: Ground, at: int, found: tuple[int, str, Unit, bool]) -> Reading | None:
    """A clock time with the day behind it, or alone."""
    join = times.join_of_day(g, found[0])
    word = TOKEN.match(g.text, join, g.end) if join else None
    day = None
    if word is not None and word[0].lower() in _CLOCK_WORDS:
        word = None  # a million of "noon" must not nest
    if word is not None and not word[0][0].isdigit() and join is not None:
        day = point(g, join, word[0].lower())
    elif word is not None and join is not None:
        day = days.named(g, join) or days.iso(g, join)
    if day is None or day.unit not in (Unit.DAY, Unit.PART_OF_DAY) or day.kind is DateKind.RANGE:
        return times.alone(g, at, found)
    return times.at_time(day._replace(start=at), found)


def edge(g: Ground, at: int) -> Reading | None:
    """ "Early May", "late last year", "the end of October", "mid-2019", "late on Wednesday"."""
    found = _EDGE.match(g.text, at, g.end)
    if found is None:
        return None
    inner = _inner(g, found)
    if inner is None:
        return None
    which = _THIRDS[(found["edge"] or found["part"]).lower().split()[0]]
    if isinstance(inner.what, Period):
        inner = _cut(inner, inner.what, which)
    return inner._replace(start=at)


def _inner(g: Ground, found: re.Match[str]) -> Reading | None:
    at = found.end()
    word = TOKEN.match(g.text, at, g.end)
    if word is None:
        return units.decade(g, at)
    read = point(g, at, word[0].lower())
    if read is None and (found["edge"] or " in " in found[0]):
        read = relative.the_unit(g, at)
    return read


def _cut(read: Reading, what: Period, which: int) -> Reading:
    """The third of a period; of a day its morning, afternoon or evening. A part of a day stays as it is."""
    if what.unit is Unit.DAY and what.start == what.end:
        part = what._replace(unit=Unit.PART_OF_DAY, time=_HALVES[which], about=True)
        return read._replace(what=part, unit=Unit.PART_OF_DAY)
    if what.time is not None:
        return read._replace(what=what._replace(about=True))
    return read._replace(what=calendar.third(what, which))
