"""Capitals: what the letters of a mention say about whether it is a name, where model and letters disagree.

Articles in capitals or in lower case throughout say nothing: there the model alone decides.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.mentions import NAMES, Kind
from onrecord.analysis.pairs import PRONOUNS, REFERRING
from onrecord.analysis.speakers import lexicon, nouns
from onrecord.analysis.speakers.vocabulary import DATES

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
# "Citizens for Clean Water".
_UNITED = re.compile(r"[A-Z]\w+s (?:for|[Aa]gainst|[Ww]ithout)(?: [A-Z][\w’'-]*)+")
_LETTERS = re.compile(r"(?:[A-Z]\.?){2,6}")
# Another word in capitals beside one: then they are the line's.
_CAPITALS_BEFORE, _CAPITALS_BEHIND = re.compile(r"\b[A-Z]{2,}\W{1,3}\Z"), re.compile(r"\W{1,3}[A-Z]{2,}\b")
# When, never who, where nothing of a name stands beside it; the rest are given names, too.
_DATES = DATES - {"april", "may", "june"}
_SMALL_WORD = re.compile(r"(?<![\w’'-])[^\W\d_A-Z][\w-]+")
# A capital that its place does not tell: behind another word of the sentence, or a title.
_LARGE_INSIDE = re.compile(r"(?:(?<=[\w,;])|(?<=Mr\.)|(?<=Ms\.)|(?<=Mrs\.)|(?<=Dr\.)) ([A-Z][\w-]+)")
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
    plain = _plain_words(text)
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
        of_several = _is_people(words) if kinds[n] == Kind.OTHER_NAME else _are_of_a_kind(words)
        if kinds[n] in NAMES and of_several:
            kinds[n] = Kind.PERSON
        elif kinds[n] in NAMES and len(words) == 1 and words[0].rstrip(".").lower() in _DATES:
            kept[n] = False
        elif _is_group(text, span, kinds[n]):
            kinds[n] = Kind.GROUP_NAME
        elif kinds[n] in NAMES and _opens(text, span, words, plain):
            kinds[n] = Kind.PERSON if kinds[n] == Kind.PERSON_NAME else Kind.GROUP
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


def _plain_words(text: str) -> set[str]:
    """The words, in small letters, that are of no name: the article writes them small, and large only where a
    sentence begins.
    """
    large = {word.lower() for word in _LARGE_INSIDE.findall(text)}
    return set(_SMALL_WORD.findall(text)) - large


def _opens(text: str, span: Span, words: Sequence[str], plain: set[str]) -> bool:
    """Whether a single word has its capital from the place alone: "Crane drivers halt port"."""
    return len(words) == 1 and words[0].lower() in plain and not words[0].isupper() and _begins(text, span)


def _is_group(text: str, span: Span, kind: Kind) -> bool:
    """Whether the letters tell a group's name: "the FEC", where the line is not all capitals, of what the
    model takes for a person's; "Citizens for Clean Water".
    """
    if kind is not Kind.PERSON_NAME:
        return kind is not Kind.PRONOUN and _UNITED.fullmatch(text, span.start, span.end) is not None
    return bool(
        _LETTERS.fullmatch(span.of(text).removeprefix("the ").removeprefix("The "))
        and not _CAPITALS_BEFORE.search(text, max(0, span.start - _BEFORE), span.start)
        and not _CAPITALS_BEHIND.match(text, span.end)
    )


def _is_people(words: Sequence[str]) -> bool:
    """Whether one capitalised word is of many: "Democrats", "Latinos" are described, not named."""
    return len(words) == 1 and words[0].endswith("s") and not words[0].isupper()


def _are_of_a_kind(words: Sequence[str]) -> bool:
    """Whether one word is the plural of a noun for people, large or not: "Democrats"."""
    return len(words) == 1 and words[0].endswith("s") and nouns.singular(words[0].lower()) in nouns.PERSONS


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
    return not _begins(text, span)


def _begins(text: str, span: Span) -> bool:
    """Whether a sentence begins with the span, or with the article before it."""
    before = text[max(0, span.start - _BEFORE) : span.start]
    return _BEGINS_SENTENCE.search(before if span.start > _BEFORE else "." + before) is not None
