"""The ledger of the browser tests: the examples, an article from right to left, one of 300,000 words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ledgers import made
from onrecord.desk import Ledger
from onrecord.records import Article, Attribution, Block, BlockKind, Capture, Quotation, Record, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.pipeline import Reader

EXAMPLES = Path(__file__).parents[1] / "examples"
#: Titles by which the tests find these articles.
HEBREW = "הגשר ייסגר ביום שני"
LONG = "The minutes of a very long meeting"
_SAID = "הגשר בטוח"
_PARAGRAPH = (
    "The council talked for hours about the harbour, the cranes and the price of salt, and nobody left. " * 7
    + "Ana Lund said that the quay number {} was safe."
)
#: Words of the long article, at least.
WORDS = 300_000


def build(path: Path, reader: Reader) -> None:
    """Makes the ledger."""
    with Ledger.open(path, create=True) as ledger:
        ledger.add(EXAMPLES, reader=reader)
        run = ledger.begin_run(["add", "more"])
        for capture, record in _more():
            ledger.record(run, capture, record, capture.url)
        ledger.end_run(run)


def _more() -> Iterator[tuple[Capture, Record]]:
    for number in range(3):
        url = f"https://outlet-{number}.example.org/quay"
        capture, record = made(number, url=url)
        outlet = f"The {('Northern', 'Eastern', 'Southern')[number]} Post"
        article = replace(record.article, outlet=outlet, published=f"2024-03-{number + 11}")
        yield capture, replace(record, article=article)
    yield Capture("hebrew.txt", b"hebrew"), _hebrew()
    yield Capture("long.txt", b"long"), _long()


def _hebrew() -> Record:
    body = f"“{_SAID}”, אמר דן לוי ביום ראשון. The bridge, he said in English, will open again."
    text = f"{HEBREW}\n\n{body}"
    begun = len(HEBREW) + 2
    blocks = (
        Block(Span(0, len(HEBREW)), BlockKind.TITLE),
        Block(Span(begun, len(text)), BlockKind.PARAGRAPH),
    )
    source, cue = text.index("דן לוי"), text.index("אמר")
    said = Attribution(
        (Span(source, source + 6),),
        (Span(cue, cue + 3),),
        (Span(begun, begun + len(_SAID) + 2),),
        Quotation.DIRECT,
        0.9,
    )
    article = Article(text, blocks, title=HEBREW, published="2024-05-02", language="he", outlet="הצופה")
    return Record(article, (said,), "by hand", "hebrew.txt")


def _long() -> Record:
    text = LONG
    blocks = [Block(Span(0, len(LONG)), BlockKind.TITLE)]
    said: list[Attribution] = []
    pieces, at, words, number = [LONG], len(LONG), 0, 0
    while words < WORDS:
        paragraph = _PARAGRAPH.format(number)
        at += 2
        blocks.append(Block(Span(at, at + len(paragraph)), BlockKind.PARAGRAPH))
        here = at + paragraph.rindex("Ana Lund")
        spans = Span(here, here + 8), Span(here + 9, here + 13), Span(here + 14, at + len(paragraph) - 1)
        said.append(Attribution(*((span,) for span in spans), Quotation.INDIRECT, 0.9))
        pieces.append(paragraph)
        at += len(paragraph)
        words += len(paragraph.split())
        number += 1
    text = "\n\n".join(pieces)
    article = Article(text, tuple(blocks), title=LONG, language="en", published="2024-06-01")
    return Record(article, tuple(said), "by hand", "long.txt")
