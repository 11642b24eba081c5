"""When things were reported: were two reports of one time?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.ledger.people import Reported

# Days between two reports within which roles are of one time. Two years: terms of office and contracts are
# longer than one; with ten, nobody who stopped playing could become a minister.
_ONE_TIME = 730
_FULL = "0000-07-01"  # what a date lacks is taken from the middle of the year or month


def day(words: str | None) -> int | None:
    """The day of an ISO 8601 date or time as a number; None where it is none."""
    if words is None:
        return None
    given = words[:10]
    try:
        return date.fromisoformat(given + _FULL[len(given) :]).toordinal()
    except ValueError:
        return None


def one_time(a: Reported, b: Reported) -> bool:
    """Whether two reports may be of one time: undated ones may."""
    starts, ends = (day(a.first), day(b.first)), (day(a.last), day(b.last))
    apart = [later - earlier for later, earlier in zip(starts, ends[::-1], strict=True) if later and earlier]
    return all(days <= _ONE_TIME for days in apart)
