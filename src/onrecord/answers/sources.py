"""Whom outlets quote, and who quotes whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from onrecord.answers.values import Named
from onrecord.errors import NotRecordedError
from onrecord.ledger.tables import articles, attribution_speakers, attributions, people, publishers

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Select

    from onrecord.ledger.ledger import Ledger

#: Counted are so many of the latest statements: all of most ledgers, and no page waits for a larger one.
RECENT: Final = 20_000
_SOURCES: Final = 20
#: Outlets of a list.
LISTED: Final = 200
#: Pairs of who quotes whom: about what a graph of names can show.
LINKS: Final = 60


@dataclass(frozen=True, slots=True)
class OutletLine:
    """An outlet with what the ledger holds of it."""

    id: int
    name: str
    site: str | None
    articles: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class Sources:
    """Whom an outlet quotes. ``sources`` are people and how many of the ``counted`` statements are theirs;
    ``speakers`` counts the statements by the kind of their speakers, ``quotations`` by how they are quoted.
    """

    outlet: OutletLine
    sources: tuple[tuple[Named, int], ...]
    speakers: dict[str, int]
    quotations: dict[str, int]
    counted: int


@dataclass(frozen=True, slots=True)
class Quoting:
    """That ``by`` gives ``quoted`` the word ``times`` times. ``by`` is an outlet's or a speaker's name, with
    its number and whether it is an outlet.
    """

    by: str
    by_id: int
    outlet: bool
    quoted: str
    quoted_id: int
    times: int


def outlets(ledger: Ledger, *, limit: int = LISTED) -> tuple[OutletLine, ...]:
    """Outlets, those with most articles first."""
    number = func.count(articles.c.id)
    with ledger.reading() as connection:
        rows = connection.execute(_lines().order_by(number.desc(), publishers.c.name).limit(limit)).all()
    return tuple(OutletLine(*row) for row in rows)


def sources(ledger: Ledger, outlet_id: int) -> Sources:
    """Whom an outlet quotes. Raises NotRecordedError where there is no such one."""
    with ledger.reading() as connection:
        row = connection.execute(_lines().where(publishers.c.id == outlet_id)).first()
        if row is None:
            raise NotRecordedError(
                f"outlet {outlet_id}: no such outlet; expected the number of one in this ledger; "
                "`onrecord stats` names those with most articles"
            )
        recent = (
            _recent(attributions.c.id, attributions.c.speaker_kind, attributions.c.quotation)
            .where(articles.c.outlet_id == outlet_id)
            .subquery()
        )
        speakers = _by(connection, recent.c.speaker_kind)
        return Sources(
            OutletLine(*row),
            _most(connection, recent),
            speakers,
            _by(connection, recent.c.quotation),
            sum(speakers.values()),
        )


def network(ledger: Ledger, *, limit: int = LINKS) -> tuple[Quoting, ...]:
    """Who quotes whom: outlets their sources, and speakers one another, those who do it most first."""
    with ledger.reading() as connection:
        found = [*_outlets_quote(connection, limit), *_speakers_quote(connection, limit)]
    found.sort(key=lambda one: (-one.times, one.by, one.quoted))
    return tuple(found[:limit])


def _lines() -> Select[Any]:
    return (
        select(
            *(publishers.c.id, publishers.c.name, publishers.c.site, func.count(articles.c.id)),
            *(func.min(articles.c.published), func.max(articles.c.published)),
        )
        .outerjoin(articles, (articles.c.outlet_id == publishers.c.id) & articles.c.current)
        .group_by(publishers.c.id, publishers.c.name, publishers.c.site)
    )


def _recent(*columns: Any) -> Select[Any]:
    """Columns of the latest statements that count, from attributions and their articles."""
    return (
        select(*columns)
        .select_from(attributions)
        .join(articles, articles.c.id == attributions.c.article_id)
        .where(attributions.c.current, attributions.c.status != "rejected")
        .order_by(attributions.c.id.desc())
        .limit(RECENT)
    )


def _most(connection: Connection, recent: Any) -> tuple[tuple[Named, int], ...]:
    links = attribution_speakers
    number = func.count().label("number")
    rows = connection.execute(
        select(people.c.name, people.c.kind, people.c.id, number)
        .select_from(recent)
        .join(links, (links.c.attribution_id == recent.c.id) & ~links.c.candidate)
        .join(people, people.c.id == links.c.person_id)
        .group_by(people.c.name, people.c.kind, people.c.id)
        .order_by(number.desc(), people.c.id)
        .limit(_SOURCES)
    )
    return tuple((Named(row.name, row.kind, row.id), row.number) for row in rows)


def _by(connection: Connection, column: Any) -> dict[str, int]:
    number = func.count().label("number")
    rows = connection.execute(select(column, number).group_by(column).order_by(number.desc(), column))
    return {row[0]: row[1] for row in rows}


def _outlets_quote(connection: Connection, limit: int) -> list[Quoting]:
    recent = _recent(attributions.c.id, articles.c.outlet_id).subquery()
    links, number = attribution_speakers, func.count().label("number")
    quoting = (publishers.c.name, publishers.c.id, people.c.name.label("quoted"), people.c.id.label("person"))
    rows = connection.execute(
        select(*quoting, number)
        .select_from(recent)
        .join(publishers, publishers.c.id == recent.c.outlet_id)
        .join(links, (links.c.attribution_id == recent.c.id) & ~links.c.candidate)
        .join(people, people.c.id == links.c.person_id)
        .group_by(*quoting)
        .order_by(number.desc(), publishers.c.id, people.c.id)
        .limit(limit)
    )
    return [Quoting(row[0], row[1], True, row[2], row[3], row[4]) for row in rows]


def _speakers_quote(connection: Connection, limit: int) -> list[Quoting]:
    """By nesting: whose statement holds another one's."""
    recent = _recent(attributions.c.id, attributions.c.parent_id).where(attributions.c.parent_id.is_not(None))
    inner = recent.subquery()
    outer_links, links = attribution_speakers.alias(), attribution_speakers.alias()
    outer, one = people.alias(), people.alias()
    number = func.count().label("number")
    quoting = (outer.c.name, outer.c.id, one.c.name.label("quoted"), one.c.id.label("person"))
    rows = connection.execute(
        select(*quoting, number)
        .select_from(inner)
        .join(outer_links, (outer_links.c.attribution_id == inner.c.parent_id) & ~outer_links.c.candidate)
        .join(outer, outer.c.id == outer_links.c.person_id)
        .join(links, (links.c.attribution_id == inner.c.id) & ~links.c.candidate)
        .join(one, one.c.id == links.c.person_id)
        .where(outer.c.id != one.c.id)
        .group_by(*quoting)
        .order_by(number.desc(), outer.c.id, one.c.id)
        .limit(limit)
    )
    return [Quoting(row[0], row[1], False, row[2], row[3], row[4]) for row in rows]
