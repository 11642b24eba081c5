"""A record's text in paragraphs and pieces: what of it is whose, character by character.

The pieces of all paragraphs, in order, are the article's characters; ``at`` are offsets into its text, by
which a selection on the page leads back to them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.exports import who
from onrecord.exports.claims_panel import layer_told
from onrecord.exports.segments import Role, body, layers, parts
from onrecord.records import Block

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.exports.segments import Layer, Segment
    from onrecord.records import Furniture, Record


@dataclass(frozen=True, slots=True)
class Touch:
    """That a piece lies in the source, the cue or the content of the statement of this number."""

    number: int
    role: str


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters with one and the same meaning. ``marks`` are outermost first; ``ended`` are the numbers of
    the statements whose words end here; ``layers`` are "figure", "date", "narration", "marks"; ``told`` says
    in a few words what there is to say of it.
    """

    at: int
    text: str
    marks: tuple[Touch, ...] = ()
    ended: tuple[int, ...] = ()
    layers: tuple[str, ...] = ()
    told: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article, or a piece of the page's furniture; ``kind`` is a BlockKind's value, or a
    FurnitureKind's.
    """

    at: int
    kind: str
    furniture: bool
    pieces: tuple[Piece, ...]


def stretches(record: Record, most: int) -> list[tuple[Block | Furniture, ...]]:
    """The parts of an article in stretches of at most ``most`` characters, but for one that is longer."""
    found: list[list[Block | Furniture]] = [[]]
    room = most
    for part in parts(record):
        length = part.span.end - part.span.start
        if length > room and found[-1]:
            found.append([])
            room = most
        found[-1].append(part)
        room -= length
    return [tuple(stretch) for stretch in found]


def only(record: Record, stretch: Sequence[Block | Furniture]) -> Record:
    """The record with these parts alone; offsets and attributions stay as they are."""
    blocks = tuple(part for part in stretch if isinstance(part, Block))
    furniture = tuple(part for part in stretch if not isinstance(part, Block))
    return replace(record, article=replace(record.article, blocks=blocks, furniture=furniture))


def paragraphs(record: Record) -> tuple[Paragraph, ...]:
    """All of a record's parts in the order of the page."""
    return tuple(
        Paragraph(
            part.span.start,
            part.kind.value,
            not isinstance(part, Block),
            tuple(_piece(record, segment) for segment in segments),
        )
        for part, segments in body(record, _within(record))
    )


def _within(record: Record) -> list[Layer]:
    """The layers on the parts that the record has, of one that was cut down to some of them."""
    page = parts(record)
    if not page:
        return []
    first, last = page[0].span.start, page[-1].span.end
    return [layer for layer in layers(record) if layer.span.end > first and layer.span.start < last]


def _piece(record: Record, segment: Segment) -> Piece:
    told = [layer_told(record, layer) for layer in segment.layers]
    if segment.marks and segment.marks[-1].role is Role.SOURCE:
        told.insert(0, who.beside(record, record.attributions[segment.marks[-1].index]))
    return Piece(
        segment.span.start,
        segment.span.of(record.article.text),
        tuple(Touch(mark.index + 1, mark.role.value) for mark in segment.marks),
        tuple(mark.index + 1 for mark in segment.closes if mark.role is Role.CONTENT and mark.last),
        tuple(dict.fromkeys(layer.kind.value for layer in segment.layers)),
        "; ".join(filter(None, told)),
    )
