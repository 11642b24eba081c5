"""What people judged, as gold: articles that were reviewed to their end, or the paragraphs that were judged.

Where one statement of an article was corrected, the others are still the machine's: whoever learned from them
as if they were gold would learn the machine's own errors. So an article counts where a reviewer finished it,
and then only what a person accepted, changed or added; of other articles, on request, the stretches of
paragraphs in which every statement was judged.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import IO, TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from onrecord.answers.exporting import wanted
from onrecord.errors import NotRecordedError
from onrecord.exports.gold import gold_line
from onrecord.ledger import codec, reading_back, reviews
from onrecord.ledger.tables import attributions, corrections, readings
from onrecord.ledger.tables import reviews as finished
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from onrecord.answers.filters import Filters
    from onrecord.ledger.ledger import Ledger
    from onrecord.records import Attribution, Block, Record

_GIVEN: Final = frozenset({"accepted", "changed", "added"})


@dataclass(frozen=True, slots=True)
class Judged:
    """An article with the attributions that people accepted, changed or added, and no others.

    ``reviewed`` are the stretches of its text in which nothing else is attributed, as far as they judged: the
    whole text where it was reviewed to the end (``whole``), else whole paragraphs. ``by`` are those who did.
    """

    article_id: int
    record: Record
    reviewed: tuple[Span, ...]
    whole: bool
    by: tuple[str, ...]


class _Row(NamedTuple):
    id: int
    status: str
    spans: tuple[Span, ...]


def judged(ledger: Ledger, filters: Filters | None = None, *, partial: bool = False) -> Iterator[Judged]:
    """The articles that were reviewed to their end, in their order; ``partial``: those as well in which some
    paragraphs were judged. ``filters`` choose articles as in ``exporting.wanted``.
    """
    with ledger.reading() as connection:
        touched = _touched(connection, partial=partial)
    for article_id in wanted(ledger, filters):
        if article_id not in touched:
            continue
        try:
            with ledger.reading() as connection:
                found = _judged(connection, article_id, partial=partial)
        except NotRecordedError:  # withdrawn since the numbers were asked for
            continue
        if found is not None:
            yield found


def _touched(connection: Connection, *, partial: bool) -> frozenset[int]:
    """The articles that may have something: few among all of a ledger."""
    done = select(finished.c.article_id).where(finished.c.undone.is_(None))
    found = set(connection.execute(done).scalars())
    if partial:
        standing = select(corrections.c.article_id).where(corrections.c.undone.is_(None))
        found.update(connection.execute(standing).scalars())
    return frozenset(found)


class Written(NamedTuple):
    """How much gold was written: lines, articles that were reviewed to their end, attributions."""

    lines: int
    whole: int
    attributions: int


def write(
    ledger: Ledger, out: IO[bytes], filters: Filters | None = None, *, partial: bool = False
) -> Written:
    """Writes what ``judged`` gives as JSON Lines for ``onrecord train`` and ``onrecord evaluate``."""
    lines = whole = attributions = 0
    for one in judged(ledger, filters, partial=partial):
        for stretch in one.reviewed:
            record = one.record if one.whole else _inside(one.record, (stretch,))
            name = f"article-{one.article_id}-{_digest(record.article.text)}"
            name += "" if one.whole else f"-{stretch.start}"
            line = gold_line(record, name, stretch, whole=one.whole, article_id=one.article_id, by=one.by)
            out.write(line.encode())
            lines, attributions = lines + 1, attributions + len(record.attributions)
        whole += one.whole
    return Written(lines, whole, attributions)


def _digest(text: str) -> str:
    """Keeps the lines of several ledgers apart."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def _judged(connection: Connection, article_id: int, *, partial: bool) -> Judged | None:
    review = reviews.standing(connection, article_id)
    if review is None and not partial:
        return None
    rows = _rows(connection, article_id)
    record = _given(reading_back.record_of(connection, article_id), rows)
    by = _reviewers(connection, article_id)
    if review is not None:
        whole = (Span(0, len(record.article.text)),) if record.article.text else ()
        return Judged(article_id, record, whole, whole=True, by=tuple(dict.fromkeys((*by, review.by))))
    stretches = _stretches(record.article.blocks, rows, _rejected(connection, article_id))
    inside = _inside(record, stretches)
    return Judged(article_id, inside, stretches, whole=False, by=by) if stretches else None


def _rows(connection: Connection, article_id: int) -> list[_Row]:
    """Every statement of the current reading, rejected ones too, in their order."""
    found = connection.execute(
        select(attributions.c.id, attributions.c.status, attributions.c.spans)
        .join(readings, readings.c.id == attributions.c.reading_id)
        .where(attributions.c.article_id == article_id, readings.c.current)
        .order_by(attributions.c.ord)
    )
    return [_Row(r.id, r.status, tuple(s for role in codec.spans_from(r.spans) for s in role)) for r in found]


def _rejected(connection: Connection, article_id: int) -> frozenset[int]:
    """What a person rejected; an addition that was undone has the same status, and says nothing."""
    here = (corrections.c.article_id == article_id) & corrections.c.undone.is_(None)
    ids = select(corrections.c.attribution_id).where(here, corrections.c.kind == "reject")
    return frozenset(connection.execute(ids).scalars())


def _reviewers(connection: Connection, article_id: int) -> tuple[str, ...]:
    here = (corrections.c.article_id == article_id) & corrections.c.undone.is_(None)
    names = connection.execute(select(corrections.c.by).where(here).order_by(corrections.c.id)).scalars()
    return tuple(dict.fromkeys(names))


def _given(record: Record, rows: Sequence[_Row]) -> Record:
    """The record with what people gave alone; the rows are all of its reading."""
    standing = [row for row in rows if row.status != "rejected"]
    kept = [i for i, row in enumerate(standing) if row.status in _GIVEN]
    return replace(record, attributions=_kept(record.attributions, kept), figures=(), dates=(), quoted=())


def _inside(record: Record, stretches: Sequence[Span]) -> Record:
    kept = [
        i
        for i, one in enumerate(record.attributions)
        if any(s.start <= one.content[0].start and one.content[-1].end <= s.end for s in stretches)
    ]
    return replace(record, attributions=_kept(record.attributions, kept))


def _kept(said: Sequence[Attribution], kept: Sequence[int]) -> tuple[Attribution, ...]:
    """Those of ``said``; the parent of each is the nearest one around it that stays."""
    moved = {old: new for new, old in enumerate(kept)}

    def parent(index: int) -> int | None:
        above = said[index].parent
        while above is not None and above not in moved:
            above = said[above].parent
        return None if above is None else moved[above]

    return tuple(replace(said[i], parent=parent(i)) for i in kept)


def _stretches(blocks: Sequence[Block], rows: Sequence[_Row], rejected: frozenset[int]) -> tuple[Span, ...]:
    """Runs of paragraphs in which something was judged and nothing is open.

    A statement that reaches over several paragraphs ties them together.
    """
    ties: list[tuple[int, int, bool]] = []  # first block, last block, whether it is open
    for row in rows:
        if row.status == "rejected" and row.id not in rejected:
            continue
        touched = [i for i, b in enumerate(blocks) if any(_meet(b.span, span) for span in row.spans)]
        if touched:
            ties.append((touched[0], touched[-1], row.status == "machine"))
    runs: list[tuple[int, int, bool]] = []
    for first, last, still in sorted(ties):
        if runs and first <= runs[-1][1]:
            begun, end, was = runs[-1]
            runs[-1] = (begun, max(end, last), was or still)
        else:
            runs.append((first, last, still))
    return tuple(Span(blocks[a].span.start, blocks[z].span.end) for a, z, still in runs if not still)


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
