"""``onrecord reread``: articles of the ledger are read again with another model."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from onrecord.cli import ledger_options, options

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.cli.progress import Update


@click.command("reread")
@click.option(
    "--article",
    "only",
    type=click.IntRange(1, ledger_options.MOST_ID),
    metavar="ID",
    help="Only this article, whatever model read it.",
)
@options.min_confidence
@options.model
@options.threads
@ledger_options.ledger
def command(
    only: int | None,
    min_confidence: float | None,
    model: Path | None,
    threads: int | None,
    location: str | None,
) -> None:
    """Read the articles of the ledger again.

    Those that another model read, or that were read before figures and dates were; or the one that is
    named. The new reading is the one that is answered from; earlier ones stay, and every correction by a
    person is kept and made on the new one. Broken off, it goes on with what is left when it is called again.

    \b
    Examples:
      onrecord reread
      onrecord reread --article 17 --model runs/mine/model
    """
    from onrecord import adding, pipeline
    from onrecord.cli import tables

    reader = pipeline.Reader(model, threads, min_confidence)
    with ledger_options.opened(location, write=True) as ledger:
        wanted = [only] if only is not None else ledger.read_by_others(reader.analyser.name)
        with _progress(len(wanted)) as update:
            for _ in adding.reread(ledger, reader, wanted):
                update(1)
        click.echo(
            f"{ledger.name}: {tables.counted(len(wanted), 'article')} read again by {reader.analyser.name}"
        )


@contextmanager
def _progress(total: int) -> Iterator[Update]:
    if not sys.stderr.isatty() or total < 2:
        yield lambda items, position=None: None  # noqa: ARG005
        return
    from onrecord.cli.progress import bar

    with bar("Reading again", total, "articles") as update:
        yield update
