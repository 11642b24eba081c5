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
from onrecord.training.stance_words import guess
from onrecord.training.warm import graph_weights

if TYPE_CHECKING:
    from collections.abc import Container, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from onrecord.records import Distance, Stance
    from onrecord.training.corpora import Document, Spans

    Floats = NDArray[np.float32]

_WORDS = "encoder.embeddings.word_embeddings.weight"


@dataclass(frozen=True, slots=True)
class StanceSettings:
    """How the layer is trained: ``guessed`` epochs on what cues suggest, then ``epochs`` on labels, at a
    highest learning rate of ``guessed_rate`` and ``rate``. ``smoothing`` is the share of a stance spread over
    all of them, ``blind`` the share of examples whose states are hidden.
    """

    guessed: int = 3
    epochs: int = 8
    batch: int = 64
    guessed_rate: float = 2e-3
    rate: float = 1e-3
    weight_decay: float = 0.01
    smoothing: float = 0.05
    blind: float = 0.15
    dropout: float = 0.2
    seed: int = 20261124


def add_stances(
    folder: Path,
    documents: Sequence[Document],
    labels: Sequence[Path],
    settings: StanceSettings | None = None,
) -> int:
    """Trains a stance layer on labelled attributions of ``documents`` and writes it into the model
    ``folder``; returns how many attributions it learned from.

    Raises as ``read_stance_labels`` and ``OnnxScorer.load``, and UsageError where the labels are of other
    documents.
    """
    settings = settings or StanceSettings()
    known = read_answers(labels)
    if not any(known.get(document.id) for document in documents):
        raise UsageError(
            f"{', '.join(map(str, labels))} labels none of the {len(documents)} articles of the corpus: "
            "expected labels of articles in it; give the corpus that the labels were made on"
        )
    scorer = OnnxScorer.load(folder)
    examples = stance_examples(scorer, documents, known)
    torch.manual_seed(settings.seed)
    layer = StanceLayer(word_table(folder), dropout=settings.dropout)
    guesses = {document.id: guessed(document, known.get(document.id, {})) for document in documents}
    if settings.guessed and any(guesses.values()):
        suggested = stance_examples(scorer, documents, guesses)
        fit(layer, suggested, settings, epochs=settings.guessed, rate=settings.guessed_rate)
    fit(layer, examples, settings, epochs=settings.epochs, rate=settings.rate)
    export_stances(layer, folder)
    return len(examples)


def read_answers(labels: Sequence[Path]) -> dict[str, dict[int, tuple[Stance, bool, Distance]]]:
    """The labels of several files by article and attribution; of two of one attribution the later counts."""
    out: dict[str, dict[int, tuple[Stance, bool, Distance]]] = {}
    for path in labels:
        for key, found in read_stance_labels(path).items():
            for label in found:
                told = (label.stance, label.negated, label.distance)
                out.setdefault(key, {})[label.attribution] = told
    return out


def guessed(document: Document, known: Container[int]) -> dict[int, tuple[Stance, bool, Distance]]:
    """What the cues of a document's other attributions than the ``known`` suggest."""

    def words(spans: Spans) -> str:
        return " ".join(document.text[start:end] for start, end in spans)

    others = (a for a in document.attributions if a.number not in known)
    return {a.number: guess(words(a.cue), words(a.content)) for a in others}


def word_table(folder: Path) -> Tensor:
    """The embeddings of the encoder of a model folder, V x hidden."""
    return torch.from_numpy(graph_weights(folder / ENCODER)[_WORDS].copy())


def fit(
    layer: StanceLayer, examples: StanceExamples, settings: StanceSettings, *, epochs: int, rate: float
) -> None:
    """Trains the layer on the examples."""
    rng = np.random.default_rng(settings.seed)
    optimiser = torch.optim.AdamW(layer.parameters(), rate, weight_decay=settings.weight_decay)
    steps = epochs * -(-len(examples) // settings.batch)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.1)
    layer.train()
    for _ in range(epochs):
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
