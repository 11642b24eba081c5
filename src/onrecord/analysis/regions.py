"""The regions of a text that is read as it stands: its lines. Standard library only."""

from __future__ import annotations

import re

from onrecord.records import Span

#: What stands between two line ends, of any kind that ``str.splitlines`` knows.
LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def paragraphs(text: str) -> tuple[Span, ...]:
    """The lines of a text that have something on them, without the white space around it."""
    return tuple(s for line in LINE.finditer(text) for s in stripped(text, *line.span()))


def stripped(text: str, start: int, end: int) -> list[Span]:
    """Characters ``start`` to ``end`` without the white space at their edges, if anything is left."""
    part = text[start:end]
    words = part.strip()
    if not words:
        return []
    start += len(part) - len(part.lstrip())
    return [Span(start, start + len(words))]
