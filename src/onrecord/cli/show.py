"""``onrecord show``: one statement, or a whole article, from the ledger."""

from __future__ import annotations

import click

from onrecord.cli import ledger_options


@click.command("show")
@click.argument("name", metavar="ID")
@click.option("--article", "whole", is_flag=True, help="ID is an article's: show all of it, as read does.")
@ledger_options.form
@ledger_options.ledger
def command(name: str, whole: bool, form: str, location: str | None) -> None:
    """Show a statement or an article of the ledger.

    ID is a statement's number or digest as answers show it.

    \b
    Examples:
      onrecord show 1042
      onrecord show s1:tVQy...
      onrecord show --article 17
      onrecord show --article 17 --format json
    """
    from onrecord.answers import ask
    from onrecord.cli import tables

    with ledger_options.opened(location) as ledger:
        if not whole:
            tables.statements([ask.show(ledger, name)], form)
            return
        record = ledger.record_of(tables.number(name, "article"))
    tables.article(record, form)
