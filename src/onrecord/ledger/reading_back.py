"""Rows become records again: what was read of an article, as it stands in the ledger now."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from onrecord.errors import NotRecordedError
from onrecord.ledger import claiming, codec
from onrecord.ledger.tables import (
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    pages,
    publishers,
    readings,
)
from onrecord.records import Article, Record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row

    from onrecord.records import Attribution


def record_of(connection: Connection, article_id: int, reading_id: int | None = None) -> Record:
    """The record of an article: of its current reading, or of the one named.

    Rejected attributions are left out. Raises NotRecordedError where there is no such article, or its text
    was withdrawn.
    """
    article, name, notes = article_of(connection, article_id)
    reading = _reading(connection, article_id, reading_id)
    if reading is None:
        return Record(article, name=name, notes=notes)
    speakers = connection.execute(
        select(article_speakers)
        .where(article_speakers.c.reading_id == reading.id)
        .order_by(article_speakers.c.ord)
    ).all()
    said = _attribution_rows(connection, reading.id)
    claims = claiming.read_back(connection, reading, {row.ord: place for place, row in enumerate(said)})
    return Record(
        article,
        _attributions(connection, reading.id, said, speakers, article.outlet),
        reading.model,
        name,
        notes,
        tuple(codec.speaker_from(row.name, row.kind, row.number, row.detail) for row in speakers),
        *claims,
    )


def article_of(connection: Connection, article_id: int) -> tuple[Article, str, tuple[str, ...]]:
    """An article, the name its page was given by, and the notes on it. Raises NotRecordedError."""
    row = connection.execute(
        select(articles, publishers.c.name.label("outlet"), pages.c.name.label("page"))
        .join(pages, pages.c.id == articles.c.page_id)
        .outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
        .where(articles.c.id == article_id)
    ).first()
    if row is None or row.text is None:
        what = "no such article" if row is None else "its text was withdrawn"
        raise NotRecordedError(
            f"article {article_id}: {what}; expected the number of an article in this ledger; find one with "
            "`onrecord search`"
        )
    layout = codec.layout_from(row.layout)
    article = Article(
        row.text,
        layout.blocks,
        layout.furniture,
        row.title,
        tuple(json.loads(row.authors)),
        row.published,
        row.outlet,
        layout.url,
        row.language,
        layout.dateline,
        layout.origins,
    )
    return article, row.page, layout.notes


def page_digest(connection: Connection, article_id: int) -> str:
    """The digest of the bytes that an article was taken from."""
    wanted = select(pages.c.digest).join(articles, articles.c.page_id == pages.c.id)
    digest: str = connection.execute(wanted.where(articles.c.id == article_id)).scalar_one()
    return digest


def _reading(connection: Connection, article_id: int, reading_id: int | None) -> Row[Any] | None:
    wanted = select(readings).where(readings.c.article_id == article_id)
    wanted = wanted.where(readings.c.id == reading_id) if reading_id else wanted.where(readings.c.current)
    return connection.execute(wanted.order_by(readings.c.id.desc()).limit(1)).first()


def _attribution_rows(connection: Connection, reading_id: int) -> Sequence[Row[Any]]:
    wanted = select(attributions).where(
        attributions.c.reading_id == reading_id, attributions.c.status != "rejected"
    )
    return connection.execute(wanted.order_by(attributions.c.ord)).all()


def _attributions(
    connection: Connection,
    reading_id: int,
    rows: Sequence[Row[Any]],
    speakers: Sequence[Row[Any]],
    outlet: str | None,
) -> tuple[Attribution, ...]:
    place = {row.id: index for index, row in enumerate(rows)}
    seat = {row.id: index for index, row in enumerate(speakers)}
    said, undecided = _links(connection, reading_id, seat)
    return tuple(
        codec.attribution_from(
            spans=row.spans,
            detail=row.detail,
            quotation=row.quotation,
            confidence=row.confidence,
            outlet=outlet,
            parent=place.get(row.parent_id),
            speakers=tuple(said[row.id]),
            candidates=tuple(undecided[row.id]),
        )
        for row in rows
    )


def _links(
    connection: Connection, reading_id: int, seat: dict[int, int]
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """The places of the speakers and of the candidates of each attribution, in the order of the speakers."""
    said: dict[int, list[int]] = defaultdict(list)
    undecided: dict[int, list[int]] = defaultdict(list)
    rows = connection.execute(
        select(attribution_speakers)
        .join(attributions, attributions.c.id == attribution_speakers.c.attribution_id)
        .where(attributions.c.reading_id == reading_id)
        .order_by(attribution_speakers.c.attribution_id, attribution_speakers.c.article_speaker_id)
    )
    for row in rows:
        (undecided if row.candidate else said)[row.attribution_id].append(seat[row.article_speaker_id])
    return said, undecided
