"""What the network is told about mentions and antecedents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from onrecord.analysis.mentions import LONGEST, NAMES, Kind
from onrecord.training.corpora import Marked
from onrecord.training.mention_layers import mention_vectors, span_scores

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.training.network import AttributionNetwork
    from onrecord.training.references import References

_NOT_SCORED = -1e4
_NO_MENTION = 0


def reference_loss(network: AttributionNetwork, states: Tensor, known: Sequence[References | None]) -> Tensor:
    """The mean loss of a batch's mentions and of its antecedents, added; ``known`` is of each window."""
    rows = [i for i, r in enumerate(known) if r is not None]
    if not rows:
        return states.sum() * 0
    references = [r for r in known if r is not None]
    projection = network.mentions(network.dropout(states[rows]))
    return _mention_loss(projection, references) + _antecedent_loss(network, projection, references)


def _mention_loss(projection: Tensor, references: Sequence[References]) -> Tensor:
    """Cross-entropy of every span's kind, and of where mentions start and end, by mention."""
    length = projection.shape[1]
    is_start, is_end, scores = span_scores(projection, LONGEST)
    names = torch.zeros(len(Kind) - 1)
    names[[k - 1 for k in NAMES]] = 1
    targets = np.full((len(references), length, LONGEST), _NO_MENTION, dtype=np.int64)
    asked = np.zeros((len(references), length), dtype=np.float32)
    edges = np.zeros((2, len(references), length), dtype=np.float32)
    partly = torch.tensor([r.marked is Marked.NAMES for r in references])
    for n, r in enumerate(references):
        asked[n, : len(r.blank)] = ~r.blank
        learned = r.kinds >= 0
        if r.marked is Marked.NAMES:
            learned &= np.isin(r.kinds, NAMES)
        at, to = r.starts[learned], r.ends[learned] - 1
        targets[n, at, to - at] = r.kinds[learned]
        edges[0, n, at], edges[1, n, to] = 1, 1
    device = projection.device
    # Where only names are annotated, nothing is said about other kinds.
    allowed = torch.where(partly[:, None], names[None], torch.ones_like(names)[None]).to(device)
    scores = scores.float() + (1 - allowed)[:, None, None] * _NOT_SCORED
    scores = torch.cat([torch.zeros_like(scores[..., :1]), scores], dim=3)
    weights = torch.from_numpy(asked).to(device)
    loss = functional.cross_entropy(
        scores.permute(0, 3, 1, 2), torch.from_numpy(targets).to(device), reduction="none"
    )
    total = (loss.sum(2) * weights).sum()
    for found, gold in zip((is_start, is_end), torch.from_numpy(edges).to(device), strict=True):
        # Unmarked pieces may be edges of mentions of other kinds where only names are marked.
        counted = torch.where(partly[:, None].to(device) & (gold == 0), 0.0, weights)
        bits = functional.binary_cross_entropy_with_logits(found.float(), gold, reduction="none")
        total = total + (bits * counted).sum()
    return total / max(1, int((targets > 0).sum()))


def _antecedent_loss(
    network: AttributionNetwork, projection: Tensor, references: Sequence[References]
) -> Tensor:
    """Negative log of the probability of all right antecedents together (Lee et al. 2017), by mention."""
    offsets = np.cumsum([0, *(len(r.starts) for r in references)])
    device = projection.device
    count = int(offsets[-1])
    if count == 0:
        return projection.sum() * 0

    def joined(arrays: Sequence[np.ndarray]) -> Tensor:
        return torch.from_numpy(np.concatenate(arrays)).to(device)

    rows = joined([np.full(len(r.starts), n) for n, r in enumerate(references)])
    vectors = mention_vectors(
        projection, rows, joined([r.starts for r in references]), joined([r.ends for r in references])
    )
    later = joined([r.later + o for r, o in zip(references, offsets, strict=False)])
    earlier = joined([r.earlier + o for r, o in zip(references, offsets, strict=False)])
    codes = joined([r.codes for r in references])
    chains = joined([r.chains for r in references])
    scores, new = network.antecedents(vectors, later, earlier, codes)
    known = chains >= 0
    right = known[later] & (chains[later] == chains[earlier])
    scores = scores.float().masked_fill(~known[earlier], _NOT_SCORED)
    everything = _log_sum(scores, later, new.float())
    begins = joined([r.begins for r in references])
    found = _log_sum(
        scores.masked_fill(~right, _NOT_SCORED),
        later,
        new.float().masked_fill(~begins, _NOT_SCORED),
    )
    has_answer = known & (begins | _any(right, later, count))
    weights = joined([r.weights for r in references]) * has_answer
    return ((everything - found) * weights).sum() / weights.sum().clamp(min=1)


def _log_sum(scores: Tensor, rows: Tensor, first: Tensor) -> Tensor:
    """The logarithm of the sum of the exponentials of each row's scores and of its ``first``."""
    top = first.detach().clone().scatter_reduce(0, rows, scores.detach(), "amax")
    sums = torch.exp(first - top).index_add(0, rows, torch.exp(scores - top[rows]))
    return torch.log(sums.clamp(min=1e-30)) + top


def _any(right: Tensor, rows: Tensor, count: int) -> Tensor:
    return torch.zeros(count, device=right.device).index_add(0, rows, right.float()) > 0
