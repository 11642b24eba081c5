"""``onrecord train --stances``: the stance layer, for a model folder whose other graphs stay as they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn

from onrecord.analysis.scorers.onnx import ENCODER, STANCES, STANCES_INPUTS, OnnxScorer
from onrecord.analysis.stance import DISTANCES, SHOWN
from onrecord.analysis.stance import STANCES as NAMES
from onrecord.errors import UsageError
from onrecord.evaluation.stance_labels import read_stance_labels
from onrecord.training.export_onnx import export_graph
from onrecord.training.quantise import quantised
from onrecord.training.stance_examples import StanceExamples, stance_examples
from onrecord.training.stance_layer import StanceGraph, StanceLayer
from onrecord.training.warm import graph_weights

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from onrecord.training.corpora import Document

    Floats = NDArray[np.float32]

_WORDS = "encoder.embeddings.word_embeddings.weight"


@dataclass(frozen=True, slots=True)
class StanceSettings:
    """How the layer is trained: ``rate`` is the highest learning rate, ``smoothing`` the share of the stance
    spread over all of them, ``blind`` the share of examples whose states are hidden.
    """

    epochs: int = 12
    batch: int = 64
    rate: float = 2e-3
    weight_decay: float = 0.01
    smoothing: float = 0.05
    blind: float = 0.15
    dropout: float = 0.2
    seed: int = 20261124


def add_stances(
    folder: Path, documents: Sequence[Document], labels: Path, settings: StanceSettings | None = None
) -> int:
    """Trains a stance layer on labelled attributions of ``documents`` and writes it into the model
    ``folder``; returns how many attributions it learned from.

    Raises as ``read_stance_labels`` and ``OnnxScorer.load``, and UsageError where the labels are of other
    documents.
    """
    settings = settings or StanceSettings()
    known = read_stance_labels(labels)
    if not any(document.id in known for document in documents):
        raise UsageError(
            f"{labels} labels none of the {len(documents)} articles of the corpus: expected labels of "
            "articles in it; give the corpus that the labels were made on"
        )
    examples = stance_examples(OnnxScorer.load(folder), documents, known)
    layer = fit(examples, word_table(folder), settings)
    export_stances(layer, folder)
    return len(examples)


def word_table(folder: Path) -> Tensor:
    """The embeddings of the encoder of a model folder, V x hidden."""
    return torch.from_numpy(graph_weights(folder / ENCODER)[_WORDS].copy())


def fit(examples: StanceExamples, words: Tensor, settings: StanceSettings) -> StanceLayer:
    """A layer trained on the examples."""
    torch.manual_seed(settings.seed)
    rng = np.random.default_rng(settings.seed)
    layer = StanceLayer(words, dropout=settings.dropout)
    layer.train()
    optimiser = torch.optim.AdamW(layer.parameters(), settings.rate, weight_decay=settings.weight_decay)
    steps = settings.epochs * -(-len(examples) // settings.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, settings.rate, total_steps=steps, pct_start=0.1)
    for _ in range(settings.epochs):
        order = rng.permutation(len(examples))
        for first in range(0, len(order), settings.batch):
            batch = examples.kept(order[first : first + settings.batch])
            sighted = torch.from_numpy((rng.random(len(batch)) >= settings.blind).astype(np.float32))
            optimiser.zero_grad()
            _loss(_scores(layer, batch, sighted), torch.from_numpy(batch.labels), settings).backward()
            nn.utils.clip_grad_norm_(layer.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    layer.eval()
    return layer


@torch.inference_mode()
def scores(layer: StanceLayer, examples: StanceExamples, batch: int = 256) -> Floats:
    """The scores (N x ``COLUMNS``) of a trained layer."""
    numbers = np.array_split(np.arange(len(examples)), -(-len(examples) // batch))
    parts = [examples.kept(some) for some in numbers]
    found: Floats = torch.cat([_scores(layer, p, torch.ones(len(p))) for p in parts]).numpy()
    return found


def _scores(layer: StanceLayer, examples: StanceExamples, sighted: Tensor) -> Tensor:
    states = torch.from_numpy(examples.states).float()
    given = (torch.from_numpy(a) for a in (examples.ids, examples.roles, examples.buckets))
    found: Tensor = layer(states, *given, sighted)
    return found


def _loss(found: Tensor, labels: Tensor, settings: StanceSettings) -> Tensor:
    stances, negated, distances = found.split([len(NAMES), 1, len(DISTANCES)], dim=1)
    functional = nn.functional
    return (
        functional.cross_entropy(stances, labels[:, 0], label_smoothing=settings.smoothing)
        + functional.binary_cross_entropy_with_logits(negated[:, 0], labels[:, 1].float())
        + functional.cross_entropy(distances, labels[:, 2])
    )


def export_stances(layer: StanceLayer, folder: Path, *, quantise: bool = True) -> None:
    """Writes the layer's graph into the model folder."""
    t, k = 24, 3
    each = torch.ones(k, SHOWN, dtype=torch.long)
    given = (torch.zeros(t, layer.words.shape[1]), torch.zeros(t, dtype=torch.long), each, each, each)
    export_graph(
        StanceGraph(layer.eval()),
        dict(zip(STANCES_INPUTS, given, strict=True)),
        outputs={"scores": {0: "K"}},
        dynamic={name: {0: "T" if name in ("states", "ids") else "K"} for name in STANCES_INPUTS},
        path=folder / STANCES,
    )
    if quantise:
        quantised(folder / STANCES)
