"""Who is whom, as the outcome of recorded acts: nothing is overwritten, everything can be taken back.

The ledger keeps events in the order they were made, numbered from 1 without gaps; ``canonical`` replays them.

* ``Merge(kept, other)``: from here on both are one, shown as ``kept``'s.
* ``Split(person)``: a person leaves the group that merges made and is alone again; the others stay together.
* ``Undo(event)``: an earlier event counts as if it had never been. An undo can be undone.

What is promised: merges in any order make the same groups; only whom a group is shown as depends on it. An
event that is undone leaves no trace, even where others came after it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.ledger.people import Id


@dataclass(frozen=True, slots=True)
class Merge:
    """Two people are one, shown as ``kept``."""

    kept: Id
    other: Id


@dataclass(frozen=True, slots=True)
class Split:
    """A person is none of those they were merged with."""

    person: Id


@dataclass(frozen=True, slots=True)
class Undo:
    """An earlier event, by its number from 1, is taken back."""

    event: int


Event: TypeAlias = Merge | Split | Undo


class _Group:
    """People who are one; ``people`` in the order they came, ``head`` whom they are shown as."""

    __slots__ = ("head", "people")

    def __init__(self, person: Id) -> None:
        self.head = person
        self.people = {person: None}


def canonical(events: Sequence[Event]) -> dict[Id, Id]:
    """Each person that an event in force names, and whom they are shown as. Who is missing is themselves.

    Raises UsageError where an event undoes one that does not come before it. Takes n log n for n events.
    """
    groups: dict[Id, _Group] = {}
    for event in in_force(events):
        if isinstance(event, Merge):
            _merge(groups, event)
        else:
            _split(groups, event.person)
    return {person: group.head for person, group in groups.items()}


def in_force(events: Sequence[Event]) -> list[Merge | Split]:
    """The merges and splits that are not undone, in order. An undo that is itself undone does nothing."""
    undone = [False] * len(events)
    # From the last on, since only a later event can undo one.
    for at in range(len(events) - 1, -1, -1):
        event = events[at]
        if not isinstance(event, Undo):
            continue
        if not 1 <= event.event <= at:
            raise UsageError(
                f"event {at + 1} undoes event {event.event}: expected the number of an earlier event, "
                f"1 to {at}; look up the number in the history of merges"
            )
        if not undone[at]:
            undone[event.event - 1] = True
    return [e for e, gone in zip(events, undone, strict=True) if not gone and not isinstance(e, Undo)]


def _merge(groups: dict[Id, _Group], event: Merge) -> None:
    """The smaller group is moved into the larger one, whoever is kept."""
    kept, other = _group(groups, event.kept), _group(groups, event.other)
    if kept is other:
        return
    large, small = (kept, other) if len(kept.people) >= len(other.people) else (other, kept)
    large.head = kept.head
    large.people.update(small.people)
    groups.update(dict.fromkeys(small.people, large))


def _split(groups: dict[Id, _Group], person: Id) -> None:
    """Where the one whom the group is shown as leaves it, the first who stays takes the place."""
    group = _group(groups, person)
    if len(group.people) == 1:
        return
    del group.people[person]
    groups[person] = _Group(person)
    if group.head == person:
        group.head = next(iter(group.people))


def _group(groups: dict[Id, _Group], person: Id) -> _Group:
    return groups.setdefault(person, _Group(person))
