"""Who is in the ledger: spellings, and roles with the dates at which they were reported."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from onrecord.answers.ask import LIMIT
from onrecord.answers.values import Act, PersonFound, Proposed, Role
from onrecord.errors import NotRecordedError
from onrecord.ledger import persons
from onrecord.ledger.tables import (
    article_speakers,
    articles,
    people,
    person_events,
    person_names,
    readings,
)
from onrecord.ledger.tables import proposals as proposed

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from typing import Any

    from sqlalchemy import Connection, Row, Select

    from onrecord.ledger.ledger import Ledger


def everyone(
    ledger: Ledger, name: str | None = None, *, limit: int = LIMIT, after: int | None = None
) -> tuple[PersonFound, ...]:
    """Those whom a name may mean, all where None; whoever says most comes first.

    ``after``, a person's number, gives those behind them. Raises NotRecordedError where nobody has that name.
    """
    with ledger.reading() as connection:
        if name is None:
            wanted = select(people.c.id).where(people.c.merged_into.is_(None))
            if after is not None:
                said = select(people.c.statements).where(people.c.id == after).scalar_subquery()
                same = and_(people.c.statements == said, people.c.id > after)
                wanted = wanted.where(or_(people.c.statements < said, same))
            wanted = wanted.order_by(people.c.statements.desc(), people.c.id).limit(limit)
            ids = list(connection.execute(wanted).scalars())
        else:
            ids = [person for person, _, _ in persons.named(connection, name)]
            begin = 0 if after is None else ids.index(after) + 1 if after in ids else len(ids)
            ids = ids[begin : begin + limit]
            if not ids and after is None:
                raise NotRecordedError(
                    f"{name!r}: nobody of this name is in the ledger; expected a name, a part of one, or "
                    "#ID; see who is there with `onrecord people`"
                )
        return tuple(_person(connection, one) for one in ids)


def proposals(
    ledger: Ledger, *, kind: str = "same", state: str = "open", limit: int = LIMIT
) -> tuple[Proposed, ...]:
    """Who may be whom ("same"), or stays apart of one name ("conflict"), the likeliest first."""
    wanted = (
        _proposals()
        .where(proposed.c.kind == kind, proposed.c.state == state)
        .order_by(proposed.c.probability.desc(), proposed.c.id)
        .limit(limit)
    )
    with ledger.reading() as connection:
        rows = connection.execute(wanted).all()
    return tuple(map(_proposed, rows))


def proposals_about(connection: Connection, person_id: int) -> tuple[Proposed, ...]:
    """The open ones of both kinds in which somebody has a part, the likeliest first."""
    wanted = (
        _proposals()
        .where(or_(proposed.c.person_id == person_id, proposed.c.other_id == person_id))
        .where(proposed.c.state == "open")
        .order_by(proposed.c.probability.desc(), proposed.c.id)
    )
    return tuple(map(_proposed, connection.execute(wanted)))


def proposed_between(ledger: Ledger, ones: Collection[int], others: Collection[int]) -> Proposed | None:
    """Why some of the one and some of the other may be one, or stay apart, the likeliest of several; None
    where the ledger has not compared them.
    """
    one, other = proposed.c.person_id, proposed.c.other_id
    pairs = or_(and_(one.in_(ones), other.in_(others)), and_(one.in_(others), other.in_(ones)))
    wanted = _proposals().where(pairs).order_by(proposed.c.probability.desc(), proposed.c.id).limit(1)
    with ledger.reading() as connection:
        row = connection.execute(wanted).first()
    return _proposed(row) if row else None


def history(
    ledger: Ledger, *, of: Collection[int] | None = None, limit: int = LIMIT, after: int | None = None
) -> tuple[Act, ...]:
    """What was done about who is who, the latest first; ``of``: only about these people.

    ``after``, an act's number, gives those behind it.
    """
    wanted = _acts().order_by(person_events.c.id.desc()).limit(limit)
    if of is not None:
        wanted = wanted.where(or_(person_events.c.person_id.in_(of), person_events.c.other_id.in_(of)))
    if after is not None:
        wanted = wanted.where(person_events.c.id < after)
    with ledger.reading() as connection:
        rows = connection.execute(wanted).all()
    return tuple(map(_act, rows))


def act(ledger: Ledger, act_id: int) -> Act:
    """One of them. Raises NotRecordedError."""
    with ledger.reading() as connection:
        row = connection.execute(_acts().where(person_events.c.id == act_id)).first()
    if row is None:
        raise NotRecordedError(
            f"act {act_id}: no such act; expected one that `onrecord people --history` shows"
        )
    return _act(row)


def evidence_of(cell: str) -> tuple[tuple[str, str], ...]:
    """The reasons in a cell of ``proposals`` or ``person_events``: pairs of a kind and its words."""
    return tuple((kind, words) for kind, words in json.loads(cell).get("evidence", []))


def _proposals() -> Select[Any]:
    one, other = people.alias(), people.alias()
    return (
        select(proposed, one.c.name.label("name"), other.c.name.label("other_name"))
        .join(one, one.c.id == proposed.c.person_id)
        .join(other, other.c.id == proposed.c.other_id)
    )


def _proposed(row: Row[Any]) -> Proposed:
    pair = row.person_id, row.name, row.other_id, row.other_name
    return Proposed(*pair, row.kind, row.probability, evidence_of(row.evidence), row.state)


def _acts() -> Select[Any]:
    undoing, one, other = person_events.alias(), people.alias(), people.alias()
    return (
        select(person_events, undoing.c.id.label("undoing"), one.c.name, other.c.name.label("other_name"))
        .outerjoin(undoing, undoing.c.undoes == person_events.c.id)
        .outerjoin(one, one.c.id == person_events.c.person_id)
        .outerjoin(other, other.c.id == person_events.c.other_id)
    )


def _act(row: Row[Any]) -> Act:
    return Act(
        *(row.id, row.kind, row.person_id, row.other_id),
        tuple(name for name in (row.name, row.other_name) if name is not None),
        *(row.by, row.at),
        evidence_of(row.detail),
        row.undoing is not None,
    )


def _person(connection: Connection, person_id: int) -> PersonFound:
    row = connection.execute(select(people).where(people.c.id == person_id)).one()
    merged = tuple(connection.execute(select(people.c.id).where(people.c.merged_into == person_id)).scalars())
    ids = (person_id, *merged)
    names = connection.execute(
        select(person_names.c.name, func.sum(person_names.c.times).label("times"))
        .where(person_names.c.person_id.in_(ids))
        .group_by(person_names.c.name)
        .order_by(func.sum(person_names.c.times).desc(), person_names.c.name)
    )
    return PersonFound(
        person_id,
        row.name,
        row.kind,
        row.statements,
        row.wikidata,
        tuple((one.name, int(one.times)) for one in names),
        _roles(connection, ids),
        merged,
    )


def _roles(connection: Connection, ids: Sequence[int]) -> tuple[Role, ...]:
    """What articles called them, the latest first."""
    called = article_speakers.c.role, article_speakers.c.affiliation
    first, last = func.min(articles.c.published), func.max(articles.c.published)
    rows = connection.execute(
        select(*called, first.label("first"), last.label("last"), func.count().label("articles"))
        .join(readings, readings.c.id == article_speakers.c.reading_id)
        .join(articles, articles.c.id == readings.c.article_id)
        .where(article_speakers.c.person_id.in_(ids), readings.c.current, articles.c.current)
        .where(called[0].is_not(None) | called[1].is_not(None))
        .group_by(*called)
        .order_by(last.desc().nulls_last(), *called)
    )
    return tuple(Role(row.role, row.affiliation, row.first, row.last, row.articles) for row in rows)
