"""Feasts and holidays that fall on a day one can compute."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dateutil.easter import easter

from onrecord.analysis.claims import dates_calendar as calendar
from onrecord.analysis.claims.dates_lexicon import NUMBER_ENDS, YEAR
from onrecord.analysis.claims.dates_reading import Ground, Reading, read_as, unanchored
from onrecord.records import DateKind
from onrecord.records import DatePrecision as Unit

if TYPE_CHECKING:
    from onrecord.analysis.claims.dates_calendar import Period

_FIXED = {
    "new year eve": (12, 31),
    "new year day": (1, 1),
    "christmas eve": (12, 24),
    "christmas day": (12, 25),
    "christmas": (12, 25),
    "boxing day": (12, 26),
    "halloween": (10, 31),
    "valentine day": (2, 14),
    "fourth of july": (7, 4),
    "july fourth": (7, 4),
    "independence day": (7, 4),
    "veterans day": (11, 11),
    "may day": (5, 1),
    "bastille day": (7, 14),
    "armistice day": (11, 11),
    "epiphany": (1, 6),
    "all saints day": (11, 1),
    "st patrick day": (3, 17),
}
_EASTER = {
    "easter": 0,
    "easter sunday": 0,
    "easter monday": 1,
    "good friday": -2,
    "palm sunday": -7,
    "ash wednesday": -46,
}
#: Month, weekday and which of them (-1 the last): holidays of the United States.
_FLOATING = {
    "thanksgiving": (11, 3, 4),
    "thanksgiving day": (11, 3, 4),
    "labor day": (9, 0, 1),
    "memorial day": (5, 0, -1),
}
_NAMES = (*_FIXED, *_EASTER, *_FLOATING)
_PATTERN = "|".join(
    sorted(
        (name.title().replace("Of", "of").replace(" ", r"(?:[’']?s?[’']?|\.)\s") for name in _NAMES),
        key=len,
        reverse=True,
    )
)
_HOLIDAY = re.compile(
    rf"(?i:(?P<which>last|next|this)\s)?(?P<name>{_PATTERN})(?:,?\s(?P<year>{YEAR}){NUMBER_ENDS})?(?!\w"
    rf"|\s(?:Island|Seals?|[Tt]rees?|[Cc]ards?|[Cc]arols?|gifts?|presents?|[Ss]ongs?|music|eggs?)\b)"
)


def holiday(g: Ground, at: int) -> Reading | None:
    """ "New Year’s Eve", "Easter 2019", "last Christmas"."""
    found = _HOLIDAY.match(g.text, at, g.end)
    if found is None:
        return None
    name = _key(found["name"])
    if found["year"]:
        return read_as(at, found.end(), day_of(name, int(found["year"])), DateKind.ABSOLUTE, Unit.DAY)
    if g.published is None:
        return unanchored(at, found.end(), Unit.DAY)
    which = (found["which"] or "").lower()
    to_come = which == "next" or (which != "last" and g.is_to_come(at, found.end()))
    return read_as(at, found.end(), _nearest(name, g.published, to_come=to_come), DateKind.RELATIVE, Unit.DAY)


def _key(words: str) -> str:
    plain = " ".join(re.sub(r"[’']s?|\.", "", words).lower().split())
    return plain if plain in _NAMES else plain.replace("s day", " day").replace("s eve", " eve")


def _nearest(name: str, here: date, *, to_come: bool) -> Period | None:
    near = [day_of(name, year) for year in (here.year - 1, here.year, here.year + 1)]
    days = [day for day in near if day is not None and day.start is not None]
    if to_come:
        return next((day for day in days if day.start and day.start >= here), None)
    return next((day for day in reversed(days) if day.start and day.start <= here), None)


def day_of(name: str, year: int) -> Period | None:
    """The day of a holiday in a year, None beyond the calendar."""
    if name in _FIXED:
        return calendar.day(year, *_FIXED[name])
    if name in _EASTER:
        if not 1583 <= year <= 4099:  # where dateutil computes it
            return None
        return calendar.on(easter(year) + timedelta(_EASTER[name]))
    month, weekday, which = _FLOATING[name]
    first = calendar.day(year, month, 1)
    if first is None or first.start is None:
        return None
    to_first = (weekday - first.start.weekday()) % 7
    days = [first.start + timedelta(to_first + 7 * n) for n in range(5)]
    within = [day for day in days if day.month == month]
    return calendar.on(within[which - 1 if which > 0 else which])
