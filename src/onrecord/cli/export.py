"""``onrecord export``: the ledger's articles in the formats of other programs."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import ledger_options
from onrecord.exports import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.exports.exported import Exported


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(formats.FORMATS)),
    default="jsonl",
    show_default=True,
    help="; ".join(f"{name}: {form.description}" for name, form in formats.FORMATS.items()) + ".",
)
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE; brat and citron to a folder, or a file that ends in .zip. Default: standard output.",
)
@click.option("--speaker", metavar="NAME", help="Only articles in which this speaker is quoted.")
@click.option("--corrections", is_flag=True, help="Only articles that a person corrected.")
@ledger_options.narrowing
@ledger_options.ledger
def command(
    form: str,
    output: Path | None,
    speaker: str | None,
    corrections: bool,
    location: str | None,
    **narrowed: str | None,
) -> None:
    """Write the ledger in another program's format.

    Whole articles are written as they stand now, corrections and all; what narrows chooses articles that hold
    such a statement. docs/exports.md tells what each format holds.

    \b
    Examples:
      onrecord export -o articles.jsonl
      onrecord export --format parquet -o statements.parquet --since 2024
      onrecord export --format brat -o for-brat/ --outlet courier
      onrecord export --corrections --format labelstudio -o corrected.json
    """
    from onrecord.answers import exporting
    from onrecord.answers.filters import Filters
    from onrecord.cli.output import check_terminal, export

    check_terminal(form, output)
    filters = Filters(speaker, **narrowed)
    with ledger_options.opened(location) as ledger:
        asked = filters if filters != Filters() else None
        ids = exporting.wanted(ledger, asked, corrected=corrections)
        if not ids:
            click.echo("onrecord: no article to write", err=True)
            return
        with _progress(exporting.exported(ledger, ids), len(ids), output) as items:
            export(items, form, output)


@contextmanager
def _progress(items: Iterator[Exported], total: int, output: Path | None) -> Iterator[Iterator[Exported]]:
    """The items, with a bar on standard error where they do not go to the terminal themselves."""
    if not sys.stderr.isatty() or (output is None and sys.stdout.isatty()):
        yield items
        return
    from onrecord.cli.progress import bar

    with bar("Writing", total, "articles") as update:

        def counted() -> Iterator[Exported]:
            for item in items:
                yield item
                update(1)

        yield counted()
