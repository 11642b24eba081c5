"""Record -> the article's text for a terminal, with sources, cues and contents marked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from onrecord.exports import words
from onrecord.exports.segments import Role, body
from onrecord.records import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.console import RenderableType
    from rich.text import Text

    from onrecord.exports.segments import Mark, Segment
    from onrecord.records import Furniture, Record

STYLE: Final = {Role.SOURCE: "bold cyan", Role.CUE: "yellow", Role.CONTENT: "green"}
_BRACKETS: Final = {Role.SOURCE: "{}", Role.CUE: "<>", Role.CONTENT: "[]"}
_SUPERSCRIPT: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def marked(record: Record, *, colour: bool) -> Iterator[RenderableType]:
    """The parts of the article in their order, a blank line behind each; marks in colour or in brackets."""
    from rich.text import Text

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
        line.append(label if colour else label.join(_BRACKETS[role]), STYLE[role])
        line.append(", ", "dim")
    line.append("a number for those that belong together", "dim")
    return line


def _append(line: Text, text: str, segment: Segment, ground: str, colour: bool) -> None:
    shown = words.safe(segment.span.of(text))
    if not colour:
        line.append("".join(_BRACKETS[mark.role][0] for mark in segment.opens))
    line.append(shown, STYLE[segment.marks[-1].role] if segment.marks else ground)
    for mark in segment.closes:
        line.append(_close(mark, colour), "dim")


def _close(mark: Mark, colour: bool) -> str:
    number = str(mark.index + 1).translate(_SUPERSCRIPT)
    return number if colour else _BRACKETS[mark.role][1] + number
