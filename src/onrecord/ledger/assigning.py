"""The speakers of an article are given to people: ``identity`` decides, the tables say between whom.

A person's row stands for one name. Who is found to be somebody else's other spelling gets a row of their own
and is merged, so that the step is on record with its evidence and can be undone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, text

from onrecord.ledger import codec, identity, keys, learned, sightings
from onrecord.ledger.people import Outcome, ReasonKind
from onrecord.ledger.rows import inserted
from onrecord.ledger.tables import people, person_events

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import Connection

    from onrecord.ledger.people import Decision, Person, Proposal, Sighting
    from onrecord.records import Record

#: Who did what nobody did by hand.
OURSELVES: Final = "onrecord"
#: SQLite takes 500 parts in a compound statement.
_BLOCKS_AT_ONCE: Final = 200

_BLOCK: Final = (
    "SELECT * FROM (SELECT key, person_id FROM person_keys WHERE key = :k{0} "
    "ORDER BY person_id LIMIT {1}) AS b{0}"
)

_PROPOSED: Final = text(
    "INSERT INTO proposals (person_id, other_id, kind, probability, evidence, state, at) "
    "VALUES (:person_id, :other_id, :kind, :probability, :evidence, 'open', :at) ON CONFLICT DO NOTHING"
)


def assigned(connection: Connection, draft: Record, article_id: int, at: str) -> list[int | None]:
    """The person that each speaker of a record is, made now where there is none; None for the unnamed."""
    seen = sightings.of_record(draft, article_id)
    named = [one for one in seen if one is not None]
    near = _candidates(connection, named)
    beside: set[int] = set()
    who: list[int | None] = []
    for sighting in seen:
        if sighting is None:
            who.append(None)
            continue
        decision = identity.assign(sighting, near[sighting.speaker], beside=beside)
        person_id = _carried_out(connection, sighting, decision, at)
        beside.update({person_id} if decision.person is None else {person_id, _number(decision.person)})
        who.append(person_id)
    given = ((one, sighting) for one, sighting in zip(who, seen, strict=True) if one and sighting)
    learned.learn(connection, given)
    return who


def made(connection: Connection, name: str, kind: str, at: str, *, listed: bool = False) -> int:
    """A new person of this name; ``listed`` for one of the user's own list."""
    row = {"name": name, "kind": kind, "listed": listed, "statements": 0, "added": at}
    return inserted(connection, people, row)


def propose(connection: Connection, person_id: int, proposals: Iterable[Proposal], at: str) -> None:
    """Keeps for the user that a person may be another one, or stays apart from one of the same name."""
    rows = [_proposal_row(person_id, one, at) for one in proposals if _number(one.person) != person_id]
    if rows:
        connection.execute(_PROPOSED, rows)


def told(proposal: Proposal) -> str:
    """A proposal's probability and evidence as they stand in a cell."""
    reasons = [[one.kind.value, one.words] for one in (*proposal.evidence, *proposal.conflict)]
    return codec.dumps({"probability": round(proposal.probability, 3), "evidence": reasons})


def _carried_out(connection: Connection, sighting: Sighting, decision: Decision, at: str) -> int:
    if decision.outcome is not Outcome.EXISTING:
        person_id = made(connection, sighting.name, sighting.kind.value, at)
        propose(connection, person_id, (*decision.proposals, *decision.conflicts), at)
        return person_id
    assert decision.person is not None  # EXISTING names whom
    assert decision.applied is not None
    head = _number(decision.person)
    person_id = _row_for(connection, sighting, head, decision, at)
    propose(connection, head, decision.conflicts, at)
    return person_id


def _row_for(connection: Connection, sighting: Sighting, head: int, decision: Decision, at: str) -> int:
    """The row of the person that bears this very name; a new one, merged, where none of theirs does."""
    proposal, person = decision.applied, decision.person
    assert proposal is not None
    assert person is not None
    bearer = _bearer(connection, head, sighting.name)
    if bearer is not None:
        return bearer
    if proposal.evidence[0].kind is ReasonKind.SAME_NAME:  # but for case, accents, a courtesy title
        return head
    person_id = made(connection, sighting.name, sighting.kind.value, at)
    event = {"kind": "merge", "person_id": head, "other_id": person_id, "by": OURSELVES, "at": at}
    connection.execute(insert(person_events).values(**event, detail=told(proposal)))
    connection.execute(people.update().where(people.c.id == person_id).values(merged_into=head))
    return person_id


def _bearer(connection: Connection, head: int, name: str) -> int | None:
    """Who of a person's rows bears a name, the person's own first."""
    borne: int | None = connection.execute(
        text(
            "SELECT people.id FROM people JOIN person_names ON person_names.person_id = people.id "
            "WHERE (people.id = :head OR people.merged_into = :head) AND person_names.name = :name "
            "ORDER BY CASE WHEN people.id = :head THEN 0 ELSE 1 END, people.id LIMIT 1"
        ),
        {"head": head, "name": name},
    ).scalar()
    return borne


def _candidates(connection: Connection, seen: Sequence[Sighting]) -> dict[Any, list[Person]]:
    """By speaker: whom each may be, at most ``keys.MOST``, found by the most telling keys first."""
    asked = {one.speaker: keys.sighting_lookups(one) for one in seen}
    blocks = _blocks(connection, list(dict.fromkeys(key for lookups in asked.values() for key in lookups)))
    ids = {speaker: _first(blocks, lookups) for speaker, lookups in asked.items()}
    every = {one for found in ids.values() for one in found}
    known = learned.persons(connection, every) if every else {}
    heads = learned.heads(connection, every) if every else {}
    return {
        speaker: [known[head] for head in dict.fromkeys(heads[one] for one in found)]
        for speaker, found in ids.items()
    }


def _first(blocks: dict[str, list[int]], lookups: Sequence[str]) -> list[int]:
    found = dict.fromkeys(one for key in lookups for one in blocks.get(key, ()))
    return list(found)[: keys.MOST]


def _blocks(connection: Connection, wanted: Sequence[str]) -> dict[str, list[int]]:
    """The people of each key, those first who have been known longest, at most ``keys.MOST`` of each."""
    out: dict[str, list[int]] = {}
    for begun in range(0, len(wanted), _BLOCKS_AT_ONCE):
        some = wanted[begun : begun + _BLOCKS_AT_ONCE]
        statement = text(" UNION ALL ".join(_BLOCK.format(i, keys.MOST) for i in range(len(some))))
        for key, person_id in connection.execute(statement, {f"k{i}": key for i, key in enumerate(some)}):
            out.setdefault(key, []).append(person_id)
    return out


def _proposal_row(person_id: int, proposal: Proposal, at: str) -> dict[str, Any]:
    low, high = sorted((person_id, _number(proposal.person)))
    return {
        "person_id": low,
        "other_id": high,
        "kind": "conflict" if proposal.conflict else "same",
        "probability": proposal.probability,
        "evidence": told(proposal),
        "at": at,
    }


def _number(person: Person) -> int:
    assert isinstance(person.id, int)  # the ledger numbers its people
    return person.id
