"""What is labelled of an event of the compare gold; quality/compare/README.md says what each label means.

``compare_label_lines`` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from onrecord.answers.comparisons import DraftOutcome, VersionChangeKind
    from onrecord.compare.values import ChangeKind
    from onrecord.records import Span


class Ref(NamedTuple):
    """An attribution: its article (or draft) and the number that its braces carry."""

    article: str
    number: int

    def __str__(self) -> str:
        return f"{self.article}.{self.number}"


class FigureRef(NamedTuple):
    """A figure: its article and the place of its words there."""

    article: str
    span: Span


#: Two that no order tells apart.
RefPair: TypeAlias = frozenset[Ref]
FigurePair: TypeAlias = frozenset[FigureRef]


@dataclass(frozen=True, slots=True)
class Change:
    """All the kinds of change of ``after`` against ``before``."""

    before: Ref
    after: Ref
    kinds: frozenset[ChangeKind]


@dataclass(frozen=True, slots=True)
class OriginLabel:
    """Articles of one origin; ``kind`` is reprint, wire or rewrite."""

    articles: tuple[str, ...]
    kind: str


class VersionChange(NamedTuple):
    """What became of a statement: numbers in the versions before and after, None where one lacks it."""

    kind: VersionChangeKind
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class VersionLabel:
    """Two versions of one page and what became of every attribution."""

    before: str
    after: str
    changes: frozenset[VersionChange]


@dataclass(frozen=True, slots=True)
class DraftLabel:
    """What is to be found for a quotation of a draft; ``kinds`` only where it is altered, ``found`` is an
    occurrence of it, None where there is none.
    """

    quotation: Ref
    outcome: DraftOutcome
    kinds: frozenset[ChangeKind]
    found: Ref | None


@dataclass(frozen=True, slots=True)
class Labels:
    """All labels of an event. Pairs in ``unsure`` and ``unsure_figures`` count neither for nor against."""

    same: tuple[frozenset[Ref], ...] = ()
    differ: frozenset[RefPair] = frozenset()
    unsure: frozenset[RefPair] = frozenset()
    changes: tuple[Change, ...] = ()
    origins: tuple[OriginLabel, ...] = ()
    conflicts: frozenset[FigurePair] = frozenset()
    agreeing: frozenset[FigurePair] = frozenset()
    other: frozenset[FigurePair] = frozenset()
    unsure_figures: frozenset[FigurePair] = frozenset()
    disputes: frozenset[tuple[Ref, Ref]] = frozenset()
    undisputed: frozenset[tuple[Ref, Ref]] = frozenset()
    versions: tuple[VersionLabel, ...] = ()
    drafts: tuple[DraftLabel, ...] = ()

    def cluster(self, ref: Ref) -> frozenset[Ref]:
        """The occurrences of one quotation, at least the one given."""
        return next((cluster for cluster in self.same if ref in cluster), frozenset({ref}))

    def same_pairs(self) -> frozenset[RefPair]:
        """Every two occurrences of one quotation, without those that two readings are possible of."""
        pairs = (frozenset(pair) for cluster in self.same for pair in combinations(sorted(cluster), 2))
        return frozenset(pairs) - self.unsure

    def origin_pairs(self) -> frozenset[frozenset[str]]:
        """Every two articles of one origin."""
        return frozenset(frozenset(p) for label in self.origins for p in combinations(label.articles, 2))

    def pairs(self) -> dict[str, int]:
        """How many pairs are labelled, by the kind of label, those of ``unsure`` left out."""
        return {
            "same": len(self.same_pairs()),
            "differ": len(self.differ),
            "change": len(self.changes),
            "origin": len(self.origin_pairs()),
            "conflict": len(self.conflicts),
            "agree": len(self.agreeing),
            "other": len(self.other),
            "dispute": len(self.disputes),
            "undisputed": len(self.undisputed),
            "version": sum(len(label.changes) for label in self.versions),
            "draft": len(self.drafts),
        }
