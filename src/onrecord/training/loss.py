"""What the network is told about a batch: the loss of its cues and of their roles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from onrecord.analysis import decode
from onrecord.analysis.relative import buckets
from onrecord.training.examples import IGNORED
from onrecord.training.mention_loss import reference_loss

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from onrecord.analysis.scorers.base import Chain
    from onrecord.training.batches import Batch
    from onrecord.training.examples import Example
    from onrecord.training.network import AttributionNetwork

    Asked = tuple[int, tuple[int, int], NDArray[np.int64]]  # window, cue, role labels


#: How much mentions and antecedents count beside attributions.
REFERENCE_WEIGHT = 0.5


@dataclass(frozen=True, slots=True)
class Questions:
    """Cues to ask the role layer about: K windows ``rows``, and ``spans``, ``buckets``, ``labels`` (K x T).

    The first ``gold`` are true cues, the rest are what the cue layer wrongly takes for cues (no roles).
    """

    rows: list[int]
    spans: NDArray[np.float32]
    buckets: NDArray[np.int64]
    labels: NDArray[np.int64]
    gold: int


def batch_loss(network: AttributionNetwork, batch: Batch, device: torch.device) -> Tensor:
    """Cue, nested-cue and role losses, each summed over the batch and divided by its number of cues; and
    those of mentions and antecedents, each by its own number.
    """
    ids, cases, mask = (t.to(device) for t in (batch.ids, batch.cases, batch.mask))
    states = network.states(ids, cases, mask)
    cues, nested = network.cue_scores(states)
    attributed = torch.tensor([e.attributed for e in batch.examples], device=device)
    cue_losses = network.cue_chain.loss(cues, batch.cue_labels.to(device), mask.sum(1))
    total = (cue_losses * attributed).sum()
    # Cross-entropy here, a CRF only when decoding: a chain cannot pass over pieces whose label is unknown.
    total = total + torch.nn.functional.cross_entropy(
        nested.float().flatten(0, 1),
        batch.nested_labels.to(device).flatten(),
        ignore_index=IGNORED,
        reduction="sum",
    )
    asked = questions(batch, cues.detach().float().cpu().numpy(), network.cue_chain.chain())
    if asked.rows:
        total = total + _role_loss(network, states, mask, asked)
    references = reference_loss(network, states, [e.references for e in batch.examples])
    return total / max(1, asked.gold) + REFERENCE_WEIGHT * references


def _role_loss(network: AttributionNetwork, states: Tensor, mask: Tensor, asked: Questions) -> Tensor:
    rows, spans, relative, labels = (
        torch.as_tensor(a, device=states.device)
        for a in (asked.rows, asked.spans, asked.buckets, asked.labels)
    )
    scores = network.role_scores(states, mask, rows, spans, relative)
    return network.role_chain.loss(scores, labels, mask.sum(1)[rows]).sum()


def questions(batch: Batch, scores: NDArray[np.float32], layer: Chain) -> Questions:
    """The gold cues, half of them with the edges that the cue layer gives them (``scores``, B x T x 3), and
    its false cues, at most as many.
    """
    length = batch.ids.shape[1]
    true: list[Asked] = []
    false: list[Asked] = []
    for i, example in enumerate(batch.examples):
        if not example.attributed:
            continue
        found = decode.best_spans(scores[i, : len(example.ids)], layer)
        true += _gold_cues(i, example, found)
        false += _false_cues(i, example, found)
    return _arranged(true + false[: len(true)], length, gold=len(true))


def _gold_cues(i: int, example: Example, found: list[decode.Range]) -> list[Asked]:
    out: list[Asked] = []
    for j, (cue, labels) in enumerate(zip(example.cues, example.role_labels, strict=True)):
        overlapping = [f for f in found if f[0] < cue[1] and f[1] > cue[0]]
        out.append((i, overlapping[0] if overlapping and (i + j) % 2 else cue, labels))
    return out


def _false_cues(i: int, example: Example, found: list[decode.Range]) -> list[Asked]:
    """What was found in the core and touches no gold cue; its roles are all "outside"."""
    gold = (example.cue_labels > 0) | (example.nested_labels > 0)
    nothing = np.zeros(len(example.ids), dtype=np.int64)
    first, last = example.core
    return [(i, f, nothing) for f in found if first <= f[0] < last and not gold[slice(*f)].any()]


def _arranged(asked: list[Asked], length: int, *, gold: int) -> Questions:
    spans = np.zeros((len(asked), length), dtype=np.float32)
    labels = np.zeros((len(asked), length), dtype=np.int64)
    for k, (_, (start, end), row) in enumerate(asked):
        spans[k, start:end] = 1
        labels[k, : len(row)] = row
    return Questions(
        rows=[i for i, _, _ in asked],
        spans=spans,
        buckets=buckets(length, [cue for _, cue, _ in asked]),
        labels=labels,
        gold=gold,
    )
