"""``onrecord train`` as a function: corpus in, model folder out."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from onrecord.analysis import stand_ins
from onrecord.analysis.analyse import Analyser
from onrecord.analysis.scorers.base import ModelConfig
from onrecord.analysis.scorers.onnx import WORDS, OnnxScorer, write_config
from onrecord.errors import UsageError
from onrecord.evaluation import gold as gold_files
from onrecord.evaluation import run as evaluation
from onrecord.evaluation.speaker_labels import join, read_all_speaker_labels
from onrecord.training import calibrate, warm
from onrecord.training.card import Origin, StanceOrigin, write_card, write_stance_card
from onrecord.training.corpora import read_documents
from onrecord.training.encoder import SpecialPieces, default_encoder, load_encoder, special_pieces
from onrecord.training.export_onnx import export
from onrecord.training.gather import Sources, gather
from onrecord.training.kept_words import kept_words
from onrecord.training.loop import Trainer, TrainingSettings
from onrecord.training.network import AttributionNetwork
from onrecord.training.ranking import fit_ranking
from onrecord.training.scorer import TorchScorer
from onrecord.training.stance import StanceSettings, add_stances

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from tokenizers import Tokenizer

    from onrecord.analysis.stand_ins import StandIns
    from onrecord.evaluation.match import Doc
    from onrecord.training.loop import Progress

# Added to the first label of each cue (source) when candidates are looked for; the calibrated confidence
# then decides which are shown. On a third of polnear-dev, in the third of nine epochs, attribution F1 was
# 0.598 with cue bias 0, 0.631 with 1.5, 0.634 with 3; with 2.5, source bias 0, 1, 2, 3 gave 0.684, 0.689,
# 0.691, 0.688.
CUE_BIAS = 2.5
SOURCE_BIAS = 1.0
# The same for nested cues, and what being nested adds to the log-odds of the confidence, which polnear-dev
# cannot say since it marks none. On quality/passages, part dev, 1.5 and 1 find 0.688 of the nested ones at
# attribution F1 0.839; 1.5 and 1.5 0.725 at the same F1, but with clauses inside plain quotations taken for
# attributions ("It stank of"); 2 and 1 0.662 at 0.835, 0.5 and 1.5 0.700 at 0.842.
NESTED_BIAS = 1.5
NESTED_ODDS = 1.0


@dataclass(frozen=True, slots=True)
class Trained:
    """What a run gave: the model folder, its configuration, its figures on dev (F1 by name) as exported, and
    the calibration error on documents that the calibration was not fitted on.
    """

    folder: Path
    config: ModelConfig
    figures: Mapping[str, float]
    calibration_error: float


def train(
    sources: Sources,
    dev: Path,
    folder: Path,
    *,
    encoder: Path | None = None,
    start_from: Path | None = None,
    name: str = "onrecord-attribution",
    settings: TrainingSettings | None = None,
    report: Callable[[Progress], None] = lambda _: None,
    after_epoch: Callable[[int, Mapping[str, float]], None] = lambda _epoch, _figures: None,
) -> Trained:
    """Trains on ``sources``, calibrates on ``dev``, exports to ``folder``/model.

    ``start_from`` is a model folder whose weights are the beginning; new layers begin at random.

    A run that was stopped goes on from its last checkpoint in ``folder`` when called again with the same
    settings. Raises ``UsageError`` where the corpus holds no attributions, ``ModelError`` where the encoder
    cannot be used.
    """
    settings = settings or TrainingSettings()
    started = Analyser(OnnxScorer.load(start_from)) if start_from else None
    documents = gather(sources, started)
    if not any(d.attributions for d in documents):
        raise UsageError(
            f'{sources.corpus} holds no attributions. Expected JSON Lines with "id", "text" and '
            '"attributions" on each line, as in PolNeAR\'s training part.'
        )
    gold = gold_files.load(dev)
    _seed(settings)
    network, tokenizer, special = _network(encoder or default_encoder(), settings)
    names = kept_words(sources.corpus, *filter(None, [sources.coreference]))
    beginning = warm.beginning(network, start_from) if start_from else {}
    trainer = Trainer(
        network, tokenizer, documents, settings, folder=folder, special=special, stand_ins=names
    )

    def measured(epoch: int) -> None:
        analyser = Analyser(
            TorchScorer(network, tokenizer, _config(name, network, settings, special), names), threads=1
        )
        after_epoch(epoch, _figures(gold, analyser))
        network.train()

    trainer.run(report=report, after_epoch=measured)
    warm.blend(network, beginning, kept=settings.kept)
    origin = Origin(encoder, sources.corpus, len(documents), dev, len(gold), settings)
    return finish(
        network,
        tokenizer,
        special,
        names,
        gold,
        folder / "model",
        name=name,
        origin=origin,
        ranked_on=_ranked_on(sources.speakers_dev, sources.corpus, gold),
        stances=sources.stances,
    )


def train_stances(
    corpus: Path,
    labels: Sequence[Path],
    dev: Path,
    folder: Path,
    *,
    start_from: Path,
    settings: StanceSettings,
) -> dict[str, float]:
    """Trains nothing but a stance layer, on ``labels`` of attributions of ``corpus``, for the model
    ``start_from``: ``folder``/model is that model bit for bit, with the new layer. Returns its figures on
    ``dev``.

    Raises as ``read_documents`` and ``add_stances``.
    """
    documents, gold = read_documents(corpus), gold_files.load(dev)
    OnnxScorer.load(start_from)
    target = folder / "model"
    shutil.copytree(start_from, target, dirs_exist_ok=True)
    count = add_stances(target, documents, labels, settings)
    figures = _figures(gold, Analyser(OnnxScorer.load(target)))
    write_stance_card(target, StanceOrigin(labels, count, dev, len(gold), settings), figures)
    return figures


def train_ranking(corpus: Path, labels: Sequence[Path], dev: Path, folder: Path, *, start_from: Path) -> int:
    """Fits nothing but the ranking of speakers, on the speaker ``labels`` of articles of ``corpus`` and
    ``dev``, for the model ``start_from``: ``folder``/model is that model bit for bit but for the weights of
    the ranking. Returns the number of articles.

    Raises as ``read_speaker_labels`` and ``join``.
    """
    articles = _ranked_on(labels, corpus, gold_files.load(dev))
    scorer = OnnxScorer.load(start_from)
    target = folder / "model"
    shutil.copytree(start_from, target, dirs_exist_ok=True)
    write_config(target, replace(scorer.config, ranking=fit_ranking(Analyser(scorer), articles)))
    return len(articles)


def _ranked_on(labels: Sequence[Path], corpus: Path, dev: Mapping[str, Doc]) -> Mapping[str, Doc]:
    """The articles of either corpus that the weights of the ranking are fitted on, none without labels."""
    if not labels:
        return {}
    return join(read_all_speaker_labels(labels), {**gold_files.load(corpus), **dev})


def finish(
    network: AttributionNetwork,
    tokenizer: Tokenizer,
    special: SpecialPieces,
    names: StandIns,
    gold: Mapping[str, Doc],
    folder: Path,
    *,
    name: str,
    origin: Origin,
    ranked_on: Mapping[str, Doc],
    stances: Sequence[Path] = (),
) -> Trained:
    """Exports a trained network, calibrates what was exported on ``gold``, fits the ranking of speakers on
    ``ranked_on`` (leaves it as it is by default where empty), adds a stance layer learned from the labels
    ``stances`` where there are any, and writes its card.
    """
    config = _config(name, network, origin.settings, special)
    export(network, tokenizer, config, folder)
    stand_ins.write(names, folder / WORDS)
    analyser = Analyser(OnnxScorer.load(folder))
    calibration, threshold, error = calibrate.calibrate(analyser, gold)
    calibration = replace(calibration, weights={**calibration.weights, "nested": NESTED_ODDS})
    config = replace(config, calibration=calibration, threshold=threshold)
    write_config(folder, config)
    if ranked_on:
        config = replace(config, ranking=fit_ranking(Analyser(OnnxScorer.load(folder)), ranked_on))
        write_config(folder, config)
    settings = StanceSettings()
    labelled = add_stances(folder, read_documents(origin.corpus), stances, settings) if stances else 0
    figures = _figures(gold, Analyser(OnnxScorer.load(folder)))
    trained = Trained(folder, config, figures, error)
    write_card(trained, origin)
    if stances:
        write_stance_card(folder, StanceOrigin(stances, labelled, origin.dev, len(gold), settings), figures)
    return trained


def _seed(settings: TrainingSettings) -> None:
    random.seed(settings.seed)
    np.random.seed(settings.seed % 2**32)
    torch.manual_seed(settings.seed)
    if settings.threads:
        torch.set_num_threads(settings.threads)


def _network(
    encoder: Path, settings: TrainingSettings
) -> tuple[AttributionNetwork, Tokenizer, SpecialPieces]:
    loaded, tokenizer = load_encoder(encoder)
    longest = getattr(loaded.config, "max_position_embeddings", None)
    needed = settings.core + 2 * settings.context + 1
    if longest is not None and needed > longest - 2:  # RoBERTa's positions begin at 2
        raise UsageError(
            f"{encoder} reads at most {longest - 2} pieces at once, but the windows are of up to {needed} "
            f"(core {settings.core}, context {settings.context} on either side). Give a smaller --core."
        )
    return AttributionNetwork(loaded, dropout=settings.dropout), tokenizer, special_pieces(tokenizer)


def _config(
    name: str, network: AttributionNetwork, settings: TrainingSettings, special: SpecialPieces
) -> ModelConfig:
    return ModelConfig(
        name=name,
        cls_id=special.cls,
        sep_id=special.sep,
        core=settings.core,
        context=settings.context,
        cue_chain=network.cue_chain.chain(),
        nested_chain=network.nested_chain.chain(),
        role_chain=network.role_chain.chain(),
        cue_bias=CUE_BIAS,
        nested_bias=NESTED_BIAS,
        source_bias=SOURCE_BIAS,
        threshold=0.3,
    )


def _figures(gold: Mapping[str, Doc], analyser: Analyser) -> dict[str, float]:
    predicted = dict(evaluation.predict(gold, analyser))
    return evaluation.evaluate(gold, predicted).scores.figures()
