"""A network in training, answering as a scorer does at run time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from onrecord.analysis.relative import buckets
from onrecord.analysis.scorers.base import Encoded, ModelConfig

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from onrecord.analysis.stance import Shown
    from onrecord.analysis.stand_ins import StandIns
    from onrecord.training.network import AttributionNetwork


class TorchScorer:
    """The scorer contract on a torch network, in float32 and without dropout."""

    def __init__(
        self,
        network: AttributionNetwork,
        tokenizer: Tokenizer,
        config: ModelConfig,
        stand_ins: StandIns | None = None,
    ) -> None:
        self.network = network.eval()
        self.tokenizer = tokenizer
        self.config = config
        self.stand_ins = stand_ins
        self.device = next(network.parameters()).device

    @torch.inference_mode()
    def encode(self, ids: NDArray[np.int64], cases: NDArray[np.int64]) -> Encoded:
        """Scores of one window (see ``scorers.base.Scorer``)."""
        pieces, classes = (torch.from_numpy(a)[None].to(self.device) for a in (ids, cases))
        states = self.network.states(pieces, classes, torch.ones_like(pieces))
        cues, nested = self.network.cue_scores(states)
        mentions = self.network.mentions(states)
        return Encoded(cues[0].cpu().numpy(), nested[0].cpu().numpy(), states, mentions[0].cpu().numpy())

    def stances(self, states: Any, ids: NDArray[np.int64], shown: Shown) -> None:
        """None: the stance layer is made afterwards, from the states of the exported encoder."""

    @torch.inference_mode()
    def antecedents(
        self,
        vectors: NDArray[np.float32],
        later: NDArray[np.int64],
        earlier: NDArray[np.int64],
        codes: NDArray[np.int64],
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Scores of N pairs of M mentions (see ``scorers.base.Scorer``)."""
        given = (torch.from_numpy(a).to(self.device) for a in (vectors, later, earlier, codes))
        scores, new = self.network.antecedents(*given)
        return scores.cpu().numpy(), new.cpu().numpy()

    @torch.inference_mode()
    def roles(self, states: Any, cues: list[tuple[int, int]]) -> NDArray[np.float32]:
        """Role scores of K cues (see ``scorers.base.Scorer``)."""
        length = states.shape[1]
        spans = torch.zeros(len(cues), length)
        for row, (start, end) in zip(spans, cues, strict=True):
            row[start:end] = 1
        scores = self.network.role_scores(
            states,
            torch.ones(1, length, device=self.device),
            torch.zeros(len(cues), dtype=torch.long, device=self.device),
            spans.to(self.device),
            torch.from_numpy(buckets(length, cues)).to(self.device),
        )
        out: NDArray[np.float32] = scores.cpu().numpy()
        return out
