"""``onrecord evaluate``: gold, and predictions or the model, to figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onrecord.analysis.analyse import Analyser
    from onrecord.evaluation.match import Doc

_PATH = click.Path(path_type=Path)


@click.command(name="evaluate")
@click.argument("gold", type=_PATH)
@click.option(
    "--against", type=_PATH, help="Predictions to score, instead of reading the texts with the model."
)
@click.option(
    "--speakers",
    type=_PATH,
    help="Speaker labels of GOLD's documents, from a file of their own; documents without any are left out.",
)
@click.option("--part", type=click.Choice(["dev", "test"]), help="Only the passages of this part.")
@click.option("--model", type=_PATH, help="A model folder instead of the one in the package.")
@click.option(
    "--min-confidence",
    type=click.FloatRange(0, 1),
    help="Keep attributions of at least this confidence (the model's own setting where left out).",
)
@click.option(
    "--coreference",
    is_flag=True,
    help="Measure who is meant by each mention instead; GOLD is in the shape of gum.jsonl.gz.",
)
@click.option("--genre", help="With --coreference: only these genres, as in news,interview.")
@click.option(
    "--swap-names",
    metavar="ORIGIN",
    help="Measure how far each figure moves when people have names of this origin, or of all in turn.",
)
@click.option("--seed", type=int, help="With --swap-names: who gets which name (0 where left out).")
@click.option(
    "--layers",
    type=_PATH,
    help='With --swap-names: a file of GOLD\'s documents with "corenlp" layers, which tell who is a person; '
    "GOLD itself where left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON instead of tables.")
def command(
    gold: Path,
    against: Path | None,
    speakers: Path | None,
    part: str | None,
    model: Path | None,
    min_confidence: float | None,
    coreference: bool,
    genre: str | None,
    swap_names: str | None,
    seed: int | None,
    layers: Path | None,
    as_json: bool,
) -> None:
    """Measure attributions against GOLD.

    GOLD is a JSON Lines file (.gz too) with "id", "text" and "attributions" on each line, or a folder of
    passages in our markup. Prints precision, recall and F1, splits by kind of quotation, by kind of source
    and by publisher, and how far the confidences can be trusted.

    \b
    Examples:
      onrecord evaluate quality/passages --part dev
      onrecord evaluate gold.jsonl.gz --against predicted.jsonl --json
      onrecord evaluate gold.jsonl.gz --swap-names all
      onrecord evaluate gum.jsonl.gz --coreference --part test --genre news,interview
    """
    if coreference:
        others = {"--against": against, "--speakers": speakers, "--min-confidence": min_confidence}
        _refuse("--coreference", {**others, "--swap-names": swap_names})
        _measure_coreference(gold, part, genre, model, as_json=as_json)
        return
    if genre is not None:
        raise UsageError(f"--genre {genre}: attributions have no genres; give it with --coreference")
    if swap_names is None and (seed is not None or layers is not None):
        raise UsageError("--seed and --layers choose who is renamed; give them with --swap-names")
    from onrecord.evaluation import gold as gold_files
    from onrecord.evaluation import report, run, speaker_labels
    from onrecord.evaluation.match import confident

    wanted = gold_files.load(gold, part=part)
    if speakers is not None:
        wanted = speaker_labels.join(speaker_labels.read_speaker_labels(speakers), wanted)
    if swap_names is not None:
        _refuse("--swap-names", {"--against": against})
        named = layers or (gold if gold.is_file() else None)
        _measure_swap(wanted, swap_names, seed or 0, named, _Reader(model, min_confidence), as_json=as_json)
        return
    if against is not None:
        given = confident(gold_files.load(against), min_confidence or 0.0)
    else:
        given = _Reader(model, min_confidence).read(wanted)
    evaluation = run.evaluate(wanted, given)
    if evaluation.missing:
        click.echo(
            f"{len(evaluation.missing)} of {evaluation.documents} documents have no prediction, "
            f"{evaluation.missing[0]} first",
            err=True,
        )
    out = json.dumps(report.as_json(evaluation), indent=2) if as_json else report.as_text(evaluation)
    click.echo(out, nl=as_json)


def _refuse(option: str, others: Mapping[str, object]) -> None:
    given = [name for name, value in others.items() if value is not None]
    if given:
        raise UsageError(f"{', '.join(given)}: means nothing with {option}; leave one of them out")


def _measure_coreference(
    gold: Path, part: str | None, genre: str | None, model: Path | None, *, as_json: bool
) -> None:
    import sys

    from onrecord import analysis
    from onrecord.evaluation import coreference_report, coreference_run

    wanted = coreference_run.load(gold, part=part, genres=genre.split(",") if genre else ())
    read = coreference_run.read(wanted, analysis.load(model))
    with click.progressbar(read, length=len(wanted), label="Reading", file=sys.stderr) as documents:
        figures = coreference_run.evaluate(wanted, dict(documents))
    if as_json:
        click.echo(json.dumps(coreference_report.as_json(figures), indent=2))
    else:
        click.echo(coreference_report.as_text(figures), nl=False)


def _measure_swap(
    gold: Mapping[str, Doc], origin: str, seed: int, layers: Path | None, reader: _Reader, *, as_json: bool
) -> None:
    from onrecord.evaluation import even_handedness as swaps
    from onrecord.evaluation import report

    names = swaps.chosen(origin)
    people = swaps.read_layers(layers, gold) if layers is not None else {}
    measured = swaps.measure(gold, names, reader.read, seed=seed, layers=people)
    if as_json:
        click.echo(json.dumps(report.swap_as_json(measured), indent=2))
    else:
        click.echo(report.swap_as_text(measured), nl=False)


class _Reader:
    """The model, loaded once: reads documents with a progress bar on standard error."""

    def __init__(self, model: Path | None, min_confidence: float | None) -> None:
        self._model = model
        self._min_confidence = min_confidence
        self._analyser: Analyser | None = None

    def read(self, gold: Mapping[str, Doc], what: str = "") -> dict[str, Doc]:
        """The texts of ``gold`` as the model reads them; ``what`` stands before the bar."""
        import sys

        from onrecord import analysis
        from onrecord.evaluation.run import predict

        if self._analyser is None:
            self._analyser = analysis.load(self._model)
        read = predict(gold, self._analyser, min_confidence=self._min_confidence)
        label = f"Reading, {what}" if what else "Reading"
        with click.progressbar(read, length=len(gold), label=label, file=sys.stderr) as documents:
            return dict(documents)
