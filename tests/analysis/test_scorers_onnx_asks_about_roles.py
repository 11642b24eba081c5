"""Which pieces of a window the role graph is shown, and what the others score."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from onrecord.analysis.scorers.onnx import AFTER, BEFORE, OnnxScorer


class Roles:
    """A role graph that answers with the first channel of the pieces it is shown, and remembers them."""

    def __init__(self) -> None:
        self.inputs: dict[str, Any] = {}

    def run(self, _: None, inputs: dict[str, Any]) -> list[Any]:
        self.inputs = inputs
        return [np.repeat(inputs["pieces"][..., :1], 5, axis=2).astype(np.float32)]


def ask(length: int, cues: list[tuple[int, int]]) -> tuple[dict[str, Any], Any]:
    roles = Roles()
    scorer = OnnxScorer(None, roles, None, None, None)  # type: ignore[arg-type]
    position = np.arange(length, dtype=np.float32)[:, None]
    scores = scorer.roles([position, position, position], cues)
    return roles.inputs, scores


def test_a_short_window_is_shown_whole() -> None:
    inputs, scores = ask(40, [(3, 5), (38, 40)])
    assert inputs["pieces"].shape == (2, 40, 1)
    assert (scores[..., 0] == np.arange(40)).all()


@pytest.mark.parametrize(
    ("cue", "first"),
    [((500, 502), 500 - BEFORE), ((2, 3), 0), ((990, 991), 1000 - BEFORE - AFTER)],
    ids=["inside", "at the start", "at the end"],
)
def test_a_long_window_is_shown_around_the_cue(cue: tuple[int, int], first: int) -> None:
    inputs, scores = ask(1000, [cue])
    shown = np.arange(first, first + BEFORE + AFTER)
    assert (inputs["pieces"][0, :, 0] == shown).all()
    assert (inputs["buckets"][0] == 0).nonzero()[0].tolist() == [i - first for i in range(*cue)]
    assert (scores[0, shown, 0] == shown).all()


def test_pieces_out_of_reach_have_no_role() -> None:
    _, scores = ask(1000, [(500, 502)])
    outside = np.r_[0 : 500 - BEFORE, 500 + AFTER : 1000]
    assert (scores[0, outside].argmax(axis=1) == 0).all()


def test_a_cue_is_the_mean_of_its_pieces() -> None:
    inputs, _ = ask(1000, [(500, 503)])
    assert inputs["cues"].tolist() == [[501.0]]
