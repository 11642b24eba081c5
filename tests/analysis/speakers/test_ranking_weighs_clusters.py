from __future__ import annotations

import math

import pytest

from onrecord.analysis.speakers.ranking import (
    DEFAULT,
    FEATURES,
    NONE,
    Candidate,
    Referring,
    in_order,
    log,
    probabilities,
)


def none(new: float) -> tuple[float, ...]:
    return tuple({"none": 1.0, "new": log(new)}.get(name, 0.0) for name in NONE)


def candidate(cluster: int, **values: float) -> Candidate:
    return Candidate(cluster, 0.5, tuple(values.get(name, 0.0) for name in FEATURES))


def test_the_probabilities_of_all_and_of_none_are_one_together() -> None:
    pair = [candidate(0, share=-1.0), candidate(1, share=-2.0)]
    shares, rest = probabilities(pair, none(0.1), in_order({"share": 1.0}))
    assert sum(shares) + rest == pytest.approx(1.0)
    assert shares[0] / shares[1] == pytest.approx(math.e)


def test_a_feature_counts_by_its_weight_and_one_without_weight_not_at_all() -> None:
    pair = [candidate(0, called=1.0), candidate(1, named=1.0)]
    shares, _ = probabilities(pair, none(0.1), in_order({"called": 2.0}))
    assert shares[0] / shares[1] == pytest.approx(math.exp(2.0))
    shares, rest = probabilities(pair, none(0.1), in_order({}))
    assert [*shares, rest] == pytest.approx([1 / 3] * 3)


def test_none_of_them_grows_with_what_the_model_says_of_it() -> None:
    weights = in_order({"none": 0.5, "new": 1.0})
    likely, unlikely = (probabilities([candidate(0)], none(p), weights)[1] for p in (0.9, 0.1))
    assert likely > unlikely


def test_without_candidates_it_is_none_of_them() -> None:
    assert probabilities([], none(0.0), in_order(DEFAULT["personal"])) == ([], 1.0)


@pytest.mark.parametrize("value", [1e4, -1e4])
def test_extreme_values_stay_probabilities(value: float) -> None:
    weights = in_order({"share": 1.0})
    shares, rest = probabilities([candidate(0, share=value), candidate(1)], none(0.0), weights)
    assert all(math.isfinite(p) for p in (*shares, rest))
    assert sum(shares) + rest == pytest.approx(1.0)


def test_the_logarithm_of_nothing_is_finite_and_order_is_kept() -> None:
    assert log(0.0) == pytest.approx(math.log(1e-3))
    assert log(0.0) < log(0.2) < log(1.0)


def test_the_weights_of_the_module_are_for_every_sort_and_for_features_that_exist() -> None:
    assert set(DEFAULT) == {sort.value for sort in Referring}
    assert {name for weights in DEFAULT.values() for name in weights} <= {*FEATURES, *NONE}
