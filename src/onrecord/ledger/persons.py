"""Who is who across articles, in the tables: assigning, counting, finding by name.

Which person a speaker is, ``identity`` decides from what is laid before it; here is only what stands in
rows. ``article_speakers.person_id`` is the person as first assigned, ``attribution_speakers.person_id`` the
one that stands for them after all merges.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, delete, func, insert, select, text, update

from onrecord.ledger.folding import fold, runs
from onrecord.ledger.tables import article_speakers, people, person_keys, person_names
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from typing import Any

    from sqlalchemy import Connection

    from onrecord.records import Record, Speaker

NAMED = (SpeakerKind.PERSON, SpeakerKind.GROUP)

#: A name with its kind, and every spelling of it in the text.
Sighting = tuple[str, SpeakerKind, tuple[str, ...]]

# Written out, because both databases take it as it is: one statement for all names of an article.
_SEEN: Final = text(
    "INSERT INTO person_names (person_id, name, times) VALUES (:person_id, :name, 1) "
    "ON CONFLICT (person_id, name) DO UPDATE SET times = person_names.times + 1"
)
_FOUND_BY: Final = text(
    "INSERT INTO person_keys (key, person_id) VALUES (:key, :person_id) ON CONFLICT DO NOTHING"
)
_COUNT: Final = (
    update(people)
    .where(people.c.id == bindparam("person"))
    .values(statements=people.c.statements + bindparam("more"))
)


def assigned(connection: Connection, draft: Record, at: str) -> list[int | None]:
    """The person that each speaker of a record is, made now where there is none; None for the unnamed."""
    seen = [_sighting(one, draft.article.text) for one in draft.speakers if one.kind in NAMED]
    who = iter(_assigned(connection, seen, at))
    return [next(who) if one.kind in NAMED else None for one in draft.speakers]


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
    return _assigned(connection, [(name, kind, (name,))], at)[0]


def count(connection: Connection, more: Mapping[int, int]) -> None:
    """Adds to the number of statements of each person."""
    rows = [{"person": person_id, "more": number} for person_id, number in more.items() if number]
    if rows:
        connection.execute(_COUNT, rows)


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


def add_names(connection: Connection, names: Iterable[tuple[int, Sequence[str]]]) -> None:
    """Counts spellings of persons' names, and lets each person be found by their words."""
    rows = [
        {"person_id": person_id, "name": one}
        for person_id, spellings in names
        for one in dict.fromkeys(spellings)
    ]
    if not rows:
        return
    connection.execute(_SEEN, rows)
    keys = {(key, row["person_id"]) for row in rows for key in _keys(row["name"])}
    connection.execute(_FOUND_BY, [{"key": key, "person_id": person_id} for key, person_id in sorted(keys)])


def _sighting(speaker: Speaker, text: str) -> Sighting:
    return speaker.name, speaker.kind, (speaker.name, *speaker.spellings(text))


def _assigned(connection: Connection, seen: Sequence[Sighting], at: str) -> list[int]:
    """The person of each, made now where there is none: one question and three writes for all of them."""
    there = _bearers(connection, {_key(name) for name, _, _ in seen})
    new: dict[tuple[str, str], dict[str, Any]] = {}
    for name, kind, _ in seen:
        if (_key(name), kind.value) not in there:
            row = {"name": name, "kind": kind.value, "listed": False, "statements": 0, "added": at}
            new.setdefault((_key(name), kind.value), row)
    there |= dict(zip(new, _made(connection, list(new.values())), strict=True))
    ids = [there[_key(name), kind.value] for name, kind, _ in seen]
    add_names(connection, zip(ids, (spellings for _, _, spellings in seen), strict=True))
    return ids


def _bearers(connection: Connection, keys: Collection[str]) -> dict[tuple[str, str], int]:
    """By key and kind: the first person of that name."""
    rows = connection.execute(
        select(person_keys.c.key, people.c.kind, func.min(people.c.id))
        .join(people, person_keys.c.person_id == people.c.id)
        .where(person_keys.c.key.in_(keys))
        .group_by(person_keys.c.key, people.c.kind)
    )
    return {(row[0], row[1]): row[2] for row in rows}


def _made(connection: Connection, rows: list[dict[str, Any]]) -> list[int]:
    if not rows:
        return []
    wanted = insert(people).returning(people.c.id, sort_by_parameter_order=True)
    return list(connection.execute(wanted, rows).scalars())


def _keys(name: str) -> list[str]:
    return [*(f"w:{word}" for word in runs(name)), _key(name)]


def _key(name: str) -> str:
    return f"n:{' '.join(runs(name))}"
