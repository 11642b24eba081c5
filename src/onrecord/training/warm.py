"""A model folder -> the network that it was exported from, near enough to go on training.

The graphs keep most weights under their own names; those of matrix products are found by the place of the
product in the network, and int8 ones multiplied out. What the model lacks (a layer that is newer than it)
stays as it was initialised.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from onrecord.analysis.scorers.onnx import ANTECEDENTS, ENCODER, ROLES, read_config
from onrecord.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray
    from torch import Tensor

    from onrecord.analysis.scorers.base import Chain
    from onrecord.training.network import AttributionNetwork, CrfChain

# "/encoder/encoder/layer.0/output/dense/MatMul_output_0_output_quantized": the module whose product it is.
_PRODUCT = re.compile(
    r"^/(?P<module>.+)/(?:MatMul|Gemm)(?:_\d+)?_output_0(?:_MatMul)?(?:_output_quantized)?$"
)

# Layers that the encoder's graph uses apart from the module they belong to.
_CALLED_BARE = {"piece.weight": "roles.piece.weight", "gate.weight": "roles.gate.weight"}


def start_from(network: AttributionNetwork, folder: Path) -> list[str]:
    """Puts the weights of the model in ``folder`` into the network; returns the parameters it had none for.

    Raises ModelError where the folder holds no model, or one of another shape.
    """
    config = read_config(folder)
    found: dict[str, NDArray[np.float32]] = {}
    for name in (ENCODER, ROLES):
        found.update(graph_weights(folder / name))
    if (folder / ANTECEDENTS).is_file():  # early models have none
        found.update({f"antecedents.{n}": w for n, w in graph_weights(folder / ANTECEDENTS).items()})
    state = network.state_dict()
    missing = []
    for name, value in state.items():
        if name not in found:
            missing.append(name)
        elif tuple(value.shape) != found[name].shape:
            raise ModelError(
                f"{folder}: {name} is {found[name].shape}, the network's is {tuple(value.shape)}. Expected a "
                "model of the same encoder; name that encoder with --encoder, or train without --start-from."
            )
        else:
            state[name] = torch.from_numpy(found[name].copy())
    network.load_state_dict(state)
    for layer, chain in (
        (network.cue_chain, config.cue_chain),
        (network.nested_chain, config.nested_chain),
        (network.role_chain, config.role_chain),
    ):
        _set_chain(layer, chain)
    return [n for n in missing if "_chain." not in n]


def beginning(network: AttributionNetwork, folder: Path) -> dict[str, Tensor]:
    """As ``start_from``; a copy of the weights that the model gave, by the name of their parameter."""
    missing = set(start_from(network, folder))
    return {n: v.detach().clone() for n, v in network.state_dict().items() if n not in missing}


def blend(network: AttributionNetwork, weights: Mapping[str, Tensor], *, kept: float) -> None:
    """Moves the network back by the share ``kept`` towards the weights that it began with: what training on
    has unlearned comes back, what it has learned stays for the most part (Wortsman et al. 2022).
    """
    state = network.state_dict()
    for name, value in weights.items():
        state[name] = kept * value.to(state[name].device) + (1 - kept) * state[name]
    network.load_state_dict(state)


def graph_weights(path: Path) -> dict[str, NDArray[np.float32]]:
    """The graph's weights under the names that they have in the network."""
    try:
        graph = onnx.load(str(path)).graph
    except Exception as error:  # onnx and protobuf share no base
        raise ModelError(
            f"{path} cannot be read as a graph ({error}). Expected what `onrecord train` writes."
        ) from error
    stored = {t.name: numpy_helper.to_array(t) for t in graph.initializer}
    out = {n.removeprefix("network."): w for n, w in stored.items() if not n.startswith("onnx::")}
    out.update({n.removesuffix(".rows"): _embedding(out, n) for n in list(out) if n.endswith(".rows")})
    for node in graph.node:
        if node.op_type in ("MatMul", "MatMulInteger", "Gemm"):
            product = _PRODUCT.match(node.output[0])
            weight = _matrix(node.input[1], stored)
            if product and weight is not None:
                out[_parameter(product["module"])] = weight.T if node.op_type != "Gemm" else weight
    return out


def _embedding(out: Mapping[str, NDArray[np.float32]], rows: str) -> NDArray[np.float32]:
    scales = out[rows.removesuffix(".rows") + ".scales"]
    table: NDArray[np.float32] = out[rows].astype(np.float32) * scales
    return table


def _matrix(name: str, stored: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32] | None:
    """A product's weights, inputs x outputs; None where both sides of the product are computed."""
    weight = stored.get(name)
    if weight is None or weight.dtype != np.int8:
        return weight
    scale = stored[name.removesuffix("_quantized") + "_scale"]
    point = stored[name.removesuffix("_quantized") + "_zero_point"]
    out: NDArray[np.float32] = (weight.astype(np.float32) - point.astype(np.float32)) * scale
    return out


def _parameter(module: str) -> str:
    """ "roles/feed/feed.0" -> "roles.feed.0.weight": a part of a sequence repeats the name of the whole."""
    parts: list[str] = []
    for part in module.split("/"):
        if parts and part.startswith(parts[-1] + "."):
            parts.pop()
        parts.append(part)
    name = ".".join([*parts, "weight"])
    return _CALLED_BARE.get(name, name)


def _set_chain(layer: CrfChain, chain: Chain) -> None:
    with torch.no_grad():
        transitions, start = torch.tensor(chain.transitions), torch.tensor(chain.start)
        layer.transitions.copy_(torch.where(layer.ruled_out < 0, 0.0, transitions))
        layer.start.copy_(torch.where(layer.no_start < 0, 0.0, start))
        layer.end.copy_(torch.tensor(chain.end))
