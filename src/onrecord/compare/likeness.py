"""Are these the same words: how probable it is that one statement gives the other's, and why.

The words decide, by how much of the shorter one the longer has, in order; who speaks and when weigh where
they do not say enough. See docs/comparing.md for the rule in words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.compare import english
from onrecord.compare.alignment import aligned
from onrecord.compare.fingerprints import is_short, weight
from onrecord.records import Quotation, Stance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.compare.words import Word

#: Minutes of a day.
DAY: Final = 1_440
#: What is short is the same within so many days: a report of the next morning, a weekly's of the weekend.
NEAR: Final = 2 * DAY

# The bounds were set on the dev part of quality/compare. Of the shorter one's words, by weight, true pairs
# have 0.79 or more in common, near misses 0.72 or less ("Everybody loses an hour of pay under the old plan"
# for "Nobody ... new plan").
_SAME_SPEAKER: Final = 0.75
_OTHER_SPEAKER: Final = 0.85
#: Of a report whose speaker is not known to be the same: an answer repeats nearly all of what it answers.
_REPORT: Final = 0.95
#: A denial that repeats so much of what it answers, by weight, quotes it.
_LONG: Final = 8.0
#: Numbers so near to one another are one, rounded.
_ROUNDED: Final = 0.05
_SURE: Final = 0.99


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as it is compared. ``minute`` since 1970 is when it was published, None where nobody says;
    ``quotation`` and ``stance`` are values of their enumerations.
    """

    words: tuple[Word, ...]
    quotation: str
    minute: int | None = None
    stance: str | None = None


@dataclass(frozen=True, slots=True)
class Likeness:
    """How probable it is that two statements are one; of the shorter one's words, how many the longer has."""

    probability: float
    shared: int
    words: int
    same_speaker: bool | None
    days: int | None


def likeness(one: Told, other: Told, *, same_speaker: bool | None) -> Likeness:
    """How probable it is that these are the same words."""
    shorter, longer = sorted((one, other), key=lambda told: sum(map(weight, told.words)))
    pairs = [
        (shorter.words[column.before], longer.words[column.after])
        for column in aligned(shorter.words, longer.words)
        if column.before is not None and column.after is not None
    ]
    kept = [a for a, b in pairs if _stands_for(a, b)]
    total = sum(map(weight, shorter.words))
    share = sum(map(weight, kept)) / total if total else 0.0
    apart = _apart(one, other)
    probability = _probability(shorter, longer, pairs, share, same_speaker, apart)
    days = None if apart is None else apart // DAY
    return Likeness(probability, len(kept), len(shorter.words), same_speaker, days)


def _stands_for(a: Word, b: Word) -> bool:
    """Whether a word is the other, in another form perhaps."""
    if a.key == b.key or english.root(a.key) == english.root(b.key):
        return True
    reported = not (a.quoted and b.quoted)
    return (reported and a.key in english.PRONOUNS and b.key in english.PRONOUNS) or (
        a.key in english.MODALS and b.key in english.MODALS
    )


def _apart(one: Told, other: Told) -> int | None:
    return None if one.minute is None or other.minute is None else abs(one.minute - other.minute)


def _probability(
    shorter: Told,
    longer: Told,
    pairs: Sequence[tuple[Word, Word]],
    share: float,
    same_speaker: bool | None,
    apart: int | None,
) -> float:
    quoted = Quotation.INDIRECT not in (shorter.quotation, longer.quotation)
    needed = _SAME_SPEAKER if same_speaker else _OTHER_SPEAKER if quoted else _REPORT
    if share < needed:
        return max(0.0, 0.5 * share / needed - 0.05)
    if is_short(shorter.words) and not (same_speaker and apart is not None and apart <= NEAR):
        return 0.3 if same_speaker else 0.1
    if same_speaker is False and not quoted:
        return 0.3  # "denied that the bridge was closed" has the words of whom it answers
    if not quoted and (apart is None or apart >= DAY // 2) and _has_other_figure(pairs):
        return 0.4  # a later count is another statement, in the same words
    said = same_speaker and quoted
    if _answers(shorter, longer) and not said and sum(map(weight, shorter.words)) < _LONG:
        return 0.3
    told = 0.5 + 0.49 * (share - needed) / (1 - needed) if share < 1 else _SURE
    return min(_SURE, max(0.55, told))


def _answers(one: Told, other: Told) -> bool:
    """Whether one of the two denies."""
    return (one.stance == Stance.DENY) is not (other.stance == Stance.DENY)


def _has_other_figure(pairs: Sequence[tuple[Word, Word]]) -> bool:
    """Whether a number stands for another one that is not nearly it."""
    for a, b in pairs:
        if a.key != b.key and english.is_number(a.key) and english.is_number(b.key):
            one, other = english.value_of([a.key]), english.value_of([b.key])
            if one is None or other is None or abs(one - other) > _ROUNDED * max(one, other):
                return True
    return False
