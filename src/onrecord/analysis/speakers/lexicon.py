"""English words that refer to people and groups, and what the words themselves say: person, number, gender.

Closed classes (pronouns, number words) are complete after Quirk et al., A Comprehensive Grammar of the
English Language; the heads of nouns (``nouns``) are those that news attributes words to, and common suffixes
for the rest. No names of people, places or organisations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from onrecord.analysis.speakers import nouns
from onrecord.names import titles


class PronounKind(StrEnum):
    """What a pronoun does in its sentence."""

    PERSONAL = "personal"
    POSSESSIVE = "possessive"
    REFLEXIVE = "reflexive"
    RELATIVE = "relative"
    INTERROGATIVE = "interrogative"
    DEMONSTRATIVE = "demonstrative"
    INDEFINITE = "indefinite"


@dataclass(frozen=True, slots=True)
class Pronoun:
    """``person`` 1 to 3; ``number`` "sg", "pl" or None for either; ``gender`` "m", "f", "n" or
    None for any.
    """

    person: int
    number: str | None
    gender: str | None
    kind: PronounKind


@dataclass(frozen=True, slots=True)
class Noun:
    """``number`` "sg" or "pl"; ``gender`` "m" or "f" where the word itself says so."""

    number: str
    gender: str | None = None


# Personal, possessives, reflexives, of each person.
_PERSONAL: tuple[tuple[int, str | None, str | None, str, str, str], ...] = (
    (1, "sg", None, "i me", "my mine", "myself"),
    (1, "pl", None, "we us", "our ours", "ourselves"),
    (2, None, None, "you", "your yours", "yourself yourselves"),
    (3, "sg", "m", "he him", "his", "himself"),
    (3, "sg", "f", "she her", "her hers", "herself"),
    (3, "sg", "n", "it", "its", "itself"),
    (3, None, None, "they them", "their theirs", "themselves themself"),
    (3, "sg", None, "one", "one’s one's", "oneself"),
)
_OTHER = (
    (None, PronounKind.RELATIVE, "who whom whose which that"),
    (None, PronounKind.INTERROGATIVE, "what whoever whomever"),
    ("sg", PronounKind.DEMONSTRATIVE, "this"),
    ("pl", PronounKind.DEMONSTRATIVE, "these those"),
    ("sg", PronounKind.INDEFINITE, "someone somebody anyone anybody everyone everybody nobody another each"),
    ("pl", PronounKind.INDEFINITE, "some many most few several others both all"),
)  # fmt: skip


def _pronouns() -> dict[str, Pronoun]:
    out: dict[str, Pronoun] = {}
    for number, kind, words in _OTHER:
        gender = "n" if words.startswith("what") else None
        out.update(dict.fromkeys(words.split(), Pronoun(3, number, gender, kind)))
    for person, number, gender, *columns in _PERSONAL:
        kinds = (PronounKind.PERSONAL, PronounKind.POSSESSIVE, PronounKind.REFLEXIVE)
        for kind, words in zip(kinds, columns, strict=True):
            for word in words.split():  # "her" stays personal, as it is listed first
                out.setdefault(word, Pronoun(person, number, gender, kind))
    return out


#: The pronouns in lower case. "Her" is given as personal, "that" as relative, though they may be others.
PRONOUNS = _pronouns()

_UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
_ONES = (*_UNITS.split(), "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_COUNTS = {
    **{word: n for n, word in enumerate(_ONES, 1)},
    **{word: 10 * n for n, word in enumerate(_TENS, 2)},
    "a": 1,
    "an": 1,
    "both": 2,
    "dozen": 12,
    "hundred": 100,
}
_SOME = """
several some many most few various numerous multiple dozens scores hundreds thousands millions other others
countless couple handful group number
"""
_VAGUE = frozenset(_SOME.split())

# Words whose answers are kept: an article has a few hundred nouns, a run of many the same ones.
_REMEMBERED = 10_000
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")

_KNOWN = "the this that these those my your his her its our their whose"
_DEFINITE = frozenset(_KNOWN.split())
_OWNERS = frozenset(["my", "your", "his", "her", "its", "our", "their", "whose"])
_QUANTIFIERS = frozenset((
    "a", "an", "one", "another", "any", "each", "every", "no", "some", "many", "most", "few", "several",
    "more",
))  # fmt: skip
_POSSESSIVE = re.compile(r"^\S{1,60}(?:\s\S{1,60}){0,5}?(?:[’']s|s[’'])\s")


def pronoun(word: str) -> Pronoun | None:
    """What the word says as a pronoun; None where it is none."""
    return PRONOUNS.get(word.casefold().replace("'", "’")) or PRONOUNS.get(word.casefold())


def number(word: str) -> int | None:
    """How many a number word or figure tells; None for vague ones ("several") and other words."""
    lower = word.casefold()
    if _DIGITS.fullmatch(lower):
        return int(lower.replace(",", "")) if len(lower) < 16 else None
    tens, _, ones = lower.partition("-")
    if ones in _ONES[:9] and tens in _TENS:
        return _COUNTS[tens] + _COUNTS[ones]
    return _COUNTS.get(lower)


def is_quantity(word: str) -> bool:
    """Whether the word tells how many, exactly or not: "two", "several", "dozens"."""
    return word.casefold() in _VAGUE or number(word) is not None


@lru_cache(_REMEMBERED)
def person_noun(word: str) -> Noun | None:
    """What the word says as the head of a description of people ("spokeswoman", "officials"), else None."""
    lower = nouns.head(word)
    if lower in nouns.PEOPLE:
        return Noun("pl")
    known = nouns.is_person(lower)
    one = lower if known else nouns.singular(lower)
    if not known and not nouns.is_person(one):
        return None
    return Noun("sg" if one == lower else "pl", nouns.gender(one))


def is_person_noun(word: str) -> bool:
    """Whether the word, singular or plural, describes a person."""
    return person_noun(word) is not None


@lru_cache(_REMEMBERED)
def is_group_noun(word: str) -> bool:
    """Whether the word, singular or plural, describes a group, an institution or something written."""
    lower = nouns.head(word)
    return lower in nouns.GROUPS or nouns.singular(lower) in nouns.GROUPS


def singular(word: str) -> str:
    """The singular of a regular plural in lower case, any other word as it is but for its case."""
    return nouns.singular(nouns.head(word))


def is_bare(words: str) -> bool:
    """Whether a description has no article and is of one person: "envoy", as headlines have it."""
    found = words.split()
    noun = person_noun(found[-1]) if found else None
    return noun is not None and noun.number == "sg" and found[0].casefold() not in _QUANTIFIERS


def is_definite(words: str) -> bool:
    """Whether a description begins as one of somebody known: "the senator", "her lawyer", "Lund’s aide"."""
    first = words.split(maxsplit=1)[:1]
    return bool(first) and (first[0].casefold() in _DEFINITE or bool(_POSSESSIVE.match(words)))


def is_owned(words: str) -> bool:
    """Whether a description says whose: "her lawyer", "Lund’s aide"."""
    first = words.split(maxsplit=1)[:1]
    return bool(first) and (first[0].casefold() in _OWNERS or bool(_POSSESSIVE.match(words)))


def title_gender(word: str) -> str | None:
    """ "m" or "f" where a title tells it ("Mr.", "Sheikha"), else None."""
    return titles.GENDERS.get(titles.plain(word).rstrip("."))
