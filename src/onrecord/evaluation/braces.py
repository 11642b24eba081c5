r"""Braces in a text: which words are the source, the cue, the content and the settings of an attribution.

``{s1:Ana Lund} {c1:said} {q1:that it rains}``: the letter is the role, the number the attribution. ``s``,
``c`` and ``q`` are source, cue and content; ``a``, ``m``, ``o``, ``p`` and ``t`` its settings, whom it was
said to, through what medium, on what occasion, where and when. Spans nest, and an attribution takes as many
spans of a role as it needs. ``}`` closes the span opened last; ``{/q1}`` closes a span that another one
crosses. ``\{``, ``\}`` and ``\\`` stand for the characters themselves. The parent of an attribution is the
innermost other content around its cue: nothing but the braces says so.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple, NotRequired, TypedDict, cast

from onrecord.errors import InputError
from onrecord.records import SettingKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Role = Literal["source", "cue", "content"]
ROLES: dict[str, Role] = {"s": "source", "c": "cue", "q": "content"}
SETTINGS: dict[str, SettingKind] = {kind.value[0]: kind for kind in SettingKind}  # a, m, o, p, t
LETTERS = {str(role): letter for letter, role in (ROLES | SETTINGS).items()}

_TOKEN = re.compile(
    r"\\(?P<escaped>[{}\\])|\{/(?P<named>[^{}:]*)\}|\{(?P<opened>[^{}:\s]*):|(?P<closed>\})|(?P<text>[^\\{}]+|.)",
    re.DOTALL,
)
_NAME = re.compile(r"[scqamopt][1-9][0-9]*")


class MarkupError(InputError):
    """A passage whose head or braces do not say what they must; the message names the place."""


class MarkedAttribution(TypedDict):
    """An attribution as ``[start, end]`` character spans of the text; ``parent`` is an index or None.

    ``settings`` are ``[kind, start, end]``, in reading order. The five optional keys are absent where the
    gold does not label them; "speakers" stands for "speaker" where there are several.
    """

    source: list[list[int]]
    cue: list[list[int]]
    content: list[list[int]]
    parent: int | None
    settings: NotRequired[list[list[str | int]]]
    speaker: NotRequired[str | None]
    speakers: NotRequired[list[str]]
    speaker_kind: NotRequired[str]
    candidates: NotRequired[list[str]]


class _Marked(NamedTuple):
    """A closed pair of braces."""

    number: int
    role: str  # a Role or the value of a SettingKind
    start: int
    end: int


class _Opened(NamedTuple):
    name: str
    start: int
    line: int


def parse_markup(
    body: str, name: str = "passage", *, first_line: int = 1
) -> tuple[str, list[MarkedAttribution]]:
    """Text and attributions of a marked body; attributions are sorted by their first character.

    ``first_line`` is the number, in its file, of the body's first line, for messages.

    Raises MarkupError, which says ``name`` and the line, for braces that do not pair, a name that is not
    a role and a number, an empty span, a cue, source or setting inside its own content, an attribution
    without a cue or a content.
    """
    text, numbered = parse_numbered(body, name, first_line=first_line)
    return text, list(numbered.values())


def parse_numbered(
    body: str, name: str = "passage", *, first_line: int = 1
) -> tuple[str, dict[int, MarkedAttribution]]:
    """The same, each attribution under the number that its braces carry."""
    text, marked = _read_braces(body, name, first_line)
    return text, _assemble(marked, name)


def render_markup(text: str, attributions: Sequence[MarkedAttribution]) -> str:
    """The marked body that ``parse_markup`` reads back as these attributions, numbered from 1.

    ``parent`` is not written: the contents around a cue say it.
    """
    spans = sorted(_named_spans(attributions), key=lambda span: (span[1], -span[2]))
    pieces: list[str] = []
    opened: list[tuple[str, int]] = []
    edges = sorted({0, *(edge for _, start, end in spans for edge in (start, end))})
    for here, there in zip(edges, [*edges[1:], len(text)], strict=True):
        pieces.extend(_closings(opened, here))
        for span_name, start, end in spans:
            if start == here:
                pieces.append(f"{{{span_name}:")
                opened.append((span_name, end))
        pieces.append(re.sub(r"([{}\\])", r"\\\1", text[here:there]))
    pieces.extend(_closings(opened, len(text)))
    return "".join(pieces)


def _read_braces(body: str, name: str, first_line: int) -> tuple[str, list[_Marked]]:
    pieces: list[str] = []
    marked: list[_Marked] = []
    opened: list[_Opened] = []
    at, line = 0, first_line
    for token in _TOKEN.finditer(body):
        where = f"{name}, line {line}"
        if token["opened"] is not None:
            _check_name(token["opened"], where)
            opened.append(_Opened(token["opened"], at, line))
        elif token["closed"] is not None or token["named"] is not None:
            marked.append(_close(opened, token["named"], at, where))
        else:
            words = cast("str", token["escaped"] or token["text"])
            if words in ("{", "\\") and token["escaped"] is None:
                raise MarkupError(
                    f"{where}: a lone {words!r}: expected '{{s1:' or an escape; "
                    f"write '\\{words}' for the sign itself"
                )
            pieces.append(words)
            at += len(words)
            line += words.count("\n")
    if opened:
        last = opened[-1]
        raise MarkupError(
            f"{name}, line {last.line}: '{{{last.name}:' is never closed: "
            "expected '}' before the body ends; add it"
        )
    return "".join(pieces), marked


def _check_name(span_name: str, where: str) -> None:
    if not _NAME.fullmatch(span_name):
        raise MarkupError(
            f"{where}: {span_name!r} names no span: expected one of {', '.join(ROLES | SETTINGS)} and a "
            "number, as in 'q1'; correct the name"
        )


def _close(opened: list[_Opened], wanted: str | None, end: int, where: str) -> _Marked:
    """Close the last opened span, or the last opened one of that name."""
    found = [i for i, span in enumerate(opened) if wanted in (None, span.name)]
    if not found:
        sign = "'}'" if wanted is None else f"'{{/{wanted}}}'"
        raise MarkupError(f"{where}: {sign} closes nothing: expected an open span of that name; remove it")
    span = opened.pop(found[-1])
    if span.start == end:
        raise MarkupError(f"{where}: '{{{span.name}:' is empty: expected words between the braces; remove it")
    role = str((ROLES | SETTINGS)[span.name[0]])
    return _Marked(int(span.name[1:]), role, span.start, end)


def _assemble(marked: list[_Marked], name: str) -> dict[int, MarkedAttribution]:
    for number in sorted({m.number for m in marked}):
        _check_attribution([m for m in marked if m.number == number], number, name)
    # A setting may stand far before the words it belongs to: it does not count for the reading order.
    parts = [m for m in marked if m.role in ROLES.values()]
    firsts = {
        number: min(m.start for m in parts if m.number == number) for number in {m.number for m in parts}
    }
    order = sorted(firsts, key=lambda number: (firsts[number], number))
    parents = [_parent(number, order, marked) for number in order]
    for i, number in enumerate(order):
        if _goes_round(i, parents):
            raise MarkupError(
                f"{name}: attribution {number} lies in its own content by way of others: "
                "expected one of them to be the outer one; close its content before the other's cue"
            )
    return {
        number: _attribution(marked, number, parent) for number, parent in zip(order, parents, strict=True)
    }


def _attribution(marked: list[_Marked], number: int, parent: int | None) -> MarkedAttribution:
    out = MarkedAttribution(
        source=_spans(marked, number, "source"),
        cue=_spans(marked, number, "cue"),
        content=_spans(marked, number, "content"),
        parent=parent,
    )
    settings = sorted(
        (m.start, m.end, m.role) for m in marked if m.number == number and m.role not in ROLES.values()
    )
    if settings:
        out["settings"] = [[role, start, end] for start, end, role in settings]
    return out


def _check_attribution(own: list[_Marked], number: int, name: str) -> None:
    roles = {m.role for m in own}
    for role in ("cue", "content"):
        if role not in roles:
            raise MarkupError(
                f"{name}: attribution {number} has no {role}: expected at least one; "
                f"add '{{{LETTERS[role]}{number}:...}}'"
            )
    for m in own:
        if any(
            m.role != "content" and m.start < q.end and q.start < m.end for q in own if q.role == "content"
        ):
            raise MarkupError(
                f"{name}: the {m.role} of attribution {number} lies in its own content: expected contents in "
                "pieces around it; close the content before it"
            )


def _parent(number: int, order: list[int], marked: list[_Marked]) -> int | None:
    """The index of the shortest other content that holds all of the first cue; the later where equal."""
    cue = min((m for m in marked if m.number == number and m.role == "cue"), key=lambda m: m.start)
    holding = [
        (m.end - m.start, -m.start, -order.index(m.number))
        for m in marked
        if m.role == "content" and m.number != number and m.start <= cue.start and cue.end <= m.end
    ]
    return -min(holding)[-1] if holding else None


def _goes_round(index: int, parents: list[int | None]) -> bool:
    above, steps = parents[index], 0
    while above is not None and above != index and steps <= len(parents):
        above, steps = parents[above], steps + 1
    return above == index


def _spans(marked: list[_Marked], number: int, role: Role) -> list[list[int]]:
    return sorted([m.start, m.end] for m in marked if m.number == number and m.role == role)


def _named_spans(attributions: Sequence[MarkedAttribution]) -> Iterable[tuple[str, int, int]]:
    for number, attribution in enumerate(attributions, start=1):
        for role in ROLES.values():
            for start, end in attribution[role]:
                yield f"{LETTERS[role]}{number}", start, end
        for kind, first, last in attribution.get("settings", []):
            yield f"{LETTERS[str(kind)]}{number}", int(first), int(last)


def _closings(opened: list[tuple[str, int]], here: int) -> Iterator[str]:
    """The signs that close, here, what ends here; the plain brace where the last opened one ends."""
    while ending := [i for i, (_, end) in enumerate(opened) if end == here]:
        span_name, _ = opened.pop(ending[-1])
        yield "}" if ending[-1] == len(opened) else f"{{/{span_name}}}"
