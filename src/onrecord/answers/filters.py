"""What narrows a question: who, where, from when to when, how it was quoted, what is claimed in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from onrecord.answers.claiming import claiming
from onrecord.errors import NotRecordedError, UsageError
from onrecord.ledger import persons, tagging
from onrecord.ledger.folding import fold
from onrecord.ledger.tables import (
    articles,
    attribution_speakers,
    attributions,
    publishers,
)
from onrecord.records import Quotation, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import ColumnElement, Connection, Select

    from onrecord.ledger.query import Query

#: A year, a month or a day: as precise as one cares to be.
_DATE: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_YEAR: Final = re.compile(r"\d{4}(-(0[1-9]|1[0-2])|(?!-))")
KINDS: Final = tuple(kind.value for kind in Quotation)
STANCES: Final = tuple(stance.value for stance in Stance)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a statement must be; None and empty ask for nothing.

    ``speaker`` is a name, part of one, or ``#ID``; ``outlet`` a part of its name or site. ``since`` and
    ``until`` are years, months or days of publication, both inclusive. ``kind`` is a Quotation's value,
    ``stance`` a Stance's. ``figure`` is the unit or the counted noun of a figure that it gives, ANY_FIGURE
    for any. ``spoken_since`` and ``spoken_until`` are the ends of a time that a date in it falls into.
    """

    speaker: str | None = None
    outlet: str | None = None
    since: str | None = None
    until: str | None = None
    kind: str | None = None
    stance: str | None = None
    figure: str | None = None
    spoken_since: str | None = None
    spoken_until: str | None = None

    def __post_init__(self) -> None:
        for name in ("since", "until", "spoken_since", "spoken_until"):
            date = getattr(self, name)
            if date is not None and not _DATE.fullmatch(date):
                raise UsageError(
                    f"{name} {date!r}: expected a year, a month or a day as in 2024, 2024-05 or 2024-05-31"
                )
        for name, value, known in (("kind", self.kind, KINDS), ("stance", self.stance, STANCES)):
            if value is not None and value not in known:
                raise UsageError(f"{name} {value!r}: expected one of {', '.join(known)}")


@dataclass(frozen=True, slots=True)
class Chosen:
    """Filters looked up in a ledger: people and outlets by their ids; None asks for nothing.

    ``dates`` are the tags of all months that since and until leave, of those in the ledger.
    """

    filters: Filters
    people: tuple[int, ...] | None = None
    outlets: tuple[int, ...] | None = None
    dates: tuple[str, ...] | None = None
    notes: tuple[str, ...] = ()

    @property
    def tags(self) -> list[list[str]]:
        """Groups of words in ``attributions.tags``; a statement has one of each group."""
        groups = (
            None if self.people is None else tagging.of_people(self.people),
            None if self.outlets is None else tagging.of_outlets(self.outlets),
            None if self.dates is None else list(self.dates),
        )
        return [group for group in groups if group is not None]


def with_query(filters: Filters, query: Query) -> Filters:
    """The filters with those that were typed into a query; one asked for twice raises UsageError."""
    for name, value in query.filters:
        if getattr(filters, name) is not None:
            raise UsageError(
                f"{name}: {getattr(filters, name)!r} and {value!r}; expected it once; leave one out"
            )
        filters = replace(filters, **{name: value})
    return filters


def chosen(connection: Connection, filters: Filters) -> Chosen:
    """The filters looked up. Raises NotRecordedError where nobody has that name, or no outlet."""
    people, notes = _people(connection, filters.speaker) if filters.speaker else (None, ())
    outlets = _outlets(connection, filters.outlet) if filters.outlet else None
    return Chosen(filters, people, outlets, _dates(connection, filters), notes)


def narrowed(wanted: Select[Any], chosen: Chosen, *, tagged: bool) -> Select[Any]:
    """``wanted``, from attributions and articles; ``tagged``: people and outlets are seen to by the index."""
    wanted = wanted.where(attributions.c.current, attributions.c.status != "rejected")
    filters = chosen.filters
    if chosen.people is not None and not tagged:
        wanted = wanted.where(_spoken_by(chosen.people))
    if chosen.outlets is not None and not tagged:
        wanted = wanted.where(articles.c.outlet_id.in_(chosen.outlets))
    return claiming(dated(wanted, filters, articles.c.published), filters)


def dated(wanted: Select[Any], filters: Filters, published: ColumnElement[str | None]) -> Select[Any]:
    """``wanted``, of which ``published`` lies in the filters' range."""
    if filters.since:
        wanted = wanted.where(published >= filters.since)
    if filters.until:
        # "2024-05" holds "2024-05-31T23:00": all that begins so, and everything before.
        wanted = wanted.where(published < filters.until + "~")
    return wanted


def _dates(connection: Connection, filters: Filters) -> tuple[str, ...] | None:
    """The tags of a range; None where there is none to speak of."""
    if filters.since is None and filters.until is None:
        return None
    # The least and the greatest come out of the index on dates, each by a question of its own.
    first: str | None = connection.execute(select(func.min(articles.c.published))).scalar()
    last: str | None = connection.execute(select(func.max(articles.c.published))).scalar()
    if first is None or last is None or not (_YEAR.match(first) and _YEAR.match(last)):
        return None
    tags = tagging.of_dates(max(first, filters.since or first), min(last, filters.until or last))
    return None if tags is None else tuple(tags)


def _spoken_by(people: Sequence[int]) -> ColumnElement[bool]:
    return (
        select(attribution_speakers.c.attribution_id)
        .where(attribution_speakers.c.attribution_id == attributions.c.id)
        .where(attribution_speakers.c.person_id.in_(people), ~attribution_speakers.c.candidate)
        .exists()
    )


def _people(connection: Connection, name: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    found = persons.named(connection, name)
    if not found:
        raise NotRecordedError(
            f"{name!r}: nobody of this name is in the ledger; expected a name, a part of one, or #ID; "
            "see who is there with `onrecord people`"
        )
    ids = tuple(person for person, _, _ in found)
    if len(found) == 1:
        return ids, ()
    listed = ", ".join(f"#{person} {called} ({count:,} said)" for person, called, count in found[:5])
    others = f" and {len(found) - 5} more" if len(found) > 5 else ""
    return ids, (
        f"{name!r} may be {len(found)} speakers: {listed}{others}; name one by its number, as in '#1'",
    )


def _outlets(connection: Connection, name: str) -> tuple[int, ...]:
    rows = connection.execute(select(publishers.c.id, publishers.c.name, publishers.c.site)).all()
    asked = fold(name)
    found = tuple(row.id for row in rows if asked in fold(row.name) or asked in (row.site or ""))
    if not found:
        raise NotRecordedError(
            f"{name!r}: no outlet of this name is in the ledger; expected a part of its name or of its site; "
            "`onrecord stats` names those with most articles"
        )
    return found
