"""The page's own voice: what no attribution covers, sentence by sentence.

Paragraphs and list items are read. Title and headings are no sentences of the story (``headline`` compares
the title); quoted blocks are somebody else's words; tables and preformatted text have no sentences; furniture
is no part of the article.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from onrecord.analysis.claims.checkable import Spotted, assessed
from onrecord.analysis.claims.sentences import sentences
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import BlockKind, Narration, QuotedKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.records import Attribution, Block, QuotedSpan

NARRATED: Final = frozenset({BlockKind.PARAGRAPH, BlockKind.LIST_ITEM})

# Beside an attribution, fewer words than this in a row are no clause of their own ("told reporters late on").
# On PolNeAR's training part, what is left of three words is nearly always no clause; at five, "who had
# appointed him" is lost.
_FEWEST_WORDS: Final = 4
# A short rest that begins so is an adjunct of the attribution: "on its own page in two languages".
_ADJUNCT: Final = word_set("in on at to for from by with of about after before during under over through as")
_LONGEST_ADJUNCT: Final = 7

_WORD = re.compile(r"\w+(?:[’'-]\w+)*")


def narration(
    text: str,
    blocks: Iterable[Block],
    attributions: Sequence[Attribution] = (),
    *,
    figures: Sequence[Span] | None = None,
    dates: Sequence[Span] | None = None,
    quoted: Sequence[QuotedSpan] = (),
    dateline: Span | None = None,
) -> tuple[Narration, ...]:
    """What each sentence says in the page's own voice, in reading order; sentences without any are left out.

    Source, cue, content and settings of attributions are cut out, ``quoted`` quotations and the dateline
    as well. ``figures`` and ``dates`` are what others found; None has them found by a coarse pattern.
    """
    covered = _covered(attributions, quoted, dateline)
    numbers = Spotted(figures) if figures is not None else None
    days = Spotted(dates) if dates is not None else None
    out = []
    for sentence, spans in _own_words(text, blocks, covered):
        checks, score = assessed(text, spans, numbers, days)
        out.append(Narration(tuple(spans), sentence, checks, score))
    return tuple(out)


def worth_checking(narrations: Iterable[Narration]) -> tuple[Narration, ...]:
    """Those that state something checkable, the most checkable first, equal ones in reading order."""
    return tuple(sorted((n for n in narrations if n.checks), key=lambda n: (-n.score, n.sentence)))


def _covered(
    attributions: Iterable[Attribution], quoted: Iterable[QuotedSpan], dateline: Span | None
) -> list[Span]:
    """Everything that is not the page's own, merged, in order."""
    spans = [s for a in attributions for s in (*a.source, *a.cue, *a.content)]
    spans += [setting.span for a in attributions for setting in a.settings]
    spans += [q.span for q in quoted if q.kind is QuotedKind.QUOTATION]
    spans += [dateline] if dateline else []
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out


def _own_words(
    text: str, blocks: Iterable[Block], covered: Sequence[Span]
) -> Iterator[tuple[Span, list[Span]]]:
    """Each sentence with the parts of it that are not covered; whole, or clauses of a few words."""
    at = 0
    for block in blocks:
        if block.kind not in NARRATED:
            continue
        for sentence in sentences(text, block.span):
            while at < len(covered) and covered[at].end <= sentence.start:
                at += 1
            spans = list(_rest(text, sentence, covered, at))
            if spans:
                yield sentence, spans


def _rest(text: str, sentence: Span, covered: Sequence[Span], at: int) -> Iterator[Span]:
    if at == len(covered) or covered[at].start >= sentence.end:
        if _WORD.search(text, sentence.start, sentence.end):
            yield sentence
        return
    start = sentence.start
    while at < len(covered) and covered[at].start < sentence.end:
        yield from _clause(text, start, covered[at].start)
        start = covered[at].end
        at += 1
    yield from _clause(text, start, sentence.end)


def _clause(text: str, start: int, end: int) -> Iterator[Span]:
    """What is left between two cuts, from its first word to its last, if it is long enough."""
    words = list(_WORD.finditer(text, start, max(start, end)))
    if len(words) < _FEWEST_WORDS:
        return
    if len(words) > _LONGEST_ADJUNCT or words[0].group().lower() not in _ADJUNCT:
        yield Span(words[0].start(), words[-1].end())
