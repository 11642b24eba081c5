"""``onrecord people``: who is in the ledger."""

from __future__ import annotations

import click

from onrecord.cli import ledger_options


@click.command("people")
@click.argument("name", required=False, metavar="[NAME]")
@ledger_options.limit
@ledger_options.form
@ledger_options.ledger
def command(name: str | None, limit: int, form: str, location: str | None) -> None:
    """Show who is in the ledger.

    Whoever says most comes first; one alone is shown with spellings, and roles with their dates. NAME
    is a name, a part of one, or #ID.

    \b
    Examples:
      onrecord people
      onrecord people Lund
      onrecord people '#12' --format json
    """
    from onrecord.answers.people import everyone
    from onrecord.cli import tables

    with ledger_options.opened(location) as ledger:
        found = everyone(ledger, name, limit=limit)
    tables.people(found, form, whole=name is not None)
