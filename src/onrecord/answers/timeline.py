"""What somebody said over time: statements that say the same together, and what changed from one to the next.

The same quotation first; then, by the words, what speaks of the same. Word overlap decides: the encoder's
states tell less (docs/comparing.md has the figures).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from onrecord.answers import ask
from onrecord.answers.claimed import claims_of
from onrecord.answers.comparisons import Timeline, TimelineEntry
from onrecord.answers.tracing import changed
from onrecord.compare.counted_words import key_of
from onrecord.compare.events import Rarity
from onrecord.compare.likeness import likeness
from onrecord.compare.quantities import Quantity, agree
from onrecord.compare.values import ChangeKind
from onrecord.errors import UsageError
from onrecord.ledger.tables import figures
from onrecord.ledger.wordings import worded
from onrecord.records import Bound, FigureKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Row

    from onrecord.answers.comparisons import Evidence
    from onrecord.answers.filters import Filters
    from onrecord.answers.values import Statement
    from onrecord.compare.claims import Claim
    from onrecord.compare.clauses import Clause
    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.wordings import Worded

#: The latest statements that are laid out; a person quoted more often is asked about something.
LIMIT: Final = 200
MOST: Final = 1_000
#: Two statements say the same where so much of the shorter one's words, rare ones most, stands in the other,
#: and two words at least. Of the pairs of one speaker on the dev part of quality/compare, 84 of the 86 of one
#: quotation reach 0.65, and 9 of 313 others, which say it with another number or word; at 0.5 there are 20
#: others, at 0.8 14 of one quotation stay apart.
_SAYS_THE_SAME: Final = 0.65
_SAME_WORDS: Final = 0.5
#: What is a change where the words are the same; where only the meaning is, words differ anyway.
_IN_WORDS: Final = (ChangeKind.NEGATION, ChangeKind.MODAL, ChangeKind.FIGURE)


def timeline(
    ledger: Ledger,
    name: str,
    *,
    about: str | None = None,
    filters: Filters | None = None,
    limit: int = LIMIT,
) -> Timeline:
    """What somebody said, in groups that say the same, each in the order of time, with what changed.

    Of the latest ``limit`` statements; ``about`` and ``filters`` as for ``ask.said``. Raises NotRecordedError
    where nobody has the name, UsageError.
    """
    if not 1 <= limit <= MOST:
        raise UsageError(
            f"limit {limit}: expected 1 to {MOST:,}; narrow what is asked with --about or --since"
        )
    found = ask.said(ledger, name, about=about, filters=filters, limit=limit)
    said = sorted(found.statements, key=_time)
    ids = [one.id for one in said]
    with ledger.reading() as connection:
        claims = claims_of(connection, ids)
        words = worded(connection, ids)
        given: dict[int, list[Row[Any]]] = defaultdict(list)
        for begun in range(0, len(ids), 500):
            here = figures.c.attribution_id.in_(ids[begun : begun + 500])
            for row in connection.execute(select(figures).where(here).order_by(figures.c.ord)):
                given[row.attribution_id].append(row)
    same = _Same(claims, words)
    groups = tuple(_entries(group, same, given) for group in _groups(said, same))
    called = next((who.name for one in reversed(said) for who in one.speakers if _is(who.name, name)), name)
    return Timeline(called, groups, more=found.more, notes=found.notes)


def _time(one: Statement) -> tuple[bool, str, int]:
    return one.published is None, one.published or "", one.id


def _is(called: str, name: str) -> bool:
    return any(word.lower() in called.lower() for word in name.split())


class _Same:
    """Which statements are one quotation, and which say the same in other words."""

    def __init__(self, claims: Mapping[int, Claim], words: Mapping[int, Worded]) -> None:
        self.claims = claims
        self.words = words
        self.rarity = Rarity([one.every for one in claims.values()])

    def quotation(self, one: int, other: int) -> bool:
        """Whether two statements are the same words."""
        if one not in self.words or other not in self.words:
            return False
        met = likeness(self.words[one].told, self.words[other].told, same_speaker=True)
        return met.probability >= _SAME_WORDS

    def meaning(self, one: int, other: int) -> float:
        """How much of the shorter one's words stands in the other, 0 to 1; 0 below two words."""
        if one not in self.claims or other not in self.claims:
            return 0.0
        first, second = self.claims[one].every, self.claims[other].every
        shared = first & second
        if len(shared) < 2:
            return 0.0
        least = min(self.rarity.together(first), self.rarity.together(second))
        return self.rarity.together(shared) / least if least else 0.0


def _groups(said: Sequence[Statement], same: _Same) -> list[list[Statement]]:
    """Statements that say the same, each in the group that it fits best; groups by their first statement."""
    groups: list[list[Statement]] = []
    for one in said:
        fits = [
            (max(_fit(one, other, same) for other in group), -place) for place, group in enumerate(groups)
        ]
        best, place = max(fits, default=(0.0, 0))
        if best >= _SAYS_THE_SAME:
            groups[-place].append(one)
        else:
            groups.append([one])
    return groups


def _fit(one: Statement, other: Statement, same: _Same) -> float:
    shared = same.meaning(one.id, other.id)
    if 0.3 <= shared < _SAYS_THE_SAME and same.quotation(one.id, other.id):
        return 1.0
    return shared


def _entries(
    group: Sequence[Statement], same: _Same, given: Mapping[int, Sequence[Row[Any]]]
) -> tuple[TimelineEntry, ...]:
    first = TimelineEntry(group[0], ())
    later = (TimelineEntry(after, _changes(before, after, same, given)) for before, after in pairwise(group))
    return (first, *later)


def _changes(
    before: Statement, after: Statement, same: _Same, given: Mapping[int, Sequence[Row[Any]]]
) -> Evidence:
    """Stance, negation and figures that are not what they were; in the same words, modals too."""
    found: dict[str, str] = {}
    if before.stance and after.stance and before.stance != after.stance:
        found["stance"] = f"{before.stance} > {after.stance}"
    if bool(before.negated) != bool(after.negated):
        found["negation"] = "not said" if after.negated else "said after all"
    figure = next(_figures(given.get(before.id, ()), given.get(after.id, ())), None)
    if figure is not None:
        found["figure"] = figure
    if same.quotation(before.id, after.id):
        difference = changed(before, after)
        edits = [edit for edit in difference.edits if edit.before != edit.after]
        told = "; ".join(f"{edit.before.strip() or '-'} > {edit.after.strip() or '-'}" for edit in edits[:3])
        for kind in difference.kinds:
            if kind in _IN_WORDS:
                found.setdefault(kind.value, told)
    elif (opposed := _opposed(before.id, after.id, same)) is not None:
        found.setdefault("negation", opposed)
    return tuple(found.items())


def _figures(before: Sequence[Row[Any]], after: Sequence[Row[Any]]) -> Iterator[str]:
    """Figures of one noun or unit that cannot both hold."""
    for one in before:
        for other in after:
            if (one.kind, one.unit, one.direction) != (other.kind, other.unit, other.direction):
                continue
            if _noun(one) == _noun(other) and agree(_quantity(one), _quantity(other)) is False:
                yield f"{one.words} > {other.words}"


def _noun(row: Row[Any]) -> str | None:
    return key_of(row.noun) if row.noun else None


def _quantity(row: Row[Any]) -> Quantity:
    return Quantity(FigureKind(row.kind), Bound(row.bound), row.value, row.low, row.high, row.unit)


def _opposed(before: int, after: int, same: _Same) -> str | None:
    """The clause of the later statement that negates what the earlier one says, or the reverse."""
    if before not in same.claims or after not in same.claims:
        return None
    best, words = 0.0, None
    for clause in same.claims[after].clauses:
        for other in same.claims[before].clauses:
            least = min(same.rarity.together(clause.stems), same.rarity.together(other.stems))
            part = same.rarity.together(clause.stems & other.stems) / least if least else 0.0
            if part > best:
                turned = _turned(clause, other, same.claims[before], same.claims[after])
                best, words = part, " ".join(clause.words) if turned else None
    return words if best >= _SAYS_THE_SAME else None


def _turned(now: Clause, then: Clause, before: Claim, after: Claim) -> bool:
    """Whether one of two clauses says that what the other says is not so."""
    return (now.negated != after.denies) != (then.negated != before.denies)
