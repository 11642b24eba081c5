"""The list for whoever checks: sentence by sentence what can be checked, who answers for it, best first."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.analysis.claims.checkable import Spotted, assessed
from onrecord.analysis.claims.holders import innermost
from onrecord.analysis.claims.sentences import sentences
from onrecord.analysis.claims.shares import DISPLAY
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.records import Attribution, Check, Record


@dataclass(frozen=True, slots=True)
class Claim:
    """What one sentence gives that can be checked, as far as one attribution, or the page, answers for it.

    ``attribution`` is an index into the record's, None for the page itself; ``spans`` are its words in the
    sentence; ``figures`` and ``dates`` are indices into the record's. ``checks`` and ``score`` are those of
    ``checkable``, of narration and of what others say alike; without checks it is hedged, or slight.
    """

    attribution: int | None
    sentence: Span
    spans: tuple[Span, ...]
    figures: tuple[int, ...]
    dates: tuple[int, ...]
    checks: tuple[Check, ...] = ()
    score: float = 0.0


def ranked(record: Record) -> tuple[Claim, ...]:
    """Every sentence of the body in which somebody gives a figure or a date, and all checkable narration; the
    most checkable first, equal ones in reading order. Dates of speaking are no claims and left out.
    """
    places = _Places(record)
    found = [_own(record, places, sentence, at) for sentence, at in places.by_page.items()]
    found += [_given(record, places, *key) for key in places.by_holder]
    return tuple(sorted(found, key=lambda c: (-c.score, c.sentence, c.spans)))


class _Places:
    """In which sentence the figures and dates stand, and who answers for each."""

    def __init__(self, record: Record) -> None:
        text = record.article.text
        body = [block.span for block in record.article.blocks if block.kind not in DISPLAY]
        self.sentences = sorted(s for span in body for s in sentences(text, span))
        self._starts = [s.start for s in self.sentences]
        self.figures = [figure.span for figure in record.figures]
        self.dates = [date.span for date in record.dates]
        self.spotted = Spotted(self.figures), Spotted(self.dates)
        self.narrated = {n.sentence: i for i, n in enumerate(record.narration)}
        # By sentence: the narration of it, None where the page only mentions something beside an attribution.
        self.by_page: dict[Span, int | None] = {
            n.sentence: i for i, n in enumerate(record.narration) if n.checks
        }
        self.by_holder: dict[tuple[int, Span], None] = {}
        self.at: dict[tuple[int | None, Span], tuple[list[int], list[int]]] = {}
        beside = Spotted([s.span for a in record.attributions for s in a.settings])
        self._place(record, self.figures, 0)
        self._place(record, self.dates, 1, apart=beside)

    def _place(self, record: Record, spans: Sequence[Span], kind: int, apart: Spotted | None = None) -> None:
        for index, holder in enumerate(innermost(spans, record.attributions)):
            sentence = self._around(spans[index])
            if sentence is None or (holder is None and apart and apart.within(_widened(spans[index]))):
                continue
            self.at.setdefault((holder, sentence), ([], []))[kind].append(index)
            if holder is None:
                self.by_page.setdefault(sentence, self.narrated.get(sentence))
            else:
                self.by_holder[holder, sentence] = None

    def _around(self, span: Span) -> Span | None:
        at = bisect_right(self._starts, span.start) - 1
        inside = at >= 0 and span.start < self.sentences[at].end
        return self.sentences[at] if inside else None


def _widened(span: Span) -> Span:
    """With the preposition before it: a setting may hold the day without it, or both."""
    return Span(max(0, span.start - len("during ")), span.end)


def _own(record: Record, places: _Places, sentence: Span, at: int | None) -> Claim:
    figures, dates = places.at.get((None, sentence), ((), ()))
    if at is None:
        spans = tuple(sorted([places.figures[i] for i in figures] + [places.dates[i] for i in dates]))
        return Claim(None, sentence, spans, tuple(figures), tuple(dates))
    told = record.narration[at]
    return Claim(None, sentence, told.spans, tuple(figures), tuple(dates), told.checks, told.score)


def _given(record: Record, places: _Places, holder: int, sentence: Span) -> Claim:
    """What an attribution gives in a sentence, held to the same scale as narration."""
    figures, dates = places.at[holder, sentence]
    spans = _inside(record.attributions[holder], sentence)
    checks, score = assessed(record.article.text, spans, *places.spotted)
    return Claim(holder, sentence, spans, tuple(figures), tuple(dates), checks, score)


def _inside(attribution: Attribution, sentence: Span) -> tuple[Span, ...]:
    """The parts of a content that lie in a sentence."""
    clipped = ((max(s.start, sentence.start), min(s.end, sentence.end)) for s in attribution.content)
    return tuple(Span(start, end) for start, end in clipped if start < end)
