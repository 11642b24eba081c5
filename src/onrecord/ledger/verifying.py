"""The ledger proves itself: every row is derived again from the bytes, and what does not hold is named.

page      its bytes unpack and have the digest and the size that stand there
article   decoded and taken apart again, the bytes give this text, title, date and layout
statement its offsets lie in that text, the words there are those that stand in the row, and both with page
          and model give the digest; its tags are those of its speakers, outlet and date
speaker   offsets of mentions, role and affiliation lie in the text; the words are those in the row
claim     of figures, dates and narration the same
ledger    one current reading an article, people counted right, nothing points to nothing, the full-text
          index, the indexes of wordings and origins and the database's own structure are whole
"""

from __future__ import annotations

import json
import zlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from onrecord.errors import InputError
from onrecord.ledger import claiming, codec, comparing, digests, recording, tagging
from onrecord.ledger.tables import (
    addresses,
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    pages,
    people,
    publishers,
    readings,
)
from onrecord.records import Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Row

    from onrecord.records import Record, Span, Speaker

_BATCH: Final = 200  # articles read at a time: their bytes and texts are held in memory


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that does not hold: which one ("article 17"), and in one sentence what is wrong with it."""

    row: str
    what: str


def problems(
    connection: Connection,
    derive: Callable[[Capture], Record],
    *,
    program: str,
    checked: Callable[[int], None] = lambda _: None,
) -> Iterator[Problem]:
    """Everything that does not hold; ``derive`` makes an article of a capture again, ``checked`` is told how
    many articles were looked at. Articles of another version of the program than ``program`` are not held to
    its way of taking a page apart, only to their own words.
    """
    yield from _pages_without_articles(connection)
    yield from _structure(connection)
    yield from _counts(connection)
    yield from _links(connection)
    for name, what in comparing.problems(connection):
        yield Problem(name, what)
    last = 0
    while rows := _articles(connection, last):
        for row in rows:
            yield from _article(connection, row, derive, program)
        checked(len(rows))
        last = rows[-1].id


def capture_of(row: Row[Any]) -> Capture:
    """The capture that a row of ``pages`` keeps. Raises zlib.error where its bytes do not unpack."""
    return Capture(
        row.name,
        recording.unpacked(row.body),
        row.origin,
        row.page_url,
        datetime.fromisoformat(row.fetched) if row.fetched else None,
        row.status,
        json.loads(row.headers),
        json.loads(row.given),
    )


def _articles(connection: Connection, after: int) -> list[Row[Any]]:
    program = select(func.min(readings.c.onrecord)).where(readings.c.article_id == articles.c.id)
    wanted = (
        select(
            articles,
            pages.c.name,
            pages.c.origin,
            pages.c.url.label("page_url"),
            *(pages.c.fetched, pages.c.status, pages.c.headers, pages.c.given, pages.c.size, pages.c.body),
            pages.c.digest.label("page_digest"),
            publishers.c.name.label("outlet"),
            program.scalar_subquery().label("program"),
        )
        .join(pages, pages.c.id == articles.c.page_id)
        .outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
        .where(articles.c.id > after)
        .order_by(articles.c.id)
        .limit(_BATCH)
    )
    return list(connection.execute(wanted).all())


def _article(
    connection: Connection, row: Row[Any], derive: Callable[[Capture], Record], program: str
) -> Iterator[Problem]:
    if row.text is None:
        yield from _withdrawn(row)
        return
    if row.body is None:
        yield Problem(f"page {row.page_id}", "its bytes are gone and it was not withdrawn")
        return
    try:
        capture = capture_of(row)
    except (zlib.error, ValueError) as error:
        yield Problem(f"page {row.page_id}", f"its bytes do not unpack ({error})")
        return
    if digests.of_bytes(capture.data) != row.page_digest or len(capture.data) != row.size:
        yield Problem(f"page {row.page_id}", "its bytes are not those that the digest and the size tell of")
    elif row.program == program:
        yield from _derived(row, capture, derive)
    yield from _said(connection, row)


def _withdrawn(row: Row[Any]) -> Iterator[Problem]:
    if row.body is not None or row.current:
        yield Problem(f"article {row.id}", "was withdrawn, and its page or its standing is still there")


def _derived(row: Row[Any], capture: Capture, derive: Callable[[Capture], Record]) -> Iterator[Problem]:
    """Whether the bytes give this article."""
    name = f"article {row.id}"
    try:
        draft = derive(capture)
    except InputError as error:
        yield Problem(name, f"its page gives no article any more ({error})")
        return
    article = draft.article
    told = {
        "text": (row.text, article.text),
        "title": (row.title, article.title),
        "published": (row.published, article.published),
        "outlet": (row.outlet, article.outlet),
        "language": (row.language, article.language),
        "layout": (row.layout, codec.layout_of(article, draft.notes)),
        "text_digest": (row.text_digest, digests.of_text(article)),
    }
    for cell, (stored, derived) in told.items():
        if stored != derived:
            yield Problem(name, f"its {cell} is not what its bytes give")


def _said(connection: Connection, article: Row[Any]) -> Iterator[Problem]:
    """Whether the words of every reading are those of the text."""
    wanted = (
        select(attributions, readings.c.model)
        .join(readings, readings.c.id == attributions.c.reading_id)
        .where(attributions.c.article_id == article.id)
        .order_by(attributions.c.id)
    )
    spoken_by = _spoken_by(connection, article.id)
    for row in connection.execute(wanted).all():
        for what in _statement(row, article):
            yield Problem(f"statement {row.id}", what)
        tags = tagging.of_statement(spoken_by[row.id], article.outlet_id, article.published)
        if set(row.tags.split()) != set(tags.split()):  # the record has speakers in the order of the words
            yield Problem(f"statement {row.id}", "its tags are not those of its speakers, outlet and date")
    speaking = (
        select(article_speakers)
        .join(readings, readings.c.id == article_speakers.c.reading_id)
        .where(readings.c.article_id == article.id)
        .order_by(article_speakers.c.id)
    )
    for row in connection.execute(speaking).all():
        for what in _speaker(row, article.text):
            yield Problem(f"speaker {row.id} of article {article.id}", what)
    for name, what in claiming.problems(connection, article.id, article.text):
        yield Problem(name, what)


def _spoken_by(connection: Connection, article_id: int) -> dict[int, list[int]]:
    """By statement of an article: the people who speak in it, in the order of its speakers."""
    links = attribution_speakers
    out: dict[int, list[int]] = defaultdict(list)
    rows = connection.execute(
        select(links.c.attribution_id, links.c.person_id)
        .join(attributions, attributions.c.id == links.c.attribution_id)
        .where(attributions.c.article_id == article_id)
        .where(~links.c.candidate, links.c.person_id.is_not(None))
        .order_by(links.c.attribution_id, links.c.article_speaker_id)
    )
    for row in rows:
        out[row.attribution_id].append(row.person_id)
    return out


def _statement(row: Row[Any], article: Row[Any]) -> Iterator[str]:
    try:
        attribution = codec.attribution_from(
            spans=row.spans,
            detail=row.detail,
            quotation=row.quotation,
            confidence=row.confidence,
            outlet=article.outlet,
        )
    except (KeyError, TypeError, ValueError) as error:
        yield f"its cells cannot be read ({error})"
        return
    roles = (attribution.source, attribution.cue, attribution.content)
    attached = [e.span for e in attribution.evidence] + [s.span for s in attribution.settings]
    attached += [hop.span for hop in attribution.provenance if hop.span]
    if any(span.end > len(article.text) for group in (*roles, attached) for span in group):
        yield "its offsets end behind the article's text"
    words = tuple(codec.words(role, article.text) for role in roles)
    if words != (row.source, row.cue, row.content):
        yield "its words are not those at its offsets"
    stance = {"stance": row.stance, "negated": bool(row.negated), "distance": row.distance}
    if stance != codec.stance_cells(row.detail):
        yield "its stance is not the one of its detail"
    if row.digest != digests.of_statement(article.page_digest, row.model, row.spans, *words):
        yield "its digest is not that of its page, model, offsets and words"
    if bool(row.current) and not article.current:
        yield "counts as current, and its article does not"


def _speaker(row: Row[Any], text: str) -> Iterator[str]:
    try:
        speaker: Speaker = codec.speaker_from(row.name, row.kind, row.number, row.detail)
    except (KeyError, TypeError, ValueError) as error:
        yield f"its cells cannot be read ({error})"
        return
    spans: list[Span] = [mention.span for mention in speaker.mentions]
    spans += [span for span in (speaker.role, speaker.affiliation, speaker.reason) if span]
    if any(span.end > len(text) for span in spans):
        yield "its offsets end behind the article's text"
    for what, span, words in (
        ("role", speaker.role, row.role),
        ("affiliation", speaker.affiliation, row.affiliation),
    ):
        if (span.of(text) if span else None) != words:
            yield f"its {what} is not the words at its offsets"


def _pages_without_articles(connection: Connection) -> Iterator[Problem]:
    used = select(articles.c.id).where(articles.c.page_id == pages.c.id).exists()
    for page_id in connection.execute(select(pages.c.id).where(~used)).scalars():
        yield Problem(f"page {page_id}", "belongs to no article")


def _structure(connection: Connection) -> Iterator[Problem]:
    """One current reading for each article that is not withdrawn; addresses lead to what is there."""
    standing = (
        select(func.count())
        .where(readings.c.article_id == articles.c.id, readings.c.current)
        .scalar_subquery()
    )
    wanted = select(articles.c.id, standing.label("number")).where(articles.c.current, standing != 1)
    for row in connection.execute(wanted):
        yield Problem(f"article {row.id}", f"has {row.number} current readings; one was expected")
    twice = (
        select(articles.c.url)
        .where(articles.c.current, articles.c.url.is_not(None))
        .group_by(articles.c.url)
        .having(func.count() > 1)
    )
    for url in connection.execute(twice).scalars():
        yield Problem(f"address {url}", "has more than one current version")
    stale = (
        select(addresses.c.url)
        .join(articles, articles.c.id == addresses.c.article_id)
        .where(~articles.c.current, articles.c.text.is_not(None))
    )
    for url in connection.execute(stale).scalars():
        yield Problem(f"address {url}", "leads to a version that is not the current one")


def _counts(connection: Connection) -> Iterator[Problem]:
    """Whether people's statements are counted right, and stand for one who stands for themselves."""
    spoken = connection.execute(
        select(attribution_speakers.c.person_id, func.count())
        .join(attributions, attributions.c.id == attribution_speakers.c.attribution_id)
        .where(attributions.c.current, attributions.c.status != "rejected")
        .where(~attribution_speakers.c.candidate, attribution_speakers.c.person_id.is_not(None))
        .group_by(attribution_speakers.c.person_id)
    )
    said: Counter[int] = Counter({person: number for person, number in spoken})  # noqa: C416  rows, not tuples
    for row in connection.execute(select(people.c.id, people.c.statements)):
        if row.statements != said[row.id]:
            yield Problem(f"person {row.id}", f"counts {row.statements} statements; there are {said[row.id]}")
    merged = people.alias()
    chained = (
        select(people.c.id)
        .join(merged, merged.c.id == people.c.merged_into)
        .where(merged.c.merged_into.is_not(None))
    )
    for person in connection.execute(chained).scalars():
        yield Problem(f"person {person}", "is merged into one who is merged too")


def _links(connection: Connection) -> Iterator[Problem]:
    """Whether each statement is given to who stands for its article's speakers, on the article's date."""
    links, stands = attribution_speakers, func.coalesce(people.c.merged_into, people.c.id)
    wanted = (
        select(links.c.attribution_id)
        .join(article_speakers, article_speakers.c.id == links.c.article_speaker_id)
        .join(attributions, attributions.c.id == links.c.attribution_id)
        .join(articles, articles.c.id == attributions.c.article_id)
        .outerjoin(people, people.c.id == article_speakers.c.person_id)
        .where(
            links.c.person_id.is_distinct_from(stands)
            | links.c.published.is_distinct_from(articles.c.published)
        )
        .order_by(links.c.attribution_id)
        .distinct()
    )
    for number in connection.execute(wanted).scalars():
        yield Problem(f"statement {number}", "is not given to its article's speakers, or not on its date")
