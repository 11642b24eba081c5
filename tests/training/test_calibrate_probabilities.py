from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra 'train'")

from onrecord.analysis import decode
from onrecord.analysis.decode import FEATURES
from onrecord.evaluation.calibration import reliability
from onrecord.training.calibrate import Candidate, fit, held_out_error

WEIGHTS = {"cue_start": 1.5, "content_end": 0.8, "source": 1.0, "no_source": -0.7}
BIAS = 2.0


def made_up(n: int, seed: int) -> tuple[list[Candidate], list[float]]:
    """Candidates whose chance to be right is known, with that chance."""
    rng = np.random.default_rng(seed)
    candidates, chances = [], []
    for i in range(n):
        features = [*np.log(rng.uniform(0.05, 1, size=6)), float(rng.random() < 0.2), 0.0]
        z = BIAS + sum(WEIGHTS.get(f, 0.0) * v for f, v in zip(FEATURES, features, strict=True))
        chances.append(float(1 / (1 + np.exp(-z))))
        right = bool(rng.random() < chances[-1])
        candidates.append(Candidate(f"doc{i % 40}", tuple(map(float, features)), right))
    return candidates, chances


def test_the_chances_are_recovered() -> None:
    fitted = fit(made_up(6000, 1)[0])
    candidates, chances = made_up(2000, 2)
    found = [decode.confidence(c.features, fitted) for c in candidates]
    assert np.abs(np.array(found) - chances).mean() < 0.03
    assert reliability([(p, c.right) for p, c in zip(found, candidates, strict=True)]).error < 0.05


def test_the_weights_are_recovered() -> None:
    fitted = fit(made_up(6000, 3)[0])
    for name in FEATURES:
        assert fitted.weights[name] == pytest.approx(WEIGHTS.get(name, 0.0), abs=0.25), name
    assert fitted.bias == pytest.approx(BIAS, abs=0.25)


def test_the_error_on_documents_kept_back_is_small() -> None:
    assert held_out_error(made_up(4000, 4)[0]) < 0.05


def test_of_no_candidates_nothing_is_learned() -> None:
    assert decode.confidence((0.0,) * len(FEATURES), fit([])) == 0.5
    assert held_out_error([]) == 0.0
