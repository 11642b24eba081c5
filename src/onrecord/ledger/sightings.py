"""Speakers as ``identity`` wants them: of a record that is being stored, and of rows that are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from onrecord.ledger import codec
from onrecord.ledger.people import Sighting
from onrecord.ledger.tables import article_speakers, articles, publishers, readings
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from onrecord.records import Article, Record, Span, Speaker

#: Who is somebody across articles; all others are what their article says of them.
NAMED = (SpeakerKind.PERSON, SpeakerKind.GROUP)


def of_record(draft: Record, article_id: int) -> list[Sighting | None]:
    """A sighting for each speaker of a record, None for those who are not named."""
    return [
        _of(speaker, draft.article, article_id, index) if speaker.kind in NAMED else None
        for index, speaker in enumerate(draft.speakers)
    ]


def of_people(connection: Connection, person_ids: Sequence[int]) -> Iterator[Sighting]:
    """All sightings that were assigned to these people, of every reading whose article is not withdrawn."""
    rows = connection.execute(
        select(article_speakers, articles, publishers.c.name.label("outlet"))
        .with_only_columns(
            *(article_speakers.c.id, article_speakers.c.name, article_speakers.c.kind),
            *(article_speakers.c.number, article_speakers.c.detail, articles.c.id.label("article_id")),
            *(articles.c.text, articles.c.published, articles.c.language, publishers.c.name.label("outlet")),
        )
        .join(readings, readings.c.id == article_speakers.c.reading_id)
        .join(articles, articles.c.id == readings.c.article_id)
        .outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
        .where(article_speakers.c.person_id.in_(person_ids), articles.c.text.is_not(None))
        .order_by(article_speakers.c.id)
    )
    for row in rows:
        speaker = codec.speaker_from(row.name, row.kind, row.number, row.detail)
        told = row.published, row.outlet, row.language
        yield _sighting(speaker, row.text, row.article_id, row.id, *told)


def _of(speaker: Speaker, article: Article, article_id: int, index: int) -> Sighting:
    told = article.published, article.outlet, article.language
    return _sighting(speaker, article.text, article_id, index, *told)


def _sighting(
    speaker: Speaker,
    text: str,
    article_id: int,
    speaker_id: int,
    published: str | None,
    outlet: str | None,
    language: str | None,
) -> Sighting:
    return Sighting(
        article_id,
        speaker_id,
        speaker.name,
        speaker.kind,
        speaker.spellings(text),
        _words(speaker.role, text),
        _words(speaker.affiliation, text),
        outlet,
        published,
        language,
    )


def _words(span: Span | None, text: str) -> str | None:
    return span.of(text) if span else None
