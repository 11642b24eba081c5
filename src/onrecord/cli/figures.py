"""``onrecord figures``: what there are different figures of, and according to whom."""

from __future__ import annotations

import click

from onrecord.cli import ledger_options


@click.command("figures")
@click.argument("query", nargs=-1, metavar="[QUERY]")
@click.option("--conflicts", is_flag=True, help="Only figures that cannot all hold.")
@click.option(
    "--since", metavar="DATE", help="Only articles published then or later: 2024, 2024-05, 2024-05-31."
)
@click.option("--until", metavar="DATE", help="Only articles published then or before.")
@click.option("--outlet", metavar="NAME", help="Only outlets with this in their name or site.")
@ledger_options.limit
@ledger_options.form
@ledger_options.ledger
def command(
    query: tuple[str, ...],
    conflicts: bool,
    since: str | None,
    until: str | None,
    outlet: str | None,
    limit: int,
    form: str,
    location: str | None,
) -> None:
    """Show figures about one thing that differ.

    Each value stands with whoever gives it, the articles, and since when; a ! marks what cannot hold beside
    another value. QUERY is words as in onrecord search, with speaker:, outlet:, since:, until: and figure:;
    without it, what the newest articles give differently. Nothing is said on which value is right.

    \b
    Examples:
      onrecord figures
      onrecord figures bridge dead
      onrecord figures --conflicts strike figure:person --since 2024-05
    """
    from onrecord.answers import topics
    from onrecord.answers.filters import Filters
    from onrecord.cli import topic_tables

    filters = Filters(since=since, until=until, outlet=outlet)
    with ledger_options.opened(location) as ledger:
        found = topics.figures(
            ledger, " ".join(query), filters=filters, conflicts_only=conflicts or not query, limit=limit
        )
    topic_tables.figures(found, form)
