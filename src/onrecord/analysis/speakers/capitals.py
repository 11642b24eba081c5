"""Capitals: what the letters of a mention say about whether it is a name, where model and letters disagree.

Articles in capitals or in lower case throughout say nothing: there the model alone decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.mentions import NAMES, Kind
from onrecord.analysis.pairs import PRONOUNS, REFERRING
from onrecord.analysis.speakers import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.analysis.mentions import Scored
    from onrecord.records import Span

_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
# Words in a name that are written small.
_SMALL = frozenset((
    "of", "the", "for", "and", "in", "on", "to", "de", "la", "du", "des", "del", "di", "da", "dos", "van",
    "von", "der", "den", "al", "el", "bin", "bint", "ibn", "y", "e", "at", "by", "with", "a", "an", "ter",
    "abu", "ul", "ur", "as", "ash", "ad", "an-", "zu", "le", "les", "et", "und",
))  # fmt: skip
_ARTICLES = frozenset(("the", "a", "an", "his", "her", "their", "its", "our", "this", "that", "one"))
_BEGINS_SENTENCE = re.compile(r"(?:^|[.!?:][\"'”’)\]]*|[\"“‘«„])\s*(?:[Tt]he|[Aa]n?)?\s*$")
# A mention this long, in characters, is looked through for the end of a sentence, over which none runs.
_LONG = 40
_RUNS_ON = re.compile(r"[a-z][.!?,][\"'”’)\]]\s|[a-z]{3}[.!?]\s+[A-Z“\"]")
_BEFORE = 12  # characters looked at to see whether a sentence begins
# An article of which more (or fewer) of the letters are large is written in one case throughout.
_MOST, _LEAST = 0.6, 0.005
_SAMPLE = 5_000  # characters that this is judged by


def settled(text: str, spans: Sequence[Span], mentions: Scored) -> tuple[np.ndarray, np.ndarray]:
    """The mentions' kinds, names and descriptions told apart by their letters, and which mentions stay: what
    reads like a clause is no name.
    """
    if not tells_by_letters(text):
        return mentions.kinds.copy(), np.ones(len(mentions), dtype=np.bool_)
    kinds, kept = [Kind(k) for k in mentions.kinds.tolist()], [True] * len(mentions)
    called: list[tuple[int, str]] = []  # what the letters make a name, or a name where they are one elsewhere
    for n, span in enumerate(spans):
        if span.end - span.start > _LONG and _RUNS_ON.search(text, span.start, span.end):
            kept[n] = False
            continue
        said = span.of(text)
        words = _WORD.findall(said)
        small = [w for w in words if w.islower() and w not in _SMALL]  # not "al-Omari"
        if said.lower() in REFERRING:
            kinds[n] = Kind.PRONOUN
            continue
        if kinds[n] == Kind.PRONOUN and said.lower() not in PRONOUNS:
            kinds[n] = Kind.OTHER
        if kinds[n] == Kind.OTHER_NAME and _is_people(words):
            kinds[n] = Kind.PERSON
        elif kinds[n] in NAMES:
            described = bool(small) and (words[0].lower() in _ARTICLES or len(small) == len(words))
            if described:
                kinds[n] = Kind.PERSON if kinds[n] == Kind.PERSON_NAME else Kind.GROUP
            elif kinds[n] == Kind.PERSON_NAME:
                kept[n] = bool(words) and not small and not _several(words)
            elif small:
                kinds[n] = Kind.GROUP
        elif kinds[n] != Kind.PRONOUN and words and not small:
            if lexicon.title_gender(words[0]) and len(words) > 1:
                kinds[n] = Kind.PERSON_NAME
            elif _is_name(text, span, words) and not (kinds[n] == Kind.PERSON and _several(words)):
                kinds[n] = Kind.PERSON_NAME if kinds[n] == Kind.PERSON else Kind.GROUP_NAME
                called.append((n, words[-1]))
            elif len(words) == 1:
                called.append((n, words[0]))
    new = {n for n, _ in called}
    people = (n for n, kind in enumerate(kinds) if kind is Kind.PERSON_NAME and kept[n] and n not in new)
    ends = (_WORD.findall(spans[n].of(text)) for n in people)
    families = {word for words in ends for word in (words[0], words[-1])}  # the family's is either
    for n, word in called:
        if word in families:
            kinds[n] = Kind.PERSON_NAME
    return np.array(kinds, dtype=np.int64), np.array(kept, dtype=np.bool_)


def tells_by_letters(text: str) -> bool:
    """Whether large letters say something: not where all of them, or none, are large."""
    sample = text[:_SAMPLE]
    large = sum(map(str.isupper, sample)) / max(1, sum(map(str.isalpha, sample)))
    return _LEAST <= large <= _MOST


def _is_people(words: Sequence[str]) -> bool:
    """Whether one capitalised word is of many: "Democrats", "Latinos" are described, not named."""
    return len(words) == 1 and words[0].endswith("s") and not words[0].isupper()


def _several(words: Sequence[str]) -> bool:
    """Whether "and" joins the words: two people."""
    return "and" in map(str.lower, words)


def _is_name(text: str, span: Span, words: Sequence[str]) -> bool:
    """Whether a description is capitalised throughout, and not for beginning a sentence."""
    large = [w for w in words if w.lower() not in _SMALL]
    if not large or lexicon.is_person_noun(large[-1].lower()):
        return False
    if _is_people(words):
        return False
    if len(large) > 1 or (large[0].isupper() and len(large[0]) > 1):
        return True
    before = text[max(0, span.start - _BEFORE) : span.start]
    return not _BEGINS_SENTENCE.search(before if span.start > _BEFORE else "." + before)
