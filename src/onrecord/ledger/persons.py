"""Who is who across articles, in the tables: assigning, counting, finding by name.

Which person a speaker is, ``identity`` decides from what is laid before it; here is only what stands in
rows. ``article_speakers.person_id`` is the person as first assigned, ``attribution_speakers.person_id`` the
one that stands for them after all merges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, update

from onrecord.ledger.folding import fold, runs
from onrecord.ledger.tables import article_speakers, people, person_keys, person_names
from onrecord.records import Speaker, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.records import Record

NAMED = (SpeakerKind.PERSON, SpeakerKind.GROUP)


def assigned(connection: Connection, draft: Record, at: str) -> list[int | None]:
    """The person that each speaker of a record is, made now where there is none; None for the unnamed."""
    return [
        _assigned(connection, speaker, draft.article.text, at) if speaker.kind in NAMED else None
        for speaker in draft.speakers
    ]


def standing(connection: Connection, person_ids: Sequence[int]) -> dict[int, int]:
    """Who stands for each of these after all merges."""
    if not person_ids:
        return {}
    rows = connection.execute(
        select(people.c.id, func.coalesce(people.c.merged_into, people.c.id)).where(
            people.c.id.in_(person_ids)
        )
    )
    return {row[0]: row[1] for row in rows}


def called(connection: Connection, name: str, kind: SpeakerKind, at: str) -> int:
    """The person whom somebody names by hand, made where the ledger has none of that name."""
    return _assigned(connection, Speaker(name, kind, ()), "", at)


def count(connection: Connection, more: Mapping[int, int]) -> None:
    """Adds to the number of statements of each person."""
    for person_id, number in more.items():
        if number:
            here = people.c.id == person_id
            connection.execute(update(people).where(here).values(statements=people.c.statements + number))


def forget_unseen(connection: Connection, person_ids: Iterable[int]) -> None:
    """Removes the names of those whom no article shows any more, unless they are on the user's list."""
    for person_id in person_ids:
        seen = select(article_speakers.c.id).where(article_speakers.c.person_id == person_id).limit(1)
        listed = select(people.c.id).where(people.c.id == person_id, people.c.listed)
        if connection.execute(seen).first() or connection.execute(listed).first():
            continue
        connection.execute(delete(person_names).where(person_names.c.person_id == person_id))
        connection.execute(delete(person_keys).where(person_keys.c.person_id == person_id))
        connection.execute(update(people).where(people.c.id == person_id).values(name="", wikidata=None))


def named(connection: Connection, name: str) -> list[tuple[int, str, int]]:
    """Those whom a name may mean, most statements first: id, name, statements; ``#12`` is number 12.

    Whoever bears exactly this name, in whatever case; else all whose name has these words.
    """
    if name.startswith("#") and name[1:].isdigit():
        chosen = people.c.id.in_([int(name[1:])])
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


def _assigned(connection: Connection, speaker: Speaker, text: str, at: str) -> int:
    spellings = speaker.spellings(text) or (speaker.name,)
    found = connection.execute(
        select(people.c.id)
        .join(person_keys, person_keys.c.person_id == people.c.id)
        .where(person_keys.c.key == _key(speaker.name), people.c.kind == speaker.kind.value)
        .limit(1)
    ).scalar()
    person_id = int(found) if found is not None else _made(connection, speaker, at)
    add_names(connection, person_id, (speaker.name, *spellings))
    return person_id


def _made(connection: Connection, speaker: Speaker, at: str) -> int:
    row = {"name": speaker.name, "kind": speaker.kind.value, "listed": False, "statements": 0, "added": at}
    key = connection.execute(insert(people).values(**row)).inserted_primary_key
    assert key is not None  # the table has a key
    return int(key[0])


def add_names(connection: Connection, person_id: int, names: Sequence[str]) -> None:
    """Counts these spellings of a person's name, and lets the person be found by their words."""
    for name in dict.fromkeys(names):
        here = (person_names.c.person_id == person_id) & (person_names.c.name == name)
        counted = update(person_names).where(here).values(times=person_names.c.times + 1)
        if not connection.execute(counted).rowcount:
            connection.execute(insert(person_names).values(person_id=person_id, name=name, times=1))
            _add_keys(connection, person_id, [*(f"w:{word}" for word in runs(name)), _key(name)])


def _add_keys(connection: Connection, person_id: int, keys: Sequence[str]) -> None:
    there = set(
        connection.execute(select(person_keys.c.key).where(person_keys.c.person_id == person_id)).scalars()
    )
    rows = [{"key": key, "person_id": person_id} for key in dict.fromkeys(keys) if key not in there]
    if rows:
        connection.execute(insert(person_keys), rows)


def _key(name: str) -> str:
    return f"n:{' '.join(runs(name))}"
