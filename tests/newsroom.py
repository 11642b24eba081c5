"""Articles of invented outlets on one event, for tests of what is compared across them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.analysis.claims.read import with_claims
from onrecord.records import Article, Block, BlockKind, Capture, Record, Span
from onrecord.testing import FakeAnalyser

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger

#: An agency's report of a landslip.
WIRE = (
    "OSTRAVEN (Norpress) - A landslip buried the coast road at Ostraven on Sunday night and cut the village "
    "off from the valley.\n\n"
    "“Seven houses stand empty because the slope above them is still moving,” Nils Varga said. Nils Varga "
    "said that 41 villagers had been brought out by boat before midnight.\n\n"
    "The road was last closed in 2011, when a culvert burst after a week of rain. Engineers will drill into "
    "the slope on Tuesday. Ida Brenn said that the ferry would run every hour until the road was open."
)
#: The same with a few words changed and its end cut off.
REPRINT = (
    "OSTRAVEN (Norpress) - A landslip buried the coast road at Ostraven late on Sunday and cut the village "
    "off from the valley.\n\n"
    "“Seven houses stand empty because the slope above them is still moving,” Nils Varga said. Nils Varga "
    "said that 41 villagers had been brought out by boat before midnight.\n\n"
    "The road was last closed in 2011, when a culvert burst after a week of rain."
)
#: The same told in other words, with nothing of its own.
REWRITE = (
    "The coast road at Ostraven lies under a landslip, which cut the village off from the valley on Sunday "
    "night. Seven houses stand empty, as the slope above them is still moving.\n\n"
    "Nils Varga said that 41 villagers were brought out by boat before midnight. The ferry will run every "
    "hour until the road is open, Ida Brenn said. Engineers will drill into the slope on Tuesday."
)
#: A reporter of another outlet who stood beside the agency's: the same quotations, and a report of its own.
OWN = (
    "Goats were grazing on the lorry track above Ostraven when the hillside gave way, and the herdsman Per "
    "Lomund still shakes as he counts them.\n\n"
    "“Seven houses stand empty because the slope above them is still moving,” Nils Varga said. “We shall not "
    "let anybody back before the ground is dry,” Nils Varga said to a crowd in the church hall.\n\n"
    "Neighbours carried soup and blankets through the vineyard, and 12 children slept between the pews. "
    "Per Lomund said that nobody had looked after the drains since the mine closed."
)
#: Another event altogether.
OTHER = (
    "The brass band of Tolmezza won the cup of the lowlands on Saturday with a march that its own tuba "
    "player wrote.\n\n"
    "Ada Fiume said that the jury had been of one mind. The cup stays for a year beside the bakery, "
    "and 200 people danced until the lamps went out."
)


def record_of(
    text: str, *, outlet: str, published: str | None, url: str | None = None, title: str = ""
) -> Record:
    """The record of an article whose paragraphs are lines, as the fake analyser reads it."""
    whole = f"{title}\n\n{text}" if title else text
    found = [Span(*match.span()) for match in re.finditer(r"[^\n]+", whole)]
    kinds = [BlockKind.TITLE if title and not place else BlockKind.PARAGRAPH for place in range(len(found))]
    blocks = tuple(Block(span, kind) for span, kind in zip(found, kinds, strict=True))
    article = Article(
        whole, blocks, title=title or whole[:20], published=published, outlet=outlet, url=url, language="en"
    )
    analyser = FakeAnalyser()
    read = analyser.analyse(whole, found)
    return with_claims(Record(article, read.attributions, analyser.name, speakers=read.speakers))


def publish(
    ledger: Ledger,
    text: str,
    *,
    outlet: str = "The Vell Courier",
    published: str | None = "2025-03-04",
    url: str = "",
) -> int:
    """Records an article; its id. ``url`` is made of the outlet and the words where none is given."""
    host = re.sub(r"\W", "", outlet).lower()
    url = url or f"https://{host}.example.org/{abs(hash((outlet, text)))}"
    record = record_of(text, outlet=outlet, published=published, url=url, title=f"From {outlet}")
    capture = Capture(f"{host}.html", f"{url} {text}".encode(), url=url)
    outcome = ledger.record(ledger.begin_run(["add"]), capture, record, url)
    assert outcome.article_id is not None, outcome
    return outcome.article_id
