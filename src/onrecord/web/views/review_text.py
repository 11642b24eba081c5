"""The paragraphs around a statement, cut where one of its parts begins or ends.

Every piece knows where its first character stands in the article's text, so that a script can tell which
offsets somebody selected. What is shown has as many characters as the text: unsafe ones are replaced one by
one.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from onrecord.exports.exported import sound
from onrecord.exports.words import safe

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.answers.reviewing import Desk
    from onrecord.records import Block, Span

#: Paragraphs shown before and behind those that a statement touches: enough to know whom "she" is.
AROUND: Final = 2
#: The same where something is to be added: as much as one scrolls through.
AROUND_ADDED: Final = 12
#: The opening of an article names its people; it is shown where it is not far away.
_NEAR_THE_TOP: Final = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that lie in the same parts; ``roles`` are "source", "cue", "content" of the statement on the
    desk, "other" where another one attributes them.
    """

    at: int
    text: str
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article; ``kind`` is a BlockKind's value."""

    kind: str
    at: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """``before`` and ``behind`` count the blocks of the article that are not shown."""

    paragraphs: tuple[Paragraph, ...]
    before: int
    behind: int


def window(
    desk: Desk, roles: Mapping[str, Sequence[Span]], *, around: int = AROUND, near: int | None = None
) -> Window:
    """The blocks around ``roles``, the parts of a statement; without any around the offset ``near``."""
    blocks = desk.article.blocks
    spans = [span for part in roles.values() for span in part]
    touched = [i for i, block in enumerate(blocks) if any(_meet(block.span, span) for span in spans)]
    if not touched:
        at = near or 0
        touched = [max((i for i, block in enumerate(blocks) if block.span.start <= at), default=0)]
    first, last = max(0, touched[0] - around), min(len(blocks), touched[-1] + around + 1)
    first = 0 if first <= _NEAR_THE_TOP else first
    others = [span for place in desk.places if place.status != "rejected" for span in place.content]
    shown = tuple(_paragraph(desk.article.text, block, roles, others) for block in blocks[first:last])
    return Window(shown, first, len(blocks) - last)


def shown(words: str) -> str:
    """Words of an article as they can be shown: as many characters, none of them unsafe."""
    return sound(safe(words))


def _paragraph(
    text: str, block: Block, roles: Mapping[str, Sequence[Span]], others: Sequence[Span]
) -> Paragraph:
    layers = {role: [span for span in part if _meet(span, block.span)] for role, part in roles.items()}
    layers["other"] = [span for span in others if _meet(span, block.span)]
    edges = {block.span.start, block.span.end}
    for part in layers.values():
        for span in part:
            edges.update((max(span.start, block.span.start), min(span.end, block.span.end)))
    pieces = tuple(
        Piece(start, shown(text[start:end]), _roles(layers, start)) for start, end in pairwise(sorted(edges))
    )
    return Paragraph(block.kind.value, block.span.start, pieces)


def _roles(layers: Mapping[str, Sequence[Span]], at: int) -> tuple[str, ...]:
    found = tuple(role for role, part in layers.items() if any(s.start <= at < s.end for s in part))
    return tuple(role for role in found if role != "other") or found


def _meet(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end
