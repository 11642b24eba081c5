"""``onrecord add``: pages go into the ledger."""

from __future__ import annotations

import sys
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from onrecord.cli import ledger_options, options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.cli.progress import Update
    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.outcomes import Outcome, Run
    from onrecord.records import Capture, Refusal

#: Refusals told one by one on the screen; the ledger keeps all of them.
_TOLD: Final = 20
#: Files of which the number of pages is known when all of them are read.
_CONTAINERS: Final = (".warc", ".jsonl", ".ndjson", ".json", ".xml", ".rss", ".atom")


@click.command("add")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@ledger_options.ledger
@click.option(
    "--again",
    is_flag=True,
    help="Begin anew where an earlier run of the same command was broken off, instead of going on. What is "
    "in the ledger already is known in any case.",
)
@options.min_confidence
@click.option(
    "--allow-private",
    is_flag=True,
    help="Also fetch addresses of this computer and of private networks, which are refused otherwise.",
)
@options.model
@options.threads
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    location: str | None,
    again: bool,
    min_confidence: float | None,
    allow_private: bool,
    model: Path | None,
    threads: int | None,
) -> None:
    """Add pages to a ledger.

    Each is read and kept, with everything that was said on it. SOURCE is a page (HTML or text, .gz
    too), a folder, a web address, a feed (RSS, Atom, JSON; a file or an address), JSON Lines with an
    article a line, a WARC archive, or - for standard input. The ledger is one file, made where there is
    none.

    A page that is there already, by its bytes, its address or its words, is not added twice; a changed page
    becomes a new version. A run that was broken off goes on where it stopped when the same command is given
    again; several may run at once. What cannot be read is refused with a reason, and the rest goes on.

    \b
    Examples:
      onrecord add pages/
      onrecord add --ledger desk.db CC-NEWS-20240502.warc.gz
      onrecord add https://example.org/feed.xml
      onrecord add articles.jsonl --ledger postgresql://desk@db.example.org/news

    Exit code: 0 all was added or known, 1 some or all was refused, 2 the command line makes no sense,
    130 interrupted (what was stored stays).
    """
    from onrecord import adding, pages, pipeline

    reader = pipeline.Reader(model, threads, min_confidence, allow_private=allow_private)
    with ledger_options.opened(location, create=True, write=True) as ledger:
        run = ledger.begin_run(["add", *map(_named, sources)], resume=not again)
        if run.resumed:
            click.echo("onrecord: going on with a run that was broken off", err=True)

        def done(name: str) -> bool:
            return run.resumed and ledger.is_done(run, name)

        def captures() -> Iterator[Capture | Refusal]:
            for source in sources:
                yield from pages.captures(source, allow_private=allow_private, known=done)

        report = Report()
        with _progress(sources) as update:
            for outcome in adding.add(ledger, reader, captures(), run):
                report.note(outcome)
                update(1)
        ledger.end_run(run)
        report.tell(ledger, run)
    ctx.exit(1 if report.refused else 0)


class Report:
    """What became of the inputs of a run, and what is told of it at the end."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.statements = 0
        self.refusals: list[Outcome] = []

    @property
    def refused(self) -> int:
        """How many were refused."""
        return self.outcomes["refused"]

    def note(self, outcome: Outcome) -> None:
        """Counts an outcome."""
        self.outcomes[outcome.kind.value] += 1
        self.statements += outcome.statements
        if outcome.kind.value == "refused" and len(self.refusals) < _TOLD:
            self.refusals.append(outcome)

    def tell(self, ledger: Ledger, run: Run) -> None:
        """Says on standard output what came in, on standard error what was refused."""
        from onrecord.exports.words import one_line

        counts = ", ".join(
            f"{self.outcomes[kind]:,} {kind}" for kind in ("added", "known", "changed", "refused")
        )
        click.echo(f"{ledger.name}: {counts}; {self.statements:,} statements")
        for outcome in self.refusals:
            click.echo(f"  [{outcome.reason}] {one_line(outcome.message or outcome.name)}", err=True)
        if self.refused > len(self.refusals):
            more = self.refused - len(self.refusals)
            click.echo(
                f"  and {more:,} more; the ledger keeps all of them (table inputs, run {run.id})", err=True
            )


def _named(source: str) -> str:
    """A source by the name under which a broken-off run is found again, from whatever folder."""
    from onrecord.pages import is_url

    return source if source == "-" or is_url(source) else str(Path(source).absolute())


@contextmanager
def _progress(sources: Iterable[str]) -> Iterator[Update]:
    """A bar on standard error, with the time left where the number of pages is known beforehand."""
    if not sys.stderr.isatty():
        yield lambda items, position=None: None  # noqa: ARG005
        return
    from onrecord.cli.progress import bar

    with bar("Adding", _total(sources), "pages") as update:
        yield update


def _total(sources: Iterable[str]) -> int | None:
    """How many pages there are; None where a source is a container or an address, which tell when opened."""
    from onrecord import pages

    total = 0
    for source in sources:
        for name in pages.expand([source]):
            if pages.is_url(name) or name.lower().removesuffix(".gz").endswith(_CONTAINERS):
                return None
            total += 1
    return total
