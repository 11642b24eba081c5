"""Network -> model folder: three ONNX graphs, quantised, the tokenizer and the configuration."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from onrecord.analysis.mentions import WIDTH
from onrecord.analysis.pairs import SIZES
from onrecord.analysis.scorers.onnx import ANTECEDENTS, ENCODER, ROLES, TOKENIZER, write_config
from onrecord.training.quantise import quantised

if TYPE_CHECKING:
    from pathlib import Path

    from tokenizers import Tokenizer

    from onrecord.analysis.scorers.base import ModelConfig
    from onrecord.training.network import AttributionNetwork, RoleLayer


class _EncoderGraph(nn.Module):
    """One window: ids and cases (1 x T) -> cue and nested scores, projections, states (T x ...)."""

    def __init__(self, network: AttributionNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, ...]:
        network = self.network
        embedded = network.encoder.get_input_embeddings()(ids) + network.case(cases)
        states = network.encoder(inputs_embeds=embedded).last_hidden_state
        cues, nested = network.cue_scores(states)
        pieces, gates = network.roles.project(states)
        return cues[0], nested[0], network.mentions(states)[0], pieces[0], gates[0], states[0]


class _RolesGraph(nn.Module):
    """Role scores of K cues, each over its own T pieces of the window."""

    def __init__(self, roles: RoleLayer) -> None:
        super().__init__()
        self.roles = roles

    def forward(self, pieces: Tensor, gates: Tensor, cues: Tensor, buckets: Tensor) -> Tensor:
        scores: Tensor = self.roles(pieces, gates, cues, buckets, pieces.new_zeros(()))
        return scores


def export(
    network: AttributionNetwork,
    tokenizer: Tokenizer,
    config: ModelConfig,
    folder: Path,
    *,
    quantise: bool = True,
) -> None:
    """Writes a model folder that ``OnnxScorer.load`` reads."""
    folder.mkdir(parents=True, exist_ok=True)
    network = network.eval().cpu().float()
    hidden, width = network.encoder.config.hidden_size, network.roles.piece.out_features
    t, k = 24, 3
    ids = torch.full((1, t), config.sep_id)
    export_graph(
        _EncoderGraph(network),
        {"ids": ids, "cases": torch.zeros_like(ids)},
        outputs={
            "cue_scores": {0: "T"},
            "nested_scores": {0: "T"},
            "mentions": {0: "T"},
            "pieces": {0: "T"},
            "gates": {0: "T"},
            "states": {0: "T"},
        },
        dynamic={"ids": {1: "T"}, "cases": {1: "T"}},
        path=folder / ENCODER,
    )
    export_graph(
        _RolesGraph(network.roles),
        {
            "pieces": torch.zeros(k, t, width),
            "gates": torch.zeros(k, t, width),
            "cues": torch.zeros(k, hidden),
            "buckets": torch.zeros(k, t, dtype=torch.long),
        },
        outputs={"scores": {0: "K", 1: "T"}},
        dynamic={
            "pieces": {0: "K", 1: "T"},
            "gates": {0: "K", 1: "T"},
            "cues": {0: "K"},
            "buckets": {0: "K", 1: "T"},
        },
        path=folder / ROLES,
    )
    export_graph(
        network.antecedents,
        {
            "mentions": torch.zeros(k, WIDTH),
            "later": torch.zeros(t, dtype=torch.long),
            "earlier": torch.zeros(t, dtype=torch.long),
            "codes": torch.zeros(t, len(SIZES), dtype=torch.long),
        },
        outputs={"scores": {0: "N"}, "new": {0: "M"}},
        dynamic={"mentions": {0: "M"}, "later": {0: "N"}, "earlier": {0: "N"}, "codes": {0: "N"}},
        path=folder / ANTECEDENTS,
    )
    if quantise:
        for name in (ENCODER, ROLES):
            quantised(folder / name)
    tokenizer.save(str(folder / TOKENIZER))
    write_config(folder, config)


def export_graph(
    module: nn.Module,
    inputs: dict[str, Tensor],
    *,
    outputs: dict[str, dict[int, str]],
    dynamic: dict[str, dict[int, str]],
    path: Path,
) -> None:
    """Writes a module's graph: its inputs as examples and its outputs by name, in order, with the names of
    the axes that may have any length.
    """
    with warnings.catch_warnings():
        # The exporter warns of its own deprecations and of shapes traced as constants; the latter would show
        # in the test that compares the graphs with the network at other lengths.
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module.eval(),
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={**dynamic, **outputs},
            opset_version=17,
            dynamo=False,
        )
