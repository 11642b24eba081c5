"""``onrecord review``: what is doubtful, and a person's word on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from onrecord.cli import ledger_options
from onrecord.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.answers.queue import Open, Queue
    from onrecord.ledger.ledger import Ledger

#: What each kind of doubt says in a list.
_DOUBTS = {
    "confidence": "not sure of the words",
    "undecided": "undecided who speaks",
    "speaker": "nobody found who speaks",
    "people": "the speaker may be somebody else",
}


@click.command("review")
@click.option("--accept", metavar="STATEMENT", help="This statement is right as it stands.")
@click.option("--reject", metavar="STATEMENT", help="This is no attribution: answer with it no more.")
@click.option("--undo", metavar="CORRECTION", help="Take a correction back; what stood before stands again.")
@click.option("--done", metavar="ARTICLE", help="This article was reviewed to its end: nothing is missing.")
@click.option("--accept-rest", is_flag=True, help="With --done: accept what nobody has judged in it.")
@click.option("--reopen", metavar="ARTICLE", help="Take --done back.")
@click.option("--by", metavar="NAME", help="Who says so; stays on record.")
@click.option("--note", metavar="TEXT", help="With --accept or --reject: why; stays on record.")
@click.option("--article", metavar="ARTICLE", help="List this article's statements alone.")
@click.option("--speaker", metavar="NAME", help="List what this speaker says.")
@click.option("--about", metavar="QUERY", help="List statements with these words, as `onrecord search` does.")
@click.option("--who-is-who", "people", is_flag=True, help="List those whose speaker may be somebody else.")
@click.option("--after", metavar="PLACE", help="Go on behind this place, which the last list names.")
@ledger_options.narrowing
@ledger_options.limit
@ledger_options.form
@ledger_options.ledger
def command(
    by: str | None,
    note: str | None,
    accept_rest: bool,
    article: str | None,
    speaker: str | None,
    about: str | None,
    people: bool,
    after: str | None,
    limit: int,
    form: str,
    location: str | None,
    **rest: str | None,
) -> None:
    """Show what nobody has judged yet, and judge it.

    The list begins with what is most doubtful. Nothing is overwritten: who, when and what stood before stay
    on record. Words and speakers are changed in the browser; docs/reviewing.md tells how, and what becomes
    of it.

    \b
    Examples:
      onrecord review
      onrecord review --outlet courier --format json
      onrecord review --accept '#17' --by "Ida Moss"
      onrecord review --reject '#18' --by "Ida Moss" --note "a headline"
      onrecord review --done 3 --by "Ida Moss"
    """
    acts = {name: rest.pop(name) for name in ("accept", "reject", "undo", "done", "reopen")}
    chosen = {name: given for name, given in acts.items() if given is not None}
    if len(chosen) > 1 or (chosen and not by):
        raise UsageError(
            f"{', '.join('--' + name for name in chosen)}: expected one of them at a time, and --by NAME; "
            "see onrecord review --help"
        )
    with ledger_options.opened(location, write=bool(chosen)) as ledger:
        if chosen and by:
            ((act, given),) = chosen.items()
            click.echo(_judged(ledger, act, given, by, note, accept_rest=accept_rest))
            return
        from onrecord.answers.filters import Filters
        from onrecord.answers.queue import queue
        from onrecord.cli.tables import number

        found = queue(
            ledger,
            Filters(speaker, **rest),
            query=about or "",
            article=number(article, "article") if article else None,
            people=people,
            after=after,
            limit=limit,
        )
    _show(found, form)


def _judged(ledger: Ledger, act: str, given: str, by: str, note: str | None, *, accept_rest: bool) -> str:
    """Does it; what to tell."""
    from onrecord.cli.tables import number

    what = {"undo": "correction", "done": "article", "reopen": "article"}.get(act, "statement")
    one = number(given, what)
    if act in ("accept", "reject"):
        judge = ledger.accept if act == "accept" else ledger.reject
        made = judge(one, by=by, note=note)
        return f"#{one}: {act}ed (correction {made}); `onrecord review --undo {made}` takes it back"
    if act == "undo":
        ledger.undo(one, by=by)
        return f"correction {one} is undone"
    if act == "done":
        ledger.finish_review(one, by=by, accept_rest=accept_rest)
        return f"article {one} is reviewed to its end; `onrecord export --corrections` gives it as gold"
    was = ledger.reopen_review(one, by=by)
    return f"article {one} is open again" if was else f"article {one} was not reviewed to its end"


def _show(found: Queue, form: str) -> None:
    from onrecord.answers.rows import open_row
    from onrecord.cli import tables

    for told in found.notes:
        click.echo(f"onrecord: {told}", err=True)
    if form == "json":
        tables.as_json([open_row(one, whole=True) for one in found.items])
    elif form == "csv":
        rows = [open_row(one) for one in found.items]
        tables.as_csv(list(rows[0]) if rows else ("id",), rows)
    else:
        _print(found.items)
    if not found.items:
        click.echo("onrecord: nothing is open", err=True)
    if found.after:
        click.echo(f"onrecord: there is more; --after {found.after} goes on", err=True)


def _print(found: Sequence[Open]) -> None:
    from onrecord.cli import tables

    for one in found:
        why = ", ".join(_DOUBTS[doubt.value] for doubt in one.doubts) or "nothing in particular"
        click.echo(f"{one.certainty:.2f}  {why}")
        tables.statements([one.statement], "table")
