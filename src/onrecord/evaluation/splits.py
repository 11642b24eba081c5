"""The same figures by kind of quotation, by kind of source and by publisher.

A publisher's figures are those of its documents. A kind belongs to an attribution, and a pair may be of
two kinds (the gold's content ends before the closing mark, the prediction's after it). So recall goes by
the kind of the gold attribution and precision by the kind of the predicted one; both kinds are told from
the same text by the same rule, whatever a file says of itself.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from onrecord.analysis.claims.quoted import spoken
from onrecord.analysis.quotation import quotation_of, quoted_spans
from onrecord.evaluation.match import WORD, Comparison, Doc, InWords, Pair
from onrecord.evaluation.scores import Scores, harmonic, score_comparisons
from onrecord.records import Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

# The figures that are told of whole attributions, and when a pair counts for each.
PAIR_FIGURES: dict[str, Callable[[Pair], bool]] = {
    "content-exact": lambda pair: pair.contents_equal,
    "content-half": lambda _: True,
    "attribution": lambda pair: pair.sources_agree,
    "attribution-exact": lambda pair: pair.exact,
}


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PRONOUNS = _set(
    "i me my we us our you your he him his she her hers it its they them their theirs who whom whose which "
    "that this these those one some others many most both all none each another several few everyone "
    "everybody anyone anybody someone somebody nobody himself herself itself themselves ourselves myself "
    "yourself yourselves"
)
# Words that open a source and a sentence alike, so that their capital letter tells nothing.
DETERMINERS = PRONOUNS | _set("a an the one two three four five six seven eight nine ten no not even")
# A full stop after these, or after a single letter, ends no sentence.
ABBREVIATIONS = _set("mr mrs ms dr sen rep gov gen col lt sgt st prof rev hon jr sr vs u.s u.k")
_SENTENCE_END = re.compile(r"[.!?:;…]['\"’”»)\]]*\s*$|\n\s*$|^\s*$")
_LINE = re.compile(r"[^\n]+")
_OPENING = re.compile(r"[\s'\"‘“„«‹(\[*•–—-]+$")


class SourceKind(StrEnum):
    """How a source is given."""

    NAMED = "named"  # "Ana Lund, the harbour master", "the U.N."
    PRONOUN = "pronoun"  # "he", "who", "they both"
    OTHER = "other"  # "officials", "the report"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Split:
    """One figure of one group: right and all, seen from the predictions and from the gold."""

    right_predicted: int = 0
    predicted: int = 0
    right_gold: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of the group's predictions that are right."""
        return self.right_predicted / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the group's gold that was found."""
        return self.right_gold / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of the two."""
        return harmonic(self.precision, self.recall)


class Reading:
    """What a document's text tells about the attributions in it."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _quoted(self) -> list[Span]:
        lines = (Span(*match.span()) for match in _LINE.finditer(self.text))
        return [span for line in lines for span in quoted_spans(self.text, line)]

    @cached_property
    def _elsewhere(self) -> frozenset[str]:
        """Words seen with a capital letter inside a sentence: names, as a rule."""
        return frozenset(
            match.group() for match in WORD.finditer(self.text) if _capital(match) and not self._opens(match)
        )

    def quotation(self, attribution: InWords) -> Quotation:
        """Direct, indirect or mixed, by the rule that the analysis goes by."""
        content = attribution.labelled.content
        near = [q for q in self._quoted if any(q.start < s.end and s.start < q.end for s in content)]
        return quotation_of(self.text, content, spoken(self.text, content, near))

    def source(self, attribution: InWords) -> SourceKind:
        """How the source is given.

        Named: it has a word with a capital letter that is no determiner or pronoun and either does not open
        its sentence or looks proper there too: written with two capitals (UN, McCall), or with its capital
        inside a sentence elsewhere in the document. So "Officials" opening a sentence is not a name, and
        neither is a surname that occurs once in the document and opens its sentence.
        """
        words = list(self._words(attribution.labelled.source))
        if not words:
            return SourceKind.EMPTY
        if all(match.group().lower() in PRONOUNS for match in words):
            return SourceKind.PRONOUN
        proper = [match for match in words if _capital(match) and match.group().lower() not in DETERMINERS]
        if any(not self._opens(match) or self._looks_proper(match) for match in proper):
            return SourceKind.NAMED
        return SourceKind.OTHER

    def _words(self, spans: Sequence[Span]) -> Iterator[re.Match[str]]:
        for span in spans:
            yield from WORD.finditer(self.text, span.start, span.end)

    def _looks_proper(self, match: re.Match[str]) -> bool:
        word = match.group()
        return sum(letter.isupper() for letter in word) > 1 or word in self._elsewhere

    def _opens(self, match: re.Match[str]) -> bool:
        """Whether the word is the first of its sentence or line."""
        # Forty characters hold any run of marks and the abbreviation before it.
        before = self.text[max(0, match.start() - 40) : match.start()]
        if "\n" in (gap := (_OPENING.search(before) or [""])[0]) or len(gap) == len(before) == match.start():
            return True
        last = before.removesuffix(gap).split()[-1:] or [""]
        if last[0].endswith(".") and (last[0][:-1].lower() in ABBREVIATIONS or len(last[0]) == 2):
            return False
        return bool(_SENTENCE_END.search(before.removesuffix(gap)))


def _capital(match: re.Match[str]) -> bool:
    return match.group()[0].isupper()


def by_quotation(comparisons: Iterable[Comparison]) -> dict[str, dict[str, Split]]:
    """Figures of whole attributions for "direct", "indirect" and "mixed"."""
    return _by(comparisons, Quotation, Reading.quotation)


def by_source(comparisons: Iterable[Comparison]) -> dict[str, dict[str, Split]]:
    """Figures of whole attributions for "named", "pronoun", "other" and "empty" sources."""
    return _by(comparisons, SourceKind, Reading.source)


def by_publisher(gold: Mapping[str, Doc], comparisons: Mapping[str, Comparison]) -> dict[str, Scores]:
    """All figures of each publisher's documents, where the gold gives publishers, by name."""
    groups: dict[str, dict[str, Comparison]] = defaultdict(dict)
    for key, comparison in comparisons.items():
        publisher = gold[key].publisher
        if publisher is not None:
            groups[publisher][key] = comparison
    return {publisher: score_comparisons(groups[publisher]) for publisher in sorted(groups)}


def _by(
    comparisons: Iterable[Comparison],
    kinds: Iterable[StrEnum],
    kind_of: Callable[[Reading, InWords], StrEnum],
) -> dict[str, dict[str, Split]]:
    counts = {(kind.value, figure): [0, 0, 0, 0] for kind in kinds for figure in PAIR_FIGURES}
    for comparison in comparisons:
        reading = Reading(comparison.text)
        kind = {id(a): kind_of(reading, a).value for a in (*comparison.gold, *comparison.predicted)}
        for figure, counts_as in PAIR_FIGURES.items():
            right = [pair for pair in comparison.pairs if counts_as(pair)]
            columns = (
                [pair.predicted for pair in right],
                comparison.predicted_with_content,
                [pair.gold for pair in right],
                comparison.gold_with_content,
            )
            for column, attributions in enumerate(columns):
                for attribution in attributions:
                    counts[kind[id(attribution)], figure][column] += 1
    out: dict[str, dict[str, Split]] = defaultdict(dict)
    for (name, figure), cell in counts.items():
        out[name][figure] = Split(*cell)
    return {
        kind: figures for kind, figures in out.items() if any(s.predicted or s.gold for s in figures.values())
    }
