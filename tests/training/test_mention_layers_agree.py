"""The layers against the numpy that reads them at run time, and against loops over every span and pair."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")

from onrecord.analysis import mentions, pairs  # noqa: E402
from onrecord.analysis.mentions import COLUMNS, DEPTH, WIDTH, Kind, parts  # noqa: E402
from onrecord.training.mention_layers import (  # noqa: E402
    AntecedentLayer,
    MentionLayer,
    mention_vectors,
    span_scores,
)

KINDS = len(Kind) - 1


def projection(rows: int, length: int) -> torch.Tensor:
    torch.manual_seed(length)
    return torch.randn(rows, length, COLUMNS)


@pytest.mark.parametrize("longest", [1, 4, 15, 20], ids=["one", "some", "all", "more than there are"])
def test_span_scores_are_those_of_each_span_alone(longest: int) -> None:
    given = projection(2, 15)
    is_start, is_end, scores = span_scores(given, longest)
    assert scores.shape == (2, 15, longest, KINDS)
    for row in range(2):
        start, end, kind_start, kind_end, left, right, *_ = parts(given[row].numpy())
        assert is_start[row].numpy() == pytest.approx(start[:, 0])
        assert is_end[row].numpy() == pytest.approx(end[:, 0])
        left, right = (x.reshape(15, KINDS, DEPTH) for x in (left, right))
        for i in range(15):
            for j in range(i, min(15, i + longest)):
                expected = (left[i] * right[j]).sum(axis=1) + kind_start[i] + kind_end[j]
                assert scores[row, i, j - i].numpy() == pytest.approx(expected, abs=1e-4), (i, j)


def test_the_runtime_gives_mentions_the_probabilities_that_were_trained() -> None:
    given = projection(1, 20)
    given[..., :2] = 5.0  # every start and end is looked at
    _, _, scores = span_scores(given, mentions.LONGEST)
    odds = torch.logsumexp(scores[0], dim=2)
    found = mentions.mentions(given[0].numpy(), least=0.0)
    at = scores[0].numpy()[found.starts, found.ends - found.starts - 1]
    assert len(found) > 20
    assert (found.kinds == at.argmax(axis=1) + 1).all()
    trained = torch.sigmoid(odds).numpy()[found.starts, found.ends - found.starts - 1]
    assert found.probabilities == pytest.approx(trained, abs=1e-4)


def test_vectors_are_those_of_the_runtime_in_every_window_of_a_batch() -> None:
    given = projection(3, 18)
    rows, starts, ends = np.array([0, 0, 1, 2, 2]), np.array([0, 3, 17, 2, 2]), np.array([1, 9, 18, 18, 3])
    found = mention_vectors(given, *map(torch.from_numpy, (rows, starts, ends)))
    for row, start, end, vector in zip(rows, starts, ends, found.numpy(), strict=True):
        expected = mentions.vectors(given[row].numpy(), np.array([start]), np.array([end]))
        assert vector == pytest.approx(expected[0], abs=1e-4)


def test_a_new_layer_takes_nearly_nothing_for_a_mention() -> None:
    torch.manual_seed(1)
    given = MentionLayer(32)(torch.randn(1, 40, 32) * 0.1)[0].detach().numpy()
    assert given.shape == (40, COLUMNS)
    assert len(mentions.mentions(given)) == 0


@pytest.fixture
def layer() -> AntecedentLayer:
    torch.manual_seed(2)
    return AntecedentLayer(dropout=0.5).eval()


def some_pairs(count: int) -> tuple[torch.Tensor, ...]:
    rng = np.random.default_rng(count)
    later, earlier = pairs.nearest(count)
    sizes = np.array(pairs.SIZES)
    codes = rng.integers(0, sizes, (len(later), len(sizes))) + np.append(0, np.cumsum(sizes)[:-1])
    vectors = rng.normal(size=(count, WIDTH)).astype(np.float32)
    return tuple(map(torch.from_numpy, (vectors, later, earlier, codes)))


def test_a_pairs_score_does_not_depend_on_the_pairs_beside_it(layer: AntecedentLayer) -> None:
    vectors, later, earlier, codes = some_pairs(9)
    scores, new = layer(vectors, later, earlier, codes)
    assert (scores.shape, new.shape) == ((36,), (9,))
    for n in (0, 17, 35):
        alone, _ = layer(vectors, later[n : n + 1], earlier[n : n + 1], codes[n : n + 1])
        assert float(alone.detach()[0]) == pytest.approx(float(scores.detach()[n]), abs=1e-5)


def test_the_two_mentions_of_a_pair_are_not_taken_for_one_another(layer: AntecedentLayer) -> None:
    vectors, later, earlier, codes = some_pairs(5)
    there, _ = layer(vectors, later, earlier, codes)
    back, _ = layer(vectors, earlier, later, codes)
    assert not torch.allclose(there, back, atol=1e-3)


def test_each_feature_tells_on_the_score(layer: AntecedentLayer) -> None:
    vectors, later, earlier, codes = some_pairs(5)
    scores, _ = layer(vectors, later, earlier, codes)
    for feature, offset in enumerate(np.append(0, np.cumsum(pairs.SIZES)[:-1])):
        other = codes.clone()
        other[:, feature] = (codes[:, feature] - offset + 1) % pairs.SIZES[feature] + offset
        changed, _ = layer(vectors, later, earlier, other)
        assert not torch.allclose(scores, changed, atol=1e-4), feature
