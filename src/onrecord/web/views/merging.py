"""Who is who, for the pages on which a reviewer merges and parts people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.answers import appearances, people, portrait
from onrecord.errors import NotRecordedError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.answers.appearances import Appearance, Member
    from onrecord.answers.values import Act, PersonFound, Proposed
    from onrecord.desk import Ledger

#: People that a name may mean, of whom one is chosen.
_CHOICE: Final = 30
#: Articles on one page of those from which are chosen.
PAGE: Final = 50
#: Articles of one split, as the API takes them.
MOST_ARTICLES: Final = 1_000
#: Acts on a speaker's page; all of them are on the page of the history.
_LATEST: Final = 8
HISTORY: Final = 50


@dataclass(frozen=True, slots=True)
class Side:
    """Somebody on the page of a merge. ``seen`` is who they are one with, as the reviewer sees it."""

    person: PersonFound

    @property
    def seen(self) -> str:
        """Numbers, which any merge and split of this person changes."""
        return ",".join(map(str, (self.person.id, *sorted(self.person.merged))))


@dataclass(frozen=True, slots=True)
class MergeView:
    """Whom to let be one with ``one``. ``asked`` are the words by which the other is looked for, ``found``
    whom they may mean, ``other`` the one that they mean; ``proposed`` says what speaks for and against it.
    """

    one: Side
    asked: str = ""
    other: Side | None = None
    found: tuple[PersonFound, ...] = ()
    proposed: Proposed | None = None
    problem: str | None = None

    @property
    def seen(self) -> str:
        """What a merge gives back, so that it is refused where somebody else was quicker."""
        return f"{self.one.seen};{self.other.seen}" if self.other else ""


@dataclass(frozen=True, slots=True)
class SplitView:
    """How somebody can be parted: out of ``members``, whom merges made one, or by ``appearances``.

    ``member`` is who was chosen to leave, ``chosen`` are articles that were chosen; none of both: to choose.
    """

    person: PersonFound
    members: tuple[Member, ...]
    appearances: tuple[Appearance, ...]
    more: bool
    skip: int
    limit: int
    member: Member | None = None
    chosen: tuple[Appearance, ...] = ()
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class ActsView:
    """What was done about who is who, the latest first; ``after`` leads to older acts, None at the end."""

    acts: tuple[Act, ...]
    after: int | None
    did: Act | None = None


def merging(ledger: Ledger, person_id: int, asked: str = "") -> MergeView:
    """The page of a merge of somebody. Raises NotRecordedError where there is nobody of this number."""
    with ledger.reading():
        one = _standing(ledger, person_id)
        if not asked.strip():
            return MergeView(Side(one))
        try:
            found = people.everyone(ledger, asked.strip(), limit=_CHOICE)
        except NotRecordedError as error:
            return MergeView(Side(one), asked, problem=str(error))
        others = tuple(each for each in found if each.id != one.id)
        if not others:
            problem = (
                f"{asked.strip()[:200]!r} is {one.name} (number {one.id}), who is on this page: expected "
                "somebody else; write another name, or a number"
            )
            return MergeView(Side(one), asked, problem=problem)
        if len(others) > 1:
            return MergeView(Side(one), asked, found=others)
        return MergeView(
            Side(one),
            asked,
            Side(others[0]),
            proposed=people.proposed_between(ledger, _all(one), _all(others[0])),
        )


def parting(
    ledger: Ledger, person_id: int, *, member: int | None = None, chosen: Sequence[int] = (), skip: int = 0
) -> SplitView:
    """The page on which somebody is parted. Raises NotRecordedError."""
    with ledger.reading():
        person = _standing(ledger, person_id)
        members = appearances.members(ledger, person.id)
        shown = appearances.appearances(ledger, person.id, limit=PAGE + 1, skip=skip)
        picked = appearances.appearances(ledger, person.id, only=chosen, limit=len(chosen)) if chosen else ()
    leaving = next((one for one in members if one.id == member), None)
    problem = None
    if member is not None and leaving is None:
        problem = (
            f"person {member} is not one with {person.name} (number {person.id}): expected one of the list; "
            "somebody may have parted them meanwhile"
        )
    elif chosen and not picked:
        listed = ", ".join(map(str, chosen[:10]))
        problem = f"none of the articles {listed} shows {person.name}: expected some of the list"
    return SplitView(person, members, shown[:PAGE], len(shown) > PAGE, skip, PAGE, leaving, picked, problem)


def acts_of(ledger: Ledger, person: PersonFound) -> tuple[Act, ...]:
    """What was done about somebody, and about those whom merges made one with them, the latest first."""
    return people.history(ledger, of=(person.id, *person.merged), limit=_LATEST)


def history(ledger: Ledger, *, after: int | None = None, did: int | None = None) -> ActsView:
    """A page of what was done about who is who; ``did`` is the act that was done last."""
    with ledger.reading():
        found = people.history(ledger, limit=HISTORY + 1, after=after)
        last = made_last(ledger, did)
    shown = found[:HISTORY]
    return ActsView(shown, shown[-1].id if len(found) > HISTORY else None, last)


def made_last(ledger: Ledger, did: int | None) -> Act | None:
    """The act that was done last, to be told on the page that follows; None where there is none."""
    if did is None:
        return None
    try:
        return people.act(ledger, did)
    except NotRecordedError:
        return None


def _standing(ledger: Ledger, person_id: int) -> PersonFound:
    """Whoever stands for somebody after all merges."""
    return people.everyone(ledger, f"#{portrait.stands_for(ledger, person_id)}", limit=1)[0]


def _all(person: PersonFound) -> tuple[int, ...]:
    """The numbers of all who are one."""
    return person.id, *person.merged
