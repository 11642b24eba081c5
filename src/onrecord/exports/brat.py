"""Records -> brat's standoff: a .txt and an .ann file an article, and the configuration that shows them.

An attribution is an event. Its trigger is the content, which every attribution has (a cue is absent as often
as a source), its arguments are source, cue, settings, and the event whose content holds it. The kind of
quotation is an attribute; confidence and speakers are notes.

brat's rules: offsets are characters; an annotation lies within one line, so a span over several lines becomes
one with several fragments; and the words that an annotation repeats must be those of the text. So what would
end or split a line of the .ann file is a blank in the .txt file; no offset changes by it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from onrecord.exports.exported import identified
from onrecord.exports.file_names import FileNames
from onrecord.records import Quotation, SettingKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.exports.exported import Exported, Identified, Statement

SOURCE, CUE, CONTENT, INSIDE = "Source", "Cue", "Content", "Inside"
QUOTATION, CONFIDENCE, SPEAKER = "Quotation", "Confidence", "Speaker"
SETTINGS: Final = {kind.value.capitalize(): kind for kind in SettingKind}

# What the folder needs for brat to show its annotations.
CONFIGURATION: Final = "\n".join(
    (
        *("[entities]", SOURCE, CUE, CONTENT, *SETTINGS, "", "[relations]", "", "[events]"),
        f"{CONTENT}\t{SOURCE}?:{SOURCE}, {CUE}?:{CUE}, {INSIDE}?:{CONTENT}, "
        + ", ".join(f"{name}*:{name}" for name in SETTINGS),
        *(
            "",
            "[attributes]",
            f"{QUOTATION}\tArg:<EVENT>, Value:{'|'.join(kind.value for kind in Quotation)}",
        ),
        "",
    )
)

# Tab parts the fields of an .ann line; the others are line ends to one reader or another (str.splitlines).
_SPLITTERS: Final = re.compile(r"[\t\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def brat_files(items: Iterable[Exported]) -> Iterator[tuple[str, str]]:
    """(file name, text) of every file, the configuration first. No two names are equal."""
    yield "annotation.conf", CONFIGURATION
    names = FileNames()
    for one in identified(items):
        name = names.of(one.article_id)
        text = _SPLITTERS.sub(" ", one.article.text)
        yield f"{name}.txt", text
        yield f"{name}.ann", "".join(f"{line}\n" for line in _Lines(one, text).lines())


class _Lines:
    """The lines of one .ann file, numbered by kind as brat numbers them."""

    def __init__(self, one: Identified, text: str) -> None:
        self._one = one
        self._text = text
        self._counts = dict.fromkeys("TEA#", 0)
        self._events: dict[int, str] = {}  # index of the attribution -> its event

    def lines(self) -> Iterator[str]:
        """Every line, in reading order; an attribution stands behind the one that holds it."""
        for statement in _parents_first(self._one.statements):
            yield from self._of(statement)

    def _of(self, statement: Statement) -> Iterator[str]:
        attribution = statement.attribution
        trigger, *lines = self._entity(CONTENT, attribution.content)
        if not trigger:  # brat has no event without words of its own
            return
        yield from lines
        arguments = [f"{CONTENT}:{trigger}"]
        told = [(SOURCE, attribution.source), (CUE, attribution.cue)]
        told += [(setting.kind.value.capitalize(), (setting.span,)) for setting in attribution.settings]
        for role, spans in told:
            name, *lines = self._entity(role, spans)
            yield from lines
            arguments += [f"{_numbered(role, arguments)}:{name}"] if name else []
        if attribution.parent in self._events:
            arguments.append(f"{INSIDE}:{self._events[attribution.parent]}")
        event = self._events[statement.index] = self._next("E")
        yield f"{event}\t{' '.join(arguments)}"
        yield f"{self._next('A')}\t{QUOTATION} {event} {attribution.quotation.value}"
        yield f"{self._next('#')}\t{CONFIDENCE} {event}\t{attribution.confidence!r}"
        for _, speaker in self._one.speakers_of(statement):
            shown = _SPLITTERS.sub(" ", speaker.name).replace("\n", " ")
            yield f"{self._next('#')}\t{SPEAKER} {event}\t{speaker.kind.value}: {shown}"

    def _entity(self, role: str, spans: Sequence[Span]) -> Iterator[str]:
        """The id of a new text-bound annotation and its line; an empty id and no line without words."""
        fragments = [part for span in spans for part in _within_lines(span, self._text)]
        if not fragments:
            yield ""
            return
        name = self._next("T")
        offsets = ";".join(f"{part.start} {part.end}" for part in fragments)
        words = " ".join(part.of(self._text) for part in fragments)
        yield name
        yield f"{name}\t{role} {offsets}\t{words}"

    def _next(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}{self._counts[kind]}"


def _within_lines(span: Span, text: str) -> Iterator[Span]:
    """The parts of the span on each line; lines of which it has nothing but blanks are left out."""
    start = span.start
    for words in span.of(text).split("\n"):
        if words.strip():
            yield Span(start, start + len(words))
        start += len(words) + 1


def _numbered(role: str, arguments: Sequence[str]) -> str:
    """The role as brat writes it where an event has several of one: "Place", "Place2"."""
    there = sum(argument.split(":")[0].rstrip("0123456789") == role for argument in arguments)
    return role if not there else f"{role}{there + 1}"


def _parents_first(statements: Sequence[Statement]) -> Iterator[Statement]:
    """In reading order, but none before the one that holds it."""
    done: set[int] = set()
    for statement in statements:
        waiting: list[Statement] = []
        at: int | None = statement.index
        while at is not None and at not in done:
            done.add(at)
            waiting.append(statements[at])
            at = statements[at].attribution.parent
        yield from reversed(waiting)
