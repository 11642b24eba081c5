"""``onrecord search``: statements with certain words."""

from __future__ import annotations

import click

from onrecord.cli import ledger_options


@click.command("search")
@click.argument("query", nargs=-1, required=True, metavar="QUERY")
@ledger_options.narrowing
@ledger_options.limit
@ledger_options.form
@ledger_options.ledger
def command(
    query: tuple[str, ...],
    limit: int,
    form: str,
    location: str | None,
    **narrowed: str | None,
) -> None:
    """Find statements by their words.

    QUERY is words (all of them), "a phrase", begin* for words that begin so, OR, NOT or - before a word, and
    brackets; speaker:, outlet:, since:, until:, kind:, stance: and figure: narrow it. Case and accents
    do not count.

    \b
    Examples:
      onrecord search dam safety
      onrecord search '"the dam" (cost* OR price) -speaker:lund'
      onrecord search flood speaker:"Ana Lund" since:2024-05
      onrecord search dam stance:deny figure:EUR --spoken-of-since 2030
    """
    from onrecord.answers import ask
    from onrecord.answers.filters import Filters
    from onrecord.cli import tables

    filters = Filters(**narrowed)
    with ledger_options.opened(location) as ledger:
        found = ask.search(ledger, " ".join(query), filters=filters, limit=limit)
    tables.answer(found, form, limit)
