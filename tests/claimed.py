"""An invented article with what it claims, for the tests of exports, answers and ledgers."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.analysis.claims.read import with_claims
from onrecord.records import Article, Block, BlockKind, Capture, Distance, Record, Span, Stance
from onrecord.testing import FakeAnalyser

TEXT = (
    "Ana Lund said that the dam cost at least €12m\n"
    "Ana Lund said that the dam cost at least €12m and was hit in May 2023. "
    "The court fined the “miracle” builder 400 crowns in 2007 because of a leak.\n"
    "Tomas Reyes said that Ana Lund said that six people left on Monday. "
    "Sales rose by a third. Nobody knows why the quay is grey.\n"
    "Nothing is known of the rest."
)


def claimed(name: str = "dam.html", *, text: str = TEXT) -> Record:
    """The record of TEXT: published on Thursday, 2 May 2024; its first attribution denies, at a distance."""
    title, *body = (Span(*match.span()) for match in re.finditer(r"[^\n]+", text))
    article = Article(
        text,
        (Block(title, BlockKind.TITLE), *(Block(span, BlockKind.PARAGRAPH) for span in body)),
        title=title.of(text),
        published="2024-05-02",
        outlet="The Vell Courier",
        url="https://courier.example.org/dam",
        language="en",
    )
    analyser = FakeAnalyser()
    found = analyser.analyse(text, [block.span for block in article.blocks])
    denied = (
        replace(one, stance=Stance.DENY, negated=True, distance=Distance.DISTANCING)
        for one in found.attributions[:1]
    )
    return with_claims(
        Record(article, (*denied, *found.attributions[1:]), analyser.name, name, speakers=found.speakers)
    )


def capture(record: Record) -> Capture:
    """Bytes for the record."""
    return Capture(record.name or "dam.html", record.article.text.encode(), url=record.article.url)
