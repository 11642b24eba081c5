"""Documents -> windows with labels, as the network is to answer them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis.pieces import Pieces, piece_range, tokenise
from onrecord.analysis.windows import windows
from onrecord.records import Span
from onrecord.training.references import DocumentReferences, References

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    from onrecord.analysis.stand_ins import StandIns
    from onrecord.training.corpora import Document, GoldAttribution

    Ints = NDArray[np.int64]

#: A label that the loss passes over.
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Example:
    """A window of T pieces with gold: ``cue_labels`` and ``nested_labels`` (T, as ``CUE_LABELS``), the
    positions ``cues`` of the K attributions decided on here and their ``role_labels`` (K x T, as
    ``ROLE_LABELS``); ``core`` are the positions that the window decides on. Where not ``attributed``, the
    labels and cues mean nothing.
    """

    ids: Ints
    cases: Ints
    cue_labels: Ints
    nested_labels: Ints
    cues: tuple[tuple[int, int], ...]
    role_labels: Ints
    core: tuple[int, int]
    attributed: bool = True
    references: References | None = None


def examples(
    document: Document,
    tokenizer: Tokenizer,
    *,
    cls_id: int,
    sep_id: int,
    stand_ins: StandIns | None = None,
    core: int,
    context: int,
    shortest: int = 0,
) -> Iterator[Example]:
    """The windows of a document, labelled."""
    if not document.text:
        return
    whole = [Span(0, len(document.text))]
    pieces = tokenise(tokenizer, document.text, whole, sep_id=sep_id, stand_ins=stand_ins)
    cues = np.zeros(len(pieces), dtype=np.int64)
    nested = _nested_labels(document, pieces)
    relations = []
    doc_references = DocumentReferences.of(document, pieces)
    for attribution in document.attributions:
        start, end = piece_range(pieces, attribution.cue[0])
        if start == end:
            continue
        _mark(nested if attribution.nested else cues, start, end, first=1)
        relations.append((start, end, attribution))
    for window in windows(pieces, core=core, context=context, shortest=shortest):
        seen = slice(window.left, window.right)
        decided = [r for r in relations if window.first <= r[0] < window.last and r[1] <= window.right]
        shift = 1 - window.left  # [CLS] stands before the pieces
        yield Example(
            ids=np.append(cls_id, pieces.ids[seen]),
            cases=np.append(0, pieces.cases[seen]),
            cue_labels=legal(np.append(0, cues[seen])),
            nested_labels=legal(np.append(0, nested[seen])),
            cues=tuple((start + shift, end + shift) for start, end, _ in decided),
            role_labels=_role_labels(pieces, window.left, window.right, [a for _, _, a in decided]),
            core=(window.first + shift, window.last + shift),
            attributed=document.attributed,
            references=doc_references.within(window.left, window.right) if doc_references else None,
        )


def _mark(labels: Ints, start: int, end: int, *, first: int) -> None:
    labels[start:end] = first + 1
    labels[start] = first


def _nested_labels(document: Document, pieces: Pieces) -> Ints:
    """O outside contents and where nested gold is known, passed over inside other contents."""
    labels = np.zeros(len(pieces), dtype=np.int64)
    if not document.attributed:
        labels[:] = IGNORED
    for attribution in document.attributions:
        for span in attribution.content:
            labels[slice(*piece_range(pieces, span))] = IGNORED
    for span in document.known:
        labels[slice(*piece_range(pieces, span))] = 0
    for attribution in document.attributions:
        if attribution.nested:
            for span in attribution.content:
                labels[slice(*piece_range(pieces, span))] = IGNORED
    return labels


def _role_labels(pieces: Pieces, left: int, right: int, attributions: list[GoldAttribution]) -> Ints:
    labels = np.zeros((len(attributions), 1 + right - left), dtype=np.int64)
    for row, attribution in zip(labels, attributions, strict=True):
        for spans, first in ((attribution.content, 3), (attribution.source, 1)):
            for span in spans:
                start, end = (min(max(i, left), right) - left + 1 for i in piece_range(pieces, span))
                if start < end:
                    _mark(row, start, end, first=first)
        row[:] = legal(row)
    return labels


def legal(labels: Ints) -> Ints:
    """The labels with every I that continues nothing turned into a B: where a window cuts into a span, or a
    source stands inside its content. A CRF gives such a labelling no probability, and one of them in a
    batch outweighs everything else there.
    """
    before = np.append(0, labels[:-1])
    stray = (labels > 0) & (labels % 2 == 0) & (before != labels) & (before != labels - 1)
    return np.where(stray, labels - 1, labels)
