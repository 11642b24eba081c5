"""Parts become one text with offsets: the only place where an HTML article's coordinates are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.records import Block, BlockKind, Furniture, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.records import FurnitureKind

SEPARATOR = "\n\n"


def assemble(
    parts: Iterable[tuple[str, BlockKind | FurnitureKind]],
) -> tuple[str, tuple[Block, ...], tuple[Furniture, ...]]:
    """The text, its blocks and its furniture; parts without a word are left out."""
    texts: list[str] = []
    blocks: list[Block] = []
    furniture: list[Furniture] = []
    at = 0
    for text, role in parts:
        if not text.strip():
            continue
        span = Span(at, at + len(text))
        if isinstance(role, BlockKind):
            blocks.append(Block(span, role))
        else:
            furniture.append(Furniture(span, role))
        texts.append(text)
        at = span.end + len(SEPARATOR)
    return SEPARATOR.join(texts), tuple(blocks), tuple(furniture)
