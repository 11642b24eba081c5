"""What a reviewer needs to see of a statement: its words and speakers, the article around it, its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from onrecord.answers import queue
from onrecord.answers.ask import LIMIT
from onrecord.answers.statements import selection, statements
from onrecord.errors import NotRecordedError
from onrecord.ledger import codec, reading_back, restating, reviews
from onrecord.ledger import corrections as correcting
from onrecord.ledger.restating import Who
from onrecord.ledger.tables import article_speakers, articles, attributions, corrections, readings
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Connection, Row, Select

    from onrecord.answers.queue import Open
    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.restating import Told
    from onrecord.ledger.reviews import Review
    from onrecord.records import Article, Span

#: A list of corrections is for reading: the rest is in the tables.
MOST: Final = 200


class Place(NamedTuple):
    """A statement among the others of its article, with the spans of all its parts."""

    id: int
    status: str
    words: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Desk:
    """An article on a reviewer's desk: its statements in reading order, rejected ones too, its speakers,
    and who reviewed it to its end (None: nobody, or it was opened again).
    """

    article_id: int
    article: Article
    places: tuple[Place, ...]
    speakers: tuple[Who, ...]
    review: Review | None

    @property
    def open(self) -> tuple[Place, ...]:
        """What nobody has judged yet."""
        return tuple(place for place in self.places if place.status == "machine")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A statement on a reviewer's desk. ``seen`` is what a correction gives back, so that it is refused where
    somebody else was quicker; ``current`` is false for one of an earlier reading, which nobody corrects.
    """

    open: Open
    told: Told
    seen: str
    current: bool
    desk: Desk


@dataclass(frozen=True, slots=True)
class Version:
    """How a statement stood: its words, whose they were, its standing."""

    source: str
    cue: str
    content: str
    speakers: tuple[str, ...]
    status: str
    stance: str | None
    negated: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """What somebody did to a statement. ``before`` is None for one that was added; both are None where the
    article was withdrawn since. ``last``: no later one stands, so this one can be undone.
    """

    id: int
    article_id: int
    statement_id: int
    kind: str
    by: str
    at: str
    note: str | None
    undone: str | None
    undone_by: str | None
    before: Version | None
    after: Version | None
    last: bool


def desk(ledger: Ledger, article_id: int) -> Desk:
    """An article to be reviewed. Raises NotRecordedError."""
    with ledger.reading() as connection:
        return _desk(connection, article_id)


def sheet(ledger: Ledger, statement_id: int) -> Sheet:
    """A statement to be reviewed. Raises NotRecordedError."""
    with ledger.reading() as connection:
        told = restating.told(connection, statement_id)
        row = connection.execute(selection().where(attributions.c.id == statement_id)).one()
        if row.text is None:
            raise NotRecordedError(
                f"statement {statement_id}: withdrawn with its article; expected one that is kept"
            )
        (one,) = statements(connection, [row])
        return Sheet(
            queue.opened(connection, one),
            told,
            correcting.mark(connection, statement_id),
            bool(row.current),
            _desk(connection, row.article_id),
        )


def history(ledger: Ledger, statement_id: int) -> tuple[Correction, ...]:
    """Everything that was done to a statement, the latest first."""
    with ledger.reading() as connection:
        restating.row_of(connection, statement_id)
        return _corrections(connection, _told().where(corrections.c.attribution_id == statement_id))


def made_by(ledger: Ledger, name: str, since: str) -> tuple[Correction, ...]:
    """What somebody corrected since a moment (ISO 8601), the latest first."""
    return latest(ledger, by=name, since=since, limit=MOST)


def latest(
    ledger: Ledger,
    *,
    by: str | None = None,
    since: str | None = None,
    limit: int = LIMIT,
    after: int | None = None,
) -> tuple[Correction, ...]:
    """Corrections, the latest first: those of somebody, since a moment (ISO 8601), or all.

    ``after``, a correction's number, gives those behind it.
    """
    wanted = _told().limit(limit)
    if by is not None:
        wanted = wanted.where(corrections.c.by == by)
    if since is not None:
        wanted = wanted.where(corrections.c.at >= since)
    if after is not None:
        wanted = wanted.where(corrections.c.id < after)
    with ledger.reading() as connection:
        return _corrections(connection, wanted)


def correction(ledger: Ledger, correction_id: int) -> Correction:
    """One correction. Raises NotRecordedError."""
    with ledger.reading() as connection:
        found = _corrections(connection, _told().where(corrections.c.id == correction_id))
    if not found:
        raise NotRecordedError(f"correction {correction_id}: no such correction; expected one of this ledger")
    return found[0]


def _desk(connection: Connection, article_id: int) -> Desk:
    article, _, _ = reading_back.article_of(connection, article_id)
    reading = connection.execute(
        select(readings.c.id).where(readings.c.article_id == article_id, readings.c.current)
    ).scalar()
    rows = connection.execute(
        select(attributions.c.id, attributions.c.status, attributions.c.content, attributions.c.spans)
        .where(attributions.c.reading_id == reading)
        .order_by(attributions.c.ord)
    )
    places = [Place(row.id, row.status, row.content, *codec.spans_from(row.spans)) for row in rows]
    places.sort(key=lambda place: min((s.start for role in place[3:] for s in role), default=0))
    speakers = connection.execute(
        select(article_speakers.c.name, article_speakers.c.kind)
        .where(article_speakers.c.reading_id == reading)
        .order_by(article_speakers.c.ord)
    )
    who = dict.fromkeys(Who(row.name, SpeakerKind(row.kind)) for row in speakers)
    return Desk(article_id, article, tuple(places), tuple(who), reviews.standing(connection, article_id))


def _told() -> Select[Any]:
    """Corrections with the text that they are of, the latest first."""
    return (
        select(corrections, articles.c.text)
        .join(articles, articles.c.id == corrections.c.article_id)
        .order_by(corrections.c.id.desc())
        .limit(MOST)
    )


def _corrections(connection: Connection, wanted: Select[Any]) -> tuple[Correction, ...]:
    rows = connection.execute(wanted).all()
    ids = {row.attribution_id for row in rows}
    standing = connection.execute(
        select(corrections.c.attribution_id, corrections.c.id)
        .where(corrections.c.attribution_id.in_(ids), corrections.c.undone.is_(None))
        .order_by(corrections.c.id)
    )
    last = {row.attribution_id: row.id for row in standing}
    return tuple(_correction(row, last.get(row.attribution_id) == row.id) for row in rows)


def _correction(row: Row[Any], last: bool) -> Correction:
    before, after = (
        _version(cell, row.text) if cell and row.text else None for cell in (row.before, row.after)
    )
    who = row.by, row.at, row.note, row.undone, row.undone_by
    return Correction(row.id, row.article_id, row.attribution_id, row.kind, *who, before, after, last)


def _version(cell: str, text: str) -> Version:
    told = restating.loads(cell)
    stance = codec.stance_cells(told.detail)
    return Version(
        codec.words(told.source, text),
        codec.words(told.cue, text),
        codec.words(told.content, text),
        tuple(who.name for who in told.speakers),
        told.status,
        stance["stance"],
        stance["negated"],
    )
