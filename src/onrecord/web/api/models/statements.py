"""Statements, as ``onrecord search --format json`` prints them."""

from __future__ import annotations

from pydantic import Field

from onrecord.records import Distance, Quotation, SpeakerKind, Stance
from onrecord.web.api.models.base import Answer, ListAnswer, Offset, Probability, RowId


class Named(Answer):
    """A speaker in an answer."""

    name: str = Field(description="The name in that article.", examples=["Ana Lund"])
    kind: SpeakerKind
    person_id: RowId | None = Field(description="Who that is across articles; null for somebody unnamed.")


class Statement(Answer):
    """An attribution in the ledger, with what one needs to find it again."""

    id: RowId
    speaker: str = Field(description="The names of who speaks, joined by '; '.", examples=["Ana Lund"])
    speaker_kind: SpeakerKind
    source: str = Field(description="The words that name the source.")
    cue: str = Field(description="The words that attribute.", examples=["said"])
    content: str = Field(
        description="The words attributed, pieces joined by ' … '.", examples=["that the quay was safe"]
    )
    quotation: Quotation
    stance: Stance | None
    negated: bool
    distance: Distance
    confidence: Probability = Field(description="To three digits.")
    sentence: str = Field(description="The words of the page around them.")
    outlet: str | None
    published: str | None = Field(description="ISO 8601, as precise as the page has it.")
    title: str | None
    url: str | None
    page: str | None = Field(description="The name that its page was given by.")
    article_id: RowId
    start: Offset = Field(description="Where the content begins in the article's text.")
    end: Offset = Field(description="Where it ends, exclusive.")
    status: str = Field(description="machine, accepted, changed, added, rejected.", examples=["machine"])
    digest: str = Field(description="Proves page, model, spans and words.", examples=["s1:tVQy…"])
    speakers: list[Named]
    candidates: list[Named] = Field(description="Those between whom the text does not decide.")
    spans: list[tuple[Offset, Offset]] = Field(description="[start, end] of each piece of the content.")
    sentence_at: tuple[Offset, Offset]


class StatementList(ListAnswer):
    """Statements that answer a question."""

    statements: list[Statement]


class SearchAnswer(StatementList):
    """What a search found."""

    query: str


class SaidAnswer(StatementList):
    """What somebody said."""

    name: str


class ArticleStatements(Answer):
    """What is said in an article, in reading order."""

    statements: list[Statement]
