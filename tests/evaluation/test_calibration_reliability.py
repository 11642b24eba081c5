"""The reliability table, its error, and the dial."""

from __future__ import annotations

import pytest

from onrecord.evaluation import Count, Doc, Labelled
from onrecord.evaluation.calibration import dial, judged, reliability
from onrecord.evaluation.match import compare
from onrecord.records import Span


def test_twenty_predictions_make_ten_bins_of_two() -> None:
    table = reliability([(i / 20, i % 2 == 0) for i in range(20)])
    assert [b.of for b in table.bins] == [2] * 10
    assert [b.accuracy for b in table.bins] == [0.5] * 10
    assert (table.bins[0].lowest, table.bins[0].highest, table.of) == (0.0, 0.05, 20)


def test_bins_of_unequal_predictions_differ_by_one_at_most() -> None:
    sizes = [b.of for b in reliability([(i / 100, True) for i in range(27)]).bins]
    assert sum(sizes) == 27
    assert max(sizes) - min(sizes) <= 1


def test_the_error_is_the_mean_gap_weighted_by_size() -> None:
    # One bin of confidence 0.9 with 3 of 4 right, one of 0.5 with 2 of 2 right, equal values together.
    judgements = [(0.9, True)] * 3 + [(0.9, False)] + [(0.5, True)] * 2
    table = reliability(judgements, bins=2)
    assert [(b.confidence, b.right, b.of) for b in table.bins] == [
        (pytest.approx(0.5), 2, 2),
        (pytest.approx(0.9), 3, 4),
    ]
    assert table.error == pytest.approx((0.5 * 2 + 0.15 * 4) / 6)


def test_equal_confidences_share_a_bin_whatever_their_order() -> None:
    judgements = [(0.7, i < 50) for i in range(100)]
    assert reliability(judgements) == reliability(judgements[::-1])
    assert [b.of for b in reliability(judgements).bins] == [100]
    assert reliability(judgements).error == pytest.approx(0.2)


def test_gaps_of_opposite_sign_do_not_cancel() -> None:
    table = reliability([(0.2, True), (0.8, False)], bins=2)
    assert [b.gap for b in table.bins] == [pytest.approx(-0.8), pytest.approx(0.8)]
    assert table.error == pytest.approx(0.8)


def test_no_predictions_give_an_empty_table_without_error() -> None:
    assert (reliability([]).bins, reliability([]).error) == ((), 0.0)


TEXT = "Ana said yes twice. Bo said no twice."
GOLD = Doc(TEXT, (Labelled((Span(0, 3),), (Span(4, 8),), (Span(9, 18),)),))


ANA, YES = Span(0, 3), Span(9, 18)


def predicted(confidence: float | None, source: Span = ANA, content: Span = YES) -> Labelled:
    return Labelled((source,), (), (content,), confidence=confidence)


def test_a_prediction_is_right_when_it_is_an_attribution_pair() -> None:
    wrong_source = predicted(0.4, source=Span(20, 22))
    elsewhere = predicted(0.3, content=Span(28, 36))
    assert judged([compare(GOLD, Doc(TEXT, (predicted(0.9), elsewhere)))]) == [(0.9, True), (0.3, False)]
    assert judged([compare(GOLD, Doc(TEXT, (wrong_source,)))]) == [(0.4, False)]


def test_predictions_without_confidence_or_content_words_are_not_judged() -> None:
    unjudged = (predicted(None), predicted(0.9, content=Span(18, 19)))
    assert judged([compare(GOLD, Doc(TEXT, unjudged))]) == []


def test_the_dial_trades_recall_for_precision_and_pairs_anew() -> None:
    # The better-paired prediction is the less confident one: above it the other takes its place.
    doc = Doc(
        TEXT, (predicted(0.6), predicted(0.8, content=Span(9, 12)), predicted(0.1, content=Span(28, 36)))
    )
    read = dial([compare(GOLD, doc)], thresholds=(0.0, 0.5, 0.7, 0.9))
    assert read == {0.0: Count(1, 3, 1), 0.5: Count(1, 2, 1), 0.7: Count(1, 1, 1), 0.9: Count(0, 0, 1)}
