"""The outlets of a ledger: newspapers, agencies, sites, with how much of each there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from onrecord.answers.ask import LIMIT
from onrecord.errors import NotRecordedError
from onrecord.ledger.folding import fold
from onrecord.ledger.tables import articles, publishers

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Select

    from onrecord.ledger.ledger import Ledger


@dataclass(frozen=True, slots=True)
class OutletFound:
    """An outlet, how many current articles the ledger has of it, and the first and last date of these."""

    id: int
    name: str
    site: str | None
    articles: int
    first: str | None
    last: str | None


def every(
    ledger: Ledger, name: str | None = None, *, limit: int = LIMIT, after: int | None = None
) -> tuple[OutletFound, ...]:
    """Outlets, those with most articles first; with ``name`` those that have it in their name or site.

    ``after``, an outlet's number, gives those behind it.
    """
    with ledger.reading() as connection:
        counted = _counted().subquery()
        order = counted.c.articles.desc(), counted.c.id
        wanted = select(counted).order_by(*order)
        if after is not None:
            number = select(counted.c.articles).where(counted.c.id == after).scalar_subquery()
            same = and_(counted.c.articles == number, counted.c.id > after)
            wanted = wanted.where(or_(counted.c.articles < number, same))
        if name is None:
            rows = connection.execute(wanted.limit(limit)).all()
        else:  # as filters find them, which no database does alike
            asked = fold(name)
            everyone = connection.execute(wanted).all()
            rows = [row for row in everyone if asked in fold(row.name) or asked in (row.site or "")][:limit]
    return tuple(OutletFound(*row) for row in rows)


def outlet(ledger: Ledger, outlet_id: int) -> OutletFound:
    """One of them. Raises NotRecordedError."""
    with ledger.reading() as connection:
        row = connection.execute(_counted().where(publishers.c.id == outlet_id)).first()
    if row is None:
        raise NotRecordedError(
            f"outlet {outlet_id}: no such outlet; expected the number of one in this ledger; "
            "`onrecord stats` names those with most articles"
        )
    return OutletFound(*row)


def _counted() -> Select[Any]:
    number = func.count(articles.c.id).label("articles")
    first, last = func.min(articles.c.published), func.max(articles.c.published)
    return (
        select(
            publishers.c.id,
            publishers.c.name,
            publishers.c.site,
            number,
            first.label("first"),
            last.label("last"),
        )
        .outerjoin(articles, and_(articles.c.outlet_id == publishers.c.id, articles.c.current))
        .group_by(publishers.c.id, publishers.c.name, publishers.c.site)
    )
