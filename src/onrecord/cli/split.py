"""``onrecord split``: people of the ledger who were taken for one."""

from __future__ import annotations

import click

from onrecord.cli import ledger_options


@click.command("split")
@click.argument("person", metavar="PERSON")
@click.option(
    "--article",
    "articles",
    multiple=True,
    type=click.IntRange(1, ledger_options.MOST_ID),
    metavar="ID",
    help="Whom this article shows is somebody else; may be given several times.",
)
@click.option("--by", required=True, metavar="NAME", help="Who says so; stays on record.")
@ledger_options.ledger
def command(person: str, articles: tuple[int, ...], by: str, location: str | None) -> None:
    """Part people of the ledger who were taken for one.

    Without --article, PERSON leaves those whom they were merged with; `onrecord people '#ID'` shows these.
    With it, whoever speaks in these articles as PERSON becomes somebody new. `onrecord merge --undo` takes
    either back.

    \b
    Examples:
      onrecord split '#15' --by "Ida Moss"
      onrecord split '#12' --article 4 --article 9 --by "Ida Moss"
    """
    from onrecord.cli import tables

    with ledger_options.opened(location, write=True) as ledger:
        act, apart = ledger.split(tables.number(person, "person"), articles, by=by)
    click.echo(f"#{apart} stands alone from now on (act {act}); `onrecord merge --undo {act}` takes it back")
