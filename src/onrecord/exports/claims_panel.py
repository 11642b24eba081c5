"""Record -> the panel of the HTML report that lists what can be checked, with links into the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.exports import checklist, words
from onrecord.exports.cards import escape
from onrecord.exports.segments import LayerKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.exports.checklist import Entry, Line
    from onrecord.exports.segments import Layer
    from onrecord.records import Record

_LETTERS = {LayerKind.FIGURE: "f", LayerKind.DATE: "t"}


def anchor(kind: LayerKind, index: int, prefix: str) -> str:
    """The id that a figure or a date has in the text; empty for the other layers."""
    return f"{prefix}-{_LETTERS[kind]}{index + 1}" if kind in _LETTERS else ""


def layer_told(record: Record, layer: Layer) -> str:
    """What there is to say of a stretch of a layer, in a few words."""
    if layer.kind is LayerKind.FIGURE:
        return checklist.figure_told(record.figures[layer.index], record.article.text)
    if layer.kind is LayerKind.DATE:
        return checklist.date_told(record.dates[layer.index])
    if layer.kind is LayerKind.MARKS:
        return checklist.MARKS[record.quoted[layer.index].kind]
    checks = record.narration[layer.index].checks
    reasons = ", ".join(dict.fromkeys(check.reason for check in checks))
    return f"the page’s own voice: {reasons}" if reasons else "the page’s own voice"


def claims_panel(record: Record, prefix: str) -> Iterator[str]:
    """How much is attributed, the headline, what to check best first; nothing without an article."""
    if not record.article.blocks:
        return
    found = checklist.entries(record)
    told = f"To check: {words.counted(len(found), 'sentence')}" if found else checklist.NOTHING
    yield f'<details class="claims" open>\n<summary>{escape(told)}</summary>\n<dl class="whole">\n'
    by_speaker = checklist.share_by_speaker(record)
    yield f"<dt>words</dt><dd>{escape(checklist.share_of_words(record))}"
    yield f' <span class="soft">{escape(by_speaker)}</span></dd>\n' if by_speaker else "</dd>\n"
    for line in checklist.headline_lines(record):
        yield f"<dt>headline</dt><dd>{escape(line)}</dd>\n"
    for label, shown in checklist.marks(record):
        yield f"<dt>marks: {escape(label)}</dt><dd>{escape(shown)}</dd>\n"
    yield "</dl>\n"
    if found:
        yield f'<p class="soft">{escape(checklist.LEGEND)}</p>\n<ol>\n'
        yield from (_entry(entry, prefix) for entry in found)
        yield "</ol>\n"
    yield "</details>\n"


def _entry(entry: Entry, prefix: str) -> str:
    name = escape(entry.who)
    if entry.statement is not None:
        name = f'<a href="#{prefix}-{entry.statement + 1}">{name}</a>'
    reasons = f'<p class="soft">{escape(entry.reasons)}</p>\n' if entry.reasons else ""
    lines = "".join(f"<li>{_line(line, prefix)}</li>\n" for line in entry.lines)
    return (
        f'<li><p><b dir="auto">{name}</b> <span class="soft">{entry.claim.score:.2f}</span></p>\n'
        f'<p class="said" dir="auto">{escape(entry.sentence)}</p>\n'
        f"{f'<ul>{lines}</ul>' if lines else ''}{reasons}</li>\n"
    )


def _line(line: Line, prefix: str) -> str:
    target = anchor(LayerKind(line.label), line.place, prefix)
    link = f'<a class="{line.label}" href="#{target}">{escape(line.words)}</a>'
    return f"{link} = {escape(line.normal)}"
