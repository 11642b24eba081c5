"""Record -> the article cut up where a role begins or ends: what every form that marks the text shows.

Spans of different attributions may nest and may cross; segments do neither. A segment knows all the
spans it lies in, outermost first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from onrecord.records import Block, BlockKind, Furniture, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.records import Record


class Role(StrEnum):
    """The three parts of an attribution."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


@dataclass(frozen=True, slots=True)
class Mark:
    """One span of one attribution: ``index`` into the record's attributions, ``last`` of its role."""

    index: int
    role: Role
    span: Span
    last: bool


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that lie in exactly ``marks``, outermost first; ``opens`` and ``closes`` begin, end here."""

    span: Span
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()


def parts(record: Record) -> list[Block | Furniture]:
    """The article's blocks and furniture in the order of the page."""
    return sorted((*record.article.blocks, *record.article.furniture), key=lambda part: part.span)


def cut(record: Record) -> Iterator[tuple[Block | Furniture, tuple[Segment, ...]]]:
    """Each part of the article with its segments, which together are the part, character for character.

    A span that reaches over several parts opens in the first and closes in the last; one that lies in no
    part is left out.
    """
    page = parts(record)
    marks = _marks(record, page)
    at = 0
    active: list[Mark] = []
    for part in page:
        active = [mark for mark in active if mark.span.end > part.span.start]
        while at < len(marks) and marks[at].span.start < part.span.end:
            active.append(marks[at])
            at += 1
        yield part, tuple(_segments(part.span, active))


def body(record: Record) -> Iterator[tuple[Block | Furniture, tuple[Segment, ...]]]:
    """``cut`` for a form whose head already shows the title: an unmarked title is not shown again."""
    for part, segments in cut(record):
        is_title = isinstance(part, Block) and part.kind is BlockKind.TITLE
        marked = any(segment.marks for segment in segments)
        if marked or not is_title or part.span.of(record.article.text) != record.article.title:
            yield part, segments


def _marks(record: Record, page: Sequence[Block | Furniture]) -> list[Mark]:
    """All spans of the record by start, longer ones first: an outer span before what it holds."""
    found: list[Mark] = []
    for index, attribution in enumerate(record.attributions):
        for role, spans in (
            (Role.CONTENT, attribution.content),
            (Role.SOURCE, attribution.source),
            (Role.CUE, attribution.cue),
        ):
            for span in spans:
                clipped = _clipped(span, page)
                if clipped is not None:
                    found.append(Mark(index, role, clipped, span == spans[-1]))
    return sorted(found, key=lambda mark: (mark.span.start, -mark.span.end, mark.index))


def _clipped(span: Span, page: Sequence[Block | Furniture]) -> Span | None:
    """``span`` without what it has, at its edges, of the white space between the parts of the page."""
    first = bisect_right(page, span.start, key=lambda part: part.span.end)
    last = bisect_left(page, span.end, key=lambda part: part.span.start) - 1
    if first > last:
        return None
    return Span(max(span.start, page[first].span.start), min(span.end, page[last].span.end))


def _segments(whole: Span, marks: Sequence[Mark]) -> Iterator[Segment]:
    """``whole`` cut at the edges of ``marks``, which are sorted and all overlap it."""
    edges = {whole.start, whole.end}
    for mark in marks:
        edges.update((max(mark.span.start, whole.start), min(mark.span.end, whole.end)))
    at = 0
    active: list[Mark] = []
    for start, end in pairwise(sorted(edges)):
        while at < len(marks) and marks[at].span.start <= start:
            active.append(marks[at])
            at += 1
        active = [mark for mark in active if mark.span.end > start]
        yield Segment(
            Span(start, end),
            tuple(active),
            tuple(mark for mark in active if mark.span.start == start),
            tuple(mark for mark in reversed(active) if mark.span.end == end),
        )
