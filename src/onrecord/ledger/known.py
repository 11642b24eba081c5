"""Whether the ledger has a page already: by its bytes, by its address, by its words.

All of it is asked twice: before a page is read, to save the reading, and again in the writing transaction,
where the answer counts, since another process may have been quicker.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, or_, select

from onrecord.ledger.tables import addresses, articles, pages, withdrawals

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class Known:
    """The article that an input turned out to be, and by what: "bytes" or "text"."""

    article_id: int
    by: str


@dataclass(frozen=True, slots=True)
class Place:
    """The newest version of what stands at an address."""

    article_id: int
    version: int
    text_digest: str
    page_digest: str


# Made once: they are asked for every page, and to make one takes longer than to ask it.
_AT: Final = (
    select(articles.c.id, articles.c.version, articles.c.text_digest, pages.c.digest)
    .join(addresses, addresses.c.article_id == articles.c.id)
    .join(pages, pages.c.id == articles.c.page_id)
    .where(addresses.c.url == bindparam("url"))
)
_BY_BYTES: Final = (
    select(articles.c.id)
    .join(pages, pages.c.id == articles.c.page_id)
    .where(pages.c.digest == bindparam("digest"))
    .order_by(articles.c.id.desc())
    .limit(1)
)
_BY_TEXT: Final = (
    select(articles.c.id)
    .where(articles.c.text_digest == bindparam("digest"), articles.c.current)
    .order_by(articles.c.id)
    .limit(1)
)

_WITHDRAWN: Final = (
    select(withdrawals.c.id)
    .where(
        or_(
            withdrawals.c.page_digest == bindparam("page"),
            withdrawals.c.text_digest == bindparam("text"),  # nothing is equal to null
            withdrawals.c.url == bindparam("url"),
        )
    )
    .limit(1)
)


def at(connection: Connection, url: str | None) -> Place | None:
    """The newest version at a canonical address."""
    if url is None:
        return None
    row = connection.execute(_AT, {"url": url}).first()
    return Place(*row) if row else None


def by_bytes(connection: Connection, digest: str, place: Place | None) -> Known | None:
    """The article that these bytes gave; None where something else has come to stand at its ``place``."""
    if place is not None and place.page_digest != digest:
        return None
    found = connection.execute(_BY_BYTES, {"digest": digest}).scalar()
    return Known(found, "bytes") if found is not None else None


def by_text(connection: Connection, text_digest: str, place: Place | None) -> Known | None:
    """The article with the same words: at its ``place``, or, where that is new to us, anywhere."""
    if place is not None:
        return Known(place.article_id, "text") if place.text_digest == text_digest else None
    found = connection.execute(_BY_TEXT, {"digest": text_digest}).scalar()
    return Known(found, "text") if found is not None else None


def withdrawn(connection: Connection, page_digest: str, text_digest: str | None, url: str | None) -> bool:
    """Whether this page, its words, or what stands at its address were taken down here."""
    asked = {"page": page_digest, "text": text_digest, "url": url}
    return connection.execute(_WITHDRAWN, asked).first() is not None
