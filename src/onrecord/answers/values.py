"""What an answer is made of: a statement where people can check it, a person, a count."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.records import Span


@dataclass(frozen=True, slots=True)
class Named:
    """A speaker in an answer: the name in that article, and the person, None for somebody unnamed."""

    name: str
    kind: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution in the ledger, with what one needs to find it again.

    ``source``, ``cue`` and ``content`` are the words, pieces joined by " … ". ``sentence`` are the words of
    the page around them, ``at`` where those stand in the article's text; ``spans`` are the content's own
    offsets there. ``candidates`` are those between whom the text does not decide. ``published`` is as precise
    as the page has it. ``page`` is the name that its page was given by: a path, an address, a part of either.
    """

    id: int
    digest: str
    article_id: int
    source: str
    cue: str
    content: str
    quotation: str
    speaker_kind: str
    confidence: float
    status: str
    spans: tuple[Span, ...]
    sentence: str
    at: Span
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    page: str | None = None
    speakers: tuple[Named, ...] = ()
    candidates: tuple[Named, ...] = ()
    stance: str | None = None
    negated: bool = False
    distance: str = "neutral"


@dataclass(frozen=True, slots=True)
class Found:
    """Statements that answer a question, the newest first. ``more`` says whether there are others behind
    them; ``notes`` are sentences for the user: of whom a name was taken to speak.
    """

    statements: tuple[Statement, ...]
    more: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Role:
    """What articles called somebody, from the first to the last date of publication."""

    role: str | None
    affiliation: str | None
    first: str | None
    last: str | None
    articles: int


@dataclass(frozen=True, slots=True)
class PersonFound:
    """Somebody in the ledger, after all merges: spellings with how often, roles with their dates."""

    id: int
    name: str
    kind: str
    statements: int
    wikidata: str | None = None
    spellings: tuple[tuple[str, int], ...] = ()
    roles: tuple[Role, ...] = ()
    merged: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposed:
    """That two may be one ("same"), or have one name and stay apart ("conflict"): how probable, and why, as
    pairs of a kind of reason and its words. ``state`` is open, applied or rejected.
    """

    person_id: int
    name: str
    other_id: int
    other_name: str
    kind: str
    probability: float
    evidence: tuple[tuple[str, str], ...]
    state: str


@dataclass(frozen=True, slots=True)
class Act:
    """Something that was done about who is who; ``undone`` says whether it was taken back."""

    id: int
    kind: str
    person_id: int
    other_id: int | None
    names: tuple[str, ...]
    by: str
    at: str
    evidence: tuple[tuple[str, str], ...]
    undone: bool


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A takedown: what was withdrawn, why, by whom and when."""

    article_id: int
    url: str | None
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Stats:
    """How much a ledger holds. ``bytes`` is its size on disk; ``inputs`` counts outcomes, ``refusals`` their
    reasons, ``quotations`` and ``speakers`` the current statements of each kind, ``outlet_articles`` the
    current articles of the outlets that have most.
    """

    location: str
    version: int
    bytes: int
    pages: int
    articles: int
    versions: int
    statements: int
    people: int
    outlets: int
    first: str | None
    last: str | None
    inputs: dict[str, int] = field(default_factory=dict)
    refusals: dict[str, int] = field(default_factory=dict)
    quotations: dict[str, int] = field(default_factory=dict)
    speakers: dict[str, int] = field(default_factory=dict)
    models: dict[str, int] = field(default_factory=dict)
    outlet_articles: dict[str, int] = field(default_factory=dict)
    withdrawals: tuple[Withdrawal, ...] = ()
