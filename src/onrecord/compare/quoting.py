"""What a quotation in a draft makes of words that somebody said: the same, altered, or other ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.compare import english
from onrecord.compare.alignment import aligned
from onrecord.compare.fingerprints import is_short, weight

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
    ``in_marks``: and in quotation marks. ``near``: it is the same, altered, if its speaker is the same or not
    known; ``near_other``: even if it is somebody else.
    """

    share: float
    verbatim: bool
    in_marks: bool
    near: bool
    near_other: bool


def quoting(draft: Sequence[Word], occurrence: Sequence[Word]) -> Quoting:
    """How words in a draft stand to those of an occurrence."""
    runs = pieces(draft)
    found = [_place(run, occurrence) for run in runs]
    short = is_short(draft)
    if runs and all(place is not None for place in found):
        marked = all(
            word.quoted
            for run, place in zip(runs, found, strict=True)
            if place is not None
            for word in occurrence[place : place + len(run)]
        )
        return Quoting(1.0, True, marked, True, not short or len(draft) >= _PHRASE)
    share = _share(draft, occurrence)
    return Quoting(
        share, False, False, share >= (_SHORT if short else _ALTERED), share >= _OTHER_SPEAKER and not short
    )


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


def _place(run: Sequence[Word], words: Sequence[Word]) -> int | None:
    """Where a run of words stands in others; None where it does not."""
    wanted, keys = [word.key for word in run], [word.key for word in words]
    told, there = f" {' '.join(wanted)} ", f" {' '.join(keys)} "
    at = there.find(told)
    return None if at < 0 else there.count(" ", 0, at + 1) - 1


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
