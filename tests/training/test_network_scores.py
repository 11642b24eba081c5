from __future__ import annotations

import random
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")

from onrecord.analysis import chain  # noqa: E402
from onrecord.analysis.scorers.base import CUE_LABELS, ROLE_LABELS  # noqa: E402
from onrecord.training.batches import collate, group  # noqa: E402
from onrecord.training.examples import IGNORED, Example  # noqa: E402
from onrecord.training.loss import questions  # noqa: E402
from onrecord.training.network import FORBIDDEN, CrfChain  # noqa: E402

if TYPE_CHECKING:
    from onrecord.analysis.scorers.base import Chain


def crf(labels: tuple[str, ...]) -> CrfChain:
    torch.manual_seed(1)
    layer = CrfChain(labels)
    for parameter in layer.parameters():
        torch.nn.init.normal_(parameter)
    return layer


def score(row: np.ndarray, layer: Chain, labels: tuple[int, ...]) -> float:
    moves = sum(layer.transitions[a][b] for a, b in zip(labels, labels[1:], strict=False))  # noqa: RUF007
    local = sum(float(row[i, label]) for i, label in enumerate(labels))
    return layer.start[labels[0]] + moves + local + layer.end[labels[-1]]


@pytest.mark.parametrize("labels", [CUE_LABELS, ROLE_LABELS])
def test_the_loss_is_the_negative_log_of_the_labellings_share(labels: tuple[str, ...]) -> None:
    layer, n = crf(labels), len(labels)
    lengths, gold = [4, 2, 1], [(0, 1, 2, 0), (1, 2, 0, 0), (1, 0, 0, 0)]  # padded to four
    emissions = torch.randn(3, 4, n)
    found = layer.loss(emissions, torch.tensor(gold), torch.tensor(lengths)).tolist()
    for row, length, chosen, loss in zip(emissions.numpy(), lengths, gold, found, strict=True):
        rows = [score(row, layer.chain(), c) for c in product(range(n), repeat=length)]
        expected = np.logaddexp.reduce(rows) - score(row, layer.chain(), chosen[:length])
        assert loss == pytest.approx(expected, abs=1e-3)


def test_what_the_chain_forbids_is_never_decoded() -> None:
    layer = crf(ROLE_LABELS).chain()
    at = {name: i for i, name in enumerate(ROLE_LABELS)}
    assert layer.start[at["I-SOURCE"]] < FORBIDDEN / 2
    assert layer.transitions[at["B-CONTENT"]][at["I-SOURCE"]] < FORBIDDEN / 2
    assert layer.transitions[at["B-SOURCE"]][at["I-SOURCE"]] > FORBIDDEN / 2
    emissions = np.zeros((1, 6, 5), dtype=np.float32)
    emissions[0, :, at["I-SOURCE"]] = 3.0
    assert chain.best(emissions, layer)[0, 0] != at["I-SOURCE"]


def example(length: int, *, cues: tuple[tuple[int, int], ...] = ()) -> Example:
    labels = np.zeros(length, dtype=np.int64)
    for start, end in cues:
        labels[start:end], labels[start] = 2, 1
    nothing = np.zeros(length, dtype=np.int64)
    roles = np.zeros((len(cues), length), dtype=np.int64)
    roles[:, -1] = 3
    return Example(np.arange(length), nothing, labels, nothing, cues, roles, (1, length))


def test_groups_hold_all_examples_and_keep_their_size() -> None:
    lengths = [random.Random(1).randint(2, 90) for _ in range(60)]
    made = [example(n) for n in lengths] + [example(300)]
    groups = group(made, pieces=200, rng=random.Random(2))
    assert sorted(len(e.ids) for g in groups for e in g) == sorted([*lengths, 300])
    sizes = [len(g) * max(len(e.ids) for e in g) for g in groups]
    assert all(size <= 200 or len(g) == 1 for size, g in zip(sizes, groups, strict=True))
    assert len(groups) < 40
    assert [len(g) for g in groups] == [len(g) for g in group(made, pieces=200, rng=random.Random(2))]
    assert group([], pieces=200, rng=random.Random(2)) == []


def test_a_batch_is_padded_with_what_the_loss_passes_over() -> None:
    batch = collate([example(3), example(5)], pad_id=9)
    assert batch.ids.tolist() == [[0, 1, 2, 9, 9], [0, 1, 2, 3, 4]]
    assert batch.mask.tolist() == [[1, 1, 1, 0, 0], [1, 1, 1, 1, 1]]
    assert batch.nested_labels.tolist()[0] == [0, 0, 0, IGNORED, IGNORED]
    assert batch.pieces == 8


def test_the_role_layer_is_asked_about_gold_and_as_many_false_cues() -> None:
    layer = CrfChain(CUE_LABELS).chain()
    batch = collate([example(8, cues=((2, 3), (5, 6))), example(6)], pad_id=0)
    scores = np.zeros((2, 8, 3), dtype=np.float32)
    scores[:, :, 0] = 5
    scores[0, 5, 1] = scores[0, 6, 2] = 9  # the second gold cue, one piece too long
    scores[1, [1, 3, 5], 1] = 9  # three false cues
    asked = questions(batch, scores, layer)
    assert asked.gold == 2
    assert asked.rows == [0, 0, 1, 1]
    assert [np.flatnonzero(row).tolist() for row in asked.spans] == [[2], [5, 6], [1], [3]]
    assert asked.labels.tolist()[0] == [0, 0, 0, 0, 0, 0, 0, 3]
    assert not asked.labels[2:].any()
    assert (asked.buckets[1, 5:7] == 0).all()


def test_no_cues_no_questions() -> None:
    batch = collate([example(4)], pad_id=0)
    flat = np.zeros((1, 4, 3), dtype=np.float32)
    flat[:, :, 0] = 5
    asked = questions(batch, flat, CrfChain(CUE_LABELS).chain())
    assert (asked.rows, asked.gold, asked.spans.shape) == ([], 0, (0, 4))
