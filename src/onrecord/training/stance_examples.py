"""Labelled attributions -> what the stance layer learns from: the encoder's states of the pieces it is shown.

The states come from the model folder's own graph, int8 as at run time, so that the layer is trained on
exactly what it will be given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from onrecord.analysis.decode import Relation
from onrecord.analysis.pieces import piece_range, tokenise
from onrecord.analysis.regions import paragraphs
from onrecord.analysis.stance import DISTANCES, STANCES, shown
from onrecord.analysis.windows import windows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from onrecord.analysis.pieces import Pieces
    from onrecord.analysis.scorers.onnx import OnnxScorer
    from onrecord.analysis.windows import Window
    from onrecord.records import Distance, Stance
    from onrecord.training.corpora import Document, GoldAttribution

    Ints = NDArray[np.int64]
    Answers = Mapping[str, Mapping[int, tuple[Stance, bool, Distance]]]


@dataclass(frozen=True, slots=True)
class StanceExamples:
    """N attributions: ``states`` (N x S x hidden, half precision), ``ids``, ``roles`` and ``buckets`` (N x S)
    of the pieces shown, ``labels`` (N x 3: stance, negated, distance, as their numbers), and the number of
    the ``article`` that each stands in (N).
    """

    states: NDArray[np.float16]
    ids: Ints
    roles: Ints
    buckets: Ints
    labels: Ints
    article: Ints

    def __len__(self) -> int:
        return len(self.labels)

    def kept(self, which: NDArray[np.bool_] | Ints) -> StanceExamples:
        """Those that ``which`` names."""
        return StanceExamples(
            self.states[which],
            self.ids[which],
            self.roles[which],
            self.buckets[which],
            self.labels[which],
            self.article[which],
        )


def stance_examples(scorer: OnnxScorer, documents: Sequence[Document], answers: Answers) -> StanceExamples:
    """The attributions of the documents that ``answers`` are given for, by document and number, in order."""
    parts = [
        part
        for number, document in enumerate(documents)
        if answers.get(document.id)
        for part in _of_document(scorer, document, answers[document.id], number)
    ]
    columns: Any = [np.concatenate(column) for column in zip(*parts, strict=True)]
    return StanceExamples(*columns)


def _of_document(
    scorer: OnnxScorer,
    document: Document,
    answers: Mapping[int, tuple[Stance, bool, Distance]],
    number: int,
) -> Iterator[tuple[NDArray[np.float16], Ints, Ints, Ints, Ints, Ints]]:
    """The columns of the examples, window by window."""
    config = scorer.config
    regions = paragraphs(document.text)
    pieces = tokenise(
        scorer.tokenizer, document.text, regions, sep_id=config.sep_id, stand_ins=scorer.stand_ins
    )
    labelled = [a for a in document.attributions if a.number in answers]
    for window in windows(pieces, core=config.core, context=config.context):
        here = [(r, a) for a in labelled if (r := _relation(a, pieces, window)) is not None]
        if not here:
            continue
        seen = slice(window.left, window.right)
        ids = np.append(config.cls_id, pieces.ids[seen])
        _, _, states = scorer.encode(ids, np.append(0, pieces.cases[seen])).states
        each = shown([r for r, _ in here], len(ids))
        told = np.array([_numbers(*answers[a.number]) for _, a in here], dtype=np.int64)
        article = np.full(len(here), number)
        yield states[each.at].astype(np.float16), ids[each.at], each.roles, each.buckets, told, article


def _numbers(stance: Stance, negated: bool, distance: Distance) -> tuple[int, int, int]:
    return STANCES.index(stance), int(negated), DISTANCES.index(distance)


def _relation(attribution: GoldAttribution, pieces: Pieces, window: Window) -> Relation | None:
    """The attribution at positions of the window; None where another window decides on it, or where its
    content is out of sight.
    """
    shift = 1 - window.left  # [CLS] stands before the pieces

    def seen(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        ranges = (piece_range(pieces, span) for span in spans)
        cut = ((max(s, window.left) + shift, min(e, window.right) + shift) for s, e in ranges)
        return [(start, end) for start, end in cut if start < end]

    first, _ = piece_range(pieces, attribution.cue[0])
    cue, content, source = seen(attribution.cue), seen(attribution.content), seen(attribution.source)
    if not (window.first <= first < window.last and cue and content):
        return None
    return Relation(cue[0], source[0] if source else None, tuple(content), ())
