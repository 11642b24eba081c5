"""An article in windows: each piece is decided on in exactly one, and seen in its neighbours as context."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.analysis.pieces import Pieces


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``left`` to ``right`` are seen, ``first`` to ``last`` of them (the core) are decided on."""

    left: int
    first: int
    last: int
    right: int


def windows(pieces: Pieces, *, core: int, context: int, shortest: int = 0) -> Iterator[Window]:
    """Windows whose cores follow one another without gap, cut after a paragraph where one ends in the
    second half of the core, else at ``core`` pieces.

    ``shortest`` (training only) moves the first cut, so that each epoch sees other windows.
    """
    n = len(pieces)
    breaks = np.flatnonzero(pieces.separators) + 1
    first = 0
    limit = shortest or core
    while first < n:
        last = min(first + limit, n)
        if last < n:
            inside = breaks[(breaks > first + limit // 2) & (breaks <= last)]
            last = int(inside[-1]) if len(inside) else last
        yield Window(max(0, first - context), first, last, min(n, last + context))
        first, limit = last, core
