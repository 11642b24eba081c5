"""How a temporal expression is written in one line: ``2024-05-03 day``, ``2007.. since``, ``?no such date``.

An end that fills a calendar unit is written as ISO 8601 shortens it: ``2024-05`` for its first or its last
day, whichever end it is, ``2007``, ``2024-W19``. The gold of quality/dates is written so too.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.records import TemporalExpression


def normal(expression: TemporalExpression) -> str:
    """Interval, precision, kind, and "~" where it is approximate; "?" and the reason where unresolved."""
    if expression.reason is not None:
        return f"?{expression.reason} {expression.precision} {expression.kind}"
    told = f"{interval(expression.start, expression.end)}{(expression.time or '')}"
    about = " ~" if expression.approximate else ""
    return f"{told} {expression.precision} {expression.kind}{about}"


def interval(start: str | None, end: str | None) -> str:
    """The two days as one ISO unit where they fill one, else with two dots between them."""
    if start is not None and end is not None:
        first, last = date.fromisoformat(start), date.fromisoformat(end)
        if first == last:
            return start
        if first.day == 1 and last == _last_of_month(first):
            return start[:7]
        if start.endswith("-01-01") and end.endswith("-12-31"):
            return start[:4] if first.year == last.year else f"{start[:4]}..{end[:4]}"
        if first.weekday() == 0 and (last - first).days == 6:
            iso = first.isocalendar()
            return f"{iso.year}-W{iso.week:02}"
    return f"{start or ''}..{end or ''}"


def _last_of_month(first: date) -> date:
    if (first.year, first.month) == (date.max.year, 12):
        return date.max
    return date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(1)


def days_of(shortened: str) -> tuple[str, str]:
    """The first and the last day of a shortened ISO date. ValueError where it is none."""
    if "W" in shortened:
        year, week = shortened.split("-W")
        first = date.fromisocalendar(int(year), int(week), 1)
        return first.isoformat(), (first + timedelta(6)).isoformat()
    if len(shortened) == len("2024"):
        return f"{int(shortened):04}-01-01", f"{shortened}-12-31"
    if len(shortened) == len("2024-05"):
        first = date.fromisoformat(f"{shortened}-01")
        return first.isoformat(), _last_of_month(first).isoformat()
    return (date.fromisoformat(shortened).isoformat(),) * 2
