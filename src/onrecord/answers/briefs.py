"""Articles as answers name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from onrecord.answers.comparisons import ArticleBrief
from onrecord.ledger.tables import articles, publishers

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Connection

_AT_ONCE = 1_000


def briefs(connection: Connection, ids: Collection[int]) -> dict[int, ArticleBrief]:
    """The articles of these numbers, by number."""
    wanted = select(
        articles.c.id, articles.c.title, publishers.c.name, articles.c.published, articles.c.url
    ).outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
    ordered = sorted(ids)
    found = {}
    for begun in range(0, len(ordered), _AT_ONCE):
        for row in connection.execute(wanted.where(articles.c.id.in_(ordered[begun : begun + _AT_ONCE]))):
            found[row.id] = ArticleBrief(*row)
    return found
