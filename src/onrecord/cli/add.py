"""``onrecord add``: pages go into the ledger."""

from __future__ import annotations

import sys
from collections import Counter, deque
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

import click

from onrecord.cli import ledger_options, options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.cli.progress import Update
    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.outcomes import Outcome, Run

T = TypeVar("T")

#: Refusals told one by one on the screen; the ledger keeps all of them.
_TOLD: Final = 20
#: Files with many pages each, of which the number is known when all of them are read.
_CONTAINERS: Final = (".warc", ".jsonl", ".ndjson")
#: Files that may lead to pages elsewhere, which take longer than reading the file.
_FEEDS: Final = (".json", ".xml", ".rss", ".atom")


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
    from onrecord import adding, pipeline

    reader = pipeline.Reader(model, threads, min_confidence, allow_private=allow_private)
    with ledger_options.opened(location, create=True, write=True) as ledger:
        run = ledger.begin_run(adding.command_of(sources), resume=not again)
        if run.resumed:
            click.echo("onrecord: going on with a run that was broken off", err=True)
        report = Report()
        with _gauge(sources) as gauge:
            unread = adding.unread(
                *(ledger, run, sources),
                allow_private=allow_private,
                passed=gauge.passed,
                counted=gauge.read,
            )
            for outcome in adding.add(ledger, reader, gauge.handed_on(unread), run):
                report.note(outcome)
                gauge.page()
            gauge.end()
        ledger.end_run(run)
        ledger_options.catch_up(ledger)
        report.tell(ledger, run)
        if not report.outcomes and not run.resumed:
            click.echo("onrecord: no page was found there", err=True)
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
        from onrecord.cli import tables
        from onrecord.exports.words import one_line

        counts = ", ".join(
            f"{self.outcomes[kind]:,} {kind}" for kind in ("added", "known", "changed", "refused")
        )
        click.echo(f"{ledger.name}: {counts}; {tables.counted(self.statements, 'statement')}")
        for outcome in self.refusals:
            click.echo(f"  [{outcome.reason}] {one_line(outcome.message or outcome.name)}", err=True)
        if self.refused > len(self.refusals):
            more = self.refused - len(self.refusals)
            click.echo(
                f"  and {more:,} more; the ledger keeps all of them (table inputs, run {run.id})", err=True
            )


class Gauge:
    """How far a run is: by the pages done or, where files hold many pages each, by the bytes they came from.

    Pages are read ahead of being done, and files ahead of their pages: a page counts, when it is done, for
    what had been read before the piece that it came in, so that the bar is not at its end before the work is.
    """

    def __init__(self, update: Update, *, in_bytes: bool) -> None:
        self._update = update
        self._in_bytes = in_bytes
        self._at = 0
        self._sure = 0
        self._under_way: deque[int] = deque()

    def handed_on(self, pages: Iterable[T]) -> Iterator[T]:
        """The pages, each noted down until it is done; they are done in this order."""
        for page in pages:
            self._at += 0 if self._in_bytes else 1
            self._under_way.append(self._sure if self._in_bytes else self._at)
            yield page

    def page(self) -> None:
        """A page is done."""
        self._update(1, self._under_way.popleft())

    def read(self, number: int) -> None:
        """So many bytes of a file were read."""
        if self._in_bytes and number:  # none at the end, which is no piece
            self._sure = self._at
            self._at += number

    def passed(self, name: str) -> None:
        """What ``name`` says was left out: a file, or a part of one, which is read all the same."""
        further = _size(name) if self._in_bytes else 1
        self._at += further
        self._sure += further

    def end(self) -> None:
        """All is done."""
        self._update(0, self._at)


@contextmanager
def _gauge(sources: Iterable[str]) -> Iterator[Gauge]:
    """A bar on standard error, with the time left where it is known beforehand how much there is."""
    if not sys.stderr.isatty():
        yield Gauge(lambda items, position=None: None, in_bytes=False)  # noqa: ARG005
        return
    from onrecord.cli.progress import bar

    total, in_bytes = measured(sources)
    with bar("Adding", total, "pages") as update:
        yield Gauge(update, in_bytes=in_bytes)


def measured(sources: Iterable[str]) -> tuple[int | None, bool]:
    """How much there is, and whether that is bytes: pages where each file is one, else the files' bytes.

    None where nobody can tell: an address, a feed, standard input.
    """
    from onrecord import pages

    number = size = 0
    in_bytes = False
    for source in sources:
        for name in pages.expand([source]):
            told = name.lower().removesuffix(".gz")
            if name == "-" or pages.is_url(name) or told.endswith(_FEEDS):
                return None, False
            in_bytes = in_bytes or told.endswith(_CONTAINERS)
            number += 1
            size += _size(name)
    return (size, True) if in_bytes else (number, False)


def _size(name: str) -> int:
    try:
        return Path(name).stat().st_size
    except (OSError, ValueError):  # refused with a reason when it is opened
        return 0
