"""Who speaks, where and when, as words for the full-text index: the cell ``attributions.tags``.

    p12       person 12, as merged          y2024     published in that year
    o3        outlet 3                      m202405   in that month; m2024 where the page tells the year alone

So that what somebody said about something in some month is one question to that index, and not a walk
through all that the word, the person or the month give alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DATE: Final = re.compile(r"(\d{4})(?:-(\d\d))?")
#: A ledger whose dates span more years than this has wrong ones among them; a range of them needs no tags.
_MOST_YEARS: Final = 200
#: A tag that no statement has.
NEVER: Final = "y0"


def of_statement(speaking: Iterable[int | None], outlet: int | None, published: str | None) -> str:
    """The cell: people, None for somebody unnamed; an outlet; a date of publication."""
    people = (f"p{one}" for one in dict.fromkeys(speaking) if one is not None)
    where = [f"o{outlet}"] if outlet is not None else []
    return " ".join([*people, *where, *_of_date(published)])


def of_people(ids: Iterable[int]) -> list[str]:
    """The tags of which a statement of one of these people has one."""
    return [f"p{one}" for one in ids]


def of_outlets(ids: Iterable[int]) -> list[str]:
    """The tags of which a statement in one of these outlets has one."""
    return [f"o{one}" for one in ids]


def of_dates(first: str, last: str) -> list[str] | None:
    """The tags of which whatever was published from ``first`` to ``last`` has one; None: too many.

    Both are a year, a month or longer. The tags hold more than the range where that begins within a month.
    """
    since, until = int(first[:4]), int(last[:4])
    if until - since > _MOST_YEARS:
        return None
    return list(_months(since, until, int(first[5:7] or 1), int(last[5:7] or 12))) or [NEVER]


def _months(since: int, until: int, first: int, last: int) -> Iterator[str]:
    for year in range(since, until + 1):
        months = range(first if year == since else 1, (last if year == until else 12) + 1)
        if len(months) == 12:
            yield f"y{year}"
        else:
            yield f"m{year}"
            yield from (f"m{year}{month:02}" for month in months)


def _of_date(published: str | None) -> list[str]:
    match = _DATE.match(published or "")
    return [f"y{match[1]}", f"m{match[1]}{match[2] or ''}"] if match else []
