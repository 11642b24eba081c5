"""Who is who, as people decide: merged, split, undone, taken from the user's own list.

Every act is a row of ``person_events`` and none is ever changed; who stands for whom is what replaying them
gives (``merges``). What follows from it (who speaks in which statement, counts, the words that the full-text
index has for people) is written anew for those concerned.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import bindparam, func, select, update

from onrecord.errors import NotRecordedError, UsageError
from onrecord.ledger import assigning, codec, evidence, identity, keys, learned, merges, tagging
from onrecord.ledger.people import ReasonKind
from onrecord.ledger.rows import inserted
from onrecord.ledger.tables import (
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    people,
    person_events,
    person_keys,
    proposals,
    readings,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from sqlalchemy import Connection, Row

    from onrecord.ledger.people import Person
    from onrecord.ledger.user_list import KnownPerson

#: Rows that are written anew at a time: somebody may have said a hundred thousand things.
_BATCH = 5_000

_TAG: Final = update(attributions).where(attributions.c.id == bindparam("row")).values(tags=bindparam("told"))


@dataclass(frozen=True, slots=True)
class Listed:
    """What became of the user's list: entries that are new here, and those that were merged with somebody."""

    entries: int
    merged: int


def merge(connection: Connection, kept: int, other: int, *, by: str, at: str, detail: str = "{}") -> int:
    """Lets two be one, shown as ``kept``; the event's id. Raises NotRecordedError, UsageError."""
    heads = learned.heads(connection, [_there(connection, kept), _there(connection, other)])
    if heads[kept] == heads[other]:
        raise UsageError(f"people {kept} and {other} are one already: expected two; name two that are apart")
    event = _event(connection, "merge", kept, other, by=by, at=at, detail=detail)
    _settle_proposal(connection, kept, other, "applied")
    _replay(connection, [heads[kept], heads[other]])
    return event


def split(
    connection: Connection, person: int, article_ids: Sequence[int] = (), *, by: str, at: str
) -> tuple[int, int]:
    """Takes somebody out of those they were merged with or, where articles are named, makes whom these show
    somebody new. The event's id, and who was split off. Raises NotRecordedError, UsageError.
    """
    _there(connection, person)
    if article_ids:
        return _split_articles(connection, person, article_ids, by=by, at=at)
    together = _group(connection, person)
    if len(together) < 2:
        raise UsageError(
            f"person {person} is merged with nobody: expected one of several; to part what articles show, "
            "name them with --article"
        )
    event = _event(connection, "split", person, None, by=by, at=at, detail="{}")
    for one in together - {person}:
        _settle_proposal(connection, person, one, "rejected")
    _replay(connection, together)
    return event, person


def undo(connection: Connection, event_id: int, *, by: str, at: str) -> int:
    """Takes a merge or a split back; the event's id. Raises NotRecordedError, UsageError."""
    row = connection.execute(select(person_events).where(person_events.c.id == event_id)).first()
    if row is None:
        raise NotRecordedError(
            f"act {event_id}: no such act; expected one that `onrecord people --history` shows"
        )
    undone = select(person_events.c.id).where(person_events.c.undoes == event_id)
    if connection.execute(undone).first():
        raise UsageError(f"act {event_id} is undone already: expected one that stands")
    if row.kind == "undo":
        raise UsageError(f"act {event_id} is an undoing: expected a merge or a split; merge or split again")
    moved = json.loads(row.detail).get("moved", [])
    concerned = _group(connection, row.person_id)
    concerned |= _group(connection, row.other_id) if row.other_id else set()
    event = _event(
        connection, "undo", row.person_id, row.other_id, by=by, at=at, detail="{}", undoes=event_id
    )
    if moved:  # a split of articles: what it moved goes back, and they are one again
        _move(connection, moved, row.person_id)
        learned.learn_anew(connection, [row.person_id, row.other_id])
    _replay(connection, concerned)
    return event


def take_list(connection: Connection, known: Iterable[KnownPerson], at: str) -> Listed:
    """Takes in the user's own list: each entry becomes somebody, and whoever bears one of its names is merged
    with them, as far as nothing speaks against it.
    """
    entries = merged = 0
    for one in known:
        entry = _entry(connection, one, at)
        entries += 1
        for person in _namesakes(connection, entry):
            shown = learned.persons(connection, [entry])
            proposal = evidence.compare(next(iter(shown.values())), person)
            if proposal is None or person.id in shown:
                continue
            if identity.applies(proposal) and _is_listed_name(proposal.evidence[0].kind):
                merge(connection, entry, _id(person), by="list", at=at, detail=assigning.told(proposal))
                merged += 1
            elif proposal.conflict or proposal.probability >= identity.PROPOSE:
                assigning.propose(connection, entry, [proposal], at)
    return Listed(entries, merged)


def relink(connection: Connection, person_ids: Collection[int]) -> None:
    """Writes anew what follows from who stands for these people, and counts what they say."""
    heads = learned.heads(connection, person_ids)
    for person_id, head in heads.items():
        seats = select(article_speakers.c.id).where(article_speakers.c.person_id == person_id)
        here = attribution_speakers.c.article_speaker_id.in_(seats)
        connection.execute(update(attribution_speakers).where(here).values(person_id=head))
    _retag(connection, list(heads))
    for person_id in {*heads, *heads.values()}:
        _recount(connection, person_id)


def _replay(connection: Connection, concerned: Collection[int]) -> None:
    """Lets the rows say who stands for whom, for all who were or are together with those concerned."""
    rows = _acts_on(connection, concerned)
    shown = {int(one): int(head) for one, head in merges.canonical(_events(rows)).items()}
    wanted = set(concerned)
    heads = {shown.get(one, one) for one in concerned}
    wanted |= heads | {one for one, head in shown.items() if head in heads}
    wanted |= set(connection.execute(select(people.c.id).where(people.c.merged_into.in_(wanted))).scalars())
    for person_id in wanted:
        head = shown.get(person_id, person_id)
        into = None if head == person_id else head
        connection.execute(update(people).where(people.c.id == person_id).values(merged_into=into))
    relink(connection, wanted)


def _acts_on(connection: Connection, concerned: Collection[int]) -> list[Row[Any]]:
    """The events about these people and about all who were ever one with them, in order.

    Not all there are: a list of a thousand people would read a hundred thousand events a thousand times.
    """
    rows: dict[int, Row[Any]] = {}
    seen: set[int] = set()
    new = set(concerned)
    while new:
        named = person_events.c.person_id.in_(new) | person_events.c.other_id.in_(new)
        found = connection.execute(select(person_events).where(named)).all()
        rows.update((row.id, row) for row in found)
        seen |= new
        new = {one for row in found for one in (row.person_id, row.other_id) if one is not None} - seen
    return [rows[number] for number in sorted(rows)]


def _events(rows: Sequence[Row[Any]]) -> list[merges.Event]:
    """The rows as ``merges`` wants them, numbered from 1. A split of articles moved sightings; whom it made
    is merged with nobody, so that splitting them off holds its place and does nothing.
    """
    number = {row.id: place for place, row in enumerate(rows, 1)}
    out: list[merges.Event] = []
    for row in rows:
        if row.kind == "undo":
            out.append(merges.Undo(number[row.undoes]))
        elif row.kind == "merge":
            out.append(merges.Merge(row.person_id, row.other_id))
        else:
            out.append(merges.Split(row.other_id if row.other_id else row.person_id))
    return out


def _split_articles(
    connection: Connection, person: int, article_ids: Sequence[int], *, by: str, at: str
) -> tuple[int, int]:
    together = _group(connection, person)
    seats = connection.execute(
        select(
            article_speakers.c.id,
            article_speakers.c.name,
            article_speakers.c.kind,
            article_speakers.c.person_id,
        )
        .join(readings, readings.c.id == article_speakers.c.reading_id)
        .where(readings.c.article_id.in_(article_ids), article_speakers.c.person_id.in_(together))
    ).all()
    if not seats:
        listed = ", ".join(map(str, article_ids))
        raise NotRecordedError(
            f"person {person} speaks in none of the articles {listed}: expected some that show them; see "
            f"`onrecord said '#{person}'`"
        )
    bases = {row.person_id for row in seats}
    if len(bases) > 1:
        listed = ", ".join(f"#{one}" for one in sorted(bases))
        raise UsageError(
            f"the articles show {len(bases)} people who were merged ({listed}): expected one of them; split "
            "by their own numbers"
        )
    base = bases.pop()
    every = select(func.count()).select_from(article_speakers).where(article_speakers.c.person_id == base)
    if connection.execute(every).scalar_one() == len(seats):
        raise UsageError(
            f"person {base} speaks in these articles alone: expected some of several; to take them out of "
            f"those they were merged with, split '#{base}' without --article"
        )
    fresh = assigning.made(connection, seats[0].name, seats[0].kind, at)
    moved = [seat.id for seat in seats]
    event = _event(connection, "split", base, fresh, by=by, at=at, detail=codec.dumps({"moved": moved}))
    _move(connection, moved, fresh)
    learned.learn_anew(connection, [base, fresh])
    _settle_proposal(connection, base, fresh, "rejected")
    _replay(connection, together | {fresh})
    return event, fresh


def _move(connection: Connection, seats: Sequence[int], person_id: int) -> None:
    connection.execute(
        update(article_speakers).where(article_speakers.c.id.in_(seats)).values(person_id=person_id)
    )


def _retag(connection: Connection, person_ids: Sequence[int]) -> None:
    """The cell ``tags`` of every statement in which one of these speaks."""
    seats = select(article_speakers.c.id).where(article_speakers.c.person_id.in_(person_ids))
    said = (
        select(attribution_speakers.c.attribution_id)
        .where(attribution_speakers.c.article_speaker_id.in_(seats))
        .distinct()
        .order_by(attribution_speakers.c.attribution_id)
    )
    ids = list(connection.execute(said).scalars())
    for begun in range(0, len(ids), _BATCH):
        _retag_some(connection, ids[begun : begun + _BATCH])


def _retag_some(connection: Connection, ids: Sequence[int]) -> None:
    speaking: dict[int, list[int]] = defaultdict(list)
    links = attribution_speakers
    rows = connection.execute(
        select(links.c.attribution_id, links.c.person_id)
        .where(links.c.attribution_id.in_(ids), ~links.c.candidate, links.c.person_id.is_not(None))
        .order_by(links.c.attribution_id, links.c.article_speaker_id)
    )
    for link in rows:
        speaking[link.attribution_id].append(link.person_id)
    standing = connection.execute(
        select(attributions.c.id, articles.c.outlet_id, articles.c.published)
        .join(articles, articles.c.id == attributions.c.article_id)
        .where(attributions.c.id.in_(ids))
    ).all()
    tagged = [
        {"row": row.id, "told": tagging.of_statement(speaking[row.id], row.outlet_id, row.published)}
        for row in standing
    ]
    if tagged:
        connection.execute(_TAG, tagged)


def _recount(connection: Connection, person_id: int) -> None:
    links = attribution_speakers
    number = connection.execute(
        select(func.count())
        .select_from(links)
        .join(attributions, attributions.c.id == links.c.attribution_id)
        .where(links.c.person_id == person_id, ~links.c.candidate)
        .where(attributions.c.current, attributions.c.status != "rejected")
    ).scalar_one()
    connection.execute(update(people).where(people.c.id == person_id).values(statements=number))


def _group(connection: Connection, person_id: int) -> set[int]:
    """All who are one with a person, themselves too."""
    head = learned.heads(connection, [person_id])[person_id]
    merged = select(people.c.id).where(people.c.merged_into == head)
    return {head, *connection.execute(merged).scalars()}


def _entry(connection: Connection, known: KnownPerson, at: str) -> int:
    """The person of an entry of the user's list; who came from it before is brought up to date."""
    same = people.c.listed & (people.c.name == known.name) & (people.c.kind == known.kind.value)
    there = connection.execute(select(people.c.id).where(same)).scalar()
    if there is None:
        there = assigning.made(connection, known.name, known.kind.value, at, listed=True)
    connection.execute(update(people).where(people.c.id == there).values(wikidata=known.wikidata))
    learned.add_aliases(connection, there, known.kind, [known.name, *known.aliases])
    return int(there)


def _namesakes(connection: Connection, entry: int) -> list[Person]:
    """Everybody who shares a key with an entry of the list."""
    entry_keys = select(person_keys.c.key).where(
        person_keys.c.person_id == entry, ~person_keys.c.key.like("w:%")
    )
    ids = connection.execute(
        select(person_keys.c.person_id)
        .where(person_keys.c.key.in_(entry_keys), person_keys.c.person_id != entry)
        .distinct()
        .order_by(person_keys.c.person_id)
        .limit(keys.MOST * _WIDER)
    ).scalars()
    return list(learned.persons(connection, list(ids)).values())


#: An entry of the list is looked up once, not for every article: it may meet more people than a sighting.
_WIDER = 16


def _is_listed_name(kind: ReasonKind) -> bool:
    return kind is ReasonKind.USER_LIST


def _settle_proposal(connection: Connection, one: int, other: int, state: str) -> None:
    low, high = sorted((one, other))
    here = (proposals.c.person_id == low) & (proposals.c.other_id == high)
    connection.execute(update(proposals).where(here).values(state=state))


def _event(
    connection: Connection,
    kind: str,
    person: int,
    other: int | None,
    *,
    by: str,
    at: str,
    detail: str,
    undoes: int | None = None,
) -> int:
    row = {"kind": kind, "person_id": person, "other_id": other, "undoes": undoes, "by": by, "at": at}
    return inserted(connection, person_events, {**row, "detail": detail})


def _there(connection: Connection, person_id: int) -> int:
    if connection.execute(select(people.c.id).where(people.c.id == person_id)).first() is None:
        raise NotRecordedError(
            f"person {person_id}: nobody has this number; expected one that `onrecord people` shows"
        )
    return person_id


def _id(person: Person) -> int:
    assert isinstance(person.id, int)  # the ledger numbers its people
    return person.id
