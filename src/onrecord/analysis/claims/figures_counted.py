"""What a figure counts: the noun phrase right behind it, found without a parser."""

from __future__ import annotations

import re

from onrecord.analysis.claims.figures_lexicon import CARDINALS, FUNCTION_WORDS, PLURALS, VERBS
from onrecord.records import Span

# "six of the ten bridges": the second number is a figure of its own.
_NUMBER = rf"(?: (?:\d[\d,]*|{'|'.join(CARDINALS)}))?"
_OF = re.compile(
    rf" of(?: all)?(?: (?:the|its|their|his|her|our|my|your|all|those|these|this|that|such|an?))?"
    rf"{_NUMBER}(?= )"
)
_DETERMINER = re.compile(r" (?:the|its|their|his|her|our|my|all|those|these)(?= )")
_WORD = re.compile(r"[ \u00a0]([^\W\d_]+(?:[-'’][^\W\d_]+)*)")
_HYPHENED = re.compile(r"-([^\W\d_]+)\b(?:-([^\W\d_]+))?")
# "12 badly burned young men": more words than these before a noun are another phrase by then.
_MOST_WORDS = 5
_NO_PLURAL = ("ss", "us", "sis", "xis", "nis", "ris", "tis", "'s", "’s")
_ADJECTIVES = (
    "al",
    "ic",
    "ive",
    "ous",
    "ful",
    "able",
    "ible",
    "ish",
    "less",
    "ary",
    "ed",
    "ing",
    "est",
    "ian",
    "’s",
    "'s",
    "s’",
    "s'",
)


_NO_NOUN = FUNCTION_WORDS | CARDINALS.keys() | {"strong", "odd", "plus"}


def hyphened(text: str, at: int, end: int) -> Span | None:
    """The noun of a compound that a number begins: "27-member"; None where there is none."""
    match = _HYPHENED.match(text, at, end)
    return Span(*match.span(1)) if match and match[1].lower() not in _NO_NOUN else None


def phrase(text: str, at: int, end: int, *, of: bool, single: bool) -> Span | None:
    """The noun phrase that begins behind ``at``.

    ``of`` lets "of the" stand before it, as parts and sizes want it, and a noun in the singular end it
    ("a third of the harvest"); ``single`` lets a noun in the singular end it too. Else the phrase ends
    with its first plural, and there is none without one: "six refused" counts nothing that is named.
    """
    link = _OF.match(text, at, end)
    if link is None and of:
        link = _DETERMINER.match(text, at, end)
    start = link.end() if link is not None else at
    words = _words(text, start, end)
    plural = _plural(text, words)
    if plural is not None:
        return Span(words[0].start, plural.end)
    if not words or not (single or (of and link is not None)):
        return None
    return Span(words[0].start, _singular(text, words).end)


def _singular(text: str, words: list[Span]) -> Span:
    """The noun that ends a phrase without a plural: behind adjectives, genitives, names begun."""
    for word, after in zip(words, (*words[1:], None), strict=True):
        named = after is not None and text[word.start].isupper() and text[after.start].isupper()
        if not named and not word.of(text).endswith(_ADJECTIVES):
            return word
    return words[-1]


def _plural(text: str, words: list[Span]) -> Span | None:
    """The plural that ends the phrase: the first, or the last of those in a row ("chemical weapons attacks");
    not a participle with its noun to come ("two wounded men").
    """
    found = None
    for index, word in enumerate(words):
        plural = _is_plural(word.of(text))
        if found is not None and not plural:
            break
        if plural and not (index + 1 < len(words) and word.of(text) in _PARTICIPLES):
            found = word
    return found


_PARTICIPLES = frozenset(("dead", "wounded", "injured", "missing"))


def _words(text: str, at: int, end: int) -> list[Span]:
    out: list[Span] = []
    while len(out) < _MOST_WORDS and (match := _WORD.match(text, at, end)):
        word = match[1].lower()
        if word in FUNCTION_WORDS or word in CARDINALS or (word in VERBS and word not in PLURALS):
            break
        out.append(Span(*match.span(1)))
        at = match.end()
    return out


def _is_plural(word: str) -> bool:
    lower = word.lower()
    return lower in PLURALS or (len(lower) > 2 and lower.endswith("s") and not lower.endswith(_NO_PLURAL))


_SINGULARS = {
    "people": "person", "men": "man", "women": "woman", "children": "child", "feet": "foot", "teeth": "tooth",
    "mice": "mouse", "geese": "goose",
}  # fmt: skip


def head(text: str, counted: Span) -> str:
    """The counted noun in lower case and in the singular, by which figures of two articles are compared."""
    word = re.split(r"[ \u00a0]", counted.of(text).lower())[-1]
    for plural, singular in _SINGULARS.items():
        if word.endswith(plural):
            return word.removesuffix(plural) + singular
    if not _is_plural(word) or word in PLURALS:
        return word
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    if word.endswith(("sses", "ches", "shes", "xes")):
        return word[:-2]
    return word[:-1]
