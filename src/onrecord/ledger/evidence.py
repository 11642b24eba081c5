"""Everything that speaks for and against two people being one, as weighed reasons.

Weights add up to the logarithm of the odds. They were set by hand and moved on the dev half of
``quality/people`` alone; docs/people.md lists them with what each was tried against.
"""

from __future__ import annotations

import math
from functools import lru_cache
from typing import TYPE_CHECKING

from onrecord.ledger.dates import one_time
from onrecord.ledger.group_evidence import by_group_name, only_generic
from onrecord.ledger.group_words import is_generic, telling_words
from onrecord.ledger.name_evidence import by_name, genders, generations
from onrecord.ledger.people import Proposal, Reason, ReasonKind, wordings
from onrecord.ledger.roles import exclusive, fields, offices, same_role, share_a_field
from onrecord.names.abbreviations import is_abbreviation_of
from onrecord.names.group_names import key
from onrecord.names.latin import latin
from onrecord.names.organisations import shortens
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.ledger.people import Person, Reported, Sighting

_USER_LIST = 6.0
_SHARED_ROLE = 1.5
_SHARED_FIELD = 0.7
_SHARED_AFFILIATION = 2.0
_SHARED_GENERIC = 0.7  # "the ministry"
_SAME_OUTLET = 0.3
_OTHER_FIELD = -1.0  # which one person may have
_OTHER_ROLE = -0.7  # of which one tells no walk of life
_OTHER_FIELD_LATER = -2.0  # which nobody has at one time, at another
_OTHER_AFFILIATION = -1.5
_CONFLICT = -6.0
# Reports of each that are compared with each of the other, the last ones.
_COMPARED = 8
# An outlet spells a name in one way: that two are of one outlet does not speak for two spellings.
_HOUSE_SPELLING = frozenset({ReasonKind.VARIANT, ReasonKind.NEAR_NAME})
_REMEMBERED = 50_000


def compare(person: Person, other: Person, subject: Sighting | Person | None = None) -> Proposal | None:
    """Whether two people are one; None where nothing in their names says so. ``subject`` is what the proposal
    is about, where that is not ``person`` itself.
    """
    named = _named(person, other)
    if named is None:
        return None
    reasons = [named, *_around(person, other, named)]
    if person.kind is SpeakerKind.GROUP and named.kind is not ReasonKind.USER_LIST:
        reasons += _by_generic_name(person, other)
    odds = sum(reason.weight for reason in reasons)
    return Proposal(
        subject or person,
        other,
        1 / (1 + math.exp(-odds)),
        tuple(r for r in reasons if not r.conflict),
        tuple(r for r in reasons if r.conflict),
    )


def _named(a: Person, b: Person) -> Reason | None:
    if a.kind is not b.kind:
        return None
    listed = _by_list(a, b) or _by_list(b, a)
    if listed is not None:
        return listed
    return by_name(a, b) if a.kind is SpeakerKind.PERSON else by_group_name(a, b)


def _by_list(known: Person, other: Person) -> Reason | None:
    """A name of the other one that the user's list gives. A word of the listed name alone is none."""
    if known.listed is None:
        return None
    whole = set(list_key(known.name).split())
    for words in wordings(other):
        named = list_key(words)
        alone = " " not in named and named in whole and len(whole) > 1
        if named and not alone and named in _list_keys(known):
            return Reason(ReasonKind.USER_LIST, f"your list gives “{words}” for {known.listed}", _USER_LIST)
    return None


def _list_keys(known: Person) -> frozenset[str]:
    return _keys_of((known.name, *known.aliases))


@lru_cache(_REMEMBERED)
def _keys_of(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(list_key(name) for name in names)


def list_key(words: str) -> str:
    """What a name and an alias of the user's list share: letters, but for case, marks and articles."""
    return key(latin(words))


def _around(a: Person, b: Person, named: Reason) -> Iterator[Reason]:
    """What stands around the names."""
    if a.kind is SpeakerKind.PERSON:
        yield from _by_role(a, b)
        yield from _by_form(a, b)
    yield from _by_affiliation(a, b)
    outlets = set(a.outlets) & set(b.outlets)
    if outlets and named.kind not in _HOUSE_SPELLING:
        yield Reason(ReasonKind.SAME_OUTLET, f"both in {min(outlets)}", _SAME_OUTLET)
    if (a.listed and b.listed and a.listed != b.listed) or _differ(a.wikidata, b.wikidata):
        yield _against(
            ReasonKind.OTHER_ENTRY, f"your list has both {a.listed or a.name} and {b.listed or b.name}"
        )


def _by_generic_name(a: Person, b: Person) -> Iterator[Reason]:
    if only_generic(a) or only_generic(b):
        yield _against(ReasonKind.GENERIC_NAME, f"“{a.name}”, “{b.name}”: of any country or town")


def _differ(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _against(kind: ReasonKind, words: str) -> Reason:
    return Reason(kind, words, _CONFLICT, conflict=True)


def _by_form(a: Person, b: Person) -> Iterator[Reason]:
    """Titles and suffixes, which tell people of one name apart."""
    some, more = genders(a), genders(b)
    if some and more and not some & more:
        yield _against(ReasonKind.OTHER_TITLE, "a man's title and a woman's")
    mine, theirs = generations(a), generations(b)
    if mine != theirs and not mine & theirs:
        told = ", ".join(sorted(mine | theirs))
        yield _against(ReasonKind.OTHER_SUFFIX, f"parent and child: {told} of one alone")


def _by_role(a: Person, b: Person) -> Iterator[Reason]:
    pairs = [(x, y) for x in a.roles[-_COMPARED:] for y in b.roles[-_COMPARED:]]
    same = next(((x, y) for x, y in pairs if same_role(x.words, y.words)), None)
    if same is not None:
        yield from _by_same_role(a, b, *same)
        return
    shared = next(((x, y) for x, y in pairs if share_a_field(x.words, y.words)), None)
    if shared is not None:
        yield Reason(ReasonKind.SHARED_FIELD, _both(*shared), _SHARED_FIELD)
        return
    yield from _by_other_field(pairs)


def _by_same_role(a: Person, b: Person, x: Reported, y: Reported) -> Iterator[Reason]:
    """A role that many have says little of people of different houses; an office, that they are two."""
    elsewhere = _elsewhere(a, b)
    if elsewhere is None:
        yield Reason(ReasonKind.SHARED_ROLE, _both(x, y), _SHARED_ROLE)
    elif offices(x.words) & offices(y.words) and one_time(x, y):
        yield _against(
            ReasonKind.OTHER_OFFICE, f"{x.words} of {elsewhere[0].words} and of {elsewhere[1].words}"
        )


def _by_other_field(pairs: list[tuple[Reported, Reported]]) -> Iterator[Reason]:
    apart = [(x, y) for x, y in pairs if exclusive(x.words, y.words)]
    at_once = next(((x, y) for x, y in apart if one_time(x, y)), None)
    if at_once is not None:
        yield _against(ReasonKind.OTHER_FIELD, f"at one time: {_both(*at_once)}")
    elif apart:
        yield Reason(ReasonKind.OTHER_FIELD, f"at different times: {_both(*apart[0])}", _OTHER_FIELD_LATER)
    elif any(fields(x.words) and fields(y.words) for x, y in pairs):
        yield Reason(ReasonKind.OTHER_FIELD, _both(*pairs[0]), _OTHER_FIELD)
    elif any(fields(x.words) or fields(y.words) for x, y in pairs):
        yield Reason(ReasonKind.OTHER_ROLE, _both(*pairs[0]), _OTHER_ROLE)


def _both(x: Reported, y: Reported) -> str:
    return x.words if x.words == y.words else f"{x.words}, {y.words}"


def _by_affiliation(a: Person, b: Person) -> Iterator[Reason]:
    same = next(_affiliations(a, b, same=True), None)
    if same is not None:
        weight = _SHARED_GENERIC if is_generic(same[0].words) else _SHARED_AFFILIATION
        yield Reason(ReasonKind.SHARED_AFFILIATION, _both(*same), weight)
        return
    elsewhere = _elsewhere(a, b)
    if elsewhere is not None:
        yield Reason(ReasonKind.OTHER_AFFILIATION, _both(*elsewhere), _OTHER_AFFILIATION)


def _elsewhere(a: Person, b: Person) -> tuple[Reported, Reported] | None:
    """Affiliations of one time that are two houses, where none of the two is shared."""
    if next(_affiliations(a, b, same=True), None) is not None:
        return None
    return next((pair for pair in _affiliations(a, b, same=False) if one_time(*pair)), None)


def _affiliations(a: Person, b: Person, *, same: bool) -> Iterator[tuple[Reported, Reported]]:
    for x in a.affiliations[-_COMPARED:]:
        for y in b.affiliations[-_COMPARED:]:
            if _one_house(x.words, y.words) is same:
                yield x, y


@lru_cache(_REMEMBERED)
def _one_house(x: str, y: str) -> bool | None:
    """Whether two affiliations are one; None where a generic one may be any."""
    a, b = latin(x), latin(y)
    if key(a) == key(b) or sorted(telling_words(a)) == sorted(telling_words(b)):
        return True
    pairs = ((a, b), (b, a))
    if any(shortens(*pair) or is_abbreviation_of(*pair) for pair in pairs):
        return True
    return None if is_generic(a) or is_generic(b) else False
