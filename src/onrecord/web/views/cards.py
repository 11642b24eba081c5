"""One attribution of an article with all that is known of it: who, how, through whom, corrected by whom."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.analysis.claims.holders import innermost
from onrecord.exports import checklist, who, words
from onrecord.records import HopKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.answers.articles import Corrected, Kept
    from onrecord.records import Attribution, Record, Span


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody as the article shows them, and the person of the ledger, None for somebody unnamed."""

    name: str
    kind: str
    person_id: int | None
    about: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """A figure or a date: its words and what they come to."""

    words: str
    normal: str


@dataclass(frozen=True, slots=True)
class Card:
    """``number`` counts the article's statements, ``inside`` is the number of the one that holds it.

    ``source``, ``cue`` and ``content`` are words, empty where there are none. ``chain`` are the stations of
    the words from the page inwards, empty for the plain way. ``sure`` is the confidence in words.
    """

    id: int
    number: int
    depth: int
    inside: int | None
    at: int
    source: str
    cue: str
    content: str
    quotation: str
    voices: tuple[Voice, ...]
    candidates: tuple[Voice, ...]
    stance: str | None
    negated: bool
    distance: str
    settings: str
    chain: tuple[str, ...]
    figures: tuple[Value, ...]
    dates: tuple[Value, ...]
    confidence: float
    sure: str
    status: str
    digest: str
    corrections: tuple[Corrected, ...]


def cards(record: Record, kept: Kept, wanted: Sequence[int]) -> Iterator[Card]:
    """The attributions of these indices, each before the ones that its content holds."""
    chosen = frozenset(wanted)
    voices: dict[int, Voice] = {}
    figures = _held(record, [figure.span for figure in record.figures])
    dates = _held(record, [date.span for date in record.dates])
    for index, depth in words.tree(record.attributions):
        if index in chosen:
            here = record.attributions[index]
            for one in (*here.speakers, *here.candidates):
                if one not in voices:  # of an article-long speaker, all mentions are looked through
                    voices[one] = voice(record, kept, one)
            yield _card(record, kept, index, depth, voices, figures.get(index, []), dates.get(index, []))


def voice(record: Record, kept: Kept, index: int) -> Voice:
    """A speaker of the record, by index."""
    speaker, text = record.speakers[index], record.article.text
    person = kept.people.get(index)
    return Voice(
        words.one_line(speaker.name),
        speaker.kind.value,
        person[0] if person else None,
        who.about(speaker, text),
        who.spellings(speaker, text),
    )


def _held(record: Record, spans: Sequence[Span]) -> dict[int, list[int]]:
    """By attribution the places, among ``spans``, of those that it answers for."""
    found: dict[int, list[int]] = {}
    for place, holder in enumerate(innermost(spans, record.attributions)):
        if holder is not None:
            found.setdefault(holder, []).append(place)
    return found


def _card(
    record: Record,
    kept: Kept,
    index: int,
    depth: int,
    voices: Mapping[int, Voice],
    figures: Sequence[int],
    dates: Sequence[int],
) -> Card:
    attribution, text = record.attributions[index], record.article.text
    statement = kept.statement_ids[index]
    return Card(
        id=statement,
        number=index + 1,
        depth=depth,
        inside=None if attribution.parent is None else attribution.parent + 1,
        at=attribution.content[0].start,
        source=words.joined(attribution.source, text),
        cue=words.joined(attribution.cue, text),
        content=words.joined(attribution.content, text),
        quotation=attribution.quotation.value,
        voices=tuple(voices[one] for one in attribution.speakers),
        candidates=tuple(voices[one] for one in attribution.candidates),
        stance=attribution.stance.value if attribution.stance else None,
        negated=attribution.negated,
        distance=attribution.distance.value,
        settings=who.settings(attribution, text),
        chain=_chain(attribution),
        figures=tuple(
            Value(
                words.one_line(record.figures[i].span.of(text)),
                checklist.figure_told(record.figures[i], text),
            )
            for i in figures
        ),
        dates=tuple(
            Value(words.one_line(record.dates[i].span.of(text)), checklist.date_told(record.dates[i]))
            for i in dates
        ),
        confidence=attribution.confidence,
        sure=words.sure(attribution),
        status=kept.statuses[index],
        digest=kept.digests[index],
        corrections=kept.corrections.get(statement, ()),
    )


def _chain(attribution: Attribution) -> tuple[str, ...]:
    """The stations that ``who.chain`` tells, one by one."""
    if not who.chain(attribution):
        return ()
    hops = (hop for hop in attribution.provenance if hop.name or hop.kind is not HopKind.SITE)
    return tuple(words.one_line(hop.name or who.SOMEBODY) for hop in hops)
