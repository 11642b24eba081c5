"""The values of identity: whom an article shows, who somebody is across articles, and why we think so.

``Sighting`` is a speaker as one article shows them, ``Person`` what all their sightings add up to. "Person"
stands for organisations, too, as in law. Dates are ISO 8601, as precise as the page has them, None where
it has none. Nothing here is stored: the ledger's rows are made into these and back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from onrecord.records import SpeakerKind

#: What the ledger numbers its rows with; only compared.
Id: TypeAlias = int | str


@dataclass(frozen=True, slots=True)
class Sighting:
    """A speaker of one article: ``kind`` is PERSON or GROUP; ``spellings`` are all wordings of the name in
    the article, with courtesy titles; ``role``, ``affiliation``, ``outlet``, ``date``, ``language`` are None
    where the article gives none.
    """

    article: Id
    speaker: Id
    name: str
    kind: SpeakerKind
    spellings: tuple[str, ...] = ()
    role: str | None = None
    affiliation: str | None = None
    outlet: str | None = None
    date: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reported:
    """Words that ``count`` articles gave of somebody, first and last on these dates; None: undated."""

    words: str
    first: str | None = None
    last: str | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody across articles. ``spellings`` are (wording, number of articles), the most frequent first.

    ``listed`` is the name of the entry in the user's own list, None for who is not on it; ``aliases`` are the
    other names that the list gives, ``wikidata`` its item ("Q42").
    """

    id: Id
    name: str
    kind: SpeakerKind
    spellings: tuple[tuple[str, int], ...] = ()
    roles: tuple[Reported, ...] = ()
    affiliations: tuple[Reported, ...] = ()
    outlets: tuple[str, ...] = ()
    wikidata: str | None = None
    listed: str | None = None
    aliases: tuple[str, ...] = ()


# Wordings of one person that are looked at, the most frequent: who is in the news for years gathers slips.
_MOST_WORDINGS = 24


def wordings(person: Person) -> tuple[str, ...]:
    """The names that articles gave the person, first the one they are shown by: at most 25."""
    frequent = (words for words, _ in person.spellings[:_MOST_WORDINGS])
    return tuple(dict.fromkeys((person.name, *frequent)))


class ReasonKind(StrEnum):
    """What speaks for or against two being one."""

    SAME_NAME = "same-name"  # the same full name
    FULLER_NAME = "fuller-name"  # but for middle names or initials
    VARIANT = "variant"  # another spelling or transliteration
    NEAR_NAME = "near-name"  # the same consonants: a slip, or another name ("Jamal", "Jamil")
    INITIALS = "initials"  # "C. Moe", "Carla Moe"
    PART_NAME = "part-name"  # two or more names of several; a short given name
    SURNAME = "surname"  # one word alone, which may be anybody's
    SCRIPT = "script"  # the consonants of a name in another script
    ABBREVIATION = "abbreviation"  # letters of an organisation's name
    SHORT_FORM = "short-form"  # "Moss Energy" of "Moss Energy Corp."
    USER_LIST = "user-list"  # a name that the user's own list gives
    SHARED_ROLE = "shared-role"
    SHARED_FIELD = "shared-field"  # roles of one walk of life
    SHARED_AFFILIATION = "shared-affiliation"
    SAME_OUTLET = "same-outlet"  # seen in the same outlet
    OTHER_FIELD = "other-field"  # a footballer, a minister
    OTHER_ROLE = "other-role"
    OTHER_AFFILIATION = "other-affiliation"
    OTHER_OFFICE = "other-office"  # mayors of two towns
    OTHER_TITLE = "other-title"  # Mr. and Mrs.
    OTHER_SUFFIX = "other-suffix"  # Sr. and Jr.
    OTHER_ENTRY = "other-entry"  # two entries of the user's list
    GENERIC_NAME = "generic-name"  # "the Ministry of Health", of any country
    SAME_ARTICLE = "same-article"  # told apart by an article that has both


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that speaks for (``weight`` above 0) or against it, in ``words`` for people. ``weight`` adds
    to the logarithm of the odds. Where ``conflict`` is true, the two are never joined by us.
    """

    kind: ReasonKind
    words: str
    weight: float
    conflict: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """That ``subject`` is ``person``, and how probable it is. With ``conflict`` they stay apart, whatever the
    ``evidence``: that is a same-name conflict, to be listed.
    """

    subject: Sighting | Person
    person: Person
    probability: float
    evidence: tuple[Reason, ...]
    conflict: tuple[Reason, ...] = ()


class Outcome(StrEnum):
    """What was decided of a sighting."""

    EXISTING = "existing"  # it is ``Decision.person``
    NEW = "new"  # nobody like that is known
    UNDECIDED = "undecided"  # new until somebody decides on the proposals


@dataclass(frozen=True, slots=True)
class Decision:
    """Whose sighting it is. ``person`` and ``applied`` (why) are given where the outcome is EXISTING.
    ``proposals`` are for the user, likeliest first; ``conflicts`` are people of the same name who stay apart.
    """

    outcome: Outcome
    person: Person | None = None
    applied: Proposal | None = None
    proposals: tuple[Proposal, ...] = ()
    conflicts: tuple[Proposal, ...] = ()


def first_seen(sighting: Sighting, person_id: Id) -> Person:
    """The person whom one sighting shows."""
    words = dict.fromkeys((sighting.name, *sighting.spellings))
    return Person(
        person_id,
        sighting.name,
        sighting.kind,
        tuple((spelling, 1) for spelling in words),
        _reported(sighting.role, sighting.date),
        _reported(sighting.affiliation, sighting.date),
        (sighting.outlet,) if sighting.outlet else (),
    )


def seen_again(person: Person, sighting: Sighting) -> Person:
    """The person with one sighting more."""
    return united(person, first_seen(sighting, person.id))


def united(person: Person, other: Person) -> Person:
    """``person`` with everything that is known of ``other``. The fuller name is kept, the user's always."""
    listed = person if person.listed or not other.listed else other
    fuller = max(person.name, other.name, key=lambda name: len(name.split()))
    return replace(
        person,
        name=listed.name if listed.listed else fuller,
        spellings=_added(person.spellings, other.spellings),
        roles=_together(person.roles, other.roles),
        affiliations=_together(person.affiliations, other.affiliations),
        outlets=tuple(dict.fromkeys(person.outlets + other.outlets)),
        wikidata=person.wikidata or other.wikidata,
        listed=listed.listed,
        aliases=tuple(dict.fromkeys(person.aliases + other.aliases)),
    )


def _reported(words: str | None, date: str | None) -> tuple[Reported, ...]:
    return (Reported(words, date, date),) if words else ()


def _added(
    some: tuple[tuple[str, int], ...], more: tuple[tuple[str, int], ...]
) -> tuple[tuple[str, int], ...]:
    counts = Counter(dict(some))
    counts.update(dict(more))
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _together(some: tuple[Reported, ...], more: tuple[Reported, ...]) -> tuple[Reported, ...]:
    """The words of both, in the order in which they were first reported."""
    found = {report.words: report for report in some}
    for report in more:
        known = found.get(report.words)
        found[report.words] = report if known is None else _longer(known, report)
    return tuple(sorted(found.values(), key=lambda r: (r.first or "", r.words)))


def _longer(a: Reported, b: Reported) -> Reported:
    firsts = [date for date in (a.first, b.first) if date]
    lasts = [date for date in (a.last, b.last) if date]
    return Reported(a.words, min(firsts, default=None), max(lasts, default=None), a.count + b.count)
