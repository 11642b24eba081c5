"""Those who are named together: "Ana Lund and Karl Moe", whom "they", "both" and "who" stand for then."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from onrecord.analysis.mentions import Kind
from onrecord.names import organisations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence, Set

    from onrecord.analysis.speakers.entities import Entities
    from onrecord.records import Span

# What may stand between the last two of a row: "Ana Lund and former Gov. Karl Moe"; between earlier ones.
_JOINED = re.compile(r"(?:\s\([^()\n]{1,20}\))?,?\s+and\s+(?:[\w.’'-]+\s+){0,3}")
_LISTED = re.compile(r"(?:\s\([^()\n]{1,20}\))?,\s+(?:[\w.’'-]+\s+){0,3}")
# Between a row of names and the relative pronoun that goes on from it.
_RIGHT_BEFORE = re.compile(
    r"(?:\s\([^()\n]{1,20}\))?,?\s(?:[–—-]\s|--\s)?(?:(?:both|all|each|two|neither) of )?"
)
_FAMILY = re.compile(r"(?:[Tt]he )?([A-ZÀ-Þ][\w’'-]+?)(?:e?s)")
_MENTIONS = 120  # mentions looked back on


class Joined:
    """The rows of names of one article, whose mentions at ``spans`` are in order of their start."""

    def __init__(self, text: str, spans: Sequence[Span], kinds: Sequence[int], entities: Entities) -> None:
        self._text = text
        self._spans = spans
        self._starts = [span.start for span in spans]
        self._kinds = kinds
        self._entities = entities

    def before(self, at: int, reach: int, *, person: bool | None = None) -> list[int]:
        """The entities that "and" joins last before a place, at most ``reach`` characters away; people, or no
        people, where ``person`` says so. None where there are no two.
        """
        names = self._names(at)
        for k in range(len(names) - 1, 0, -1):
            if self._spans[names[k]].end < at - reach:
                return []
            row = self._row(names[: k + 1])
            if len(row) > 1 and person in (None, self._entities.found[row[0]].person):
                return row
        return []

    def right_before(self, at: int) -> list[int]:
        """Those joined right before a relative pronoun: "Ana Lund and Karl Moe, who"."""
        names = self._names(at)
        if not names or not _RIGHT_BEFORE.fullmatch(self._text, self._spans[names[-1]].end, at):
            return []
        row = self._row(names)
        return row if len(row) > 1 else []

    def family(self, span: Span, called: Mapping[str, Set[int]]) -> list[int]:
        """Those of the article whose surname the words at ``span`` have in the plural: "the Lunds". The
        entities by their names are ``called``.
        """
        plural = _FAMILY.fullmatch(self._text, span.start, span.end)
        at = span.start if plural is None else plural.start(1)
        if plural is None or self._text[max(0, at - 4) : at].lower() != "the ":
            return []
        fitting = [self._entities.found[e] for e in sorted(called.get(organisations.key(plural[1]), ()))]
        full = [e for e in fitting if e.person and len(e.spellings[0].split()) > 1]
        return [self._entities.of[e.names[0]] for e in full] if len(full) > 1 else []

    def _names(self, at: int) -> list[int]:
        """The last mentions before a place that name somebody or something but a place."""
        last = bisect_left(self._starts, at)
        near = range(max(0, last - _MENTIONS - 1), last)
        return [n for n in near if n in self._entities.of and self._kinds[n] != Kind.PLACE_NAME]

    def _row(self, names: Sequence[int]) -> list[int]:
        """The entities of the names that commas and an "and" join, up to the last of ``names``; one where
        nothing joins it.
        """
        row = [names[-1]]
        for before in reversed(names[:-1]):
            start, end = self._spans[before].end, self._spans[row[0]].start
            joint = _JOINED if len(row) == 1 else _LISTED
            if start > end:
                continue  # one inside the other
            alike = self._person(before) is self._person(row[0])
            if not (alike and joint.fullmatch(self._text, start, end)):
                break
            row.insert(0, before)
        return list(dict.fromkeys(self._entities.of[n] for n in row))

    def _person(self, n: int) -> bool:
        return self._entities.found[self._entities.of[n]].person
