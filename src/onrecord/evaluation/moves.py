"""Pieces of a text put in place of others, and where that moves every offset."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable


class Edit(NamedTuple):
    """``new`` in place of characters ``start`` to ``end``."""

    start: int
    end: int
    new: str


class Moves:
    """Edits of one text: ``text`` is what comes out, ``moved`` tells where a span of the old one is in it."""

    def __init__(self, text: str, edits: Iterable[Edit]) -> None:
        """ValueError where two edits overlap."""
        self._edits = sorted(edits)
        pieces, at = [], 0
        for edit in self._edits:
            if edit.start < at:
                raise ValueError(f"{edit}: expected edits that do not overlap")
            pieces += [text[at : edit.start], edit.new]
            at = edit.end
        self.text = "".join([*pieces, text[at:]])
        self._starts = [edit.start for edit in self._edits]
        self._ends = [edit.end for edit in self._edits]
        grown = (len(edit.new) - (edit.end - edit.start) for edit in self._edits)
        self._grown = list(accumulate(grown, initial=0))

    def moved(self, span: Span) -> Span:
        """The span in the new text; an edge inside an edit goes to the edit's own edge."""
        start = self._start(span.start)
        return Span(start, max(start + 1, self._end(span.end)))

    def _start(self, at: int) -> int:
        before = bisect_right(self._ends, at)
        inside = before < len(self._starts) and self._starts[before] < at
        return (self._starts[before] if inside else at) + self._grown[before]

    def _end(self, at: int) -> int:
        before = bisect_left(self._starts, at)
        inside = before > 0 and self._ends[before - 1] > at
        return (self._ends[before - 1] if inside else at) + self._grown[before]
