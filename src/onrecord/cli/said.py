"""``onrecord said``: everything somebody said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from onrecord.cli import ledger_options

if TYPE_CHECKING:
    from onrecord.answers.filters import Filters


@click.command("said")
@click.argument("name", metavar="NAME")
@click.option("--about", metavar="QUERY", help="Only statements with these words; as in onrecord search.")
@click.option(
    "--timeline",
    is_flag=True,
    help="Together what says the same, in the order of time, with what changed; the latest 200 statements.",
)
@ledger_options.narrowing
@ledger_options.limit
@ledger_options.form
@ledger_options.ledger
def command(
    name: str,
    about: str | None,
    timeline: bool,
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
      onrecord said Lund --about dam --timeline
    """
    from onrecord.answers import ask
    from onrecord.answers.filters import Filters
    from onrecord.cli import tables

    filters = Filters(**narrowed)
    if timeline:
        _timeline(name, about, filters, limit, form, location)
        return
    with ledger_options.opened(location) as ledger:
        found = ask.said(ledger, name, about=about, filters=filters, limit=limit)
    tables.answer(found, form, limit)


def _timeline(
    name: str, about: str | None, filters: Filters, limit: int, form: str, location: str | None
) -> None:
    from onrecord.answers import timeline
    from onrecord.cli import topic_tables

    given = click.get_current_context().get_parameter_source("limit")
    most = timeline.LIMIT if given is ParameterSource.DEFAULT else limit
    with ledger_options.opened(location) as ledger:
        found = timeline.timeline(ledger, name, about=about, filters=filters, limit=most)
    topic_tables.timeline(found, form, most)
