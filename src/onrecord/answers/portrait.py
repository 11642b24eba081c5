"""Somebody over time: how much they said when, where, how, and in which words."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import func, select

from onrecord.answers import people as who
from onrecord.compare import english
from onrecord.errors import NotRecordedError
from onrecord.ledger.folding import fold
from onrecord.ledger.tables import articles, attribution_speakers, attributions, people, publishers

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Select

    from onrecord.answers.values import PersonFound, Proposed
    from onrecord.ledger.ledger import Ledger

#: Words are counted in so many of the latest statements: of somebody who is quoted daily that is a year, and
#: it keeps the page of the most quoted one as quick as any.
_RECENT: Final = 1_000
_WORDS: Final = 24
_OUTLETS: Final = 15
_WORD: Final = re.compile(r"[^\W\d_]{4,}")


@dataclass(frozen=True, slots=True)
class Month:
    """``month`` as "2024-05", or a year where pages give no more; None for pages without a date."""

    month: str | None
    direct: int
    other: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """A person of the ledger. ``outlets`` are number, name and how many statements, ``stances`` counts of
    those that have one, ``words`` the most frequent of ``counted`` statements; ``proposals`` who may be the
    same, or only has the same name.
    """

    person: PersonFound
    months: tuple[Month, ...]
    outlets: tuple[tuple[int, str, int], ...]
    stances: dict[str, int]
    words: tuple[tuple[str, int], ...]
    counted: int
    proposals: tuple[Proposed, ...]


def stands_for(ledger: Ledger, person_id: int) -> int:
    """The person who stands for this one after all merges. Raises NotRecordedError."""
    wanted = select(func.coalesce(people.c.merged_into, people.c.id)).where(people.c.id == person_id)
    with ledger.reading() as connection:
        found = connection.execute(wanted).scalar()
    if found is None:
        raise NotRecordedError(
            f"person {person_id}: nobody of this number is in the ledger; expected one that an answer shows; "
            "see who is there with `onrecord people`"
        )
    return int(found)


def portrait(ledger: Ledger, person_id: int) -> Portrait:
    """The portrait of a person who stands for themselves. Raises NotRecordedError."""
    with ledger.reading() as connection:
        person = who.everyone(ledger, f"#{person_id}", limit=1)[0]
        counted, words = _words(connection, person)
        return Portrait(
            person,
            _months(connection, person_id),
            _outlets(connection, person_id),
            _stances(connection, person_id),
            words,
            counted,
            who.proposals_about(connection, person_id),
        )


def _said(person_id: int, *columns: Any) -> Select[Any]:
    """Columns of the statements that a person made, from attributions and their articles."""
    links = attribution_speakers
    return (
        select(*columns)
        .select_from(links)
        .join(attributions, attributions.c.id == links.c.attribution_id)
        .join(articles, articles.c.id == attributions.c.article_id)
        .where(links.c.person_id == person_id, ~links.c.candidate)
        .where(attributions.c.current, attributions.c.status != "rejected")
    )


def _months(connection: Connection, person_id: int) -> tuple[Month, ...]:
    """By month, those without a date last."""
    month = func.substr(articles.c.published, 1, 7)
    wanted = _said(person_id, month, attributions.c.quotation, func.count())
    counts: dict[str | None, Counter[bool]] = {}
    for when, quotation, number in connection.execute(wanted.group_by(month, attributions.c.quotation)):
        counts.setdefault(when, Counter())[quotation == "direct"] += number
    ordered = sorted(counts, key=lambda when: (when is None, when or ""))
    return tuple(Month(when, counts[when][True], counts[when][False]) for when in ordered)


def _outlets(connection: Connection, person_id: int) -> tuple[tuple[int, str, int], ...]:
    number = func.count().label("number")
    wanted = _said(person_id, publishers.c.id, publishers.c.name, number)
    wanted = wanted.join(publishers, publishers.c.id == articles.c.outlet_id)
    wanted = wanted.group_by(publishers.c.id, publishers.c.name).order_by(number.desc(), publishers.c.id)
    return tuple((row[0], row[1], row[2]) for row in connection.execute(wanted.limit(_OUTLETS)))


def _stances(connection: Connection, person_id: int) -> dict[str, int]:
    number = func.count().label("number")
    wanted = _said(person_id, attributions.c.stance, number).where(attributions.c.stance.is_not(None))
    wanted = wanted.group_by(attributions.c.stance).order_by(number.desc(), attributions.c.stance)
    return {row[0]: row[1] for row in connection.execute(wanted)}


def _words(connection: Connection, person: PersonFound) -> tuple[int, tuple[tuple[str, int], ...]]:
    """How many statements were counted, and the words that stand in most of them; each once a statement."""
    wanted = _said(person.id, attributions.c.content).order_by(attributions.c.id.desc()).limit(_RECENT)
    own = {word for name, _ in person.spellings for word in fold(name).split()}
    counts: Counter[str] = Counter()
    contents = connection.execute(wanted).scalars().all()
    for content in contents:
        found = {word.lower() for word in _WORD.findall(content)}
        counts.update(word for word in found if word not in english.FUNCTION and fold(word) not in own)
    likely = [(word, number) for word, number in counts.items() if number > 1]
    likely.sort(key=lambda one: (-one[1], one[0]))
    return len(contents), tuple(likely[:_WORDS])
