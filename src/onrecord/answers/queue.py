"""What nobody has judged yet, the most doubtful first.

Doubt is what the machine says itself: its confidence that the parts belong together, halved where it does not
know who speaks. Each kind of speaker has its own stretch of an index in that order, and a page is merged from
the fronts of these (``ix_attributions_doubt``): no sorting, however many there are. What filters or words
leave is sorted, the newest 20,000 of it.
"""

from __future__ import annotations

import heapq
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import and_, or_, select

from onrecord.answers.filters import Filters, chosen, narrowed, with_query
from onrecord.answers.statements import selection, statements
from onrecord.errors import UsageError
from onrecord.ledger import query as queries
from onrecord.ledger.tables import articles, attribution_speakers, attributions, proposals
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from sqlalchemy import Connection, Select

    from onrecord.answers.filters import Chosen
    from onrecord.answers.values import Statement
    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.query import Node

#: What fits a screen or two, and what a page may ask for at most.
LIMIT: Final = 20
MOST: Final = 1_000
#: An attribution whose speaker is not known is as doubtful as one of half the confidence. Halves are exact
#: in binary, so that a page begins just where the one before it ended.
_UNKNOWN: Final = 0.5
#: Below this a confidence is a reason to look: it is calibrated, so three in ten of those are wrong.
_UNSURE: Final = 0.7
#: Of what filters or words leave, so many of the newest are put in order, in a twentieth of a second.
_LOOKED_AT: Final = 20_000
_CURSOR: Final = re.compile(r"([01]\.\d{1,20}(?:e-\d\d)?)-(\d{1,18})")


class Doubt(StrEnum):
    """Why a statement should be looked at."""

    CONFIDENCE = "confidence"  # the machine is not sure that these words belong together
    UNDECIDED = "undecided"  # the text does not decide between people
    SPEAKER = "speaker"  # nobody is found who speaks
    PEOPLE = "people"  # whether the speaker is the same as somebody else is open


@dataclass(frozen=True, slots=True)
class Open:
    """A statement that nobody has judged. ``certainty`` (0 to 1) orders the queue; ``doubts`` say why."""

    statement: Statement
    certainty: float
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue. ``after`` is what the next page is asked for with, None at the end; ``notes`` are
    sentences for the user, as of ``Found``.
    """

    items: tuple[Open, ...]
    after: str | None = None
    notes: tuple[str, ...] = ()


class _Place(NamedTuple):
    """Where a statement stands in the queue."""

    certainty: float
    id: int


def queue(
    ledger: Ledger,
    filters: Filters | None = None,
    *,
    query: str = "",
    article: int | None = None,
    people: bool = False,
    after: str | None = None,
    before: str | None = None,
    limit: int = LIMIT,
) -> Queue:
    """Statements to be judged, the most doubtful first.

    ``query`` is one of ``onrecord search``, ``article`` leaves those of one article, ``people`` those of whom
    it is open whether they are somebody else; ``after`` is the end of the page before. With ``before`` those
    in front of a place, the nearest first. Raises UsageError, NotRecordedError.
    """
    if not 1 <= limit <= MOST:
        raise UsageError(f"limit {limit}: expected 1 to {MOST:,}; ask for the next page with `after`")
    asked = queries.parse(query) if query.strip() else None
    words = asked.words if asked else None
    wanted = with_query(filters or Filters(), asked) if asked else filters or Filters()
    with ledger.reading() as connection:
        picked = chosen(connection, wanted)
        narrow = _Narrow(ledger, picked, words, article, people)
        begin = _begin(after if before is None else before)
        places = _places(connection, narrow, begin, limit + 1, backwards=before is not None)
        items = _opened(connection, places[:limit])
    more = _cursor(places[limit - 1]) if len(places) > limit else None
    return Queue(items, more, picked.notes)


def place_of(statement: Statement) -> str:
    """Where a statement stands in the queue: ``after`` for what comes behind it."""
    return _cursor(_Place(_certainty(statement.speaker_kind, statement.confidence), statement.id))


class _Narrow(NamedTuple):
    """What was asked for."""

    ledger: Ledger
    picked: Chosen
    words: Node | None
    article: int | None
    people: bool

    @property
    def all(self) -> bool:
        """Whether nothing is left out."""
        return (
            self.words is None
            and self.article is None
            and not self.people
            and self.picked.filters == Filters()
        )

    def of(self, wanted: Select[Any]) -> Select[Any]:
        """``wanted``, from attributions, the newest of those that were asked for."""
        wanted = wanted.where(attributions.c.status == "machine", attributions.c.current)
        if self.article is not None:
            wanted = wanted.where(attributions.c.article_id == self.article)
        if self.people:
            wanted = wanted.where(attributions.c.id.in_(_in_question()))
        if self.picked.filters != Filters() or self.words is not None:
            wanted = wanted.join(articles, articles.c.id == attributions.c.article_id)
            wanted = narrowed(wanted, self.picked, tagged=True)
        if self.words is not None or self.picked.tags:
            return self.ledger.store.search(wanted, self.words, self.picked.tags).limit(_LOOKED_AT)
        return wanted.order_by(attributions.c.id.desc()).limit(_LOOKED_AT)


def _in_question() -> Select[Any]:
    """What those say who may be somebody else: a proposal about them is open."""
    links = attribution_speakers
    still = proposals.c.state == "open"
    one, other = select(proposals.c.person_id).where(still), select(proposals.c.other_id).where(still)
    who = or_(links.c.person_id.in_(one), links.c.person_id.in_(other))
    return select(links.c.attribution_id).where(who, ~links.c.candidate)


def _places(
    connection: Connection, narrow: _Narrow, begin: _Place, most: int, *, backwards: bool
) -> list[_Place]:
    """The next places; of all statements merged from one ordered stretch a kind of speaker."""
    if not narrow.all:
        return _sorted(connection, narrow, begin, most, backwards=backwards)
    fronts = (_front(connection, kind.value, begin, most, backwards=backwards) for kind in SpeakerKind)
    merged = heapq.merge(*fronts, reverse=backwards)
    return [place for _, place in zip(range(most), merged, strict=False)]


def _sorted(
    connection: Connection, narrow: _Narrow, begin: _Place, most: int, *, backwards: bool
) -> list[_Place]:
    columns = attributions.c.id, attributions.c.confidence, attributions.c.speaker_kind
    rows = connection.execute(narrow.of(select(*columns)))
    places = (_Place(_certainty(kind, confidence), number) for number, confidence, kind in rows)
    if backwards:
        return heapq.nlargest(most, (place for place in places if place < begin))
    return heapq.nsmallest(most, (place for place in places if place > begin))


def _front(
    connection: Connection, kind: str, begin: _Place, most: int, *, backwards: bool
) -> Iterator[_Place]:
    confidence, number = attributions.c.confidence, attributions.c.id
    least = begin.certainty / _weight(kind)
    wanted = select(number, confidence).where(
        attributions.c.status == "machine", attributions.c.speaker_kind == kind, attributions.c.current
    )
    if backwards:
        there = or_(confidence < least, and_(confidence == least, number < begin.id))
        wanted = wanted.where(confidence <= least, there).order_by(confidence.desc(), number.desc())
    else:
        there = or_(confidence > least, and_(confidence == least, number > begin.id))
        wanted = wanted.where(confidence >= least, there).order_by(confidence, number)
    for row in connection.execute(wanted.limit(most)):
        yield _Place(_certainty(kind, row.confidence), row.id)


def _opened(connection: Connection, places: Sequence[_Place]) -> tuple[Open, ...]:
    ids = [place.id for place in places]
    rows = {row.id: row for row in connection.execute(selection().where(attributions.c.id.in_(ids)))}
    found = statements(connection, [rows[one] for one in ids])
    questioned = _questioned(connection, found)
    return tuple(
        Open(one, place.certainty, _doubts(one, questioned)) for one, place in zip(found, places, strict=True)
    )


def opened(connection: Connection, one: Statement) -> Open:
    """A statement with why it should be looked at."""
    questioned = _questioned(connection, [one])
    certainty = _certainty(one.speaker_kind, one.confidence)
    return Open(one, certainty, _doubts(one, questioned))


def _questioned(connection: Connection, found: Iterable[Statement]) -> frozenset[int]:
    """The people among the speakers of whom it is open whether they are somebody else."""
    who = {speaker.person_id for one in found for speaker in one.speakers if speaker.person_id is not None}
    if not who:
        return frozenset()
    pairs = connection.execute(
        select(proposals.c.person_id, proposals.c.other_id).where(
            proposals.c.state == "open", or_(proposals.c.person_id.in_(who), proposals.c.other_id.in_(who))
        )
    )
    return frozenset(person for pair in pairs for person in pair) & who


def _doubts(one: Statement, questioned: frozenset[int]) -> tuple[Doubt, ...]:
    found = {
        Doubt.UNDECIDED: bool(one.candidates),
        Doubt.SPEAKER: one.speaker_kind == SpeakerKind.UNKNOWN and not one.candidates,
        Doubt.CONFIDENCE: one.confidence < _UNSURE,
        Doubt.PEOPLE: any(speaker.person_id in questioned for speaker in one.speakers),
    }
    return tuple(doubt for doubt, holds in found.items() if holds)


def _weight(kind: str) -> float:
    return _UNKNOWN if kind == SpeakerKind.UNKNOWN else 1.0


def _certainty(kind: str, confidence: float) -> float:
    return confidence * _weight(kind)


def _cursor(place: _Place) -> str:
    return f"{place.certainty!r}-{place.id}"


def _begin(after: str | None) -> _Place:
    if after is None:
        return _Place(0.0, -1)
    match = _CURSOR.fullmatch(after)
    if match is None:
        raise UsageError(f"after {after!r}: expected the end of a page of the queue; begin at its front")
    return _Place(float(match[1]), int(match[2]))
