"""Records -> lines for a terminal: the attributions, by article or by speaker, or the article marked.

Without colour the output holds no escape sequence at all, and everything that colour says is said in
words or plain marks.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from onrecord.exports import who, words
from onrecord.exports.marked import STYLE, marked
from onrecord.exports.segments import Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rich.console import Console, RenderableType
    from rich.text import Text

    from onrecord.exports.who import Group
    from onrecord.records import Attribution, Record

# Lines of more than about a hundred characters are hard to come back from; narrower than forty there is
# no room for the labels.
WIDEST: Final = 100
NARROWEST: Final = 40

_LABEL: Final = len("source")  # the longest label
_STEP: Final = 4  # columns by which a nested attribution is moved in
_DEEPEST: Final = 5  # further levels stay there, or nothing of the line would be left


@dataclass(frozen=True, slots=True)
class Look:
    """What the terminal can show: its width in columns, and whether it shows colours."""

    width: int = 80
    colour: bool = False


def list_view(records: Iterable[Record], look: Look) -> Iterator[str]:
    """Each article's head, then its attributions in reading order, nested ones moved in."""
    for number, record in enumerate(records):
        yield render(_listed(record), look, apart=number > 0)


def speaker_view(records: Iterable[Record], look: Look) -> Iterator[str]:
    """Each article's head, then its attributions by speaker, as ``who.groups`` has them."""
    for number, record in enumerate(records):
        yield render(_grouped(record), look, apart=number > 0)


def text_view(records: Iterable[Record], look: Look) -> Iterator[str]:
    """Each article's head, then its whole text with sources, cues and contents marked."""
    for number, record in enumerate(records):
        lines = chain(head(record), marked(record, colour=look.colour))
        yield render(lines, look, apart=number > 0)


def render(lines: Iterable[RenderableType], look: Look, *, apart: bool) -> str:
    """The lines as text, with a rule above them where they stand ``apart`` from an earlier article."""
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


def head(record: Record) -> Iterator[RenderableType]:
    """Title, byline, facts and notes, and a blank line."""
    from rich.text import Text

    yield Text(words.title_of(record), style="bold")
    byline = words.byline(record.article)
    if byline:
        yield Text(byline)
    yield Text(" · ".join(words.facts(record)), style="dim")
    for note in record.notes:
        yield Text(f"Note: {words.one_line(note)}", style="magenta")
    yield ""


def _counted_head(record: Record) -> Iterator[RenderableType]:
    """The head, and how many attributions there are where there was something to read."""
    from rich.text import Text

    yield from head(record)
    if record.article.blocks:
        yield Text(words.tally(record), style="dim")
        yield ""


def _listed(record: Record) -> Iterator[RenderableType]:
    from rich.padding import Padding

    yield from _counted_head(record)
    for index, depth in words.tree(record.attributions):
        source = _source(record, record.attributions[index])
        entry = _entry(record, index, source)
        yield Padding(entry, (0, 0, 0, _STEP * min(depth, _DEEPEST)))
        yield ""


def _grouped(record: Record) -> Iterator[RenderableType]:
    yield from _counted_head(record)
    for group in who.groups(record):
        yield from _heading(group)
        yield ""
        for index in group.statements:
            yield _entry(record, index, _source_under(record, record.attributions[index], group))
            yield ""


def _heading(group: Group) -> Iterator[RenderableType]:
    """The speaker's name with what the article says of them, then the other spellings."""
    from rich.text import Text

    line = Text(group.heading, "bold cyan")
    for piece in group.about:
        line.append(f", {piece}", "not bold default")
    line.append(f" · {words.counted(len(group.statements), 'statement')}", "not bold dim default")
    yield line
    if group.also:
        yield Text(f"also: {'; '.join(group.also)}", "dim")


def _entry(record: Record, index: int, source: Text | None) -> RenderableType:
    """One attribution, each of its parts under its label; ``source`` is left out where it is None."""
    from rich.table import Table
    from rich.text import Text

    attribution = record.attributions[index]
    text = record.article.text
    rows = [
        ("source", source),
        ("cue", _role(attribution, Role.CUE, text) or Text(words.NO_CUE, "dim")),
        ("words", _role(attribution, Role.CONTENT, text)),
        ("given", who.settings(attribution, text)),
        ("chain", who.chain(attribution)),
        ("stance", words.stance(attribution)),
        ("kind", Text(_kind(attribution), "dim")),
    ]
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="dim", no_wrap=True, min_width=3)
    table.add_column(style="dim", no_wrap=True, min_width=_LABEL)
    table.add_column()
    number = f"{index + 1}"
    for label, shown in rows:
        if shown:
            table.add_row(number, label, shown)
            number = ""
    return table


def _source(record: Record, attribution: Attribution) -> Text:
    """The words of the source, and who that is where they do not say it: "He [Karl Moe]"."""
    from rich.text import Text

    name = who.beside(record, attribution)
    line = _role(attribution, Role.SOURCE, record.article.text)
    if line is None:
        return Text(f"[{name}]", "bold") if name else Text(words.NO_SOURCE, "dim")
    return line.append(f" [{name}]", "bold not dim default") if name else line


def _source_under(record: Record, attribution: Attribution, group: Group) -> Text | None:
    """The same under a heading, whose words need not be said again."""
    if len(attribution.speakers) > 1:
        return _source(record, attribution)
    line = _role(attribution, Role.SOURCE, record.article.text)
    return line if line and line.plain.casefold() != group.heading.casefold() else None


def _role(attribution: Attribution, role: Role, text: str) -> Text | None:
    from rich.text import Text

    spans = {
        Role.SOURCE: attribution.source,
        Role.CUE: attribution.cue,
        Role.CONTENT: attribution.content,
    }[role]
    return Text(words.joined(spans, text), style=STYLE[role]) if spans else None


def _kind(attribution: Attribution) -> str:
    inside = "" if attribution.parent is None else f", inside {attribution.parent + 1}"
    return f"{words.KIND[attribution.quotation]}, {words.sure(attribution)}{inside}"
