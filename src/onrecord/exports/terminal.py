"""Records -> lines for a terminal: a list of attributions, or the article with its spans marked.

Without colour the output holds no escape sequence at all, and everything that colour says is said in
words or plain marks.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from onrecord.exports import words
from onrecord.exports.segments import Role, body
from onrecord.records import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console, RenderableType
    from rich.text import Text

    from onrecord.exports.segments import Mark, Segment
    from onrecord.records import Attribution, Furniture, Record

# Lines of more than about a hundred characters are hard to come back from; narrower than forty there is
# no room for the labels.
WIDEST: Final = 100
NARROWEST: Final = 40

_STEP: Final = 4  # columns by which a nested attribution is moved in
_DEEPEST: Final = 5  # further levels stay there, or nothing of the line would be left

_STYLE: Final = {Role.SOURCE: "bold cyan", Role.CUE: "yellow", Role.CONTENT: "green"}
_BRACKETS: Final = {Role.SOURCE: "{}", Role.CUE: "<>", Role.CONTENT: "[]"}
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Look:
    """What the terminal can show: its width in columns, and whether it shows colours."""

    width: int = 80
    colour: bool = False


def list_view(records: Iterable[Record], look: Look) -> Iterator[str]:
    """Each article's head, then its attributions in reading order, nested ones moved in."""
    for number, record in enumerate(records):
        yield _render(_listed(record), look, apart=number > 0)


def text_view(records: Iterable[Record], look: Look) -> Iterator[str]:
    """Each article's head, then its whole text with sources, cues and contents marked."""
    for number, record in enumerate(records):
        yield _render(_marked(record, look.colour), look, apart=number > 0)


def _render(lines: Iterable[RenderableType], look: Look, *, apart: bool) -> str:
    out = io.StringIO()
    console = _console(out, look)
    if apart:
        console.rule(style="dim", characters="─")
    for line in lines:
        console.print(line)
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _console(out: io.StringIO, look: Look) -> Console:
    """A console that writes what we say: no guessing of the terminal, no mark-up in the page's words."""
    from rich.console import Console

    return Console(
        file=out,
        width=max(NARROWEST, min(WIDEST, look.width)),
        color_system="standard" if look.colour else None,
        force_terminal=look.colour,
        no_color=not look.colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
        _environ={},
    )


def _head(record: Record) -> Iterator[RenderableType]:
    from rich.text import Text

    yield Text(words.title_of(record), style="bold")
    byline = words.byline(record.article)
    if byline:
        yield Text(byline)
    yield Text(" · ".join(words.facts(record)), style="dim")
    for note in record.notes:
        yield Text(f"Note: {words.one_line(note)}", style="magenta")
    yield ""


def _listed(record: Record) -> Iterator[RenderableType]:
    from rich.text import Text

    yield from _head(record)
    if not record.article.blocks:
        return
    yield Text(words.tally(record), style="dim")
    yield ""
    for index, depth in words.tree(record.attributions):
        yield _entry(record, index, depth)
        yield ""


def _entry(record: Record, index: int, depth: int) -> RenderableType:
    """One attribution: a line on its kind, then source, cue and words, each under its label."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    attribution = record.attributions[index]
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim", no_wrap=True, min_width=3)
    table.add_column(style="dim", no_wrap=True)
    table.add_column()
    text = record.article.text
    table.add_row(
        f"{index + 1}", "source", _role(attribution, Role.SOURCE, text) or Text(words.NO_SOURCE, "dim")
    )
    table.add_row("", "cue", _role(attribution, Role.CUE, text) or Text(words.NO_CUE, "dim"))
    table.add_row("", "words", _role(attribution, Role.CONTENT, text))
    table.add_row("", "kind", Text(_kind(attribution), "dim"))
    return Padding(table, (0, 0, 0, _STEP * min(depth, _DEEPEST)))


def _role(attribution: Attribution, role: Role, text: str) -> Text | None:
    from rich.text import Text

    spans = {
        Role.SOURCE: attribution.source,
        Role.CUE: attribution.cue,
        Role.CONTENT: attribution.content,
    }[role]
    return Text(words.joined(spans, text), style=_STYLE[role]) if spans else None


def _kind(attribution: Attribution) -> str:
    inside = "" if attribution.parent is None else f", inside {attribution.parent + 1}"
    return f"{words.KIND[attribution.quotation]}, {words.sure(attribution)}{inside}"


def _marked(record: Record, colour: bool) -> Iterator[RenderableType]:
    from rich.text import Text

    yield from _head(record)
    if record.attributions:
        yield _key(colour)
        yield ""
    for part, segments in body(record):
        line = Text()
        if not isinstance(part, Block):
            line.append(f"(set apart, {part.kind.value}) ", "dim")
        for segment in segments:
            _append(line, record.article.text, segment, _ground(part), colour)
        yield line
        yield ""


def _ground(part: Block | Furniture) -> str:
    """The style of words that no attribution marks."""
    if not isinstance(part, Block):
        return "dim"
    return "bold" if part.kind in (BlockKind.TITLE, BlockKind.HEADING) else ""


def _key(colour: bool) -> Text:
    """What the marks mean, in the marks themselves."""
    from rich.text import Text

    line = Text("Marked: ", "dim")
    for role, label in ((Role.SOURCE, "source"), (Role.CUE, "cue"), (Role.CONTENT, "words attributed")):
        line.append(label if colour else label.join(_BRACKETS[role]), _STYLE[role])
        line.append(", ", "dim")
    line.append("a number for those that belong together", "dim")
    return line


def _append(line: Text, text: str, segment: Segment, ground: str, colour: bool) -> None:
    shown = words.safe(segment.span.of(text))
    if not colour:
        line.append("".join(_BRACKETS[mark.role][0] for mark in segment.opens))
    line.append(shown, _STYLE[segment.marks[-1].role] if segment.marks else ground)
    for mark in segment.closes:
        line.append(_close(mark, colour), "dim")


def _close(mark: Mark, colour: bool) -> str:
    number = str(mark.index + 1).translate(_SUPERSCRIPT)
    return number if colour else _BRACKETS[mark.role][1] + number
