"""A small ledger to ask: four invented articles of two outlets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from onrecord.records import Article, Block, BlockKind, Capture, Record, Span
from onrecord.testing import FakeAnalyser

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger

ARTICLES = (
    ("The Vell Courier", "2024-05-02T07:30:00+00:00",
     "Ana Lund said that the dam was safe. “We waited,” Ana Lund said."),
    ("The Vell Courier", "2024-05-31T23:10:00+00:00",
     "Tomas Reyes said that the Zürich dyke was older than the dam."),
    ("Harbour Herald", "2024-06-01",
     "Ana Lund said that the harbour cost 12bn. Eva Lund said that nobody paid."),
    ("Harbour Herald", None, "Tomas Reyes said that Ana Lund said that the flooding was not over."),
)  # fmt: skip


@pytest.fixture
def asked(ledger: Ledger) -> Ledger:
    """The ledger with the articles in it."""
    run = ledger.begin_run(["add"])
    for number, (outlet, published, text) in enumerate(ARTICLES, 1):
        url = f"https://{outlet.split()[0].lower()}.example.org/{number}"
        ledger.record(
            run, Capture(f"{number}.html", text.encode(), url=url), record(outlet, published, text, url), url
        )
    return ledger


def record(outlet: str, published: str | None, text: str, url: str) -> Record:
    blocks = tuple(Block(Span(*match.span()), BlockKind.PARAGRAPH) for match in re.finditer(r"[^\n]+", text))
    article = Article(
        text, blocks, title=text[:20], published=published, outlet=outlet, url=url, language="en"
    )
    analyser = FakeAnalyser()
    found = analyser.analyse(text, [block.span for block in blocks])
    return Record(article, found.attributions, analyser.name, speakers=found.speakers)
