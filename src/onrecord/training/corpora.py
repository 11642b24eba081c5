"""Annotated articles, read from a corpus and made safe to learn from."""

from __future__ import annotations

import collections
import gzip
import json
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROLES = ("source", "cue", "content")
Spans = tuple[tuple[int, int], ...]

# A cue wording is known from this many attributions of the corpus on; a swapped pair has a known cue for source
# and, for cue, something never seen as one. (Values 5 to 50 all find the same eleven in polnear-train, give or
# take two.)
_KNOWN_CUE = 20


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    """An annotated attribution: character spans into the document's text, end exclusive.

    ``nested`` marks one that lies inside another's content; ``inside`` (of an outer one) says whether what
    its content holds has been annotated too, as it has where we composed it.
    """

    source: Spans
    cue: Spans
    content: Spans
    nested: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its gold. ``known`` are the character ranges inside contents in which nested
    attributions are annotated too; elsewhere inside contents their absence means nothing.
    """

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]
    known: Spans = field(default=())


def read_lines(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file, .gz or plain."""
    with (
        gzip.open(path, "rt", encoding="utf8")
        if path.suffix == ".gz"
        else path.open(encoding="utf8") as lines
    ):
        for line in lines:
            yield json.loads(line)


def read_documents(path: Path) -> list[Document]:
    """The articles of a corpus file in the shape of PolNeAR's (``shared/data/README.md``), mended."""
    return mend_swapped([_document(row) for row in read_lines(path)])


def _document(row: dict[str, Any]) -> Document:
    text = row["text"]
    found = (_attribution(text, a) for a in row["attributions"])
    return Document(row["id"], text, tuple(a for a in found if a.cue and a.content))


def _attribution(text: str, row: dict[str, Any]) -> GoldAttribution:
    return GoldAttribution(*(tuple(_stripped(text, row.get(role) or [])) for role in ROLES))


def _stripped(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans without white space at their edges, cut at line ends, the empty ones left out."""
    for start, end in spans:
        at = start
        for line in text[start:end].splitlines(keepends=True):
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
        a.source and wordings[_words(text, a.source)] >= _KNOWN_CUE and wordings[_words(text, a.cue)] < 3
    )
    return replace(a, source=a.cue, cue=a.source) if swapped else a


def _words(text: str, spans: Spans) -> str:
    return " ".join(text[start:end].lower() for start, end in spans)
