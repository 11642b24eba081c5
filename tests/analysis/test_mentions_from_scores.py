"""Mention scores to mentions, on projections whose every number is set by hand or at random."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.analysis.mentions import (
    COLUMNS,
    DEPTH,
    LONGEST,
    NOTHING,
    WIDTH,
    Kind,
    Scored,
    joined,
    mentions,
    parts,
    vectors,
)

KINDS = len(Kind) - 1
SURE, NEVER = 8.0, -20.0


def projection(length: int, *spans: tuple[int, int, Kind, float]) -> np.ndarray:
    """Scores in which each span [start, end) of a kind has its own score and every other span has next to
    none: the starts and ends of each span share a number of their own.
    """
    out = np.zeros((length, COLUMNS), dtype=np.float32)
    is_start, is_end, kind_start, _, left, right, *_ = parts(out)  # views
    is_start[:], is_end[:], kind_start[:] = NEVER, NEVER, NEVER
    for n, (start, end, kind, score) in enumerate(spans):
        is_start[start], is_end[end - 1] = SURE, SURE
        at = (kind - 1) * DEPTH + n
        left[start, at], right[end - 1, at] = 1.0, score - NEVER
    return out


def ranges(found: Scored) -> list[tuple[int, int, Kind]]:
    return [
        (s, e, Kind(k))
        for s, e, k in zip(found.starts.tolist(), found.ends.tolist(), found.kinds.tolist(), strict=True)
    ]


def test_spans_are_found_with_their_kinds_and_probabilities() -> None:
    given_ = projection(
        12, (1, 3, Kind.PERSON_NAME, 2.0), (5, 6, Kind.PRONOUN, 4.0), (7, 12, Kind.GROUP, 1.0)
    )
    found = mentions(given_)
    assert ranges(found) == [(1, 3, Kind.PERSON_NAME), (5, 6, Kind.PRONOUN), (7, 12, Kind.GROUP)]
    assert found.probabilities == pytest.approx(1 / (1 + np.exp([-2.0, -4.0, -1.0])), abs=1e-5)
    assert found.vectors.shape == (3, WIDTH)


def test_a_window_may_hold_none_at_all() -> None:
    found = mentions(projection(9))
    assert len(found) == 0
    assert found.vectors.shape == (0, WIDTH)
    assert [a.dtype for a in (found.starts, found.kinds, found.vectors)] == [np.int64, np.int64, np.float32]


@pytest.mark.parametrize(("score", "least", "found"), [(-0.1, 0.5, 0), (0.1, 0.5, 1), (-0.1, 0.4, 1)])
def test_the_least_probability_decides(score: float, least: float, found: int) -> None:
    assert len(mentions(projection(6, (1, 3, Kind.PERSON, score)), least=least)) == found


def test_probabilities_of_several_kinds_of_one_span_are_added_up() -> None:
    found = mentions(projection(6, (1, 3, Kind.PERSON, -0.5), (1, 3, Kind.GROUP, -0.6)))
    assert ranges(found) == [(1, 3, Kind.PERSON)]
    odds = np.exp(-0.5) + np.exp(-0.6)
    assert found.probabilities == pytest.approx([odds / (1 + odds)], abs=1e-5)


def test_mentions_nest_and_the_longer_comes_first() -> None:
    nested = ((1, 2, Kind.PRONOUN, 3.0), (1, 6, Kind.PERSON, 2.0), (4, 6, Kind.GROUP_NAME, 1.0))
    assert [r[:2] for r in ranges(mentions(projection(8, *nested)))] == [(1, 6), (1, 2), (4, 6)]


def test_of_two_that_cross_the_more_probable_stays() -> None:
    crossing = ((1, 4, Kind.PERSON, 2.0), (3, 6, Kind.PERSON, 3.0))
    assert [r[:2] for r in ranges(mentions(projection(8, *crossing)))] == [(3, 6)]
    # The middle one of three loses to the first, and so does not rule the last one out.
    three = ((1, 4, Kind.PERSON, 4.0), (3, 6, Kind.PERSON, 3.0), (5, 8, Kind.PERSON, 2.0))
    assert [r[:2] for r in ranges(mentions(projection(9, *three)))] == [(1, 4), (5, 8)]


def test_spans_end_to_end_do_not_cross() -> None:
    touching = ((1, 4, Kind.PERSON, 2.0), (4, 6, Kind.PERSON, 3.0))
    assert [r[:2] for r in ranges(mentions(projection(8, *touching)))] == [(1, 4), (4, 6)]


@pytest.mark.parametrize(("length", "found"), [(LONGEST, 1), (LONGEST + 1, 0)])
def test_a_mention_has_a_longest_length(length: int, found: int) -> None:
    assert len(mentions(projection(60, (2, 2 + length, Kind.OTHER, 5.0)))) == found


def test_a_wanted_range_gets_a_mention_that_begins_it() -> None:
    improbable = projection(
        10, (2, 4, Kind.PERSON, -1.0), (2, 5, Kind.PERSON, -0.5), (2, 9, Kind.PERSON, -0.1)
    )
    assert len(mentions(improbable)) == 0
    assert ranges(mentions(improbable, wanted=[(2, 6)])) == [(2, 5, Kind.PERSON)]


def test_a_wanted_range_that_nothing_speaks_for_is_taken_whole() -> None:
    assert [r[:2] for r in ranges(mentions(projection(10), wanted=[(3, 6)]))] == [(3, 6)]
    assert [r[:2] for r in ranges(mentions(projection(10), wanted=[(3, 6), (7, 8)]))] == [(3, 6), (7, 8)]


def test_a_wanted_range_that_has_its_mention_adds_none() -> None:
    given_ = projection(10, (2, 4, Kind.PERSON, 3.0))
    assert ranges(mentions(given_, wanted=[(2, 8)])) == [(2, 4, Kind.PERSON)]


def test_words_that_must_be_mentions_are_whatever_the_scores_say() -> None:
    given_ = projection(10, (2, 6, Kind.PERSON, 3.0), (7, 8, Kind.PRONOUN, 2.0))
    found = mentions(given_, words=[4, 7, 9])
    assert [r[:2] for r in ranges(found)] == [(2, 6), (4, 5), (7, 8), (9, 10)]
    assert found.probabilities[[1, 3]].max() < 0.01


def brute_force(given_: np.ndarray, least: float) -> dict[tuple[int, int], tuple[int, float]]:
    """Every span of the window, looked at one by one."""
    is_start, is_end, kind_start, kind_end, left, right, *_ = parts(given_)
    out = {}
    for i in range(len(given_)):
        for j in range(i, min(i + LONGEST, len(given_))):
            if is_start[i, 0] <= -3 or is_end[j, 0] <= -3:
                continue
            scores = [
                float(left[i, k * DEPTH : (k + 1) * DEPTH] @ right[j, k * DEPTH : (k + 1) * DEPTH])
                + float(kind_start[i, k] + kind_end[j, k])
                for k in range(KINDS)
            ]
            odds = float(np.exp(scores).sum())
            if odds / (1 + odds) >= least:
                out[(i, j + 1)] = (int(np.argmax(scores)) + 1, odds / (1 + odds))
    return out


def crosses(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[0] < a[1] < b[1] or b[0] < a[0] < b[1] < a[1]


@given(st.integers(0, 10**6), st.integers(1, 24))
@settings(max_examples=25, deadline=None)
def test_random_scores_give_what_looking_at_every_span_gives(seed: int, length: int) -> None:
    rng = np.random.default_rng(seed)
    given_ = rng.normal(size=(length, COLUMNS)).astype(np.float32)
    given_[:, :2] -= 2.5  # about a third of the ends are looked at
    given_[:, 2 : 2 + 2 * KINDS] -= 5.0
    expected = brute_force(given_, 0.5)
    found = mentions(given_)
    got = {(s, e): (k, p) for (s, e, k), p in zip(ranges(found), found.probabilities.tolist(), strict=True)}
    assert got.keys() <= expected.keys()
    for span, (kind, probability) in got.items():
        assert expected[span][0] == kind
        assert expected[span][1] == pytest.approx(probability, abs=1e-4)
    assert not any(crosses(a, b) for a in got for b in got)
    # What was left out gave way to something at least as probable that stayed.
    for span in expected.keys() - got.keys():
        assert any(crosses(span, kept) and got[kept][1] >= expected[span][1] - 1e-4 for kept in got), span


def test_a_vector_is_the_sum_of_its_ends_and_the_mean_of_its_pieces() -> None:
    given_ = np.random.default_rng(3).normal(size=(9, COLUMNS)).astype(np.float32)
    at_start, at_end, inside = parts(given_)[-3:]
    found = vectors(given_, np.array([2, 5]), np.array([6, 6]))
    expected = [at_start[2] + at_end[5] + inside[2:6].mean(axis=0), at_start[5] + at_end[5] + inside[5]]
    assert found == pytest.approx(np.maximum(expected, 0), abs=1e-5)
    assert found.min() == 0


def test_mentions_are_joined_and_kept_row_by_row() -> None:
    one = mentions(projection(8, (1, 2, Kind.PERSON, 3.0), (4, 6, Kind.GROUP, 3.0)))
    both = joined([one, NOTHING, one])
    assert ranges(both) == ranges(one) * 2
    assert ranges(both.kept(np.array([3, 0]))) == [(4, 6, Kind.GROUP), (1, 2, Kind.PERSON)]
    assert ranges(both.kept(both.starts == 1)) == [(1, 2, Kind.PERSON)] * 2
    assert joined([]) is NOTHING


def test_the_parts_of_a_projection_cover_it() -> None:
    given_: Any = np.arange(COLUMNS, dtype=np.float32)[None]
    assert np.concatenate(parts(given_), axis=1).tolist() == given_.tolist()
    assert [p.shape[1] for p in parts(given_)] == [1, 1, KINDS, KINDS, *[KINDS * DEPTH] * 2, *[WIDTH] * 3]
