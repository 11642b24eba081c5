"""What one run learns from: attributed articles, their silver layers, speakers, gold coreference."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.analysis.regions import paragraphs
from onrecord.errors import NotFoundError
from onrecord.evaluation.speaker_labels import read_all_speaker_labels
from onrecord.training.corpora import Document, GoldAttribution, Marked, read_documents
from onrecord.training.referring import read_gum, read_layers, silver, with_speakers

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from onrecord.analysis.analyse import Analyser
    from onrecord.records import Analysis, Span

# Documents with gold coreference are seen this many times in an epoch: there are 84 of them against 840.
_REPEATED = 2


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a run learns from: ``corpus`` has attributions (and, where its lines have them, ``corenlp``
    layers), ``coreference`` GUM's mentions and chains, ``speakers`` whom the corpus' sources stand for,
    ``speakers_dev`` the same of other articles, of it or of those it is measured on, which choose the weights
    of the ranking; ``stances`` labels stances in it.
    """

    corpus: Path
    coreference: Path | None = None
    speakers: tuple[Path, ...] = ()
    speakers_dev: tuple[Path, ...] = ()
    stances: tuple[Path, ...] = ()


def gather(sources: Sources, analyser: Analyser | None) -> list[Document]:
    """The documents to learn from. ``analyser`` reads attributions in those that have none annotated, so that
    who speaks can be learned from there too; without one, they have none. Raises as ``read_documents``.
    """
    for path in (sources.coreference, *sources.speakers, *sources.speakers_dev, *sources.stances):
        if path is not None and not path.is_file():
            raise NotFoundError(f"{path}: no such file; give the JSON Lines file, or leave the option out")
    documents = _with_mentions(read_documents(sources.corpus), sources)
    if sources.coreference is not None:
        documents += _REPEATED * coreference_documents(sources.coreference, "train", analyser)
    return documents


def _with_mentions(documents: Sequence[Document], sources: Sources) -> list[Document]:
    layers = read_layers(sources.corpus)
    speakers = read_all_speaker_labels(sources.speakers)
    out = []
    for document in documents:
        layer = layers.get(document.id)
        if layer is not None:
            mentions = silver(document.text, layer)
            if document.id in speakers:
                mentions = with_speakers(document, mentions, speakers[document.id])
            document = replace(document, mentions=mentions, marked=Marked.NAMES)
        out.append(document)
    return out


def coreference_documents(path: Path, part: str, analyser: Analyser | None) -> list[Document]:
    """GUM's documents of one part, with the attributions that ``analyser`` reads in them."""
    rows = list(read_gum(path, part))
    if analyser is None:
        found: Sequence[tuple[GoldAttribution, ...]] = [()] * len(rows)
    else:
        items = ((text, paragraphs(text)) for _, text, _ in rows)
        found = [_attributions(analysis) for analysis in analyser.analyse_many(items)]
    return [
        Document(key, text, attributions, attributed=False, mentions=mentions, marked=Marked.ALL)
        for (key, text, mentions), attributions in zip(rows, found, strict=True)
    ]


def _attributions(analysis: Analysis) -> tuple[GoldAttribution, ...]:
    def pairs(spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
        return tuple((s.start, s.end) for s in spans)

    return tuple(
        GoldAttribution(pairs(a.source), pairs(a.cue), pairs(a.content)) for a in analysis.attributions
    )
