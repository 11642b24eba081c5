"""A scorer that needs no model: "X said Y." is an attribution, and so is "(said Y)" inside one."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

from onrecord.analysis.scorers.base import CUE_LABELS, ROLE_LABELS, Chain, Encoded, ModelConfig
from onrecord.analysis.stance import COLUMNS, CUE

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from onrecord.analysis.stance import Shown

VOCABULARY = {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "said": 3, ".": 4, "claimed": 5, "boom": 6}
HIGH = 9.0


def flat_chain(labels: int) -> Chain:
    """A chain with scores of nothing, but for I that follows nothing."""
    transitions = np.zeros((labels, labels))
    start = np.zeros(labels)
    for inside in range(2, labels, 2):
        start[inside] = -1e4
        for before in range(labels):
            if before not in (inside, inside - 1):
                transitions[before, inside] = -1e4
    return Chain(transitions.tolist(), start.tolist(), [0.0] * labels)


def word_tokenizer() -> Tokenizer:
    tokenizer = Tokenizer(WordLevel(VOCABULARY, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    return tokenizer


class SaidScorer:
    """ "said" is a cue, "claimed" a nested one; the word before it is the source and what follows, up to the
    next full stop, the content. Threads and windows that were scored are counted.
    """

    def __init__(
        self, *, core: int = 40, context: int = 20, slow: bool = False, tells_stances: bool = False
    ) -> None:
        self.tokenizer = word_tokenizer()
        self.stand_ins = None
        self.config = ModelConfig(
            name="said 1", cls_id=1, sep_id=2, core=core, context=context,
            cue_chain=flat_chain(3), nested_chain=flat_chain(3), role_chain=flat_chain(5),
        )  # fmt: skip
        self.slow = slow
        self.tells_stances = tells_stances
        self.threads: set[int] = set()
        self.windows = 0
        self._lock = threading.Lock()

    def encode(self, ids: NDArray[np.int64], cases: NDArray[np.int64]) -> Encoded:
        assert ids.shape == cases.shape
        assert ids[0] == 1
        with self._lock:
            self.windows += 1
            self.threads.add(threading.get_ident())
            wait = self.slow and self.windows % 3 == 0
        if wait:  # windows then end in another order than they began
            time.sleep(0.005)
        if VOCABULARY["boom"] in ids:
            raise RuntimeError("the scorer failed")
        return Encoded(self._marked(ids, "said"), self._marked(ids, "claimed"), ids)

    def _marked(self, ids: NDArray[np.int64], word: str) -> NDArray[np.float32]:
        scores = np.zeros((len(ids), len(CUE_LABELS)), dtype=np.float32)
        scores[:, 0] = HIGH
        scores[ids == VOCABULARY[word], 1] = 2 * HIGH
        return scores

    def roles(self, states: Any, cues: list[tuple[int, int]]) -> NDArray[np.float32]:
        scores = np.zeros((len(cues), len(states), len(ROLE_LABELS)), dtype=np.float32)
        scores[:, :, 0] = HIGH
        for row, (start, end) in zip(scores, cues, strict=True):
            row[start - 1, 1] = 2 * HIGH
            stops = np.flatnonzero(np.isin(states[end:], (2, 4)))
            stop = end + int(stops[0]) if len(stops) else len(states)
            if stop > end:
                row[end, 3] = row[end + 1 : stop, 4] = 2 * HIGH
        return scores

    def stances(self, states: Any, ids: NDArray[np.int64], shown: Shown) -> NDArray[np.float32] | None:
        """None where the scorer is not to tell any; else "claimed" distances, and all that is attributed is
        denied.
        """
        if not self.tells_stances:
            return None
        assert states is ids
        scores = np.zeros((len(shown.at), COLUMNS), dtype=np.float32)
        scores[:, 1] = 1
        cue = np.take_along_axis(ids[shown.at], (shown.roles == CUE).argmax(axis=1)[:, None], axis=1)
        scores[:, -1] = cue[:, 0] == VOCABULARY["claimed"]
        return scores


@pytest.fixture
def make_scorer() -> Callable[..., SaidScorer]:
    return SaidScorer


@pytest.fixture
def tokenizer() -> Tokenizer:
    return word_tokenizer()


@pytest.fixture
def make_chain() -> Callable[[int], Chain]:
    return flat_chain
