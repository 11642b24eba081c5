"""Whether the index of wordings is that of the statements: every wording derived again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select, text

from onrecord.ledger.tables import attributions, occurrences
from onrecord.ledger.wordings import Worded, worded

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

_BATCH: Final = 500


def problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """What does not hold, as the name of a row and what is wrong with it; all articles are indexed."""
    last = expected = 0
    while ids := _statements(connection, last):
        found = list(worded(connection, ids).values())
        expected += len(found)
        there = _kept(connection, found)
        for one in found:
            if one.id not in there:
                yield (
                    f"statement {one.id}",
                    "is not in the index of wordings with its words, speaker and date",
                )
        last = ids[-1]
    kept = connection.execute(select(func.count()).select_from(occurrences)).scalar_one()
    if kept > expected:
        yield "the index of wordings", f"has {kept:,} statements; {expected:,} are current"


def _statements(connection: Connection, after: int) -> list[int]:
    wanted = (
        select(attributions.c.id)
        .where(attributions.c.id > after, attributions.c.current, attributions.c.status != "rejected")
        .order_by(attributions.c.id)
        .limit(_BATCH)
    )
    return list(connection.execute(wanted).scalars())


def _kept(connection: Connection, found: Sequence[Worded]) -> set[int]:
    """Those whose occurrence is there."""
    rows = ", ".join(
        f"(CAST(:w{place} AS BIGINT), CAST(:m{place} AS BIGINT), CAST(:a{place} AS BIGINT))"
        for place in range(len(found))
    )
    wanted = text(
        f"WITH asked(wording, minute, id) AS (VALUES {rows}) SELECT id FROM asked WHERE EXISTS "
        "(SELECT 1 FROM occurrences WHERE occurrences.wording = asked.wording "
        "AND occurrences.minute = asked.minute AND occurrences.attribution_id = asked.id)"
    )
    values: dict[str, int] = {}
    for place, one in enumerate(found):
        values |= {f"w{place}": one.wording, f"m{place}": one.minute, f"a{place}": one.id}
    return set(connection.execute(wanted, values).scalars()) if found else set()
