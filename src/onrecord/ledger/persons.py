"""People in the tables: counted, found by name, named by hand.

``article_speakers.person_id`` is the person as first assigned, ``attribution_speakers.person_id`` the
one that stands for them after all merges.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, func, select, update

from onrecord.ledger import assigning, learned
from onrecord.ledger.folding import fold, runs
from onrecord.ledger.tables import people, person_keys, person_names

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onrecord.records import SpeakerKind

#: Eighteen digits fit the 64 bits of both databases. A shell takes "#12" for a comment unless it is quoted.
_NUMBER: Final = re.compile("#?([0-9]{1,18})")
_COUNT: Final = (
    update(people)
    .where(people.c.id == bindparam("person"))
    .values(statements=people.c.statements + bindparam("more"))
)


def called(connection: Connection, name: str, kind: SpeakerKind, at: str) -> int:
    """The person whom somebody names by hand: who bears this very name, else somebody new."""
    there = connection.execute(
        select(people.c.id)
        .join(person_names, person_names.c.person_id == people.c.id)
        .where(person_names.c.name == name, people.c.kind == kind.value)
        .order_by(people.c.statements.desc(), people.c.id)
        .limit(1)
    ).scalar()
    if there is not None:
        return int(there)
    person_id = assigning.made(connection, name, kind.value, at)
    learned.add_aliases(connection, person_id, kind, [name])
    return person_id


def count(connection: Connection, more: Mapping[int, int]) -> None:
    """Adds to the number of statements of each person."""
    rows = [{"person": person_id, "more": number} for person_id, number in more.items() if number]
    if rows:
        connection.execute(_COUNT, rows)


def named(connection: Connection, name: str) -> list[tuple[int, str, int]]:
    """Those whom a name may mean, most statements first: id, name, count. ``#12`` and ``12`` are a number.

    Whoever bears exactly this name, in whatever case; else all whose name has these words.
    """
    if numbered := _NUMBER.fullmatch(name.strip()):
        chosen = people.c.id == int(numbered[1])
    else:
        words = list(dict.fromkeys(runs(name)))
        if not words:
            return []
        holders = (
            select(person_keys.c.person_id)
            .where(person_keys.c.key.in_([f"w:{word}" for word in words]))
            .group_by(person_keys.c.person_id)
            .having(func.count() == len(words))
        )
        chosen = people.c.id.in_(holders)
    stands = func.coalesce(people.c.merged_into, people.c.id)
    ids = select(stands).where(chosen)
    rows = connection.execute(
        select(people.c.id, people.c.name, people.c.statements)
        .where(people.c.id.in_(ids))
        .order_by(people.c.statements.desc(), people.c.id)
    ).all()
    found = [(row.id, row.name, row.statements) for row in rows]
    return [one for one in found if fold(one[1]) == fold(name)] or found
