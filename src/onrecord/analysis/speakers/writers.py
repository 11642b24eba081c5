"""Who "I" is outside of all that is quoted: whoever wrote the words, where the article says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from onrecord.analysis.mentions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.analysis.speakers.entities import Entities
    from onrecord.records import Span

# The part of an article in which its author may be told of, and how that begins behind the name.
_END_PART = 0.7
_WRITES = re.compile(r"(?:,[^\n]{1,120}?,)?\s(?:is|was|writes|teaches|covers)\b")
_BLANKS = 3  # characters looked at before a name to see whether it begins a line
# What follows the name of who signs a letter: a short line, the town.
_SIGNED = re.compile(r"[.,]?[ \t]*(?:\Z|\n\s*[^\n]{1,40}(?:\n|\Z))")


class Writers:
    """The writers of one article, whose mentions at ``spans`` are in order of their start."""

    def __init__(self, text: str, spans: Sequence[Span], kinds: Sequence[int], entities: Entities) -> None:
        people = [n for n in sorted(entities.of) if kinds[n] == Kind.PERSON_NAME]
        before = {n: text[max(0, spans[n].start - _BLANKS) : spans[n].start] for n in people}
        begun = [n for n in people if before[n].rstrip(" ")[-1:] == "\n"]
        full = [n for n in begun if " " in spans[n].of(text)]
        self._signed = [n for n in full if _SIGNED.match(text, spans[n].end)]
        self._starts = [spans[n].start for n in self._signed]
        late = (n for n in begun if spans[n].start >= len(text) * _END_PART)
        self._told = max((n for n in late if _WRITES.match(text, spans[n].end)), default=None)

    def of(self, at: int) -> int | None:
        """The mention that names who writes at a place: who signs behind it, in a line of their own as in
        letters, or whom the article's end tells of ("Ana Lund is a historian."); None where nobody does.
        """
        signed = bisect_right(self._starts, at)
        return self._signed[signed] if signed < len(self._signed) else self._told
