"""The layer that tells stance, negation and distance off the encoder's states, the encoder left as it is.

The states were taught to find attributions, not to tell "denied" from "said": trained on them alone the layer
misses words that it has seldom seen. So each piece comes with its own embedding, too, narrowed to what
matters here; the stance is then read by one self-attention layer over the pieces that ``analysis.stance``
shows, and a few queries that look for it.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from onrecord.analysis.relative import BUCKETS
from onrecord.analysis.stance import AFTER, BEFORE, COLUMNS, CONTENT, CUE, HEAD, PADDING, ROLES

#: A score that rules a piece out.
_FORBIDDEN = -1e4


class StanceLayer(nn.Module):
    """Scores (K x ``COLUMNS``) of K attributions. ``words`` are the encoder's embeddings, V x hidden."""

    def __init__(
        self, words: Tensor, *, width: int = 128, narrow: int = 32, heads: int = 4, dropout: float = 0.2
    ) -> None:
        super().__init__()
        hidden = words.shape[1]
        self.heads = heads
        self.register_buffer("words", words, persistent=False)
        self.state = nn.Linear(hidden, width)
        self.narrow = nn.Linear(hidden, narrow, bias=False)
        self.word = nn.Linear(narrow, width, bias=False)
        self.role = nn.Embedding(ROLES, width)
        self.relative = nn.Embedding(BUCKETS, width)
        self.norm_in = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.mixed = nn.Linear(width, width)
        self.norm_mid = nn.LayerNorm(width)
        self.feed = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.norm_out = nn.LayerNorm(width)
        self.query = nn.Linear(width, heads)
        self.joined = nn.Linear((2 + heads) * width, width)
        self.out = nn.Linear(width, COLUMNS)
        self.dropout = nn.Dropout(dropout)

    def look_up(self) -> Tensor:
        """The narrowed embedding of every piece of the vocabulary, V x narrow."""
        table: Tensor = self.narrow(self.words)
        return table

    def forward(self, states: Tensor, ids: Tensor, roles: Tensor, buckets: Tensor, sighted: Tensor) -> Tensor:
        """Scores of attributions whose pieces have ``states`` (K x S x hidden) and ``ids`` (K x S); where
        ``sighted`` (K) is 0 the states are hidden, so that the words alone must do.
        """
        # Dropout on the narrow embedding keeps single words from being learned by heart.
        words = self.word(self.dropout(self.narrow(self.words[ids])))
        return self.judge(self.state(states) * sighted[:, None, None] + words, roles, buckets)

    def judge(self, pieces: Tensor, roles: Tensor, buckets: Tensor) -> Tensor:
        """Scores from projected pieces (K x S x width) in their roles and distances from the cue."""
        ruled_out = (roles == PADDING) * _FORBIDDEN
        x = self.dropout(pieces + self.role(roles) + self.relative(buckets))
        x = x + self.dropout(self._mix(self.norm_in(x), ruled_out))
        x = x + self.dropout(self.feed(self.norm_mid(x)))
        x = self.norm_out(x)
        head = torch.zeros_like(roles)
        head[:, BEFORE + AFTER : BEFORE + AFTER + HEAD] = 1
        looked = (self.query(x) + ruled_out[..., None]).softmax(dim=1).transpose(1, 2) @ x
        pooled = (_mean(x, roles == CUE), _mean(x, (roles == CONTENT) & (head == 1)), looked.flatten(1))
        joined = nn.functional.gelu(self.joined(self.dropout(torch.cat(pooled, dim=1))))
        scores: Tensor = self.out(self.dropout(joined))
        return scores

    def _mix(self, x: Tensor, ruled_out: Tensor) -> Tensor:
        k, s, width = x.shape
        q, key, v = self.qkv(x).view(k, s, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ key.transpose(2, 3) * (width // self.heads) ** -0.5 + ruled_out[:, None, None]
        mixed: Tensor = self.mixed((scores.softmax(dim=3) @ v).transpose(1, 2).reshape(k, s, width))
        return mixed


def _mean(x: Tensor, which: Tensor) -> Tensor:
    """The mean of the pieces of x (K x S x width) that ``which`` (K x S) names, 0 where it names none."""
    weights = which.to(x.dtype)
    weights = weights / weights.sum(dim=1, keepdim=True).clamp(min=1)
    return (weights[:, None] @ x)[:, 0]


class StanceGraph(nn.Module):
    """The layer as it runs: the states (T x hidden) and ``ids`` (T) of a window, and the positions ``at`` of
    the pieces shown of each of K attributions, with their roles and buckets (K x S each).
    """

    def __init__(self, layer: StanceLayer) -> None:
        super().__init__()
        self.layer = layer
        self.table = nn.Embedding.from_pretrained(layer.look_up().detach())

    def forward(self, states: Tensor, ids: Tensor, at: Tensor, roles: Tensor, buckets: Tensor) -> Tensor:
        """Scores K x ``COLUMNS``: each piece of the window is projected once, whoever is shown it."""
        pieces = self.layer.state(states) + self.layer.word(self.table(ids))
        scores: Tensor = self.layer.judge(pieces[at], roles, buckets)
        return scores
