"""Which pieces of a window the role graph is shown, and what the others score."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from onrecord.analysis.decode import Relation
from onrecord.analysis.scorers.onnx import AFTER, BEFORE, STANCES_INPUTS, OnnxScorer
from onrecord.analysis.stance import COLUMNS, shown


class Roles:
    """A role graph that answers with the first channel of the pieces it is shown, and remembers them."""

    def __init__(self) -> None:
        self.inputs: dict[str, Any] = {}
        self.asked = 0

    def run(self, _: None, inputs: dict[str, Any]) -> list[Any]:
        self.inputs = inputs
        self.asked += len(inputs["cues"])
        assert len(inputs["cues"]) == 1  # what is computed of one depends on no other
        return [np.repeat(inputs["pieces"][..., :1], 5, axis=2).astype(np.float32)]


def ask(length: int, cues: list[tuple[int, int]]) -> tuple[dict[str, Any], Any]:
    roles = Roles()
    scorer = OnnxScorer(None, roles, None, None, None)  # type: ignore[arg-type]
    position = np.arange(length, dtype=np.float32)[:, None]
    scores = scorer.roles([position, position, position], cues)
    assert roles.asked == len(cues)
    return roles.inputs, scores


def test_a_short_window_is_shown_whole() -> None:
    inputs, scores = ask(40, [(3, 5), (38, 40)])
    assert inputs["pieces"].shape == (1, 40, 1)
    assert len(scores) == 2
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


class Stances:
    """A stance graph that answers with the number of each attribution, and remembers what it was given."""

    def __init__(self) -> None:
        self.inputs: dict[str, Any] = {}

    def run(self, _: None, inputs: dict[str, Any]) -> list[Any]:
        self.inputs = inputs
        return [np.arange(len(inputs["at"]), dtype=np.float32)[:, None].repeat(COLUMNS, axis=1)]


def test_the_stance_graph_is_given_the_window_and_what_is_shown_of_each_attribution() -> None:
    graph = Stances()
    scorer = OnnxScorer(None, None, None, None, None, graph)  # type: ignore[arg-type]
    hidden, ids = np.zeros((40, 8), dtype=np.float32), np.arange(40)
    each = shown([Relation((3, 4), None, ((4, 9),), ()), Relation((20, 21), None, ((21, 30),), ())], 40)
    scores = scorer.stances([None, None, hidden], ids, each)
    assert scores is not None
    assert scores[:, 0].tolist() == [0, 1]
    assert tuple(graph.inputs) == STANCES_INPUTS
    assert graph.inputs["states"] is hidden
    assert graph.inputs["ids"] is ids
    assert all(graph.inputs[name] is getattr(each, name) for name in ("at", "roles", "buckets"))


def test_a_model_without_the_stance_graph_tells_no_stances() -> None:
    scorer = OnnxScorer(None, None, None, None, None)  # type: ignore[arg-type]
    assert scorer.stances([None, None, None], np.arange(4), shown([], 4)) is None
