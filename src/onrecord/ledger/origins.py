"""Which articles share an origin: found by their sketches, decided by their words, kept as they come and go.

``origin_articles`` has a row for every current article that was looked at, ``origin_marks`` the numbers of
its sketch, ``origin_links`` each pair that shares. An origin is what links hold together; its id is the least
of its articles'.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, insert, or_, select, text, update

from onrecord.compare.crediting import agency_of
from onrecord.compare.sharing import Share, Source, shared
from onrecord.compare.sketches import sketch
from onrecord.ledger import codec
from onrecord.ledger.tables import articles, origin_articles, origin_links, origin_marks, publishers
from onrecord.records import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, TextClause

#: Articles asked for by one mark, the newest first: a paragraph that a site puts under everything stands in
#: any number of them and tells nothing.
_OF_A_MARK: Final = 64
#: Marks that two articles must have in common to be laid side by side: one alone is met by chance.
_IN_COMMON: Final = 2
#: Articles laid side by side with a new one, those with most marks in common first, and links kept of it:
#: what is linked to several stays with the others when one goes.
_COMPARED: Final = 8
_LINKS: Final = 3
#: Values in one statement: SQLite takes 32,766.
_AT_ONCE: Final = 1_000

_ARTICLE: Final = (
    select(
        articles.c.id,
        articles.c.text,
        articles.c.layout,
        articles.c.authors,
        articles.c.published,
        publishers.c.name.label("outlet"),
    )
    .outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
    .where(articles.c.id.in_(bindparam("ids", expanding=True)), articles.c.text.is_not(None))
)
_ORIGIN: Final = select(origin_articles.c.origin_id).where(
    origin_articles.c.article_id == bindparam("article")
)


class Read(NamedTuple):
    """An article that is to be compared."""

    id: int
    source: Source
    marks: tuple[int, ...]


def add(connection: Connection, article_id: int, reading_id: int) -> None:
    """Finds with which articles one shares its origin. What it says does not depend on its reading."""
    del reading_id
    if connection.execute(_ORIGIN, {"article": article_id}).first() is not None:
        return
    for read in sources(connection, [article_id]):
        own = {"article_id": article_id, "origin_id": article_id, "agency": read.source.agency}
        connection.execute(insert(origin_articles), own)
        _link(connection, read)
        if read.marks:
            connection.execute(
                insert(origin_marks), [{"mark": one, "article_id": article_id} for one in read.marks]
            )


def forget(connection: Connection, article_id: int) -> None:
    """Takes an article out; those that it alone held together are apart, or held by others."""
    origin = connection.execute(_ORIGIN, {"article": article_id}).scalar()
    if origin is None:
        return
    _unmark(connection, article_id)
    left = _neighbours(connection, article_id)
    links = origin_links
    connection.execute(
        delete(links).where(or_(links.c.article_id == article_id, links.c.other_id == article_id))
    )
    connection.execute(delete(origin_articles).where(origin_articles.c.article_id == article_id))
    alone = [one for one in left if not _neighbours(connection, one)]
    members = _members(connection, origin)
    _part(connection, members)
    for read in sources(connection, alone):
        _link(connection, read)


def clear(connection: Connection) -> None:
    """Empties the index, before it is made anew."""
    for table in (origin_links, origin_marks, origin_articles):
        connection.execute(delete(table))


def origin_ids(connection: Connection, article_ids: Iterable[int]) -> dict[int, int]:
    """The origin of each article; one that was not looked at is its own."""
    wanted = list(dict.fromkeys(article_ids))
    found = {one: one for one in wanted}
    for begun in range(0, len(wanted), _AT_ONCE):
        rows = connection.execute(
            select(origin_articles.c.article_id, origin_articles.c.origin_id).where(
                origin_articles.c.article_id.in_(wanted[begun : begun + _AT_ONCE])
            )
        )
        found.update({row.article_id: row.origin_id for row in rows})
    return found


def _unmark(connection: Connection, article_id: int) -> None:
    """Removes an article's marks; they are derived again, so that no index leads from articles to them."""
    here = (origin_marks.c.mark == bindparam("of_mark")) & (origin_marks.c.article_id == article_id)
    for read in sources(connection, [article_id]):
        if read.marks:
            connection.execute(delete(origin_marks).where(here), [{"of_mark": one} for one in read.marks])


def _link(connection: Connection, read: Read) -> None:
    """Links an article to those that share its origin, whose origins become one with its own."""
    found = _sharing(connection, read)
    if not found:
        return
    rows = [
        {
            "article_id": read.id,
            "other_id": other,
            "kind": share.kind.value,
            "probability": share.probability,
            "evidence": codec.dumps([list(pair) for pair in share.evidence]),
        }
        for other, share in found.items()
    ]
    connection.execute(insert(origin_links), rows)
    joined = set(origin_ids(connection, [read.id, *found]).values())
    here = origin_articles.c.origin_id.in_(joined)
    connection.execute(update(origin_articles).where(here).values(origin_id=min(joined)))


def _sharing(connection: Connection, read: Read) -> dict[int, Share]:
    """The articles that share an article's origin, the first few that are found."""
    found: dict[int, Share] = {}
    for other in sources(connection, _candidates(connection, read)):
        share = _between(read, other)
        if share is not None:
            found[other.id] = share
        if len(found) == _LINKS:
            break
    return found


def _between(one: Read, other: Read) -> Share | None:
    """Whether two articles share an origin; of two without dates the one recorded first is the earlier."""
    earlier, later = sorted((one, other), key=lambda read: (read.source.day or date.max.toordinal(), read.id))
    return shared(earlier.source, later.source)


def _candidates(connection: Connection, read: Read) -> list[int]:
    """The articles that have most marks in common with one, at most ``_COMPARED``."""
    if not read.marks:
        return []
    marks = {f"m{place}": mark for place, mark in enumerate(read.marks)}
    met = Counter(connection.execute(_asked(len(marks)), marks).scalars())
    del met[read.id]
    most = sorted(met.items(), key=lambda one: (-one[1], -one[0]))[:_COMPARED]
    return [article for article, common in most if common >= min(_IN_COMMON, len(marks))]


@cache
def _asked(count: int) -> TextClause:
    """The newest articles of each of so many marks: as many small look-ups in one statement."""
    one = (
        "SELECT article_id FROM (SELECT article_id FROM origin_marks WHERE mark = :m{0} "
        f"ORDER BY article_id DESC LIMIT {_OF_A_MARK}) AS of_{{0}}"
    )
    return text(" UNION ALL ".join(one.format(place) for place in range(count)))


def sources(connection: Connection, ids: Sequence[int]) -> list[Read]:
    """Articles as they are compared, in the order of ``ids``; without those whose words were withdrawn."""
    rows = {row.id: row for row in connection.execute(_ARTICLE, {"ids": list(ids)})} if ids else {}
    return [_read_row(rows[one]) for one in ids if one in rows]


def _read_row(row: Any) -> Read:
    layout = codec.layout_from(row.layout)
    regions = [block.span for block in layout.blocks if block.kind is not BlockKind.TITLE]
    body = "\n".join(region.of(row.text) for region in regions)
    dateline = layout.dateline.of(row.text) if layout.dateline else None
    agency = agency_of(body, dateline, json.loads(row.authors), row.outlet)
    source = Source.of(body, _day(row.published), row.outlet, agency)
    return Read(row.id, source, sketch(source.told))


def _day(published: str | None) -> int | None:
    """A date as a number of days; None where a page gives no whole date."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _neighbours(connection: Connection, article_id: int) -> list[int]:
    """The articles linked to one."""
    links = origin_links
    later = select(links.c.other_id).where(links.c.article_id == article_id)
    earlier = select(links.c.article_id).where(links.c.other_id == article_id)
    return [*connection.execute(later).scalars(), *connection.execute(earlier).scalars()]


def _members(connection: Connection, origin: int) -> list[int]:
    here = origin_articles.c.origin_id == origin
    return list(connection.execute(select(origin_articles.c.article_id).where(here)).scalars())


def _part(connection: Connection, members: Sequence[int]) -> None:
    """Gives the articles of what was one origin the origins that their links still hold together."""
    links: dict[int, list[int]] = defaultdict(list)
    for begun in range(0, len(members), _AT_ONCE):
        some = members[begun : begun + _AT_ONCE]
        rows = select(origin_links.c.article_id, origin_links.c.other_id)
        for row in connection.execute(rows.where(origin_links.c.article_id.in_(some))):
            links[row.article_id].append(row.other_id)
            links[row.other_id].append(row.article_id)
    found = components(sorted(members), links)
    rows_now = [{"of_article": article, "now": origin} for article, origin in found.items()]
    if rows_now:
        here = origin_articles.c.article_id == bindparam("of_article")
        connection.execute(update(origin_articles).where(here).values(origin_id=bindparam("now")), rows_now)


def components(members: Sequence[int], links: Mapping[int, Sequence[int]]) -> dict[int, int]:
    """By article, the least of those that links lead to; ``members`` are sorted."""
    found: dict[int, int] = {}
    for member in members:
        waiting = [member] if member not in found else []
        while waiting:
            one = waiting.pop()
            if one not in found:
                found[one] = member
                waiting += links[one]
    return found
