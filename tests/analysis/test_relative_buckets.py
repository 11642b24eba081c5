from __future__ import annotations

from onrecord.analysis.relative import BUCKETS, buckets


def test_the_cue_is_zero_before_it_odd_after_it_even() -> None:
    assert buckets(9, [(3, 5)]).tolist() == [[5, 3, 1, 0, 0, 2, 4, 6, 8]]


def test_near_pieces_have_buckets_of_their_own_and_far_ones_share() -> None:
    after = buckets(400, [(0, 1)])[0, 1:]
    assert len(set(after[:16].tolist())) == 16
    assert after[20] == after[21]
    assert (after[1:] >= after[:-1]).all()
    assert after[200] == after[-1]


def test_numbers_stay_below_the_number_of_buckets() -> None:
    found = buckets(1000, [(500, 502), (0, 1), (999, 1000)])
    assert found.shape == (3, 1000)
    assert found.min() == 0
    assert found.max() < BUCKETS


def test_no_cue_no_row() -> None:
    assert buckets(5, []).shape == (0, 5)
