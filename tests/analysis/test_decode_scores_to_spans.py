from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest

from onrecord.analysis import decode
from onrecord.analysis.decode import FEATURES, CueCandidate
from onrecord.analysis.scorers.base import Calibration, Chain

if TYPE_CHECKING:
    from collections.abc import Callable

    MakeChain = Callable[[int], Chain]

CUE = CueCandidate(4, 5, 0.9, 0.8, firm=True)


def scores(labels: str, *, width: int, high: float = 8.0) -> np.ndarray:
    """A row that is sure of its labels, given as digits."""
    out = np.zeros((len(labels), width), dtype=np.float32)
    out[np.arange(len(labels)), [int(c) for c in labels]] = high
    return out


@pytest.fixture
def cues(make_chain: MakeChain) -> Chain:
    return make_chain(3)


@pytest.fixture
def roles(make_chain: MakeChain) -> Chain:
    return make_chain(5)


def test_runs_of_labels_are_spans() -> None:
    assert decode.spans_of(np.array([0, 1, 2, 2, 0, 1, 1, 2]), first=1) == [(1, 4), (5, 6), (6, 8)]
    assert decode.spans_of(np.array([3, 4, 0, 1, 2, 3]), first=3) == [(0, 2), (5, 6)]
    assert decode.spans_of(np.array([0, 0]), first=1) == []


def test_sure_cues_are_found_with_their_probabilities(cues: Chain) -> None:
    first, second = decode.cue_candidates(scores("0120010", width=3), cues, bias=0.0)
    assert (first.start, first.end, first.firm) == (1, 3, True)
    assert (second.start, second.end, second.firm) == (5, 6, True)
    assert first.start_probability > 0.99
    assert first.mean_probability > 0.99


def test_a_bias_adds_loose_cues_and_leaves_the_firm_ones_alone(cues: Chain) -> None:
    row = scores("0100000", width=3)
    row[4, 1] = 7.0  # nearly as likely as "outside"
    assert [(c.start, c.firm) for c in decode.cue_candidates(row, cues, bias=0.0)] == [(1, True)]
    found = decode.cue_candidates(row, cues, bias=2.0)
    assert [(c.start, c.firm) for c in found] == [(1, True), (4, False)]
    assert 0.2 < found[1].start_probability < 0.3  # as it is without the bias


def test_a_loose_cue_that_touches_a_firm_one_is_left_out(cues: Chain) -> None:
    row = scores("0120", width=3)
    row[2, 1] = 7.5  # with the bias a second cue begins inside the first
    assert [(c.start, c.end) for c in decode.cue_candidates(row, cues, bias=2.0)] == [(1, 3)]


def test_nested_cues_are_marked_as_such(cues: Chain) -> None:
    found = decode.cue_candidates(scores("010", width=3), cues, bias=0.0, nested=True)
    assert [c.nested for c in found] == [True]


def test_roles_are_read_for_each_cue(roles: Chain) -> None:
    rows = np.stack([scores("0120034403", width=5), scores("3401000000", width=5)])
    found = decode.relations([CUE, CUE], rows, roles)
    assert [(r.source, r.content) for r in found] == [((1, 3), ((5, 8), (9, 10))), ((3, 4), ((0, 2),))]
    assert [r.cue for r in found] == [(4, 5), (4, 5)]


def test_a_cue_without_content_gives_no_relation(roles: Chain) -> None:
    assert decode.relations([CUE], scores("0120000000", width=5)[None], roles) == []
    assert decode.relations([], np.zeros((0, 4, 5), dtype=np.float32), roles) == []


def test_of_several_sources_the_surest_is_kept(roles: Chain) -> None:
    row = scores("1000003401", width=5)
    row[0] /= 4
    (relation,) = decode.relations([CUE], row[None], roles)
    assert relation.source == (9, 10)


def test_a_source_bias_prefers_a_doubtful_source_to_none(roles: Chain) -> None:
    row = scores("0000034000", width=5)
    row[2, 1] = 7.0
    (without,) = decode.relations([CUE], row[None], roles)
    (leaning,) = decode.relations([CUE], row[None], roles, source_bias=2.0)
    assert without.source is None
    assert leaning.source == (2, 3)


def test_features_are_log_odds_and_flags(roles: Chain) -> None:
    (relation,) = decode.relations([CUE], scores("0120034400", width=5)[None], roles)
    features = dict(zip(FEATURES, relation.features, strict=True))
    assert features["cue_start"] == pytest.approx(math.log(0.9 / 0.1))
    assert features["cue_mean"] == pytest.approx(math.log(0.8 / 0.2))
    for sure in ("content_start", "content_end", "content_mean", "source"):
        assert features[sure] > 3
    assert features["no_source"] == 0
    assert features["nested"] == 0


def test_without_a_source_the_feature_says_how_sure_of_none(roles: Chain) -> None:
    row = scores("0000034400", width=5)
    (sure,) = decode.relations([CUE], row[None], roles)
    row[1, 1] = 7.5
    (unsure,) = decode.relations([CUE], row[None], roles)
    at, none = FEATURES.index("source"), FEATURES.index("no_source")
    assert sure.features[none] == unsure.features[none] == 1
    assert unsure.features[at] < sure.features[at] - 0.3


def test_a_content_up_to_the_last_piece_ends_surely(roles: Chain) -> None:
    (relation,) = decode.relations([CUE], scores("0000000344", width=5)[None], roles)
    assert relation.features[FEATURES.index("content_end")] > 9


def test_confidence_is_the_calibrated_probability() -> None:
    features = (math.log(3), 0.0, 0.0, 0.0, math.log(4), 0.0, 1.0, 0.0)
    assert decode.confidence(features, None) == pytest.approx(0.75 * 0.8)
    calibration = Calibration({"cue_start": 2.0, "no_source": -1.0}, bias=0.5)
    z = 2 * math.log(3) - 1 + 0.5
    assert decode.confidence(features, calibration) == pytest.approx(1 / (1 + math.exp(-z)))
