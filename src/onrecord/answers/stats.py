"""How much a ledger holds, what came in and what was refused."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from onrecord.answers.values import Stats, Withdrawal
from onrecord.ledger.tables import (
    articles,
    attributions,
    inputs,
    migrations,
    pages,
    people,
    publishers,
    readings,
    withdrawals,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, Table

    from onrecord.ledger.ledger import Ledger

#: So many outlets are named; a ledger may have thousands, and these are most of what it holds.
OUTLETS: Final = 20


def stats(ledger: Ledger) -> Stats:
    """The counts of a ledger at one moment."""
    with ledger.reading() as connection:
        kinds = _kinds(connection)
        first, last = connection.execute(
            select(func.min(articles.c.published), func.max(articles.c.published)).where(articles.c.current)
        ).one()
        return Stats(
            location=ledger.name,
            version=connection.execute(select(func.max(migrations.c.number))).scalar_one(),
            bytes=ledger.store.size(connection),
            pages=_count(connection, pages),
            articles=_count(connection, articles, articles.c.current),
            versions=_count(connection, articles),
            statements=sum(kinds.values()),
            people=_count(connection, people, people.c.merged_into.is_(None)),
            outlets=_count(connection, publishers),
            first=first,
            last=last,
            inputs=_by(connection, inputs.c.outcome),
            refusals=_by(connection, inputs.c.reason, inputs.c.outcome == "refused"),
            quotations=_summed((quotation, number) for (quotation, _), number in kinds.items()),
            speakers=_summed((speaker, number) for (_, speaker), number in kinds.items()),
            models=_by(connection, readings.c.model, readings.c.current & readings.c.model.is_not(None)),
            outlet_articles=_outlets(connection),
            withdrawals=_withdrawals(connection),
        )


def articles_held(ledger: Ledger) -> int:
    """How many articles the ledger holds, all versions counted."""
    with ledger.reading() as connection:
        return _count(connection, articles)


def _kinds(connection: Connection) -> dict[tuple[str, str], int]:
    """How many current statements there are of each kind of quotation and of speaker; out of one index."""
    columns = attributions.c.status, attributions.c.quotation, attributions.c.speaker_kind
    counted = select(*columns, func.count()).where(attributions.c.current).group_by(*columns)
    kinds: Counter[tuple[str, str]] = Counter()
    for status, quotation, speaker, number in connection.execute(counted):
        if status != "rejected":
            kinds[quotation, speaker] += number
    return kinds


def _summed(numbers: Iterable[tuple[str, int]]) -> dict[str, int]:
    """The sum for each value, the greatest first."""
    sums: Counter[str] = Counter()
    for value, number in numbers:
        sums[value] += number
    return dict(sorted(sums.items(), key=lambda one: (-one[1], one[0])))


def _count(connection: Connection, table: Table, *conditions: ColumnElement[bool]) -> int:
    return connection.execute(select(func.count()).select_from(table).where(*conditions)).scalar_one()


def _by(
    connection: Connection, column: ColumnElement[Any], *conditions: ColumnElement[bool]
) -> dict[str, int]:
    """How many rows have each value, the most frequent first."""
    number = func.count().label("number")
    rows = connection.execute(
        select(column, number).where(*conditions).group_by(column).order_by(number.desc(), column)
    )
    return {str(value): count for value, count in rows}


def _outlets(connection: Connection) -> dict[str, int]:
    number = func.count().label("number")
    rows = connection.execute(
        select(publishers.c.name, number)
        .join(articles, articles.c.outlet_id == publishers.c.id)
        .where(articles.c.current)
        .group_by(publishers.c.name)
        .order_by(number.desc(), publishers.c.name)
        .limit(OUTLETS)
    )
    return {row.name: row.number for row in rows}


def _withdrawals(connection: Connection) -> tuple[Withdrawal, ...]:
    rows = connection.execute(select(withdrawals).order_by(withdrawals.c.id))
    return tuple(Withdrawal(row.article_id, row.url, row.reason, row.by, row.at) for row in rows)
