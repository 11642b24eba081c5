"""What a page becomes in the tables. Every function works in the caller's writing transaction."""

from __future__ import annotations

import json
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, insert, select, text, update

from onrecord.ledger import (
    assigning,
    claiming,
    claims_codec,
    codec,
    comparing,
    digests,
    known,
    learned,
    persons,
    tagging,
)
from onrecord.ledger.outcomes import Outcome, OutcomeKind
from onrecord.ledger.rows import inserted
from onrecord.ledger.tables import (
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    pages,
    publishers,
    readings,
)
from onrecord.records import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection, Table

    from onrecord.ledger.known import Known, Place
    from onrecord.records import Article, Attribution, Capture, Record, Speaker

#: zlib's middle: of 39 real pages level 6 leaves 19 %, level 9 18 % at four times the cost, level 1 23 %.
_LEVEL: Final = 6

# Made once, since each article asks them and SQLAlchemy takes longer to make one than a database to answer.
_NOTE: Final = text(
    "INSERT INTO inputs (run_id, name, outcome, reason, message, article_id, at) "
    "VALUES (:run_id, :name, :outcome, :reason, :message, :article_id, :at) "
    "ON CONFLICT (run_id, name) DO UPDATE SET outcome = excluded.outcome, reason = excluded.reason, "
    "message = excluded.message, article_id = excluded.article_id, at = excluded.at "
    "WHERE NOT (inputs.outcome IN ('added', 'changed') AND excluded.outcome = 'known')"
)
_LEAD: Final = text(
    "INSERT INTO addresses (url, article_id, first_seen) VALUES (:url, :article_id, :at) "
    "ON CONFLICT (url) DO UPDATE SET article_id = excluded.article_id"
)
_PAGE_WITH: Final = select(pages.c.id).where(pages.c.digest == bindparam("digest"))
_OUTLET_CALLED: Final = select(publishers.c.id).where(publishers.c.name == bindparam("name"))
_OUTLET_OF: Final = select(articles.c.outlet_id).where(articles.c.id == bindparam("article"))
_NEST: Final = (
    update(attributions).where(attributions.c.id == bindparam("child")).values(parent_id=bindparam("parent"))
)


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
    marks, place = Marks.of(capture, draft.article, url), known.at(connection, url)
    found = _looked_up(connection, capture.name, marks, place)
    outcome = found or _stored(connection, capture, draft, marks, place, now)
    note(connection, outcome, now)
    return outcome


def look_up(connection: Connection, capture: Capture, article: Article, url: str | None) -> Outcome | None:
    """What is known of a page whose article is known: that it is here, or was taken down; else None."""
    return _looked_up(connection, capture.name, Marks.of(capture, article, url), known.at(connection, url))


@dataclass(frozen=True, slots=True)
class Marks:
    """By what a page is known: the digests of its bytes and of its article's words, its canonical address."""

    page: str
    text: str
    url: str | None

    @classmethod
    def of(cls, capture: Capture, article: Article, url: str | None) -> Marks:
        """The marks of a page that was taken apart."""
        return cls(digests.of_bytes(capture.data), digests.of_text(article), url)


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
    """Keeps what became of an input.

    Where one name comes twice in a run, the last word counts; but what this run stored is not called known
    because the same command, given twice at once, met it again.
    """
    values = {
        "run_id": now.run_id,
        "name": outcome.name,
        "outcome": outcome.kind.value,
        "reason": outcome.reason,
        "message": outcome.message,
        "article_id": outcome.article_id,
        "at": now.at,
    }
    connection.execute(_NOTE, values)


def add_address(connection: Connection, url: str | None, article_id: int, at: str) -> None:
    """Lets an address lead to an article; one that leads elsewhere is turned to it."""
    if url is not None:
        connection.execute(_LEAD, {"url": url, "article_id": article_id, "at": at})


def add_reading(connection: Connection, article_id: int, draft: Record, page_digest: str, now: Moment) -> int:
    """A reading of an article that is stored, now the current one; its id. Others are retired before."""
    values = {"article_id": article_id, "model": draft.model, "onrecord": now.program, "at": now.at}
    values["quoted"] = claims_codec.quoted_cell(draft.quoted)
    reading_id = inserted(connection, readings, {**values, "current": True})
    who = assigning.assigned(connection, draft, article_id, now.at)
    speakers = [_speaker_row(s, i, reading_id, draft, who[i]) for i, s in enumerate(draft.speakers)]
    speaker_ids = _insert_rows(connection, article_speakers, reading_id, speakers)
    stands = learned.heads(connection, [one for one in who if one is not None])
    seats = [Seat(i, stands[p] if p is not None else None) for i, p in zip(speaker_ids, who, strict=True)]
    outlet = connection.execute(_OUTLET_OF, {"article": article_id}).scalar()
    published = draft.article.published
    rows = [
        attribution_row(a, i, draft, page_digest)
        | {
            "reading_id": reading_id,
            "article_id": article_id,
            "tags": tagging.of_statement((seats[s].person_id for s in a.speakers), outlet, published),
        }
        for i, a in enumerate(draft.attributions)
    ]
    ids = _insert_rows(connection, attributions, reading_id, rows)
    parents = [
        {"child": ids[index], "parent": ids[attribution.parent]}
        for index, attribution in enumerate(draft.attributions)
        if attribution.parent is not None
    ]
    if parents:
        connection.execute(_NEST, parents)
    _link_speakers(connection, draft, ids, seats)
    claiming.add(connection, reading_id, draft, ids)
    comparing.add(connection, article_id, reading_id)
    return reading_id


@dataclass(frozen=True, slots=True)
class Seat:
    """A speaker's row in ``article_speakers``, and the person that stands for them after all merges."""

    id: int
    person_id: int | None


def attribution_row(attribution: Attribution, index: int, draft: Record, page_digest: str) -> dict[str, Any]:
    """The cells of an attribution's row that follow from the record alone."""
    text = draft.article.text
    source, cue, content = (
        codec.words(role, text) for role in (attribution.source, attribution.cue, attribution.content)
    )
    spans = codec.spans_of(attribution)
    detail = codec.attribution_detail(attribution, draft.article.outlet)
    return {
        "ord": index,
        "quotation": attribution.quotation.value,
        "speaker_kind": kind_of(attribution, draft.speakers).value,
        "confidence": attribution.confidence,
        "source": source,
        "cue": cue,
        "content": content,
        "spans": spans,
        "detail": detail,
        "digest": digests.of_statement(page_digest, draft.model, spans, source, cue, content),
        "status": "machine",
        "current": True,
        **codec.stance_cells(detail),
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
    """Readings and attributions of an article are no longer the current ones, nor counted, nor compared."""
    comparing.forget(connection, article_id)
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


def _looked_up(connection: Connection, name: str, marks: Marks, place: Place | None) -> Outcome | None:
    if known.withdrawn(connection, marks.page, marks.text, marks.url):
        return withdrawn(name)
    found = known.by_bytes(connection, marks.page, place) or known.by_text(connection, marks.text, place)
    return already(name, found) if found else None


def _stored(
    connection: Connection, capture: Capture, draft: Record, marks: Marks, place: Place | None, now: Moment
) -> Outcome:
    page_id = _page(connection, capture, marks.page, now.at)
    if place is not None:
        connection.execute(update(articles).where(articles.c.id == place.article_id).values(current=False))
        retire(connection, place.article_id)
    article_id = inserted(connection, articles, _article_row(connection, draft, page_id, marks, place, now))
    add_address(connection, marks.url, article_id, now.at)
    add_reading(connection, article_id, draft, marks.page, now)
    kind = OutcomeKind.CHANGED if place else OutcomeKind.ADDED
    return Outcome(capture.name, kind, article_id=article_id, statements=len(draft.attributions))


def _page(connection: Connection, capture: Capture, digest: str, at: str) -> int:
    """The page's row; the one that is there where the same bytes stood at the address before."""
    there: int | None = connection.execute(_PAGE_WITH, {"digest": digest}).scalar()
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
    return inserted(connection, pages, row)


def _article_row(
    connection: Connection, draft: Record, page_id: int, marks: Marks, place: Place | None, now: Moment
) -> dict[str, Any]:
    article = draft.article
    return {
        "page_id": page_id,
        "url": marks.url,
        "version": place.version + 1 if place else 1,
        "previous_id": place.article_id if place else None,
        "current": True,
        "text_digest": marks.text,
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
    there = connection.execute(_OUTLET_CALLED, {"name": article.outlet}).scalar()
    if there is not None:
        return int(there)
    return inserted(connection, publishers, {"name": article.outlet, "site": site_of(article.url)})


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


def _insert_rows(
    connection: Connection, table: Table, reading_id: int, rows: list[dict[str, Any]]
) -> list[int]:
    """Inserts the rows of a new reading, numbered by ``ord``; their ids, in this order.

    The ids are asked for afterwards: RETURNING would have every row checked against its parameters, which
    takes longer than the question.
    """
    if not rows:
        return []
    connection.execute(insert(table), rows)
    wanted = select(table.c.id).where(table.c.reading_id == reading_id).order_by(table.c.ord)
    return list(connection.execute(wanted).scalars())
