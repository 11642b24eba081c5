"""Figures of the ledger, in the words around them: what ``topics`` puts beside one another."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import select

from onrecord.compare import counted_words
from onrecord.compare import told as telling
from onrecord.compare.claims import day_of
from onrecord.compare.events import OPENING, about
from onrecord.compare.quantities import Quantity
from onrecord.compare.topics import AWAY, Given
from onrecord.ledger import codec
from onrecord.ledger.tables import articles, attribution_speakers, attributions, dates, figures, readings
from onrecord.records import Bound, ChangePart, FigureKind, SettingKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from sqlalchemy import Connection, Row

    from onrecord.compare.events import About

#: Rows asked for at once (SQLite takes 32,766 values in a statement).
_AT_ONCE: Final = 1_000
_ADDRESSEE: Final = SettingKind.ADDRESSEE.value
_CLOCK: Final = re.compile(r"\s*(?:o['’]clock|[ap]\.?m\b)", re.I)
_RELATIVE: Final = re.compile(r"\b(?:that|which|who)\b.*", re.S)
_OTHER_CHANGE: Final = re.compile(r"\s+(?:[\w-]+ )?(?:more|fewer|less|higher|lower|above|below) than\b", re.I)


class Source(NamedTuple):
    """A figure as an answer shows it; ``given`` as it is compared, ``subject`` its clause."""

    given: Given
    article_id: int
    attribution_id: int | None
    span: Span
    words: str
    sentence: str
    subject: str
    noun: str | None
    text: str


class _Said(NamedTuple):
    """Where an attribution stands: its content; who speaks and to whom; all of it."""

    content: tuple[Span, ...]
    people: tuple[Span, ...]
    every: tuple[Span, ...]


class _Page(NamedTuple):
    """What is looked up once for an article."""

    id: int
    text: str
    title: str
    day: int | None
    about: About
    words: frozenset[str]
    said: dict[int, _Said]
    speakers: dict[int, frozenset[int]]
    dates: tuple[Any, ...]


def sources(connection: Connection, article_ids: Sequence[int]) -> list[Source]:
    """The figures of these articles, those of headlines left out: the body says them again."""
    out: list[Source] = []
    for begun in range(0, len(article_ids), _AT_ONCE):
        some = article_ids[begun : begun + _AT_ONCE]
        rows = connection.execute(
            select(figures, readings.c.article_id)
            .join(readings, readings.c.id == figures.c.reading_id)
            .where(readings.c.article_id.in_(some), readings.c.current)
            .order_by(readings.c.article_id, figures.c.ord)
        ).all()
        by_article: dict[int, list[Row[Any]]] = defaultdict(list)
        for row in rows:
            by_article[row.article_id].append(row)
        for page in _pages(connection, list(by_article)):
            out += _of_page(page, by_article[page.id], len(out))
    return out


def _pages(connection: Connection, ids: Sequence[int]) -> Iterator[_Page]:
    here = select(articles.c.id, articles.c.title, articles.c.text, articles.c.published)
    rows = connection.execute(here.where(articles.c.id.in_(ids))).all()
    said = _said(connection, ids)
    speaking = _speaking(connection, ids)
    told = _dates(connection, ids)
    for row in rows:
        if row.text is None:
            continue
        title = row.title or ""
        words = telling.capitals(row.text)
        yield _Page(
            row.id,
            row.text,
            title,
            day_of(row.published),
            about(title, row.text[:OPENING]),
            words,
            said[row.id],
            speaking,
            tuple(told[row.id]),
        )


def _said(connection: Connection, ids: Sequence[int]) -> dict[int, dict[int, _Said]]:
    """By article and attribution, where its words stand."""
    out: dict[int, dict[int, _Said]] = defaultdict(dict)
    columns = attributions.c.id, attributions.c.article_id, attributions.c.spans, attributions.c.detail
    here = attributions.c.article_id.in_(ids), attributions.c.current, attributions.c.status != "rejected"
    for row in connection.execute(select(*columns).where(*here)):
        source, cue, content = codec.spans_from(row.spans)
        told = json.loads(row.detail).get("s", ()) if _ADDRESSEE in row.detail else ()
        addressees = [Span(start, end) for kind, start, end in told if kind == _ADDRESSEE]
        out[row.article_id][row.id] = _Said(content, (*source, *addressees), (*source, *cue, *content))
    return out


def _speaking(connection: Connection, ids: Sequence[int]) -> dict[int, frozenset[int]]:
    out: dict[int, set[int]] = defaultdict(set)
    links = attribution_speakers
    wanted = select(links.c.attribution_id, links.c.person_id)
    for row in connection.execute(
        wanted.join(attributions, attributions.c.id == links.c.attribution_id).where(
            attributions.c.article_id.in_(ids), ~links.c.candidate, links.c.person_id.is_not(None)
        )
    ):
        out[row.attribution_id].add(row.person_id)
    return {key: frozenset(value) for key, value in out.items()}


def _dates(connection: Connection, ids: Sequence[int]) -> dict[int, list[Any]]:
    out: dict[int, list[Any]] = defaultdict(list)
    wanted = select(readings.c.article_id, dates.c.start, dates.c.stop, dates.c.first_day, dates.c.last_day)
    here = readings.c.article_id.in_(ids), readings.c.current, dates.c.reason.is_(None)
    for row in connection.execute(wanted.join(readings, readings.c.id == dates.c.reading_id).where(*here)):
        out[row.article_id].append(row)
    return out


def _of_page(page: _Page, rows: Sequence[Row[Any]], first: int) -> Iterator[Source]:
    kept = list(_kept(page, rows))
    alone = Counter(
        (row.attribution_id, told.quantity.kind, told.quantity.unit, told.noun) for row, told in kept
    )
    same = Counter((row.attribution_id, _numbers(told)) for row, told in kept)
    for place, (row, told) in enumerate(kept, first):
        quantity = told.quantity
        count = alone[row.attribution_id, quantity.kind, quantity.unit, told.noun]
        given = Given(
            place,
            page.id,
            told,
            row.attribution_id,
            page.speakers.get(row.attribution_id, frozenset()),
            page.day,
            page.about,
            page.words,
            count <= same[row.attribution_id, _numbers(told)],
        )
        around = telling.sentence_around(page.text, row.start, row.stop)
        subject = page.text[slice(*told.clause)].strip()
        sentence = page.text[slice(*around)].strip()
        span = Span(row.start, row.stop)
        yield Source(
            given, page.id, row.attribution_id, span, row.words, sentence, subject, row.noun, page.text
        )


def _numbers(told: telling.Told) -> tuple[object, ...]:
    """A figure of one noun by its number: a voice that gives it twice gives one figure."""
    one = told.quantity
    return (one.kind, one.unit, told.noun, one.bound, one.value, one.low, one.high)


def _kept(page: _Page, rows: Sequence[Row[Any]]) -> Iterator[tuple[Row[Any], telling.Told]]:
    """The figures that are compared, in their words."""
    places = [(row.start, row.stop) for row in rows]
    body = len(page.title) if page.text.startswith(page.title) else 0
    people = [span for said in page.said.values() for span in said.people]
    for row, place in zip(rows, places, strict=True):
        if place[1] <= body or (row.detail and '"from"' in row.detail):
            continue
        if row.bound == Bound.VAGUE.value or _CLOCK.match(page.text, row.stop):
            continue  # "dozens" says of no number that it cannot be
        if any(span.start <= place[0] and place[1] <= span.end for span in people):
            continue  # "two officials said", "told 900 strikers": who speaks and to whom
        around = telling.sentence_around(page.text, *place)
        clause = telling.clause_of(page.text, place, _within(page, row, around), places)
        yield row, _told(page, row, clause, rows)


def _within(page: _Page, row: Row[Any], around: tuple[int, int]) -> tuple[int, int]:
    """Of a sentence, the piece of the content that holds the figure, or what is in no attribution."""
    start, end = around
    if row.attribution_id in page.said:
        for piece in page.said[row.attribution_id].content:
            if piece.start <= row.start and row.stop <= piece.end:
                return max(start, piece.start), min(end, piece.end)
        return around
    for said in page.said.values():
        for span in said.every:
            if start < span.end <= row.start:
                start = span.end
            elif row.stop <= span.start < end:
                end = span.start
    return start, end


def _told(page: _Page, row: Row[Any], clause: tuple[int, int], rows: Sequence[Row[Any]]) -> telling.Told:
    text = page.text
    before, behind = text[clause[0] : row.start], text[row.stop : clause[1]]
    role = telling.role_of(text, row.start, row.stop, clause)
    noun = row.noun
    if noun is None and role == "part":
        noun = next((one.noun for one in rows if one.start >= row.stop), None)
    if role == "part":
        behind = _RELATIVE.sub("", behind)
    label = telling.labelled(text, clause, row.start) if noun is None else None
    noun = noun or label
    key = counted_words.key_of(noun) if noun else None
    people = key is None or counted_words.counts_people(key)
    return telling.Told(
        Quantity(FigureKind(row.kind), Bound(row.bound), row.value, row.low, row.high, row.unit),
        key,
        telling.context_of(f"{before} . {behind}"),
        counted_words.fates_of(f"{before} {noun or ''} {behind}", people=people),
        telling.names_in(f"x {before}") | telling.names_in(f"x {behind}"),
        role,
        label is not None,
        _changes(row, text),
        telling.is_forecast(text, clause),
        clause,
        _days(page, clause),
    )


def _changes(row: Row[Any], text: str) -> bool:
    """Whether a figure tells by how much something changed. "Cut 830 jobs" tells how many jobs, and "the
    economy grew by 0.5 percent" what the growth is.
    """
    if _OTHER_CHANGE.match(text, row.stop):
        return True
    if row.direction is None or (row.kind == FigureKind.COUNT.value and row.noun is not None):
        return False
    _, part, cue, *_ = json.loads(row.detail)["v"]
    return bool(part == ChangePart.BY.value) and counted_words.key_of(text[slice(*cue)]) != "=growth"


def _days(page: _Page, clause: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    """Times in the clause that are not the article's own."""
    found = []
    for row in page.dates:
        if not (clause[0] <= row.start and row.stop <= clause[1]):
            continue
        first = day_of(row.first_day) or 1
        last = day_of(row.last_day) or date.max.toordinal()
        if page.day is None or last < page.day - AWAY or first > page.day + AWAY:
            found.append((first, last))
    return tuple(found)
