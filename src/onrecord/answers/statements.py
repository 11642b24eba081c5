"""Rows become statements that people can check: with their speakers, and the sentence around them."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, Final

from sqlalchemy import bindparam, select

from onrecord.answers.values import Named, Statement
from onrecord.ledger import codec
from onrecord.ledger.tables import (
    article_speakers,
    articles,
    attribution_speakers,
    attributions,
    pages,
    publishers,
)
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import Connection, Row, Select

_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"“‘«(\[]*[A-Z0-9À-Þ])|\n")
#: Further than this from the words a sentence is cut: nobody reads more of it in a list.
_FURTHEST: Final = 400


# Made once, since each page asks it and SQLAlchemy takes longer to make it than a database to answer.
_SPEAKING: Final = (
    select(
        attribution_speakers.c.attribution_id,
        attribution_speakers.c.candidate,
        attribution_speakers.c.person_id,
        article_speakers.c.name,
        article_speakers.c.kind,
    )
    .join(article_speakers, article_speakers.c.id == attribution_speakers.c.article_speaker_id)
    .where(attribution_speakers.c.attribution_id.in_(bindparam("ids", expanding=True)))
    .order_by(attribution_speakers.c.attribution_id, article_speakers.c.ord)
)


def selection() -> Select[Any]:
    """What a statement is made of, from attributions, their article and its outlet."""
    return (
        select(
            attributions,
            articles.c.title,
            articles.c.published,
            articles.c.url,
            pages.c.name.label("page"),
            articles.c.text,
            publishers.c.name.label("outlet"),
        )
        .select_from(attributions)
        .join(articles, articles.c.id == attributions.c.article_id)
        .join(pages, pages.c.id == articles.c.page_id)
        .outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
    )


def statements(connection: Connection, rows: Sequence[Row[Any]]) -> tuple[Statement, ...]:
    """The statements of rows of ``selection``, in their order."""
    said = _speakers(connection, [row.id for row in rows])
    return tuple(_statement(row, said) for row in rows)


def sentence(text: str, spans: Sequence[Span]) -> Span:
    """The sentences around ``spans``, at most 400 characters to either side, within a line."""
    first, last = min(span.start for span in spans), max(span.end for span in spans)
    low, high = max(0, first - _FURTHEST), min(len(text), last + _FURTHEST)
    # Looked for beyond ``first``: what begins there tells that the sentence before it has ended.
    before = [match.end() for match in _SENTENCE_END.finditer(text, low, high) if match.end() <= first]
    after = _SENTENCE_END.search(text, max(low, last - 2), high)
    start = before[-1] if before else low
    end = after.start() + len(after[0].rstrip()) if after else high
    return Span(start, max(end, last))


def _statement(row: Row[Any], said: dict[tuple[int, bool], list[Named]]) -> Statement:
    source, cue, content = codec.spans_from(row.spans)
    around = sentence(row.text, [*source, *cue, *content])
    return Statement(
        id=row.id,
        digest=row.digest,
        article_id=row.article_id,
        source=row.source,
        cue=row.cue,
        content=row.content,
        quotation=row.quotation,
        speaker_kind=row.speaker_kind,
        confidence=row.confidence,
        status=row.status,
        spans=content,
        sentence=around.of(row.text),
        at=around,
        title=row.title,
        outlet=row.outlet,
        published=row.published,
        url=row.url,
        page=row.page,
        speakers=tuple(said[row.id, False]),
        candidates=tuple(said[row.id, True]),
        stance=row.stance,
        negated=bool(row.negated),
        distance=row.distance,
    )


def _speakers(connection: Connection, ids: Sequence[int]) -> dict[tuple[int, bool], list[Named]]:
    """By attribution, and whether it is undecided between them: who speaks."""
    out: dict[tuple[int, bool], list[Named]] = defaultdict(list)
    for row in connection.execute(_SPEAKING, {"ids": list(ids)}):
        out[row.attribution_id, bool(row.candidate)].append(Named(row.name, row.kind, row.person_id))
    return out
