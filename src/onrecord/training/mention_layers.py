"""The layers that read mentions and antecedents off the encoder's states.

Mentions are spans scored by their ends (Yu, Bohnet and Poesio 2020); antecedents are ranked for each mention
among those before it, "none of them" included (Lee et al. 2017), from the two mentions' vectors and the
features of ``analysis.pairs``.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from onrecord.analysis import pairs
from onrecord.analysis.mentions import COLUMNS, DEPTH, WIDTH, Kind

_KINDS = len(Kind) - 1
_COMPARED = 64
# Where the scores of starts, ends and, twice, of kinds begin.
_RARE = -3.0
_SPLIT = (1, 1, _KINDS, _KINDS, _KINDS * DEPTH, _KINDS * DEPTH, WIDTH, WIDTH, WIDTH)


class MentionLayer(nn.Module):
    """States -> the numbers that ``analysis.mentions`` turns into mentions (T x ``COLUMNS``)."""

    def __init__(self, hidden: int) -> None:
        super().__init__()
        self.project = nn.Linear(hidden, COLUMNS)
        # Nearly no span is a mention; to begin there keeps the first steps from shaking the encoder.
        with torch.no_grad():
            self.project.bias[: 2 + 2 * _KINDS] = _RARE

    def forward(self, states: Tensor) -> Tensor:
        """B x T x hidden -> B x T x ``COLUMNS``."""
        projected: Tensor = self.project(states)
        return projected


def span_scores(projection: Tensor, longest: int) -> tuple[Tensor, Tensor, Tensor]:
    """Scores of starts (B x T), ends (B x T), and of the kinds of the spans that begin at each piece and hold
    1 to ``longest`` pieces (B x T x longest x kinds), from a projection B x T x ``COLUMNS``.
    """
    is_start, is_end, kind_start, kind_end, left, right, *_ = projection.split(_SPLIT, dim=-1)
    b, t, _ = projection.shape
    left, right = (x.reshape(b, t, _KINDS, DEPTH) for x in (left, right))
    full = torch.einsum("btkd,bskd->bkts", left, right) + kind_end.transpose(1, 2)[:, :, None]
    banded = _band(full, longest).permute(0, 2, 3, 1)
    return is_start[..., 0], is_end[..., 0], banded + kind_start[:, :, None]


def _band(full: Tensor, width: int) -> Tensor:
    """The ``width`` entries from the diagonal on of each row of ... x T x T matrices. Rows made one longer
    than they are put each diagonal into a column: views alone, since gathering is slow backwards.
    """
    *outer, t, _ = full.shape
    padded = nn.functional.pad(full, (0, width)).flatten(-2)
    return nn.functional.pad(padded, (0, t)).view(*outer, t, t + width + 1)[..., :width]


def mention_vectors(projection: Tensor, rows: Tensor, starts: Tensor, ends: Tensor) -> Tensor:
    """The vectors (M x ``WIDTH``) of mentions at [starts, ends) of windows ``rows`` (M each); as
    ``analysis.mentions.vectors``.
    """
    at_start, at_end, inside = projection.split(_SPLIT, dim=-1)[-3:]
    sums = nn.functional.pad(inside.float().cumsum(1), (0, 0, 1, 0))
    means = (sums[rows, ends] - sums[rows, starts]) / (ends - starts)[:, None]
    out: Tensor = torch.relu(at_start[rows, starts].float() + at_end[rows, ends - 1].float() + means)
    return out


class AntecedentLayer(nn.Module):
    """How well each of two mentions fits the other, and each mention nothing before it."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.later = nn.Linear(WIDTH, _COMPARED)
        self.earlier = nn.Linear(WIDTH, _COMPARED)
        self.later_alone = nn.Linear(WIDTH, _COMPARED)
        self.earlier_alone = nn.Linear(WIDTH, _COMPARED)
        self.product = nn.Linear(_COMPARED, _COMPARED, bias=False)
        self.features = nn.Embedding(sum(pairs.SIZES), _COMPARED)
        nn.init.normal_(self.features.weight, std=0.1)
        self.out = nn.Linear(_COMPARED, 1)
        self.new = nn.Linear(WIDTH, 1)
        self.dropout = nn.Dropout(dropout)

    def forward(
        self, mentions: Tensor, later: Tensor, earlier: Tensor, codes: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Scores of the pairs (N) and of no antecedent (M): mentions M x ``WIDTH``, later and earlier N
        indices of them, codes N x F as ``analysis.pairs.features``.
        """
        normed = self.dropout(self.norm(mentions))
        together = self.later(normed)[later] * self.earlier(normed)[earlier]
        known = self.features(codes).sum(1) + self.later_alone(normed)[later]
        compared = torch.relu(self.product(together) + known + self.earlier_alone(normed)[earlier])
        return self.out(self.dropout(compared))[:, 0], self.new(normed)[:, 0]
