"""Who answers for words: the innermost attribution whose content holds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.records import Attribution, Span


def innermost(spans: Sequence[Span], attributions: Sequence[Attribution]) -> list[int | None]:
    """For each span the index of the attribution with the shortest content that holds all of it; None where
    none does, and the page says it itself. Spans are looked up in one walk over the article.
    """
    pieces = sorted((piece.start, piece.end, i) for i, a in enumerate(attributions) for piece in a.content)
    lengths = [sum(piece.end - piece.start for piece in a.content) for a in attributions]
    out: list[int | None] = [None] * len(spans)
    active: list[tuple[int, int]] = []  # the end of a piece that has begun, and whose it is
    at = 0
    for place in sorted(range(len(spans)), key=lambda i: spans[i].start):
        span = spans[place]
        while at < len(pieces) and pieces[at][0] <= span.start:
            active.append(pieces[at][1:])
            at += 1
        active = [piece for piece in active if piece[0] > span.start]
        holding = [i for end, i in active if end >= span.end]
        out[place] = min(holding, key=lambda i: (lengths[i], -i), default=None)
    return out
