"""What a run began with is kept in part."""

from __future__ import annotations

import torch
from torch import nn

from onrecord.training import warm


def test_a_blend_lies_between_beginning_and_end() -> None:
    network = nn.Linear(2, 1)
    with torch.no_grad():
        network.weight.fill_(4.0)
        network.bias.fill_(8.0)
    warm.blend(network, {"weight": torch.zeros(1, 2)}, kept=0.25)  # type: ignore[arg-type]
    assert network.weight.tolist() == [[3.0, 3.0]]
    assert network.bias.tolist() == [8.0]  # not in the model begun with
