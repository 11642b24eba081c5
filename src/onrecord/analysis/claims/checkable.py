"""Why, and how well, a sentence of narration can be checked. Nothing here asks whether it is true."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from onrecord.analysis.claims import check_words as words
from onrecord.analysis.speakers.vocabulary import noun_in
from onrecord.records import Check, CheckReason, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WORD = re.compile(r"\w+(?:-\w+)*")
_DIGIT = re.compile(r"\d")

# What each reason, and each feature that is none, adds to the score. Chosen by hand on the dev halves of
# quality/narration; see quality/README.md for what they measure.
WEIGHTS: Final = {
    CheckReason.FIGURE: 0.5,
    CheckReason.DATE: 0.4,
    CheckReason.EVENT: 0.35,
    CheckReason.COMPARISON: 0.5,
    CheckReason.CAUSE: 0.5,
}
# The same where the words are weak: "the two men"; "found it hard", any other verb in -ed.
WEAK: Final = {CheckReason.FIGURE: 0.3, CheckReason.EVENT: 0.25}
NAMED: Final = 0.15  # a name, but for the word that opens the sentence
INSTITUTION: Final = 0.15  # a court, a company, police: their acts are on record
QUESTION: Final = -0.7  # to the reader; also a request: "Follow us"
HEDGED: Final = -0.35
HEDGE_REACH: Final = 30  # characters behind a hedge, some five words: "would pay all of them 9 crowns"
GENERAL: Final = -0.2
# Fewer words state nothing: "3.", a paragraph of its own in a list.
FEWEST_WORDS: Final = 3
_SHORTEST_PAST: Final = 5  # "ended"
# From here on a sentence counts as checkable. On the dev half of PolNeAR's sentences 0.4 gives precision 0.68
# and recall 0.90, 0.5 gives 0.76 and 0.66.
CHECKABLE: Final = 0.4


class Spotted:
    """Spans that somebody else found (figures, dates), looked up by place."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [s.start for s in self._spans]

    def within(self, span: Span) -> list[Span]:
        """Those that begin in ``span``."""
        first = bisect_left(self._starts, span.start)
        return self._spans[first : bisect_left(self._starts, span.end)]


def assessed(
    text: str, spans: Sequence[Span], figures: Spotted | None, dates: Spotted | None
) -> tuple[tuple[Check, ...], float]:
    """The reasons why the words of ``spans`` (parts of one sentence) can be checked, and the score, 0 to 1.

    The reasons are empty where the score is below CHECKABLE. Without ``figures`` or ``dates`` they are found
    by a coarse pattern.
    """
    parts = [_Part(text, span) for span in spans]
    found = sorted(
        (c for part in parts for c in part.checks(figures, dates)), key=lambda c: (c.span, c.reason)
    )
    if not found:
        return (), 0.0
    score = sum(_weights(text, found).values()) + _bearing(parts, found)
    score = round(min(1.0, max(0.0, score)), 2)
    return (tuple(found) if score >= CHECKABLE else ()), score


def _weights(text: str, found: Iterable[Check]) -> dict[CheckReason, float]:
    """What each reason that was found weighs: the strongest of its words counts."""
    out: dict[CheckReason, float] = {}
    for check in found:
        out[check.reason] = max(out.get(check.reason, 0.0), _weight(text, check))
    return out


def _weight(text: str, check: Check) -> float:
    word = check.span.of(text).lower()
    weak = {
        CheckReason.FIGURE: word in words.SMALL_NUMBERS,
        CheckReason.EVENT: word not in words.EVENTS,
    }.get(check.reason, False)
    return WEAK[check.reason] if weak else WEIGHTS[check.reason]


class _Part:
    """A part of a sentence with its words, cut once: a pattern is only run where one of its words stands."""

    def __init__(self, text: str, span: Span) -> None:
        self.text = text
        self.span = span
        self.matches = list(_WORD.finditer(text, span.start, span.end))
        self.lower = [m.group().lower() for m in self.matches]
        self.distinct = frozenset(self.lower)

    def checks(self, figures: Spotted | None, dates: Spotted | None) -> Iterator[Check]:
        """Every reason in this part, by kind."""
        if len(self.matches) < FEWEST_WORDS:
            return
        dated = dates.within(self.span) if dates else self._dates()
        numbered = figures.within(self.span) if figures else self._figures(dated)
        yield from (Check(CheckReason.DATE, s) for s in dated)
        yield from (Check(CheckReason.FIGURE, s) for s in numbered)
        if not words.COMPARING.isdisjoint(self.distinct) or any(w.endswith("est") for w in self.distinct):
            yield from (Check(CheckReason.COMPARISON, s) for s in self._found(words.COMPARISONS))
        if not words.CAUSING.isdisjoint(self.distinct):
            yield from (Check(CheckReason.CAUSE, s) for s in self._found(words.CAUSES))
        yield from (Check(CheckReason.EVENT, s) for s in self._events())

    def _events(self) -> Iterator[Span]:
        before = ["", *self.lower]
        for match, word, last in zip(self.matches, self.lower, before, strict=False):
            if _happens(word) and last not in words.ADJECTIVAL:
                yield Span(*match.span())

    def _found(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        return (Span(*m.span()) for m in pattern.finditer(self.text, self.span.start, self.span.end))

    def _dates(self) -> list[Span]:
        if words.DATING.isdisjoint(self.distinct) and not self._digits():
            return []
        return list(self._found(words.DATES))

    def _figures(self, dated: Sequence[Span]) -> list[Span]:
        if words.NUMBERS.isdisjoint(self.distinct) and not self._digits():
            return []
        return _undated(self._found(words.FIGURES), dated)

    def _digits(self) -> bool:
        return _DIGIT.search(self.text, self.span.start, self.span.end) is not None


def _happens(word: str) -> bool:
    if word in words.EVENTS or word in words.WEAK_EVENTS:
        return True
    return word.endswith("ed") and len(word) >= _SHORTEST_PAST and word not in words.NO_EVENTS


def _undated(numbers: Iterator[Span], dated: Sequence[Span]) -> list[Span]:
    """The numbers that are no part of a date. Both are in reading order."""
    out = []
    at = 0
    for number in numbers:
        while at < len(dated) and dated[at].end <= number.start:
            at += 1
        if at == len(dated) or dated[at].start >= number.end:
            out.append(number)
    return out


def _bearing(parts: Sequence[_Part], found: Iterable[Check]) -> float:
    """What the words around the reasons add and take away."""
    seen = [m.group() for part in parts for m in part.matches]
    distinct = frozenset().union(*(part.distinct for part in parts))
    last = parts[-1]
    score = NAMED if any(w[0].isupper() and len(w) > 1 for w in seen[1:]) else 0.0
    score += INSTITUTION if any(noun_in(w, words.INSTITUTIONS) for w in distinct) else 0.0
    score += QUESTION if not words.ASKING.isdisjoint(parts[0].lower[:1]) else 0.0
    score += QUESTION if "?" in last.text[last.span.end - 2 : last.span.end] else 0.0
    score += HEDGED if not words.HEDGES.isdisjoint(distinct) and _all_hedged(parts, found) else 0.0
    return score + (GENERAL if not words.GENERAL.isdisjoint(distinct) else 0.0)


def _all_hedged(parts: Sequence[_Part], found: Iterable[Check]) -> bool:
    """Whether no reason stands free of a hedge: "it may vote in May" does not, "it may, but 9 did" does."""
    hedges = [
        m.end() for part in parts for m, w in zip(part.matches, part.lower, strict=True) if w in words.HEDGES
    ]
    reached = 0
    for check in found:
        while reached < len(hedges) and hedges[reached] <= check.span.start:
            reached += 1
        if not reached or check.span.start - hedges[reached - 1] > HEDGE_REACH:
            return False
    return True
