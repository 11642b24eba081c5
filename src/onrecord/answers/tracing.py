"""Where else a statement occurs, what changed on the way, and from how many independent origins it comes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import select

from onrecord.answers.ask import LIMIT, MOST, by_ids, show
from onrecord.answers.comparisons import Occurrence, Trace
from onrecord.answers.origins import origin_ids
from onrecord.compare.changes import difference
from onrecord.compare.likeness import NEAR, likeness
from onrecord.compare.speakers import same_speaker
from onrecord.errors import UsageError
from onrecord.ledger import codec, comparing
from onrecord.ledger import groups as kept
from onrecord.ledger.tables import articles, attributions, publishers
from onrecord.ledger.wordings import LINKED, UNDATED, worded
from onrecord.records import HopKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from onrecord.answers.comparisons import Evidence
    from onrecord.answers.values import Statement
    from onrecord.compare.likeness import Likeness
    from onrecord.compare.values import Difference
    from onrecord.ledger.groups import Place
    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.wordings import Worded

#: Occurrences whose articles are looked at to count origins; of a group with more, the first in time are.
_COUNTED: Final = 1_000
#: How sure it is that the same words are the same quotation.
_SURE: Final = 99


def trace(ledger: Ledger, statement: str | int, *, limit: int = LIMIT) -> Trace:
    """Every occurrence of a statement, by its number or digest, in the order of time.

    Each with what changed since the earliest one. Raises NotRecordedError, UsageError.
    """
    if not 1 <= limit <= MOST:
        raise UsageError(f"limit {limit}: expected 1 to {MOST:,}; for more, use `onrecord export`")
    comparing.bring_up(ledger)
    asked = show(ledger, statement)
    with ledger.reading() as connection:
        group = _group(connection, asked.id)
        if group is None:  # rejected, or of an earlier reading or version: nothing is compared with it
            relays = _relays(connection, [asked.id])
            return Trace(asked, (Occurrence(asked, None, relays[asked.id], asked.article_id, 1.0, ()),), 1, 1)
        places = _places(connection, group, max(limit, _COUNTED) + 1)
        total = len(places)
        if total > _COUNTED and not group.one.short:
            total = kept.count(connection, list(group.percents))
        origins = _origins(connection, [place.attribution_id for place in places[:_COUNTED]])
        shown = _occurrences(connection, group, places[:limit], origins)
    return Trace(asked, shown, total, len(set(origins.values())), more=total > len(shown))


def between(ledger: Ledger, before: int, after: int) -> Difference:
    """What changed from one statement of the ledger to another. Raises NotRecordedError."""
    return changed(show(ledger, before), show(ledger, after))


def changed(before: Statement, after: Statement) -> Difference:
    """What changed from one statement to another."""
    return difference(
        before.content,
        after.content,
        before_marks=before.quotation,
        after_marks=after.quotation,
        same_speaker=same_speaker(before.speakers, after.speakers),
    )


def groups(ledger: Ledger) -> Iterator[list[int]]:
    """The numbers of the statements of each quotation that occurs more than once."""
    comparing.bring_up(ledger)
    with ledger.reading() as connection:
        for wordings in kept.every_group(connection):
            places = kept.in_time(connection, wordings, MOST)
            found = worded(connection, [place.attribution_id for place in places])
            yield from _parted([found[p.attribution_id] for p in places if p.attribution_id in found])


@dataclass(frozen=True, slots=True)
class _Group:
    """The statement asked for and its group: wordings with how sure the links to them are, in percent."""

    one: Worded
    percents: dict[int, int]


def _group(connection: Connection, statement: int) -> _Group | None:
    one = worded(connection, [statement]).get(statement)
    if one is None or not kept.in_time(connection, [one.wording], 1):
        return None
    return _Group(one, kept.group_of(connection, one.wording))


def _places(connection: Connection, group: _Group, most: int) -> list[Place]:
    """The occurrences of a group; where short words were asked for, those near in time alone."""
    wordings, own = list(group.percents), group.one
    if not own.short:
        return _without_strays(connection, kept.in_time(connection, wordings, most))
    if own.minute == UNDATED:
        return [p for p in kept.in_time(connection, [own.wording], most) if p.attribution_id == own.id]
    since = until = own.minute
    while True:  # each report of the same words may be NEAR the one before
        near = kept.in_time(connection, wordings, most, since=since - NEAR, until=until + NEAR)
        first, last = near[0].minute, near[-1].minute
        if (first, last) == (since, until) or len(near) >= most:
            return near
        since, until = first, last


def _without_strays(connection: Connection, places: list[Place]) -> list[Place]:
    """Without short words that stand alone in time: they may be said again about something else."""
    firsts = {place.wording: place.attribution_id for place in reversed(places)}
    short = {one.wording for one in worded(connection, list(firsts.values())).values() if one.short}
    firm = [place.minute for place in places if place.wording not in short]
    return [
        place
        for place in places
        if place.wording not in short or any(abs(place.minute - minute) <= NEAR for minute in firm)
    ]


def _parted(group: Sequence[Worded]) -> Iterator[list[int]]:
    """A group in the order of time, its short words parted where they stand alone in time."""
    firm = [one for one in group if not one.short]
    found = [one.id for one in firm]
    run: list[Worded] = []
    for one in [*(one for one in group if one.short), None]:
        if run and (one is None or one.minute == UNDATED or one.minute - run[-1].minute > NEAR):
            joined = any(abs(a.minute - b.minute) <= NEAR for a in run for b in firm if a.minute != UNDATED)
            if joined:
                found += [member.id for member in run]
            elif len(run) > 1:
                yield [member.id for member in run]
            run = []
        if one is not None:
            run.append(one)
    if len(found) > 1:
        yield found


def _origins(connection: Connection, statements: Sequence[int]) -> dict[int, int]:
    """By statement, the origin of its article."""
    found: dict[int, int] = {}
    for begun in range(0, len(statements), 1_000):
        here = attributions.c.id.in_(statements[begun : begun + 1_000])
        rows = connection.execute(select(attributions.c.id, attributions.c.article_id).where(here))
        found.update({row.id: row.article_id for row in rows})
    shared = origin_ids(connection, found.values())
    return {statement: shared[article] for statement, article in found.items()}


def _occurrences(
    connection: Connection, group: _Group, places: Sequence[Place], origins: Mapping[int, int]
) -> tuple[Occurrence, ...]:
    ids = [place.attribution_id for place in places]
    shown, known = by_ids(connection, ids), worded(connection, ids)
    relays = _relays(connection, ids)
    earliest = shown[0]
    found = []
    for place, statement in zip(places, shown, strict=True):
        percent = group.percents.get(place.wording, 0)
        percent = _SURE if place.wording == group.one.wording else percent
        change: Difference | None = None
        evidence: Evidence = ()
        if statement is not earliest:
            change = changed(earliest, statement)
            alike = _likeness(known[earliest.id], known[statement.id])
            percent = max(percent, round(100 * alike.probability))
            evidence = _evidence(alike)
        found.append(
            Occurrence(
                statement, change, relays[statement.id], origins[statement.id], percent / 100, evidence
            )
        )
    return tuple(found)


def _likeness(one: Worded, other: Worded) -> Likeness:
    return likeness(one.told, other.told, same_speaker=same_speaker(one.speakers, other.speakers))


def _evidence(found: Likeness) -> Evidence:
    """Why it is taken for the earliest one's words, as pairs of a kind and its words."""
    told = [("words", f"{found.shared} of {found.words} words")]
    if found.probability < LINKED:
        told.append(("chain", "through other wordings of it"))
    if found.same_speaker is not None:
        told.append(("speaker", "same speaker" if found.same_speaker else "another speaker"))
    if found.days is not None:
        when = (
            "the same day"
            if found.days == 0
            else "a day apart"
            if found.days == 1
            else f"{found.days} days apart"
        )
        told.append(("time", when))
    return tuple(told)


def _relays(connection: Connection, statements: Sequence[int]) -> dict[int, tuple[str, ...]]:
    """By statement, the names through which its words came, nearest to the page first."""
    rows = connection.execute(
        select(attributions, publishers.c.name.label("outlet"))
        .join(articles, articles.c.id == attributions.c.article_id)
        .outerjoin(publishers, publishers.c.id == articles.c.outlet_id)
        .where(attributions.c.id.in_(statements))
    )
    found: dict[int, tuple[str, ...]] = {}
    for row in rows:
        given = codec.attribution_from(
            spans=row.spans,
            detail=row.detail,
            quotation=row.quotation,
            confidence=row.confidence,
            outlet=row.outlet,
        )
        hops = given.provenance
        # The last speaker is whose words they are; the site is told with the article.
        if hops and hops[-1].kind is HopKind.SPEAKER:
            hops = hops[:-1]
        found[row.id] = tuple(hop.name for hop in hops if hop.kind is not HopKind.SITE and hop.name)
    return found
