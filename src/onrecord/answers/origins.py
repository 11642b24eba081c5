"""Which articles tell one another's words, and how much of an outlet's reporting is its own."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, or_, select

from onrecord.answers.ask import LIMIT
from onrecord.answers.briefs import AT_ONCE, briefs, in_time
from onrecord.answers.comparisons import ArticleBrief, Origin, OutletReporting, Shared
from onrecord.answers.filters import Filters, chosen, narrowed, with_query
from onrecord.errors import NotRecordedError
from onrecord.ledger import comparing
from onrecord.ledger import origins as kept
from onrecord.ledger import query as queries
from onrecord.ledger.tables import articles, attributions, origin_articles, origin_links, publishers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from onrecord.ledger.ledger import Ledger

#: Statements that a query may find: enough for any event; a query for more is a question on everything.
_FOUND: Final = 10_000


def origin_ids(connection: Connection, article_ids: Iterable[int]) -> dict[int, int]:
    """By article, the id of its origin: the same for articles that share one."""
    return kept.origin_ids(connection, article_ids)


def origin_of(ledger: Ledger, article_id: int) -> Origin:
    """The origin of an article, with all that share it. Raises NotRecordedError."""
    comparing.bring_up(ledger)
    with ledger.reading() as connection:
        _check(connection, article_id)
        origin = origin_ids(connection, [article_id])[article_id]
        return _origins(connection, [origin])[0]


def origins(
    ledger: Ledger, query: str | None = None, *, filters: Filters | None = None, limit: int = LIMIT
) -> tuple[Origin, ...]:
    """Origins of several articles, the biggest first.

    With a query or filters, those of the articles in which statements are found so, single articles too.
    Raises UsageError, NotRecordedError where nobody has a name that was asked for.
    """
    comparing.bring_up(ledger)
    with ledger.reading() as connection:
        if query is None and filters in (None, Filters()):
            return _origins(connection, _biggest(connection, limit))
        found = _articles(ledger, connection, query, filters or Filters())
        ids = set(origin_ids(connection, found).values())
        sizes = _sizes(connection, sorted(ids))
        order = sorted(ids, key=lambda one: (-sizes.get(one, 1), one))
        return _origins(connection, order[:limit])


def reporting(
    ledger: Ledger, *, outlet: str | None = None, limit: int = LIMIT
) -> tuple[OutletReporting, ...]:
    """How much of each outlet's articles is its own reporting; who has most articles comes first.

    ``outlet`` is a part of a name or site. Raises NotRecordedError where no outlet has it.
    """
    comparing.bring_up(ledger)
    ranked = (
        select(
            articles.c.outlet_id,
            origin_articles.c.agency.is_not(None).label("credited"),
            func.row_number()
            .over(
                partition_by=origin_articles.c.origin_id,
                order_by=(articles.c.published.is_(None), articles.c.published, articles.c.id),
            )
            .label("place"),
        )
        .join(articles, articles.c.id == origin_articles.c.article_id)
        .subquery()
    )
    first = ranked.c.place == 1
    total = func.count()
    wanted = (
        select(
            publishers.c.name,
            total.label("articles"),
            total.filter(first, ~ranked.c.credited).label("own"),
            total.filter(ranked.c.credited).label("credited"),
            total.filter(~first, ~ranked.c.credited).label("copies"),
        )
        .join(publishers, publishers.c.id == ranked.c.outlet_id)
        .group_by(publishers.c.name)
        .order_by(total.desc(), publishers.c.name)
        .limit(limit)
    )
    with ledger.reading() as connection:
        if outlet is not None:
            wanted = wanted.where(
                ranked.c.outlet_id.in_(chosen(connection, Filters(outlet=outlet)).outlets or ())
            )
        rows = connection.execute(wanted).all()
    return tuple(
        OutletReporting(row.name, row.articles, row.own, row.credited, row.copies, row.own / row.articles)
        for row in rows
    )


def _check(connection: Connection, article_id: int) -> None:
    """Raises NotRecordedError where there is no such article any more."""
    row = connection.execute(
        select(articles.c.current, articles.c.text).where(articles.c.id == article_id)
    ).first()
    if row is not None and row.current and row.text is not None:
        return
    what = "no such article"
    if row is not None:
        what = "its text was withdrawn" if row.text is None else "an earlier version of its page"
    raise NotRecordedError(
        f"article {article_id}: {what}; expected the number of a current article in this ledger; find one "
        "with `onrecord search`"
    )


def _biggest(connection: Connection, limit: int) -> list[int]:
    members = func.count()
    wanted = (
        select(origin_articles.c.origin_id)
        .group_by(origin_articles.c.origin_id)
        .having(members > 1)
        .order_by(members.desc(), origin_articles.c.origin_id)
        .limit(limit)
    )
    return list(connection.execute(wanted).scalars())


def _articles(ledger: Ledger, connection: Connection, query: str | None, filters: Filters) -> list[int]:
    """The articles in which a query finds statements."""
    words = None
    if query is not None:
        asked = queries.parse(query)
        words, filters = asked.words, with_query(filters, asked)
    picked = chosen(connection, filters)
    wanted = select(attributions.c.article_id).join(articles, articles.c.id == attributions.c.article_id)
    if words is None:
        wanted = narrowed(wanted, picked, tagged=False)
    else:
        wanted = ledger.store.search(narrowed(wanted, picked, tagged=True), words, picked.tags)
    return list(dict.fromkeys(connection.execute(wanted.limit(_FOUND)).scalars()))


def _sizes(connection: Connection, ids: Sequence[int]) -> dict[int, int]:
    """By origin, how many articles it has."""
    sizes: dict[int, int] = {}
    wanted = select(origin_articles.c.origin_id, func.count().label("number")).group_by(
        origin_articles.c.origin_id
    )
    for begun in range(0, len(ids), AT_ONCE):
        rows = connection.execute(wanted.where(origin_articles.c.origin_id.in_(ids[begun : begun + AT_ONCE])))
        sizes.update({row.origin_id: row.number for row in rows})
    return sizes


def _origins(connection: Connection, ids: Sequence[int]) -> tuple[Origin, ...]:
    """The origins of these ids, in their order; an article that was not looked at is one by itself."""
    members: dict[int, list[int]] = defaultdict(list)
    agencies: dict[int, str | None] = {}
    for begun in range(0, len(ids), AT_ONCE):
        here = origin_articles.c.origin_id.in_(ids[begun : begun + AT_ONCE])
        for row in connection.execute(select(origin_articles).where(here)):
            members[row.origin_id].append(row.article_id)
            agencies[row.article_id] = row.agency
    for one in ids:
        members[one] = members[one] or [one]
    everything = [article for one in ids for article in members[one]]
    known, links = briefs(connection, everything), _links(connection, everything)
    return tuple(_origin(one, [known[article] for article in members[one]], agencies, links) for one in ids)


def _origin(
    origin: int,
    found: Sequence[ArticleBrief],
    agencies: dict[int, str | None],
    links: dict[int, list[Any]],
) -> Origin:
    first, *others = sorted(found, key=in_time)
    place = {one.id: number for number, one in enumerate((first, *others))}
    told = tuple(_shared(one, links[one.id], place) for one in others)
    credited = Counter(agency for one in found if (agency := agencies.get(one.id)))
    return Origin(origin, first, next((name for name, _ in credited.most_common(1)), None), told)


def _shared(one: ArticleBrief, links: Sequence[Any], place: dict[int, int]) -> Shared:
    """Why an article is here: its strongest link, to an earlier one if there is any."""

    def strength(link: Any) -> tuple[bool, float, int]:
        other = _other(link, one.id)
        return place[other] < place[one.id], link.probability, -place[other]

    best = max(links, key=strength)
    evidence = tuple((kind, words) for kind, words in json.loads(best.evidence))
    return Shared(one, _other(best, one.id), best.kind, best.probability, evidence)


def _other(link: Any, article_id: int) -> int:
    """The other article of a link."""
    return int(link.other_id if link.article_id == article_id else link.article_id)


def _links(connection: Connection, ids: Sequence[int]) -> dict[int, list[Any]]:
    """By article, the links that it is part of."""
    links: dict[tuple[int, int], Any] = {}  # one whose ends are in two batches is found twice
    for begun in range(0, len(ids), AT_ONCE):
        some = ids[begun : begun + AT_ONCE]
        here = or_(origin_links.c.article_id.in_(some), origin_links.c.other_id.in_(some))
        for link in connection.execute(select(origin_links).where(here)):
            links[link.article_id, link.other_id] = link
    found: dict[int, list[Any]] = defaultdict(list)
    for (one, other), link in links.items():
        found[one].append(link)
        found[other].append(link)
    return found
