"""Whether two figures are about the same thing: the same noun, event, place and time.

Each sign adds to or takes from the log odds; ``WEIGHTS`` name them, and evidence says which were met.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp
from typing import TYPE_CHECKING, Final

from onrecord.compare.counted_words import OF_PEOPLE, PERSON, counts_people
from onrecord.records import FigureKind

if TYPE_CHECKING:
    from onrecord.compare.events import About, Event, Signs
    from onrecord.compare.quantities import Quantity
    from onrecord.compare.told import Days, Told

#: Two figures are put beside one another where this is as probable as that at least.
LIKELY: Final = 0.6
#: Articles published further apart than this, in days, are of different times.
WINDOW: Final = 30
#: A day that a sentence names is of another time than its article where it lies so many days off.
AWAY: Final = 45
_NEVER: Final = 0.0


@dataclass(frozen=True, slots=True)
class Given:
    """A figure that an article gives: ``told`` in its words; ``day`` of publication as an ordinal, None where
    it is not known; ``voice`` who gives it (an attribution's number, None for the page). ``known`` are all
    words of the article with a capital. ``alone``: the voice counts that noun once.
    """

    id: int
    article: int
    told: Told
    voice: int | None
    speakers: frozenset[int]
    day: int | None
    about: About
    known: frozenset[str]
    alone: bool = True


@dataclass(frozen=True, slots=True)
class Likeness:
    """How probable it is that two figures are about one thing, and by what."""

    probability: float
    evidence: tuple[tuple[str, str], ...]


def compatible(one: Told, other: Told) -> bool:
    """Whether two figures measure in one unit, and both a level or both a change."""
    if one.change != other.change or one.quantity.unit != other.quantity.unit:
        return False
    kinds = {one.quantity.kind, other.quantity.kind}
    return len(kinds) == 1


def likeness(one: Given, other: Given, event: Event) -> Likeness:
    """How probable it is that both are about the same thing; ``event`` is ``event_of`` of their articles."""
    first, second = one.told, other.told
    if not compatible(first, second) or first.quantity.kind in _NOT_COMPARED:
        return _NOTHING
    if one.article == other.article and one.voice == other.voice and first.clause == second.clause:
        return _NOTHING
    signs: Signs = {"": (START, ""), **event.signs}
    for told in (_noun(first, second), _context(first, second)):
        if told is None:
            return _NOTHING
        signs |= told
    signs |= _fates(first, second)
    signs |= _times(one, other)
    signs |= _places(one, other)
    signs |= _forms(one, other)
    signs |= _alone(one, other)
    odds = sum(weight for weight, _ in signs.values())
    evidence = tuple((sign, words) for sign, (weight, words) in signs.items() if sign and weight)
    return Likeness(1 / (1 + exp(-odds)), evidence)


_NOTHING: Final = Likeness(_NEVER, ())
#: The log odds before anything is looked at.
START: Final = -4.0
_NOT_COMPARED: Final = frozenset((FigureKind.MULTIPLE, FigureKind.SCORE))


def _noun(one: Told, other: Told) -> Signs | None:
    fate = one.fates & other.fates
    if one.noun and one.noun == other.noun:
        return {"noun": (1.6, one.noun)}
    if one.noun and other.noun:
        told = f"{one.noun}, {other.noun}"
        people = counts_people(one.noun) and counts_people(other.noun)
        if people and PERSON in (one.noun, other.noun):
            return {"noun": (1.2 if fate else 0.0, told)}
        if one.noun in other.context or other.noun in one.context:
            return {"noun": (0.3, told)}
        return (
            {"noun": (0.6, told)}
            if people and fate
            else {"noun": (-0.5, told)}
            if one.quantity.unit
            else None
        )
    if one.noun or other.noun:
        noun = one.noun or other.noun or ""
        if noun in one.context and noun in other.context:
            return {"noun": (1.6 if one.label or other.label else 1.3, noun)}
        if fate and counts_people(noun):
            return {"noun": (1.1 if fate & OF_PEOPLE else 0.6, noun)}
        return {"noun": (-0.3, noun)} if one.quantity.unit else None
    return {"noun": (0.4, "")}


def _context(one: Told, other: Told) -> Signs | None:
    nouns = {one.noun, other.noun}
    first, second = one.context - nouns, other.context - nouns
    shared = first & second
    if not shared:
        if one.fates & other.fates or (_same_noun(one, other) and (one.label or other.label)):
            return {}
        return {"context": (-2.0 if one.quantity.unit and one.noun != other.noun else -1.0, "")}
    part = len(shared) / (min(len(first), len(second)) + 1)
    return {"context": (min(3.2, 0.6 + 2.2 * part + 0.3 * len(shared)), " ".join(sorted(shared)))}


def _same_noun(one: Told, other: Told) -> bool:
    """Whether one noun is counted, as far as the clauses show it."""
    noun = one.noun or other.noun
    if one.noun and other.noun:
        return one.noun == other.noun
    return noun is not None and noun in (one.noun, *one.context) and noun in (other.noun, *other.context)


def _fates(one: Told, other: Told) -> Signs:
    """What befalls the counted: that of people must be the same, that of things is a sign where it is."""
    first, second = one.fates & OF_PEOPLE, other.fates & OF_PEOPLE
    shared = one.fates & other.fates
    if first != second and not first & second:
        if first and second:
            return {"another fate": (-3.0, "")}
        if not (one.quantity.unit or other.quantity.unit):
            return {"fate of one": (-2.0, "")}
    if shared:
        told = one.noun != other.noun or one.noun == PERSON or one.noun is None
        return {"fate": (1.4 if told else 0.7, " ".join(sorted(shared)))}
    return {"another fate": (-3.0, "")} if one.fates and other.fates else {}


def _times(one: Given, other: Given) -> Signs:
    signs: Signs = {}
    if one.day is not None and other.day is not None:
        apart = abs(one.day - other.day)
        if apart > WINDOW:
            signs["published apart"] = (-6.0, f"{apart} days")
        elif apart > 7:
            signs["published apart"] = (-0.5 * apart / WINDOW, f"{apart} days")
    first, second = one.told.days, other.told.days
    if first or second:
        known = (first or _now(one)), (second or _now(other))
        if not all(known):
            signs["another time"] = (-1.5, "")
        elif not any(_meet(a, b) for a in known[0] for b in known[1]):
            ahead = not (first and second) and _ahead(one, first) and _ahead(other, second)
            signs["another time"] = (-1.0 if ahead else -4.0, "")
    return signs


def _now(one: Given) -> tuple[Days, ...]:
    """The time that an article is of, where its words name none."""
    return () if one.day is None else ((one.day - AWAY, one.day + AWAY),)


def _ahead(one: Given, days: tuple[Days, ...]) -> bool:
    """Whether no time that is named lies before the article."""
    return one.day is not None and all(first > one.day for first, _ in days)


def _meet(one: Days, other: Days) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]


def _places(one: Given, other: Given) -> Signs:
    """Names in the clauses: that they are the same, or that neither article knows of the other's."""
    first, second = one.told.names, other.told.names
    if one.article == other.article:
        strange = len(first - second) if first and second and not first & second else 0
        return {"other names": (-1.0, " ".join(sorted(first ^ second)))} if strange else {}
    strange_one = first - other.known
    strange_two = second - one.known
    if strange_one and strange_two:
        return {"other names": (-2.0, " ".join(sorted(strange_one | strange_two)))}
    if (strange_one or strange_two) and not first & second:
        return {"other names": (-1.0, " ".join(sorted(strange_one | strange_two)))}
    return {}


def _forms(one: Given, other: Given) -> Signs:
    signs: Signs = {}
    first, second = one.told, other.told
    if first.role != second.role:
        if "subset" in (first.role, second.role):
            signs["a part of it"] = (-3.0, "")
        elif {first.role, second.role} == {"part", "whole"}:
            signs["a part of it"] = (-4.0, "")
        elif "whole" in (first.role, second.role):
            signs["a part of it"] = (-1.5, "")
    if "/" in (first.quantity.unit or ""):
        signs["unit"] = (0.8, first.quantity.unit or "")
    if first.forecast != second.forecast:
        signs["a plan"] = (-0.8, "")
    if one.article == other.article and one.voice == other.voice:
        signs["one voice"] = (-2.5, "")
    return signs


def _alone(one: Given, other: Given) -> Signs:
    """That neither voice counts that noun twice; or that both give one number."""
    signs: Signs = {}
    first, second = one.told, other.told
    if _same_noun(first, second) and first.noun != PERSON and one.alone and other.alone:
        signs["alone"] = (1.9, first.noun or second.noun or "")
    value = first.quantity.value
    if (size := _size(first.quantity, second.quantity)) is not None:
        signs["another size"] = (size, "")
    if value is not None and value == second.quantity.value and first.quantity.bound == second.quantity.bound:
        signs["same number"] = (1.5 if value >= 10 else 0.7, "")
    return signs


def _size(one: Quantity, other: Quantity) -> float | None:
    """Two numbers of one thing are rarely ten times as large as one another, hardly ever a hundred times."""
    values = [q.value if q.value is not None else q.high for q in (one, other)]
    if any(value is None or value <= 0 for value in values):
        return None
    first, second = (float(value) for value in values if value is not None)
    times = max(first, second) / min(first, second)
    return -3.0 if times > 100 else -1.5 if times > 10 else None
