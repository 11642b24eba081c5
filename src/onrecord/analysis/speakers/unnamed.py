"""The source of somebody who is not named -> the words that describe them, how many they are, and why not."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.analysis.speakers import phrases
from onrecord.analysis.speakers.reasons import reason_for
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import Span

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = (
    {word: n for n, word in enumerate(_ONES) if n}
    | {word: 10 * n for n, word in enumerate(_TENS, 2)}
    | {f"{ten}-{one}": 10 * n + m for n, ten in enumerate(_TENS, 2) for m, one in enumerate(_ONES[:10]) if m}
)
_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1_000}
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d{1,9})\Z")
_PAIRS = {"pair": 2, "couple": 2, "duo": 2, "trio": 3, "quartet": 4}
_SINGLE = word_set(
    "he she i somebody someone anyone anybody one another each every a an neither either whoever him her me"
)
_UNKNOWN = word_set(
    "they we them us some many several few more most dozens scores hundreds thousands millions nobody none "
    "no others all those these any everyone everybody people"
)
# How many they are at least, or about: not how many they are.
_ABOUT = word_set("about around nearly almost over roughly some approximately up least most more fewer")
_PLURALS = word_set(
    "people men women children police staff media press public opposition crowd clergy youth personnel folk "
    "crew criteria alumni"
)
_SINGULAR_IN_S = word_set("boss hostess princess actress waitress witness mistress heiress")
_GATHERED = word_set("group number handful series crowd band team host range string variety set bunch")
_BEHIND_NOUN = word_set("familiar close present involved aware privy loyal able near ago")
# Not of the description itself: "an official there".
_LEADING = re.compile(r"(?:by|from|to|of|said|per|and|but|that)\s+", re.IGNORECASE)
_TRAILING = re.compile(r",?\s(?:and|but|who|also)\Z")


@dataclass(frozen=True, slots=True)
class Description:
    """The words at ``span`` that describe somebody; ``number`` is how many they are, None where the words do
    not say; ``reason`` the clause that says why they are not named, None where the article does not.
    """

    span: Span
    number: int | None
    reason: Span | None


def describes(text: str, source: Span) -> Description:
    """What a source says of somebody whom it does not name. A reason may stand around it in the sentence."""
    reason = reason_for(text, source)
    span = _without(text, source, reason)
    return Description(span, _number(text, span), reason)


def _without(text: str, source: Span, reason: Span | None) -> Span:
    """The source up to the reason, without what leads to it."""
    end = source.end
    if reason is not None and source.start < reason.start < source.end:
        end = reason.start
    start = source.start
    leading = _LEADING.match(text, start, end)
    if leading is not None and leading.end() < end:
        start = leading.end()
    words = text[start:end].rstrip(' \t\xa0\n,;:—–-("“”')
    words = _TRAILING.sub("", words)
    return Span(start, start + len(words)) if words else source


def _number(text: str, span: Span) -> int | None:
    """How many: the sum over "two officials and a diplomat" where each part says so."""
    found = phrases.words(text, span)
    parts = [0]
    depth_ended = False
    for i, word in enumerate(found):
        depth_ended = (
            depth_ended or word.text == "," or word.lower in ("who", "of", "at", "for", "in", "with")
        )
        begun = i + 1 < len(found) and _counts(found[i + 1].lower)
        if word.lower == "and" and begun and not depth_ended:
            parts.append(i + 1)
    numbers = [_of_part(found[a:b]) for a, b in zip(parts, [*parts[1:], len(found)], strict=True)]
    known = [n for n in numbers if n is not None]
    return sum(known) if len(known) == len(numbers) else None


def _counts(word: str) -> bool:
    return (
        word in ("a", "an", "another", "several", "some", "many")
        or word in _NUMBERS
        or bool(_DIGITS.match(word))
    )


def _of_part(found: list[phrases.Word]) -> int | None:
    """How many one noun phrase means."""
    low = [w.lower for w in found if w.letters]
    if not low or low[0] in _UNKNOWN or {"percent", "%"} & {w.lower for w in found[:3]}:
        return None
    if low[0] in _ABOUT or low[:2] == ["per", "cent"] or (len(low) > 2 and low[1:3] == ["per", "cent"]):
        return None
    if low[0] == "half":
        return 6 if low[1:3] == ["a", "dozen"] else None
    if low[0] == "both":
        return 2
    begun = 1 if low[0] in phrases.DETERMINERS and len(low) > 1 and low[0] not in _SINGLE else 0
    counted = _numeral(low[begun:])
    if counted is not None:
        return None if len(low) > 2 and low[1] == "in" else counted
    if low[0] in ("a", "an") and len(low) > 1:
        return _collected(low)
    if low[0] in _SINGLE and len(low) == 1:
        return 1
    return None if _plural(low) else 1


def _numeral(low: list[str]) -> int | None:
    """A number at the beginning: "two", "12", "two dozen", "a hundred"."""
    if not low:
        return None
    first = low[0].replace(",", "")
    number = int(first) if _DIGITS.match(low[0]) else _NUMBERS.get(first)
    scale = _SCALES.get(low[1]) if len(low) > 1 else None
    if low[0] in ("a", "an") and scale:
        return scale
    return number * scale if number and scale else number


def _collected(low: list[str]) -> int | None:
    """Behind "a": "a pair of officials" are two, "a group of residents" nobody knows how many."""
    if low[1] in _PAIRS and len(low) > 2:
        return _PAIRS[low[1]]
    if low[1] in ("few", "third", "quarter", "majority", "lot", "minority"):
        return None
    if "of" in low[1:4]:
        of = low.index("of")
        return None if of + 1 < len(low) and _plural_noun(low[-1]) and low[of - 1] in _GATHERED else 1
    return 1


def _plural(low: list[str]) -> bool:
    """Whether the noun of a phrase is a plural: the word before what describes it further."""
    head = low[-1]
    for i, word in enumerate(low):
        if i and (word in phrases.STOPS or word in _BEHIND_NOUN or word in ("who", "that")):
            head = low[i - 1]
            break
        if i and word.endswith(("ed", "ing")) and _plural_noun(low[i - 1]):
            return True
    return _plural_noun(head)


def _plural_noun(word: str) -> bool:
    if word in _PLURALS or word.endswith(("men", "women", "people")):
        return True
    return word.endswith("s") and not word.endswith(("ss", "us", "is", "'s")) and word not in _SINGULAR_IN_S
