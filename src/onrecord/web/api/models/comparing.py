"""What the questions across articles answer."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StrictBool, StringConstraints

from onrecord.answers.comparisons import DraftOutcome, VersionChangeKind
from onrecord.compare.values import ChangeKind, EditKind
from onrecord.web.api.models.base import STORABLE, Answer, Given, Offset, Probability, RowId
from onrecord.web.api.models.statements import Named, Statement

Pair = tuple[Offset, Offset]
Evidence = list[tuple[str, str]]


class Edit(Answer):
    """A run of words, as it was and as it is."""

    kind: EditKind
    before: str
    after: str
    before_at: Pair | None = Field(description="Offsets in the earlier content.")
    after_at: Pair | None = Field(description="Offsets in the later content.")


class Difference(Answer):
    """How one wording differs from another."""

    kinds: list[ChangeKind]
    edits: list[Edit]


class Occurrence(Answer):
    """One time that a quotation appears."""

    statement: Statement
    difference: Difference | None = Field(description="To the earliest; null for that itself.")
    relays: list[str] = Field(description="The names through which the words came, nearest first.")
    origin_id: RowId = Field(description="The same for articles that share an origin.")
    probability: Probability
    evidence: Evidence


class Trace(Answer):
    """Every occurrence of a quotation, in the order of time."""

    asked: Statement
    total: int = Field(ge=1)
    origins: int = Field(ge=1, description="Independent ones.")
    more: bool
    occurrences: list[Occurrence]


class Brief(Answer):
    """An article: enough to find it."""

    id: RowId
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


class VersionChange(Answer):
    """What became of one statement."""

    kind: VersionChangeKind
    before: Statement | None
    after: Statement | None
    difference: Difference | None


class VersionStep(Answer):
    """From one version of a page to the next."""

    before: Brief
    after: Brief
    before_added: str
    after_added: str
    changes: list[VersionChange]


class VersionSteps(Answer):
    """What changed between the versions of a page; empty where there is one alone."""

    steps: list[VersionStep]


class Shared(Answer):
    """Why an article is taken to share the origin of another."""

    article: Brief
    with_article_id: RowId
    kind: str = Field(description="reprint, wire or rewrite.")
    probability: Probability
    evidence: Evidence


class Origin(Answer):
    """Articles that tell one another's words."""

    id: RowId
    first: Brief
    agency: str | None = Field(description="Whom they credit.")
    others: list[Shared]


class OriginList(Answer):
    """Origins, the biggest first."""

    origins: list[Origin]
    more: bool


class FigureReport(Answer):
    """One time that a figure is given."""

    article: Brief
    statement: Statement | None = Field(description="Whose word it is; null for the page itself.")
    at: Pair
    words: str
    sentence: str


class FigureValue(Answer):
    """One value for a thing."""

    words: str
    value: float | None
    low: float | None
    high: float | None
    bound: str
    unit: str | None
    since: str | None
    reports: list[FigureReport]


class FigureTopic(Answer):
    """All values given for one thing."""

    what: str
    values: list[FigureValue]
    conflicts: list[tuple[int, int]] = Field(description="Pairs of places in `values`: not both can be.")
    probability: Probability
    evidence: Evidence


class FigureList(Answer):
    """Things that there are different figures of; those in conflict first."""

    topics: list[FigureTopic]


class Dispute(Answer):
    """A statement that denies, rejects or counters another one."""

    answer: Statement
    answered: Statement
    probability: Probability
    evidence: Evidence


class DisputeList(Answer):
    """Disputes, the newest answer first."""

    disputes: list[Dispute]


class Quoting(Answer):
    """That one gives another the word."""

    by: str = Field(description="Who quotes: the name of an outlet or of a speaker.")
    by_id: RowId = Field(description="The number of the outlet, or of the person.")
    outlet: bool = Field(description="Whether an outlet quotes; a speaker where not.")
    quoted: str = Field(description="Who is quoted.")
    quoted_id: RowId = Field(description="The number of the person.")
    times: int = Field(ge=1)


class Network(Answer):
    """Who quotes whom, those who do it most first."""

    quoting: list[Quoting]
    more: bool


class Draft(Given):
    """A draft: plain text or HTML. Nothing of it is kept."""

    text: str = Field(min_length=1, examples=["“The quay will hold,” Ana Lund said."])
    name: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=STORABLE)] = "draft"
    everything: StrictBool = Field(False, description="Also what is reported without quotation marks.")


class Checked(Answer):
    """A quotation of a draft."""

    outcome: DraftOutcome
    words: str
    at: list[Pair]
    speakers: list[Named]
    probability: Probability
    found: Statement | None = Field(description="The statement in the ledger that is nearest to it.")
    difference: Difference | None


class DraftChecked(Answer):
    """What the ledger says of a draft."""

    draft: str | None
    summary: dict[Literal["verbatim", "altered", "other-speaker", "not-found"], int]
    quotations: list[Checked]
    notes: list[str]


class TimelineEntry(Answer):
    """A statement of a group in time."""

    statement: Statement
    changes: Evidence = Field(description="What differs from the one before it.")


class Timeline(Answer):
    """What somebody said, in groups that say the same, each in the order of time."""

    name: str
    groups: list[list[TimelineEntry]]
    more: bool = Field(description="Whether there are earlier statements, which were not looked at.")
    notes: list[str]
