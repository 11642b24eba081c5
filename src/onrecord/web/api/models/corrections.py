"""A person's word on a statement."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StrictBool, StringConstraints

from onrecord.records import Span, SpeakerKind, Stance
from onrecord.web.api.models.base import STORABLE, Answer, Failure, Given, ListAnswer, RowId, SentOffset
from onrecord.web.api.models.statements import Statement


def _forwards(pair: tuple[int, int]) -> tuple[int, int]:
    Span(*pair)  # raises ValueError
    return pair


Pair = Annotated[
    tuple[SentOffset, SentOffset],
    AfterValidator(_forwards),
    Field(description="[start, end] in the article's text, exclusive.", examples=[[28, 52]]),
]
Pairs = Annotated[list[Pair], Field(max_length=100)]


class Speaking(Given):
    """A speaker, by name: whoever bears it in the article, somebody new where nobody does."""

    name: Annotated[str, StringConstraints(min_length=1, max_length=500, pattern=STORABLE)]
    kind: Literal[SpeakerKind.PERSON, SpeakerKind.GROUP, SpeakerKind.UNNAMED] = SpeakerKind.PERSON


class Noted(Given):
    """What every correction may have beside it."""

    note: Annotated[str, StringConstraints(max_length=2_000, pattern=STORABLE)] | None = Field(
        None, description="Why; stays on record."
    )
    key: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=STORABLE)] | None = Field(
        None,
        description="Of the client's making: what the same account sends again under the same key is not "
        "made again, so that a request whose answer was lost can be repeated.",
    )


class Judging(Noted):
    """That a person accepts or rejects what they saw."""

    seen: Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=STORABLE)] = Field(
        description="What the person saw: the `seen` of the statement, which any correction changes, or its "
        "`digest`, which another's words change. It is refused with 409 where it is another by now.",
    )


class Changing(Judging):
    """How a statement should be. What is not given stays as it is."""

    source: Pairs | None = Field(None, description="The words that name the source; empty: nobody is named.")
    cue: Pairs | None = Field(None, description="The words that attribute.")
    content: Pairs | None = Field(None, description="The words attributed, in pieces where interrupted.")
    speakers: list[Speaking] | None = Field(None, max_length=50, description="Empty: not known.")
    stance: Stance | None = Field(None, description="What the source does with the content.")
    negated: StrictBool | None = None


class Adding(Noted):
    """An attribution that was missed."""

    source: Pairs = Field([], description="The words that name the source; empty: nobody is named.")
    cue: Pairs = Field(min_length=1)
    content: Pairs = Field(min_length=1)
    speakers: list[Speaking] = Field([], max_length=50)
    stance: Stance | None = None
    negated: StrictBool = False


class Reviewed(Given):
    """That an article was reviewed to its end."""

    accept_rest: StrictBool = Field(False, description="Accept what nobody has judged in it yet.")


class SeenStatement(Statement):
    """A statement, with what a correction of it gives back."""

    seen: str = Field(description="Another one after every correction.", examples=["s1:tVQy…@0.0"])


class Corrected(Answer):
    """A correction that was made."""

    correction: RowId = Field(description="Its number, by which it is undone.")
    statement: SeenStatement


class Version(Answer):
    """How a statement stood."""

    source: str
    cue: str
    content: str
    speakers: list[str]
    status: str
    stance: Stance | None
    negated: bool


class Correction(Answer):
    """What somebody did to a statement."""

    id: RowId
    article_id: RowId
    statement_id: RowId
    kind: Literal["accept", "reject", "change", "add"]
    by: str
    at: str
    note: str | None
    undone: str | None = Field(description="When it was taken back.")
    undone_by: str | None
    before: Version | None
    after: Version | None
    last: bool = Field(description="Whether no later one stands, so that it can be undone.")


class CorrectionList(Answer):
    """Everything that was done to a statement, the latest first."""

    corrections: list[Correction]


class LatestCorrections(ListAnswer):
    """Corrections, the latest first."""

    corrections: list[Correction]


class StaleAnswer(Answer):
    """Somebody else was quicker: nothing was done."""

    error: Failure
    statement: SeenStatement = Field(description="As it stands now.")
    corrections: list[Correction] = Field(
        description="The latest first: `before` of the first is how it stood before somebody changed it."
    )


class Undone(Answer):
    """A correction that was taken back."""

    correction: RowId
    statement: SeenStatement


class Doubted(Statement):
    """A statement that nobody has judged."""

    certainty: float = Field(ge=0, le=1)
    doubts: list[Literal["confidence", "undecided", "speaker", "people"]]


class DoubtList(ListAnswer):
    """What nobody has judged, the most doubtful first."""

    statements: list[Doubted]


class ReviewState(Answer):
    """Whether an article was reviewed to its end."""

    article: RowId
    reviewed: bool
