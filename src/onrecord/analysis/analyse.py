"""The analyser: text and regions in, attributions out, in reading order and with calibrated confidence."""

from __future__ import annotations

import collections
import itertools
import os
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis import decode
from onrecord.analysis.assemble import Found, assemble
from onrecord.analysis.mentions import NOTHING, Scored, joined, mentions
from onrecord.analysis.pairs import REFERRING
from onrecord.analysis.pieces import Pieces, tokenise
from onrecord.analysis.speakers.identify import identify
from onrecord.analysis.stance import UNJUDGED, judgements, shown
from onrecord.analysis.windows import windows
from onrecord.errors import SlowError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.analysis.scorers.base import Encoded, Ints, Scorer
    from onrecord.analysis.stance import Judgement
    from onrecord.analysis.windows import Window
    from onrecord.records import Analysis, Span

# Windows handed out ahead of the one waited for, per thread: enough to keep every core busy across article
# boundaries, few enough to bound memory and to stop at once when asked to.
_AHEAD = 8


@dataclass(slots=True)
class Candidates:
    """What the model sees in a text: every candidate relation, whatever its confidence, and the mentions, in
    characters.
    """

    text: str
    pieces: Pieces
    found: list[Found]
    mentions: Scored


@dataclass(slots=True)
class _Reading:
    """A text whose windows are being scored: those handed out, and those still to be."""

    text: str
    pieces: Pieces
    windows: Iterator[Window]
    parts: collections.deque[Future[tuple[list[Found], Scored]]]
    found: list[Found]
    mentions: list[Scored]

    def candidates(self) -> Candidates:
        return Candidates(self.text, self.pieces, self.found, joined(self.mentions))


class Analyser:
    """Reads attributions out of text with a scorer. One window is scored at a time and none is padded, so an
    article's reading does not depend on what is read beside it.
    """

    def __init__(self, scorer: Scorer, *, threads: int | None = None) -> None:
        self.scorer = scorer
        self.threads = threads or os.cpu_count() or 1
        numbers = (scorer.tokenizer.token_to_id(word) for word in REFERRING)
        self._pronouns = np.array([n for n in numbers if n is not None], dtype=np.int64)

    @property
    def name(self) -> str:
        """The model's name and version."""
        return self.scorer.config.name

    def analyse(
        self,
        text: str,
        regions: Sequence[Span],
        *,
        min_confidence: float | None = None,
        seconds: float | None = None,
    ) -> Analysis:
        """The attributions in ``regions`` of ``text``, in reading order, and their speakers.

        ``min_confidence`` (0 to 1; the model's own threshold where None) is the dial from recall to
        precision. Raises SlowError where the text's windows take longer than ``seconds``.
        """
        return next(self.analyse_many([(text, regions)], min_confidence=min_confidence, seconds=seconds))

    def analyse_many(
        self,
        items: Iterable[tuple[str, Sequence[Span]]],
        *,
        min_confidence: float | None = None,
        seconds: float | None = None,
    ) -> Iterator[Analysis]:
        """As ``analyse``, of many texts, lazily and in their order; windows are scored on all threads.

        ``seconds`` is for each text, from when those before it are answered. The first text without an
        answer is the one that SlowError is of.
        """
        least = self.scorer.config.threshold if min_confidence is None else min_confidence
        for seen in self.candidates(items, seconds=seconds):
            attributions = assemble(seen.text, seen.found, self.scorer.config.calibration, least)
            yield identify(seen.text, attributions, seen.mentions, self.scorer)

    def candidates(
        self, items: Iterable[tuple[str, Sequence[Span]]], *, seconds: float | None = None
    ) -> Iterator[Candidates]:
        """What the model sees in each text, before anything is decided (for calibration)."""
        most = _AHEAD * self.threads
        pool = ThreadPoolExecutor(self.threads)
        try:
            waiting: collections.deque[_Reading] = collections.deque()
            ahead = 0
            for text, regions in items:
                waiting.append(self._start(text, regions))
                ahead += self._hand_out(pool, waiting[-1], most - ahead)
                # Texts without windows count too: a run of them must not be held back until its end.
                while waiting and (ahead >= most or len(waiting) >= most):
                    reading = waiting.popleft()
                    ahead -= self._finish(pool, reading, seconds)
                    yield reading.candidates()
                    if waiting:  # all but the last are handed out already
                        ahead += self._hand_out(pool, waiting[-1], most - ahead)
            for reading in waiting:
                self._finish(pool, reading, seconds)
                yield reading.candidates()
        finally:
            pool.shutdown(cancel_futures=True)

    def _start(self, text: str, regions: Sequence[Span]) -> _Reading:
        config = self.scorer.config
        pieces = tokenise(
            self.scorer.tokenizer, text, regions, sep_id=config.sep_id, stand_ins=self.scorer.stand_ins
        )
        ahead = windows(pieces, core=config.core, context=config.context)
        return _Reading(text, pieces, ahead, collections.deque(), [], [])

    def _hand_out(self, pool: ThreadPoolExecutor, reading: _Reading, most: int) -> int:
        """Gives up to ``most`` of a reading's windows to the pool; returns how many."""
        chosen = list(itertools.islice(reading.windows, max(0, most)))
        reading.parts.extend(pool.submit(self._window, reading.pieces, w) for w in chosen)
        return len(chosen)

    def _finish(self, pool: ThreadPoolExecutor, reading: _Reading, seconds: float | None) -> int:
        """Waits for all windows of a reading; returns how many of them had been handed out before.

        Raises SlowError between two windows when the seconds are over.
        """
        ahead = len(reading.parts)
        begun = time.monotonic()
        self._hand_out(pool, reading, _AHEAD * self.threads)
        while reading.parts:
            found, mentions = reading.parts.popleft().result()
            reading.found.extend(found)
            reading.mentions.append(mentions)
            if seconds is not None and time.monotonic() - begun > seconds:
                raise SlowError(
                    f"a text of {len(reading.text):,} characters: was not read within {seconds:g} seconds; "
                    "expected to be done by then; split it, or read it with the command, which waits"
                )
            self._hand_out(pool, reading, 1)
        return ahead

    def _window(self, pieces: Pieces, window: Window) -> tuple[list[Found], Scored]:
        """The relations whose cues, and the mentions which, begin in the window's core."""
        config = self.scorer.config
        seen = slice(window.left, window.right)
        ids = np.append(config.cls_id, pieces.ids[seen])
        encoded = self.scorer.encode(ids, np.append(0, pieces.cases[seen]))
        layers = (
            decode.CueLayer(encoded.cues, config.cue_chain, config.cue_bias),
            decode.CueLayer(encoded.nested, config.nested_chain, config.nested_bias, nested=True),
        )
        cues = decode.cues_of_layers(layers)
        shift = window.left - 1  # the first position is [CLS]
        cues = [c for c in cues if window.first <= c.start + shift < window.last]
        relations = self._relations(encoded, cues)
        judged = self._judgements(encoded, ids, relations)
        found = [Found.of(r, pieces, shift, j) for r, j in zip(relations, judged, strict=True)]
        if encoded.mentions is None:
            return found, NOTHING
        # Sources before the core are in an earlier window's, too, but that one may not have seen the cue.
        sources = [r.source for r in relations if r.source and r.source[0] > 0]
        pronouns = 1 + np.flatnonzero(np.isin(pieces.ids[seen], self._pronouns))
        scored = mentions(encoded.mentions, wanted=sources, words=pronouns)
        core = (scored.starts + shift >= window.first) & (scored.starts + shift < window.last)
        core |= np.isin(scored.starts, [start for start, _ in sources])
        return found, _in_characters(scored.kept(core), pieces, shift)

    def _relations(self, encoded: Encoded, cues: list[decode.CueCandidate]) -> list[decode.Relation]:
        config = self.scorer.config
        if not cues:
            return []
        scores = self.scorer.roles(encoded.states, [(c.start, c.end) for c in cues])
        return decode.relations(cues, scores, config.role_chain, source_bias=config.source_bias)

    def _judgements(self, encoded: Encoded, ids: Ints, found: list[decode.Relation]) -> list[Judgement]:
        """The stance of each relation of a window: asked here, where the states are, to keep none of them."""
        if not found:
            return []
        scores = self.scorer.stances(encoded.states, ids, shown(found, len(ids)))
        return [UNJUDGED] * len(found) if scores is None else judgements(scores)


def _in_characters(seen: Scored, pieces: Pieces, shift: int) -> Scored:
    """The mentions of a window in characters, without those that run over a paragraph's end."""
    starts, ends = seen.starts + shift, seen.ends + shift
    breaks = np.append(0, np.cumsum(pieces.separators))
    inside = breaks[starts] == breaks[ends]
    kept = seen.kept(inside)
    return replace(kept, starts=pieces.starts[starts[inside]], ends=pieces.ends[ends[inside] - 1])
