"""Articles in an answer: enough to find them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from onrecord.answers.comparisons import ArticleBrief
from onrecord.ledger.tables import articles, publishers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

#: Rows fetched by one question: SQLite takes 32,766 values in a statement.
AT_ONCE: Final = 1_000


def briefs(connection: Connection, ids: Sequence[int]) -> dict[int, ArticleBrief]:
    """The articles of these ids, by id."""
    found: dict[int, ArticleBrief] = {}
    wanted = select(
        articles.c.id,
        articles.c.title,
        publishers.c.name.label("outlet"),
        articles.c.published,
        articles.c.url,
    ).outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
    for begun in range(0, len(ids), AT_ONCE):
        here = articles.c.id.in_(ids[begun : begun + AT_ONCE])
        for row in connection.execute(wanted.where(here)):
            found[row.id] = ArticleBrief(row.id, row.title, row.outlet, row.published, row.url)
    return found


def in_time(one: ArticleBrief) -> tuple[bool, str, int]:
    """A key that sorts articles by when they were published; those without a date stand last."""
    return one.published is None, one.published or "", one.id
