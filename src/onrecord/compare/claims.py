"""Statements as claims that can be held against one another: where each stands, who says it, and what its
words say, taken apart by ``clauses``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.compare.clauses import clauses_of, form_of, insists, is_negated, number_of, whose
from onrecord.compare.stems import stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.compare.clauses import Clause, Number
    from onrecord.compare.events import About

#: A source of these words says nothing.
_NOBODY: Final = frozenset(("nobody", "no one", "none", "neither"))


class Told(NamedTuple):
    """A statement as the page has it: who says it, by which cue, and what."""

    source: str
    cue: str
    content: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody claims. ``order`` is its place in its article, ``moment`` when that was published, in
    seconds, None without a time of day; ``speakers`` are keys of who speaks, ``who`` the stems of all words
    by which the article names them; ``about`` what the article is about.

    ``denies``: that it denies what its content says; ``doubts``: that it doubts it; ``calls``: that it calls
    something untrue; ``insists``: that its cue holds against somebody; ``unsaid``: that, as the page has
    it, it
    was not said. ``cue`` are the stems of its cue
    ("found"), ``names`` those of people whose word it speaks of ("the union's figure"), ``mentions`` all of
    its content. ``told`` are its own words. ``number``: whether it gives a number, or speaks of somebody's
    ("the union's figure").
    """

    id: int
    article: int
    order: int
    parent: int | None
    day: int | None
    moment: float | None
    published: str | None
    speakers: frozenset[str]
    who: frozenset[str]
    clauses: tuple[Clause, ...]
    denies: bool
    doubts: bool
    calls: bool
    insists: bool
    unsaid: bool
    number: Number
    cue: frozenset[str]
    names: frozenset[str]
    mentions: frozenset[str]
    stance: str | None
    about: About
    told: Told

    @property
    def answers(self) -> bool:
        """Whether its form alone says that it answers somebody."""
        return self.denies or self.calls or self.doubts

    @property
    def every(self) -> frozenset[str]:
        """The stems of all clauses."""
        return frozenset().union(*(clause.stems for clause in self.clauses)) if self.clauses else frozenset()


class Place(NamedTuple):
    """Where a claim stands: see ``Claim`` for each."""

    id: int
    article: int
    order: int
    parent: int | None
    published: str | None


def claim_of(
    place: Place,
    told: Told,
    speakers: frozenset[str],
    named: Sequence[str],
    subject: About,
    *,
    stance: str | None = None,
    negated: bool = False,
) -> Claim:
    """A statement as a claim; ``named`` are names, roles and affiliations of who speaks."""
    clauses = clauses_of(told.content)
    form = form_of(told.cue, told.content, clauses, stance, negated=negated)
    return Claim(
        id=place.id,
        article=place.article,
        order=place.order,
        parent=place.parent,
        day=day_of(place.published),
        moment=_moment(place.published),
        published=place.published,
        speakers=speakers,
        who=frozenset(stems(" ".join([told.source, *named]))),
        clauses=clauses,
        denies=form.denies,
        doubts=form.doubts,
        calls=form.calls,
        insists=insists(told.cue),
        unsaid=told.source.lower() in _NOBODY or is_negated(told.cue),
        number=number_of(told.content),
        cue=frozenset(stems(told.cue)),
        names=whose(told.content) | _accused(clauses),
        mentions=frozenset(stems(told.content)),
        stance=stance,
        about=subject,
        told=told,
    )


def _accused(clauses: Sequence[Clause]) -> frozenset[str]:
    """Who is said not to tell the truth: "Mr Tench is lying"."""
    return frozenset().union(*(one.named for one in clauses if one.untrue))


def day_of(published: str | None) -> int | None:
    """A date of publication as an ordinal; None where the day is not known."""
    try:
        return date.fromisoformat((published or "")[:10]).toordinal()
    except ValueError:
        return None


def _moment(published: str | None) -> float | None:
    """When an article was published, in seconds; None where its page gives the day alone, or nothing."""
    if published is None or len(published) <= len("2024-05-02"):
        return None
    try:
        told = datetime.fromisoformat(published)
    except ValueError:
        return None
    return told.replace(tzinfo=told.tzinfo or UTC).timestamp()
