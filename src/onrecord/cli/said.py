"""``onrecord said``: everything somebody said."""

from __future__ import annotations

import click

from onrecord.cli import ledger_options


@click.command("said")
@click.argument("name", metavar="NAME")
@click.option("--about", metavar="QUERY", help="Only statements with these words; as in onrecord search.")
@ledger_options.narrowing
@ledger_options.limit
@ledger_options.form
@ledger_options.ledger
def command(
    name: str,
    about: str | None,
    limit: int,
    form: str,
    location: str | None,
    **narrowed: str | None,
) -> None:
    """Show everything somebody said.

    The latest comes first. NAME is a name, a part of one, or #ID as `onrecord people` shows it. Each
    answer has the words in their sentence, and where they stand.

    \b
    Examples:
      onrecord said "Ana Lund"
      onrecord said Lund --about "dam OR dyke" --since 2024-05
      onrecord said '#12' --outlet courier --format csv > lund.csv
    """
    from onrecord.answers import ask
    from onrecord.answers.filters import Filters
    from onrecord.cli import tables

    filters = Filters(**narrowed)
    with ledger_options.opened(location) as ledger:
        found = ask.said(ledger, name, about=about, filters=filters, limit=limit)
    tables.answer(found, form, limit)
