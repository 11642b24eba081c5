"""``onrecord export``: the ledger's articles in the formats of other programs."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import ledger_options
from onrecord.errors import UsageError
from onrecord.exports import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.answers.filters import Filters
    from onrecord.exports.exported import Exported
    from onrecord.ledger.ledger import Ledger


@click.command("export")
@click.option(
    "--format",
    "form",
    type=click.Choice(list(formats.FORMATS)),
    help="; ".join(f"{name}: {form.description}" for name, form in formats.FORMATS.items())
    + ". Default: jsonl, with --corrections gold.",
)
@click.option(
    *("-o", "--output"),
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE; brat and citron to a folder, or a file that ends in .zip. Default: standard output.",
)
@click.option("--speaker", metavar="NAME", help="Only articles in which this speaker is quoted.")
@click.option(
    "--corrections",
    is_flag=True,
    help="What people judged, as gold for `onrecord train` and `onrecord evaluate`: the articles that were "
    "reviewed to their end. With --format: whole articles that a person corrected, in that format.",
)
@click.option(
    "--partial",
    is_flag=True,
    help="With --corrections: the paragraphs as well in which every statement was judged.",
)
@ledger_options.narrowing
@ledger_options.ledger
def command(
    form: str | None,
    output: Path | None,
    speaker: str | None,
    corrections: bool,
    partial: bool,
    location: str | None,
    **narrowed: str | None,
) -> None:
    """Write the ledger in another program's format.

    Whole articles are written as they stand now, corrections and all; what narrows chooses articles that hold
    such a statement. docs/exports.md tells what each format holds, docs/reviewing.md what becomes of
    corrections.

    \b
    Examples:
      onrecord export -o articles.jsonl
      onrecord export --format parquet -o statements.parquet --since 2024
      onrecord export --format brat -o for-brat/ --outlet courier
      onrecord export --corrections -o gold.jsonl
      onrecord export --corrections --format labelstudio -o corrected.json
    """
    from onrecord.answers import exporting
    from onrecord.answers.filters import Filters
    from onrecord.cli.output import check_terminal, export

    if partial and not (corrections and form is None):
        raise UsageError("--partial: expected beside --corrections, without --format; leave it out")
    gold, form = corrections and form is None, form or "jsonl"
    check_terminal(form, output)
    filters = Filters(speaker, **narrowed)
    asked = filters if filters != Filters() else None
    with ledger_options.opened(location) as ledger:
        if gold:
            _write_gold(ledger, asked, output, partial=partial)
            return
        ids = exporting.wanted(ledger, asked, corrected=corrections)
        if not ids:
            click.echo("onrecord: no article to write", err=True)
            return
        with _progress(exporting.exported(ledger, ids), len(ids), output) as items:
            export(items, form, output)


def _write_gold(ledger: Ledger, filters: Filters | None, output: Path | None, *, partial: bool) -> None:
    from onrecord.answers import judged
    from onrecord.cli.output import opened

    with opened(output) as out:
        written = judged.write(ledger, out, filters, partial=partial)
    if not written.lines:
        click.echo(
            "onrecord: no article was reviewed to its end: nothing to write; finish one with "
            "`onrecord review --done ARTICLE`, or add --partial for the paragraphs that were judged",
            err=True,
        )
        return
    click.echo(
        f"onrecord: {_of(written.attributions, 'attribution')} in {_of(written.lines, 'text')}; reviewed to "
        f"their end: {_of(written.whole, 'article')}",
        err=True,
    )


def _of(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


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
