"""Who gets which name, and the words to put in place of the old one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.evaluation.moves import Edit

if TYPE_CHECKING:
    import random
    from collections.abc import Container, Iterator, Mapping

    from onrecord.evaluation.name_words import Name, Parts, Text
    from onrecord.evaluation.origins import Origin, PersonName
    from onrecord.evaluation.people import Named

_VOWELS = frozenset("aeiouáéíóúàèìòùâêîôûäëïöüāēīōū")
# How far back an opening quotation mark would make an apostrophe after "s" a closing one.
_QUOTATION = 300


class NewNames:
    """A name of ``origin`` for each person of one article, none of which the article holds already."""

    def __init__(self, origin: Origin, genders: Mapping[Name, str], text: Text, rng: random.Random) -> None:
        self._origin = origin
        taken = frozenset(word.lower for word in text.tokens)
        self._pools = {gender: _pool(origin, gender, taken, rng) for gender in "fm"}
        self._used = dict.fromkeys("fm", 0)
        self._given: dict[Name, str] = {}
        self._family: dict[Parts, str] = {}
        for person, gender in genders.items():
            name = self._next(gender)
            self._family.setdefault(person.family, name.family)
            self._given[person] = name.given

    def _next(self, gender: str) -> PersonName:
        """The next of the pool; from its second round on with another's family name."""
        pool, used = self._pools[gender], self._used[gender]
        self._used[gender] += 1
        rounds, at = divmod(used, len(pool))
        return replace(pool[at], family=pool[(at + rounds) % len(pool)].family)

    def edits(self, text: Text, named: Named) -> Iterator[Edit]:
        """What makes a place of ``text`` name the person as the new name does."""
        parts = self._parts(text, named)
        if parts:
            yield from _article(text, named, parts[0].new)
            first = parts[0]
            if first.new[0].islower() and text.opens_sentence(named.start):
                parts[0] = first._replace(new=first.new[0].upper() + first.new[1:])
        yield from parts

    def _parts(self, text: Text, named: Named) -> list[Edit]:
        family, given = self._family[named.name.family], self._given.get(named.name, "")
        if not named.family:
            return [_edit(text, named.given, given)]
        if not named.given:
            plural = ("es" if family[-1] in "sz" else "s") if named.plural else ""
            return [_family(text, named.family, family + plural)]
        if self._origin.family_first:
            given, family = family, given
        return [
            _edit(text, named.given, given),
            Edit(text.tokens[named.given.stop - 1].end, text.tokens[named.family.start].start, " "),
            _family(text, named.family, family),
        ]


def _pool(origin: Origin, gender: str, taken: Container[str], rng: random.Random) -> list[PersonName]:
    names = origin.of(gender)
    free = [name for name in names if not (name.given.lower() in taken or name.family.lower() in taken)]
    return rng.sample(free or names, len(free or names))


def _edit(text: Text, words: range, new: str) -> Edit:
    start, end = text.tokens[words.start].start, text.tokens[words.stop - 1].end
    old = text.text[start:end]
    return Edit(start, end, new.upper() if old.isupper() and len(old) > 2 else new)


def _family(text: Text, words: range, new: str) -> Edit:
    """With an "s" for the possessive where the old name ended in one: "Reyes’ plan", "Lund’s plan"."""
    edit = _edit(text, words, new)
    after = text.text[edit.end : edit.end + 3]
    bare = after[:1] in ("’", "'") and after[1:2] == " " and after[2:].islower()
    if not (bare and text.text[edit.end - 1] in "sS") or new[-1] in "sS" or _in_quotes(text.text, edit.start):
        return edit
    return edit._replace(end=edit.end + 1, new=f"{edit.new}{after[0]}s")


def _in_quotes(text: str, at: int) -> bool:
    before = text[max(0, at - _QUOTATION) : at]
    return "‘" in before or " '" in before


def _article(text: Text, named: Named, new: str) -> Iterator[Edit]:
    """ "a" or "an" before the new name."""
    if named.start and text.gap(named.start) == " ":
        word = text.tokens[named.start - 1]
        if word.lower in ("a", "an"):
            right = "an" if new[0].lower() in _VOWELS else "a"
            if word.lower != right:
                yield Edit(word.start, word.end, right.capitalize() if word.capital else right)
