"""Record -> the article cut up where a role begins or ends: what every form that marks the text shows.

Spans of different attributions may nest and may cross; segments do neither. A segment knows all the
spans it lies in, outermost first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Generic, TypeVar

from onrecord.records import Block, BlockKind, Furniture, QuotedKind, Span

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


class LayerKind(StrEnum):
    """What may be shown on the text beside the attributions."""

    FIGURE = "figure"
    DATE = "date"
    NARRATION = "narration"
    MARKS = "marks"  # quotation marks that quote nobody


@dataclass(frozen=True, slots=True)
class Layer:
    """A stretch of a layer: ``index`` into the record's figures, dates, narration or quoted stretches."""

    kind: LayerKind
    index: int
    span: Span


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters that lie in exactly ``marks``, outermost first; ``opens`` and ``closes`` begin, end here.

    ``layers`` are those they lie in, of the layers that were asked for.
    """

    span: Span
    marks: tuple[Mark, ...] = ()
    opens: tuple[Mark, ...] = ()
    closes: tuple[Mark, ...] = ()
    layers: tuple[Layer, ...] = ()


def layers(record: Record) -> list[Layer]:
    """What is claimed, as layers on the text, in reading order."""
    found = [Layer(LayerKind.FIGURE, i, one.span) for i, one in enumerate(record.figures)]
    found += [Layer(LayerKind.DATE, i, one.span) for i, one in enumerate(record.dates)]
    found += [
        Layer(LayerKind.NARRATION, i, span) for i, one in enumerate(record.narration) for span in one.spans
    ]
    found += [
        Layer(LayerKind.MARKS, i, one.span)
        for i, one in enumerate(record.quoted)
        if one.kind not in (QuotedKind.QUOTATION, QuotedKind.OTHER)
    ]
    return sorted(found, key=lambda layer: (layer.span.start, -layer.span.end))


def parts(record: Record) -> list[Block | Furniture]:
    """The article's blocks and furniture in the order of the page."""
    return sorted((*record.article.blocks, *record.article.furniture), key=lambda part: part.span)


def cut(
    record: Record, shown: Sequence[Layer] = ()
) -> Iterator[tuple[Block | Furniture, tuple[Segment, ...]]]:
    """Each part of the article with its segments, which together are the part, character for character.

    A span that reaches over several parts opens in the first and closes in the last; one that lies in no
    part is left out. ``shown`` are layers in reading order, at whose edges the text is cut too.
    """
    page = parts(record)
    marks, stretches = _Walk(_marks(record, page)), _Walk(shown)
    for part in page:
        yield part, tuple(_segments(part.span, marks.within(part.span), stretches.within(part.span)))


def body(
    record: Record, shown: Sequence[Layer] = ()
) -> Iterator[tuple[Block | Furniture, tuple[Segment, ...]]]:
    """``cut`` for a form whose head already shows the title: an unmarked title is not shown again."""
    for part, segments in cut(record, shown):
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


_Spanned = TypeVar("_Spanned", bound="Mark | Layer")


class _Walk(Generic[_Spanned]):
    """Spans, sorted by start, looked up by places that only go forwards."""

    def __init__(self, items: Sequence[_Spanned]) -> None:
        self._items = items
        self._at = 0
        self._active: list[_Spanned] = []

    def within(self, span: Span) -> list[_Spanned]:
        """Those that overlap ``span``, which begins no earlier than the last one asked for."""
        self._active = [item for item in self._active if item.span.end > span.start]
        while self._at < len(self._items) and self._items[self._at].span.start < span.end:
            item = self._items[self._at]
            self._at += 1
            if item.span.end > span.start:
                self._active.append(item)
        return list(self._active)


def _segments(whole: Span, marks: Sequence[Mark], layers: Sequence[Layer]) -> Iterator[Segment]:
    """``whole`` cut at the edges of ``marks`` and ``layers``, which are sorted and all overlap it."""
    edges = {whole.start, whole.end}
    for span in (*(mark.span for mark in marks), *(layer.span for layer in layers)):
        edges.update((max(span.start, whole.start), min(span.end, whole.end)))
    marked, layered = _Walk(marks), _Walk(layers)
    for start, end in pairwise(sorted(edges)):
        at = Span(start, end)
        active = marked.within(at)
        yield Segment(
            at,
            tuple(active),
            tuple(mark for mark in active if mark.span.start == start),
            tuple(mark for mark in reversed(active) if mark.span.end == end),
            tuple(layered.within(at)),
        )
