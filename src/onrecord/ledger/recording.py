"""What a page becomes in the tables. Every function works in the caller's writing transaction."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, insert, select, update

from onrecord.ledger import codec, digests, known, persons
from onrecord.ledger.outcomes import Outcome, OutcomeKind
from onrecord.ledger.tables import (
    addresses,
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    inputs,
    pages,
    publishers,
    readings,
)
from onrecord.records import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection, Table

    from onrecord.ledger.known import Known, Place
    from onrecord.records import Article, Attribution, Capture, Record, Speaker

#: zlib's middle: of 39 real pages level 6 leaves 19 %, level 9 18 % at four times the cost, level 1 23 %.
_LEVEL: Final = 6


@dataclass(frozen=True, slots=True)
class Moment:
    """When, by which version of the program and in which run something is stored."""

    at: str
    program: str
    run_id: int


def record(connection: Connection, capture: Capture, draft: Record, url: str | None, now: Moment) -> Outcome:
    """Stores a page and its reading, unless it is known; ``url`` is its canonical address.

    The outcome is noted down with it.
    """
    found = look_up(connection, capture, draft.article, url)
    outcome = found or _stored(connection, capture, draft, url, now)
    note(connection, outcome, now)
    return outcome


def look_up(connection: Connection, capture: Capture, article: Article, url: str | None) -> Outcome | None:
    """What is known of a page whose article is known: that it is here, or was taken down; else None."""
    page_digest, text_digest = digests.of_bytes(capture.data), digests.of_text(article)
    if known.withdrawn(connection, page_digest, text_digest, url):
        return withdrawn(capture.name)
    found = known.by_bytes(connection, page_digest, url) or known.by_text(connection, text_digest, url)
    return already(capture.name, found) if found else None


def already(name: str, found: Known) -> Outcome:
    """The outcome of a page that is here already."""
    return Outcome(name, OutcomeKind.KNOWN, found.by, article_id=found.article_id)


def withdrawn(name: str) -> Outcome:
    """The outcome of a page that was taken down here."""
    message = (
        f"{name}: was withdrawn from this ledger; expected a page that may be kept; `onrecord stats` "
        "tells who withdrew it and why"
    )
    return Outcome(name, OutcomeKind.REFUSED, "withdrawn", message)


def note(connection: Connection, outcome: Outcome, now: Moment) -> None:
    """Keeps what became of an input; the last word counts where one name comes twice in a run."""
    values = {
        "outcome": outcome.kind.value,
        "reason": outcome.reason,
        "message": outcome.message,
        "article_id": outcome.article_id,
        "at": now.at,
    }
    here = (inputs.c.run_id == now.run_id) & (inputs.c.name == outcome.name)
    if connection.execute(select(inputs.c.id).where(here)).first():
        connection.execute(update(inputs).where(here).values(values))
    else:
        connection.execute(insert(inputs).values(run_id=now.run_id, name=outcome.name, **values))


def add_address(connection: Connection, url: str | None, article_id: int, at: str) -> None:
    """Lets an address lead to an article; one that leads elsewhere is turned to it."""
    if url is None:
        return
    here = addresses.c.url == url
    if connection.execute(select(addresses.c.url).where(here)).first():
        connection.execute(update(addresses).where(here).values(article_id=article_id))
    else:
        connection.execute(insert(addresses).values(url=url, article_id=article_id, first_seen=at))


def add_reading(
    connection: Connection, article_id: int, draft: Record, page_digest: str, now: Moment
) -> tuple[int, list[int]]:
    """A reading of an article that is stored, now the current one: its id, and those of its attributions."""
    retire(connection, article_id)
    values = {"article_id": article_id, "model": draft.model, "onrecord": now.program, "at": now.at}
    reading_id = _insert(connection, readings, {**values, "current": True})
    who = persons.assigned(connection, draft, now.at)
    speaker_ids = _insert_many(
        connection,
        article_speakers,
        [_speaker_row(s, i, reading_id, draft, who[i]) for i, s in enumerate(draft.speakers)],
    )
    stands = persons.standing(connection, [one for one in who if one is not None])
    seats = [Seat(i, stands[p] if p is not None else None) for i, p in zip(speaker_ids, who, strict=True)]
    outlet = connection.execute(select(articles.c.outlet_id).where(articles.c.id == article_id)).scalar()
    rows = [
        attribution_row(a, i, draft, page_digest)
        | {
            "reading_id": reading_id,
            "article_id": article_id,
            "tags": tags((seats[s].person_id for s in a.speakers), outlet),
        }
        for i, a in enumerate(draft.attributions)
    ]
    ids = _insert_many(connection, attributions, rows)
    for index, attribution in enumerate(draft.attributions):
        if attribution.parent is not None:
            here = attributions.c.id == ids[index]
            connection.execute(update(attributions).where(here).values(parent_id=ids[attribution.parent]))
    _link_speakers(connection, draft, ids, seats)
    return reading_id, ids


@dataclass(frozen=True, slots=True)
class Seat:
    """A speaker's row in ``article_speakers``, and the person that stands for them after all merges."""

    id: int
    person_id: int | None


def tags(speaking: Iterable[int | None], outlet: int | None) -> str:
    """The cell ``attributions.tags`` of people, None for somebody unnamed, and an outlet: "p12 o3"."""
    where = [f"o{outlet}"] if outlet is not None else []
    return " ".join([f"p{one}" for one in dict.fromkeys(speaking) if one is not None] + where)


def attribution_row(attribution: Attribution, index: int, draft: Record, page_digest: str) -> dict[str, Any]:
    """The cells of an attribution's row that follow from the record alone."""
    text = draft.article.text
    source, cue, content = (
        codec.words(role, text) for role in (attribution.source, attribution.cue, attribution.content)
    )
    spans = codec.spans_of(attribution)
    return {
        "ord": index,
        "quotation": attribution.quotation.value,
        "speaker_kind": kind_of(attribution, draft.speakers).value,
        "confidence": attribution.confidence,
        "source": source,
        "cue": cue,
        "content": content,
        "spans": spans,
        "detail": codec.attribution_detail(attribution, draft.article.outlet),
        "digest": digests.of_statement(page_digest, draft.model, spans, source, cue, content),
        "status": "machine",
        "current": True,
    }


def _link_speakers(
    connection: Connection, draft: Record, attribution_ids: Sequence[int], seats: Sequence[Seat]
) -> None:
    """The rows that tell who speaks in which attribution; whoever speaks is counted."""
    rows = [
        {
            "attribution_id": attribution_ids[index],
            "article_speaker_id": seats[speaker].id,
            "candidate": candidate,
            "person_id": seats[speaker].person_id,
            "published": draft.article.published,
        }
        for index, attribution in enumerate(draft.attributions)
        for candidate, speakers in ((False, attribution.speakers), (True, attribution.candidates))
        for speaker in dict.fromkeys(speakers)
    ]
    if rows:
        connection.execute(insert(attribution_speakers), rows)
    speaking = [
        seats[i].person_id for attribution in draft.attributions for i in dict.fromkeys(attribution.speakers)
    ]
    persons.count(connection, Counter(one for one in speaking if one is not None))


def retire(connection: Connection, article_id: int) -> None:
    """Readings and attributions of an article are no longer the current ones, nor counted."""
    here = attributions.c.article_id == article_id
    spoken = connection.execute(
        select(attribution_speakers.c.person_id, func.count())
        .join(attributions, attributions.c.id == attribution_speakers.c.attribution_id)
        .where(here, attributions.c.current, attributions.c.status != "rejected")
        .where(attribution_speakers.c.person_id.is_not(None), ~attribution_speakers.c.candidate)
        .group_by(attribution_speakers.c.person_id)
    )
    persons.count(connection, {person_id: -number for person_id, number in spoken})
    connection.execute(update(readings).where(readings.c.article_id == article_id).values(current=False))
    connection.execute(update(attributions).where(here).values(current=False))


def unpacked(body: bytes) -> bytes:
    """The bytes of a page, from its cell ``body``."""
    return zlib.decompress(body)


def _stored(connection: Connection, capture: Capture, draft: Record, url: str | None, now: Moment) -> Outcome:
    place = known.at(connection, url)
    page_digest = digests.of_bytes(capture.data)
    page_id = _page(connection, capture, page_digest, now.at)
    if place is not None:
        connection.execute(update(articles).where(articles.c.id == place.article_id).values(current=False))
        retire(connection, place.article_id)
    article_id = _insert(connection, articles, _article_row(connection, draft, page_id, url, place, now))
    add_address(connection, url, article_id, now.at)
    add_reading(connection, article_id, draft, page_digest, now)
    kind = OutcomeKind.CHANGED if place else OutcomeKind.ADDED
    return Outcome(capture.name, kind, article_id=article_id, statements=len(draft.attributions))


def _page(connection: Connection, capture: Capture, digest: str, at: str) -> int:
    """The page's row; the one that is there where the same bytes stood at the address before."""
    there: int | None = connection.execute(select(pages.c.id).where(pages.c.digest == digest)).scalar()
    if there is not None:
        return there
    row = {
        "digest": digest,
        "name": capture.name,
        "origin": capture.origin,
        "url": capture.url,
        "fetched": capture.fetched.isoformat() if capture.fetched else None,
        "status": capture.status,
        "headers": codec.dumps(dict(capture.headers)),
        "given": codec.dumps(dict(capture.given)),
        "size": len(capture.data),
        "body": zlib.compress(capture.data, _LEVEL),
        "added": at,
    }
    return _insert(connection, pages, row)


def _article_row(
    connection: Connection, draft: Record, page_id: int, url: str | None, place: Place | None, now: Moment
) -> dict[str, Any]:
    article = draft.article
    return {
        "page_id": page_id,
        "url": url,
        "version": place.version + 1 if place else 1,
        "previous_id": place.article_id if place else None,
        "current": True,
        "text_digest": digests.of_text(article),
        "title": article.title,
        "authors": json.dumps(list(article.authors), ensure_ascii=False),
        "published": article.published,
        "outlet_id": _outlet(connection, article),
        "language": article.language,
        "text": article.text,
        "layout": codec.layout_of(article, draft.notes),
        "added": now.at,
    }


def _outlet(connection: Connection, article: Article) -> int | None:
    if article.outlet is None:
        return None
    there = connection.execute(select(publishers.c.id).where(publishers.c.name == article.outlet)).scalar()
    if there is not None:
        return int(there)
    return _insert(connection, publishers, {"name": article.outlet, "site": site_of(article.url)})


def site_of(url: str | None) -> str | None:
    """The host of an address."""
    from urllib.parse import urlsplit

    return urlsplit(url).hostname if url else None


def _speaker_row(
    speaker: Speaker, index: int, reading_id: int, draft: Record, person_id: int | None
) -> dict[str, Any]:
    text = draft.article.text
    return {
        "reading_id": reading_id,
        "ord": index,
        "name": speaker.name,
        "kind": speaker.kind.value,
        "role": speaker.role.of(text) if speaker.role else None,
        "affiliation": speaker.affiliation.of(text) if speaker.affiliation else None,
        "number": speaker.number,
        "detail": codec.speaker_detail(speaker),
        "person_id": person_id,
    }


def _insert(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Inserts a row; its id."""
    key = connection.execute(insert(table).values(**row)).inserted_primary_key
    assert key is not None  # every table that comes here has a key of its own
    return int(key[0])


def _insert_many(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> list[int]:
    """Inserts rows; their ids, in the order of the rows."""
    if not rows:
        return []
    wanted = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(connection.execute(wanted, rows).scalars())
