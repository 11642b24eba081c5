"""A takedown: the words go, the fact that they were here stays, with the reason and who asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from onrecord.errors import NotRecordedError
from onrecord.ledger import claiming, learned, recording
from onrecord.ledger.tables import (
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    corrections,
    inputs,
    pages,
    readings,
    withdrawals,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


def withdraw(connection: Connection, article_id: int, *, reason: str, by: str, at: str) -> list[int]:
    """Removes the text of an article, in all versions that stood at its address; the ids of these.

    Bytes, words, names and titles go, in every reading and correction. Rows, digests, addresses and dates
    stay, so that the page is known and refused when it comes again. Raises NotRecordedError.
    """
    ids = _versions(connection, article_id)
    for one in ids:
        recording.retire(connection, one)
        _note(connection, one, reason, by, at)
    page_ids = list(connection.execute(select(articles.c.page_id).where(articles.c.id.in_(ids))).scalars())
    _empty_pages(connection, page_ids)
    _empty_readings(connection, ids)
    gone = {"text": None, "title": None, "authors": "[]", "layout": "{}", "current": False}
    connection.execute(update(articles).where(articles.c.id.in_(ids)).values(**gone))
    # A correction's states hold names; that there was one, and by whom, stays.
    blank = {"before": None, "after": None, "note": None}
    connection.execute(update(corrections).where(corrections.c.article_id.in_(ids)).values(**blank))
    connection.execute(update(inputs).where(inputs.c.article_id.in_(ids)).values(message=None))
    return ids


def _versions(connection: Connection, article_id: int) -> list[int]:
    """The article and every other version of what stood at its address, those withdrawn apart."""
    row = connection.execute(
        select(articles.c.id, articles.c.url, articles.c.text).where(articles.c.id == article_id)
    ).first()
    if row is None or row.text is None:
        what = "no such article" if row is None else "withdrawn already"
        raise NotRecordedError(
            f"article {article_id}: {what}; expected the number of an article in this ledger; find it with "
            "`onrecord search`"
        )
    if row.url is None:
        return [article_id]
    same = select(articles.c.id).where(articles.c.url == row.url, articles.c.text.is_not(None))
    return list(connection.execute(same.order_by(articles.c.id)).scalars())


def _note(connection: Connection, article_id: int, reason: str, by: str, at: str) -> None:
    row = connection.execute(
        select(articles.c.url, articles.c.text_digest, pages.c.digest)
        .join(pages, pages.c.id == articles.c.page_id)
        .where(articles.c.id == article_id)
    ).one()
    fact = {
        "article_id": article_id,
        "url": row.url,
        "page_digest": row.digest,
        "text_digest": row.text_digest,
    }
    connection.execute(insert(withdrawals).values(**fact, reason=reason, by=by, at=at))


def _empty_pages(connection: Connection, page_ids: Sequence[int]) -> None:
    gone = {"body": None, "headers": "{}", "given": "{}"}
    connection.execute(update(pages).where(pages.c.id.in_(page_ids)).values(**gone))


def _empty_readings(connection: Connection, article_ids: Sequence[int]) -> None:
    wanted = select(readings.c.id).where(readings.c.article_id.in_(article_ids))
    reading_ids = list(connection.execute(wanted).scalars())
    said = select(attributions.c.id).where(attributions.c.reading_id.in_(reading_ids))
    connection.execute(delete(attribution_speakers).where(attribution_speakers.c.attribution_id.in_(said)))
    claiming.remove(connection, reading_ids)
    words = {"source": "", "cue": "", "content": "", "spans": "[[],[],[]]", "detail": "{}", "tags": ""}
    connection.execute(update(attributions).where(attributions.c.reading_id.in_(reading_ids)).values(**words))
    seen = select(article_speakers.c.person_id).where(article_speakers.c.reading_id.in_(reading_ids))
    who = set(connection.execute(seen.where(article_speakers.c.person_id.is_not(None))).scalars())
    names = {"name": "", "role": None, "affiliation": None, "number": None, "detail": '{"m":[]}'}
    connection.execute(
        update(article_speakers)
        .where(article_speakers.c.reading_id.in_(reading_ids))
        .values(**names, person_id=None)
    )
    learned.learn_anew(connection, who)
