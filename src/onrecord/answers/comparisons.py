"""What the questions across articles answer: occurrences, origins, figures, disputes, versions, drafts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.answers.values import Named, Statement
    from onrecord.compare.values import Difference
    from onrecord.records import Span

#: Pairs of a kind of reason and its words, as in ``answers.values.Proposed``.
Evidence = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ArticleBrief:
    """An article in an answer: enough to find it."""

    id: int
    title: str | None
    outlet: str | None
    published: str | None
    url: str | None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that a quotation appears. ``difference`` is to the earliest occurrence, None for that itself.

    ``relays`` are the names through which it says the words came, nearest to the page first; ``origin_id``
    is the same for occurrences in articles that share an origin; ``probability`` is that these are the same
    words indeed; ``evidence`` says why.
    """

    statement: Statement
    difference: Difference | None
    relays: tuple[str, ...]
    origin_id: int
    probability: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Trace:
    """Every occurrence of a quotation, in the order of time; those without a date stand last.

    ``total`` counts all, ``origins`` the independent ones; ``more`` says whether some are not shown.
    """

    asked: Statement
    occurrences: tuple[Occurrence, ...]
    total: int
    origins: int
    more: bool = False


@dataclass(frozen=True, slots=True)
class Shared:
    """Why an article is taken to share the origin of an earlier one: ``kind`` is reprint, wire or rewrite."""

    article: ArticleBrief
    with_article_id: int
    kind: str
    probability: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Origin:
    """Articles that tell one another's words; ``first`` is the earliest, ``agency`` whom they credit."""

    id: int
    first: ArticleBrief
    agency: str | None
    others: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class OutletReporting:
    """How much of an outlet's articles is its own: first of their origin, and by their own word no agency's.

    ``credited`` are those that name an agency as theirs, ``copies`` the others that tell an earlier article's
    words; ``share`` is of all its current articles, 0 to 1.
    """

    outlet: str
    articles: int
    own: int
    credited: int
    copies: int
    share: float


@dataclass(frozen=True, slots=True)
class FigureReport:
    """One time that a figure is given: ``statement`` is whose word it is, None for the page's own voice."""

    article: ArticleBrief
    statement: Statement | None
    at: Span
    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class FigureValue:
    """One value for a thing: the reports that give it, the earliest first; ``since`` is the date of that."""

    words: str
    value: float | None
    low: float | None
    high: float | None
    bound: str
    unit: str | None
    since: str | None
    reports: tuple[FigureReport, ...]


@dataclass(frozen=True, slots=True)
class FigureTopic:
    """All values given for one thing. ``conflicts`` are pairs of indices into ``values``: not both can be."""

    what: str
    values: tuple[FigureValue, ...]
    conflicts: tuple[tuple[int, int], ...]
    probability: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Dispute:
    """A statement that denies, rejects or counters another one."""

    answer: Statement
    answered: Statement
    probability: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """A statement of a group in time: ``changes`` say what differs from the one before it."""

    statement: Statement
    changes: Evidence


@dataclass(frozen=True, slots=True)
class Timeline:
    """What somebody said, grouped by what it says; groups and entries in the order of time. ``more``: there
    are earlier statements; ``notes`` are sentences for the user: of whom a name was taken to speak.
    """

    name: str
    groups: tuple[tuple[TimelineEntry, ...], ...]
    more: bool = False
    notes: tuple[str, ...] = ()


class VersionChangeKind(StrEnum):
    """What became of a statement from one version of a page to the next."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    REWORDED = "reworded"
    SPEAKER = "speaker"  # the same words, given to another speaker


@dataclass(frozen=True, slots=True)
class VersionChange:
    """What became of one statement; ``before`` or ``after`` is None where it was added or removed."""

    kind: VersionChangeKind
    before: Statement | None
    after: Statement | None
    difference: Difference | None


@dataclass(frozen=True, slots=True)
class VersionStep:
    """From one version of a page to the next; ``before_added`` and ``after_added``: when either came in."""

    before: ArticleBrief
    after: ArticleBrief
    changes: tuple[VersionChange, ...]
    before_added: str
    after_added: str


class DraftOutcome(StrEnum):
    """What the ledger says of a draft's quotation."""

    VERBATIM = "verbatim"
    ALTERED = "altered"
    OTHER_SPEAKER = "other-speaker"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Checked:
    """A quotation of a draft: ``at`` are its offsets there, ``speakers`` as the draft names them.

    ``found`` is the statement in the ledger that is nearest to it, ``difference`` from that to the draft.
    """

    at: tuple[Span, ...]
    words: str
    speakers: tuple[Named, ...]
    outcome: DraftOutcome
    found: Statement | None
    difference: Difference | None
    probability: float
