"""``onrecord read``: pages in, records out, in the form that was asked for."""

from __future__ import annotations

import os
import shutil
import sys
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from onrecord import pipeline
from onrecord.cli import options
from onrecord.cli.output import check_terminal, export, opened, write_text
from onrecord.errors import InputError, UsageError
from onrecord.exports import formats
from onrecord.records import Record, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from onrecord.exports import terminal

# Ours, for people and scripts; then those of the table of exports that have no form of their own here.
_OWN_FORMATS: Final = ("terminal", "json", "jsonl", "html", "markdown")
FORMATS: Final = (*_OWN_FORMATS, *(name for name in formats.FORMATS if name not in _OWN_FORMATS))

# What -o FILE asks for where no --format is given.
_BY_SUFFIX: Final = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".html": "html",
    ".htm": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".csv": "csv",
    ".parquet": "parquet",
    ".spacy": "docbin",
}


@click.command("read", no_args_is_help=False)
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@click.option(
    "--view",
    type=click.Choice(["list", "text"]),
    help="In the terminal: the list of attributions (default), or the whole text with them marked.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="terminal (default); json: a record, or an array where several pages or a folder are named; "
    "jsonl: one record a line; html: a report in one file; markdown. The others are for other programs, and "
    "docs/exports.md says what each holds. -o FILE alone goes by FILE's ending.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to FILE. With brat and citron a folder, or a file that ends in .zip.",
)
@click.option(
    "--by",
    type=click.Choice(["article", "speaker"]),
    help="In the terminal and in markdown: the attributions in the order of the article (default), or by "
    "speaker, whoever has most of them first. The other formats carry the speakers in any case.",
)
@click.option(
    "--claims",
    is_flag=True,
    help="In the terminal and in markdown: what can be checked in the place of the attributions: figures and "
    "dates with their values, the page's own voice, according to whom. JSON and HTML have it in any case.",
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
    pages: tuple[str, ...],
    view: str | None,
    form: str | None,
    output: Path | None,
    by: str | None,
    claims: bool,
    min_confidence: float | None,
    allow_private: bool,
    model: Path | None,
    threads: int | None,
) -> None:
    """Read news pages and show who said what.

    PAGE is an HTML or text file (.gz too), a folder of them, a web address, or - for standard input.
    The network is used only for web addresses. A page that cannot be read is listed at the end with the
    reason, and the others are read all the same; a page with nothing to read on it is no error.

    \b
    Examples:
      onrecord read page.html
      onrecord read --by speaker page.html
      onrecord read --claims page.html
      onrecord read --view text page.html
      onrecord read --min-confidence 0.8 page.html
      onrecord read --format jsonl -o records.jsonl pages/
      onrecord read -o report.html monday.html tuesday.html
      onrecord read --format brat -o annotations/ pages/
      pbpaste | onrecord read -

    Exit code: 0 all pages were read, 1 some or all were not, 2 the command line makes no sense,
    130 interrupted.
    """
    _check(view, by, claims)
    form = _form(form, output, view)
    if form not in _OWN_FORMATS:
        check_terminal(form, output)
    reader = pipeline.Reader(model, threads, min_confidence, allow_private=allow_private)
    sources = _sources(pages)
    several = len(pages) > 1 or Path(pages[0]).is_dir()
    refusals: list[Refusal] = []
    with _progress(len(sources), output) as advance:
        records = _records(_outcomes(reader, sources), refusals, advance)
        if form in _OWN_FORMATS:
            _write(_rendered(records, form, _shown(view, by, claims), several=several, output=output), output)
        else:
            _export(records, form, output)
    _list_refusals(refusals, len(sources))
    ctx.exit(1 if refusals else 0)


def _check(view: str | None, by: str | None, claims: bool) -> None:
    if claims and (view or by):
        raise UsageError(
            f"--claims shows what can be checked, and {'--view' if view else '--by'} the attributions: "
            "expected one or the other; leave one out"
        )
    if view == "text" and by == "speaker":
        raise UsageError(
            "--by speaker groups the list of attributions, and --view text shows the article as it stands: "
            "expected one or the other; leave out --view"
        )


def _shown(view: str | None, by: str | None, claims: bool) -> str:
    """What of a record a person is shown: "list", "text", "speaker" or "claims"."""
    if claims:
        return "claims"
    return "speaker" if by == "speaker" else view or "list"


def _form(form: str | None, output: Path | None, view: str | None) -> str:
    """The format asked for, by name or by the ending of the output file."""
    form = form or _BY_SUFFIX.get(output.suffix.lower() if output else "", "terminal")
    if view is not None and form != "terminal":
        raise UsageError(
            f"--view {view} goes with the format terminal, not with {form}: expected one or the other; "
            "leave out --view (the HTML report shows text and list side by side)"
        )
    return form


def _sources(pages: Sequence[str]) -> list[str | Refusal]:
    """Every page of the run, folders opened; what cannot be opened is a refusal in its place."""
    from onrecord.pages import expand

    sources: list[str | Refusal] = []
    for page in pages:
        try:
            found = list(expand([page]))
        except InputError as error:
            sources.append(Refusal(page, error.reason, str(error)))
            continue
        if not found:
            click.echo(f"onrecord: {page}: nothing to read, the folder holds no files", err=True)
        sources.extend(found)
    return sources


def _outcomes(reader: pipeline.Reader, sources: Sequence[str | Refusal]) -> Iterator[Record | Refusal]:
    """What became of each source; refusals known beforehand are told first."""
    yield from (source for source in sources if isinstance(source, Refusal))
    yield from reader.read_many(source for source in sources if isinstance(source, str))


def _records(
    outcomes: Iterable[Record | Refusal], refusals: list[Refusal], advance: Callable[[], None]
) -> Iterator[Record]:
    """The records among the outcomes; the refusals are put aside."""
    for outcome in outcomes:
        advance()
        if isinstance(outcome, Refusal):
            refusals.append(outcome)
        else:
            yield outcome


def _write(pieces: Iterator[str], output: Path | None) -> None:
    """Writes each piece of text as soon as it is there, so that many pages take no more memory than one."""
    first = next(pieces, None)
    if first is None:  # no record: no empty file in the place of an earlier good one
        return
    with opened(output) as out:
        for text in chain((first,), pieces):
            write_text(out, text)
            if output is None:
                out.flush()


def _export(records: Iterator[Record], form: str, output: Path | None) -> None:
    """Writes a form for other programs; as with ours, nothing where there is no record."""
    from onrecord.exports.exported import plain

    first = next(records, None)
    if first is not None:
        export(plain(chain((first,), records)), form, output)


def _rendered(
    records: Iterator[Record],
    form: str,
    shown: str,
    *,
    several: bool,
    output: Path | None,
) -> Iterator[str]:
    """The chosen form of the records; its module is imported now."""
    from onrecord.exports import as_json, markdown, report, terminal, terminal_claims

    if form == "json":
        return as_json.json_document(records, several=several)
    if form == "jsonl":
        return as_json.json_lines(records)
    if form == "html":
        return report.report(records)
    if form == "markdown":
        return markdown.markdown(records, shown=shown)
    views = {
        "list": terminal.list_view,
        "text": terminal.text_view,
        "speaker": terminal.speaker_view,
        "claims": terminal_claims.claims_view,
    }
    return views[shown](records, _look(output))


def _look(output: Path | None) -> terminal.Look:
    """Colour only on a terminal that shows it and unless NO_COLOR forbids it (no-color.org)."""
    from onrecord.exports.terminal import Look

    on_terminal = output is None and sys.stdout.isatty()
    colour = on_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Look(width=shutil.get_terminal_size((80, 24)).columns, colour=colour)


@contextmanager
def _progress(total: int, output: Path | None) -> Iterator[Callable[[], None]]:
    """A bar on standard error for many pages; none where the records themselves appear on the terminal."""
    shown = total > 1 and sys.stderr.isatty() and (output is not None or not sys.stdout.isatty())
    if not shown:
        yield lambda: None
        return
    from onrecord.cli.progress import bar

    with bar("Reading", total, "pages") as update:
        yield lambda: update(1)


def _list_refusals(refusals: Sequence[Refusal], total: int) -> None:
    if not refusals:
        return
    from onrecord.exports.words import one_line

    noun = "page was" if len(refusals) == 1 else "pages were"
    click.echo(f"onrecord: {len(refusals)} of {total} {noun} not read:", err=True)
    for refusal in refusals:
        click.echo(f"  [{refusal.reason}] {one_line(refusal.message)}", err=True)
