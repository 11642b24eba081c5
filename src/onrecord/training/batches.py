"""Examples of like length put together, padded and turned into tensors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch

from onrecord.training.examples import IGNORED

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from torch import Tensor

    from onrecord.training.examples import Example


# Examples whose lengths differ by less than this many pieces change places from epoch to epoch: more mixes
# batches better and pads more.
_SHUFFLED_WITHIN = 24


@dataclass(frozen=True, slots=True)
class Batch:
    """B windows of up to T pieces: ids, cases, mask, cue and nested labels (B x T), and the examples."""

    ids: Tensor
    cases: Tensor
    mask: Tensor
    cue_labels: Tensor
    nested_labels: Tensor
    examples: Sequence[Example]

    @property
    def pieces(self) -> int:
        """How many pieces it holds, padding apart."""
        return int(self.mask.sum())


def group(examples: Sequence[Example], *, pieces: int, rng: random.Random) -> list[list[Example]]:
    """Groups of like length and at most ``pieces`` pieces, padding included, in random order; an example
    longer than that is a group of its own.
    """
    ordered = sorted(examples, key=lambda e: len(e.ids) + rng.random() * _SHUFFLED_WITHIN)
    groups: list[list[Example]] = []
    for example in ordered:
        longest = max([len(example.ids), *(len(e.ids) for e in groups[-1])]) if groups else 0
        if not groups or longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
        groups[-1].append(example)
    rng.shuffle(groups)
    return groups


def collate(examples: Sequence[Example], *, pad_id: int) -> Batch:
    """A batch of ``examples``."""
    return Batch(
        ids=_padded([e.ids for e in examples], pad_id),
        cases=_padded([e.cases for e in examples], 0),
        mask=_padded([np.ones_like(e.ids) for e in examples], 0),
        cue_labels=_padded([e.cue_labels for e in examples], 0),
        nested_labels=_padded([e.nested_labels for e in examples], IGNORED),
        examples=examples,
    )


def _padded(arrays: Sequence[np.ndarray], value: int) -> Tensor:
    out = np.full((len(arrays), max(len(a) for a in arrays)), value, dtype=np.int64)
    for row, array in zip(out, arrays, strict=True):
        row[: len(array)] = array
    return torch.from_numpy(out)
