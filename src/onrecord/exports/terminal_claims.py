"""Records -> what they claim, for a terminal: shares, the headline, then a ranked list of things to check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from onrecord.exports import checklist, words
from onrecord.exports.terminal import head, render

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import RenderableType
    from rich.table import Table
    from rich.text import Text

    from onrecord.exports.checklist import Entry
    from onrecord.exports.terminal import Look
    from onrecord.records import Record

_WHOSE: Final = {True: "bold cyan", False: "bold magenta"}  # by whether somebody is given for it
_STYLE: Final = {"figure": "bold yellow", "date": "bold green"}


def claims_view(records: Iterable[Record], look: Look) -> Iterator[str]:
    """Each article's head, how much of it is attributed, its headline against its body, what to check."""
    for number, record in enumerate(records):
        yield render(_claims(record), look, apart=number > 0)


def _claims(record: Record) -> Iterator[RenderableType]:
    from rich.text import Text

    yield from head(record)
    if not record.article.blocks:
        return
    yield _summary(record)
    yield ""
    found = checklist.entries(record)
    if found:
        line = Text(f"To check: {words.counted(len(found), 'sentence')}", "bold")
        yield line.append(f"  {checklist.LEGEND}", "not bold dim")
    else:
        yield Text(checklist.NOTHING, "dim")
    yield ""
    for number, entry in enumerate(found, start=1):
        yield _entry(record, entry, number)
        yield ""
    marks = list(checklist.marks(record))
    if marks:
        yield Text("Quotation marks that quote nobody", "bold")
        yield ""
        yield _grid(("", label, Text(shown)) for label, shown in marks)
        yield ""


def _summary(record: Record) -> Table:
    """The lines on the whole article."""
    from rich.text import Text

    rows = [("", "words", Text(checklist.share_of_words(record)))]
    by_speaker = checklist.share_by_speaker(record)
    if by_speaker:
        rows.append(("", "", Text(by_speaker, "dim")))
    for at, line in enumerate(checklist.headline_lines(record)):
        rows.append(("", "headline" if not at else "", Text(line)))
    return _grid(rows)


def _entry(record: Record, entry: Entry, number: int) -> Table:
    from rich.text import Text

    name = Text(entry.who, _WHOSE[entry.statement is not None])
    if entry.statement is not None:
        name.append(f"  statement {entry.statement + 1}", "not bold dim default")
    name.append(f"  {entry.claim.score:.2f}", "not bold dim default")
    rows = [(f"{number}", "says", name), ("", "", _sentence(record, entry))]
    for line in entry.lines:
        told = Text(line.words, _STYLE[line.label])
        rows.append(("", line.label, told.append(f" = {line.normal}", "not bold default")))
    if entry.reasons:
        rows.append(("", "why", Text(entry.reasons, "dim")))
    return _grid(rows)


def _sentence(record: Record, entry: Entry) -> Text:
    """The sentence, what belongs to somebody else in it dim."""
    from rich.text import Text

    line = Text(entry.sentence, "dim")
    text = record.article.text
    at = 0
    for span in entry.claim.spans:
        shown = words.one_line(span.of(text))
        place = entry.sentence.find(shown, at)
        if place >= 0:
            at = place + len(shown)
            line.stylize("not dim", place, at)
    return line


def _grid(rows: Iterable[tuple[str, str, Text]]) -> Table:
    """Rows of number, label and words."""
    from rich.table import Table

    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim", no_wrap=True, min_width=3)
    table.add_column(style="dim", no_wrap=True, min_width=len("headline"))
    table.add_column()
    for row in rows:
        table.add_row(*row)
    return table
