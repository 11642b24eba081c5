"""What filters leave where no words are asked for, the latest published first.

Walked in the order of an index until there is enough, instead of sorted with all that is left out: whoever is
quoted most has a hundredth of all statements. An answer goes on behind a statement by its place in that
order, never by counting what came before it: the thousandth page takes as long as the first.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select

from onrecord.answers.claiming import claiming
from onrecord.answers.filters import dated, narrowed
from onrecord.ledger.tables import articles, attribution_speakers, attributions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, Select

    from onrecord.answers.filters import Chosen
    from onrecord.ledger.ledger import Ledger

#: How many are looked at first, and how many at most at a time: twice as many each time that these do not
#: suffice. SQLite takes 32,766 parameters.
_FIRST: Final = 60
_MOST: Final = 8_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a statement stands in the order of an answer: behind it the answer goes on."""

    statement: int
    article: int
    published: str | None


def place_of(connection: Connection, statement: int) -> Place | None:
    """The place of a statement, whatever became of it since; None where there never was one."""
    columns = attributions.c.id, attributions.c.article_id, articles.c.published
    wanted = select(*columns).join(articles, articles.c.id == attributions.c.article_id)
    row = connection.execute(wanted.where(attributions.c.id == statement)).first()
    return None if row is None else Place(*row)


def latest(
    ledger: Ledger, connection: Connection, picked: Chosen, most: int, *, after: Place | None = None
) -> list[int]:
    """The numbers of at most ``most`` statements, behind ``after`` where it is given."""
    if picked.people is not None and picked.outlets is not None:
        return _of_both(ledger, connection, picked, most, after)
    if picked.people is not None:
        kept = _kept(picked, attributions.c.id)
        links = attribution_speakers.c
        parts = _behind(_spoken(picked), links.published, links.attribution_id, after, of="statement")
        return _walked(connection, parts, kept, attributions.c.id, most)
    kept = _kept(picked, attributions.c.article_id).order_by(attributions.c.id.desc())
    if after is not None:  # the walk goes on within the article that the last answer ended in
        ended = (attributions.c.article_id == after.article) & (attributions.c.id >= after.statement)
        kept = kept.where(~ended)
        after = Place(after.statement, after.article + 1, after.published)
    parts = _behind(_published(picked), articles.c.published, articles.c.id, after, of="article")
    return _walked(connection, parts, kept, attributions.c.article_id, most)


def _behind(
    ordered: Select[Any],
    published: ColumnElement[str | None],
    key: ColumnElement[int],
    after: Place | None,
    *,
    of: str,
) -> list[Select[Any]]:
    """``ordered``, by date and ``key``, from a place on, in parts that are walked one behind the other.

    Those without a date are a part of their own: an OR over both takes the walk off its index.
    """
    if after is None:
        return [ordered]
    place: int = getattr(after, of)
    undated = ordered.where(published.is_(None))
    if after.published is None:
        return [undated.where(key < place)]
    older = (published <= after.published) & or_(published < after.published, key < place)
    return [ordered.where(older), undated]


def _of_both(
    ledger: Ledger, connection: Connection, picked: Chosen, most: int, after: Place | None
) -> list[int]:
    """Of people in outlets: few enough to be sorted, and found by their tags at once."""
    wanted = select(attributions.c.id).join(articles, articles.c.id == attributions.c.article_id)
    wanted = ledger.store.search(narrowed(wanted, picked, tagged=True), None, picked.tags)
    if after is not None:
        published, earlier = articles.c.published, attributions.c.id < after.statement
        if after.published is None:
            wanted = wanted.where(published.is_(None), earlier)
        else:
            same = (published == after.published) & earlier
            wanted = wanted.where(or_(published < after.published, published.is_(None), same))
    by_date = articles.c.published.desc().nulls_last(), attributions.c.id.desc()
    return list(connection.execute(wanted.order_by(None).order_by(*by_date).limit(most)).scalars())


def _spoken(picked: Chosen) -> Select[Any]:
    """The numbers of what people said, the latest first; one of two people twice."""
    links = attribution_speakers
    wanted = select(links.c.attribution_id).where(links.c.person_id.in_(picked.people or ()))
    wanted = dated(wanted.where(~links.c.candidate), picked.filters, links.c.published)
    return wanted.order_by(links.c.published.desc().nulls_last(), links.c.attribution_id.desc())


def _published(picked: Chosen) -> Select[Any]:
    """The numbers of articles, the latest first."""
    wanted = dated(select(articles.c.id).where(articles.c.current), picked.filters, articles.c.published)
    if picked.outlets is not None:
        wanted = wanted.where(articles.c.outlet_id.in_(picked.outlets))
    return wanted.order_by(articles.c.published.desc().nulls_last(), articles.c.id.desc())


def _kept(picked: Chosen, key: ColumnElement[int]) -> Select[Any]:
    """``key`` and number of the statements that count, whoever said them and wherever."""
    wanted = select(key, attributions.c.id.label("number"))
    wanted = wanted.where(attributions.c.current, attributions.c.status != "rejected")
    return claiming(wanted, picked.filters)


def _walked(
    connection: Connection,
    parts: Sequence[Select[Any]],
    kept: Select[Any],
    key: ColumnElement[int],
    most: int,
) -> list[int]:
    """The numbers that ``kept`` has for the keys of ``parts``, in the order of these."""
    found: dict[int, None] = {}
    size = _FIRST
    for ordered in parts:
        with connection.execute(ordered.execution_options(yield_per=_FIRST)) as rows:
            while len(found) < most and (keys := [row[0] for row in rows.fetchmany(size)]):
                numbers: dict[int, list[int]] = defaultdict(list)
                for row in connection.execute(kept.where(key.in_(keys))):
                    numbers[row[0]].append(row.number)
                found.update(dict.fromkeys(number for one in keys for number in numbers[one]))
                size = min(2 * size, _MOST)
    return list(found)[:most]
