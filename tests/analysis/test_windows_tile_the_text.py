from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analysis.pieces import Pieces
from onrecord.analysis.windows import windows


def pieces(paragraphs: list[int]) -> Pieces:
    """Paragraphs of so many pieces, each with its separator."""
    starts, ends = [], []
    at = 0
    for length in paragraphs:
        for _ in range(length):
            starts.append(at)
            ends.append(at + 1)
            at += 1
        starts.append(at)
        ends.append(at)
    n = np.zeros(len(starts), dtype=np.int64)
    return Pieces(n, n, np.array(starts, dtype=np.int64), np.array(ends, dtype=np.int64))


@given(st.lists(st.integers(1, 60), max_size=12), st.integers(1, 50), st.integers(0, 20), st.integers(0, 50))
def test_cores_follow_one_another_and_context_stays_in_bounds(
    paragraphs: list[int], core: int, context: int, shortest: int
) -> None:
    text = pieces(paragraphs)
    found = list(windows(text, core=core, context=context, shortest=min(shortest, core)))
    assert [i for w in found for i in range(w.first, w.last)] == list(range(len(text)))
    for w in found:
        assert 0 < w.last - w.first <= core
        assert w.left == max(0, w.first - context)
        assert w.right == min(len(text), w.last + context)


def test_a_window_ends_with_a_paragraph_of_its_second_half() -> None:
    found = list(windows(pieces([11, 5, 20]), core=20, context=4))
    seen = [(w.left, w.first, w.last, w.right) for w in found]
    assert seen == [(0, 0, 18, 22), (14, 18, 38, 39), (34, 38, 39, 39)]


def test_a_paragraph_end_in_the_first_half_cuts_nothing() -> None:
    found = list(windows(pieces([5, 40]), core=20, context=0))
    assert [(w.first, w.last) for w in found] == [(0, 20), (20, 40), (40, 47)]


def test_the_first_cut_can_be_moved_and_moves_the_others() -> None:
    found = list(windows(pieces([100]), core=40, context=0, shortest=15))
    assert [(w.first, w.last) for w in found] == [(0, 15), (15, 55), (55, 95), (95, 101)]


def test_no_pieces_no_windows() -> None:
    assert list(windows(pieces([]), core=8, context=2)) == []
