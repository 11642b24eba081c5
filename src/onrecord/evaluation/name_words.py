"""Words that names are made of: a text's capitalised words, and the parts of a person's name."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from onrecord.evaluation import origins

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Parts = tuple[str, ...]  # lower-case words of a given name or a family name

# Initials ("G.K.") or a word with what an apostrophe joins to it ("O'Neill"), but not a possessive ending.
_TOKEN = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]+(?:[’'][^\W\d_]{2,})*")
# Given names that news write of places, as a rule.
PLACES = frozenset(("carolina", "chelsea", "florence", "paris", "sydney", "jordan", "austin", "virginia"))
_JOINED = frozenset("@#_0123456789")

MASCULINE = frozenset(("mr", "sir", "congressman", "lord", "king", "prince", "father", "brother"))
FEMININE = frozenset(("mrs", "ms", "miss", "congresswoman", "lady", "queen", "princess", "sister", "mother"))
TITLES = MASCULINE | FEMININE | frozenset((
    "dr", "sen", "rep", "gov", "lt", "col", "sgt", "capt", "gen", "rev", "hon", "prof", "president",
    "senator", "governor", "professor", "judge", "justice", "mayor", "sheriff", "representative", "reverend",
    "congressmember", "councilman", "councilwoman", "attorney", "secretary", "minister", "chancellor",
    "ambassador", "captain", "colonel", "sergeant", "lieutenant", "officer", "detective", "imam", "rabbi",
    "sheikh", "pope", "bishop", "archbishop", "cardinal",
))  # fmt: skip
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv", "esq", "phd", "md"))
PARTICLES = frozenset((
    "de", "da", "di", "del", "della", "dos", "du", "van", "von", "der", "den", "la", "le", "el", "al", "bin",
    "ben", "ibn", "abu", "ter", "ten", "st", "mac",
))  # fmt: skip
PERSONAL = frozenset((
    "mr", "mrs", "ms", "miss", "dr", "sen", "rep", "gov", "senator", "congressman", "congresswoman",
    "president", "governor", "professor", "prof", "rev", "sgt", "mayor", "judge",
))  # fmt: skip
# After a family name these make it a place's, a prize's or a law's, which nobody renames.
OF_PLACES = frozenset((
    "tower", "towers", "street", "st", "avenue", "ave", "road", "county", "city", "university", "college",
    "airport", "bridge", "park", "beach", "island", "islands", "river", "lake", "hotel", "plaza", "hills",
    "heights", "springs", "square", "school", "prize", "act", "stadium", "township", "valley", "house",
    "hall",
))  # fmt: skip
# After a title or a given name these are no family names.
NO_NAMES = frozenset((
    "says", "said", "say", "and", "on", "in", "to", "the", "is", "was", "has", "will", "of", "for", "at",
    "not", "from", "with", "by", "as", "department", "court", "committee", "general", "state",
    "elect", "office",
    "campaign", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "senate",
    "congress", "party", "news", "times", "post", "presidential", "republican", "democrat", "democratic",
    "energy", "inc", "corp", "company", "group", "industries", "foundation", "panthers",
))  # fmt: skip


class Token(NamedTuple):
    """A word of a text, characters ``start`` to ``end``; ``lower`` is the word in small letters."""

    start: int
    end: int
    lower: str
    capital: bool


class Name(NamedTuple):
    """A person's name in its parts; ``given`` is empty where only the family name is known."""

    given: Parts
    family: Parts


class Text:
    """A text and its words, apart from those inside handles, numbers and addresses.

    ``small`` are the words that it somewhere writes without a capital.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            Token(m.start(), m.end(), m[0].lower().replace("’", "'"), m[0][0].isupper())
            for m in _TOKEN.finditer(text)
            if text[m.start() - 1 : m.start()] not in _JOINED and text[m.end() : m.end() + 1] not in _JOINED
        ]
        self.small = frozenset(word.lower for word in self.tokens if not word.capital)

    def gap(self, at: int) -> str:
        """What stands between a word and the one before it."""
        return self.text[self.tokens[at - 1].end : self.tokens[at].start] if at else ""

    def joined(self, start: int, end: int) -> bool:
        """Whether words ``start`` to ``end`` stand as in a name: spaces, hyphens, nothing after initials."""
        return all(self._joins(at) for at in range(start + 1, end))

    def _joins(self, at: int) -> bool:
        between = self.gap(at)
        return between in (" ", "-", "\u00a0") or (not between and is_initials(self.tokens[at - 1]))

    def opens_sentence(self, at: int) -> bool:
        """Whether a word is the first of its sentence or its line, as far as signs tell."""
        between = self.gap(at) if at else "\n"
        if at and between == ". " and self.tokens[at - 1].lower in TITLES:
            return False
        initial = at and is_initials(self.tokens[at - 1])
        return not initial and any(sign in between for sign in '.?!:;\n“"')


def parse(name: str) -> Name | None:
    """The parts of a whole name, titles, suffixes and middle names left out; None where none is left."""
    text = Text(name)
    words = text.tokens
    start, end = 0, len(words)
    while start < end and words[start].lower in TITLES:
        start += 1
    while end - start > 1 and (words[end - 1].lower in SUFFIXES or len(words[end - 1].lower) == 1):
        end -= 1
    if start == end or not words[start].capital or not words[end - 1].capital:
        return None
    if end - start == 1:
        return Name((), (words[start].lower,))
    if words[start].lower in PARTICLES and words[start].lower not in genders():
        return Name((), _lower(words[start:end]))
    first = _given_ends(text, start, end)
    last = _family_starts(text, first, end)
    return Name(_lower(words[start:first]), _lower(words[last:end]))


def _given_ends(text: Text, start: int, end: int) -> int:
    first = start + 1
    while first < end - 1 and (
        text.gap(first) == "-" or (is_initials(text.tokens[first]) and is_initials(text.tokens[first - 1]))
    ):
        first += 1
    return first


def _family_starts(text: Text, first: int, end: int) -> int:
    particle = next((i for i in range(first, end - 1) if text.tokens[i].lower in PARTICLES), None)
    if particle is not None:
        return particle
    last = end - 1
    while last > first and text.gap(last) == "-":
        last -= 1
    return last


def is_initials(word: Token) -> bool:
    """Whether the word is "J." or "G.K."."""
    return word.lower.endswith(".")


def _lower(words: Sequence[Token]) -> Parts:
    return tuple(word.lower for word in words)


@cache
def genders() -> Mapping[str, str]:
    """The gender ("f", "m") of common given names of many origins, in small letters."""
    out: dict[str, str] = {}
    for name in (name for key in origins.origins() for name in origins.load(key).names):
        out[name.given.lower()] = name.gender
    text = (resources.files("onrecord.evaluation") / "given_names.txt").read_text(encoding="utf-8")
    for line in text.splitlines():
        gender, *given = line.split()
        out.update((name.lower(), gender) for name in given)
    return {name: gender for name, gender in out.items() if name not in PLACES}
