"""``onrecord people``: who is in the ledger, and who is who."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli import ledger_options


@click.command("people")
@click.argument("name", required=False, metavar="[NAME]")
@click.option(
    "--proposals",
    "show",
    flag_value="same",
    help="Show who may be the same, how probably and why; merge decides.",
)
@click.option(
    "--conflicts", "show", flag_value="conflict", help="Show people of one name who stay apart, and why."
)
@click.option("--history", "show", flag_value="history", help="Show what was merged, split and undone.")
@click.option(
    "--list",
    "known",
    type=click.Path(path_type=Path),
    metavar="FILE.csv",
    help="Take in your own list first: columns name, aliases (with ; between), kind, wikidata.",
)
@ledger_options.limit
@ledger_options.form
@ledger_options.ledger
def command(
    name: str | None,
    show: str | None,
    known: Path | None,
    limit: int,
    form: str,
    location: str | None,
) -> None:
    """Show who is in the ledger.

    Whoever says most comes first; one alone is shown with spellings, and roles with their dates. NAME is a
    name, a part of one, or #ID. docs/people.md tells how it is decided who is who.

    \b
    Examples:
      onrecord people
      onrecord people Lund
      onrecord people '#12' --format json
      onrecord people --proposals
      onrecord people --list desk.csv
    """
    from onrecord.answers import people
    from onrecord.cli import tables
    from onrecord.errors import UsageError

    if name is not None and show is not None:
        raise UsageError(
            f"{name!r} beside --proposals, --conflicts or --history, which show all: expected one of them"
        )
    with ledger_options.opened(location, write=known is not None) as ledger:
        if known is not None:
            taken = ledger.take_list(known)
            click.echo(
                f"{known}: {taken.entries:,} entries, {taken.merged:,} people merged with them", err=True
            )
        if show == "history":
            tables.acts(people.history(ledger, limit=limit), form)
        elif show is not None:
            tables.proposals(people.proposals(ledger, kind=show, limit=limit), form)
        else:
            tables.people(people.everyone(ledger, name, limit=limit), form, whole=name is not None)
