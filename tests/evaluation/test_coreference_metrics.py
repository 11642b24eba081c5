"""The coreference measures: worked examples of the papers and of the reference scorer, and brute force."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from onrecord.evaluation.coreference import Agreement, Tally, assignment, b_cubed, ceaf, muc, overlap


def clusters(written: str) -> list[frozenset[str]]:
    """ "a bc def" is three clusters of one-letter mentions."""
    return [frozenset(word) for word in written.split()]


def ratios(tally: Tally) -> tuple[float, float]:
    return tally.recall, tally.precision


# The reference scorer's first group of test cases (Pradhan et al. 2014); x, y and z are no gold mentions.
KEY = "a bc def"


@pytest.mark.parametrize(
    ("response", "by_muc", "by_b_cubed", "by_ceaf"),
    [
        pytest.param("a bc def", (1, 1), (1, 1), (1, 1), id="A-1 all right"),
        pytest.param("a de", (1 / 3, 1), (7 / 18, 1), (0.6, 0.9), id="A-2 mentions missing"),
        pytest.param(
            "a bcx defy z", (1, 3 / 5), (1, 55 / 108), (31 / 35, 93 / 140), id="A-3 mentions too many"
        ),
        pytest.param(
            "a bcx dy z", (1 / 3, 1 / 3), (5 / 9, 17 / 42), (11 / 15, 0.55), id="A-4 missing and too many"
        ),
        pytest.param("xyz", (0, 0), (0, 0), (0, 0), id="nothing in common"),
        pytest.param("", (0, 0), (0, 0), (0, 0), id="nothing predicted"),
    ],
)
def test_recall_and_precision_of_the_reference_scorers_cases(
    response: str,
    by_muc: tuple[float, float],
    by_b_cubed: tuple[float, float],
    by_ceaf: tuple[float, float],
) -> None:
    gold, predicted = clusters(KEY), clusters(response)
    assert ratios(muc(gold, predicted)) == pytest.approx(by_muc)
    assert ratios(b_cubed(gold, predicted)) == pytest.approx(by_b_cubed)
    assert ratios(ceaf(gold, predicted)) == pytest.approx(by_ceaf)


# Twelve mentions in three entities: Bagga and Baldwin's two responses, and Luo's table of four.
TRUTH = "12345 67 89ABC"


@pytest.mark.parametrize(
    ("response", "precision"),
    [
        pytest.param("12345 6789ABC", (9 / 10, 16 / 21), id="the small one joined"),
        pytest.param("1234589ABC 67", (9 / 10, 7 / 12), id="the large ones joined"),
    ],
)
def test_precision_in_bagga_and_baldwins_example(response: str, precision: tuple[float, float]) -> None:
    gold, predicted = clusters(TRUTH), clusters(response)
    assert ratios(muc(gold, predicted)) == pytest.approx((1, precision[0]))
    assert ratios(b_cubed(gold, predicted)) == pytest.approx((1, precision[1]))


@pytest.mark.parametrize(
    ("response", "f1"),
    [
        pytest.param("12345 6789ABC", 0.733, id="a"),
        pytest.param("1234589ABC 67", 0.667, id="b"),
        pytest.param("123456789ABC", 0.294, id="c all in one"),
        pytest.param("1 2 3 4 5 6 7 8 9 A B C", 0.178, id="d each for itself"),
    ],
)
def test_f1_in_luos_table(response: str, f1: float) -> None:
    assert ceaf(clusters(TRUTH), clusters(response)).f1 == pytest.approx(f1, abs=5e-4)


def test_the_conll_figure_is_the_mean_of_three() -> None:
    agreement = Agreement.of(clusters(TRUTH), clusters("12345 6789ABC"), singletons=True)
    assert agreement.conll == pytest.approx((18 / 19 + 32 / 37 + 11 / 15) / 3)
    assert agreement.mentions == Tally(12, 12, 12, 12)


def test_singletons_count_only_where_they_are_asked_for() -> None:
    gold, predicted = clusters("a bc d"), clusters("bc d e")
    assert Agreement.of(gold, predicted, singletons=False).mentions == Tally(2, 2, 2, 2)
    assert Agreement.of(gold, predicted, singletons=True).mentions == Tally(3, 4, 3, 4)


def test_a_document_without_clusters_agrees_in_nothing() -> None:
    assert Agreement.of([], [], singletons=True) == Agreement()
    assert Agreement().conll == 0


def test_documents_are_added_before_anything_is_divided() -> None:
    small, large = overlap("a", "b"), overlap("cdefghijk", "cdefghijk")
    assert (small + large).f1 == pytest.approx(0.9)


def test_gold_and_predicted_may_change_places() -> None:
    gold, predicted = clusters("ab cdef gh"), clusters("abc de fgi")
    for measure in (muc, b_cubed, ceaf):
        assert ratios(measure(gold, predicted)) == pytest.approx(ratios(measure(predicted, gold))[::-1])


def best(earnings: np.ndarray) -> float:
    """The largest sum over all ways to pair the rows of the shorter side."""
    if earnings.shape[0] > earnings.shape[1]:
        earnings = earnings.T
    rows = range(earnings.shape[0])
    return max(
        sum(earnings[i, j] for i, j in zip(rows, chosen, strict=True))
        for chosen in itertools.permutations(range(earnings.shape[1]), len(rows))
    )


@pytest.mark.parametrize("seed", range(40))
def test_the_assignment_earns_what_brute_force_does(seed: int) -> None:
    rng = np.random.default_rng(seed)
    earnings = rng.random((rng.integers(1, 6), rng.integers(1, 7)))
    earnings[rng.random(earnings.shape) < 0.4] = 0  # most clusters share nothing
    pairs = assignment(earnings)
    assert sum(earnings[pair] for pair in pairs) == pytest.approx(best(earnings))
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == min(earnings.shape)


def test_ties_are_assigned_once() -> None:
    assert sorted(j for _, j in assignment(np.ones((3, 3)))) == [0, 1, 2]


@pytest.mark.parametrize("seed", range(20))
def test_the_measure_of_clusters_is_the_best_pairing_of_all(seed: int) -> None:
    rng = np.random.default_rng(seed)
    gold, predicted = (
        [frozenset(np.flatnonzero(numbers == n).tolist()) for n in range(5) if (numbers == n).any()]
        for numbers in rng.integers(0, 5, (2, 14))
    )
    earnings = np.array([[2 * len(g & p) / (len(g) + len(p)) for p in predicted] for g in gold])
    assert ceaf(gold, predicted).found == pytest.approx(best(earnings))
