"""``onrecord origins``: which articles tell one another's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli import ledger_options

if TYPE_CHECKING:
    from onrecord.answers.filters import Filters
    from onrecord.ledger.ledger import Ledger


@click.command("origins")
@click.argument("query", required=False, metavar="[QUERY]")
@click.option("--article", metavar="ID", help="The origin of this article alone, as an answer numbers it.")
@click.option("--outlets", is_flag=True, help="Show how much of each outlet's articles is its own reporting.")
@ledger_options.narrowing
@ledger_options.limit
@ledger_options.form
@ledger_options.ledger
def command(
    query: str | None,
    article: str | None,
    outlets: bool,
    limit: int,
    form: str,
    location: str | None,
    **narrowed: str | None,
) -> None:
    """Show which articles tell one another's words.

    Reprints, wire copies and rewrites are one origin; the biggest come first, each with what shows it. With
    QUERY, as in onrecord search, those of the articles in which statements are found so: as many as there are
    independent origins. docs/comparing.md tells how it is decided.

    \b
    Examples:
      onrecord origins
      onrecord origins "bridge Kessa" --since 2025-03
      onrecord origins --article 12
      onrecord origins --outlets --format csv > own-reporting.csv
    """
    from onrecord.answers.filters import Filters

    filters = Filters(**narrowed)
    with ledger_options.compared(location) as ledger:
        _show(ledger, query, article, outlets, filters, limit, form)


def _show(
    ledger: Ledger,
    query: str | None,
    article: str | None,
    outlets: bool,
    filters: Filters,
    limit: int,
    form: str,
) -> None:
    from onrecord.answers import origins
    from onrecord.answers.filters import Filters
    from onrecord.cli import origin_tables, tables
    from onrecord.errors import UsageError

    asked = [query is not None or filters != Filters(), article is not None, outlets]
    if outlets and query is None and filters == Filters(outlet=filters.outlet) and article is None:
        origin_tables.reporting(origins.reporting(ledger, outlet=filters.outlet, limit=limit), form)
    elif sum(asked) > 1:
        raise UsageError(
            "--article or --outlets beside a query or other filters: expected one of them; --outlets takes "
            "--outlet alone"
        )
    elif article is not None:
        origin_tables.origins([origins.origin_of(ledger, tables.number(article, "article"))], form)
    else:
        found = origins.origins(ledger, query, filters=filters, limit=limit + 1)
        origin_tables.origins(found[:limit], form)
        if len(found) > limit:
            click.echo(f"onrecord: there is more; --limit {limit * 5} shows more of it", err=True)
