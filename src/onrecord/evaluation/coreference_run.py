"""Documents with gold mentions, and an analyser -> the coreference figures.

The documents are GUM's shape: JSON Lines, each line with "id", "text" and "mentions", a mention with "start",
"end", "chain" (whom it means), "type" (of entity) and "named".
"""

from __future__ import annotations

import collections
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from onrecord.analysis.assemble import assemble
from onrecord.analysis.mentions import NAMES, Kind
from onrecord.analysis.pairs import PRONOUNS
from onrecord.analysis.regions import paragraphs
from onrecord.analysis.speakers.identify import link
from onrecord.errors import BadLineError, NotFoundError, UsageError
from onrecord.evaluation import gold as gold_files
from onrecord.evaluation.coreference import Agreement, Tally, overlap
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from onrecord.analysis.analyse import Candidates
    from onrecord.analysis.scorers.base import Scorer
    from onrecord.analysis.speakers.identify import Linked

    Cluster = frozenset[Hashable]

# What may speak; GUM names days, events, works and currencies too.
_SPEAKS = {"person": Kind.PERSON_NAME, "organization": Kind.GROUP_NAME, "place": Kind.PLACE_NAME}
_SPEAKING_NAMES = frozenset(_SPEAKS.values())
# Kinds that the search for speakers passes over unless they are sources.
_PASSED_OVER = frozenset({Kind.OTHER_NAME, Kind.OTHER})
_I = PRONOUNS["i"]


@dataclass(frozen=True, slots=True)
class Reading:
    """The mentions of a text: in ``clusters``, those said once too, and the kind of each that is a name."""

    clusters: tuple[Cluster, ...]
    names: Mapping[Span, Kind]


@dataclass(frozen=True, slots=True)
class CoreferenceDocument:
    """A text with its gold mentions."""

    text: str
    reading: Reading
    genre: str | None = None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of some documents: clusters of two mentions and more (``repeated``, the CoNLL-2012 habit),
    all clusters (``every``), names (``named``), and names of people, organisations and places (``speaking``).
    """

    documents: int = 0
    repeated: Agreement = field(default_factory=Agreement)
    every: Agreement = field(default_factory=Agreement)
    named: Tally = field(default_factory=Tally)
    speaking: Tally = field(default_factory=Tally)

    @classmethod
    def of(cls, gold: Reading, predicted: Reading) -> Figures:
        """Those of one document."""
        clusters = gold.clusters, predicted.clusters
        return cls(
            documents=1,
            repeated=Agreement.of(*clusters, singletons=False),
            every=Agreement.of(*clusters, singletons=True),
            named=overlap(gold.names, predicted.names),
            speaking=overlap(_speaking(gold), _speaking(predicted)),
        )

    def __add__(self, other: Figures) -> Figures:
        return Figures(
            self.documents + other.documents,
            self.repeated + other.repeated,
            self.every + other.every,
            self.named + other.named,
            self.speaking + other.speaking,
        )


class Sees(Protocol):
    """What is asked of an analyser; ``onrecord.analysis.load()`` gives one."""

    @property
    def scorer(self) -> Scorer:
        """The model."""
        ...

    def candidates(self, items: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Candidates]:
        """What the model sees in each text, in their order."""
        ...


def load(
    path: Path, *, part: str | None = None, genres: Collection[str] = ()
) -> dict[str, CoreferenceDocument]:
    """The documents at ``path`` by id: those of one part and of the ``genres``, where these are given.

    Raises NotFoundError, BadLineError for a line that is no such document, and UsageError where part and
    genres leave none.
    """
    if not path.is_file():
        raise NotFoundError(f"{path}: no such file; give a JSON Lines file with mentions (gum.jsonl.gz)")
    with gold_files.open_lines(path) as lines:
        docs = dict(_document(v, f"{path}, line {n}") for n, v in gold_files.values(path, lines))
    kept = {
        key: doc
        for key, doc in docs.items()
        if (part is None or doc.part == part) and (not genres or doc.genre in genres)
    }
    if not kept:
        known = ", ".join(sorted({f"{doc.genre} ({doc.part})" for doc in docs.values()})) or "none"
        raise UsageError(f"{path}: no document of that part and genre; choose among its own: {known}")
    return kept


def _document(value: Mapping[str, object], where: str) -> tuple[str, CoreferenceDocument]:
    key, text, mentions = (value.get(name) for name in ("id", "text", "mentions"))
    if not (isinstance(key, str) and isinstance(text, str) and isinstance(mentions, list)):
        raise BadLineError(
            f"{where}: expected id and text as strings and mentions as a list; "
            "leave --coreference out for a file of attributions"
        )
    genre, part = (v if isinstance(v, str) else None for v in (value.get("genre"), value.get("part")))
    return key, CoreferenceDocument(text, _gold(mentions, where), genre, part)


def _gold(mentions: Sequence[Mapping[str, object]], where: str) -> Reading:
    chains: dict[object, set[Span]] = collections.defaultdict(set)
    names: dict[Span, Kind] = {}
    for row in mentions:
        try:
            span = Span(int(str(row["start"])), int(str(row["end"])))
            chains[str(row["chain"])].add(span)
            if row["named"]:
                names[span] = _SPEAKS.get(str(row["type"]), Kind.OTHER_NAME)
        except (TypeError, ValueError, KeyError) as error:
            raise BadLineError(
                f"{where}: mention {row!r}; expected start, end, chain, type and named; "
                "see docs/evaluation.md for the shape"
            ) from error
    return Reading(tuple(map(frozenset, chains.values())), names)


def _speaking(reading: Reading) -> set[Span]:
    return {span for span, kind in reading.names.items() if kind in _SPEAKING_NAMES}


def read(documents: Mapping[str, CoreferenceDocument], analyser: Sees) -> Iterator[tuple[str, Reading]]:
    """Each text as the analyser reads it, paragraph by paragraph, without a look at the gold."""
    items = ((doc.text, paragraphs(doc.text)) for doc in documents.values())
    for key, seen in zip(documents, analyser.candidates(items), strict=True):
        yield key, reading(seen, analyser.scorer)


def reading(seen: Candidates, scorer: Scorer) -> Reading:
    """The clusters that the search for speakers makes, and the mentions that it passes over, each alone."""
    attributions = assemble(seen.text, seen.found, scorer.config.calibration, scorer.config.threshold)
    linked = link(seen.text, attributions, seen.mentions, scorer)
    groups: dict[Hashable, set[Hashable]] = collections.defaultdict(set)
    for span, meant in zip(linked.spans, _meant(linked), strict=True):
        groups[meant].add(span)
    kinds = dict(zip(linked.spans, map(Kind, linked.mentions.kinds.tolist()), strict=True))
    for span, kind in _passed_over(seen):
        if span not in kinds:
            kinds[span] = kind
            groups[span].add(span)
    names = {span: kind for span, kind in kinds.items() if kind in NAMES}
    return Reading(tuple(map(frozenset, groups.values())), names)


def _passed_over(seen: Candidates) -> Iterator[tuple[Span, Kind]]:
    columns = (seen.mentions.starts, seen.mentions.ends, seen.mentions.kinds)
    for start, end, kind in zip(*(column.tolist() for column in columns), strict=True):
        if kind in _PASSED_OVER:
            yield Span(start, end), Kind(kind)


def _meant(linked: Linked) -> Iterator[Hashable]:
    """The cluster of each mention; "I" is whoever says the words that it stands in."""
    chains, described = linked.chains, linked.described
    sources = ((n, said) for n, said in enumerate(described.source.tolist()) if said >= 0 and n in chains.of)
    says = {said: chains.of[n] for n, said in sources}
    for n, (pronoun, content) in enumerate(zip(described.pronouns, described.content, strict=True)):
        if n in chains.of:
            yield chains.of[n]
        elif pronoun == _I and content >= 0:
            yield says.get(int(content), ("said", int(content)))
        else:
            yield "alone", n


def evaluate(gold: Mapping[str, CoreferenceDocument], predicted: Mapping[str, Reading]) -> dict[str, Figures]:
    """The figures of each genre and, under "all", of all; a document without prediction counts as empty."""
    out: dict[str, Figures] = collections.defaultdict(Figures)
    for key, doc in gold.items():
        figures = Figures.of(doc.reading, predicted.get(key, Reading((), {})))
        for group in ("all", doc.genre or "no genre"):
            out[group] += figures
    return dict(out)
