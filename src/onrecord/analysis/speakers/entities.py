"""Names of one article -> entities: which spellings are one person, one organisation.

Names alone decide here, and only where they do: a surname that two people of the article share stays open
(``Entities.open``) for the context to decide.
"""

from __future__ import annotations

import collections
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.mentions import NAMES, Kind
from onrecord.names import organisations
from onrecord.names.people import Likeness, NameIndex, parse, relation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.analysis.mentions import Scored
    from onrecord.names.people import PersonName


# Longer names that are compared with a shorter one that shares its rarest word. What fits more is ambiguous.
_MOST = 32
# Mentions of a title and surname before the only full name of the surname, from which on they are two people.
_INTRODUCED = 2


@dataclass(slots=True)
class Entity:
    """Somebody or something with a name: the mentions (numbers) that are spellings of it."""

    person: bool
    names: list[int] = field(default_factory=list)
    spellings: list[str] = field(default_factory=list)  # the fullest first
    gender: str | None = None  # "m", "f" where a title says so


@dataclass(frozen=True, slots=True)
class Entities:
    """The entities, the number of the entity ``of`` each mention that is a name, and those names that fit
    several (``open``: mention -> entities).
    """

    found: list[Entity]
    of: dict[int, int]
    open: dict[int, tuple[int, ...]]


def entities(words: Sequence[str], mentions: Scored) -> Entities:
    """The entities among the mentions, whose words are ``words``."""
    by_core: dict[str, list[int]] = collections.defaultdict(list)
    for n in np.flatnonzero(np.isin(mentions.kinds, NAMES)).tolist():
        by_core[_core(words[n])].append(n)
    people = {c: ns for c, ns in by_core.items() if c and _is_person(mentions, ns)}
    groups = {c: ns for c, ns in by_core.items() if c and c not in people}
    out = Entities([], {}, {})
    _people(people, words, out)
    _groups(groups, words, out)
    return out


def _core(words: str) -> str:
    """What equal names share."""
    return organisations.key(words)


def _is_person(mentions: Scored, numbers: Sequence[int]) -> bool:
    """Whether most of what the model says of equal words is that they name a person."""
    at = np.array(numbers)
    person = mentions.kinds[at] == Kind.PERSON_NAME
    return bool(mentions.probabilities[at][person].sum() * 2 >= mentions.probabilities[at].sum())


def _people(by_core: Mapping[str, list[int]], words: Sequence[str], out: Entities) -> None:
    """Full names first, in order of appearance; a part of a name joins the one full name that it fits."""
    parsed = {core: _fullest(words, numbers) for core, numbers in by_core.items()}
    order = sorted(by_core, key=lambda core: (-len(parsed[core].parts), by_core[core][0]))
    surnames = _surnames(by_core, parsed)
    index = NameIndex()
    holders: list[int] = []  # the entity of each name in the index
    for core in order:
        name, numbers = parsed[core], by_core[core]
        fitting = [e for e in _fitting(name, index, holders) if _agree(out.found[e].gender, name.gender)]
        alone = surnames.get(name.parts[0].casefold()) if len(name.parts) == 1 else None
        if len(fitting) == 1 and alone and _is_introduced(*alone, out.found[fitting[0]]):
            fitting = []
        if len(fitting) > 1:
            out.open.update((n, tuple(fitting)) for n in numbers)
            continue
        at = fitting[0] if fitting else len(out.found)
        if not fitting:
            out.found.append(Entity(person=True))
        entity = out.found[at]
        entity.names += numbers
        entity.spellings.append(words[numbers[0]])
        entity.gender = entity.gender or name.gender
        index.add(name)
        holders.append(at)
        out.of.update(dict.fromkeys(numbers, at))


def _surnames(
    by_core: Mapping[str, Sequence[int]], parsed: Mapping[str, PersonName]
) -> dict[str, tuple[list[int], list[int]]]:
    """The mentions of each surname alone, and those of them that have a title."""
    out: dict[str, tuple[list[int], list[int]]] = collections.defaultdict(lambda: ([], []))
    for core, numbers in by_core.items():
        if len(parsed[core].parts) == 1:
            alone, titled = out[parsed[core].parts[0].casefold()]
            alone += numbers
            titled += numbers if parsed[core].titles else []
    return out


def _is_introduced(alone: Sequence[int], titled: Sequence[int], full: Entity) -> bool:
    """Whether a title and surname introduce somebody before the only full name with that surname, which is
    rarer than the surname until then: "President Lund" here, "Maja Lund" of the family later.
    """
    first = full.names[0]
    return sum(n < first for n in titled) >= _INTRODUCED and len(full.names) < sum(n < first for n in alone)


def _fullest(words: Sequence[str], numbers: Sequence[int]) -> PersonName:
    """The longest wording: the one with a title, if any."""
    return parse(max((words[n] for n in numbers), key=len))


def _fitting(name: PersonName, index: NameIndex, holders: Sequence[int]) -> list[int]:
    """The entities that the name may be: those it equals, else those it is a part of."""
    found: dict[Likeness, list[int]] = collections.defaultdict(list)
    for n in index.near(name):
        likeness = relation(name, index.names[n])
        if holders[n] not in found[likeness]:
            found[likeness].append(holders[n])
    if len(name.parts) == 1 and name.gender is None and found[Likeness.SAME]:
        # "Mr. Lund" was told by his title; "Lund" may still be any Lund.
        return list(dict.fromkeys(found[Likeness.SAME] + found[Likeness.PART]))
    for likeness in (Likeness.SAME, Likeness.VARIANT):
        if found[likeness]:
            return found[likeness][:1]
    return found[Likeness.PART]


def _agree(a: str | None, b: str | None) -> bool:
    """Whether the genders that titles tell may be one person's."""
    return a is None or b is None or a == b


def _groups(by_core: Mapping[str, list[int]], words: Sequence[str], out: Entities) -> None:
    """Longer names first; a shorter one joins the longer that it abbreviates or shortens."""
    holders: dict[str, int] = {}
    keys: dict[str, list[str]] = collections.defaultdict(list)  # word or letters -> cores that have it
    for core in sorted(by_core, key=lambda c: (-len(c.split()), by_core[c][0])):
        letters = words[by_core[core][0]].removeprefix("the ").replace(".", "").isupper()
        longer = {holders[name] for name in _longer(core, keys, letters=letters)}
        if len(longer) == 1:
            holders[core] = longer.pop()
        else:
            holders[core] = len(out.found)
            out.found.append(Entity(person=False))
        entity = out.found[holders[core]]
        entity.names += by_core[core]
        entity.spellings.append(words[by_core[core][0]])
        out.of.update(dict.fromkeys(by_core[core], holders[core]))
        for key in dict.fromkeys((*core.split(), *organisations.letters(core))):
            keys[key].append(core)


def _longer(core: str, keys: Mapping[str, list[str]], *, letters: bool) -> list[str]:
    """The longer names that this one stands for. All its words are in them: the rarest is looked up. What is
    but ``letters`` is no beginning of a longer one: "VT America" is another than VT.
    """
    near = min((keys.get(part, []) for part in core.split()), key=len)
    return [
        name
        for name in near[:_MOST]
        if organisations.is_abbreviation_of(core, name)
        or (not letters and organisations.shortens(core, name))
    ]
