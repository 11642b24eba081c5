"""Options of the commands that ask a ledger, worded once."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from onrecord.ledger.ledger import Ledger

#: No row of either database has a greater number.
MOST_ID = 2**63 - 1

F = TypeVar("F", bound="Callable[..., Any]")


def ledger(function: F) -> F:
    """--ledger: where the ledger lies."""
    return click.option(
        "--ledger",
        "location",
        metavar="PLACE",
        help="The ledger: a file, or postgresql://USER@HOST/DATABASE. Default: what the environment says in "
        "ONRECORD_LEDGER, else onrecord.db in this folder.",
    )(function)


def form(function: F) -> F:
    """--format: a table for people, JSON or CSV for programs."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv"]),
        default="table",
        help="table (default), json, or csv for spreadsheets.",
    )(function)


def form_with_page(function: F) -> F:
    """--format: as ``form``, and a page in one file."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(["table", "json", "csv", "html"]),
        default="table",
        help="table (default), json, csv for spreadsheets, or html, a page that needs nothing beside it.",
    )(function)


def page_output(function: F) -> F:
    """--output: where the page goes."""
    return click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Write the page to this file.",
    )(function)


def check_page_output(form: str, output: Path | None) -> None:
    """Raises UsageError where a file is named for another form than a page."""
    from onrecord.errors import UsageError

    if output is not None and form != "html":
        raise UsageError(f"-o beside --format {form}: expected --format html; send other forms on with >")


def write_page(pieces: Iterable[str], output: Path | None) -> None:
    """Writes a page to the file, or to standard output."""
    from onrecord.cli import output as out

    with out.opened(output) as file:
        for piece in pieces:
            out.write_text(file, piece)


def limit(function: F) -> F:
    """--limit: how much to show."""
    return click.option(
        "--limit",
        type=click.IntRange(1, 1_000_000),
        default=20,
        show_default=True,
        metavar="N",
        help="Show this many at most.",
    )(function)


def narrowing(function: F) -> F:
    """--since, --until, --outlet, --kind and what is claimed: the fields of ``answers.filters.Filters``."""
    for option in (
        click.option(
            "--spoken-of-until", "spoken_until", metavar="DATE", help="Only what speaks of then or before."
        ),
        click.option(
            "--spoken-of-since",
            "spoken_since",
            metavar="DATE",
            help="Only what speaks of a date then or later; it need not have been published then.",
        ),
        click.option("--with-figure", "figure", flag_value="any", help="Only what gives a figure."),
        click.option(
            "--figure",
            "figure",
            metavar="WHAT",
            help="Only what gives a figure in this unit, or of this noun: EUR, percent, person.",
        ),
        click.option(
            "--stance",
            type=click.Choice(
                [
                    *("assert", "deny", "doubt", "predict", "intend", "demand", "ask", "support", "oppose"),
                    *("decree", "perceive", "decline"),
                ]
            ),
            help="Only what is said in this stance.",
        ),
        click.option(
            "--kind",
            type=click.Choice(["direct", "indirect", "mixed"]),
            help="Only what is quoted so: all in quotation marks, none of it, or some.",
        ),
        click.option("--outlet", metavar="NAME", help="Only outlets with this in their name or site."),
        click.option("--until", metavar="DATE", help="Only what was published then or before."),
        click.option(
            "--since",
            metavar="DATE",
            help="Only what was published then or later: 2024, 2024-05, 2024-05-31.",
        ),
    ):
        function = option(function)
    return function


def opened(location: str | None, *, create: bool = False, write: bool = False) -> Ledger:
    """The ledger; what there is to say of its opening goes to standard error. Raises LedgerError."""
    from onrecord.ledger import open_ledger

    ledger = open_ledger(location, create=create, write=write)
    for told in ledger.notes:
        click.echo(f"onrecord: {told}", err=True)
    return ledger


def compared(location: str | None) -> Ledger:
    """The ledger, to be asked across articles; what was recorded before it could be is indexed first.

    That is done once, in steps that may be broken off, with a bar on standard error. Raises LedgerError.
    """
    from onrecord.ledger import comparing

    ledger = opened(location)
    if not comparing.behind(ledger):
        return ledger
    ledger.close()
    ledger = opened(location, write=True)
    try:
        catch_up(ledger)
    except BaseException:
        ledger.close()
        raise
    return ledger


def catch_up(ledger: Ledger) -> None:
    """Indexes what was recorded before it could be compared, with a bar where that takes a while."""
    from onrecord.ledger import comparing

    left = comparing.behind(ledger)
    if left:
        with _bar(left) as told:
            comparing.catch_up(ledger, told)


@contextmanager
def _bar(total: int) -> Iterator[Callable[[int], object]]:
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from onrecord.cli.progress import bar

    with bar("Comparing", total, "articles") as update:
        yield update
