"""Relations of all windows -> the attributions of one article: characters, confidence, nesting, order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.analysis import decode
from onrecord.analysis.claims.quoted import spoken
from onrecord.analysis.quotation import quotation_of, quoted_spans
from onrecord.analysis.stance import UNJUDGED
from onrecord.datelines import dateline_at
from onrecord.records import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.analysis.decode import Range, Relation
    from onrecord.analysis.pieces import Pieces
    from onrecord.analysis.scorers.base import Calibration
    from onrecord.analysis.stance import Judgement

_WORD = re.compile(r"\w")
_LINE_END = re.compile(r"[\r\n]")
# Where a paragraph begins, at the end of what is searched; blanks in front of one are few.
_AT_PARAGRAPH = re.compile(r"[\r\n][ \t\xa0]*\Z")
_LOOK_BACK = 8
# What a quotation begins with.
_MARKS = frozenset("\"'“‘«„»")


@dataclass(frozen=True, slots=True)
class Found:
    """A relation in characters of the text, with the features of its confidence and its stance."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    features: tuple[float, ...]
    nested: bool
    judgement: Judgement = UNJUDGED

    @classmethod
    def of(cls, relation: Relation, pieces: Pieces, shift: int, judgement: Judgement = UNJUDGED) -> Found:
        """The relation of a window whose position p is piece p + ``shift``."""

        def characters(ranges: Sequence[Range]) -> tuple[Span, ...]:
            return tuple(s for r in ranges for s in _characters(r, pieces, shift))

        return cls(
            source=characters([relation.source] if relation.source else []),
            cue=characters([relation.cue]),
            content=characters(relation.content),
            features=relation.features,
            nested=relation.nested,
            judgement=judgement,
        )


def _characters(span: Range, pieces: Pieces, shift: int) -> list[Span]:
    """The characters of the pieces of ``span``, one span a paragraph: separators are left out."""
    out: list[Span] = []
    open_at: int | None = None
    first = max(span[0], 1)  # position 0 is [CLS], which has no characters
    for i in range(first + shift, span[1] + shift):
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
        f = _without_dateline(text, _whole_words(text, f))
        if confidence >= least and f.cue and any(_WORD.search(s.of(text)) for s in f.content):
            kept.append((f, confidence))
    kept = _nested_inside_others(kept)
    kept.sort(key=lambda pair: (min(s.start for s in _all(pair[0])), pair[0].cue[0].start))
    kept = _each_its_own(text, kept)
    holding = _Holding([f for f, _ in kept])
    quoted = _Quoted(text)
    return tuple(
        Attribution(
            source=f.source,
            cue=f.cue,
            content=f.content,
            quotation=quotation_of(text, f.content, spoken(text, f.content, quoted.around(f.content))),
            confidence=confidence,
            parent=holding.parent(i),
            **f.judgement._asdict(),
        )
        for i, (f, confidence) in enumerate(kept)
    )


def _all(f: Found) -> tuple[Span, ...]:
    return (*f.source, *f.cue, *f.content)


def _whole_words(text: str, f: Found) -> Found:
    def widen(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(_widened(text, s) for s in spans)

    return replace(f, source=widen(f.source), cue=widen(f.cue), content=widen(f.content))


def _without_dateline(text: str, f: Found) -> Found:
    """What begins with the dateline of its paragraph begins behind it: "BREL - Officials" are officials."""

    def behind(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(_behind_dateline(text, s) for s in spans)

    return replace(f, source=behind(f.source), content=behind(f.content))


def _behind_dateline(text: str, span: Span) -> Span:
    if span.start and not _AT_PARAGRAPH.search(text, max(0, span.start - _LOOK_BACK), span.start):
        return span
    dateline = dateline_at(text, span.start)
    # "LUND: No." is who speaks in a transcript, not where.
    if dateline is None or dateline.end >= span.end or text[dateline.end - 1] == ":":
        return span
    start = span.end - len(text[dateline.end : span.end].lstrip())
    return Span(start, span.end) if start < span.end else span


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
    taken = _Spans([(s, i) for i, (f, _) in enumerate(out) for s in f.cue])
    holding = _Holding([f for f, _ in kept])
    for i, (f, confidence) in enumerate(kept):
        if f.nested and not taken.touching(f.cue[0]) and any(holding.around(i)):
            out.append((f, confidence))
    return out


def _each_its_own(text: str, kept: Sequence[tuple[Found, float]]) -> list[tuple[Found, float]]:
    """Without the quotation of the speaker before in what is read of the next one, who has one as well: of
    '"Yes," Ana said. "No," Ben said.' Ben says "No" alone. Those who share all they say go on sharing it.
    """
    alone = {f.content[0] for f, _ in kept if len(f.content) == 1 and not f.nested}
    out: list[tuple[Found, float]] = []
    for f, confidence in kept:
        if len(f.content) > 1 and not f.nested:
            own = tuple(s for s in f.content if s not in alone or text[s.start] not in _MARKS)
            f = replace(f, content=own or f.content)
            if len(own) == 1:
                alone.add(own[0])
        out.append((f, confidence))
    return out


def _holds(outer: Found, inner: Found) -> bool:
    """Whether the cue and all contents of ``inner`` lie in the content of ``outer``."""
    return all(
        any(o.start <= s.start and s.end <= o.end for o in outer.content)
        for s in (*inner.cue, *inner.content)
    )


class _Spans:
    """Spans by position, each with a number: those near a span are found without looking at all of them, so
    that the time for a text grows with its length and not with its square.
    """

    def __init__(self, numbered: Iterable[tuple[Span, int]]) -> None:
        self._sorted = sorted(numbered)
        self._starts = [s.start for s, _ in self._sorted]
        self._longest = max((s.end - s.start for s, _ in self._sorted), default=0)

    def touching(self, span: Span) -> list[int]:
        """The numbers of the spans that share a character with ``span``."""
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [n for s, n in self._sorted[first:last] if s.end > span.start]


class _Holding:
    """Which relations lie in the contents of which."""

    def __init__(self, relations: Sequence[Found]) -> None:
        self._relations = relations
        self._contents = _Spans((s, i) for i, f in enumerate(relations) for s in f.content)

    def around(self, i: int) -> list[Found]:
        """The other relations whose content holds relation ``i``."""
        return [self._relations[j] for j in self._numbers(i)]

    def parent(self, i: int) -> int | None:
        """The relation with the shortest content that holds relation ``i``."""
        return min(self._numbers(i), key=self._length, default=None)

    def _numbers(self, i: int) -> list[int]:
        inner = self._relations[i]
        near = sorted(set(self._contents.touching(inner.cue[0])))
        return [j for j in near if self._rank(j) > self._rank(i) and _holds(self._relations[j], inner)]

    def _rank(self, i: int) -> tuple[int, int]:
        """Of two relations with one content, each with its cue in it, the first holds the second alone: no
        relation is ever its own ancestor.
        """
        return self._length(i), -i

    def _length(self, i: int) -> int:
        return sum(s.end - s.start for s in self._relations[i].content)


class _Quoted:
    """The quoted stretches of the paragraphs of a text, found once a paragraph."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._known: dict[int, list[Span]] = {}

    def around(self, spans: Sequence[Span]) -> list[Span]:
        """The quoted stretches that share a character with one of ``spans``."""
        return [q for span in spans for q in self._touching(span)]

    def _touching(self, span: Span) -> list[Span]:
        """The stretches are sorted and do not overlap, so their ends are sorted too."""
        quoted = self._paragraph(span)
        first = bisect_right(quoted, span.start, key=lambda q: q.end)
        last = bisect_left(quoted, span.end, key=lambda q: q.start)
        return quoted[first:last]

    def _paragraph(self, span: Span) -> list[Span]:
        start = max(self._text.rfind("\n", 0, span.start), self._text.rfind("\r", 0, span.start)) + 1
        if start not in self._known:
            line_end = _LINE_END.search(self._text, span.end)
            end = line_end.start() if line_end else len(self._text)
            self._known[start] = quoted_spans(self._text, Span(start, end))
        return self._known[start]
