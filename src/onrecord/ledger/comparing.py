"""What is compared across articles is indexed when a reading is stored, and forgotten when it is retired.

Each part of the comparison (the same quotation, origins, figures, disputes) has a module of its own with
``add(connection, article_id, reading_id)``, ``forget(connection, article_id)`` and ``clear(connection)``.
This one names them, and brings up to date what was recorded before a part was there. ``add`` after ``forget``
must leave the same as ``add`` alone. The migration that makes a part's tables puts its row into ``indexing``.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import func, insert, select, update

from onrecord.ledger import origins, origins_proved, wordings, wordings_proved
from onrecord.ledger.tables import articles, indexing, readings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection

    from onrecord.ledger.ledger import Ledger

#: Articles that are brought up to date in one transaction: some tenths of a second, in which others wait.
_BATCH: Final = 50


class Part(NamedTuple):
    """A part of the comparison; with another ``version`` than the ledger's its index is made anew.

    ``by_statement``: it depends on what statements say and who says it, which a correction changes.
    """

    name: str
    version: int
    add: Callable[[Connection, int, int], None]
    forget: Callable[[Connection, int], None]
    clear: Callable[[Connection], None]
    by_statement: bool = True
    problems: Callable[[Connection], Iterator[tuple[str, str]]] | None = None


PARTS: Final[tuple[Part, ...]] = (
    Part("wordings", 1, wordings.add, wordings.forget, wordings.clear, problems=wordings_proved.problems),
    Part(
        *("origins", 1, origins.add, origins.forget, origins.clear),
        by_statement=False,
        problems=origins_proved.problems,
    ),
)


def add(connection: Connection, article_id: int, reading_id: int) -> None:
    """Indexes a reading that was just stored, in the transaction that stores it."""
    for part in PARTS:
        part.add(connection, article_id, reading_id)


def forget(connection: Connection, article_id: int) -> None:
    """Takes an article out of every index; its rows are still as they were indexed."""
    for part in PARTS:
        part.forget(connection, article_id)


@contextmanager
def restating(connection: Connection, article_id: int) -> Iterator[None]:
    """While the statements of an article's current reading change: out of the indexes, and in again."""
    parts = [part for part in PARTS if part.by_statement]
    for part in parts:
        part.forget(connection, article_id)
    yield
    reading = _reading(connection, article_id)
    if reading is not None:
        for part in parts:
            part.add(connection, article_id, reading)


def behind(ledger: Ledger) -> int:
    """How many articles, at most, some part has not indexed yet."""
    with ledger.reading() as connection:
        return sum(_behind(connection, part) for part in PARTS)


def problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """What is wrong with the indexes, as the name of a row and what; nothing of one that is behind."""
    for part in PARTS:
        if part.problems is not None and not _behind(connection, part):
            yield from part.problems(connection)


def bring_up(ledger: Ledger) -> None:
    """Before a question across articles: indexes what is not, or only says how much that is.

    Who waits at a command waits for all of it once; who asks a server for a page must not (``lagging``).
    """
    if ledger.lagging is None:
        catch_up(ledger)
        return
    with ledger.reading() as connection:
        number = max(_behind(connection, part) for part in PARTS)
    if number:
        ledger.lagging(number)


def catch_up(ledger: Ledger, told: Callable[[int], object] = lambda _: None) -> None:
    """Indexes what was recorded before there was an index, or by another version of it.

    In transactions of some articles each, so that a stop loses little and others may write meanwhile;
    ``told`` is given how many articles more were looked at. Where nothing is behind, nothing is written; nor
    into a ledger that was opened for reading, which answers from what is indexed.
    """
    if not ledger.writable or not behind(ledger):
        return
    for part in PARTS:
        with ledger.atomic() as connection:
            _begin(connection, part)
        number = _BATCH
        while number:
            with ledger.atomic() as connection:
                number = _some(connection, part)
            told(number)


def _behind(connection: Connection, part: Part) -> int:
    row = connection.execute(select(indexing).where(indexing.c.part == part.name)).first()
    if row is None or row.version != part.version:
        return _last(connection)
    return int(row.upto - row.done)


def _begin(connection: Connection, part: Part) -> None:
    """Empties an index that another version made."""
    here = indexing.c.part == part.name
    row = connection.execute(select(indexing).where(here)).first()
    if row is not None and row.version == part.version:
        return
    part.clear(connection)
    values = {"version": part.version, "done": 0, "upto": _last(connection)}
    if row is None:
        connection.execute(insert(indexing).values(part=part.name, **values))
    else:
        connection.execute(update(indexing).where(here).values(**values))


def _some(connection: Connection, part: Part) -> int:
    """Indexes the next articles; by how much fewer are left."""
    here = indexing.c.part == part.name
    row = connection.execute(select(indexing).where(here)).one()
    ids = list(
        connection.execute(
            select(articles.c.id)
            .where(articles.c.id > row.done, articles.c.id <= row.upto, articles.c.current)
            .order_by(articles.c.id)
            .limit(_BATCH)
        ).scalars()
    )
    for article_id in ids:
        part.forget(connection, article_id)
        reading = _reading(connection, article_id)
        if reading is not None:
            part.add(connection, article_id, reading)
    done = ids[-1] if len(ids) == _BATCH else row.upto
    connection.execute(update(indexing).where(here).values(done=done))
    return int(done - row.done)


def _reading(connection: Connection, article_id: int) -> int | None:
    wanted = select(readings.c.id).where(readings.c.article_id == article_id, readings.c.current)
    return connection.execute(wanted).scalar()


def _last(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(articles.c.id), 0))).scalar_one())
