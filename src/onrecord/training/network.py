"""The network: an encoder, a cue layer over its pieces, and a role layer that reads the window anew for
each cue. Linking is thereby part of the answer: a role is always the role of one cue, roles of two cues may
overlap, and a cue inside a content has roles of its own.

Scoring roles against a given predicate is semantic role labelling's way (Strubell et al. 2018; Cai and Zhao
2020), here with one light self-attention layer so that the two ends of a content know of one another.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor, nn

from onrecord.analysis.pieces import CASES
from onrecord.analysis.relative import BUCKETS
from onrecord.analysis.scorers.base import CUE_LABELS, ROLE_LABELS, Chain
from onrecord.training.mention_layers import AntecedentLayer, MentionLayer

#: A score that rules a transition out.
FORBIDDEN = -1e4
#: Where the score of "outside" begins.
_OUTSIDE = 4.0


class CrfChain(nn.Module):
    """A linear-chain CRF over BIO labels (Lafferty et al. 2001): I-X follows B-X and I-X alone."""

    def __init__(self, labels: tuple[str, ...]) -> None:
        super().__init__()
        n = len(labels)
        self.transitions = nn.Parameter(torch.zeros(n, n))
        self.start = nn.Parameter(torch.zeros(n))
        self.end = nn.Parameter(torch.zeros(n))
        ruled_out = torch.zeros(n, n)
        no_start = torch.zeros(n)
        for j, to in enumerate(labels):
            if to.startswith("I-"):
                no_start[j] = FORBIDDEN
                for i, source in enumerate(labels):
                    if source[2:] != to[2:]:
                        ruled_out[i, j] = FORBIDDEN
        self.register_buffer("ruled_out", ruled_out, persistent=False)
        self.register_buffer("no_start", no_start, persistent=False)

    def scores(self) -> tuple[Tensor, Tensor, Tensor]:
        """Transitions (L x L), start (L), end (L), the forbidden ones included."""
        return self.transitions + self.ruled_out, self.start + self.no_start, self.end

    def loss(self, emissions: Tensor, labels: Tensor, lengths: Tensor) -> Tensor:
        """Negative log-likelihood of each sequence (N): emissions N x T x L, labels N x T, lengths N."""
        transitions, start, end = self.scores()
        emissions = emissions.float()
        at = torch.arange(emissions.shape[1], device=emissions.device)
        inside = at[None] < lengths[:, None]
        gold = emissions.gather(2, labels[..., None])[..., 0] * inside
        moves = transitions[labels[:, :-1], labels[:, 1:]] * inside[:, 1:]
        last = labels.gather(1, (lengths - 1)[:, None])[:, 0]
        score = gold.sum(1) + moves.sum(1) + start[labels[:, 0]] + end[last]
        alpha = start + emissions[:, 0]
        for i in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + transitions, dim=1) + emissions[:, i]
            alpha = torch.where(inside[:, i, None], step, alpha)
        return torch.logsumexp(alpha + end, dim=1) - score

    def chain(self) -> Chain:
        """The scores as plain numbers, for the runtime."""
        return Chain(*(s.detach().cpu().tolist() for s in self.scores()))


class RoleLayer(nn.Module):
    """Role scores of every piece for a given cue."""

    def __init__(self, hidden: int, *, width: int = 128, heads: int = 2, dropout: float = 0.1) -> None:
        super().__init__()
        self.heads = heads
        self.piece = nn.Linear(hidden, width)
        self.gate = nn.Linear(hidden, width)
        self.cue = nn.Linear(hidden, width)
        self.cue_gate = nn.Linear(hidden, width)
        self.relative = nn.Embedding(BUCKETS, width)
        self.norm_in = nn.LayerNorm(width)
        self.qkv = nn.Linear(width, 3 * width)
        self.mixed = nn.Linear(width, width)
        self.norm_mid = nn.LayerNorm(width)
        self.feed = nn.Sequential(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width))
        self.norm_out = nn.LayerNorm(width)
        self.out = nn.Linear(width, len(ROLE_LABELS))
        self.dropout = nn.Dropout(dropout)

    def project(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """What is the same for all cues of a window: B x T x width, twice."""
        return self.piece(states), self.gate(states)

    def forward(
        self, pieces: Tensor, gates: Tensor, cues: Tensor, buckets: Tensor, padding: Tensor
    ) -> Tensor:
        """Role scores (K x T x 5): pieces and gates K x T x width, cues K x hidden, buckets K x T, padding
        K x 1 x 1 x T, added to the attention scores.
        """
        x = pieces + self.cue(cues)[:, None] + gates * self.cue_gate(cues)[:, None] + self.relative(buckets)
        x = x + self.dropout(self._mix(self.norm_in(x), padding))
        x = x + self.dropout(self.feed(self.norm_mid(x)))
        scores: Tensor = self.out(self.norm_out(x))
        return scores

    def _mix(self, x: Tensor, padding: Tensor) -> Tensor:
        k, t, width = x.shape
        q, key, v = self.qkv(x).view(k, t, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        weights = (q @ key.transpose(2, 3) * (width // self.heads) ** -0.5 + padding).softmax(dim=3)
        mixed: Tensor = self.mixed((weights @ v).transpose(1, 2).reshape(k, t, width))
        return mixed


class AttributionNetwork(nn.Module):
    """Encoder, cue layer, nested-cue layer, role layer, mention and antecedent layers. ``encoder`` is any
    Hugging Face encoder that takes ``inputs_embeds`` (BERT, RoBERTa, DeBERTa).
    """

    def __init__(self, encoder: Any, *, dropout: float = 0.1) -> None:
        super().__init__()
        hidden = encoder.config.hidden_size
        self.encoder = encoder
        self.case = nn.Embedding(len(CASES), hidden)
        nn.init.zeros_(self.case.weight)
        self.dropout = nn.Dropout(dropout)
        self.cue_out = nn.Linear(hidden, len(CUE_LABELS))
        self.nested_out = nn.Linear(hidden, len(CUE_LABELS))
        self.roles = RoleLayer(hidden, dropout=dropout)
        self.mentions = MentionLayer(hidden)
        self.antecedents = AntecedentLayer(dropout)
        self.cue_chain = CrfChain(CUE_LABELS)
        self.nested_chain = CrfChain(CUE_LABELS)
        self.role_chain = CrfChain(ROLE_LABELS)
        # Nearly every piece is outside; to begin there saves the first hundred steps.
        for out in (self.cue_out, self.nested_out, self.roles.out):
            with torch.no_grad():
                out.bias[0] = _OUTSIDE

    def states(self, ids: Tensor, cases: Tensor, mask: Tensor) -> Tensor:
        """The encoder's last layer, B x T x hidden, for ids and cases B x T and mask B x T (1 = a piece)."""
        embedded = self.encoder.get_input_embeddings()(ids) + self.case(cases)
        states: Tensor = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        return states

    def cue_scores(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Cue and nested-cue label scores, B x T x 3 each."""
        dropped = self.dropout(states)
        return self.cue_out(dropped), self.nested_out(dropped)

    def role_scores(
        self, states: Tensor, mask: Tensor, rows: Tensor, spans: Tensor, buckets: Tensor
    ) -> Tensor:
        """Role scores (K x T x 5) of K cues: ``rows`` (K) says in which window each stands, ``spans`` (K x T)
        is 1 on its pieces, ``buckets`` (K x T) are relative distances.
        """
        pieces, gates = self.roles.project(states)
        # Rows are picked by matrix products: the backward pass of an index is a serial scatter on CPUs, which
        # took more time than the whole encoder's.
        pick = torch.nn.functional.one_hot(rows, len(states)).to(states.dtype)
        within = (spans / spans.sum(1, keepdim=True)).to(states.dtype)
        cues = (pick[:, :, None] * within[:, None]).flatten(1) @ states.flatten(0, 1)
        padding = (1.0 - pick @ mask.to(states.dtype))[:, None, None] * FORBIDDEN
        k, t = spans.shape
        pieces, gates = ((pick @ x.flatten(1)).view(k, t, -1) for x in (pieces, gates))
        scores: Tensor = self.roles(pieces, gates, cues, buckets, padding)
        return scores
