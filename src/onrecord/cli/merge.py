"""``onrecord merge``: two people of the ledger are one."""

from __future__ import annotations

import click

from onrecord.cli import ledger_options


@click.command("merge")
@click.argument("kept", metavar="PERSON")
@click.argument("other", required=False, metavar="[OTHER]")
@click.option("--undo", is_flag=True, help="PERSON is the number of an act instead: take it back.")
@click.option("--by", required=True, metavar="NAME", help="Who says so; stays on record.")
@ledger_options.ledger
def command(kept: str, other: str | None, undo: bool, by: str, location: str | None) -> None:
    """Let two people of the ledger be one.

    Both are numbers as `onrecord people` shows them; they are shown as PERSON from then on. Nothing is lost:
    `onrecord people --history` lists what was done, by whom and why, and --undo takes it back.

    \b
    Examples:
      onrecord merge '#12' '#15' --by "Ida Moss"
      onrecord people --history
      onrecord merge --undo 7 --by "Ida Moss"
    """
    from onrecord.cli import tables
    from onrecord.errors import UsageError

    if undo is not (other is None):
        raise UsageError(
            "expected two people, or --undo with the number of one act; see onrecord merge --help"
        )
    with ledger_options.opened(location, write=True) as ledger:
        if other is None:
            act = ledger.undo_event(tables.number(kept, "act"), by=by)
            click.echo(f"act {kept} is undone (act {act})")
            return
        first, second = tables.number(kept, "person"), tables.number(other, "person")
        act = ledger.merge(first, second, by=by)
    click.echo(f"#{second} is #{first} from now on (act {act}); `onrecord merge --undo {act}` takes it back")
