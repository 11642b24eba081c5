"""``onrecord disputes``: who denies, rejects or counters what somebody else said."""

from __future__ import annotations

import click

from onrecord.cli import ledger_options


@click.command("disputes")
@click.argument("name", metavar="[NAME]", required=False)
@click.option("--by", "side", flag_value="by", help="Only what NAME answers.")
@click.option("--of", "side", flag_value="of", help="Only what is answered to NAME.")
@ledger_options.limit
@ledger_options.form
@ledger_options.ledger
def command(name: str | None, side: str | None, limit: int, form: str, location: str | None) -> None:
    """Show who disputes whose words.

    A denial, a rejection or a counter-claim stands with the statement that it answers, both in their
    sentences, the newest answer first. NAME is a name, a part of one, or #ID. Nothing is said on who is
    right; opinions that differ are no dispute.

    \b
    Examples:
      onrecord disputes
      onrecord disputes "Ana Lund" --of
      onrecord disputes '#12' --format csv > disputes.csv
    """
    from onrecord.answers import disputes
    from onrecord.cli import topic_tables
    from onrecord.errors import UsageError

    if side is not None and name is None:
        raise UsageError(
            f"--{side}: expected a name with it; say whose, as in: onrecord disputes Lund --{side}"
        )
    with ledger_options.opened(location) as ledger:
        found = disputes.disputes(ledger, name, answering=side != "of", answered=side != "by", limit=limit)
    topic_tables.disputes(found, form)
