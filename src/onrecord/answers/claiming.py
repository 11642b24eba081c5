"""What narrows a question by what is said: how it is quoted, its stance, its figures, its dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import or_, select

from onrecord.ledger.tables import attributions, dates, figures

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import ColumnElement, Select

    from onrecord.answers.filters import Filters

#: As ``Filters.figure``: whatever it measures.
ANY_FIGURE: Final = "any"


def claiming(wanted: Select[Any], filters: Filters) -> Select[Any]:
    """``wanted``, from attributions, narrowed by the kind of quotation, by stance, and by figures and dates
    that the statement itself answers for; those of a statement inside it are that one's.
    """
    if filters.kind:
        wanted = wanted.where(attributions.c.quotation == filters.kind)
    if filters.stance:
        wanted = wanted.where(attributions.c.stance == filters.stance)
    if filters.figure:
        asked = filters.figure
        here = figures.c.attribution_id == attributions.c.id
        if asked != ANY_FIGURE:
            noun = asked.lower()
            here &= or_(figures.c.noun == noun, figures.c.unit.in_((asked, noun, asked.upper())))
        wanted = wanted.where(select(figures.c.ord).where(here).exists())
    if filters.spoken_since or filters.spoken_until:
        wanted = wanted.where(_spoken_of(filters.spoken_since, filters.spoken_until))
    return wanted


def _spoken_of(since: str | None, until: str | None) -> ColumnElement[bool]:
    """A date in the statement that shares a day with the time asked for; an open side goes on for ever."""
    met = select(dates.c.ord).where(dates.c.attribution_id == attributions.c.id, dates.c.reason.is_(None))
    if since:
        met = met.where(or_(dates.c.last_day >= since, dates.c.last_day.is_(None)))
    if until:
        met = met.where(or_(dates.c.first_day < until + "~", dates.c.first_day.is_(None)))
    return met.exists()
