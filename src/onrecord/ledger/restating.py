"""Lets an attribution's rows say what a person states: its words, its speakers, its standing.

``Told`` is that statement as a value; it is what ``corrections`` keeps of before and after.
"""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from onrecord.errors import NotRecordedError
from onrecord.ledger import claiming, codec, digests, learned, persons, sightings, tagging
from onrecord.ledger.rows import inserted
from onrecord.ledger.tables import (
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    pages,
    readings,
)
from onrecord.records import Quotation, Span, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class Who:
    """A speaker in a correction: the name, and what bears it."""

    name: str
    kind: SpeakerKind


@dataclass(frozen=True, slots=True)
class Told:
    """An attribution as it is stated; ``detail`` is the cell of evidence, settings and provenance."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: Quotation
    speakers: tuple[Who, ...] = ()
    candidates: tuple[Who, ...] = ()
    confidence: float = 1.0
    detail: str = "{}"
    status: str = "machine"


def told(connection: Connection, attribution_id: int) -> Told:
    """An attribution as it stands. Raises NotRecordedError."""
    row = row_of(connection, attribution_id)
    source, cue, content = codec.spans_from(row.spans)
    speaking = _who(connection, attribution_id, candidate=False)
    undecided = _who(connection, attribution_id, candidate=True)
    quotation = Quotation(row.quotation)
    return Told(source, cue, content, quotation, speaking, undecided, row.confidence, row.detail, row.status)


def apply(connection: Connection, attribution_id: int, stands: Told) -> None:
    """Lets the row and its speakers say what ``stands``; whoever speaks is counted anew."""
    row = row_of(connection, attribution_id)
    _uncount(connection, attribution_id, row)
    connection.execute(
        delete(attribution_speakers).where(attribution_speakers.c.attribution_id == attribution_id)
    )
    seats = _seated(connection, row.reading_id, row.article_id, attribution_id, stands)
    values = _cells(connection, row.reading_id, row.article_id, stands)
    values["tags"] = _tags(connection, row.article_id, seats)
    here = attributions.c.id == attribution_id
    connection.execute(update(attributions).where(here).values(**values))
    claiming.reassign(connection, row.reading_id)
    if stands.status != "rejected" and row.current:
        persons.count(connection, Counter(seats))


def insert_told(connection: Connection, article_id: int, reading_id: int, stands: Told) -> int:
    """Adds an attribution to a reading, behind its last; its id."""
    last = select(func.max(attributions.c.ord)).where(attributions.c.reading_id == reading_id)
    place = connection.execute(last).scalar()
    values = _cells(connection, reading_id, article_id, stands)
    values |= {"reading_id": reading_id, "article_id": article_id, "current": True, "tags": ""}
    values["ord"] = 0 if place is None else place + 1
    attribution_id = inserted(connection, attributions, values)
    seats = _seated(connection, reading_id, article_id, attribution_id, stands)
    here = attributions.c.id == attribution_id
    connection.execute(update(attributions).where(here).values(tags=_tags(connection, article_id, seats)))
    claiming.reassign(connection, reading_id)
    if stands.status != "rejected":
        persons.count(connection, Counter(seats))
    return attribution_id


def _cells(connection: Connection, reading_id: int, article_id: int, stands: Told) -> dict[str, Any]:
    """The cells that follow from the words; the digest is the reading's model's, as for all its rows."""
    text, page = connection.execute(
        select(articles.c.text, pages.c.digest)
        .join(pages, pages.c.id == articles.c.page_id)
        .where(articles.c.id == article_id)
    ).one()
    model = connection.execute(select(readings.c.model).where(readings.c.id == reading_id)).scalar()
    roles = (stands.source, stands.cue, stands.content)
    source, cue, content = (codec.words(role, text) for role in roles)
    spans = codec.dumps([[[span.start, span.end] for span in role] for role in roles])
    return {
        "quotation": stands.quotation.value,
        "speaker_kind": _kind(stands.speakers).value,
        "confidence": stands.confidence,
        "source": source,
        "cue": cue,
        "content": content,
        "spans": spans,
        "detail": stands.detail,
        **codec.stance_cells(stands.detail),
        "digest": digests.of_statement(page, model, spans, source, cue, content),
        "status": stands.status,
    }


def _seated(
    connection: Connection, reading_id: int, article_id: int, attribution_id: int, stands: Told
) -> list[int]:
    """Links the speakers of a correction, made where the reading has none so named; the people who speak."""
    published = connection.execute(select(articles.c.published).where(articles.c.id == article_id)).scalar()
    speaking: list[int] = []
    for candidate, group in ((False, stands.speakers), (True, stands.candidates)):
        for who in dict.fromkeys(group):
            seat, person = _seat(connection, reading_id, who)
            connection.execute(
                insert(attribution_speakers).values(
                    attribution_id=attribution_id,
                    article_speaker_id=seat,
                    candidate=candidate,
                    person_id=person,
                    published=published,
                )
            )
            if person is not None and not candidate:
                speaking.append(person)
    return speaking


def _seat(connection: Connection, reading_id: int, who: Who) -> tuple[int, int | None]:
    """The row of a speaker in a reading, and the person standing for them; made where there is none."""
    there = connection.execute(
        select(article_speakers.c.id, article_speakers.c.person_id)
        .where(article_speakers.c.reading_id == reading_id, article_speakers.c.name == who.name)
        .where(article_speakers.c.kind == who.kind.value)
        .limit(1)
    ).first()
    seat, person = there if there is not None else _new_seat(connection, reading_id, who)
    return seat, learned.heads(connection, [person])[person] if person is not None else None


def _new_seat(connection: Connection, reading_id: int, who: Who) -> tuple[int, int | None]:
    made = select(readings.c.at).where(readings.c.id == reading_id)
    at: str = connection.execute(made).scalar_one()
    person = persons.called(connection, who.name, who.kind, at) if who.kind in sightings.NAMED else None
    last = select(func.max(article_speakers.c.ord)).where(article_speakers.c.reading_id == reading_id)
    place = connection.execute(last).scalar()
    row = {"reading_id": reading_id, "ord": 0 if place is None else place + 1, "name": who.name}
    row |= {"kind": who.kind.value, "detail": '{"m":[]}', "person_id": person}
    return inserted(connection, article_speakers, row), person


def _tags(connection: Connection, article_id: int, speaking: Sequence[int]) -> str:
    where = select(articles.c.outlet_id, articles.c.published).where(articles.c.id == article_id)
    outlet, published = connection.execute(where).one()
    return tagging.of_statement(speaking, outlet, published)


def _uncount(connection: Connection, attribution_id: int, row: Row[Any]) -> None:
    if row.status == "rejected" or not row.current:
        return
    speaking = select(attribution_speakers.c.person_id).where(
        attribution_speakers.c.attribution_id == attribution_id,
        attribution_speakers.c.person_id.is_not(None),
        ~attribution_speakers.c.candidate,
    )
    gone = Counter(connection.execute(speaking).scalars())
    persons.count(connection, {one: -number for one, number in gone.items()})


def _who(connection: Connection, attribution_id: int, *, candidate: bool) -> tuple[Who, ...]:
    rows = connection.execute(
        select(article_speakers.c.name, article_speakers.c.kind)
        .join(attribution_speakers, attribution_speakers.c.article_speaker_id == article_speakers.c.id)
        .where(attribution_speakers.c.attribution_id == attribution_id)
        .where(attribution_speakers.c.candidate == candidate)
        .order_by(article_speakers.c.ord)
    )
    return tuple(Who(row.name, SpeakerKind(row.kind)) for row in rows)


def _kind(speakers: Sequence[Who]) -> SpeakerKind:
    kinds = {who.kind for who in speakers}
    if not kinds:
        return SpeakerKind.UNKNOWN
    return kinds.pop() if len(kinds) == 1 else SpeakerKind.GROUP


def row_of(connection: Connection, attribution_id: int) -> Row[Any]:
    """The row of an attribution. Raises NotRecordedError."""
    row = connection.execute(select(attributions).where(attributions.c.id == attribution_id)).first()
    if row is None:
        raise NotRecordedError(
            f"statement {attribution_id}: no such statement; expected the number of one in this ledger; find "
            "it with `onrecord search`"
        )
    return row


def dumps(value: Told) -> str:
    """The cell of ``corrections`` that keeps it."""
    roles = (value.source, value.cue, value.content)
    cell = {
        "spans": [[[span.start, span.end] for span in role] for role in roles],
        "quotation": value.quotation.value,
        "speakers": [[who.name, who.kind.value] for who in value.speakers],
        "candidates": [[who.name, who.kind.value] for who in value.candidates],
        "confidence": value.confidence,
        "detail": value.detail,
        "status": value.status,
    }
    return codec.dumps(cell)


def loads(cell: str) -> Told:
    """What ``dumps`` wrote."""
    value = json.loads(cell)
    source, cue, content = (tuple(Span(s, e) for s, e in role) for role in value["spans"])
    speakers, candidates = (
        tuple(Who(name, SpeakerKind(kind)) for name, kind in value[key]) for key in ("speakers", "candidates")
    )
    quotation = Quotation(value["quotation"])
    rest = value["confidence"], value["detail"], value["status"]
    return Told(source, cue, content, quotation, speakers, candidates, *rest)
