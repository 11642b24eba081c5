"""What filters leave where no words are asked for, the latest published first.

Walked in the order of an index until there is enough, instead of sorted with all that is left out: whoever is
quoted most has a hundredth of all statements.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from onrecord.answers.claiming import claiming
from onrecord.answers.filters import dated, narrowed
from onrecord.ledger.tables import articles, attribution_speakers, attributions

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, Select

    from onrecord.answers.filters import Chosen
    from onrecord.ledger.ledger import Ledger

#: How many are looked at first, and how many at most at a time: twice as many each time that these do not
#: suffice. SQLite takes 32,766 parameters.
_FIRST: Final = 60
_MOST: Final = 8_000


def latest(ledger: Ledger, connection: Connection, picked: Chosen, most: int) -> list[int]:
    """The numbers of at most ``most`` statements."""
    if picked.people is not None and picked.outlets is not None:
        return _of_both(ledger, connection, picked, most)
    if picked.people is not None:
        kept = _kept(picked, attributions.c.id)
        return _walked(connection, _spoken(picked), kept, attributions.c.id, most)
    kept = _kept(picked, attributions.c.article_id).order_by(attributions.c.id.desc())
    return _walked(connection, _published(picked), kept, attributions.c.article_id, most)


def _of_both(ledger: Ledger, connection: Connection, picked: Chosen, most: int) -> list[int]:
    """Of people in outlets: few enough to be sorted, and found by their tags at once."""
    wanted = select(attributions.c.id).join(articles, articles.c.id == attributions.c.article_id)
    wanted = ledger.store.search(narrowed(wanted, picked, tagged=True), None, picked.tags)
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
    connection: Connection, ordered: Select[Any], kept: Select[Any], key: ColumnElement[int], most: int
) -> list[int]:
    """The numbers that ``kept`` has for the keys of ``ordered``, in the order of these."""
    found: dict[int, None] = {}
    size = _FIRST
    with connection.execute(ordered.execution_options(yield_per=_FIRST)) as rows:
        while len(found) < most and (keys := [row[0] for row in rows.fetchmany(size)]):
            numbers: dict[int, list[int]] = defaultdict(list)
            for row in connection.execute(kept.where(key.in_(keys))):
                numbers[row[0]].append(row.number)
            found.update(dict.fromkeys(number for one in keys for number in numbers[one]))
            size = min(2 * size, _MOST)
    return list(found)[:most]
