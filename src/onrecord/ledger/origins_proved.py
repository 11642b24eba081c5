"""The index of origins proves itself: every row is derived again from the articles' words."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from onrecord.ledger import origins
from onrecord.ledger.tables import articles, origin_articles, origin_links, origin_marks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import Connection

_BATCH: Final = 200  # articles read at a time: their texts are held in memory


def problems(connection: Connection) -> Iterator[tuple[str, str]]:
    """What is wrong with the index, as the name of a row and what."""
    rows = connection.execute(select(origin_articles)).all()
    kept = {row.article_id: row for row in rows}
    current = set(connection.execute(select(articles.c.id).where(articles.c.current)).scalars())
    for article in sorted(current - kept.keys()):
        yield f"article {article}", "was not laid side by side with the others"
    for article in sorted(kept.keys() - current):
        yield f"article {article}", "is not current, and still has an origin"
    yield from _joined(connection, {article: row.origin_id for article, row in kept.items()})
    yield from _derived(connection, {article: row.agency for article, row in kept.items()})


def _joined(connection: Connection, ids: Mapping[int, int]) -> Iterator[tuple[str, str]]:
    """Whether each article has the origin that the links give it."""
    links: dict[int, list[int]] = defaultdict(list)
    for one, other in connection.execute(select(origin_links.c.article_id, origin_links.c.other_id)):
        for end in (one, other):
            if end not in ids:
                yield f"article {end}", "is linked with one of its origin, and has none"
        links[one].append(other)
        links[other].append(one)
    for article, origin in origins.components(sorted(ids), links).items():
        if ids.get(article, origin) != origin:
            yield f"article {article}", f"has the origin {ids[article]}; its links give it {origin}"


def _derived(connection: Connection, agencies: Mapping[int, str | None]) -> Iterator[tuple[str, str]]:
    """Whether the marks and the agency of each article are those of its words."""
    marks: dict[int, set[int]] = defaultdict(set)
    for mark, article in connection.execute(select(origin_marks.c.mark, origin_marks.c.article_id)):
        marks[article].add(mark)
    for article in sorted(marks.keys() - agencies.keys()):
        yield f"article {article}", "has marks, and no origin"
    ids = sorted(agencies)
    for begun in range(0, len(ids), _BATCH):
        for read in origins.sources(connection, ids[begun : begun + _BATCH]):
            if marks[read.id] != set(read.marks):
                yield f"article {read.id}", "is looked for by other marks than its words have"
            if agencies[read.id] != read.source.agency:
                yield f"article {read.id}", f"credits {read.source.agency}, not {agencies[read.id]}"
