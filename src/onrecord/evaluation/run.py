"""Gold, and predictions or an analyser to make them -> everything we report about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from onrecord.analysis.regions import paragraphs
from onrecord.evaluation import calibration, splits
from onrecord.evaluation.match import Doc, Labelled, compare_all, marks_nesting, without_nested
from onrecord.evaluation.scores import Scores, score_comparisons

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.evaluation.calibration import Reliability
    from onrecord.evaluation.scores import Count
    from onrecord.evaluation.splits import Split
    from onrecord.records import Analysis, Span


class Analyses(Protocol):
    """What evaluation asks of an analyser; ``onrecord.analysis.load()`` gives one."""

    def analyse_many(
        self, items: Iterable[tuple[str, Sequence[Span]]], *, min_confidence: float | None = None
    ) -> Iterator[Analysis]:
        """The analysis of each text, in the order of the texts."""
        ...


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What is reported of one set of predictions.

    ``missing`` are the gold documents without a prediction. ``reliability`` and ``dial`` are None where no
    prediction carries a confidence; ``publishers`` is empty where the gold gives none.
    """

    documents: int
    missing: tuple[str, ...]
    scores: Scores
    quotation: Mapping[str, Mapping[str, Split]]
    source: Mapping[str, Mapping[str, Split]]
    publishers: Mapping[str, Scores]
    reliability: Reliability | None = None
    dial: Mapping[float, Count] | None = None


def predict(
    gold: Mapping[str, Doc], analyser: Analyses, *, min_confidence: float | None = None
) -> Iterator[tuple[str, Doc]]:
    """Each gold text as the analyser reads it, paragraph by paragraph, without a look at the gold."""
    items = ((doc.text, paragraphs(doc.text)) for doc in gold.values())
    read = analyser.analyse_many(items, min_confidence=min_confidence)
    for (key, doc), analysis in zip(gold.items(), read, strict=True):
        yield key, Doc(doc.text, tuple(Labelled.of(a, analysis.speakers) for a in analysis.attributions))


def evaluate(gold: Mapping[str, Doc], predicted: Mapping[str, Doc]) -> Evaluation:
    """Everything we report; nested predictions are left out where the gold marks no nesting."""
    if not marks_nesting(gold):
        predicted = without_nested(predicted)
    comparisons = compare_all(gold, predicted)
    documents = tuple(comparisons.values())
    judgements = calibration.judged(documents)
    return Evaluation(
        documents=len(gold),
        missing=tuple(sorted(set(gold) - set(predicted))),
        scores=score_comparisons(comparisons),
        quotation=splits.by_quotation(documents),
        source=splits.by_source(documents),
        publishers=splits.by_publisher(gold, comparisons),
        reliability=calibration.reliability(judgements) if judgements else None,
        dial=calibration.dial(documents) if judgements else None,
    )
