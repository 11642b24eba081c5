"""Whether two statements have the same speaker."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from onrecord.names import group_names, organisations, people, person_name
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence


class Who(Protocol):
    """A speaker as an answer names one: ``kind`` is a value of ``SpeakerKind``, ``person_id`` may be None."""

    @property
    def name(self) -> str: ...  # noqa: D102

    @property
    def kind(self) -> str: ...  # noqa: D102

    @property
    def person_id(self) -> int | None: ...  # noqa: D102


def same_speaker(one: Sequence[Who], other: Sequence[Who]) -> bool | None:
    """Whether somebody speaks in both; None where that is not known.

    The same person of the ledger, or a name that may be the same. A description ("an official") is nobody
    else than a name, nor is somebody than a group they may speak for. Two people of the ledger with one
    full name, whom it has no reason to call one, are taken for one who says one thing; with a family name in
    common they may be one.
    """
    answers = [_same(a, b) for a in one for b in other]
    if True in answers:
        return True
    return None if None in answers or not answers else False


def _same(a: Who, b: Who) -> bool | None:
    named = SpeakerKind.PERSON, SpeakerKind.GROUP
    if a.kind not in named or b.kind not in named:
        return None
    if a.person_id is not None and a.person_id == b.person_id:
        return True
    if a.kind != b.kind:
        return None
    alike = _alike(a.name, b.name, a.kind)
    if alike and a.person_id is not None and b.person_id is not None:
        full = " " in a.name and group_names.key(a.name) == group_names.key(b.name)
        return True if full else None
    return alike


@lru_cache(maxsize=16_384)
def _alike(a: str, b: str, kind: str) -> bool:
    if a == b:
        return True
    if kind == SpeakerKind.PERSON:
        return people.relation(person_name.parse(a), person_name.parse(b)) is not people.Likeness.DIFFERENT
    small, large = sorted((_content(a), _content(b)), key=len)
    return (bool(small) and small <= large) or organisations.shortens(a, b) or organisations.shortens(b, a)


def _content(name: str) -> frozenset[str]:
    """The words of a group's name that tell it from others: "union of the staff", "the staff union"."""
    return frozenset(group_names.words_of(name)) - {"of", "the", "for", "and"}


def blocking_key(speakers: Sequence[Who]) -> str:
    """One word for a speaker, the same for most ways to write one; what is short is kept apart by it."""
    for who in speakers:
        if who.kind in (SpeakerKind.PERSON, SpeakerKind.GROUP):
            return group_names.key(who.name).split(" ")[-1]
    return ""
