"""The questions: what did X say, who said something about Y, what is this statement."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from onrecord.answers.filters import Filters, chosen, narrowed, with_query
from onrecord.answers.latest import latest, place_of
from onrecord.answers.statements import selection, statements
from onrecord.answers.values import Found, Statement
from onrecord.errors import NotRecordedError, UsageError
from onrecord.ledger import query as queries
from onrecord.ledger.query import Query
from onrecord.ledger.tables import articles, attributions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import Connection, Select

    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.query import Node

#: A row's number: eighteen digits fit the 64 bits of both databases.
_NUMBER: Final = re.compile("[0-9]{1,18}")
#: What fits a screen or two.
LIMIT: Final = 20
#: More statements than this are an export's work: an answer is held in memory, about 2 KB each.
MOST: Final = 1_000_000
#: Rows fetched by one question: SQLite takes 32,766 values in a statement, PostgreSQL 65,535.
_AT_ONCE: Final = 1_000
# Made once: SQLAlchemy takes longer to make it than a database to answer.
_OF_NUMBERS: Final = selection().where(attributions.c.id.in_(bindparam("ids", expanding=True)))


def said(
    ledger: Ledger,
    name: str,
    *,
    about: str | None = None,
    filters: Filters | None = None,
    limit: int = LIMIT,
    skip: int = 0,
    after: int | None = None,
) -> Found:
    """What somebody said, the latest published first; ``about``, a query, narrows it to these words.

    ``name`` is a name, a part of one or ``#ID``; the first ``skip`` statements are left out; ``after``, the
    number of the last statement of an answer, gives what comes behind it. Raises NotRecordedError where
    nobody has the name, UsageError.
    """
    filters = replace(filters or Filters(), speaker=name)
    words = queries.words_of(about) if about is not None else None
    return _found(ledger, words, filters, limit, skip, after)


def search(
    ledger: Ledger,
    query: str,
    *,
    filters: Filters | None = None,
    limit: int = LIMIT,
    skip: int = 0,
    after: int | None = None,
) -> Found:
    """Statements with the words of a query (see ``ledger.query``); with filters alone, all that they leave.

    The latest recorded come first where words are asked for, else the latest published; the first ``skip``
    of them are left out. ``after``, the number of the last statement of an answer, gives what comes behind
    it, however far that is, in the same time. The query may be empty where filters are given.
    """
    filters = filters or Filters()
    asked = queries.parse(query) if query.strip() or filters == Filters() else Query(None)
    return _found(ledger, asked.words, with_query(filters, asked), limit, skip, after)


def show(ledger: Ledger, name: str | int) -> Statement:
    """A statement by its number or its digest, whatever became of it. Raises NotRecordedError."""
    asked = str(name).strip().lstrip("#")
    here = attributions.c.digest == asked if ":" in asked else attributions.c.id == _number(asked)
    with ledger.reading() as connection:
        row = connection.execute(selection().where(here).order_by(attributions.c.id.desc()).limit(1)).first()
        if row is None or row.text is None:
            what = "no such statement" if row is None else "withdrawn with its article"
            raise _no_statement(name, what)
        return statements(connection, [row])[0]


def _no_statement(name: str | int, what: str) -> NotRecordedError:
    return NotRecordedError(
        f"statement {name}: {what}; expected a number or a digest that an answer shows; "
        "find one with `onrecord search`"
    )


def _number(asked: str) -> int:
    if not _NUMBER.fullmatch(asked):
        raise UsageError(
            f"statement {asked!r}: expected a number or a digest (s1:...), as an answer shows it"
        )
    return int(asked)


def _found(
    ledger: Ledger, words: Node | None, filters: Filters, limit: int, skip: int, after: int | None
) -> Found:
    if not 1 <= limit <= MOST:
        raise UsageError(f"limit {limit}: expected 1 to {MOST:,}; for more, use `onrecord export`")
    if not 0 <= skip <= MOST:
        raise UsageError(f"skip {skip}: expected 0 to {MOST:,}; narrow the question by dates instead")
    with ledger.reading() as connection:
        picked = chosen(connection, filters)
        if words is None:
            place = None if after is None else place_of(connection, after)
            if place is None and after is not None:
                raise _no_statement(after, "no such statement")
            ids = latest(ledger, connection, picked, skip + limit + 1, after=place)[skip:]
        else:
            wanted = narrowed(_ids(), picked, tagged=True)
            wanted = ledger.store.search(wanted, words, picked.tags, before=after)
            ids = list(connection.execute(wanted.limit(limit + 1).offset(skip)).scalars())
        return Found(by_ids(connection, ids[:limit]), len(ids) > limit, picked.notes)


def _ids() -> Select[Any]:
    """Numbers alone: whole rows, texts among them, would be sorted with all that is left out."""
    return select(attributions.c.id).join(articles, articles.c.id == attributions.c.article_id)


def by_ids(connection: Connection, ids: Sequence[int]) -> tuple[Statement, ...]:
    """The statements of these numbers, in this order; each must be there."""
    found: list[Statement] = []
    for begun in range(0, len(ids), _AT_ONCE):
        some = ids[begun : begun + _AT_ONCE]
        rows = {row.id: row for row in connection.execute(_OF_NUMBERS, {"ids": list(some)})}
        found += statements(connection, [rows[one] for one in some])
    return tuple(found)
