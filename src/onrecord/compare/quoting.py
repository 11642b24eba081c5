"""What a quotation in a draft makes of words that somebody said: the same, altered, or other ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.compare import english
from onrecord.compare.alignment import aligned
from onrecord.compare.fingerprints import is_short, weight
from onrecord.compare.values import ChangeKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.compare.words import Word

#: How much of a draft's words must be an occurrence's for it to be that one altered, by weight; and how much
#: where the speaker is another. On the dev part of quality/compare alterations have 0.70 and more ("every
#: single promise since the winter" for "every promise since the spring").
_ALTERED: Final = 0.62
_OTHER_SPEAKER: Final = 0.85
#: So many words in a row are somebody's, whatever they carry: "This was somebody from inside".
_PHRASE: Final = 5
#: Of a few words with little content, more.
_SHORT: Final = 0.75


@dataclass(frozen=True, slots=True)
class Quoting:
    """How a draft's words stand to an occurrence's. ``share`` is how much of them it has, 0 to 1, by weight.

    ``verbatim``: they stand there so, in one piece or, where the draft interrupts them, in several.
    ``in_marks``: and in quotation marks. ``cut``: what was cut off right before them and turns them.
    ``near``: it is the same, altered, if its speaker is the same or not known; ``near_other``: even if it is
    somebody else.
    """

    share: float
    verbatim: bool
    in_marks: bool
    near: bool
    near_other: bool
    cut: ChangeKind | None = None


def quoting(draft: Sequence[Word], occurrence: Sequence[Word], *, sentence: bool) -> Quoting:
    """How words in a draft stand to those of an occurrence.

    ``sentence``: the draft gives them as a sentence of its own. Then a negation or modal right before them,
    left out, is an alteration: "One of them had been warned" of "not one of them had been warned". A few
    words inside the draft's sentence may have it before the marks.
    """
    runs = pieces(draft)
    found = [_place(run, occurrence, sentence=sentence and not place) for place, run in enumerate(runs)]
    short = is_short(draft)
    cut = next((place for place in found if isinstance(place, ChangeKind)), None)
    places = [place for place in found if isinstance(place, int)]
    if runs and len(places) == len(runs):
        stretches = [occurrence[at : at + len(run)] for at, run in zip(places, runs, strict=True)]
        marked = all(word.quoted for stretch in stretches for word in stretch)
        return Quoting(1.0, True, marked, True, not short or len(draft) >= _PHRASE)
    share = _share(draft, occurrence)
    near = share >= (_SHORT if short else _ALTERED) or _has_sentence(draft, occurrence)
    return Quoting(share, False, False, near, share >= _OTHER_SPEAKER and not short, cut)


def pieces(words: Sequence[Word]) -> list[list[Word]]:
    """Words parted where the draft interrupts them or leaves something out."""
    found: list[list[Word]] = []
    for word in words:
        if word.gap or not found:
            found.append([])
        found[-1].append(word)
    return found


def sentences(words: Sequence[Word]) -> list[list[Word]]:
    """Words parted at the ends of sentences, too."""
    found: list[list[Word]] = []
    for word in words:
        if word.gap or word.opens or not found:
            found.append([])
        found[-1].append(word)
    return found


def _place(run: Sequence[Word], words: Sequence[Word], *, sentence: bool) -> int | ChangeKind | None:
    """Where a run of words stands in others; what was cut off before it, where that turns it; None where it
    does not stand there.
    """
    told = f" {' '.join(word.key for word in run)} "
    there = f" {' '.join(word.key for word in words)} "
    at, cut = there.find(told), None
    while at >= 0:
        place = there.count(" ", 0, at + 1) - 1
        if not sentence or not place or words[place].opens or (turned := _turned(words[place - 1])) is None:
            return place
        cut = turned
        at = there.find(told, at + 1)
    return cut


def _turned(word: Word) -> ChangeKind | None:
    """What a word before others does to them."""
    if word.key in english.NEGATIONS:
        return ChangeKind.NEGATION
    return ChangeKind.MODAL if word.key in english.MODALS else None


def _has_sentence(draft: Sequence[Word], occurrence: Sequence[Word]) -> bool:
    """Whether a whole sentence of the draft that tells its speaker stands there: the rest was put in."""
    parts = sentences(draft)
    return len(parts) > 1 and any(
        not is_short(part) and isinstance(_place(part, occurrence, sentence=False), int) for part in parts
    )


def _share(draft: Sequence[Word], occurrence: Sequence[Word]) -> float:
    """How much of the draft's words stand in the occurrence in their order, by weight."""
    total = sum(map(weight, draft))
    kept = sum(
        weight(draft[column.before])
        for column in aligned(draft, occurrence)
        if column.before is not None
        and column.after is not None
        and english.root(draft[column.before].key) == english.root(occurrence[column.after].key)
    )
    return kept / total if total else 0.0
