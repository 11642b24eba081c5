"""``onrecord verify``: the ledger proves itself."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from onrecord.cli import ledger_options

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@click.command("verify")
@ledger_options.form
@ledger_options.ledger
@click.pass_context
def command(ctx: click.Context, form: str, location: str | None) -> None:
    """Check every row of the ledger.

    Each is derived again from the stored bytes, and what does not hold is named: hashes of pages, the
    articles taken from them, offsets and words of every statement, counts, the full-text index and the
    database's own structure.

    \b
    Examples:
      onrecord verify
      onrecord verify --ledger desk.db --format json

    Exit code: 0 everything holds, 1 something does not.
    """
    from dataclasses import asdict

    from onrecord import pipeline
    from onrecord.answers.stats import articles_held
    from onrecord.cli import tables

    with ledger_options.opened(location, write=True) as ledger:
        total = articles_held(ledger)
        with _progress(total) as checked:
            found = [asdict(problem) for problem in ledger.problems(pipeline.draft_of, checked)]
        name = ledger.name
    if form == "json":
        tables.as_json(found)
    elif form == "csv":
        tables.as_csv(("row", "what"), found)
    else:
        for problem in found:
            click.echo(f"{problem['row']}: {problem['what']}")
        held = "everything holds" if not found else f"{len(found):,} rows do not hold"
        click.echo(f"{name}: {tables.counted(total, 'article')} checked, {held}", err=bool(found))
    ctx.exit(1 if found else 0)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[int], None]]:
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from onrecord.cli.progress import bar

    with bar("Verifying", total, "articles") as update:
        yield lambda number: update(number)
