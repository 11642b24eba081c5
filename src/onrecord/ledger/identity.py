"""Who is it? A sighting and the people it may show, decided with precision first.

Above ``APPLY`` a sighting is joined to a person; from ``PROPOSE`` on that is proposed to the user; below, it
is not mentioned. A decision rests on the candidates handed over, not on the order of them.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from onrecord.ledger.evidence import compare
from onrecord.ledger.people import Decision, Outcome, ReasonKind, first_seen

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from onrecord.ledger.people import Id, Person, Proposal, Sighting

# On the 378 dev pairs of quality/people, 0.92 to 0.94 join the same 181 pairs, all rightly. At 0.90 twelve
# wrong ones are joined, too; at 0.945 recall falls from 0.958 to 0.857.
APPLY = 0.94
# With 0.3 no pair more that is the same is found; with 0.6 one is lost.
PROPOSE = 0.5
# Logarithm of the odds by which the likeliest must be ahead of the next: four to one. Less than a shared role
# (1.5), so that this decides between two of one name; more than a shared walk of life and an outlet (1.0).
_AHEAD = 1.38
_PROPOSED = 8  # proposals and conflicts that are kept of one sighting
# What is never enough, whatever stands beside it.
_NEVER = frozenset({ReasonKind.SURNAME, ReasonKind.NEAR_NAME})
_SAYS_LITTLE = frozenset({ReasonKind.SAME_OUTLET})
# Names that are as good as one, so that a conflict of their bearers is worth to be listed.
_ONE_NAME = frozenset(
    {ReasonKind.SAME_NAME, ReasonKind.FULLER_NAME, ReasonKind.VARIANT, ReasonKind.USER_LIST}
)


def assign(sighting: Sighting, candidates: Sequence[Person], *, beside: Collection[Id] = ()) -> Decision:
    """Whose sighting it is. ``candidates`` are those whom its ``keys.sighting_lookups`` find; ``beside`` are
    ids of the people whom the same article shows as other speakers: it is none of them.
    """
    subject = first_seen(sighting, "")
    found = [compare(subject, person, sighting) for person in candidates if person.id not in beside]
    ranked = sorted((p for p in found if p is not None), key=lambda p: (-p.probability, str(p.person.id)))
    return decided(ranked)


def decided(ranked: Sequence[Proposal]) -> Decision:
    """The decision on comparisons of one sighting, the likeliest first."""
    conflicts = tuple(p for p in ranked if _same_name_conflict(p))
    free = [p for p in ranked if not p.conflict and p.probability >= PROPOSE]
    if free and applies(free[0]) and _ahead(free[0], free[1:]):
        return Decision(Outcome.EXISTING, free[0].person, free[0], conflicts=conflicts[:_PROPOSED])
    outcome = Outcome.UNDECIDED if free else Outcome.NEW
    return Decision(outcome, proposals=tuple(free[:_PROPOSED]), conflicts=conflicts[:_PROPOSED])


def _same_name_conflict(proposal: Proposal) -> bool:
    """Whether two of one name stay apart; "police" of two towns are not worth listing."""
    generic = any(reason.kind is ReasonKind.GENERIC_NAME for reason in proposal.conflict)
    return bool(proposal.conflict) and not generic and proposal.evidence[0].kind in _ONE_NAME


def applies(proposal: Proposal) -> bool:
    """Whether two are joined without asking: probable enough, no conflict, more than a surname."""
    only = all(reason.kind in _NEVER for reason in proposal.evidence[:1])
    return proposal.probability >= APPLY and not proposal.conflict and not only


def _ahead(best: Proposal, others: Sequence[Proposal]) -> bool:
    """Whether nobody else is nearly as likely. Of whom only the name is known, is no rival to one whom more
    than the name speaks for: they may be either of the two, and are proposed as such. Nor is who bears
    another spelling to who bears this very name: two who were parted by hand stay so.
    """
    more = any(r.kind not in _SAYS_LITTLE for r in best.evidence[1:])
    rivals = [p for p in others if not (more and _bare(p.person))]
    if _this_name(best) and not any(map(_this_name, rivals)):
        return True
    return not rivals or _odds(best) - _odds(rivals[0]) >= _AHEAD


def _this_name(proposal: Proposal) -> bool:
    return proposal.evidence[0].kind is ReasonKind.SAME_NAME


def _bare(person: Person) -> bool:
    return not person.roles and not person.affiliations and person.listed is None


def _odds(proposal: Proposal) -> float:
    return math.log(proposal.probability / (1 - proposal.probability))
