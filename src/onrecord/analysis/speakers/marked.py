"""The words of one sentence, marked with what of an attribution each belongs to, and its points in time."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from onrecord.analysis.speakers import phrases
from onrecord.analysis.speakers.circumstances import LONG_TIME, TIME, TIME_START

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.analysis.speakers.phrases import Word
    from onrecord.records import Span

_QUOTES = "\"“”‘'’«»„‹›"
# Words that a phrase may have: no real one has more, and a sentence is then read in linear time.
_LONGEST = 40


class Place(Enum):
    """What a word of the sentence belongs to."""

    FREE = auto()
    SOURCE = auto()
    CUE = auto()
    CONTENT = auto()


class Marked:
    """A sentence's ``words``, for each its place in the attribution, and where points in time begin."""

    def __init__(
        self,
        text: str,
        window: Span,
        source: Sequence[Span],
        cue: Sequence[Span],
        content: Sequence[Span],
    ) -> None:
        self.words = phrases.words(text, window)
        self.places = self._placed(source, cue, content)
        self._text = text
        self._times = self._found_times()

    def __len__(self) -> int:
        return len(self.words)

    def lower(self, i: int) -> str:
        """Word ``i`` in small letters; the empty string where there is none."""
        return self.words[i].lower if 0 <= i < len(self.words) else ""

    def held(self, i: int) -> bool:
        """Whether word ``i`` is of the source or the content."""
        return self.places[i] is Place.SOURCE or self.places[i] is Place.CONTENT

    def time_at(self, i: int) -> int:
        """The index behind the point in time that begins at word ``i``; 0 where none does."""
        return self._times.get(i, 0)

    def long_time(self, i: int) -> int:
        """The index behind a month, a year or a season at word ``i``; 0 where none stands there."""
        found = LONG_TIME.match(self._text, self.words[i].start) if i < len(self.words) else None
        return self._behind(i, found.end()) if found else 0

    def limit(self, at: int, *, in_cue: bool) -> int:
        """How far a phrase may go from word ``at``: to the source, the content, a point in time behind its
        noun, or from outside into the cue.
        """
        behind = at
        named = False
        while behind < min(len(self.words), at + _LONGEST) and not self.held(behind):
            is_cue = self.places[behind] is Place.CUE
            if (is_cue and not in_cue) or (named and behind in self._times):
                break
            named = named or self.words[behind].lower not in phrases.DETERMINERS
            in_cue = in_cue and is_cue
            behind += 1
        return behind

    def phrase(self, at: int, *, in_cue: bool) -> int:
        """The index behind the noun phrase at word ``at``; ``at`` where none begins there."""
        return phrases.noun_phrase(self.words, at, self.limit(at, in_cue=in_cue))

    def head(self, first: int, behind: int) -> Word:
        """The noun that a phrase is about: its last word before any "of"."""
        last = first
        for i in range(first, behind):
            if self.words[i].lower == "of" and i > first:
                break
            if self.words[i].letters:
                last = i
        return self.words[last]

    def _placed(self, source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span]) -> list[Place]:
        """What each word belongs to; quotation marks that touch the content are its own."""
        out = [Place.FREE] * len(self.words)
        for spans, place in ((cue, Place.CUE), (source, Place.SOURCE), (content, Place.CONTENT)):
            for i, free in enumerate(phrases.outside(self.words, spans)):
                if not free:
                    out[i] = place
        for i, word in enumerate(self.words):
            if word.text in _QUOTES and self._touches(out, i):
                out[i] = Place.CONTENT
        return out

    def _touches(self, places: Sequence[Place], i: int) -> bool:
        words = self.words
        before = i > 0 and places[i - 1] is Place.CONTENT and words[i - 1].end == words[i].start
        after = i + 1 < len(words) and places[i + 1] is Place.CONTENT and words[i].end == words[i + 1].start
        return before or after

    def _found_times(self) -> dict[int, int]:
        """Where points in time begin, and the index of the word behind each."""
        out: dict[int, int] = {}
        behind = 0
        for i, word in enumerate(self.words):
            if i >= behind and not self.held(i) and TIME_START.match(word.lower):
                found = TIME.match(self._text, word.start)
                if found is not None:
                    behind = self._behind(i, found.end())
                    out[i] = behind
        return out

    def _behind(self, i: int, end: int) -> int:
        behind = i + 1
        while behind < len(self.words) and self.words[behind].start < end and not self.held(behind):
            behind += 1
        return behind
