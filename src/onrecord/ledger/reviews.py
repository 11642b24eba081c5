"""That a person reviewed an article to its end, and that it was opened again: kept with who and when.

An article is finished where every statement of it was judged and nothing is missing; only then can a model
learn from it what is no attribution.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select, update

from onrecord.errors import UsageError
from onrecord.ledger import corrections
from onrecord.ledger.corrections import CorrectionKind
from onrecord.ledger.rows import inserted
from onrecord.ledger.tables import attributions, reviews

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection


class Review(NamedTuple):
    """That an article was reviewed to its end, by whom and when."""

    id: int
    article_id: int
    by: str
    at: str


def unjudged(connection: Connection, article_id: int) -> Sequence[int]:
    """The current statements of an article that nobody has judged, in their order."""
    return (
        connection.execute(
            select(attributions.c.id)
            .where(attributions.c.article_id == article_id, attributions.c.current)
            .where(attributions.c.status == "machine")
            .order_by(attributions.c.ord)
        )
        .scalars()
        .all()
    )


def standing(connection: Connection, article_id: int) -> Review | None:
    """The review of an article that stands; None where it was not reviewed to its end, or opened again."""
    row = connection.execute(
        select(reviews)
        .where(reviews.c.article_id == article_id, reviews.c.undone.is_(None))
        .order_by(reviews.c.id.desc())
        .limit(1)
    ).first()
    return Review(row.id, row.article_id, row.by, row.at) if row else None


def finish(connection: Connection, article_id: int, *, by: str, at: str, accept_rest: bool = False) -> int:
    """Notes that a person reviewed an article to its end; the review's id, the one that stands already too.

    ``accept_rest`` accepts, in the person's name, every statement that nobody has judged yet; without it such
    a statement is a UsageError. Raises NotRecordedError where there is no such article.
    """
    corrections.current_reading(connection, article_id)  # raises where there is none
    rest = unjudged(connection, article_id)
    if rest and not accept_rest:
        raise UsageError(
            f"article {article_id}: {len(rest)} of its statements are not judged yet; expected none; judge "
            "them, or accept the rest as it is"
        )
    for one in rest:
        corrections.correct(connection, one, CorrectionKind.ACCEPT, None, by=by, at=at)
    there = standing(connection, article_id)
    return (
        there.id if there else inserted(connection, reviews, {"article_id": article_id, "by": by, "at": at})
    )


def reopen(connection: Connection, article_id: int, *, by: str, at: str) -> bool:
    """Takes back that an article was reviewed to its end; whether it was."""
    here = (reviews.c.article_id == article_id) & reviews.c.undone.is_(None)
    done = connection.execute(update(reviews).where(here).values(undone=at, undone_by=by))
    return bool(done.rowcount)
