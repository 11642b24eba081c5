"""Groups of wordings, and their occurrences in the order of time, read from the index of ``wordings``."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import bindparam, func, select

from onrecord.ledger.tables import occurrences, wording_links

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Select

#: Wordings of a group that are followed: one with more is a phrase that half a language is made of.
_MOST: Final = 2_000
_AT_ONCE: Final = 500
#: More wordings than this are read at once, where they occur no oftener than this.
_FEW: Final = 8
_SOME: Final = 10_000

_OTHERS: Final = select(wording_links).where(
    wording_links.c.wording.in_(bindparam("wordings", expanding=True))
)
_IN_TIME: Final = (
    select(occurrences)
    .where(occurrences.c.wording == bindparam("wording"))
    .where(occurrences.c.minute >= bindparam("since"), occurrences.c.minute <= bindparam("until"))
    .order_by(occurrences.c.minute, occurrences.c.attribution_id)
    .limit(bindparam("most"))
)
_AT_ONCE_IN_TIME: Final = (
    select(occurrences)
    .where(occurrences.c.wording.in_(bindparam("wordings", expanding=True)))
    .where(occurrences.c.minute >= bindparam("since"), occurrences.c.minute <= bindparam("until"))
    .order_by(occurrences.c.minute, occurrences.c.attribution_id)
    .limit(bindparam("most"))
)
_COUNT: Final = select(func.count()).where(occurrences.c.wording.in_(bindparam("wordings", expanding=True)))


class Place(NamedTuple):
    """An occurrence: when, which statement, of which wording; in the order of time."""

    minute: int
    attribution_id: int
    wording: int


def group_of(connection: Connection, wording: int) -> dict[int, int]:
    """The wordings linked with one, directly or through others, and how probable the links to them are at the
    weakest, in percent; the one asked for stands first, with 100.
    """
    found = {wording: 100}
    edge = [wording]
    while edge and len(found) < _MOST:
        further: dict[int, int] = {}
        for start in range(0, len(edge), _AT_ONCE):
            rows = connection.execute(_OTHERS, {"wordings": edge[start : start + _AT_ONCE]})
            for row in rows:
                if row.other not in found:
                    through = min(row.percent, found[row.wording])
                    further[row.other] = max(through, further.get(row.other, 0))
        edge = sorted(further)[: _MOST - len(found)]
        found.update({one: further[one] for one in edge})
    return found


def in_time(
    connection: Connection,
    wordings: Sequence[int],
    most: int,
    *,
    since: int = -(2**31),
    until: int = 2**31 - 1,
) -> list[Place]:
    """The first ``most`` occurrences of some wordings between two minutes, both inclusive.

    Each wording's are read in their order from the index, so that a million others behind them cost nothing;
    of many wordings that occur a few times each, all are read at once.
    """
    values = {"since": since, "until": until, "most": most}
    if len(wordings) > _FEW and count(connection, wordings) <= _SOME:
        streams = [
            _places(connection, _AT_ONCE_IN_TIME, {**values, "wordings": wordings[start : start + _AT_ONCE]})
            for start in range(0, len(wordings), _AT_ONCE)
        ]
    else:
        streams = [_places(connection, _IN_TIME, {**values, "wording": one}) for one in wordings]
    return list(heapq.merge(*streams))[:most]


def _places(connection: Connection, wanted: Select[Any], values: Mapping[str, Any]) -> list[Place]:
    rows = connection.execute(wanted, values)
    return [Place(row.minute, row.attribution_id, row.wording) for row in rows]


def count(connection: Connection, wordings: Sequence[int]) -> int:
    """How often wordings occur."""
    total = 0
    for start in range(0, len(wordings), _AT_ONCE):
        asked = {"wordings": wordings[start : start + _AT_ONCE]}
        total += connection.execute(_COUNT, asked).scalar_one()
    return total


def every_group(connection: Connection) -> Iterator[list[int]]:
    """The wordings of each group of several, and of each wording that occurs several times."""
    parents: dict[int, int] = {}

    def root(one: int) -> int:
        while (above := parents.setdefault(one, one)) != one:
            parents[one] = parents[above]
            one = parents[above]
        return one

    for row in connection.execute(
        select(wording_links).where(wording_links.c.wording < wording_links.c.other)
    ):
        parents[root(row.wording)] = root(row.other)
    joined: dict[int, list[int]] = {}
    for one in list(parents):
        joined.setdefault(root(one), []).append(one)
    yield from joined.values()
    several = select(occurrences.c.wording).group_by(occurrences.c.wording).having(func.count() > 1)
    for one in connection.execute(several.order_by(occurrences.c.wording)).scalars().all():
        if one not in parents:
            yield [one]
