"""Versions of a page: which statements came, went, were reworded or given to somebody else."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from onrecord.answers.briefs import briefs
from onrecord.answers.comparisons import VersionChange, VersionChangeKind, VersionStep
from onrecord.answers.statements import selection, statements
from onrecord.compare.changes import difference
from onrecord.compare.matching import Said, matched
from onrecord.compare.speakers import same_speaker
from onrecord.compare.values import ChangeKind
from onrecord.compare.words import words_of
from onrecord.errors import NotRecordedError
from onrecord.ledger import known
from onrecord.ledger.tables import articles, attributions, readings
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Connection

    from onrecord.answers.values import Statement
    from onrecord.ledger.ledger import Ledger

_NUMBER: Final = re.compile("#?([0-9]{1,18})")
_NAMED: Final = (SpeakerKind.PERSON, SpeakerKind.GROUP)


def versions(ledger: Ledger, page: str | int) -> tuple[VersionStep, ...]:
    """The steps from each version of a page to the next, the first one first; none where there is but one.

    ``page`` is an address, as canonical as the ledger keeps it, or the number of any version. Each version is
    taken as it was last read, with all corrections. Raises NotRecordedError.
    """
    with ledger.reading() as connection:
        chain = _chain(connection, page)
        found = briefs(connection, [row.id for row in chain])
        said = [_said(connection, row.id) for row in chain]
        return tuple(
            VersionStep(
                found[before.id],
                found[after.id],
                changes(said[place], said[place + 1]),
                before.added,
                after.added,
            )
            for place, (before, after) in enumerate(pairwise(chain))
        )


def changes(before: Sequence[Statement], after: Sequence[Statement]) -> tuple[VersionChange, ...]:
    """What became of each statement, in the later version's order; what is gone stands where it stood."""
    pairs = matched([_plain(one) for one in before], [_plain(one) for one in after])
    places = {b: a for b, a in pairs if b is not None and a is not None}
    told = [
        _change(before[b] if b is not None else None, after[a] if a is not None else None) for b, a in pairs
    ]
    order = sorted(range(len(pairs)), key=lambda place: _place(pairs[place], places))
    return tuple(told[place] for place in order)


def _place(pair: tuple[int | None, int | None], places: dict[int, int]) -> tuple[float, int]:
    """Where a change stands: by the later version, what is gone behind what stood before it."""
    before, after = pair
    if after is not None:
        return after, -1
    assert before is not None
    above = max((places[b] for b in places if b < before), default=-1)
    return above + 0.5, before


def _change(before: Statement | None, after: Statement | None) -> VersionChange:
    if before is None or after is None:
        kind = VersionChangeKind.ADDED if before is None else VersionChangeKind.REMOVED
        return VersionChange(kind, before, after, None)
    told = difference(
        before.content,
        after.content,
        before_marks=before.quotation,
        after_marks=after.quotation,
        same_speaker=_same(before, after),
    )
    if ChangeKind.SPEAKER in told.kinds:
        kind = VersionChangeKind.SPEAKER
    elif told.kinds == (ChangeKind.IDENTICAL,):
        kind = VersionChangeKind.SAME
    else:
        kind = VersionChangeKind.REWORDED
    return VersionChange(kind, before, after, told)


def _same(before: Statement, after: Statement) -> bool | None:
    """Whether both have one speaker. Of one page, a name that gave way to a description is another one."""
    told = same_speaker(before.speakers, after.speakers)
    kinds = {one.speakers[0].kind in _NAMED for one in (before, after) if one.speakers}
    return False if told is None and len(kinds) == 2 else told


def _plain(one: Statement) -> Said:
    return Said(words_of(one.content, one.quotation), one.speakers)


def _chain(connection: Connection, page: str | int) -> list[Any]:
    """The versions of a page whose words are here, the first one first. Raises NotRecordedError."""
    newest = _newest(connection, page)
    chain: list[Any] = []
    at: int | None = newest
    while at is not None:
        row = connection.execute(_VERSION.where(articles.c.id == at)).first()
        if row is None or row.text is None:
            break
        chain.append(row)
        at = row.previous_id
    if not chain:
        raise NotRecordedError(
            f"{page}: withdrawn with all its versions; expected a page whose text is here; `onrecord stats` "
            "tells who withdrew it and why"
        )
    return chain[::-1]


_VERSION: Final = select(articles.c.id, articles.c.previous_id, articles.c.text, articles.c.added)


def _newest(connection: Connection, page: str | int) -> int:
    """The newest version of what stands at an address, or of what a version's number leads to."""
    numbered = _NUMBER.fullmatch(str(page).strip())
    if not numbered:
        place = known.at(connection, str(page))
        if place is None:
            raise NotRecordedError(
                f"{page}: the ledger has nothing from this address; expected one that was added, or the "
                "number of an article; find one with `onrecord search`"
            )
        return place.article_id
    at = int(numbered[1])
    if connection.execute(_VERSION.where(articles.c.id == at)).first() is None:
        raise NotRecordedError(
            f"article {at}: no such article; expected the number of one in this ledger; find one with "
            "`onrecord search`"
        )
    while (
        later := connection.execute(select(articles.c.id).where(articles.c.previous_id == at)).scalar()
    ) is not None:
        at = later
    return at


def _said(connection: Connection, article_id: int) -> tuple[Statement, ...]:
    """The statements of an article's last reading, whether it is current or retired."""
    last = (
        select(readings.c.id)
        .where(readings.c.article_id == article_id)
        .order_by(readings.c.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    here = (attributions.c.reading_id == last) & (attributions.c.status != "rejected")
    return statements(
        connection, connection.execute(selection().where(here).order_by(attributions.c.ord)).all()
    )
