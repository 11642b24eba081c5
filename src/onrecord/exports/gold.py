"""What people judged -> the JSON Lines that ``onrecord train`` and ``onrecord evaluate`` read.

A line holds the words of an article without its furniture, paragraphs parted by an empty line, and offsets
into just that text; of an article that was judged in part, each stretch of paragraphs is a line of its own,
so that whoever reads it takes for unsaid only what a person saw.
"""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from onrecord.exports.exported import sound
from onrecord.records import Span, kind_of, name_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.records import Attribution, Record

_BETWEEN: Final = "\n\n"


def gold_line(
    record: Record, name: str, stretch: Span, *, whole: bool, article_id: int, by: Sequence[str]
) -> str:
    """The line, with its end, of the part of an article within ``stretch``, which begins and ends with
    blocks or is all of it; ``whole`` says that the article was reviewed to its end.
    """
    article = record.article
    blocks = [b.span for b in article.blocks if stretch.start <= b.span.start and b.span.end <= stretch.end]
    moved = _Moved(article.text, blocks)
    line: dict[str, Any] = {
        "id": name,
        "publisher": article.outlet,
        "date": article.published,
        "title": article.title,
        "text": moved.text,
        "article": article_id,
        "reviewed": "whole" if whole else [stretch.start, stretch.end],
        "by": list(by),
        "attributions": [_attribution(one, record, moved, whole=whole) for one in record.attributions],
    }
    return sound(json.dumps(line, ensure_ascii=False)) + "\n"


class _Moved:
    """The words of some blocks as a text of its own, and where each span of the article's text is in it."""

    def __init__(self, text: str, blocks: Sequence[Span]) -> None:
        self.text = _BETWEEN.join(block.of(text) for block in blocks)
        self._blocks = blocks
        lengths = (len(block.of(text)) + len(_BETWEEN) for block in blocks)
        starts = [0]
        for length in lengths:
            starts.append(starts[-1] + length)
        self._starts = [start for start, _ in pairwise(starts)]

    def __call__(self, spans: Iterable[Span]) -> list[list[int]]:
        """The spans in the new text, cut at the borders of blocks; what lies in none is left out."""
        return [piece for span in spans for piece in self._pieces(span)]

    def _pieces(self, span: Span) -> Iterator[list[int]]:
        for block, start in zip(self._blocks, self._starts, strict=True):
            first, last = max(span.start, block.start), min(span.end, block.end)
            if first < last:
                yield [start + first - block.start, start + last - block.start]


def _attribution(one: Attribution, record: Record, moved: _Moved, *, whole: bool) -> dict[str, Any]:
    value: dict[str, Any] = {
        "source": moved(one.source),
        "cue": moved(one.cue),
        "content": moved(one.content),
        "parent": one.parent,
        "stance": one.stance.value if one.stance else None,
        "negated": one.negated,
        "distance": one.distance.value,
    }
    if one.stance is None:  # no model told, so nobody judged it
        for key in ("stance", "negated", "distance"):
            del value[key]
    return value | _speakers(one, record, moved.text, whole=whole)


def _speakers(one: Attribution, record: Record, text: str, *, whole: bool) -> dict[str, Any]:
    """Who speaks; left out where a part of an article does not name them, since none could tell from it."""
    names = [record.speakers[i].name for i in one.speakers]
    candidates = [record.speakers[i].name for i in one.candidates]
    if not whole and any(name not in text for name in (*names, *candidates)):
        return {}
    kind = kind_of(one, record.speakers).value
    undecided = {"candidates": candidates} if candidates or not names else {}
    return {**name_keys(names), "speaker_kind": kind, **undecided}
