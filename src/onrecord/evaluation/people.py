"""The persons of a gold article, and every place where it names them.

Who is a person is known from the gold's speaker labels, from a layer of names where the file has one, and
from the shape of a name: a title or a common given name before a capitalised word.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.evaluation.name_words import (
    NO_NAMES,
    OF_PLACES,
    PARTICLES,
    PERSONAL,
    PLACES,
    SUFFIXES,
    TITLES,
    Name,
    Parts,
    Text,
    Token,
    genders,
    is_initials,
    parse,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

_LONGEST = 4  # words of a given or a family name
_MOST_MIDDLE = 3  # words between the two


@dataclass(frozen=True, slots=True)
class Named:
    """A place where a text names a person: its words ``first`` to ``end``, of which those from ``family``
    on are the family name. ``given`` is empty where the family name stands alone, and the other way round.
    ``plural`` is true of "the Lunds".
    """

    name: Name
    given: range
    family: range
    plural: bool = False

    @property
    def start(self) -> int:
        """The index of its first word."""
        return self.given.start

    @property
    def end(self) -> int:
        """The index of the word after it."""
        return self.family.stop if self.family else self.given.stop


@dataclass(slots=True)
class Persons:
    """The persons of one article. ``by_family`` has the first known given name of each family
    name (empty for none), ``by_given`` the first family name of each given name.
    """

    names: set[Name] = field(default_factory=set)
    by_family: dict[Parts, Parts] = field(default_factory=dict)
    by_given: dict[Parts, Parts] = field(default_factory=dict)

    def add(self, name: Name | None) -> None:
        """One more person, or one already known; None is nobody."""
        if name is None:
            return
        self.names.add(name)
        self.by_family[name.family] = self.by_family.get(name.family) or name.given
        if name.given:
            self.by_given.setdefault(name.given, name.family)


def persons_of(text: Text, labels: Iterable[str], layer: Iterable[str]) -> Persons:
    """Whom an article names: by its ``labels``, the names of a ``layer``, and by their shape."""
    persons = Persons()
    for label in labels:
        persons.add(parse(label))
    counts = Counter(words.strip() for words in layer)
    for words, count in sorted(counts.items(), key=lambda item: (len(item[0].split()), item[0])):
        persons.add(_of_layer(words, count, persons))
    for at, token in enumerate(text.tokens):
        if token.capital and _full(text, at, persons) is None:
            persons.add(_by_title(text, at, persons) or _by_given_name(text, at))
    return persons


def _of_layer(words: str, count: int, persons: Persons) -> Name | None:
    """A layer is a machine's: a single word must come twice, a longer name must not run into a verb."""
    name = parse(words)
    if name is None or name.family[-1] in NO_NAMES or " v" in words:
        return None
    if not name.given:
        single = name.family[0] not in genders().keys() | PLACES and name.family not in persons.by_given
        return name if count > 1 and single else None
    prefix = Text(words)
    return None if (known := _full(prefix, 0, persons)) and known.end < len(prefix.tokens) else name


def _by_title(text: Text, at: int, persons: Persons) -> Name | None:
    """ "Ms. Lund", "Sen. Ana Lund"."""
    if text.tokens[at].lower not in PERSONAL or not _may_be_name(text, at + 1, (" ", ". ")):
        return None
    name = text.tokens[at + 1]
    if (name.lower,) in persons.by_family or (name.lower,) in persons.by_given or name.lower in TITLES:
        return None
    if name.lower in genders():
        return _by_given_name(text, at + 1)
    if _may_be_name(text, at + 2, (" ",)) and text.tokens[at + 2].lower not in text.small:
        return Name((name.lower,), (text.tokens[at + 2].lower,))
    return Name((), (name.lower,))


def _by_given_name(text: Text, at: int) -> Name | None:
    """ "Ana Lund", "Ana B. Lund", "Ana Maria Lund", "Ana van Lund"."""
    given = text.tokens[at]
    if given.lower not in genders() or given.lower in text.small or text.gap(at) == "-":
        return None
    last = at + 1
    while last < len(text.tokens) and last <= at + 2 and is_initials(text.tokens[last]):
        last += 1
    if last + 1 < len(text.tokens) and text.tokens[last].lower in PARTICLES and text.gap(last) == " ":
        if _may_be_name(text, last + 1, (" ",)):
            return Name((given.lower,), (text.tokens[last].lower, text.tokens[last + 1].lower))
        return None
    if not _may_be_name(text, last, (" ",)):
        return None
    if text.tokens[last].lower in genders() and _may_be_name(text, last + 1, (" ",)):
        last += 1
    return Name((given.lower,), (text.tokens[last].lower,))


def _may_be_name(text: Text, at: int, gaps: Container[str]) -> bool:
    if at >= len(text.tokens):
        return False
    word = text.tokens[at]
    plain = word.capital and not is_initials(word) and len(word.lower) > 1
    return plain and text.gap(at) in gaps and word.lower not in NO_NAMES | OF_PLACES | SUFFIXES


def find(text: Text, persons: Persons) -> Iterator[Named]:
    """Every place where ``text`` names one of ``persons``, in reading order, none inside another."""
    latest: dict[Parts, Name] = {}
    at = 0
    while at < len(text.tokens):
        named = _at(text, at, persons, latest)
        if named is None:
            at += 1
        else:
            for parts in (named.name.given, named.name.family):
                latest[parts] = named.name
            yield named
            at = named.end


def _at(text: Text, at: int, persons: Persons, latest: dict[Parts, Name]) -> Named | None:
    if not (text.tokens[at].capital or text.tokens[at].lower in PARTICLES):
        return None
    full = _full(text, at, persons)
    return full or _family_alone(text, at, persons, latest) or _given_alone(text, at, persons, latest)


def _full(text: Text, at: int, persons: Persons) -> Named | None:
    for given in _known(text, at, persons.by_given):
        first = at + len(given)
        for start in range(first, first + _MOST_MIDDLE + 1):
            for family in _known(text, start, persons.by_family):
                name = Name(given, family)
                if name in persons.names and text.joined(at, start + len(family)):
                    return Named(name, range(at, first), range(start, start + len(family)))
            if start < len(text.tokens) and not _middle(text.tokens[start]):
                break
    return None


def _middle(word: Token) -> bool:
    return word.capital or word.lower in PARTICLES


def _known(text: Text, at: int, known: Container[Parts]) -> Iterator[Parts]:
    """The words from ``at`` on that are all of a known name's part, the longest first."""
    for length in range(min(_LONGEST, len(text.tokens) - at), 0, -1):
        words = text.tokens[at : at + length]
        parts = tuple(word.lower for word in words)
        if parts in known and words[-1].capital and text.joined(at, at + length):
            yield parts


def _family_alone(text: Text, at: int, persons: Persons, latest: dict[Parts, Name]) -> Named | None:
    for family in _known(text, at, persons.by_family):
        end = at + len(family)
        if _is_place(text, at, end) or (len(family) == 1 and not _is_name(text, at)):
            return None
        name = latest.get(family) or Name(persons.by_family[family], family)
        return Named(name, range(at, at), range(at, end))
    word = text.tokens[at].lower
    if word[-1:] == "s" and (word[:-1],) in persons.by_family and at and text.tokens[at - 1].lower == "the":
        return Named(Name((), (word[:-1],)), range(at, at), range(at, at + 1), plural=True)
    return None


def _given_alone(text: Text, at: int, persons: Persons, latest: dict[Parts, Name]) -> Named | None:
    for given in _known(text, at, persons.by_given):
        end = at + len(given)
        followed = end < len(text.tokens) and text.gap(end) == " " and text.tokens[end].capital
        if followed or not _is_name(text, at) or is_initials(text.tokens[at]):
            return None
        name = latest.get(given) or Name(given, persons.by_given[given])
        return Named(name, range(at, end), range(end, end))
    return None


def _is_place(text: Text, at: int, end: int) -> bool:
    """ "Lund Street", "in Lund, Iowa"."""
    if end < len(text.tokens) and text.tokens[end].capital and text.gap(end) == " ":
        return text.tokens[end].lower in OF_PLACES
    before = text.tokens[at - 1].lower if at else ""
    after = end < len(text.tokens) and text.tokens[end].capital and text.gap(end) == ", "
    return after and before in ("in", "near", "outside")


def _is_name(text: Text, at: int) -> bool:
    """Whether a capitalised word is a name there, and not one that the article also writes small ("will",
    "brown") at the head of a sentence or beside another capitalised word.
    """
    if text.tokens[at].lower not in text.small:
        return True
    before = at and text.gap(at) == " " and text.tokens[at - 1]
    if before and before.capital and before.lower not in TITLES:
        return False
    after = at + 1 < len(text.tokens) and text.gap(at + 1) == " " and text.tokens[at + 1].capital
    return not after and not text.opens_sentence(at)
