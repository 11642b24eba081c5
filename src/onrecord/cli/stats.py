"""``onrecord stats``: how much the ledger holds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import ledger_options

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.answers.values import Stats


@click.command("stats")
@ledger_options.form
@ledger_options.ledger
def command(form: str, location: str | None) -> None:
    """Show how much the ledger holds.

    And what came in, what was refused, and what was withdrawn by whom.

    \b
    Examples:
      onrecord stats
      onrecord stats --ledger postgresql://desk@db.example.org/news --format json
    """
    from onrecord.answers.stats import stats
    from onrecord.cli import tables

    with ledger_options.opened(location) as ledger:
        counts = stats(ledger)
    if form == "json":
        tables.as_json(counts)
    elif form == "csv":
        tables.as_csv(("what", "value"), ({"what": w, "value": v} for w, v in _rows(counts)))
    else:
        width = max(len(what) for what, _ in _rows(counts))
        for what, value in _rows(counts):
            shown = f"{value:,}" if isinstance(value, int) else value
            click.echo(f"{what:{width}}  {shown}")


def _rows(counts: Stats) -> Iterator[tuple[str, Any]]:
    yield from (
        ("ledger", counts.location),
        ("version of its tables", counts.version),
        ("bytes", counts.bytes),
        ("pages", counts.pages),
        ("articles", counts.articles),
        ("versions of articles", counts.versions),
        ("statements", counts.statements),
        ("people and groups", counts.people),
        ("outlets", counts.outlets),
        ("published from", counts.first or "no date"),
        ("published to", counts.last or "no date"),
    )
    for name, numbers in (
        ("inputs", counts.inputs),
        ("refused", counts.refusals),
        ("quotation", counts.quotations),
        ("speaker", counts.speakers),
        ("model", counts.models),
        ("outlet", counts.outlet_articles),
    ):
        yield from ((f"{name}: {value}", number) for value, number in numbers.items())
    for one in counts.withdrawals:
        told = f"article {one.article_id} {one.url or ''} by {one.by}: {one.reason}"
        yield f"withdrawn {one.at}", told
