"""The analyser: text and regions in, attributions out, in reading order and with calibrated confidence."""

from __future__ import annotations

import collections
import os
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis import decode
from onrecord.analysis.assemble import Found, assemble
from onrecord.analysis.pieces import Pieces, tokenise
from onrecord.analysis.windows import windows
from onrecord.records import Attribution, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.analysis.scorers.base import Scorer
    from onrecord.analysis.windows import Window

# Windows handed out ahead of the one waited for, per thread: enough to keep every core busy across article
# boundaries, few enough to bound memory.
_AHEAD = 8


@dataclass(slots=True)
class _Reading:
    """A text whose windows are being scored."""

    text: str
    pieces: Pieces
    parts: list[Future[list[Found]]]


class Analyser:
    """Reads attributions out of text with a scorer. One window is scored at a time and none is padded, so an
    article's reading does not depend on what is read beside it.
    """

    def __init__(self, scorer: Scorer, *, threads: int | None = None) -> None:
        self.scorer = scorer
        self.threads = threads or os.cpu_count() or 1

    @property
    def name(self) -> str:
        """The model's name and version."""
        return self.scorer.config.name

    def analyse(
        self, text: str, regions: Sequence[Span], *, min_confidence: float | None = None
    ) -> tuple[Attribution, ...]:
        """The attributions in ``regions`` of ``text``, in reading order.

        ``min_confidence`` (0 to 1; the model's own threshold where None) is the dial from recall to precision.
        """
        return next(self.analyse_many([(text, regions)], min_confidence=min_confidence))

    def analyse_many(
        self, items: Iterable[tuple[str, Sequence[Span]]], *, min_confidence: float | None = None
    ) -> Iterator[tuple[Attribution, ...]]:
        """As ``analyse``, of many texts, lazily and in their order; windows are scored on all threads."""
        least = self.scorer.config.threshold if min_confidence is None else min_confidence
        for text, _, found in self.candidates(items):
            yield assemble(text, found, self.scorer.config.calibration, least)

    def candidates(self, items: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[tuple[str, Pieces, list[Found]]]:
        """Every candidate relation of each text, whatever its confidence (for calibration)."""
        with ThreadPoolExecutor(self.threads) as pool:
            waiting: collections.deque[_Reading] = collections.deque()
            for text, regions in items:
                waiting.append(self._start(pool, text, regions))
                while sum(len(r.parts) for r in waiting) > _AHEAD * self.threads:
                    yield _finish(waiting.popleft())
            while waiting:
                yield _finish(waiting.popleft())

    def _start(self, pool: ThreadPoolExecutor, text: str, regions: Sequence[Span]) -> _Reading:
        config = self.scorer.config
        pieces = tokenise(self.scorer.tokenizer, text, regions, sep_id=config.sep_id)
        found = windows(pieces, core=config.core, context=config.context)
        return _Reading(text, pieces, [pool.submit(self._window, pieces, w) for w in found])

    def _window(self, pieces: Pieces, window: Window) -> list[Found]:
        """The relations whose cues begin in the window's core."""
        config = self.scorer.config
        seen = slice(window.left, window.right)
        encoded = self.scorer.encode(
            np.append(config.cls_id, pieces.ids[seen]), np.append(0, pieces.cases[seen])
        )
        cues = decode.cue_candidates(encoded.cues, config.cue_chain, bias=config.cue_bias)
        cues += decode.cue_candidates(encoded.nested, config.nested_chain, bias=config.nested_bias, nested=True)
        shift = window.left - 1  # the first position is [CLS]
        cues = [c for c in cues if window.first <= c.start + shift < window.last]
        if not cues:
            return []
        scores = self.scorer.roles(encoded.states, [(c.start, c.end) for c in cues])
        return [Found.of(r, pieces, shift) for r in decode.relations(cues, scores, config.role_chain)]


def _finish(reading: _Reading) -> tuple[str, Pieces, list[Found]]:
    return reading.text, reading.pieces, [f for part in reading.parts for f in part.result()]
