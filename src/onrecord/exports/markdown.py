"""Records -> Markdown (CommonMark): for notes, issues and pull requests."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from onrecord.exports import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.records import Record

# Whatever could begin a mark-up of CommonMark or HTML; a page's words are shown, never obeyed.
_SPECIAL: Final = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&])")


def markdown(records: Iterable[Record]) -> Iterator[str]:
    """Each article's head, then a list of its attributions, nested ones as nested lists."""
    for number, record in enumerate(records):
        yield ("\n---\n\n" if number else "") + "\n".join(_lines(record)) + "\n"


def escaped(text: str) -> str:
    """``text`` such that Markdown shows it as it is."""
    return _SPECIAL.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    # Full stops, brackets and dashes matter only at the beginning of a line, after white space or digits;
    # everywhere else the backslash would only make the source hard to read.
    character = match[1]
    if character in ".)(+-!#":
        before = match.string[: match.start()].rstrip("0123456789")
        at_start = not before.strip()
        return "\\" + character if at_start else character
    return "\\" + character


def _lines(record: Record) -> Iterator[str]:
    yield f"# {escaped(words.title_of(record))}"
    yield ""
    byline = words.byline(record.article)
    if byline:
        yield f"{escaped(byline)}  "
    yield escaped(" · ".join(words.facts(record)))
    for note in record.notes:
        yield ""
        yield f"*Note: {escaped(words.one_line(note))}*"
    if record.article.blocks:
        yield ""
        yield words.tally(record)
        yield ""
        for index, depth in words.tree(record.attributions):
            yield _entry(record, index, depth)


def _entry(record: Record, index: int, depth: int) -> str:
    attribution = record.attributions[index]
    text = record.article.text
    source = escaped(words.joined(attribution.source, text)) or words.NO_SOURCE
    cue = escaped(words.joined(attribution.cue, text)) or words.NO_CUE
    content = escaped(words.joined(attribution.content, text))
    about = f"{words.KIND[attribution.quotation]}, {words.sure(attribution)}"
    return f"{'    ' * depth}- **{source}** *{cue}*: {content} ({about})"
