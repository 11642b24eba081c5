"""Network -> model folder: two ONNX graphs with int8 weights, tokenizer, configuration."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from onrecord.analysis.scorers.onnx import ENCODER, ROLES, TOKENIZER, write_config

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from onrecord.analysis.scorers.base import ModelConfig
    from onrecord.training.network import AttributionNetwork, RoleLayer

# Below this many weights a matrix stays float32: biases, norms and the small output layers weigh nothing.
_SMALL = 2_000


class _EncoderGraph(nn.Module):
    """One window: ids and cases (1 x T) -> cue and nested scores, role projections, states (T x ...)."""

    def __init__(self, network: AttributionNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, cases: Tensor) -> tuple[Tensor, ...]:
        network = self.network
        embedded = network.encoder.get_input_embeddings()(ids) + network.case(cases)
        states = network.encoder(inputs_embeds=embedded).last_hidden_state
        cues, nested = network.cue_scores(states)
        pieces, gates = network.roles.project(states)
        return cues[0], nested[0], pieces[0], gates[0], states[0]


class _RolesGraph(nn.Module):
    """Role scores of K cues in one window of T pieces."""

    def __init__(self, roles: RoleLayer) -> None:
        super().__init__()
        self.roles = roles

    def forward(self, pieces: Tensor, gates: Tensor, cues: Tensor, buckets: Tensor) -> Tensor:
        scores: Tensor = self.roles(pieces[None], gates[None], cues, buckets, pieces.new_zeros(()))
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
    _export(
        _EncoderGraph(network),
        {"ids": ids, "cases": torch.zeros_like(ids)},
        outputs={
            "cue_scores": {0: "T"},
            "nested_scores": {0: "T"},
            "pieces": {0: "T"},
            "gates": {0: "T"},
            "states": {0: "T"},
        },
        dynamic={"ids": {1: "T"}, "cases": {1: "T"}},
        path=folder / ENCODER,
    )
    _export(
        _RolesGraph(network.roles),
        {
            "pieces": torch.zeros(t, width),
            "gates": torch.zeros(t, width),
            "cues": torch.zeros(k, hidden),
            "buckets": torch.zeros(k, t, dtype=torch.long),
        },
        outputs={"scores": {0: "K", 1: "T"}},
        dynamic={"pieces": {0: "T"}, "gates": {0: "T"}, "cues": {0: "K"}, "buckets": {0: "K", 1: "T"}},
        path=folder / ROLES,
    )
    if quantise:
        for name in (ENCODER, ROLES):
            quantise_weights(folder / name)
    tokenizer.save(str(folder / TOKENIZER))
    write_config(folder, config)


def _export(
    module: nn.Module,
    inputs: dict[str, Tensor],
    *,
    outputs: dict[str, dict[int, str]],
    dynamic: dict[str, dict[int, str]],
    path: Path,
) -> None:
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


def quantise_weights(path: Path) -> None:
    """Stores the large matrices of a graph as int8 with one float32 scale a column (a row, where gathered).

    Weights alone are quantised: they are multiplied out when the model is loaded, so that activations keep
    float32 and a window's scores do not depend on any range estimated at run time.
    """
    model = onnx.load(str(path))
    gathered = {n.input[0] for n in model.graph.node if n.op_type == "Gather"}
    kept, nodes = [], []
    for tensor in model.graph.initializer:
        array = numpy_helper.to_array(tensor)
        if array.ndim != 2 or array.size < _SMALL or array.dtype != np.float32:
            kept.append(tensor)
            continue
        axis = 0 if tensor.name in gathered else 1
        values, scales = _int8(array, axis)
        kept += [
            numpy_helper.from_array(values, tensor.name + ".int8"),
            numpy_helper.from_array(scales, tensor.name + ".scale"),
        ]
        nodes.append(
            helper.make_node(
                "DequantizeLinear", [tensor.name + ".int8", tensor.name + ".scale"], [tensor.name], axis=axis
            )
        )
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
    for node in reversed(nodes):
        model.graph.node.insert(0, node)
    onnx.checker.check_model(model)
    onnx.save(model, str(path))


def _int8(array: NDArray[np.float32], axis: int) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    scales = np.maximum(np.abs(array).max(axis=1 - axis), 1e-8).astype(np.float32) / np.float32(127)
    shaped = scales[:, None] if axis == 0 else scales[None]
    return np.clip(np.rint(array / shaped), -127, 127).astype(np.int8), scales
