"""The words that name a person, taken apart: titles, given and family names, suffix, nickname.

Which word is the family name is a guess where the words do not say it (the last one, with the particles
before it); comparisons (``people``) do not rest on it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.names import titles
from onrecord.names.spelling import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"[^\s]+")
# What follows the name: a bracket, a dash, a comma (but for a suffix), a new line.
_END = re.compile(
    r"\s[(\[–—-](?!\w)|\s?[(\[;:]|\s[–—]|--|[\r\n]|,(?!\s*(?:jr|sr|i{2,3}|iv)\b)", re.IGNORECASE
)
_OPENING, _CLOSING = " \t\r\n\"'“”‘«([,;:–—-", " \t\r\n\"'“”‘«»)],;:!?–—-"
_POSSESSIVE = re.compile(r"(?:['’`´][sS]|(?<=[sSzZxX])['’])$")
_NICKNAME = re.compile(r"^[\"“'‘(](\w[\w-]*)[\"”'’)]$")
_DOTTED = re.compile(r"[^\W\d_](?:\.[^\W\d_])+\.?")
_NO_VOWELS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2}")
_ABBREVIATED = re.compile(r"(?:^|[.\s])\w\.$|\b(?:jr|sr|esq)\.$", re.IGNORECASE)
_DUTCH = frozenset({"'t", "’t", "‘t"})  # "Mina in ’t Veen"
_OF = frozenset({"of", "for"})
_JOINING = _OF | {"and", "&"}
_LONGEST = 400  # characters of a name that are looked at
_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name: ``words`` as written, without titles; titles in lower case, ``given`` and ``family``
    names as written (initials apart, without full stop), ``suffix`` in lower case ("jr").
    """

    words: str
    titles: tuple[str, ...] = ()
    given: tuple[str, ...] = ()
    family: tuple[str, ...] = ()
    suffix: str | None = None
    nicknames: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, ...]:
        """Given and family names, in the order of writing."""
        return self.given + self.family

    @property
    def initials(self) -> tuple[str, ...]:
        """Those of the parts that are single letters."""
        return tuple(part for part in self.parts if is_initial(part))

    @property
    def gender(self) -> str | None:
        """ "m" or "f" where a title says so."""
        return titles.gender(self.titles)


def is_initial(part: str) -> bool:
    """Whether a part is a single letter of an alphabet (a Chinese name may be one character)."""
    return len(part) == 1 and bool(fold(part)) and fold(part) < "\u0600"


def core(words: str) -> str:
    """The words of the name, without titles, possessive and whatever follows it."""
    start, end = core_range(words)
    return words[start:end]


def core_range(words: str) -> tuple[int, int]:
    """Where ``core`` stands in ``words``; (0, 0) where there are no words."""
    start, end = _trimmed(words, 0, min(len(words), _LONGEST))
    cut = _END.search(words, start + 1, end)
    if cut is not None and cut.start() > start:
        start, end = _trimmed(words, start, cut.start())
    found = [(start + m.start(), start + m.end()) for m in _WORD.finditer(words[start:end])]
    if not found:
        return 0, 0
    first, behind = _name_words([words[s:e] for s, e in found])
    return _trimmed(words, found[first][0], found[behind - 1][1])


@lru_cache(_REMEMBERED)
def parse(words: str) -> PersonName:
    """The name in ``words``, which may hold titles, a possessive, a bracket or a comma and more."""
    start, end = core_range(words)
    named = words[start:end]
    parts: list[str] = []
    suffix, nicknames = None, []
    written = _WORD.findall(named)
    for n, word in enumerate(written):
        bare = word.strip(",").rstrip(".").casefold()
        nickname = _NICKNAME.match(word.strip(","))
        if nickname:
            nicknames.append(nickname[1])
        elif parts and (bare.replace(".", "") in titles.SUFFIXES or (word == "I" and n == len(written) - 1)):
            suffix = bare.replace(".", "")
        else:
            parts += _letters(word, first=not parts, capitals=named.isupper())
    given, family = _split(parts)
    told = tuple(t for w in _WORD.findall(words[:start]) for t in _titles(w))
    return PersonName(named, told, given, family, suffix, tuple(nicknames))


def _trimmed(words: str, start: int, end: int) -> tuple[int, int]:
    """Without spaces and marks at the edges, and without the possessive."""
    while start < end and words[start] in _OPENING:
        start += 1
    while start < end and words[end - 1] in _CLOSING:
        end -= 1
    possessive = _POSSESSIVE.search(words, max(start, end - 3), end)
    if possessive is not None and possessive.start() > start:
        end = possessive.start()
    if words[start:end].endswith(".") and not _ABBREVIATED.search(words, max(start, end - 6), end):
        end -= 1
    return start, max(start, end)


def _name_words(words: Sequence[str]) -> tuple[int, int]:
    """The first word of the name and the one behind its last."""
    mixed = any(word[:1].isupper() for word in words)
    first = i = 0
    while i < len(words) - 1:
        if _leads(words, i, first):
            first = i = i + 1
        elif i == first and i > 0 and titles.plain(words[i]) in _JOINING:
            first = i = min(_behind_domain(words, i), len(words) - 1)
        elif mixed and _is_lower(words[i]) and words[i + 1] not in _DUTCH:
            if i > first and _ends(words, i):
                return first, i
            first = i = i + 1
        else:
            i += 1
    ended = len(words) - 1 > first and mixed and _is_lower(words[-1])
    return first, len(words) - ended


def _ends(words: Sequence[str], i: int) -> bool:
    """Whether the word in lower case ends a name, and is not still a description before it."""
    return titles.plain(words[i]) in titles.ENDING or not any(w[:1].isupper() for w in words[i + 1 :])


def _behind_domain(words: Sequence[str], i: int) -> int:
    """Behind "of State" in "Secretary of State Ana Lund", behind "and" in "Mr. and Mrs. Lund"."""
    at = i + 1
    while at < len(words) and (titles.plain(words[at]) in titles.DOMAINS or words[at] == "and"):
        at += 1
    return at + (at == i + 1 and titles.plain(words[i]) in _OF)


def _leads(words: Sequence[str], i: int, first: int) -> bool:
    """Whether the word is a title, so that the name begins behind it."""
    lower = titles.plain(words[i])
    bare = lower.rstrip(".")
    if titles.plain(words[i + 1]).replace(".", "") in titles.SUFFIXES:
        return False
    if lower in titles.GIVEN_TOO:
        return i == first and len(words) - i > 2
    return titles.is_office(words[i]) or (i == first and bare in titles.LEADING)


def _is_lower(word: str) -> bool:
    """Whether the word is in lower case and none that names hold: "magnate", not "van" or "al-Omari"."""
    lower = word.casefold()
    particle = (
        lower in _DUTCH
        or lower in titles.PARTICLES
        or lower in titles.ARTICLES
        or lower in titles.ASSIMILATED
    )
    return word.islower() and not particle


def _titles(word: str) -> list[str]:
    bare = titles.plain(word).rstrip(".")
    known = bare in titles.GENDERS or bare in titles.LEADING or titles.is_office(word)
    return [bare] if known else []


def _letters(word: str, *, first: bool, capitals: bool) -> list[str]:
    """A word, or the initials it consists of: "J.K.", "JK" before a name not written in capitals."""
    word = word.strip(',"“”‘’')
    bare = word.rstrip(".")
    if _DOTTED.fullmatch(word) or (first and not capitals and _NO_VOWELS.fullmatch(bare)):
        return [c for c in bare if c != "."]
    return [bare] if bare else []


def _split(parts: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Given names and the family name: the last word with the particles before it."""
    at = max(0, len(parts) - 1)
    while at > 1 and _is_bare_particle(parts[at - 1]):
        at -= 1
    return tuple(parts[:at]), tuple(parts[at:])


def _is_bare_particle(part: str) -> bool:
    lower = part.casefold()
    return not is_initial(part) and (lower in titles.PARTICLES or lower in titles.ARTICLES)
