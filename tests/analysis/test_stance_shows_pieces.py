"""Which pieces the stance layer is shown, and what its scores are taken for."""

from __future__ import annotations

import numpy as np
import pytest

from onrecord.analysis import stance
from onrecord.analysis.decode import Relation
from onrecord.analysis.stance import (
    AFTER,
    BEFORE,
    COLUMNS,
    CONTENT,
    CUE,
    DISTANCES,
    HEAD,
    OUTSIDE,
    PADDING,
    SHOWN,
    SOURCE,
    STANCES,
    Judgement,
    judgements,
    shown,
)
from onrecord.records import Distance, Stance


def one(
    cue: tuple[int, int], *content: tuple[int, int], source: tuple[int, int] | None = None, length: int = 400
) -> list[tuple[int, int]]:
    """The positions shown and their roles, without padding."""
    found = shown([Relation(cue, source, content, ())], length)
    assert found.at.shape == found.roles.shape == found.buckets.shape == (1, SHOWN)
    pairs = zip(found.at[0].tolist(), found.roles[0].tolist(), strict=True)
    return [pair for pair in pairs if pair[1] != PADDING]


def test_the_pieces_around_the_cue_are_shown_in_their_roles() -> None:
    around = one((100, 102), (102, 300), source=(98, 100))[: BEFORE + AFTER]
    assert [at for at, _ in around] == list(range(100 - BEFORE, 100 + AFTER))
    roles = dict(around)
    assert [roles[at] for at in range(97, 103)] == [OUTSIDE, SOURCE, SOURCE, CUE, CUE, CONTENT]


def test_both_ends_of_a_content_far_from_the_cue_are_shown() -> None:
    far = one((10, 11), (200, 300))[10 + AFTER :]
    assert far == [(at, CONTENT) for at in (*range(200, 200 + HEAD), *range(296, 300))]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (((200, 203),), [200, 201, 202]),
        (((200, 218),), [*range(200, 216), 216, 217]),
        (((200, 202), (250, 260)), [200, 201, 256, 257, 258, 259]),
        (((200, 202), (250, 252)), [200, 201, 250, 251]),
    ],
    ids=["short", "hardly longer than its head", "in two parts", "in two short parts"],
)
def test_no_piece_of_a_content_is_shown_twice(
    content: tuple[tuple[int, int], ...], expected: list[int]
) -> None:
    assert [at for at, _ in one((10, 11), *content)[10 + AFTER :]] == expected


def test_pieces_beyond_the_window_are_padding() -> None:
    assert [at for at, _ in one((0, 1), (1, 4), length=4)] == [0, 1, 2, 3, 1, 2, 3]


def test_the_cue_inside_its_content_stays_the_cue() -> None:
    assert {role for at, role in one((102, 103), (100, 110)) if at == 102} == {CUE}


def test_distances_are_those_from_the_cue() -> None:
    found = shown([Relation((100, 102), None, ((102, 110),), ())], 400)
    near = {int(at): int(b) for at, b in zip(found.at[0], found.buckets[0], strict=True)}
    assert [near[at] for at in (99, 100, 101, 102)] == [1, 0, 0, 2]


def test_several_relations_are_shown_each_on_its_own() -> None:
    relations = [Relation((5, 6), None, ((6, 9),), ()), Relation((50, 52), None, ((40, 49),), ())]
    together = shown(relations, 60)
    for row, relation in enumerate(relations):
        alone = shown([relation], 60)
        for name in ("at", "roles", "buckets"):
            assert (getattr(together, name)[row] == getattr(alone, name)[0]).all()


def scores(**high: float) -> np.ndarray:
    names = [*STANCES, "negated", *DISTANCES]
    return np.array([[high.get(name, 0.0) for name in names]], dtype=np.float32)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (scores(deny=2, assert_=1), Judgement(Stance.DENY)),
        (scores(decline=1, negated=0.1, distancing=3), Judgement(Stance.DECLINE, True, Distance.DISTANCING)),
        (scores(predict=1, negated=-0.1, endorsing=1), Judgement(Stance.PREDICT, False, Distance.ENDORSING)),
    ],
)
def test_the_highest_scores_decide(given: np.ndarray, expected: Judgement) -> None:
    assert given.shape == (1, COLUMNS)
    assert judgements(given) == [expected]


def test_the_order_of_labels_is_that_of_the_records() -> None:
    """A trained layer knows its columns by their place alone: adding a stance needs a new layer."""
    assert list(stance.STANCES) == list(Stance)
    assert [s.value for s in Stance][:2] == ["assert", "deny"]
    assert COLUMNS == 16
