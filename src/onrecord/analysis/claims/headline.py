"""The headline against the body: is what the headline attributes attributed there, and how?

A headline is short for its story, so the two sides are compared by their content words, and by who speaks.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

from onrecord.analysis.claims.narration import narration
from onrecord.analysis.claims.shares import DISPLAY
from onrecord.analysis.quotation import quoted_spans
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.names.titles import is_office
from onrecord.records import (
    BlockKind,
    HeadlineCheck,
    HeadlineClaim,
    HeadlineOutcome,
    MentionForm,
    Span,
    SpeakerKind,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from onrecord.records import Attribution, Narration, Record

    Stance = Callable[[Attribution], "str | None"]

# The part of the headline's content words that the other side must have. On the dev half of quality/headlines
# 0.34 to 0.6 give 18 of 18; 0.7 gives 14, as a headline rarely has all the words of its story.
THRESHOLD: Final = 0.5

_WORD = re.compile(r"\w+")
_SUFFIX = re.compile(r"(?<=\w{3})(?:ing|ed|es|s|e)$")
# Words that tell nothing of what is said.
_STOP = word_set(
    """
a an the and or but of in on at to for from by with as into over under up off out about after before against
between through during without within is are was were be been being am has have had having do does did will
would can could may might shall should must not no that this these those it its he his him she her they their
them we our us i my me you your who whom whose which what when where why how than then there here so if also
more most very just s t
"""
)


def headline(
    record: Record, stance: Stance | None = None, *, narrations: Sequence[Narration] | None = None
) -> HeadlineCheck | None:
    """What the headline attributes, each held against the body; None where it attributes nothing.

    The headline is the title block of the article. ``stance`` gives an attribution's stance, None where it
    has none; without it stances are not compared. ``narrations`` are those of the record, None where they
    are not known yet: they are then found where they are needed.
    """
    titles = [b.span for b in record.article.blocks if b.kind is BlockKind.TITLE]
    above = [i for i, a in enumerate(record.attributions) if a.parent is None and _within(a, titles)]
    if not above:
        return None
    body = _Body(record, narrations)
    return HeadlineCheck(tuple(_claim(body, i, stance) for i in above))


def _within(attribution: Attribution, titles: Iterable[Span]) -> bool:
    place = _place(attribution)
    return any(t.start <= place < t.end for t in titles)


def _place(attribution: Attribution) -> int:
    """Where an attribution begins: its cue, or its content where words in marks have none; -1 for nowhere."""
    spans = (*attribution.cue, *attribution.content)
    return spans[0].start if spans else -1


class _Body:
    """What the body attributes and says itself, found by content word."""

    def __init__(self, record: Record, narrations: Sequence[Narration] | None) -> None:
        self.record = record
        self._narrations = narrations
        self.text = record.article.text
        self.blocks = [b for b in record.article.blocks if b.kind not in DISPLAY]
        inside = _Places([b.span for b in record.article.blocks if b.kind in DISPLAY])
        self.below = [i for i, a in enumerate(record.attributions) if not inside.hold(_place(a))]
        self.said = _Index(self.text, [record.attributions[i].content for i in self.below])
        self._known: dict[int, set[str]] = {}

    @cached_property
    def flat(self) -> str:
        """All words in small letters, without signs."""
        return " ".join(_flat(b.span.of(self.text)) for b in self.blocks)

    @cached_property
    def sentences(self) -> list[tuple[Span, ...]]:
        """What the body says in its own voice, by sentence."""
        told = self._narrations
        if told is None:
            told = narration(self.text, self.blocks, self.record.attributions, figures=(), dates=())
        return [n.spans for n in told]

    @cached_property
    def own(self) -> _Index:
        """The same by content word; made where no attribution says what the headline says."""
        return _Index(self.text, self.sentences)

    def words_for(self, attribution: Attribution) -> set[str]:
        """The content words by which the article refers to who speaks."""
        out = _content_words(self.text, attribution.source)
        for i in attribution.speakers:
            if i not in self._known:
                speaker = self.record.speakers[i]
                spans = [m.span for m in speaker.mentions if m.form is not MentionForm.PRONOUN]
                spans += [s for s in (speaker.role, speaker.affiliation) if s]
                self._known[i] = _content_words(self.text, spans)
            out |= self._known[i]
        return out


class _Places:
    """A few spans (titles and headings), sorted and apart."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)

    def hold(self, place: int) -> bool:
        """Whether the character at ``place`` is in one of them."""
        at = bisect_right(self._spans, place, key=lambda s: s.start) - 1
        return at >= 0 and place < self._spans[at].end


class _Index:
    """Groups of spans by the content words in them."""

    def __init__(self, text: str, groups: Sequence[Sequence[Span]]) -> None:
        self._holding: dict[str, list[int]] = {}
        for i, spans in enumerate(groups):
            for word in _content_words(text, spans):
                self._holding.setdefault(word, []).append(i)

    def overlaps(self, wanted: set[str]) -> dict[int, float]:
        """For each group with any of the wanted words, the part of them that it has."""
        counts = Counter(i for word in wanted for i in self._holding.get(word, ()))
        return {i: n / len(wanted) for i, n in counts.items()}


def _claim(body: _Body, index: int, stance: Stance | None) -> HeadlineClaim:
    attribution = body.record.attributions[index]
    marked = _marked(body, attribution)
    overlaps = _overlaps(body.said, body, attribution, marked)
    good = {i: n for i, n in overlaps.items() if n >= THRESHOLD}
    if not good:
        return _unattributed(body, index, marked)
    same = {i: _same_speaker(body, attribution, body.record.attributions[body.below[i]]) for i in good}
    best = max(good, key=lambda i: (same[i] is True, same[i] is None, good[i], -i))
    other = body.record.attributions[body.below[best]]
    claim = HeadlineClaim(
        outcome=HeadlineOutcome.SAME,
        headline=index,
        body=body.below[best],
        overlap=round(good[best], 2),
        headline_spans=attribution.content,
        body_spans=other.content,
        same_speaker=same[best],
        same_stance=_same_stance(stance, attribution, other),
        same_words=_same_words(body, marked),
    )
    return _judged(claim)


def _judged(claim: HeadlineClaim) -> HeadlineClaim:
    """The claim with its outcome: what weighs most first, who speaks before how and in which words."""
    for differs, outcome in (
        (claim.same_speaker is False, HeadlineOutcome.OTHER_SPEAKER),
        (claim.same_stance is False, HeadlineOutcome.OTHER_STANCE),
        (claim.same_words is False, HeadlineOutcome.OTHER_WORDS),
    ):
        if differs:
            return replace(claim, outcome=outcome)
    return claim


def _unattributed(body: _Body, index: int, marked: Sequence[Span]) -> HeadlineClaim:
    """What no attribution of the body says: in its own voice, or nowhere."""
    attribution = body.record.attributions[index]
    overlaps = _overlaps(body.own, body, attribution, marked)
    best = max(overlaps, key=lambda i: (overlaps[i], -i), default=None)
    if best is None or overlaps[best] < THRESHOLD:
        overlap = round(max(overlaps.values(), default=0.0), 2)
        return HeadlineClaim(HeadlineOutcome.NOT_IN_BODY, index, None, overlap, attribution.content)
    return HeadlineClaim(
        HeadlineOutcome.OWN_VOICE,
        index,
        None,
        round(overlaps[best], 2),
        attribution.content,
        body.sentences[best],
        same_words=_same_words(body, marked),
    )


def _overlaps(
    index: _Index, body: _Body, attribution: Attribution, marked: Sequence[Span]
) -> dict[int, float]:
    """How much of the headline each group has: of all its words, or of those outside quotation marks, which
    say what it is about: Lund calls *verdict* “a catastrophe”.
    """
    everything = _content_words(body.text, attribution.content)
    topic = everything - _content_words(body.text, marked)
    out = index.overlaps(everything)
    for i, overlap in index.overlaps(topic).items():
        out[i] = max(out[i], overlap)
    return out


def _marked(body: _Body, attribution: Attribution) -> list[Span]:
    """What stands in quotation marks in a content of the headline."""
    title = next(
        b.span
        for b in body.record.article.blocks
        if b.kind is BlockKind.TITLE and _within(attribution, [b.span])
    )
    return [
        q
        for q in quoted_spans(body.text, title)
        if any(q.start < s.end and s.start < q.end for s in attribution.content)
    ]


def _same_words(body: _Body, marked: Sequence[Span]) -> bool | None:
    """Whether all that is marked stands word by word in the body; None where nothing is marked."""
    wanted = [_flat(q.of(body.text)) for q in marked]
    return all(f" {words} " in f" {body.flat} " for words in wanted) if wanted else None


def _same_speaker(body: _Body, above: Attribution, below: Attribution) -> bool | None:
    """Whether both are by one speaker, or the headline calls them what the body calls them."""
    if set(above.speakers) & set(below.speakers):
        return True
    if _persons(body, above) and _persons(body, below):
        return False
    called, known = _content_words(body.text, above.source), body.words_for(below)
    if not called or not known:
        return None
    return called <= known


def _persons(body: _Body, attribution: Attribution) -> bool:
    """Whether persons with a name speak; an office alone ("Minister") passes for a name in headlines."""
    speakers = [body.record.speakers[i] for i in attribution.speakers]
    return bool(speakers) and all(
        s.kind is SpeakerKind.PERSON and not all(map(is_office, s.name.split())) for s in speakers
    )


def _same_stance(stance: Stance | None, above: Attribution, below: Attribution) -> bool | None:
    if stance is None:
        return None
    one, other = stance(above), stance(below)
    return None if one is None or other is None else one == other


def _flat(words: str) -> str:
    return " ".join(w.lower() for w in _WORD.findall(words))


def _content_words(text: str, spans: Iterable[Span]) -> set[str]:
    """The words that tell what is said, in small letters, without endings."""
    found = (m.group().lower() for s in spans for m in _WORD.finditer(text, s.start, s.end))
    return {_stem(w) for w in found if w not in _STOP}


@lru_cache(maxsize=1 << 14)
def _stem(word: str) -> str:
    return _SUFFIX.sub("", word)
