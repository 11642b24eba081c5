"""The articles of a ledger: what came in last, the versions of one, what is said in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from onrecord.answers import exporting
from onrecord.answers.ask import LIMIT
from onrecord.answers.filters import Filters, chosen, dated
from onrecord.answers.statements import selection, statements
from onrecord.errors import NotRecordedError
from onrecord.exports.as_json import with_ids
from onrecord.ledger.tables import articles, attributions, publishers

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Row, Select

    from onrecord.answers.values import Statement
    from onrecord.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class ArticleFound:
    """An article in a list: where it stands and how many ``statements`` it holds, those rejected apart.

    ``version`` counts from 1 what stood at its address, ``current`` is the newest. Of what was ``withdrawn``
    nothing is left but that it was here. ``added`` is when the ledger took it in (ISO 8601).
    """

    id: int
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None
    language: str | None
    version: int
    current: bool
    withdrawn: bool
    added: str
    statements: int


def latest(
    ledger: Ledger, filters: Filters | None = None, *, limit: int = LIMIT, after: int | None = None
) -> tuple[ArticleFound, ...]:
    """The current articles, what came in last first; ``after``, a number, gives what came in before that.

    Of ``filters`` those count that are an article's: outlet, since, until. Raises NotRecordedError where no
    outlet has that name.
    """
    asked = filters or Filters()
    with ledger.reading() as connection:
        picked = chosen(connection, Filters(outlet=asked.outlet, since=asked.since, until=asked.until))
        wanted = dated(_selection().where(articles.c.current), asked, articles.c.published)
        if picked.outlets is not None:
            wanted = wanted.where(articles.c.outlet_id.in_(picked.outlets))
        if after is not None:
            wanted = wanted.where(articles.c.id < after)
        rows = connection.execute(wanted.order_by(articles.c.id.desc()).limit(limit)).all()
    return tuple(map(_found, rows))


def versions(ledger: Ledger, article_id: int) -> tuple[ArticleFound, ...]:
    """Everything that stood at an article's address, itself among them, the first version first.

    Raises NotRecordedError.
    """
    with ledger.reading() as connection:
        url = connection.execute(select(articles.c.url).where(articles.c.id == article_id)).first()
        if url is None:
            raise _no_article(article_id)
        same = articles.c.id == article_id
        if url[0] is not None:
            same = or_(same, articles.c.url == url[0])
        rows = connection.execute(_selection().where(same).order_by(articles.c.id)).all()
    return tuple(map(_found, rows))


def whole(ledger: Ledger, article_id: int) -> dict[str, Any]:
    """An article's record with its ids, as a line of the export ``jsonl``. Raises NotRecordedError."""
    with ledger.reading() as connection:
        return with_ids(exporting.standing(connection, article_id))


def statements_of(ledger: Ledger, article_id: int, *, rejected: bool = False) -> tuple[Statement, ...]:
    """What is said in an article, in reading order; ``rejected`` too, where asked for.

    Raises NotRecordedError where there is no such article, or it was withdrawn.
    """
    with ledger.reading() as connection:
        text = connection.execute(select(articles.c.text).where(articles.c.id == article_id)).first()
        if text is None or text[0] is None:
            raise _no_article(article_id, "no such article" if text is None else "its text was withdrawn")
        wanted = selection().where(attributions.c.article_id == article_id, _newest_reading(article_id))
        if not rejected:
            wanted = wanted.where(attributions.c.status != "rejected")
        return statements(connection, connection.execute(wanted.order_by(attributions.c.ord)).all())


def _newest_reading(article_id: int) -> Any:
    """Of an earlier version too, whose attributions are not current any more."""
    newest = select(func.max(attributions.c.reading_id)).where(attributions.c.article_id == article_id)
    return attributions.c.reading_id == newest.scalar_subquery()


def _selection() -> Select[Any]:
    said = select(func.count()).where(
        attributions.c.article_id == articles.c.id,
        attributions.c.current,
        attributions.c.status != "rejected",
    )
    columns = (
        *(articles.c.id, articles.c.title, publishers.c.name.label("outlet"), articles.c.published),
        *(articles.c.url, articles.c.language, articles.c.version, articles.c.current, articles.c.added),
        articles.c.text.is_(None).label("withdrawn"),
        said.scalar_subquery().label("statements"),
    )
    return select(*columns).outerjoin(publishers, publishers.c.id == articles.c.outlet_id)


def _found(row: Row[Any]) -> ArticleFound:
    return ArticleFound(**{**row._mapping, "current": bool(row.current), "withdrawn": bool(row.withdrawn)})


def _no_article(article_id: int, what: str = "no such article") -> NotRecordedError:
    return NotRecordedError(
        f"article {article_id}: {what}; expected the number of an article in this ledger; find one with "
        "`onrecord search`"
    )
