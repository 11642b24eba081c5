"""Speakers for their pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers import appearances, ask, people
from onrecord.answers import portrait as portraits
from onrecord.answers.filters import Filters
from onrecord.errors import NotRecordedError
from onrecord.web.views import merging

if TYPE_CHECKING:
    from onrecord.answers.appearances import Member
    from onrecord.answers.portrait import Portrait
    from onrecord.answers.values import Act, PersonFound, Proposed, Statement
    from onrecord.desk import Ledger

PAGE: Final = 20
#: People on one page of the list: each is asked for by itself, with spellings and roles.
LISTED: Final = 60
_PROPOSED: Final = 12


@dataclass(frozen=True, slots=True)
class PeopleView:
    """Those whom a name may mean, or whoever says most; ``proposals``: who may be the same."""

    name: str
    people: tuple[PersonFound, ...]
    proposals: tuple[Proposed, ...]
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class PersonView:
    """A speaker: the portrait, and what they said, the latest published first; ``about`` narrows that.

    ``acts`` are what was done about who they are, ``did`` the one that was done last, ``members`` those whom
    merges made one with them, they themselves first.
    """

    portrait: Portrait
    about: str
    statements: tuple[Statement, ...]
    more: bool
    skip: int
    limit: int
    members: tuple[Member, ...]
    acts: tuple[Act, ...]
    did: Act | None = None


def everyone(ledger: Ledger, name: str = "") -> PeopleView:
    """The list of people; of those whom ``name`` may mean, where it is given."""
    with ledger.reading():
        proposed = people.proposals(ledger, limit=_PROPOSED)
        try:
            found = people.everyone(ledger, name.strip() or None, limit=LISTED)
        except NotRecordedError as error:
            return PeopleView(name, (), proposed, str(error))
        return PeopleView(name, found, proposed)


def person(
    ledger: Ledger,
    person_id: int,
    *,
    about: str = "",
    filters: Filters | None = None,
    skip: int = 0,
    did: int | None = None,
) -> PersonView:
    """A speaker who stands for themselves. Raises NotRecordedError, UsageError."""
    with ledger.reading():
        portrait = portraits.portrait(ledger, person_id)
        found = ask.said(
            ledger,
            f"#{person_id}",
            about=about if about.strip() else None,
            filters=filters or Filters(),
            limit=PAGE,
            skip=skip,
        )
        members = appearances.members(ledger, person_id) if portrait.person.merged else ()
        acts = merging.acts_of(ledger, portrait.person)
        last = merging.made_last(ledger, did)
    return PersonView(portrait, about, found.statements, found.more, skip, PAGE, members, acts, last)
