"""Quotation marks: which characters of a paragraph are quoted, and what kind of quotation a content is."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from onrecord.records import Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\w+")
# Every mark that opens, with the marks that may close it. Where a mark stands decides whether it opens or
# closes: an opening one where a word can begin, a closing one where a word can end, so that apostrophes stay
# apostrophes.
_CLOSING = {
    "“": "”\"“", "”": "”", "„": "“”\"", "«": "»", "»": "«", "‹": "›", "›": "‹", "‘": "’'", "‚": "‘’",
    '"': '"”', "'": "'’", "「": "」", "『": "』",
}  # fmt: skip
_MARK = re.compile(f"[{''.join(sorted({*_CLOSING, *''.join(_CLOSING.values())}))}]")
_SINGLE = frozenset("‘‚'")
# French puts spaces inside its guillemets: « oui ».
_SPACED = frozenset("«‹")
_BEFORE_SPACED = frozenset("(['’—–-")
# Marks that close far more often than they open: ”Nothing,” he said; »Nein«, sagte er.
_WRONG_WAY = frozenset("”»›")
# Where words are not set apart by spaces, a mark stands anywhere.
_ANYWHERE = frozenset("「『")
# Marks that show their direction, so that one inside another of its kind can be told: “I read “Ulysses”.”
_DIRECTED = frozenset("“„«‹「『")
# Left open at the end of a paragraph, these opened nothing: a single mark alone is far more often an
# apostrophe ("'Tis"), a » alone an arrow. The others do: a quotation over several paragraphs leaves its first
# ones open.
_CLOSED_OR_NONE = _SINGLE | {"»", "›"}
_DECADE = re.compile(r"\d0s\b")  # the '90s
# Closing marks looked at to tell "the workers' rights" inside single marks from their end.
_POSSESSIVES = 8

# A content is direct where nearly all of its words are quoted: 0.9 leaves room for "that" and for a name put
# in without marks; at 0.8 mixed contents of ten words with two unquoted ones turn direct.
DIRECT_SHARE = 0.9


def quoted_spans(text: str, paragraph: Span) -> list[Span]:
    """The outermost quoted stretches of a paragraph, marks included; one never closed runs to the end."""
    marks = _Marks(text, paragraph)
    out: list[Span] = []
    at = paragraph.start
    for opening in marks.opening:
        if opening >= at:
            end = marks.end_of(opening)
            if end is not None:
                out.append(Span(opening, end))
                at = end
    return out


def quotation_of(text: str, content: Sequence[Span], quoted: Sequence[Span]) -> Quotation:
    """Whether all, some or none of the content's words stand in quotation marks."""
    words = [m.start() for span in content for m in _WORD.finditer(text, span.start, span.end)]
    inside = sum(any(q.start < at < q.end for q in quoted) for at in words)
    if not inside:
        return Quotation.INDIRECT
    return Quotation.DIRECT if inside >= DIRECT_SHARE * len(words) else Quotation.MIXED


class _Marks:
    """The marks of a paragraph, and which of them belong together."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self._text = text
        self._paragraph = paragraph
        self._all = [m.start() for m in _MARK.finditer(text, paragraph.start, paragraph.end)]
        self.opening = [i for i in self._all if self._opens(i)]
        self._closing: dict[str, list[int]] = {}  # by opening mark
        self._partners: dict[str, dict[int, int]] = {}  # by opening mark

    def end_of(self, opening: int) -> int | None:
        """The end (exclusive) of what the mark at ``opening`` opens; None where it opens nothing."""
        mark = self._text[opening]
        closing = self._nested_closing(opening) or next(self._closing_after(opening), None)
        if closing is None:
            return None if mark in _CLOSED_OR_NONE else self._paragraph.end
        return 1 + (self._behind_possessives(opening) if mark in _SINGLE else closing)

    def _around(self, i: int) -> tuple[str, str]:
        """The characters before and after a mark; at the edges of the paragraph a space."""
        before = self._text[i - 1] if i > self._paragraph.start else " "
        after = self._text[i + 1] if i + 1 < self._paragraph.end else " "
        return before, after

    def _opens(self, i: int) -> bool:
        before, after = self._around(i)
        mark = self._text[i]
        if mark in _ANYWHERE:
            return True
        if mark not in _CLOSING or before.isalnum():
            return False
        if mark in _SINGLE and _DECADE.match(self._text, i + 1):
            return False
        if after.isspace():
            return mark in _SPACED and (before.isspace() or before in _BEFORE_SPACED)
        return mark not in _WRONG_WAY or (before.isspace() and after.isalnum())

    def _closes(self, i: int, mark: str) -> bool:
        """Whether the mark at ``i`` may end what a ``mark`` opened."""
        if self._text[i] not in _CLOSING[mark]:
            return False
        before, after = self._around(i)
        placed = not after.isalnum() and (not before.isspace() or mark in _SPACED)
        return placed or mark in _ANYWHERE

    def _closing_after(self, opening: int) -> Iterator[int]:
        mark = self._text[opening]
        if mark not in self._closing:
            self._closing[mark] = [i for i in self._all if self._closes(i, mark)]
        closing = self._closing[mark]
        for k in range(bisect_right(closing, opening), len(closing)):
            yield closing[k]

    def _nested_closing(self, opening: int) -> int | None:
        """The partner of a mark that shows its direction; None where nesting gives it none."""
        mark = self._text[opening]
        if mark not in _DIRECTED:
            return None
        if mark not in self._partners:
            partners: dict[int, int] = {}
            still_open: list[int] = []
            for i in self._all:
                if self._text[i] == mark and self._opens(i):
                    still_open.append(i)
                elif still_open and self._closes(i, mark):
                    partners[still_open.pop()] = i
            self._partners[mark] = partners
        return self._partners[mark].get(opening)

    def _behind_possessives(self, opening: int) -> int:
        """The closing single mark: the first that is not the apostrophe of a plural ("workers' rights"),
        provided that nothing else opens before it; else the first.
        """
        candidates = self._closing_after(opening)
        first = next(candidates)
        following = bisect_right(self.opening, opening)
        limit = self.opening[following] if following < len(self.opening) else self._paragraph.end
        closing = first
        for _ in range(_POSSESSIVES):
            if not self._possessive(closing):
                return closing
            closing = next(candidates, limit)
            if closing >= limit:
                break
        return first

    def _possessive(self, i: int) -> bool:
        before, after = self._around(i)
        return before in "sS" and after == " " and self._text[i + 2 : i + 3].islower()
