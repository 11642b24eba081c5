"""Quotation marks: which characters of a paragraph are quoted, and what kind of quotation a content is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.records import Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+")
# Every mark that opens, with the marks that may close it. A straight or single mark counts as opening only where
# a word can begin, and as closing only where one can end: apostrophes stay apostrophes.
_CLOSING = {
    "“": "”\"“", "”": "”", "„": "“”\"", "«": "»", "»": "«", "‹": "›", "‘": "’'", "‚": "‘’", '"': '"”', "'": "'’", "「": "」", "『": "』",
}  # fmt: skip
_SINGLE = frozenset("‘‚'")

# A content is direct where nearly all of its words are quoted: 0.9 leaves room for "that" and for a name put in
# without marks; at 0.8 mixed contents of ten words with two unquoted ones turn direct.
DIRECT_SHARE = 0.9


def quoted_spans(text: str, paragraph: Span) -> list[Span]:
    """The outermost quoted stretches of a paragraph, marks included; one never closed runs to the end."""
    out: list[Span] = []
    i = paragraph.start
    while i < paragraph.end:
        if text[i] in _CLOSING and _opens(text, i, paragraph):
            end = _close(text, i, paragraph)
            if end is not None:
                out.append(Span(i, end))
                i = end
                continue
        i += 1
    return out


def _opens(text: str, i: int, paragraph: Span) -> bool:
    before = text[i - 1] if i > paragraph.start else " "
    after = text[i + 1] if i + 1 < paragraph.end else " "
    if before.isalnum() or after.isspace():
        return False
    # A closing mark used as an opening one ("”Nothing,” he said") opens only at the start of a word.
    return text[i] not in "”»" or (before.isspace() and after.isalnum())


def _close(text: str, i: int, paragraph: Span) -> int | None:
    """The end (exclusive) of the quotation opened at ``i``; None where the mark opens nothing."""
    mark = text[i]
    closing = _CLOSING[mark]
    for j in range(i + 1, paragraph.end):
        if text[j] in closing and not text[j - 1].isspace():
            after = text[j + 1] if j + 1 < paragraph.end else " "
            if not after.isalnum():
                return j + 1
    # Never closed: a quotation over several paragraphs leaves its first ones open. A single mark alone is far
    # more often an apostrophe ("'90s").
    return None if mark in _SINGLE else paragraph.end


def quotation_of(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> Quotation:
    """Whether all, some or none of the content's words stand in quotation marks."""
    words = [m.start() for span in content for m in _WORD.finditer(text, span.start, span.end)]
    inside = sum(any(q.start < at < q.end for q in quoted) for at in words)
    if not inside:
        return Quotation.INDIRECT
    return Quotation.DIRECT if inside >= DIRECT_SHARE * len(words) else Quotation.MIXED
