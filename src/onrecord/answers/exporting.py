"""What leaves the ledger: its articles as records, with the ids by which the ledger knows their parts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from onrecord.answers.filters import Filters, chosen, narrowed
from onrecord.errors import NotRecordedError
from onrecord.exports.exported import Exported
from onrecord.ledger import reading_back
from onrecord.ledger.tables import (
    article_speakers,
    articles,
    attributions,
    corrections,
    pages,
    people,
    readings,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from onrecord.ledger.ledger import Ledger


def wanted(ledger: Ledger, filters: Filters | None = None, *, corrected: bool = False) -> list[int]:
    """The current articles that hold a statement which the filters leave, all where None, in their order.

    ``corrected``: those alone on which a correction by a person stands.
    """
    with ledger.reading() as connection:
        ids = select(articles.c.id).where(articles.c.current).order_by(articles.c.id)
        if filters is not None:
            picked = chosen(connection, filters)
            said = select(attributions.c.article_id).join(
                articles, articles.c.id == attributions.c.article_id
            )
            ids = ids.where(articles.c.id.in_(narrowed(said, picked, tagged=False)))
        if corrected:
            standing = select(corrections.c.article_id).where(corrections.c.undone.is_(None))
            ids = ids.where(articles.c.id.in_(standing))
        return list(connection.execute(ids).scalars())


def exported(ledger: Ledger, article_ids: list[int]) -> Iterator[Exported]:
    """The articles as they stand when their turn comes, with their ids; one withdrawn by then is left out."""
    for article_id in article_ids:
        article = _left(ledger, article_id)
        if article is not None:
            yield article


def _left(ledger: Ledger, article_id: int) -> Exported | None:
    try:
        with ledger.reading() as connection:
            return standing(connection, article_id)
    except NotRecordedError:  # withdrawn since the numbers were asked for
        return None


def standing(connection: Connection, article_id: int) -> Exported:
    """An article as it stands, with its ids. Raises NotRecordedError."""
    record = reading_back.record_of(connection, article_id)
    page = connection.execute(
        select(pages.c.digest, pages.c.fetched)
        .join(articles, articles.c.page_id == pages.c.id)
        .where(articles.c.id == article_id)
    ).one()
    reading = select(readings.c.id).where(readings.c.article_id == article_id, readings.c.current)
    reading_id = connection.execute(reading).scalar()
    said = select(attributions.c.id).where(
        attributions.c.reading_id == reading_id, attributions.c.status != "rejected"
    )
    who = (
        select(article_speakers.c.ord, func.coalesce(people.c.merged_into, people.c.id))
        .join(people, people.c.id == article_speakers.c.person_id)
        .where(article_speakers.c.reading_id == reading_id)
    )
    return Exported(
        record,
        str(article_id),
        tuple(map(str, connection.execute(said.order_by(attributions.c.ord)).scalars())),
        _moment(page.fetched),
        page.digest,
        {place: str(person) for place, person in connection.execute(who)},
    )


def _moment(fetched: str | None) -> datetime | None:
    """When a page was fetched; what is written without a time zone is in UTC."""
    moment = datetime.fromisoformat(fetched) if fetched else None
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment
