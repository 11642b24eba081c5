"""The strings that people are found by, so that nobody is compared with everybody.

``keys`` are stored with each person, for each of their names; a sighting asks for its ``lookups``. Two names
that ``evidence`` may take for one share a key. A change of these strings is a migration of the ledger.

A block is everybody with one key. Of the blocks of a sighting, the most telling first, the ledger hands over
the persons of each, the most often seen first, until there are ``MOST``: so a name that thousands bear
costs no more than others, and what it may miss is a rarely seen person of a very common name.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from onrecord.ledger.group_words import letters_of, telling_words
from onrecord.names import group_names, spelling
from onrecord.names.latin import latin, skeleton, without_vowels
from onrecord.names.name_parts import joined, readings
from onrecord.names.person_name import is_initial, parse
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.ledger.people import Id, Person, Sighting
    from onrecord.names.name_parts import Part

#: Candidates that a sighting is compared with. 64 hold every pair of the gold; see docs/people.md.
MOST = 64
_KEYS = 32  # of one name: pairs of up to four words in up to two readings each, and the rest
_WORDS = 4  # of a person's name that pairs are made of: two at each end
_SHORT = 3  # letters of a short given name: "Dan", "Daniel"; as ``onrecord.names.people`` has it
_LONGEST_SHORT = 6  # letters of one, as far as it is looked for
_READINGS = 2  # of a word: "j" as y, "ch" as h
_REMEMBERED = 20_000


@lru_cache(_REMEMBERED)
def keys(name: str, kind: SpeakerKind) -> tuple[str, ...]:
    """What a name is found by, the most telling first: at most 32; none for who has no name."""
    if kind is not SpeakerKind.PERSON:
        return _bounded(_group_keys(name)) if kind is SpeakerKind.GROUP else ()
    initials = "pi" if _has_initials(name) else "pf"
    return _bounded(
        (*_person_keys(name), *_initials(name, initials), *_given(name, "pd", "pl"), *_words(name))
    )


@lru_cache(_REMEMBERED)
def lookups(name: str, kind: SpeakerKind) -> tuple[str, ...]:
    """The keys that a sighting of this name asks for, the most telling first. A full name asks for those who
    are named with initials ("pi"); only a name with initials for everybody whose initials fit ("pf"), only
    a single word for everybody with this word.
    """
    if kind is not SpeakerKind.PERSON:
        return keys(name, kind)
    full = _initials(name, "pf") if _has_initials(name) else ()
    words = _words(name) if len(_parts(name)) < 2 else ()
    return _bounded((*_person_keys(name), *_initials(name, "pi"), *_given(name, "pl", "pd"), *full, *words))


def person_keys(person: Person) -> tuple[str, ...]:
    """All keys of a person: of their names, spellings and aliases, in that order."""
    names = (person.name, *(words for words, _ in person.spellings), *person.aliases)
    return tuple(dict.fromkeys(key for name in names for key in keys(name, person.kind)))


def sighting_lookups(sighting: Sighting) -> tuple[str, ...]:
    """All lookups of a sighting. Beside a full name, its shorter spellings say nothing more."""
    names = [sighting.name]
    if sighting.kind is SpeakerKind.GROUP:
        names += sighting.spellings
    return tuple(dict.fromkeys(key for name in names for key in lookups(name, sighting.kind)))


class PeopleIndex:
    """Persons in memory, in each block as they came; for tests, measurements and small collections."""

    def __init__(self, people: Iterable[Person] = ()) -> None:
        self.people: dict[Id, Person] = {}
        self._blocks: dict[str, dict[Id, None]] = defaultdict(dict)
        for person in people:
            self.put(person)

    def put(self, person: Person) -> None:
        """Keeps the person in place of the one with the same id, whose former keys remain."""
        self.people[person.id] = person
        for key in person_keys(person):
            self._blocks[key].setdefault(person.id)

    def near(self, sighting: Sighting) -> list[Person]:
        """Whom the sighting may show: at most ``MOST``."""
        found: dict[Id, None] = {}
        for key in sighting_lookups(sighting):
            for person_id in self._blocks.get(key, ()):
                if len(found) == MOST:
                    return [self.people[i] for i in found]
                found.setdefault(person_id)
        return [self.people[i] for i in found]


def _bounded(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found))[:_KEYS]


@lru_cache(_REMEMBERED)
def _parts(name: str) -> tuple[Part, ...]:
    return readings(parse(latin(name)))[0]


def _has_initials(name: str) -> bool:
    """Whether the first or the last name is an initial."""
    parts = _parts(name)
    return len(parts) > 1 and (is_initial(parts[0][0]) or is_initial(parts[-1][0]))


def _person_keys(name: str) -> Iterator[str]:
    """Of the whole name, of two of its words in any order, of the consonants."""
    parts = _parts(name)
    if len(parts) < 2:
        return
    words = [part for part in parts if not is_initial(part[0])]
    yield "p= " + " ".join(sorted(part[0] for part in parts))
    yield from _pairs(_ends(words))
    bones = skeleton(name if without_vowels(name) else parse(latin(name)).words)
    if len(bones) > 1:
        yield "ps " + " ".join(bones)
    yield from _pasted(words)


def _ends(words: list[Part]) -> list[Part]:
    half = _WORDS // 2
    return words if len(words) <= _WORDS else words[:half] + words[-half:]


def _pairs(words: list[Part]) -> Iterator[str]:
    for x, y in combinations(words, 2):
        for a in _word_keys(x):
            for b in _word_keys(y):
                yield "p2 " + " ".join(sorted((a, b)))


def _initials(name: str, tag: str) -> Iterator[str]:
    """Of the first name's letter and the last name, and the other way round."""
    parts = _parts(name)
    if len(parts) < 2:
        return
    for x, y in ((parts[0], parts[-1]), (parts[-1], parts[0])):
        if not is_initial(y[0]):
            yield from (f"{tag} {x[0][0]} {key}" for key in _word_keys(y))


def _given(name: str, whole: str, short: str) -> Iterator[str]:
    """Of the given name, under the tag ``whole``, and what may be short for it, under ``short``, each with
    the last name. "Daniel" is kept as whole "pd", short "pl", and asked for the other way round.
    """
    parts = _parts(name)
    if len(parts) < 2:
        return
    given, last = parts[0][0], _word_keys(parts[-1])[0]
    yield f"{whole} {given} {last}"
    for n in range(_SHORT, min(len(given) - _SHORT, _LONGEST_SHORT) + 1):
        if given[n - 1] not in "aeiou":
            yield f"{short} {given[:n]} {last}"


def _pasted(words: list[Part]) -> Iterator[str]:
    """ "Wei Cheng Ling" as "Wei Chengling"."""
    for n, two in enumerate(pairwise(words[:_WORDS])):
        rest = words[:n] + words[n + 2 : _WORDS]
        yield from _pairs([joined(two), *rest])


def _words(name: str) -> Iterator[str]:
    """Of the first and the last word alone."""
    words = [part for part in _parts(name) if not is_initial(part[0])]
    for part in words[-1:] + words[:1]:
        yield from (f"p1 {key}" for key in _word_keys(part))


@lru_cache(_REMEMBERED)
def _word_keys(part: Part) -> tuple[str, ...]:
    found = (key for form in part for key in spelling.keys(form)[:_READINGS])
    return tuple(dict.fromkeys(found))[: 2 * _READINGS]


def _group_keys(name: str) -> Iterator[str]:
    """Of all telling words in any order, of their spellings, of the first of them, of abbreviations."""
    words = telling_words(latin(name))
    if not words:
        return
    yield "g= " + " ".join(sorted(words))
    yield "g~ " + " ".join(sorted(spelling.keys(word)[0] for word in words))
    yield from (f"ga {letters}" for letters in letters_of(latin(name)))
    yield from (f"g1 {word}" for word in (words[0], words[-1]) if word not in group_names.HEADS)
