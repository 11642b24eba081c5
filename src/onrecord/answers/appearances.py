"""Where somebody appears: the people whom merges made one, and the articles that show each of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from onrecord.ledger.tables import article_speakers, articles, people, publishers, readings

if TYPE_CHECKING:
    from collections.abc import Collection
    from typing import Any

    from sqlalchemy import ColumnElement, Select

    from onrecord.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Member:
    """One of several who are one by merges: their own number and name, and how many articles show them."""

    id: int
    name: str
    articles: int


@dataclass(frozen=True, slots=True)
class Appearance:
    """That an article shows somebody: by which names, and as which of the ``members`` of a group."""

    article_id: int
    title: str | None
    outlet: str | None
    published: str | None
    names: tuple[str, ...]
    members: tuple[int, ...]


def members(ledger: Ledger, person_id: int) -> tuple[Member, ...]:
    """All who are one with a person who stands for themselves, that one first; alone where nobody is."""
    shown = (
        _seats(article_speakers.c.person_id, func.count(articles.c.id.distinct()).label("number"))
        .group_by(article_speakers.c.person_id)
        .subquery()
    )
    wanted = (
        select(people.c.id, people.c.name, func.coalesce(shown.c.number, 0))
        .outerjoin(shown, shown.c.person_id == people.c.id)
        .where(_one_with(person_id))
        .order_by(people.c.id)
    )
    with ledger.reading() as connection:
        found = [Member(*row) for row in connection.execute(wanted)]
    return tuple(sorted(found, key=lambda one: one.id != person_id))


def appearances(
    ledger: Ledger,
    person_id: int,
    *,
    only: Collection[int] | None = None,
    limit: int = 50,
    skip: int = 0,
) -> tuple[Appearance, ...]:
    """The current articles that show somebody who stands for themselves, what came in last first.

    ``only``: no others than these articles.
    """
    here = article_speakers.c.person_id.in_(select(people.c.id).where(_one_with(person_id)))
    ids = _seats(articles.c.id).where(here).distinct().order_by(articles.c.id.desc())
    if only is not None:
        ids = ids.where(articles.c.id.in_(only))
    facts = articles.c.id, articles.c.title, publishers.c.name.label("outlet"), articles.c.published
    with ledger.reading() as connection:
        numbers = list(connection.execute(ids.limit(limit).offset(skip)).scalars())
        told = connection.execute(
            select(*facts)
            .outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
            .where(articles.c.id.in_(numbers))
            .order_by(articles.c.id.desc())
        ).all()
        seats = connection.execute(
            _seats(articles.c.id, article_speakers.c.name, article_speakers.c.person_id)
            .where(here, articles.c.id.in_(numbers))
            .order_by(article_speakers.c.ord)
        ).all()
    names: dict[int, dict[str, None]] = defaultdict(dict)
    who: dict[int, dict[int, None]] = defaultdict(dict)
    for article_id, name, member in seats:
        names[article_id][name] = None
        who[article_id][member] = None
    return tuple(Appearance(*row, tuple(names[row.id]), tuple(who[row.id])) for row in told)


def _one_with(person_id: int) -> ColumnElement[bool]:
    """Whoever is one with a person who stands for themselves, that one too."""
    return or_(people.c.id == person_id, people.c.merged_into == person_id)


def _seats(*columns: Any) -> Select[Any]:
    """Columns of the places of speakers in current readings of current articles."""
    return (
        select(*columns)
        .select_from(article_speakers)
        .join(readings, readings.c.id == article_speakers.c.reading_id)
        .join(articles, articles.c.id == readings.c.article_id)
        .where(readings.c.current, articles.c.current)
    )
