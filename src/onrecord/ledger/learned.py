"""What the tables know of a person: spellings, what articles called them, and the keys they are found by.

Written as articles come, a few statements for all speakers of an article; learned anew from the sightings
that are left where some were withdrawn or given to somebody else.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import delete, select, text

from onrecord.ledger import keys, sightings
from onrecord.ledger.folding import runs
from onrecord.ledger.people import Person, Reported
from onrecord.ledger.tables import people, person_keys, person_names, person_reports
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from onrecord.ledger.people import Sighting

# Written out, because both databases take them as they are: one statement for all speakers of an article.
_SEEN: Final = text(
    "INSERT INTO person_names (person_id, name, times) VALUES (:person_id, :name, 1) "
    "ON CONFLICT (person_id, name) DO UPDATE SET times = person_names.times + 1"
)
_FOUND_BY: Final = text(
    "INSERT INTO person_keys (key, person_id) VALUES (:key, :person_id) ON CONFLICT DO NOTHING"
)
_REPORTED: Final = text(
    "INSERT INTO person_reports (person_id, kind, words, first_date, last_date, times) "
    "VALUES (:person_id, :kind, :words, :date, :date, 1) "
    "ON CONFLICT (person_id, kind, words) DO UPDATE SET times = person_reports.times + 1, "
    "first_date = CASE WHEN person_reports.first_date IS NULL "
    "OR excluded.first_date < person_reports.first_date "
    "THEN excluded.first_date ELSE person_reports.first_date END, "
    "last_date = CASE WHEN person_reports.last_date IS NULL "
    "OR excluded.last_date > person_reports.last_date "
    "THEN excluded.last_date ELSE person_reports.last_date END"
)


def learn(connection: Connection, seen: Iterable[tuple[int, Sighting]]) -> None:
    """Adds what sightings tell to the people they were assigned to."""
    names: list[dict[str, Any]] = []
    reports: list[dict[str, Any]] = []
    found_by: dict[tuple[str, int], None] = {}
    for person_id, sighting in seen:
        for name in dict.fromkeys((sighting.name, *sighting.spellings)):
            names.append({"person_id": person_id, "name": name})
            found_by.update(dict.fromkeys((key, person_id) for key in keys_of(name, sighting.kind)))
        reports.extend(_reports(person_id, sighting))
    if names:
        connection.execute(_SEEN, names)
        connection.execute(_FOUND_BY, [{"key": key, "person_id": one} for key, one in sorted(found_by)])
    if reports:
        connection.execute(_REPORTED, reports)


def add_aliases(connection: Connection, person_id: int, kind: SpeakerKind, names: Sequence[str]) -> None:
    """Lets a person be found by names that no article has shown yet."""
    known = text(
        "INSERT INTO person_names (person_id, name, times) VALUES (:person_id, :name, 0) "
        "ON CONFLICT DO NOTHING"
    )
    connection.execute(known, [{"person_id": person_id, "name": name} for name in dict.fromkeys(names)])
    found_by = dict.fromkeys(key for name in names for key in keys_of(name, kind))
    connection.execute(_FOUND_BY, [{"key": key, "person_id": person_id} for key in sorted(found_by)])


def learn_anew(connection: Connection, person_ids: Collection[int]) -> None:
    """Forgets what articles told of these people, and learns it from the sightings that are left.

    Who has none left, and is not on the user's list, loses the name, too.
    """
    for person_id in person_ids:
        row = connection.execute(select(people).where(people.c.id == person_id)).one()
        of_articles = person_names.c.person_id == person_id, person_names.c.times > 0
        connection.execute(delete(person_names).where(*of_articles))
        connection.execute(delete(person_reports).where(person_reports.c.person_id == person_id))
        connection.execute(delete(person_keys).where(person_keys.c.person_id == person_id))
        left = list(sightings.of_people(connection, [person_id]))
        if left:
            learn(connection, ((person_id, one) for one in left))
        if row.listed:
            rest = select(person_names.c.name).where(person_names.c.person_id == person_id)
            names = list(connection.execute(rest).scalars())
            add_aliases(connection, person_id, SpeakerKind(row.kind), names)
        elif not left:
            gone = people.update().where(people.c.id == person_id).values(name="", wikidata=None)
            connection.execute(gone)


def keys_of(name: str, kind: SpeakerKind) -> Iterator[str]:
    """By what a name is found: its words, for those who ask, and the keys of ``keys`` for assigning."""
    yield from (f"w:{word}" for word in runs(name))
    yield from keys.keys(name, kind)


def persons(connection: Connection, ids: Collection[int]) -> dict[int, Person]:
    """Those people who stand for the given ones, with all that is known of whoever was merged into them."""
    shown = set(heads(connection, ids).values())
    rows = _rows(connection, people.c.id.in_(shown) | people.c.merged_into.in_(shown))
    members = {row.id: row.merged_into or row.id for row in rows}
    names, reports = _names(connection, members), _told(connection, members)
    return {
        row.id: Person(
            row.id,
            row.name,
            SpeakerKind(row.kind),
            tuple(sorted(((n, t) for n, t in names[row.id].items() if t), key=lambda one: (-one[1], one[0]))),
            tuple(reports[row.id, "role"]),
            tuple(reports[row.id, "affiliation"]),
            tuple(one.words for one in reports[row.id, "outlet"]),
            row.wikidata,
            row.name if row.listed else None,
            tuple(name for name, times in names[row.id].items() if not times and name != row.name),
        )
        for row in rows
        if row.id in shown
    }


def heads(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """Who stands for each of these after all merges."""
    return {row.id: row.merged_into or row.id for row in _rows(connection, people.c.id.in_(ids))}


def _rows(connection: Connection, which: Any) -> Sequence[Any]:
    columns = (
        people.c.id,
        people.c.name,
        people.c.kind,
        people.c.wikidata,
        people.c.listed,
        people.c.merged_into,
    )
    return connection.execute(select(*columns).where(which)).all()


def _names(connection: Connection, members: dict[int, int]) -> dict[int, dict[str, int]]:
    """By whom they stand for: the wordings of the name, and in how many articles each."""
    out: dict[int, dict[str, int]] = defaultdict(dict)
    for row in connection.execute(select(person_names).where(person_names.c.person_id.in_(members))):
        head = out[members[row.person_id]]
        head[row.name] = head.get(row.name, 0) + row.times
    return out


def _told(connection: Connection, members: dict[int, int]) -> dict[tuple[int, str], list[Reported]]:
    out: dict[tuple[int, str], list[Reported]] = defaultdict(list)
    wanted = select(person_reports).where(person_reports.c.person_id.in_(members))
    for row in connection.execute(wanted.order_by(person_reports.c.first_date, person_reports.c.words)):
        told = Reported(row.words, row.first_date, row.last_date, row.times)
        out[members[row.person_id], row.kind].append(told)
    return out


def _reports(person_id: int, sighting: Sighting) -> Iterator[dict[str, Any]]:
    told = {"role": sighting.role, "affiliation": sighting.affiliation, "outlet": sighting.outlet}
    for kind, words in told.items():
        if words:
            yield {"person_id": person_id, "kind": kind, "words": words, "date": sighting.date}
