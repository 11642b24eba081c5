"""Articles that would do harm where their words are not shown as text, for the tests of pages."""

from __future__ import annotations

from typing import Final

from onrecord.ledger.ledger import Ledger
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
    Refusal,
    Span,
    Speaker,
    SpeakerKind,
)
from onrecord.testing import with_claims

#: What would run, or break out, where it is not shown as text. Each holds a tag that no page of ours has.
HOSTILE: Final = {
    "script": "<script>alert(1)</script><x-hostile>",
    "attribute": '"><x-hostile onload=alert(1)>',
    "single-quoted": "' onmouseover='alert(1)' x='<x-hostile>",
    "closes-all": "</script></style></textarea></title></option><x-hostile>",
    "comment": "<!--><x-hostile>--!><![CDATA[<x-hostile>]]>",
    "svg": "<svg><style><x-hostile><img src=x onerror=alert(1)></svg>",
    "link": "javascript:alert(1)//<x-hostile>",
    "template": "{{ 7 * 191 }}{% raw %}${7*191}<x-hostile>",
    "entities": "&lt;x-hostile&gt;&#60;x-hostile&#62;<x-hostile>",
    "turned": "\u202e<x-hostile>\u2066\u200f",
    "control": "a\x00\x08\x1b[31m<x-hostile>\x9f",
    "huge": "A" * 20_000 + "<x-hostile>",
    "combining": "e" + "\u0301" * 500 + "<x-hostile>",
    "percent": "%3Cx-hostile%3E%zz<x-hostile>",
    "lines": "a\u2028b\u2029c\u0085<x-hostile>",
}


def hostile_record(words: str) -> Record:
    """An article with the words in every field that a page can fill."""
    parts = f"Lund {words}", f", engineer {words}, ", f"said {words}", f" that the quay {words} was safe"
    title, body, end = f"Mayor {words}", "".join(parts) + ".", f"The {words} was 5 percent."
    text = f"{title}\n{body}\n{end}"
    cuts, at = [], len(title) + 1
    for part in parts:
        cuts.append(Span(at, at + len(part)))
        at += len(part)
    source, role, cue, content = cuts
    role, content = Span(role.start + 2, role.end - 2), Span(content.start + 1, content.end)
    blocks = (
        Block(Span(0, len(title)), BlockKind.TITLE),
        Block(Span(len(title) + 1, len(title) + 1 + len(body)), BlockKind.PARAGRAPH),
        Block(Span(len(text) - len(end), len(text)), BlockKind.PARAGRAPH),
    )
    article = Article(
        text=text,
        blocks=blocks,
        title=title,
        authors=(f"by {words}",),
        published="2024-05-02T07:30:00+00:00",
        outlet=f"The {words} Courier",
        url=f"javascript:{words}",
        language="en",
        origins={"title": words},
    )
    speaker = Speaker(parts[0], SpeakerKind.PERSON, (Mention(source, MentionForm.NAME),), role=role)
    said = Attribution((source,), (cue,), (content,), Quotation.INDIRECT, 0.8, speakers=(0,))
    record = Record(article, (said,), "fake 0", f"{words}.html", notes=(words,), speakers=(speaker,))
    return with_claims(record)


def fill(location: str) -> int:
    """Makes a ledger of hostile articles; how many there are, numbered from 1 in the order of ``HOSTILE``."""
    with Ledger.open(location, create=True) as ledger:
        run = ledger.begin_run(["add"])
        for number, words in enumerate(HOSTILE.values()):
            record = hostile_record(words)
            capture = Capture(f"{words}.html", f"page {number}".encode(), url=record.article.url)
            ledger.record(run, capture, record, f"javascript:{number}{words}")
            ledger.refuse(run, Refusal(f"refused {words}", "unreadable", f"why {words}"))
        ledger.end_run(run)
    return len(HOSTILE)
