"""Articles as the ledger keeps them: the latest, and what is known of one beside its record."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func, select

from onrecord.answers.values import Withdrawal
from onrecord.errors import NotRecordedError
from onrecord.ledger.tables import (
    article_speakers,
    articles,
    attributions,
    corrections,
    pages,
    people,
    publishers,
    readings,
    withdrawals,
)

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Row

    from onrecord.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Listed:
    """An article in a list. ``statements`` counts those of its current reading; ``version`` is 1 for the
    first under its address; ``added`` is when it came in.
    """

    id: int
    title: str | None
    outlet: str | None
    outlet_id: int | None
    published: str | None
    url: str | None
    language: str | None
    version: int
    added: str
    statements: int


@dataclass(frozen=True, slots=True)
class Version:
    """One version of what stands at an address."""

    id: int
    version: int
    published: str | None
    added: str
    current: bool


_STANDS: Final = people.alias()
# Made once, as the others below: SQLAlchemy takes longer to make them than the database to answer.
_SPEAKING: Final = (
    select(article_speakers.c.id, _STANDS.c.id.label("person"), _STANDS.c.name)
    .select_from(article_speakers)
    .outerjoin(people, people.c.id == article_speakers.c.person_id)
    .outerjoin(_STANDS, _STANDS.c.id == func.coalesce(people.c.merged_into, people.c.id))
    .where(article_speakers.c.reading_id == bindparam("reading"))
    .order_by(article_speakers.c.ord)
)
_KEPT: Final = (
    select(
        articles,
        pages.c.name.label("page"),
        *(pages.c.origin, pages.c.fetched, pages.c.digest, pages.c.size),
        publishers.c.name.label("outlet"),
    )
    .join(pages, pages.c.id == articles.c.page_id)
    .outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
    .where(articles.c.id == bindparam("article"))
)
_READING: Final = select(readings.c.id, readings.c.model, readings.c.at).where(
    readings.c.article_id == bindparam("article"), readings.c.current
)
_SAID: Final = (
    select(attributions.c.id, attributions.c.digest, attributions.c.status)
    .where(attributions.c.reading_id == bindparam("reading"), attributions.c.status != "rejected")
    .order_by(attributions.c.ord)
)
_COUNTED: Final = (
    select(attributions.c.article_id, func.count())
    .where(
        attributions.c.article_id.in_(bindparam("ids", expanding=True)),
        attributions.c.current,
        attributions.c.status != "rejected",
    )
    .group_by(attributions.c.article_id)
)
_CORRECTED: Final = (
    select(corrections)
    .where(corrections.c.article_id == bindparam("article"), corrections.c.attribution_id.is_not(None))
    .order_by(corrections.c.id)
)


@dataclass(frozen=True, slots=True)
class Corrected:
    """What a person did to a statement: ``kind`` is accept, reject, change or add; ``undone`` is when."""

    id: int
    kind: str
    by: str
    at: str
    note: str | None
    undone: str | None
    undone_by: str | None


@dataclass(frozen=True, slots=True)
class Kept:
    """What the ledger knows of an article beside its record.

    ``digest`` is of the bytes it came from, ``size`` their number, ``origin`` where these came out of:
    "file", "web". ``statement_ids``, ``digests`` and ``statuses`` are parallel to the record's attributions.
    ``people`` leads from an index into the record's speakers to who that is after all merges: number and
    name. ``corrections`` are by statement. All of these are empty where the text was withdrawn.
    """

    id: int
    url: str | None
    title: str | None
    outlet: str | None
    outlet_id: int | None
    published: str | None
    added: str
    page: str
    origin: str
    fetched: str | None
    digest: str
    size: int
    model: str | None
    read_at: str | None
    versions: tuple[Version, ...]
    withdrawn: Withdrawal | None
    statement_ids: tuple[int, ...]
    digests: tuple[str, ...]
    statuses: tuple[str, ...]
    people: dict[int, tuple[int, str]]
    corrections: dict[int, tuple[Corrected, ...]]


def listed(
    ledger: Ledger, *, outlet_id: int | None = None, limit: int = 20, skip: int = 0
) -> tuple[Listed, ...]:
    """Current articles, those that came in last before the others; of one outlet, the latest published."""
    wanted = (
        select(articles, publishers.c.name.label("outlet"))
        .outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
        .where(articles.c.current)
    )
    if outlet_id is None:
        wanted = wanted.order_by(articles.c.id.desc())
    else:
        wanted = wanted.where(articles.c.outlet_id == outlet_id)
        wanted = wanted.order_by(articles.c.published.desc().nulls_last(), articles.c.id.desc())
    with ledger.reading() as connection:
        rows = connection.execute(wanted.limit(limit).offset(skip)).all()
        said = _counts(connection, [row.id for row in rows])
    return tuple(
        Listed(
            *(row.id, row.title, row.outlet, row.outlet_id, row.published, row.url),
            *(row.language, row.version, row.added, said.get(row.id, 0)),
        )
        for row in rows
    )


def kept(ledger: Ledger, article_id: int) -> Kept:
    """What is known of an article, withdrawn or not. Raises NotRecordedError where there is none."""
    with ledger.reading() as connection:
        row = connection.execute(_KEPT, {"article": article_id}).first()
        if row is None:
            raise NotRecordedError(
                f"article {article_id}: no such article; expected the number of an article in this ledger; "
                "find one with `onrecord search`"
            )
        reading = connection.execute(_READING, {"article": article_id}).first()
        said = _said(connection, reading.id) if reading is not None and row.text is not None else []
        return Kept(
            *(row.id, row.url, row.title, row.outlet, row.outlet_id, row.published, row.added, row.page),
            *(row.origin, row.fetched, row.digest, row.size),
            reading.model if reading is not None else None,
            reading.at if reading is not None else None,
            _versions(connection, row),
            _withdrawal(connection, row),
            tuple(one.id for one in said),
            tuple(one.digest for one in said),
            tuple(one.status for one in said),
            _people(connection, reading.id) if reading is not None else {},
            _corrections(connection, article_id),
        )


def _counts(connection: Connection, ids: list[int]) -> dict[int, int]:
    """How many statements that count stand in each of these articles."""
    return {row[0]: row[1] for row in connection.execute(_COUNTED, {"ids": ids})}


def _said(connection: Connection, reading_id: int) -> list[Row[Any]]:
    """The statements of a reading in the order of its record, rejected ones left out as there."""
    return list(connection.execute(_SAID, {"reading": reading_id}))


def _people(connection: Connection, reading_id: int) -> dict[int, tuple[int, str]]:
    """By place among the reading's speakers: who that is, as merged."""
    rows = connection.execute(_SPEAKING, {"reading": reading_id})
    return {place: (row.person, row.name) for place, row in enumerate(rows) if row.person is not None}


def _versions(connection: Connection, row: Row[Any]) -> tuple[Version, ...]:
    """All versions of what stands at the article's address, the first one first."""
    same = articles.c.url == row.url if row.url is not None else articles.c.id == row.id
    columns = articles.c.id, articles.c.version, articles.c.published, articles.c.added, articles.c.current
    found = connection.execute(select(*columns).where(same).order_by(articles.c.version, articles.c.id))
    return tuple(Version(*one) for one in found)


def _withdrawal(connection: Connection, row: Row[Any]) -> Withdrawal | None:
    if row.text is not None:
        return None
    here = withdrawals.c.article_id == row.id
    found = connection.execute(select(withdrawals).where(here).order_by(withdrawals.c.id.desc())).first()
    return Withdrawal(row.id, found.url, found.reason, found.by, found.at) if found is not None else None


def _corrections(connection: Connection, article_id: int) -> dict[int, tuple[Corrected, ...]]:
    """By statement: what people did to it, the first act first."""
    found: dict[int, list[Corrected]] = defaultdict(list)
    for row in connection.execute(_CORRECTED, {"article": article_id}):
        done = Corrected(row.id, row.kind, row.by, row.at, row.note, row.undone, row.undone_by)
        found[row.attribution_id].append(done)
    return {statement: tuple(acts) for statement, acts in found.items()}
