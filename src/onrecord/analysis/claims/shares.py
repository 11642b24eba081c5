"""How much of an article's body is attributed, and to whom.

The body is all blocks but title and headings; furniture is no block. Words are runs of word characters.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from onrecord.records import BlockKind, Shares, Span, SpeakerKind, SpeakerShare

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.records import Attribution, Record

DISPLAY: Final = frozenset({BlockKind.TITLE, BlockKind.HEADING})

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def shares(record: Record) -> Shares:
    """The shares of one record; all zero where its article has no body."""
    body = _Body(record)
    outermost = [a for a in record.attributions if a.parent is None]
    return Shares(
        words=len(body.starts),
        attributed=body.words(s for a in outermost for s in a.content),
        speakers=len(body.speakers),
        named=sum(record.speakers[i].kind is not SpeakerKind.UNNAMED for i in body.speakers),
        by_speaker=tuple(_by_speaker(body, outermost)),
    )


class _Body:
    """Where the words of the body begin, and who speaks in it."""

    def __init__(self, record: Record) -> None:
        blocks = [b.span for b in record.article.blocks if b.kind not in DISPLAY]
        text = record.article.text
        self.starts = [m.start() for b in blocks for m in _WORD.finditer(text, b.start, b.end)]
        self.speakers = {i for a in record.attributions if self.words(a.content) for i in a.speakers}

    def words(self, spans: Iterable[Span]) -> int:
        """How many words of the body begin in the spans, which may overlap: each word counts once."""
        count = counted = 0
        for span in sorted(spans):
            first = max(counted, bisect_left(self.starts, span.start))
            last = bisect_left(self.starts, span.end)
            count += max(0, last - first)
            counted = max(counted, last)
        return count


def _by_speaker(body: _Body, outermost: Iterable[Attribution]) -> list[SpeakerShare]:
    """Most words first, then in order of the speakers; None, not known, last among equals."""
    contents: dict[int | None, list[Span]] = {}
    for attribution in outermost:
        for speaker in attribution.speakers or (None,):
            contents.setdefault(speaker, []).extend(attribution.content)
    counts = ((speaker, body.words(spans)) for speaker, spans in contents.items())
    out = [SpeakerShare(speaker, n, n / len(body.starts)) for speaker, n in counts if n]
    return sorted(out, key=lambda s: (-s.words, s.speaker is None, s.speaker or 0))
