"""Every stretch in quotation marks of an article, and what the marks are there for.

Whether somebody's words stand in marks is decided first by the attributions: what stands in a content is a
quotation. It is none, there or elsewhere, where the words beside it say so ("the so-called", "the term", "the
trawler") or it is written as titles are. Outside all contents a short stretch is a scare quote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from onrecord.analysis.claims import quoted_words as words
from onrecord.analysis.quotation import DIRECT_SHARE, quoted_spans
from onrecord.analysis.speakers.vocabulary import noun_in
from onrecord.records import QuotedKind, QuotedSpan, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.records import Attribution

_WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
_SENTENCE_END = re.compile(r"[.!?;](?=\s)")
_ENDS_A_SENTENCE = re.compile(r"[.!?…,][”\"’'»“]?$")
_CRIED = re.compile(r"[!?][”\"’'»“]?$")
_POSSESSIVE = re.compile(r"[’']s?$")
_APPOSED: Final = frozenset({"a", "an", "the", "his", "her", "its", "their"})
_LINE_END = re.compile(r"[\r\n]")

# Characters on either side that are looked at: some fifteen words, so that a page that is nothing but marks
# takes time by its length.
_AROUND: Final = 90
# A scare quote is a word or a short phrase. In the dev half none has more than two words; up to five leaves
# room for "the “best of all worlds” village"; from six on it is rather words of somebody left unattributed.
_LONGEST_SCARE: Final = 5
# No title, name or scare quote is looked for in a stretch of more words.
_LONGEST: Final = 12
_LONGEST_NAME: Final = 4


def quoted(
    text: str, regions: Iterable[Span], attributions: Sequence[Attribution] = ()
) -> tuple[QuotedSpan, ...]:
    """Every stretch in quotation marks within the regions (paragraphs, sorted), in reading order.

    A mark that is never closed runs to the end of its region, as ``quotation.quoted_spans`` has it.
    """
    found = [s for region in regions for s in quoted_spans(text, region)]
    holders = _holders(found, attributions)
    return tuple(
        QuotedSpan(s, kind_of(text, s, attributions[i].content if i is not None else ()), i)
        for s, i in zip(found, holders, strict=True)
    )


def spoken(text: str, content: Sequence[Span], stretches: Iterable[Span]) -> list[Span]:
    """Those of the stretches in marks in a content that are somebody's words: neither titles nor names,
    words as words, scare quotes.
    """
    return [s for s in stretches if kind_of(text, s, content) is QuotedKind.QUOTATION]


def kind_of(text: str, stretch: Span, content: Sequence[Span] = ()) -> QuotedKind:
    """What a stretch in marks is there for; ``content`` is that of the attribution it stands in, if any."""
    inside = _words(text, stretch.start, min(stretch.end, stretch.start + 20 * _LONGEST))
    if not inside:
        return QuotedKind.OTHER
    if len(inside) > _LONGEST:
        return QuotedKind.QUOTATION
    seen = _Seen(text, stretch, inside, bool(content), bool(content) and _whole(stretch, content))
    return _told_beside(seen) or (_in_content(seen) if content else _outside(seen))


@dataclass(frozen=True)
class _Seen:
    """A stretch with what stands around it, looked at once and only where it is asked for."""

    text: str
    stretch: Span
    inside: list[str]
    attributed: bool
    whole: bool  # all of the content

    @cached_property
    def before(self) -> list[str]:
        """The words before, in this line and sentence."""
        text, end = self.text, self.stretch.start
        start = max(0, end - _AROUND)
        for pattern in (_LINE_END, _SENTENCE_END):
            for match in pattern.finditer(text, start, end):
                start = match.end()
        return _words(text, start, end)

    @cached_property
    def after(self) -> list[str]:
        """The words after, in this line."""
        text, start = self.text, self.stretch.end
        end = min(len(text), start + _AROUND)
        line_end = _LINE_END.search(text, start, end)
        return _words(text, start, line_end.start() if line_end else end)

    def touches(self, *, before: bool) -> bool:
        """Whether nothing but a space stands between the stretch and the word before (or after)."""
        at = self.stretch.start - 1 if before else self.stretch.end
        if not 0 <= at < len(self.text) or not self.text[at].isspace():
            return False
        beyond = at - 1 if before else at + 1
        return 0 <= beyond < len(self.text) and self.text[beyond].isalnum()


def _told_beside(seen: _Seen) -> QuotedKind | None:
    """What the words beside the stretch say of it, whoever speaks; None where they say nothing."""
    before = [w.lower() for w in seen.before[-3:]]
    last = before[-1] if before else ""
    if last in words.ARMS_LENGTH:
        return QuotedKind.SCARE
    if _as_word(seen, before):
        return QuotedKind.WORD
    if last in words.TITLED or (
        "called" in before[-1:] and any(noun_in(w, words.WORK_NOUNS) for w in before)
    ):
        return QuotedKind.TITLE
    if _as_name(seen, before):
        return QuotedKind.NAME
    return QuotedKind.TITLE if _capitals(seen) and _beside_work(seen, before) else None


def _as_word(seen: _Seen, before: Sequence[str]) -> bool:
    last = before[-1] if before else ""
    if last in words.WORD_NOUNS:
        return True
    if seen.attributed and last in words.READING:
        return False
    if last in words.WORD_VERBS or tuple(before[-2:]) in words.WORD_PAIRS:
        return True
    after = [w.lower() for w in seen.after[:6]]
    if not after:
        return False
    return after[0] in ("means", "meaning") or (
        after[0] in ("is", "was", "a", "the") and any(w in words.WORD_NOUNS for w in after[1:4])
    )


def _as_name(seen: _Seen, before: Sequence[str]) -> bool:
    if len(seen.inside) > _LONGEST_NAME:
        return False
    last = before[-1] if before else ""
    capital = _begins_capital(seen.inside)
    if last in words.NAMING or (last == "as" and "known" in seen.before):
        return capital or not seen.attributed  # he dubbed her “the little senator”: his words
    if not capital:
        return False
    return noun_in(last, words.NAMED_NOUNS) or _between_names(seen)


def _between_names(seen: _Seen) -> bool:
    """Robert “Bob” Lee: a nickname between two parts of a name; not in a headline, where all is capitals."""
    if not (seen.touches(before=True) and seen.touches(before=False)) or _loud(seen):
        return False
    left, right = seen.before[-1:], seen.after[:1]
    return bool(left) and not _POSSESSIVE.search(left[0]) and all(map(_proper, (*left, *right)))


def _proper(word: str) -> bool:
    return word[0].isupper() and word.lower() not in words.SMALL


def _beside_work(seen: _Seen, before: Sequence[str]) -> bool:
    """Whether a noun of works stands near: her novel, “X”; “X”, a comedy in two acts; the “X Act”.

    A single word that somebody says is a title only right beside one: he is “Mexican”, under this plan.
    """
    after = [w.lower() for w in seen.after[:5]]
    if len(seen.inside) == 1 and seen.attributed:
        near = [*before[-1:], *after[:1]]
    elif after and after[0] in _APPOSED:
        near = [*before, *after[1:], seen.inside[-1].lower()]
    else:
        near = [*before, *after[:2], seen.inside[-1].lower()]
    return any(noun_in(w, words.WORK_NOUNS) for w in near)


def _in_content(seen: _Seen) -> QuotedKind:
    """In what somebody says: their words, but for a title that is part of it."""
    if not seen.whole and len(seen.inside) > 2 and _capitals(seen) and not _loud(seen):
        return QuotedKind.TITLE
    return QuotedKind.QUOTATION


def _outside(seen: _Seen) -> QuotedKind:
    """In no content: nobody is known to say it."""
    if _exclaimed(seen):
        return QuotedKind.QUOTATION
    if _capitals(seen) and not _loud(seen):
        return QuotedKind.TITLE if len(seen.inside) > 1 else QuotedKind.NAME
    if any(w.lower() in words.SAYING for w in seen.before) or _like_sentence(seen):
        return QuotedKind.QUOTATION
    if all(w.isdigit() for w in seen.inside):
        return QuotedKind.OTHER
    return QuotedKind.SCARE if len(seen.inside) <= _LONGEST_SCARE else QuotedKind.QUOTATION


def _exclaimed(seen: _Seen) -> bool:
    """One word cried out: “No!”"""
    return len(seen.inside) == 1 and bool(_CRIED.search(seen.stretch.of(seen.text)))


def _like_sentence(seen: _Seen) -> bool:
    """Whether the stretch begins and ends as a sentence does: “It is done.”"""
    marked = seen.stretch.of(seen.text)
    return _begins_capital(seen.inside) and len(seen.inside) > 1 and bool(_ENDS_A_SENTENCE.search(marked))


def _capitals(seen: _Seen) -> bool:
    """Whether every word but the small ones has a capital letter, the first one too."""
    inside = seen.inside
    if _SENTENCE_END.search(seen.text, seen.stretch.start, seen.stretch.end):
        return False  # “Like Moor. Or Vell,” he said
    return _begins_capital(inside) and all(
        w[0].isupper() or w[0].isdigit() or w.lower() in words.SMALL for w in inside[1:]
    )


def _begins_capital(inside: Sequence[str]) -> bool:
    first = inside[1] if inside[0] == "the" and len(inside) > 1 else inside[0]
    return first[0].isupper()


def _loud(seen: _Seen) -> bool:
    """Whether the words around have capital letters as well, as in headlines: there they tell nothing."""
    around = [w for w in (*seen.before, *seen.after) if w.lower() not in words.SMALL]
    return len(around) > 1 and all(w[0].isupper() or w[0].isdigit() for w in around)


def _words(text: str, start: int, end: int) -> list[str]:
    return [m.group() for m in _WORD.finditer(text, start, end)]


def _whole(stretch: Span, content: Sequence[Span]) -> bool:
    """Whether the stretch is (nearly) all of the content, in characters."""
    total = sum(s.end - s.start for s in content)
    common = sum(max(0, min(s.end, stretch.end) - max(s.start, stretch.start)) for s in content)
    return common >= DIRECT_SHARE * total


def _holders(found: Sequence[Span], attributions: Sequence[Attribution]) -> Iterator[int | None]:
    """For each stretch the attribution whose content holds at least half of it, the shortest one first."""
    contents = sorted((s, i) for i, a in enumerate(attributions) for s in a.content)
    open_now: list[tuple[Span, int]] = []
    at = 0
    for stretch in found:
        while at < len(contents) and contents[at][0].start < stretch.end:
            open_now.append(contents[at])
            at += 1
        open_now = [c for c in open_now if c[0].end > stretch.start]
        holding = [c for c in open_now if _half_inside(stretch, c[0])]
        shortest = min(holding, key=lambda c: (c[0].end - c[0].start, c[1]), default=None)
        yield shortest[1] if shortest else None


def _half_inside(stretch: Span, content: Span) -> bool:
    common = min(stretch.end, content.end) - max(stretch.start, content.start)
    return 2 * common >= stretch.end - stretch.start
