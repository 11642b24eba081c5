"""``onrecord check``: a draft's quotations beside the ledger's statements."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

import click

from onrecord.cli import ledger_options, options
from onrecord.errors import OnrecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from onrecord.records import Record

#: What linters give: something was found; it could not be looked at.
FOUND: Final = 1
FAILED: Final = 2
#: Fewer quotations than this are looked up before a bar would be drawn.
_MANY: Final = 5


@click.command("check")
@click.argument("draft", metavar="DRAFT")
@click.option("--all", "everything", is_flag=True, help="Check reports without quotation marks, too.")
@ledger_options.form_with_page
@ledger_options.page_output
@options.min_confidence
@click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch an address of this computer or of a private network, which is refused otherwise.",
)
@options.model
@ledger_options.ledger
@click.pass_context
def command(
    ctx: click.Context,
    draft: str,
    everything: bool,
    form: str,
    output: Path | None,
    min_confidence: float | None,
    allow_private: bool,
    model: Path | None,
    location: str | None,
) -> None:
    """Find a draft's quotations in the ledger.

    DRAFT is a text or HTML file, a web address, or - for standard input. Each quotation is verbatim, altered
    (with what was changed), said by somebody else, or not found. Words in quotation marks that the draft
    gives to nobody are looked for all the same. Nothing of the draft is stored.

    \b
    Examples:
      onrecord check draft.txt
      onrecord check --all draft.html
      onrecord check draft.txt --format html -o checked.html
      pbpaste | onrecord check -

    Exit code: 0 every quotation is verbatim, 1 some are not, 2 the draft or the ledger cannot be read,
    130 interrupted.
    """
    from onrecord import pipeline
    from onrecord.answers import checking
    from onrecord.cli import check_tables

    try:
        ledger_options.check_page_output(form, output)
        with ledger_options.compared(location) as ledger:
            record = pipeline.Reader(model, None, min_confidence, allow_private=allow_private).read(draft)
            total = len(checking.quotations(record, everything=everything))
            with _progress(total) as told:
                found = checking.check(ledger, record, everything=everything, told=told)
        if form == "html":
            ledger_options.write_page(check_tables.page(record, found), output)
        else:
            check_tables.checked(record, found, form)
    except OnrecordError as error:
        click.echo(f"onrecord: {error}", err=True)
        ctx.exit(FAILED)
    click.echo(f"onrecord: {check_tables.summary(found)}", err=True)
    _tell_notes(record)
    ctx.exit(FOUND if any(one.outcome.value != "verbatim" for one in found) else 0)


def _tell_notes(record: Record) -> None:
    for note in record.notes:
        click.echo(f"onrecord: {note}", err=True)


@contextmanager
def _progress(total: int) -> Iterator[Callable[[], object]]:
    """A bar on standard error for many quotations."""
    if total < _MANY or not sys.stderr.isatty():
        yield lambda: None
        return
    from onrecord.cli.progress import bar

    with bar("Checking", total, "quotations") as update:
        yield lambda: update(1)
