"""Annotated articles, read from a corpus and made safe to learn from."""

from __future__ import annotations

import collections
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from onrecord.errors import BadLineError, NotFoundError
from onrecord.evaluation import gold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from onrecord.evaluation.match import Doc, Labelled
    from onrecord.records import Span
    from onrecord.training.referring import GoldMention

Spans = tuple[tuple[int, int], ...]

# A swapped pair has for source a wording that is a cue elsewhere, this many times or more, and for cue one
# that (nearly) never is. Values of _KNOWN_CUE from 5 to 50 find the same eleven in polnear-train, give or
# take two.
_KNOWN_CUE = 20
_UNKNOWN_CUE = 3


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """An annotated attribution: spans [start, end) of characters of the document's text.

    ``source`` may be empty; ``cue`` and ``content`` have at least one span. ``nested`` marks one that lies
    inside another's content. ``number`` is its place in the corpus' own list.
    """

    source: Spans
    cue: Spans
    content: Spans
    nested: bool = False
    number: int = -1

    @property
    def spans(self) -> Spans:
        """Every span of it."""
        return (*self.source, *self.cue, *self.content)


class Marked(StrEnum):
    """Which mentions of a document are annotated."""

    NONE = "none"
    NAMES = "names"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its gold. No span crosses a line end.

    ``known`` are the character ranges, inside contents, in which nested attributions are annotated too;
    elsewhere inside contents their absence means nothing, for the corpus marks no nesting. ``attributed`` is
    false where no attributions are annotated at all; ``marked`` says which mentions are, ``blank`` where none
    of them is although the rest has them.
    """

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    known: Spans = ()
    attributed: bool = True
    mentions: tuple[GoldMention, ...] = ()
    marked: Marked = Marked.NONE
    blank: Spans = ()


def read_documents(path: Path) -> list[Document]:
    """The articles of a JSON Lines file (.gz too) in the shape that ``onrecord evaluate`` reads, mended.

    Attributions without cue or content are left out. Raises NotFoundError where there is no such file, and
    BadLineError for a line that is no document or has spans outside its text.
    """
    if not path.is_file():
        raise NotFoundError(f"{path}: no such file; give the JSON Lines file of an annotated corpus")
    return mend_swapped([_document(f"{path}, {key}", key, doc) for key, doc in gold.load_lines(path).items()])


def _document(where: str, key: str, doc: Doc) -> Document:
    found = (_attribution(where, doc.text, labelled, i) for i, labelled in enumerate(doc.attributions))
    kept = tuple(a for a in found if a.cue and a.content)
    # Where one says what it stands in, nesting is annotated in all of the article.
    known = tuple(s for a in kept for s in a.content) if any(a.nested for a in kept) else ()
    return Document(key, doc.text, kept, known)


def _attribution(where: str, text: str, labelled: Labelled, number: int) -> GoldAttribution:
    for span in (*labelled.source, *labelled.cue, *labelled.content):
        if span.end > len(text):
            raise BadLineError(
                f"{where}: a span ends at character {span.end}; expected at most {len(text)}, the length of "
                "the text, so check that offsets count characters of this very text"
            )
    source, cue, content = (
        tuple(_stripped(text, spans)) for spans in (labelled.source, labelled.cue, labelled.content)
    )
    return GoldAttribution(source, cue, content, nested=labelled.parent is not None, number=number)


def _stripped(text: str, spans: Iterable[Span]) -> Iterator[tuple[int, int]]:
    """Spans without white space at their edges, cut at line ends, the empty ones left out."""
    for span in spans:
        at = span.start
        for line in span.of(text).splitlines(keepends=True):
            words = line.strip()
            if words:
                begin = at + line.index(words)
                yield begin, begin + len(words)
            at += len(line)


def mend_swapped(documents: list[Document]) -> list[Document]:
    """Documents in which source and cue stand the right way round (a few annotations have them swapped)."""
    wordings = collections.Counter(
        _words(d.text, a.cue) for d in documents for a in d.attributions if a.source
    )
    return [
        replace(d, attributions=tuple(_mended(d.text, a, wordings) for a in d.attributions))
        for d in documents
    ]


def _mended(text: str, a: GoldAttribution, wordings: collections.Counter[str]) -> GoldAttribution:
    swapped = (
        a.source
        and wordings[_words(text, a.source)] >= _KNOWN_CUE
        and wordings[_words(text, a.cue)] < _UNKNOWN_CUE
    )
    return replace(a, source=a.cue, cue=a.source) if swapped else a


def _words(text: str, spans: Spans) -> str:
    return " ".join(text[start:end].lower() for start, end in spans)
