"""Words, sentences and noun phrases, by their look alone: what the rules around one attribution read.

Nothing here tags parts of speech. A noun phrase begins at an article, a possessive, a number, a capital or a
noun, and ends where a word stands that cannot go on with it. Everything is bounded by one sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

# Stretches whose words are kept: those around one sentence's attributions and names are asked for again.
_REMEMBERED = 256
# Characters to each side of a place that its sentence is looked for in: longer sentences are lists or tables.
REACH = 400

_ABBREVIATION = re.compile(
    r"(?:\b[^\W\d_]|\b(?:Mr|Mrs|Ms|Dr|St|Sen|Sens|Rep|Reps|Gov|Gen|Col|Capt|Lt|Sgt|Prof|Rev|Hon|Jr|Sr|No|Inc|"
    r"Corp|Co|Ltd|vs|Jan|Feb|Aug|Sept|Oct|Nov|Dec|Mx|Mme|Mlle|Sra|Ing))\Z"
)
_END = re.compile(r"[.!?…][\"'”’»)\]]*(?=\s+[\"'“‘«(]*[^\W_a-z])|[\r\n]")
_TOKEN = re.compile(r"[$€£#@]?[^\W_](?:(?:[’'&./·-]|,(?=\d\d\d))?[^\W_])*(?:[’'](?![^\W_]))?|&|\S")

DETERMINERS = word_set(
    "a an the this that these those his her its their our my your some any no each every another both all "
    "several many few"
)
#: Words that end a noun phrase.
STOPS = word_set(
    "of in on at to by for with from into onto over under about after before during since until through via "
    "amid against between among as near outside inside across around behind beside beyond following without "
    "within despite toward towards upon aboard along regarding concerning per than like and or but nor that "
    "whether if when while where because although though so who whom whose which what how why he she it "
    "they we i you him them us me is are was were be been being has have had will would can could may might "
    "must should shall do does did not later earlier late early also too again then now once soon there "
    "here ago only just even still already yesterday today tonight tomorrow said says saying say told tells "
    "telling tell asked asking ask adding added warn inform remind assure urge"
)
_LY_NOUNS = word_set("rally family ally reply assembly supply homily monopoly bully folly anomaly early")
_DIRECTED = {"“": "”", "‘": "’", "«": "»", '"': '"', "'": "'"}
_QUOTED_REACH = 8  # words of a title in quotation marks


class Word(NamedTuple):
    """A word or a sign of the text: where it stands, and in small letters with plain apostrophes."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital, a # or an @: "Lund", "@lund"."""
        return self.text[0] in "@#" or self.text[0].isupper()

    @property
    def adverb(self) -> bool:
        """Whether it looks like an adverb: "angrily", not "rally"."""
        return self.lower.endswith("ly") and self.text.islower() and self.lower not in _LY_NOUNS

    @property
    def letters(self) -> bool:
        """Whether it is a word or a number, and no sign."""
        return self.text[-1].isalnum() or (len(self.text) > 1 and self.text[0].isalnum())


def sentence(text: str, start: int, end: int) -> Span:
    """The sentence around characters ``start`` to ``end``, at most REACH to each side; no line end in it."""
    low = max(0, start - REACH)
    # One more character: a mark ends a sentence by the capital behind it, which may be the first of these.
    marks = _END.finditer(text, low, min(len(text), start + 1))
    ends = [m.end() for m in marks if m.end() <= start and _ends(text, m)]
    if ends:
        low = ends[-1]
    high = min(len(text), end + REACH)
    for found in _END.finditer(text, end - 1, high):
        if _ends(text, found) and found.end() >= end:
            high = found.end()
            break
    return Span(low, max(high, end))


def _ends(text: str, mark: re.Match[str]) -> bool:
    """Whether a mark ends a sentence, and is no abbreviation's full stop."""
    at = mark.start()
    return text[at] != "." or not _ABBREVIATION.search(text, max(0, at - 6), at)


def words(text: str, span: Span) -> list[Word]:
    """The words and signs of a stretch of text; a full stop within "U.S." belongs to the word."""
    return list(_words(text, span))


@lru_cache(_REMEMBERED)
def _words(text: str, span: Span) -> tuple[Word, ...]:
    return tuple(_joined(text, [_word(text, *m.span()) for m in _TOKEN.finditer(text, span.start, span.end)]))


def _word(text: str, start: int, end: int) -> Word:
    word = text[start:end]
    return Word(start, end, word, word.lower().replace("’", "'"))


def _joined(text: str, found: list[Word]) -> list[Word]:
    """Full stops of abbreviations put back: "Sen" "." is "Sen."."""
    out: list[Word] = []
    for word in found:
        last = out[-1] if out else None
        if (
            word.text == "." and last is not None and last.end == word.start and last.letters
            and ("." in last.text or _ABBREVIATION.search(text, max(0, last.start - 1), last.end))
        ):  # fmt: skip
            out[-1] = _word(text, last.start, word.end)
        else:
            out.append(word)
    return out


def outside(found: Sequence[Word], spans: Sequence[Span]) -> list[bool]:
    """For each word whether it stands outside all spans, which do not overlap."""
    ordered = sorted(spans)
    starts = [s.start for s in ordered]
    out = []
    for word in found:
        n = bisect_left(starts, word.end)
        out.append(n == 0 or ordered[n - 1].end <= word.start)
    return out


def noun_phrase(found: Sequence[Word], at: int, end: int) -> int:
    """The index behind the noun phrase that begins at word ``at``, looking no further than ``end``.

    ``at`` itself where none begins there. "of" and what it governs belong to the phrase.
    """
    i = base_phrase(found, at, end)
    while i > at and i + 1 < end and found[i].lower == "of":
        further = base_phrase(found, i + 1, end)
        if further == i + 1:
            break
        i = further
    return i


def base_phrase(found: Sequence[Word], at: int, end: int) -> int:
    """As ``noun_phrase``, without any "of"."""
    i = at
    while i < end:
        quoted = _title(found, i, end)
        if quoted:
            i = quoted
        elif _stops(found, i, at):
            break
        else:
            i += 1
    return i if any(w.letters and w.lower not in DETERMINERS for w in found[at:i]) else at


def _stops(found: Sequence[Word], i: int, at: int) -> bool:
    """Whether word ``i`` cannot go on with the phrase that began at ``at``."""
    word = found[i]
    if not word.letters and word.text != "&":
        return True
    begun = i > at and found[i - 1].lower not in DETERMINERS
    if begun and (word.adverb or word.lower in DETERMINERS):
        return True
    # "Late Edition" is a name, "late" none.
    capital = word.capital and i > at and found[i - 1].lower in (DETERMINERS | {"of"})
    return word.lower in STOPS and not capital and not (word.lower in DETERMINERS and i == at)


def _title(found: Sequence[Word], i: int, end: int) -> int:
    """The index behind a short title in quotation marks that begins at ``i``; 0 where none does."""
    closing = _DIRECTED.get(found[i].text)
    if closing is None or i + 2 >= end or not found[i + 1].capital or found[i].end != found[i + 1].start:
        return 0
    for j in range(i + 2, min(end, i + 2 + _QUOTED_REACH)):
        if found[j].text == closing:
            return j + 1
    return 0
