"""The words around an attribution -> to whom, through what, on what occasion, where and when it was said.

The words of the sentence that are neither source nor content are read from left to right. Behind the source,
the cue and the content follow the circumstances, one phrase after another; the first word that belongs to
none ends them until the next of the three, so that what another clause tells is left to that clause. In front
of all three, a sentence may open with them: "In an interview with Radio Nord on Sunday, ...".
"""

from __future__ import annotations

from onrecord.analysis.speakers import phrases
from onrecord.analysis.speakers.marked import Marked, Place
from onrecord.analysis.speakers.phrase_kinds import PREPOSITIONS
from onrecord.analysis.speakers.prepositions import Reader
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import Setting, Span

# They take the one told as their object.
_TELL = word_set(
    "told tell tells telling informed inform informs informing assured assure assures assuring reminded "
    "remind reminds reminding warned warn warns warning asked ask asks asking notified notify notifies "
    "advised advise advises briefed brief addressing addressed emailed e-mailed texted cautioned"
)
_BE = word_set("was were been being be is are")
# May stand between circumstances.
_BETWEEN = word_set(
    "also again later earlier late early first then only just even that live speaking talking writing "
    "appearing testifying interviewed published broadcast aired airing posted released issued recorded "
    "carried sent taped obtained provided distributed printed delivered made , : — – - ( ) --"
)
_OPENING = word_set("speaking talking writing appearing testifying interviewed asked addressing")
_QUOTES = "\"“”‘'’«»„‹›"
_RELATIVE = frozenset({"that", "which"})
_WAS = word_set("was were is are aired")
_LEADING = word_set("and but so yet meanwhile")


def settings(
    text: str,
    source: tuple[Span, ...],
    cue: tuple[Span, ...],
    content: tuple[Span, ...],
    *,
    within: tuple[Span, ...] = (),
) -> tuple[Setting, ...]:
    """The circumstances of speaking, in reading order, as exact spans without preposition.

    ``within`` is the content of the attribution that holds this one, if any: nothing outside it is read.
    """
    if not cue:
        return ()
    window = phrases.sentence(text, cue[0].start, cue[0].end)
    for holding in within:
        if holding.start <= cue[0].start and cue[0].end <= holding.end:
            window = Span(max(window.start, holding.start), min(window.end, holding.end))
    return _Scan(Marked(text, window, source, cue, content)).found()


class _Scan:
    """One sentence, read for the settings of one attribution."""

    def __init__(self, sentence: Marked) -> None:
        self._sentence = sentence
        self._words = sentence.words
        self._reader = Reader(sentence)

    def found(self) -> tuple[Setting, ...]:
        places = self._sentence.places
        first = next((i for i, place in enumerate(places) if place is not Place.FREE), len(places))
        self._front(first)
        self._run(first, len(places))
        return tuple(sorted(set(self._reader.found), key=lambda s: (s.span.start, -s.span.end, s.kind)))

    def _front(self, first: int) -> None:
        """What the sentence opens with, where it is nothing but circumstances or ends with a comma."""
        start = 0
        while start < first and (self._words[start].text in _QUOTES or self._words[start].lower in _LEADING):
            start += 1
        if start >= first or not self._opens(start):
            return
        known = len(self._reader.found)
        whole = self._run(start, first)
        if not whole and self._words[first - 1].text != ",":
            del self._reader.found[known:]

    def _opens(self, i: int) -> bool:
        word = self._sentence.lower(i)
        return word in PREPOSITIONS | _OPENING or word in ("late", "early") or self._sentence.time_at(i) > 0

    def _run(self, start: int, end: int) -> bool:
        """Reads words ``start`` to ``end``; whether the last of them still belonged to a circumstance."""
        i, active = start, True
        while i < end:
            if self._sentence.held(i):
                active = True
                self._reader.anchor()
                i += 1
            elif active or self._sentence.places[i] is Place.CUE:
                i, active = self._step(i)
            else:
                i += 1
        return active

    def _step(self, i: int) -> tuple[int, bool]:
        """Where to read on from word ``i``, and whether it belonged to a circumstance."""
        if self._tells(i):
            told = self._reader.told(i + 1)
            if told > i + 1:
                return told, True
        behind = self._reader.phrase(i)
        if behind > i:
            return behind, True
        return i + 1, self._sentence.places[i] is Place.CUE or self._between(i)

    def _tells(self, i: int) -> bool:
        """Whether word ``i`` is a verb, not in the passive, that takes the one told as its object."""
        verb = self._words[i]
        if verb.lower not in _TELL or verb.capital:
            return False
        in_cue = self._sentence.places[i] is Place.CUE or verb.lower in ("addressing", "telling")
        return in_cue and not _BE & {self._sentence.lower(i - 1), self._sentence.lower(i - 2)}

    def _between(self, i: int) -> bool:
        """Whether the word may stand between two circumstances."""
        word, following = self._sentence.lower(i), self._sentence.lower(i + 1)
        if word == "and":
            return following in PREPOSITIONS or self._sentence.time_at(i + 1) > 0
        if word in _WAS:
            return self._sentence.lower(i - 1) in _RELATIVE
        if word == "which":
            return following in _WAS
        return word in _BETWEEN or word in _TELL or self._words[i].adverb
