"""Invented articles with marked attributions, for the tests of what is compared across articles.

Bodies are marked as in ``quality/passages``: ``{s1:Ana Lund} {c1:said} {q1:that it rains}``. A source of two
words with capitals is a person's name, any other a group's.
"""

from __future__ import annotations

import re
from itertools import count
from typing import TYPE_CHECKING

from onrecord.analysis.claims.read import with_claims
from onrecord.evaluation.braces import parse_numbered
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Capture,
    Mention,
    MentionForm,
    Quotation,
    Record,
    Setting,
    SettingKind,
    Span,
    Speaker,
    SpeakerKind,
    Stance,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.ledger.ledger import Ledger

_NUMBERS = count(1)


def story(
    title: str,
    body: str,
    *,
    outlet: str = "The Vell Courier",
    published: str | None = "2024-05-02",
    url: str | None = None,
    stances: Mapping[int, Stance] | None = None,
) -> tuple[Capture, Record]:
    """A page and its record; ``stances`` by the number of the attribution."""
    number = next(_NUMBERS)
    url = url or f"https://{outlet.split()[-1].lower()}.example.org/{number}"
    marked, numbered = parse_numbered(body)
    text, shift = f"{title}\n{marked}", len(title) + 1
    blocks = [Block(Span(0, len(title)), BlockKind.TITLE)]
    blocks += [
        Block(Span(*match.span()), BlockKind.PARAGRAPH)
        for match in re.finditer(r"[^\n]+", text)
        if match.start() >= shift
    ]
    speakers: dict[str, Speaker] = {}
    said = []
    for key, one in numbered.items():
        role = {
            name: tuple(Span(start + shift, end + shift) for start, end in spans)
            for name, spans in (("s", one["source"]), ("c", one["cue"]), ("q", one["content"]))
        }
        named = [_speaker(span, text, speakers) for span in role["s"]]
        settings = [
            Setting(SettingKind(kind), Span(int(start) + shift, int(end) + shift))
            for kind, start, end in one.get("settings", [])
        ]
        quoted = all(span.of(text).startswith(('"', "“")) for span in role["q"])
        said.append(
            Attribution(
                role["s"],
                role["c"],
                role["q"],
                Quotation.DIRECT if quoted else Quotation.INDIRECT,
                0.9,
                one["parent"],
                tuple(dict.fromkeys(named)),
                settings=tuple(settings),
                stance=(stances or {}).get(key),
            )
        )
    article = Article(
        text, tuple(blocks), title=title, published=published, outlet=outlet, url=url, language="en"
    )
    name = f"story-{number}.html"
    record = with_claims(Record(article, tuple(said), "marked", name, speakers=tuple(speakers.values())))
    return Capture(name, f"{number} {text}".encode(), url=url), record


def add(ledger: Ledger, *stories: tuple[Capture, Record]) -> list[int]:
    """Stores stories; the numbers of their articles."""
    run = ledger.begin_run(["add"])
    outcomes = [ledger.record(run, capture, record, record.article.url) for capture, record in stories]
    return [outcome.article_id for outcome in outcomes if outcome.article_id is not None]


def _speaker(span: Span, text: str, speakers: dict[str, Speaker]) -> int:
    words = span.of(text)
    if words not in speakers:
        person = re.fullmatch(r"[A-Z]\w+ [A-Z]\w+", words)
        kind = SpeakerKind.PERSON if person else SpeakerKind.GROUP
        speakers[words] = Speaker(words, kind, (Mention(span, MentionForm.NAME),))
    return list(speakers).index(words)
