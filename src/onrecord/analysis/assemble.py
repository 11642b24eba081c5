"""Relations of all windows -> the attributions of one article: characters, confidence, nesting, order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.analysis import decode
from onrecord.analysis.quotation import quotation_of, quoted_spans
from onrecord.records import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.analysis.decode import Range, Relation
    from onrecord.analysis.pieces import Pieces
    from onrecord.analysis.scorers.base import Calibration

_WORD = re.compile(r"\w")
_LINE_END = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Found:
    """A relation in characters of the text, with the features of its confidence."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    features: tuple[float, ...]
    nested: bool

    @classmethod
    def of(cls, relation: Relation, pieces: Pieces, shift: int) -> Found:
        """The relation of a window whose position p is piece p + ``shift``."""

        def characters(ranges: Sequence[Range]) -> tuple[Span, ...]:
            return tuple(s for r in ranges for s in _characters(r, pieces, shift))

        return cls(
            source=characters([relation.source] if relation.source else []),
            cue=characters([relation.cue]),
            content=characters(relation.content),
            features=relation.features,
            nested=relation.nested,
        )


def _characters(span: Range, pieces: Pieces, shift: int) -> list[Span]:
    """The characters of the pieces of ``span``, one span a paragraph: separators are left out."""
    out: list[Span] = []
    open_at: int | None = None
    first, last = max(0, span[0] + shift), span[1] + shift
    for i in range(first, last):
        start, end = int(pieces.starts[i]), int(pieces.ends[i])
        if start == end:
            open_at = None
        elif open_at is None:
            open_at = start
            out.append(Span(start, end))
        else:
            out[-1] = Span(open_at, end)
    return out


def assemble(
    text: str, found: Sequence[Found], calibration: Calibration | None, least: float
) -> tuple[Attribution, ...]:
    """The attributions of at least ``least`` confidence, in reading order of their first words."""
    kept = []
    for f in found:
        confidence = round(decode.confidence(f.features, calibration), 4)
        f = _whole_words(text, f)
        if confidence >= least and f.cue and any(_WORD.search(s.of(text)) for s in f.content):
            kept.append((f, confidence))
    kept = _nested_inside_others(kept)
    kept.sort(key=lambda pair: (min(s.start for s in _all(pair[0])), pair[0].cue[0].start))
    relations = [f for f, _ in kept]
    quoted = _Quoted(text)
    return tuple(
        Attribution(
            source=f.source,
            cue=f.cue,
            content=f.content,
            quotation=quotation_of(text, f.content, quoted.around(f.content)),
            confidence=confidence,
            parent=_parent(i, relations),
        )
        for i, (f, confidence) in enumerate(kept)
    )


def _all(f: Found) -> tuple[Span, ...]:
    return (*f.source, *f.cue, *f.content)


def _whole_words(text: str, f: Found) -> Found:
    def widen(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(_widened(text, s) for s in spans)

    return Found(widen(f.source), widen(f.cue), widen(f.content), f.features, f.nested)


def _widened(text: str, span: Span) -> Span:
    """The span up to the edges of the words that it cuts."""
    start, end = span.start, span.end
    while start > 0 and text[start].isalnum() and text[start - 1].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return Span(start, end)


def _nested_inside_others(kept: list[tuple[Found, float]]) -> list[tuple[Found, float]]:
    """Without nested relations that stand in no content, or repeat the cue of another relation."""
    out: list[tuple[Found, float]] = [pair for pair in kept if not pair[0].nested]
    taken = [s for f, _ in out for s in f.cue]
    for f, confidence in kept:
        if not f.nested or any(s.start < f.cue[0].end and s.end > f.cue[0].start for s in taken):
            continue
        if any(_holds(other, f) for other, _ in kept if other is not f):
            out.append((f, confidence))
    return out


def _holds(outer: Found, inner: Found) -> bool:
    """Whether the cue and all contents of ``inner`` lie in the content of ``outer``."""
    return all(
        any(o.start <= s.start and s.end <= o.end for o in outer.content)
        for s in (*inner.cue, *inner.content)
    )


def _parent(i: int, relations: Sequence[Found]) -> int | None:
    """The relation with the shortest content that holds relation ``i``."""
    holding = [j for j, other in enumerate(relations) if j != i and _holds(other, relations[i])]
    return min(holding, key=lambda j: sum(s.end - s.start for s in relations[j].content), default=None)


class _Quoted:
    """The quoted stretches of the paragraphs of a text, found once a paragraph."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, list[Span]] = {}

    def around(self, spans: Sequence[Span]) -> list[Span]:
        """The quoted stretches of the paragraphs that ``spans`` stand in."""
        return [q for span in spans for q in self._paragraph(span)]

    def _paragraph(self, span: Span) -> list[Span]:
        start = max(self._text.rfind("\n", 0, span.start), self._text.rfind("\r", 0, span.start)) + 1
        if start not in self._known:
            line_end = _LINE_END.search(self._text, span.end)
            end = line_end.start() if line_end else len(self._text)
            self._known[start] = quoted_spans(self._text, Span(start, end))
        return self._known[start]
