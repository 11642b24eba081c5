"""Who is in the ledger, as ``onrecord people --format json`` prints it."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from onrecord.web.api.models.base import Answer, Given, ListAnswer, Probability, RowId, SentId


class Role(Answer):
    """What articles called somebody."""

    role: str | None
    affiliation: str | None
    first: str | None = Field(description="The first date of publication.")
    last: str | None
    articles: int


class Person(Answer):
    """Somebody in the ledger, after all merges."""

    id: RowId
    name: str
    kind: str = Field(description="person or group.")
    statements: int = Field(ge=0)
    wikidata: str | None
    spellings: list[tuple[str, int]] = Field(description="Each with how many readings have it.")
    roles: list[Role]
    merged: list[RowId] = Field(description="Whom merges made one with them.")


class PersonList(ListAnswer):
    """People, whoever says most first."""

    people: list[Person]


class Proposal(Answer):
    """That two may be one, or have one name and stay apart."""

    person_id: RowId
    name: str
    other_id: RowId
    other_name: str
    kind: Literal["same", "conflict"]
    probability: Probability
    evidence: list[tuple[str, str]] = Field(description="Kinds of reasons, with their words.")
    state: Literal["open", "applied", "rejected"]


class ProposalList(Answer):
    """Proposals, the likeliest first."""

    proposals: list[Proposal]


class Act(Answer):
    """Something that was done about who is who."""

    id: RowId
    kind: Literal["merge", "split", "undo"]
    person_id: RowId
    other_id: RowId | None
    names: list[str]
    by: str
    at: str
    evidence: list[tuple[str, str]]
    undone: bool


class ActList(ListAnswer):
    """Acts, the latest first."""

    acts: list[Act]


class Merging(Given):
    """Whom to let be one with the person of the address."""

    other: SentId


class Splitting(Given):
    """Which articles show somebody else; empty: the person leaves those they were merged with."""

    articles: list[SentId] = Field([], max_length=1_000)


class Done(Answer):
    """An act on who is who."""

    act: RowId = Field(description="Its number, by which it is undone.")
    person: RowId | None = Field(None, description="Of a split: who was split off.")
