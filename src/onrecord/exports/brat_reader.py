"""brat's standoff -> records: annotations that people made in brat, or that ``brat`` wrote.

Read are text-bound annotations of the types Source, Cue and Content (in any case), the events and relations
that join them, the attribute Quotation and the note Confidence. An event is triggered by its content or by
its cue. A Content that nothing joins to others is an attribution of nobody. Other types, which a corpus may
have beside these, are passed over. Speakers are not read back: brat has no place for what makes one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn

from onrecord.errors import BadLineError, NotFoundError, UnreadableError
from onrecord.exports.brat import CONFIDENCE, CONTENT, CUE, INSIDE, QUOTATION, SETTINGS, SOURCE
from onrecord.records import Article, Attribution, Block, BlockKind, Quotation, Record, Setting, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

# Twelve digits hold every offset there can be; Python refuses to read numbers of thousands of them.
_OFFSETS: Final = re.compile(r"(\S+) ([0-9]{1,12} [0-9]{1,12}(?:;[0-9]{1,12} [0-9]{1,12})*)")
_REFERENCE: Final = re.compile(r"([^\s:]+):([TE]\S*)")
_DIGITS: Final = "0123456789"
_TYPES: Final = {name.casefold(): name for name in (SOURCE, CUE, CONTENT, *SETTINGS)}
_OPENING, _CLOSING = "\"“„«‘'", "\"”“»’'"
_QUOTES: Final = re.compile('["“”„«»]')


@dataclass(frozen=True, slots=True)
class _Bound:
    """A text-bound annotation: its type, the fragments as brat has them, and the line it stands in."""

    type: str
    spans: tuple[Span, ...]
    line: int


@dataclass(slots=True)
class _Joined:
    """An attribution while it is put together: ids of text-bound annotations by role."""

    line: int
    content: str = ""
    roles: dict[str, list[str]] = field(default_factory=dict)
    inside: str | None = None


def brat_folder(folder: Path) -> Iterator[Record]:
    """The record of every .txt file in the folder and those within it, by name.

    Raises NotFoundError where there is no such folder or a .txt has no .ann, UnreadableError where a file is
    not UTF-8, BadLineError, naming file and line, where an .ann file is not what brat writes.
    """
    if not folder.is_dir():
        raise NotFoundError(
            f"{folder}: there is no such folder: expected one with brat's .txt and .ann files; check the path"
        )
    for path in sorted(folder.rglob("*.txt")):
        annotations = path.with_suffix(".ann")
        if not annotations.is_file():
            raise NotFoundError(
                f"{path}: there is no {annotations.name} beside it: expected the annotations of each text; "
                "add the file, empty where there are none"
            )
        yield brat_record(_text_of(path), _text_of(annotations), name=str(path), file=str(annotations))


def brat_record(text: str, annotations: str, *, name: str | None = None, file: str = "annotations") -> Record:
    """The record that a text and its .ann file tell of. ``name`` becomes the record's, ``file`` stands in
    messages. Raises BadLineError where a line is not what brat writes.
    """
    reading = _Reading(text, file)
    for number, line in enumerate(annotations.split("\n"), start=1):
        if line.strip():
            reading.take(number, line.rstrip("\r"))
    return Record(Article(text, tuple(_blocks(text))), reading.attributions(), name=name)


def _text_of(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")  # line ends as they are: they count
    except UnicodeDecodeError as error:
        raise UnreadableError(
            f"{path}: byte {error.start} is not UTF-8: expected the encoding that brat uses; convert the file"
        ) from error


def _blocks(text: str) -> Iterator[Block]:
    """Every line that has words is a paragraph."""
    for match in re.finditer(r"[^\n]*\S[^\n]*", text):
        yield Block(Span(*match.span()), BlockKind.PARAGRAPH)


class _Reading:
    """One .ann file while it is read; lines may point to later ones, so the whole is put together last."""

    def __init__(self, text: str, file: str) -> None:
        self._text = text
        self._file = file
        self._bound: dict[str, _Bound] = {}
        self._events: dict[str, tuple[int, list[tuple[str, str]]]] = {}
        self._relations: list[tuple[int, list[str]]] = []
        self._quotation: dict[str, Quotation] = {}
        self._confidence: dict[str, float] = {}

    def take(self, number: int, line: str) -> None:
        """Takes a line in. Other kinds than these (N, *, R of other types) say nothing of attributions."""
        name, tab, rest = line.partition("\t")
        takers = {"T": self._entity, "E": self._event, "R": self._relation}
        takers |= {"A": self._attribute, "M": self._attribute, "#": self._note}
        taker = takers.get(name[:1])
        if not tab and taker is not None:
            self._fail(number, line, "an id, a tab, and what it is")
        if taker is not None:
            taker(number, name, rest)

    def attributions(self) -> tuple[Attribution, ...]:
        """What all lines together tell, in the order of the contents."""
        joined = self._joined()
        order = sorted(joined, key=lambda name: self._bound[joined[name].content].spans)
        at = {name: index for index, name in enumerate(order)}
        self._check_parents(joined)
        return tuple(self._attribution(name, joined[name], at) for name in order)

    def _entity(self, number: int, name: str, rest: str) -> None:
        head, _, words = rest.partition("\t")
        match = _OFFSETS.fullmatch(head)
        if match is None:
            self._fail(number, head, 'a type and offsets, as in "Content 0 5;10 15"')
        spans = tuple(self._span(number, pair) for pair in match[2].split(";"))
        there = " ".join(span.of(self._text) for span in spans)
        if words.split() != there.split():
            self._fail(number, words[:60], f"the words at {match[2]}, which are {there[:60]!r}")
        self._new(number, name, self._bound)
        self._bound[name] = _Bound(_TYPES.get(match[1].casefold(), ""), spans, number)

    def _span(self, number: int, pair: str) -> Span:
        start, end = map(int, pair.split())
        if not start < end <= len(self._text):
            self._fail(number, pair, f"a start before an end within the text's {len(self._text)} characters")
        return Span(start, end)

    def _event(self, number: int, name: str, rest: str) -> None:
        references = []
        for part in rest.split():
            match = _REFERENCE.fullmatch(part)
            if match is None:
                self._fail(number, part, 'a role and an id, as in "Source:T1"')
            references.append((match[1].rstrip(_DIGITS).casefold(), match[2]))
        if not references:
            self._fail(number, rest, "a trigger")
        self._new(number, name, self._events)
        self._events[name] = (number, references)

    def _relation(self, number: int, _name: str, rest: str) -> None:
        matches = [_REFERENCE.fullmatch(part) for part in rest.split()[1:]]
        found = [match[2] for match in matches if match]
        if len(found) != len(matches) or len(found) != 2:
            self._fail(number, rest, 'a type and two arguments, as in "Says Arg1:T1 Arg2:T2"')
        self._relations.append((number, found))

    def _attribute(self, number: int, _name: str, rest: str) -> None:
        kind, *values = rest.split() or [""]
        if kind.casefold() != QUOTATION.casefold():
            return
        known = [each.value for each in Quotation]
        if len(values) != 2 or values[1].casefold() not in known:
            self._fail(number, rest, f"an id and one of {', '.join(known)}")
        self._quotation[values[0]] = Quotation(values[1].casefold())

    def _note(self, number: int, _name: str, rest: str) -> None:
        head, _, words = rest.partition("\t")
        kind, _, about = head.partition(" ")
        if kind.casefold() != CONFIDENCE.casefold():
            return
        try:
            confidence = float(words)
        except ValueError:
            confidence = -1.0
        if not 0 <= confidence <= 1:
            self._fail(number, words[:60], "a probability from 0 to 1")
        self._confidence[about.strip()] = confidence

    def _joined(self) -> dict[str, _Joined]:
        """Events, then contents that relations join with others, then contents that stand alone."""
        joined: dict[str, _Joined] = {}
        for name, (number, references) in self._events.items():
            one = self._of_event(number, references)
            if one is not None:
                joined[name] = one
        taken = {one.content for one in joined.values()}
        joined |= {
            name: _Joined(bound.line, name)
            for name, bound in self._bound.items()
            if bound.type == CONTENT and name not in taken
        }
        for number, pair in self._relations:
            self._join(number, pair, joined)
        return joined

    def _of_event(self, number: int, references: list[tuple[str, str]]) -> _Joined | None:
        """What an event joins; None where it has no content."""
        one = _Joined(number)
        for role, name in references:
            if name.startswith("E"):
                if name not in self._events:
                    self._fail(number, name, "the id of an event of this file")
                one.inside = name if role == INSIDE.casefold() else one.inside
                continue
            bound = self._known(number, name)
            if bound.type == CONTENT:
                one.content = one.content or name
            elif bound.type:
                one.roles.setdefault(bound.type, []).append(name)
        return one if one.content else None

    def _join(self, number: int, pair: list[str], joined: dict[str, _Joined]) -> None:
        """Adds what a relation tells, where it joins a content with a source, a cue or a setting."""
        contents = [name for name in pair if name[0] == "T" and self._known(number, name).type == CONTENT]
        others = [name for name in pair if name[0] == "T" and name not in contents]
        if len(contents) == len(others) == 1 and contents[0] in joined:
            kind = self._bound[others[0]].type
            if kind:
                joined[contents[0]].roles.setdefault(kind, []).append(others[0])

    def _attribution(self, name: str, one: _Joined, at: dict[str, int]) -> Attribution:
        content = self._spans([one.content])
        words = " ".join(span.of(self._text) for span in content)
        return Attribution(
            source=self._spans(one.roles.get(SOURCE, [])),
            cue=self._spans(one.roles.get(CUE, [])),
            content=content,
            quotation=self._quotation.get(name) or self._quotation.get(one.content) or _quotation_of(words),
            confidence=self._confidence.get(name, self._confidence.get(one.content, 1.0)),
            parent=at.get(one.inside) if one.inside else None,
            settings=tuple(
                Setting(kind, span)
                for role, kind in SETTINGS.items()
                for each in one.roles.get(role, [])
                for span in self._spans([each])
            ),
        )

    def _spans(self, names: list[str]) -> tuple[Span, ...]:
        """The spans of annotations, fragments that only a line end parts made whole again."""
        out: list[Span] = []
        for span in (span for name in names for span in self._bound[name].spans):
            between = self._text[out[-1].end : span.start] if out and out[-1].end <= span.start else ""
            if "\n" in between and not between.strip():
                out[-1] = Span(out[-1].start, span.end)
            else:
                out.append(span)
        return tuple(out)

    def _check_parents(self, joined: dict[str, _Joined]) -> None:
        sound: set[str] = set()
        for name in joined:
            path: set[str] = set()
            at: str | None = name
            while at is not None and at not in sound and at in joined:
                if at in path:
                    self._fail(joined[at].line, at, "an event that is not inside itself")
                path.add(at)
                at = joined[at].inside
            sound |= path

    def _known(self, number: int, name: str) -> _Bound:
        if name not in self._bound:
            self._fail(number, name, "the id of a text-bound annotation of this file")
        return self._bound[name]

    def _new(self, number: int, name: str, there: Mapping[str, object]) -> None:
        if name in there:
            self._fail(number, name, "an id that no earlier line has")

    def _fail(self, number: int, what: str, expected: str) -> NoReturn:
        raise BadLineError(
            f"{self._file}, line {number}: {what!r}: expected {expected}; correct the line, or take it out"
        )


def _quotation_of(words: str) -> Quotation:
    """How words that no attribute tells of stand on the page, by the marks around and inside them."""
    if words[0] in _OPENING and words[-1] in _CLOSING and len(words) > 1:
        return Quotation.DIRECT
    return Quotation.MIXED if _QUOTES.search(words) else Quotation.INDIRECT
