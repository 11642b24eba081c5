"""Words that open or close an interval: since, until, by, before, after, from ... to, between ... and."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from onrecord.analysis.claims import dates_tense as tense
from onrecord.analysis.claims import dates_years as years
from onrecord.analysis.claims.dates_calendar import Period
from onrecord.analysis.claims.dates_points import unit
from onrecord.analysis.claims.dates_reading import Reading
from onrecord.analysis.claims.dates_tense import Direction
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import DateKind, DateReason
from onrecord.records import DatePrecision as Unit

if TYPE_CHECKING:
    from datetime import date

    from onrecord.analysis.claims.dates_reading import Ground

_SIGNAL = re.compile(
    r"(?i:(?P<since>since|as of)|(?P<until>until|till|through|by|no later than)|(?P<before>before"
    r"|prior to)|(?P<after>after))"
    r"\s(?:at least\s|about\s|around\s|then[- ])?"
)
_RANGE = re.compile(r"(?i:from|between)\s")
_LINK = {"from": re.compile(r"\s(?:to|until|till|through)\s"), "between": re.compile(r"\sand\s")}
_OPEN_LINK = re.compile(r"\s(?:to|through|thru)\s|\s?[–—-]\s?(?=[A-Z])")
_ONWARDS = re.compile(r"\s(?:onwards?|on)\b(?!\s\w+day)|\sforward\b")
#: "Before Monday’s vote", "after 2015 elections": the day belongs to what follows and bounds nothing.
_OF_NOUN = re.compile(
    r"[’']s?\b|\s(?!and\b|but\b|or\b|when\b|if\b|in\b|at\b|the\b|to\b|on\b|as\b|by\b)[A-Za-z]"
)
_BOUNDS = frozenset((Unit.YEAR, Unit.MONTH, Unit.DAY, Unit.DECADE, Unit.CENTURY))
SIGNALS = word_set("since until till through by before after prior no as")
_NO_ENDS = (DateKind.SINCE, DateKind.UNTIL, DateKind.RANGE)
RANGES = frozenset(("from", "between"))


def signalled(g: Ground, at: int) -> Reading | None:
    """ "Since 2007", "until June", "by the end of the year", "before 2010"."""
    found = _SIGNAL.match(g.text, at, g.end)
    if found is None:
        return None
    point = unit(_leaning(g, found), found.end())
    if point is None or point.kind in (DateKind.SINCE, DateKind.UNTIL) or _only_names(g, found, point):
        return None
    opens = found["since"] or found["after"]
    kind = DateKind.SINCE if opens else DateKind.UNTIL
    if isinstance(point.what, DateReason):
        return point._replace(start=at, kind=kind)
    what = _opened(found, point.what)
    return point._replace(start=at, kind=kind, what=what or DateReason.NO_SUCH_DATE)


def _only_names(g: Ground, found: re.Match[str], point: Reading) -> bool:
    """Whether the signal is none: "through the night", "before Monday’s vote", "by one year later"."""
    word = found[0].lower().split()[0]
    if word in ("before", "after", "prior"):
        return (
            point.unit not in _BOUNDS
            or point.kind is DateKind.ANCHORED
            or bool(_OF_NOUN.match(g.text, point.end, g.end))
        )
    if word == "through":
        return point.unit not in (Unit.YEAR, Unit.MONTH, Unit.DAY) or point.kind is DateKind.RANGE
    return word == "since" and point.kind is DateKind.ANCHORED and point.unit is Unit.HOUR


def _leaning(g: Ground, found: re.Match[str]) -> Ground:
    if found["since"]:
        lean: Direction | None = Direction.PAST
    elif found["before"] or found["after"]:
        lean = tense.direction(g.text, g.start, g.end, found.start(), found.end())
    else:
        waited = tense.is_waited_for(g.text, g.start, g.end, found.start(), found.end())
        lean = Direction.PAST if waited else Direction.FUTURE
    return replace(g, lean=lean)


def _opened(found: re.Match[str], what: Period) -> Period | None:
    if found["since"]:
        return what._replace(end=None)
    if found["until"]:
        return what._replace(start=None)
    try:
        if found["after"]:
            return what._replace(start=what.end and what.end + timedelta(1), end=None)
        return what._replace(start=None, end=what.start and what.start - timedelta(1))
    except OverflowError:
        return None


def ranged(g: Ground, at: int) -> Reading | None:
    """ "Between 2010 and 2014", "from Monday to Thursday", "from 2030 on"."""
    found = _RANGE.match(g.text, at, g.end)
    if found is None:
        return None
    word = found[0].strip().lower()
    first = unit(g, found.end()) or years.bare(g, found.end())
    if first is None or first.unit in (Unit.HOUR, Unit.MINUTE):
        return None
    if first.kind is DateKind.RANGE:
        return first._replace(start=at)
    onwards = _ONWARDS.match(g.text, first.end, g.end)
    if word == "from" and onwards and isinstance(first.what, Period):
        return first._replace(
            start=at, end=onwards.end(), kind=DateKind.SINCE, what=first.what._replace(end=None)
        )
    link = _LINK[word].match(g.text, first.end, g.end)
    return joined(g, first._replace(start=at), link.end(), found.end()) if link else None


def spanned(g: Ground, first: Reading) -> Reading:
    """A day of the week or a month, and the one up to which it goes on: "Monday to Friday"."""
    if first.kind is not DateKind.RELATIVE or first.unit not in (Unit.DAY, Unit.MONTH, Unit.PART_OF_DAY):
        return first
    link = _OPEN_LINK.match(g.text, first.end, g.end)
    return (joined(g, first, link.end(), first.start) if link else None) or first


def joined(g: Ground, first: Reading, at: int, begins: int) -> Reading | None:
    """The range from ``first`` to what begins at ``at``; None where that is no such date. ``begins`` is where
    the words of the first end begin.
    """
    last = unit(g, at) or (years.bare(g, at) if first.unit is Unit.YEAR else None)
    if last is None or last.kind in _NO_ENDS or last.unit in (Unit.HOUR, Unit.MINUTE):
        return None
    if isinstance(last.what, DateReason):
        return last._replace(start=first.start, kind=DateKind.RANGE)
    if first.kind is DateKind.RELATIVE:
        first, last = _agreed(g, first, last, begins)
    if isinstance(first.what, DateReason) or isinstance(last.what, DateReason):
        return first._replace(end=last.end, kind=DateKind.RANGE)
    begin, end = first.what.start, last.what.end
    what = Period(begin, end, last.what.unit, None, first.what.about or last.what.about)
    told = what if begin and end and begin <= end else DateReason.NO_SUCH_DATE
    return Reading(first.start, last.end, told, DateKind.RANGE, last.what.unit)


def _agreed(g: Ground, first: Reading, last: Reading, begins: int) -> tuple[Reading, Reading]:
    """The two ends of one range: where it is to come, the Friday after that Monday; else the Monday before
    that Friday.
    """
    if isinstance(first.what, Period) and first.what.start and g.published and first.what.start > g.published:
        return first, _seen_from(g, last, first.what.start, Direction.FUTURE, last.start)
    if isinstance(last.what, Period) and last.what.end:
        return _seen_from(g, first, last.what.end, Direction.PAST, begins), last
    return first, last


def _seen_from(g: Ground, read: Reading, day: date, lean: Direction, begins: int) -> Reading:
    seen = unit(replace(g, published=day, lean=lean), begins)
    return seen._replace(start=read.start) if seen and seen.end == read.end else read
