"""Why, and how well, a sentence of narration can be checked. Nothing here asks whether it is true."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, Final

from onrecord.analysis.claims import check_words as words
from onrecord.analysis.speakers.vocabulary import noun_in
from onrecord.records import Check, CheckReason, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_WORD = re.compile(r"\w+(?:-\w+)*")

# What each reason, and each feature that is none, adds to the score. Chosen by hand on the dev half of
# quality/narration; see quality/README.md for what it measures.
WEIGHTS: Final = {
    CheckReason.FIGURE: 0.5,
    CheckReason.DATE: 0.3,
    CheckReason.EVENT: 0.4,
    CheckReason.COMPARISON: 0.5,
    CheckReason.CAUSE: 0.5,
}
NAMED: Final = 0.15  # a name, but for the word that opens the sentence
INSTITUTION: Final = 0.15  # a court, a company, police: their acts are on record
QUESTION: Final = -0.7
HEDGED: Final = -0.35
GENERAL: Final = -0.3
# From here on a sentence counts as checkable.
CHECKABLE: Final = 0.5


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
    found = sorted(
        {c for span in spans for c in _checks(text, span, figures, dates)}, key=lambda c: (c.span, c.reason)
    )
    score = sum(WEIGHTS[reason] for reason in {c.reason for c in found}) if found else 0.0
    if found:
        score += _bearing(text, spans)
    score = round(min(1.0, max(0.0, score)), 2)
    return (tuple(found) if score >= CHECKABLE else ()), score


def _checks(text: str, span: Span, figures: Spotted | None, dates: Spotted | None) -> Iterator[Check]:
    dated = dates.within(span) if dates else list(_matches(words.DATES, text, span))
    numbered = figures.within(span) if figures else _undated(_matches(words.FIGURES, text, span), dated)
    yield from (Check(CheckReason.DATE, s) for s in dated)
    yield from (Check(CheckReason.FIGURE, s) for s in numbered)
    yield from (Check(CheckReason.COMPARISON, s) for s in _matches(words.COMPARISONS, text, span))
    yield from (Check(CheckReason.CAUSE, s) for s in _matches(words.CAUSES, text, span))
    for match in _WORD.finditer(text, span.start, span.end):
        if match.group().lower() in words.EVENTS:
            yield Check(CheckReason.EVENT, Span(*match.span()))


def _matches(pattern: re.Pattern[str], text: str, span: Span) -> Iterator[Span]:
    return (Span(*m.span()) for m in pattern.finditer(text, span.start, span.end))


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


def _bearing(text: str, spans: Sequence[Span]) -> float:
    """What the words around the reasons add and take away."""
    seen = [m.group() for s in spans for m in _WORD.finditer(text, s.start, s.end)]
    lower = [w.lower() for w in seen]
    score = NAMED if any(w[0].isupper() and len(w) > 1 for w in seen[1:]) else 0.0
    score += INSTITUTION if any(noun_in(w, words.INSTITUTIONS) for w in lower) else 0.0
    score += QUESTION if text[spans[-1].end - 1] == "?" else 0.0
    score += HEDGED if not words.HEDGES.isdisjoint(lower) else 0.0
    return score + (GENERAL if not words.GENERAL.isdisjoint(lower) else 0.0)
