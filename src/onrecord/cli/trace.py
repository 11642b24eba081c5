"""``onrecord trace``: where else a statement occurs, and what changed on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli import ledger_options

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.answers.comparisons import Trace


@click.command("trace")
@click.argument("statement", metavar="STATEMENT")
@ledger_options.limit
@ledger_options.form_with_page
@ledger_options.page_output
@ledger_options.ledger
def command(statement: str, limit: int, form: str, output: Path | None, location: str | None) -> None:
    """Show where else a statement occurs.

    STATEMENT is a number or a digest as an answer shows it. Every article that has the words comes in the
    order of time, with the outlet, the names through which they came, and what changed since the earliest:
    words left out stand in [-...-], words put in in {+...+} where there are no colours. What was written
    down as a report is found for a quotation, and the reverse. docs/comparing.md tells how it is decided.

    \b
    Examples:
      onrecord trace 12
      onrecord trace 12 --format html -o quay.html
      onrecord trace s1:Qn0ZcT1 --limit 100 --format csv > quay.csv
    """
    from onrecord.answers import tracing
    from onrecord.cli import trace_tables

    ledger_options.check_page_output(form, output)
    with ledger_options.compared(location) as ledger:
        found = tracing.trace(ledger, statement, limit=limit)
    if form == "html":
        ledger_options.write_page(trace_tables.page(found), output)
    else:
        trace_tables.trace(found, form)
    _tell_of_more(found, limit)


def _tell_of_more(found: Trace, limit: int) -> None:
    if found.more:
        click.echo(f"onrecord: there are {found.total:,}; --limit {limit * 5} shows more of them", err=True)
