from __future__ import annotations

import math

import pytest

from onrecord.analysis.speakers.ranking import (
    DEFAULT,
    FEATURES,
    NONE,
    Candidate,
    Referring,
    log,
    probabilities,
)


def candidate(cluster: int, **values: float) -> Candidate:
    return Candidate(cluster, 0.5, tuple(values.get(name, 0.0) for name in FEATURES))


def test_the_probabilities_of_all_and_of_none_are_one_together() -> None:
    shares, none = probabilities([candidate(0, share=-1.0), candidate(1, share=-2.0)], 0.1, {"share": 1.0})
    assert sum(shares) + none == pytest.approx(1.0)
    assert shares[0] / shares[1] == pytest.approx(math.e)


def test_a_feature_counts_by_its_weight_and_one_without_weight_not_at_all() -> None:
    pair = [candidate(0, called=1.0), candidate(1, named=1.0)]
    shares, _ = probabilities(pair, 0.1, {"called": 2.0})
    assert shares[0] / shares[1] == pytest.approx(math.exp(2.0))
    shares, none = probabilities(pair, 0.1, {})
    assert [*shares, none] == pytest.approx([1 / 3] * 3)


def test_none_of_them_grows_with_what_the_model_says_of_it() -> None:
    weights = {"none": 0.5, "new": 1.0}
    assert probabilities([candidate(0)], 0.9, weights)[1] > probabilities([candidate(0)], 0.1, weights)[1]


def test_without_candidates_it_is_none_of_them() -> None:
    assert probabilities([], 0.0, DEFAULT["personal"]) == ([], 1.0)


@pytest.mark.parametrize("value", [1e4, -1e4])
def test_extreme_values_stay_probabilities(value: float) -> None:
    shares, none = probabilities([candidate(0, share=value), candidate(1)], 0.0, {"share": 1.0})
    assert all(math.isfinite(p) for p in (*shares, none))
    assert sum(shares) + none == pytest.approx(1.0)


def test_the_logarithm_of_nothing_is_finite_and_order_is_kept() -> None:
    assert log(0.0) == pytest.approx(math.log(1e-3))
    assert log(0.0) < log(0.2) < log(1.0)


def test_the_weights_of_the_module_are_for_every_sort_and_for_features_that_exist() -> None:
    assert set(DEFAULT) == {sort.value for sort in Referring}
    assert {name for weights in DEFAULT.values() for name in weights} <= {*FEATURES, *NONE}
