"""A ledger of the compare gold's articles for the time of a measurement, and the way back from its answers.

Answers name articles by number and statements by their spans; here they are found again as articles and
attributions of the gold.
"""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.answers.statements import selection, statements
from onrecord.evaluation.compare_labels import FigureRef, Ref
from onrecord.evaluation.compare_records import as_marked, capture_of, read_records
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.tables import attributions
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.answers.values import Statement
    from onrecord.evaluation.compare_gold import Event, GoldArticle
    from onrecord.pipeline import Reader
    from onrecord.records import Record

#: A statement is a marked attribution where their contents have this share (Dice) of their characters in
#: common. Of the gold's own records it is 1; half is what a reading must have for most of it to be right.
SAME_CONTENT: Final = 0.5


class Place(NamedTuple):
    """An article of the gold: its event's id and its own."""

    event: str
    article: str


@dataclass
class Measured:
    """An open ledger with the articles of ``events``.

    ``places`` say which article of the gold a number is, ``ids`` the reverse; ``found`` gives the statement
    of an attribution of the gold, where the ledger has one. ``drafts`` are the records of the drafts.
    """

    ledger: Ledger
    events: Sequence[Event]
    places: dict[int, Place] = field(default_factory=dict)
    found: dict[tuple[str, Ref], Statement] = field(default_factory=dict)
    drafts: dict[Place, Record] = field(default_factory=dict)
    by_id: dict[int, tuple[str, Ref]] = field(default_factory=dict)

    @property
    def ids(self) -> Mapping[Place, int]:
        """The number of each article."""
        return {place: number for number, place in self.places.items()}

    def event(self, key: str) -> Event:
        """An event by its id."""
        return next(event for event in self.events if event.id == key)

    def article(self, place: Place) -> GoldArticle:
        """An article or draft of the gold."""
        return self.event(place.event).article(place.article)

    def is_last(self, place: Place) -> bool:
        """Whether no later version of the page replaces this article."""
        return any(article.id == place.article for article in self.event(place.event).last_versions())

    def attribution(self, statement: Statement) -> tuple[str, Ref] | None:
        """The event and the attribution that a statement is; None where the gold has none there."""
        place = self.places[statement.article_id]
        number = nearest(self.article(place), statement.spans)
        return None if number is None else (place.event, Ref(place.article, number))

    def figure(self, article_id: int, at: Span, labelled: Iterable[FigureRef]) -> FigureRef:
        """The labelled figure that stands where an answer has one, else the place itself."""
        place = self.places[article_id]
        here = FigureRef(place.article, at)
        return next((f for f in labelled if f.article == place.article and _common([f.span], [at])), here)


@contextmanager
def measured(events: Sequence[Event], reader: Reader, *, from_gold: bool) -> Iterator[Measured]:
    """The events in a new SQLite ledger, which goes away with the block; each page after those before it.

    ``from_gold`` gives their articles the marked attributions, else they are the reader's.
    """
    with (
        tempfile.TemporaryDirectory() as folder,
        Ledger.open(Path(folder) / "gold.db", create=True) as ledger,
    ):
        out = Measured(ledger, events)
        _fill(out, reader, from_gold=from_gold)
        yield out


def nearest(article: GoldArticle, spans: Iterable[Span]) -> int | None:
    """The number of the attribution whose content is mostly these words; None where none is."""
    given = list(spans)
    best = max(article.attributions, key=lambda n: _dice(_content(article, n), given), default=None)
    return best if best is not None and _dice(_content(article, best), given) >= SAME_CONTENT else None


def _fill(out: Measured, reader: Reader, *, from_gold: bool) -> None:
    run = out.ledger.begin_run(["measure"])
    pages = sorted(
        ((event, article) for event in out.events for article in event.articles),
        key=lambda page: (page[1].published is None, page[1].published or ""),
    )
    drafts = [(event, draft) for event in out.events for draft in event.drafts]
    every = [*pages, *drafts]
    captures = [capture_of(article, event.id) for event, article in every]
    for (event, article), (capture, record) in zip(every, read_records(reader, captures), strict=True):
        kept = as_marked(article, record) if from_gold else record
        place = Place(event.id, article.id)
        if article.url is None:
            out.drafts[place] = kept
            continue
        outcome = out.ledger.record(run, capture, kept, article.url)
        if outcome.article_id is None or outcome.article_id in out.places:
            raise AssertionError(f"{capture.name} was not stored: {outcome}")
        out.places[outcome.article_id] = place
    out.ledger.end_run(run)
    for statement in _every_statement(out.ledger):
        at = out.attribution(statement)
        if at is not None:
            out.by_id[statement.id] = at
            out.found.setdefault(at, statement)


def _every_statement(ledger: Ledger) -> tuple[Statement, ...]:
    with ledger.reading() as connection:
        rows = connection.execute(selection().order_by(attributions.c.id)).all()
        return statements(connection, rows)


def _content(article: GoldArticle, number: int) -> list[Span]:
    return [Span(start, end) for start, end in article.attributions[number]["content"]]


def _dice(mine: Sequence[Span], others: Sequence[Span]) -> float:
    size = sum(span.end - span.start for span in (*mine, *others))
    return 2 * _common(mine, others) / size if size else 0.0


def _common(mine: Sequence[Span], others: Sequence[Span]) -> int:
    return sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in mine for b in others)
