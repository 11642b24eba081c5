"""The labels of an event of the compare gold, a line each: ``same: a1.1 a2.1``.

Sides stand around ``~`` or, where the order counts, ``>``; each element of one side goes with each of the
other. quality/compare/README.md has them all.
"""

from __future__ import annotations

import re
from itertools import combinations, product
from typing import TYPE_CHECKING, Final

from onrecord.answers.comparisons import DraftOutcome, VersionChangeKind
from onrecord.compare.values import ChangeKind
from onrecord.evaluation.braces import MarkupError
from onrecord.evaluation.compare_labels import (
    Change,
    DraftLabel,
    FigurePair,
    FigureRef,
    Labels,
    OriginLabel,
    Ref,
    RefPair,
    VersionChange,
    VersionLabel,
)
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

_REF: Final = re.compile(r"([ad][1-9][0-9]*)\.([1-9][0-9]*)")
_FIGURE: Final = re.compile(r'(?P<article>[ad][1-9][0-9]*) "(?P<words>[^"]+)"(?:#(?P<place>[1-9]))?')
_VERSION: Final = re.compile(
    r"(?P<kind>added|removed) (?P<one>\d+)|(?P<pair>reworded|speaker|same) (?P<from>\d+)>(?P<to>\d+)"
)
_DRAFT: Final = re.compile(r"(?P<outcome>[a-z-]+)(?: \((?P<kinds>[a-z, -]+)\))?(?: (?P<found>a\d+\.\d+))?")
ORIGIN_KINDS: Final = ("reprint", "wire", "rewrite")


def read_labels(
    lines: Iterable[str],
    texts: Mapping[str, str],
    numbers: Mapping[str, Sequence[int]],
    *,
    name: str = "event",
    first_line: int = 1,
) -> Labels:
    """The labels of an event with these ``texts`` and ``numbers`` of attributions, by article.

    Raises MarkupError, with ``name`` and the line, for a label of another shape, one that names what is not
    there, and two labels that contradict one another.
    """
    reader = _Reader(texts, numbers)
    for number, line in enumerate(lines, start=first_line):
        said = line.partition("#")[0] if line.lstrip().startswith("#") else line
        if said.strip():
            try:
                reader.read(said.strip())
            except _LabelError as error:
                raise MarkupError(f"{name}, line {number}: {line!r}: {error}") from error
    return reader.labels()


class _LabelError(ValueError):
    """What is wrong with a label, without its place."""


class _Reader:
    """Gathers what the lines say; each label has a method of its own."""

    def __init__(self, texts: Mapping[str, str], numbers: Mapping[str, Sequence[int]]) -> None:
        self.texts = texts
        self.numbers = numbers
        self.same: list[frozenset[Ref]] = []
        self.pairs: dict[str, set[RefPair]] = {"differ": set(), "unsure": set()}
        self.figures: dict[str, set[FigurePair]] = {
            k: set() for k in ("conflict", "agree", "other", "unsure")
        }
        self.links: dict[str, set[tuple[Ref, Ref]]] = {"dispute": set(), "undisputed": set()}
        self.changes: list[Change] = []
        self.origins: list[OriginLabel] = []
        self.versions: list[VersionLabel] = []
        self.drafts: list[DraftLabel] = []

    def read(self, line: str) -> None:
        """Take in one label."""
        key, _, said = line.partition(": ")
        readers: dict[str, Callable[[str], None]] = {
            "same": self._same,
            "differ": lambda text: self._pair("differ", text),
            "unsure": self._unsure,
            "change": self._change,
            "origin": self._origin,
            "conflict": lambda text: self._figures("conflict", text),
            "agree": lambda text: self._figures("agree", text),
            "other": lambda text: self._figures("other", text),
            "dispute": lambda text: self._link("dispute", text),
            "undisputed": lambda text: self._link("undisputed", text),
            "version": self._version,
            "draft": self._draft,
        }
        if key not in readers:
            raise _LabelError(f"no such label; expected one of {', '.join(readers)}; correct the line")
        readers[key](said.strip())

    def labels(self) -> Labels:
        """Everything read."""
        return Labels(
            tuple(self.same),
            frozenset(self.pairs["differ"]),
            frozenset(self.pairs["unsure"]),
            tuple(self.changes),
            tuple(self.origins),
            frozenset(self.figures["conflict"]),
            frozenset(self.figures["agree"]),
            frozenset(self.figures["other"]),
            frozenset(self.figures["unsure"]),
            frozenset(self.links["dispute"]),
            frozenset(self.links["undisputed"]),
            tuple(self.versions),
            tuple(self.drafts),
        )

    def _same(self, text: str) -> None:
        cluster = self._refs(text)
        for ref in cluster:
            if any(ref in other for other in self.same):
                raise _LabelError(f"{ref} stands in another cluster; expected it in one; join them")
        if len(cluster) < 2:
            raise _LabelError("one attribution; expected two at least; remove the line or add another")
        self.same.append(frozenset(cluster))

    def _pair(self, key: str, text: str) -> None:
        left, right = self._sides(text, "~")
        for a, b in product(self._refs(left), self._refs(right)):
            pair = frozenset({a, b})
            if key == "differ" and any(pair <= cluster for cluster in self.same):
                raise _LabelError(
                    f"{a} and {b} are one quotation above; expected them to differ; correct one"
                )
            self.pairs[key].add(pair)

    def _unsure(self, text: str) -> None:
        if '"' in text:
            self._figures("unsure", text)
        else:
            self._pair("unsure", text)

    def _change(self, text: str) -> None:
        pair, _, kinds = text.partition(" : ")
        before, after = self._sides(pair, ">")
        (first,) = self._refs(before)
        for ref in self._refs(after):
            if not any({first, ref} <= cluster for cluster in self.same):
                raise _LabelError(f"{first} and {ref} are in no cluster together; add them to one")
            self.changes.append(Change(first, ref, _kinds(kinds)))

    def _origin(self, text: str) -> None:
        articles, _, kind = text.partition(" : ")
        ids = tuple(articles.split())
        if len(ids) < 2 or not set(ids) <= self.texts.keys() or kind not in ORIGIN_KINDS:
            raise _LabelError(
                f"expected articles of the event and one of {', '.join(ORIGIN_KINDS)}; correct it"
            )
        self.origins.append(OriginLabel(ids, kind))

    def _figures(self, key: str, text: str) -> None:
        left, sign, right = text.partition(" ~ ")
        mine = self._figure_refs(left)
        pairs = product(mine, self._figure_refs(right)) if sign else combinations(mine, 2)
        for a, b in pairs:
            if a == b:
                raise _LabelError(f"{a} stands on both sides; expected two figures; correct it")
            pair = frozenset({a, b})
            if other := [k for k, seen in self.figures.items() if k != key and pair in seen]:
                raise _LabelError(f"{a} and {b} are labelled {other[0]!r} above; expected one; remove one")
            self.figures[key].add(pair)

    def _link(self, key: str, text: str) -> None:
        left, right = self._sides(text, ">")
        self.links[key].update(product(self._refs(left), self._refs(right)))
        if both := self.links["dispute"] & self.links["undisputed"]:
            raise _LabelError(f"{sorted(both)[0]} is both a dispute and none; expected one; remove one")

    def _version(self, text: str) -> None:
        pair, _, said = text.partition(" : ")
        before, after = self._sides(pair, ">")
        changes = [_version_change(part.strip()) for part in said.split(",")]
        olds = sorted(change.before for change in changes if change.before is not None)
        news = sorted(change.after for change in changes if change.after is not None)
        if olds != sorted(self.numbers.get(before, ())) or news != sorted(self.numbers.get(after, ())):
            raise _LabelError("expected every attribution of both versions once; add those that are missing")
        self.versions.append(VersionLabel(before, after, frozenset(changes)))

    def _draft(self, text: str) -> None:
        said, _, outcome = text.partition(" : ")
        match = _DRAFT.fullmatch(outcome.strip())
        if match is None or match["outcome"] not in list(DraftOutcome):
            raise _LabelError(f"expected one of {', '.join(DraftOutcome)}, as in 'verbatim a1.1'; correct it")
        kind = DraftOutcome(match["outcome"])
        altered, absent = kind is DraftOutcome.ALTERED, kind is DraftOutcome.NOT_FOUND
        if altered != bool(match["kinds"]) or absent != (match["found"] is None):
            raise _LabelError(
                "expected kinds in brackets where it is altered, an occurrence where it is found; correct it"
            )
        (quotation,) = self._refs(said)
        (found,) = self._refs(match["found"]) if match["found"] else (None,)
        kinds = _kinds(match["kinds"]) if match["kinds"] else frozenset[ChangeKind]()
        self.drafts.append(DraftLabel(quotation, kind, kinds, found))

    def _sides(self, text: str, sign: str) -> tuple[str, str]:
        left, found, right = text.partition(f" {sign} ")
        if not found:
            raise _LabelError(f"no {sign!r} between two sides; expected one; add it")
        return left.strip(), right.strip()

    def _refs(self, text: str) -> list[Ref]:
        refs = []
        for word in text.split():
            match = _REF.fullmatch(word)
            if match is None or int(match[2]) not in self.numbers.get(match[1], ()):
                raise _LabelError(
                    f"{word!r} is no attribution of the event; expected one like a1.1; correct it"
                )
            refs.append(Ref(match[1], int(match[2])))
        if not refs or len(set(refs)) < len(refs):
            raise _LabelError("nothing, or one attribution twice; expected each once; correct it")
        return refs

    def _figure_refs(self, text: str) -> list[FigureRef]:
        refs = [ref for part in _comma_parts(text) for ref in self._places(part)]
        if len(set(refs)) < len(refs):
            raise _LabelError("one figure twice; expected each once; correct it")
        return refs

    def _places(self, part: str) -> list[FigureRef]:
        match = _FIGURE.fullmatch(part)
        if match is None or match["article"] not in self.texts:
            raise _LabelError(f'{part!r} is no figure; expected one like a1 "37"; correct it')
        alone = rf"(?<![\w,.]){re.escape(match['words'])}(?!\w|[,.]\d)"
        text = self.texts[match["article"]]
        found = [FigureRef(match["article"], Span(m.start(), m.end())) for m in re.finditer(alone, text)]
        if match["place"]:
            found = found[int(match["place"]) - 1 :][:1]
        if not found:
            raise _LabelError(f"{part!r} does not stand in the body; expected words of it; copy them")
        return found


def _comma_parts(text: str) -> Iterator[str]:
    """The parts between commas that stand in no quotation marks."""
    for match in re.finditer(r'(?:[^,"]|"[^"]*")+', text):
        yield match[0].strip()


def _kinds(text: str) -> frozenset[ChangeKind]:
    words = [word.strip() for word in text.split(",")]
    if not set(words) <= {kind.value for kind in ChangeKind} or ("identical" in words and len(words) > 1):
        raise _LabelError(
            f"kinds {text!r}; expected of {', '.join(ChangeKind)}, identical alone; correct them"
        )
    return frozenset(ChangeKind(word) for word in words)


def _version_change(text: str) -> VersionChange:
    match = _VERSION.fullmatch(text)
    if match is None:
        raise _LabelError(f"{text!r}; expected 'added 3', 'removed 2', 'reworded 1>1', 'speaker' or 'same'")
    if match["pair"]:
        return VersionChange(VersionChangeKind(match["pair"]), int(match["from"]), int(match["to"]))
    number = int(match["one"])
    if match["kind"] == "added":
        return VersionChange(VersionChangeKind.ADDED, None, number)
    return VersionChange(VersionChangeKind.REMOVED, number, None)
