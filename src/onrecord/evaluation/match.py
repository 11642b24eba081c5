"""Gold and predicted attributions of one document, over its words: who pairs with whom.

The definitions are those every figure of the project is quoted in (shared/score.py, where that is
present; a test holds the two equal). Documents are compared over their words, runs of word characters,
so that punctuation and quotation marks at a span's edges count for nothing.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from onrecord.records import kind_of, name_keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from onrecord.records import Attribution, Span, Speaker

WORD = re.compile(r"\w+")
ROLES = ("source", "cue", "content")

# Contents pair when their words' intersection over union reaches this. The project's definition, not a
# setting: with another value the figures could not be compared with anybody's.
PAIRED_FROM = 0.5

Words = frozenset[int]  # indices of words in a document


@dataclass(frozen=True, slots=True)
class Labelled:
    """An attribution as a gold or prediction file gives it.

    Offsets are characters of the gold text. ``confidence`` is None where none was given. ``parent`` is
    the index in its document of the attribution whose content holds this one. ``labels`` keeps the
    optional keys "speaker", "speakers", "speaker_kind", "candidates", "settings", "stance", "negated",
    "distance", "disputed", "disputed_..." as they stood in the file: a label that is absent is not scored,
    one that is null is. "settings" are ``[kind, start, end]``, "candidates" names.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    confidence: float | None = None
    parent: int | None = None
    labels: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def of(cls, attribution: Attribution, speakers: Sequence[Speaker] = ()) -> Labelled:
        """What the analysis found, as something to be scored; ``speakers`` are those of the analysis."""
        names = [speakers[i].name for i in attribution.speakers]
        settings = [[s.kind.value, s.span.start, s.span.end] for s in attribution.settings]
        return cls(
            attribution.source,
            attribution.cue,
            attribution.content,
            confidence=attribution.confidence,
            parent=attribution.parent,
            labels={
                "speaker_kind": kind_of(attribution, speakers).value,
                **name_keys(names),
                "candidates": [speakers[i].name for i in attribution.candidates],
                "settings": settings,
                "stance": attribution.stance and attribution.stance.value,
                "negated": attribution.negated,
                "distance": attribution.distance.value,
            },
        )


@dataclass(frozen=True, slots=True)
class Doc:
    """A document and its attributions; ``text`` may be empty in predictions, the gold text counts."""

    text: str
    attributions: tuple[Labelled, ...] = ()
    publisher: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class InWords:
    """An attribution over word indices; ``pieces`` holds each span on its own, empty ones apart."""

    labelled: Labelled
    source: Words
    cue: Words
    content: Words
    pieces: Mapping[str, tuple[Words, ...]]

    def role(self, name: str) -> Words:
        """The words of "source", "cue" or "content"."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]


class Pair(NamedTuple):
    """A gold and a predicted attribution whose contents meet."""

    gold: InWords
    predicted: InWords

    @property
    def contents_equal(self) -> bool:
        """Whether the content's word sets are the same."""
        return self.gold.content == self.predicted.content

    @property
    def sources_agree(self) -> bool:
        """Whether this is an ``attribution`` pair: contents meet and so do the sources."""
        return sources_agree(self.gold.source, self.predicted.source)

    @property
    def exact(self) -> bool:
        """Whether content and source word sets are the same."""
        return self.contents_equal and self.gold.source == self.predicted.source


@dataclass(frozen=True, slots=True)
class Comparison:
    """One document compared: all attributions, and the pairs among those with words in their content."""

    text: str
    gold: tuple[InWords, ...]
    predicted: tuple[InWords, ...]
    pairs: tuple[Pair, ...]
    index: WordIndex

    @property
    def gold_with_content(self) -> list[InWords]:
        """The gold attributions that can be paired."""
        return [a for a in self.gold if a.content]

    @property
    def predicted_with_content(self) -> list[InWords]:
        """The predicted attributions that can be paired."""
        return [a for a in self.predicted if a.content]


class WordIndex:
    """Where the words of a text start and end."""

    def __init__(self, text: str) -> None:
        found = [match.span() for match in WORD.finditer(text)]
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]

    def words(self, spans: Iterable[Span]) -> Words:
        """The indices of the words that overlap any of the spans, in part or whole."""
        out: set[int] = set()
        for span in spans:
            first = bisect_left(self.ends, span.start + 1)
            out.update(range(first, max(first, bisect_left(self.starts, span.end))))
        return frozenset(out)


def in_words(attribution: Labelled, index: WordIndex) -> InWords:
    """The attribution over the words of its text."""
    spans = {"source": attribution.source, "cue": attribution.cue, "content": attribution.content}
    pieces = {role: tuple(words for span in spans[role] if (words := index.words([span]))) for role in ROLES}
    return InWords(
        attribution,
        source=index.words(attribution.source),
        cue=index.words(attribution.cue),
        content=index.words(attribution.content),
        pieces=pieces,
    )


def overlap(a: Words, b: Words) -> float:
    """Intersection over union, 0 for two empty sets."""
    return len(a & b) / len(a | b) if a or b else 0.0


def sources_agree(a: Words, b: Words) -> bool:
    """Both empty, or sharing at least half of the shorter one's words."""
    if not a or not b:
        return not a and not b
    return len(a & b) * 2 >= min(len(a), len(b))


def pair_up(gold: Sequence[InWords], predicted: Sequence[InWords]) -> tuple[Pair, ...]:
    """One-to-one pairs by content overlap, best first; then by shared cue words, then in reading order."""
    candidates = sorted(
        (
            (overlap(g.content, p.content), len(g.cue & p.cue), -i, -j)
            for i, g in enumerate(gold)
            for j, p in enumerate(predicted)
            if not g.content.isdisjoint(p.content)
        ),
        reverse=True,
    )
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    pairs: list[Pair] = []
    for value, _, minus_i, minus_j in candidates:
        if value < PAIRED_FROM:
            break
        if -minus_i not in taken_gold and -minus_j not in taken_predicted:
            taken_gold.add(-minus_i)
            taken_predicted.add(-minus_j)
            pairs.append(Pair(gold[-minus_i], predicted[-minus_j]))
    return tuple(pairs)


def compare(gold: Doc, predicted: Doc | None) -> Comparison:
    """One document's gold beside what was predicted; no prediction counts as an empty one."""
    index = WordIndex(gold.text)
    wanted = tuple(in_words(a, index) for a in gold.attributions)
    given = tuple(in_words(a, index) for a in (predicted.attributions if predicted else ()))
    pairs = pair_up([a for a in wanted if a.content], [a for a in given if a.content])
    return Comparison(gold.text, wanted, given, pairs, index)


def compare_all(gold: Mapping[str, Doc], predicted: Mapping[str, Doc]) -> dict[str, Comparison]:
    """Every gold document compared; predictions for other documents are not looked at."""
    return {key: compare(doc, predicted.get(key)) for key, doc in gold.items()}


def marks_nesting(docs: Mapping[str, Doc]) -> bool:
    """Whether any attribution says that it stands inside another."""
    return any(a.parent is not None for doc in docs.values() for a in doc.attributions)


def without_nested(docs: Mapping[str, Doc]) -> dict[str, Doc]:
    """The documents with top-level attributions alone, for gold that does not mark nesting."""
    return {
        key: Doc(doc.text, tuple(a for a in doc.attributions if a.parent is None), doc.publisher, doc.part)
        for key, doc in docs.items()
    }


def confident(docs: Mapping[str, Doc], least: float) -> dict[str, Doc]:
    """The documents without the attributions of less confidence than ``least``; one of none stays.

    The parent of what stays is the nearest one around it that stays.
    """
    return {key: replace(doc, attributions=_confident(doc.attributions, least)) for key, doc in docs.items()}


def _confident(attributions: tuple[Labelled, ...], least: float) -> tuple[Labelled, ...]:
    kept = [i for i, a in enumerate(attributions) if a.confidence is None or a.confidence >= least]
    moved = {old: new for new, old in enumerate(kept)}

    def parent(index: int) -> int | None:
        above, seen = attributions[index].parent, {index}
        while above is not None and above not in moved and above not in seen:
            seen.add(above)  # a file may go round in a circle, or point outside
            above = attributions[above].parent if 0 <= above < len(attributions) else None
        return moved.get(above) if above is not None else None

    return tuple(replace(attributions[i], parent=parent(i)) for i in kept)
