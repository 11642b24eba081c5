"""The dates of an article: every expression that names a time, resolved into an interval of days.

No library reads dates of news well enough (docs/claims-dates.md gives the numbers), so the grammar is our
own; what it does with the calendar is datetime's and dateutil's. Words that may begin a date are looked up in
a table; readers go forwards from there. English only.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from onrecord.analysis.claims import dates_calendar as calendar
from onrecord.analysis.claims import dates_points as points
from onrecord.analysis.claims import dates_signals as signals
from onrecord.analysis.claims.dates_calendar import Period
from onrecord.analysis.claims.dates_reading import Ground, Reading
from onrecord.records import DateKind, Span, TemporalExpression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_OPENERS = (
    frozenset(points.READERS)
    | points.EDGES
    | signals.SIGNALS
    | signals.RANGES
    | {"noon", "midday", "midnight"}
)
_APOSTROPHES = "’‘'"


def dates(text: str, regions: Sequence[Span], published: str | None) -> tuple[TemporalExpression, ...]:
    """Every temporal expression inside ``regions`` (sorted spans of ``text``, such as its paragraphs), in
    reading order.

    ``published`` is the day (or the moment) of publication in ISO 8601; with None, or with what is no ISO
    date, whatever needs it stays unresolved. Expressions do not overlap and do not cross the end of a region.
    Takes time in proportion to the text.
    """
    day = _day(published)
    out: list[TemporalExpression] = []
    anchors: list[Period] = []
    for region in regions:
        ground = Ground(text, region.start, region.end, day, earlier=tuple(anchors[-1:]))
        out += map(_expression, _read(ground))
        anchors = ground.anchors
    return tuple(out)


def _day(published: str | None) -> date | None:
    """The day that a publication date names, as its own time zone has it."""
    try:
        return date.fromisoformat((published or "")[: len("2024-05-03")])
    except ValueError:  # "2024", "last spring": not precise enough to see a Monday from
        return None


def _read(g: Ground) -> Iterator[Reading]:
    free = g.start
    for token in points.TOKEN.finditer(g.text, g.start, g.end):
        word = token[0]
        if token.start() < free or not (word[0].isdigit() or word.lower() in _OPENERS):
            continue
        found = _at(g, token.start(), word.lower(), free)
        if found is not None:
            yield found
            free = found.end
            _remember(g, found)


def _at(g: Ground, at: int, word: str, free: int) -> Reading | None:
    if word in signals.SIGNALS:
        return signals.signalled(g, at)
    if word in signals.RANGES:
        return signals.ranged(g, at)
    if word[0].isdigit() and at > free and g.text[at - 1] in _APOSTROPHES:
        return points.unit(g, at - 1)
    found = (points.edge(g, at) if word in points.EDGES else None) or points.point(g, at, word)
    return signals.spanned(g, found) if found else None


def _remember(g: Ground, read: Reading) -> None:
    """Keep a date as one that "a day later" may be seen from: one unit of the calendar, not a stretch."""
    what = read.what
    if not isinstance(what, Period) or what.start is None or read.kind is DateKind.UNTIL:
        return
    whole = calendar.containing(what.start, what.unit).end
    if what.end is None or (whole is not None and what.end <= whole) or read.kind is DateKind.RANGE:
        g.anchors.append(what)


def _expression(read: Reading) -> TemporalExpression:
    span, what = Span(read.start, read.end), read.what
    if not isinstance(what, Period):
        return TemporalExpression(span, read.kind, read.unit, None, None, reason=what)
    start, end = (day.isoformat() if day else None for day in (what.start, what.end))
    return TemporalExpression(span, read.kind, what.unit, start, end, what.time, what.about)
