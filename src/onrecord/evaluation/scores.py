"""The project's figures: precision, recall and F1 over a corpus, and accuracies over pairs.

Micro-averaged precision, recall and F1:

* source, cue, content: words that carry the role
* source-exact, cue-exact, content-spans-exact: contiguous spans with equal words, one by one (as
  published for PolNeAR)
* content-exact: an attribution's whole content, word sets equal
* content-half: contents paired one to one, best first, with intersection over union of at least one
  half: the pairs of everything below
* attribution: pairs whose sources agree too
* attribution-exact: pairs whose content and source word sets are equal
* resolved: pairs whose speaker is right

Accuracy over pairs, where the gold has the label: speaker, unnamed, stance, negated, distance, and
stance-macro, the F1 of each gold stance averaged.

Beside these, the figures of ``beyond``: nested, abstained, settings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onrecord.evaluation import beyond
from onrecord.evaluation.beyond import COUNTED_BEYOND, RATED_BEYOND
from onrecord.evaluation.match import ROLES, WORD, Comparison, Doc, InWords, Labelled, Pair, compare_all

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

COUNTED = (
    *ROLES,
    "source-exact",
    "cue-exact",
    "content-spans-exact",
    "content-exact",
    "content-half",
    "attribution",
    "attribution-exact",
    "resolved",
)
ACCURACIES = ("speaker", "unnamed", "stance", "negated", "distance")

NAMELESS: frozenset[object] = frozenset({"unnamed", "unknown", None})
# Words before a name that do not tell persons apart; the project's scorer leaves out exactly these.
TITLES = frozenset(
    ("the", "a", "an", "mr", "mrs", "ms", "miss", "dr", "sen", "rep", "gov", "president", "senator")
)
POSSESSIVE = re.compile(r"[’']s\b")


@dataclass(frozen=True, slots=True)
class Count:
    """How many were right, predicted and wanted; the ratios are 0 where nothing was."""

    right: int = 0
    predicted: int = 0
    gold: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.right + other.right, self.predicted + other.predicted, self.gold + other.gold)

    @property
    def precision(self) -> float:
        """Right among predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Right among gold."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return harmonic(self.precision, self.recall)

    @property
    def empty(self) -> bool:
        """Whether there was nothing to count on either side."""
        return not (self.right or self.predicted or self.gold)


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the pairs that could be judged were right."""

    right: int = 0
    of: int = 0

    def __add__(self, other: Rate) -> Rate:
        return Rate(self.right + other.right, self.of + other.of)

    @property
    def value(self) -> float:
        """The share, 0 where nothing could be judged."""
        return self.right / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """All counts of a corpus; the four mappings hold every name, seen or not.

    ``counts`` and ``rates`` are the project's figures, those of ``beyond`` stand apart.
    ``stance_macro`` is None where the gold names no stance; ``stances`` are the counts of each, which it is
    made of.
    """

    counts: Mapping[str, Count] = field(default_factory=lambda: dict.fromkeys(COUNTED, Count()))
    rates: Mapping[str, Rate] = field(default_factory=lambda: dict.fromkeys(ACCURACIES, Rate()))
    stance_macro: float | None = None
    counts_beyond: Mapping[str, Count] = field(default_factory=lambda: dict.fromkeys(COUNTED_BEYOND, Count()))
    rates_beyond: Mapping[str, Rate] = field(default_factory=lambda: dict.fromkeys(RATED_BEYOND, Rate()))
    stances: Mapping[str, Count] = field(default_factory=dict)

    def figures(self) -> dict[str, float]:
        """One number per figure that has something to tell: F1s, accuracies, then those of ``beyond``."""
        out = {name: count.f1 for name, count in self.counts.items() if not count.empty}
        out |= {name: rate.value for name, rate in self.rates.items() if rate.of}
        if self.stance_macro is not None:
            out["stance-macro"] = self.stance_macro
        out |= {name: count.f1 for name, count in self.counts_beyond.items() if not count.empty}
        out |= {name: rate.value for name, rate in self.rates_beyond.items() if rate.of}
        return out


def harmonic(precision: float, recall: float) -> float:
    """F1 of the two."""
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0


def score(gold: Mapping[str, Doc], predicted: Mapping[str, Doc]) -> Scores:
    """The figures of ``predicted`` against ``gold``; a gold document without prediction counts as empty."""
    return score_comparisons(compare_all(gold, predicted))


def score_comparisons(comparisons: Mapping[str, Comparison]) -> Scores:
    """The figures of documents that have been compared."""
    counts = dict.fromkeys(COUNTED, Count())
    rates = dict.fromkeys(ACCURACIES, Rate())
    stances: dict[object, Count] = defaultdict(Count)
    counts_beyond = dict.fromkeys(COUNTED_BEYOND, Count())
    rates_beyond = dict.fromkeys(RATED_BEYOND, Rate())
    for comparison in comparisons.values():
        found = [*_spans(comparison), *_pairs(comparison), *_resolved(comparison)]
        for name, count in found:
            counts[name] += count
        for name, rate in [*_speakers(comparison), *_labels(comparison)]:
            rates[name] += rate
        for stance, count in _stances(comparison):
            stances[stance] += count
        for name, count in _settings(comparison):
            counts_beyond[name] += count
        for name, rate in _beyond(comparison):
            rates_beyond[name] += rate
    named = {stance: count for stance, count in stances.items() if isinstance(stance, str)}
    return Scores(counts, rates, _macro(stances), counts_beyond, rates_beyond, named)


def _spans(comparison: Comparison) -> list[tuple[str, Count]]:
    """Words of each role, and each role's contiguous spans as sets."""
    out = []
    for role in ROLES:
        wanted = frozenset(word for a in comparison.gold for word in a.role(role))
        given = frozenset(word for a in comparison.predicted for word in a.role(role))
        out.append((role, Count(len(wanted & given), len(given), len(wanted))))
        wanted_spans = {words for a in comparison.gold for words in a.pieces[role]}
        given_spans = {words for a in comparison.predicted for words in a.pieces[role]}
        name = "content-spans-exact" if role == "content" else f"{role}-exact"
        out.append((name, Count(len(wanted_spans & given_spans), len(given_spans), len(wanted_spans))))
    return out


def _pairs(comparison: Comparison) -> list[tuple[str, Count]]:
    """What became of the whole attributions."""
    predicted, gold = len(comparison.predicted_with_content), len(comparison.gold_with_content)
    right = {
        "content-exact": sum(pair.contents_equal for pair in comparison.pairs),
        "content-half": len(comparison.pairs),
        "attribution": sum(pair.sources_agree for pair in comparison.pairs),
        "attribution-exact": sum(pair.exact for pair in comparison.pairs),
    }
    return [(name, Count(n, predicted, gold)) for name, n in right.items()]


def _disputed(attribution: InWords, key: str = "disputed") -> bool:
    return bool(attribution.labelled.labels.get(key))


def _with_kind(comparison: Comparison) -> list[Pair]:
    """The pairs whose speaker the gold settles."""
    return [p for p in comparison.pairs if "speaker_kind" in p.gold.labelled.labels and not _disputed(p.gold)]


def _resolved(comparison: Comparison) -> list[tuple[str, Count]]:
    """Pairs whose speaker is right; disputed gold counts neither for nor against."""
    gold = comparison.gold_with_content
    if not any("speaker_kind" in a.labelled.labels for a in gold):
        return []
    right = sum(speaker_right(p.gold.labelled, p.predicted.labelled) for p in _with_kind(comparison))
    unjudged = sum(_disputed(pair.gold) for pair in comparison.pairs)
    predicted = len(comparison.predicted_with_content) - unjudged
    return [("resolved", Count(right, predicted, len(gold) - sum(map(_disputed, gold))))]


def _speakers(comparison: Comparison) -> list[tuple[str, Rate]]:
    return [
        (
            "unnamed" if pair.gold.labelled.labels["speaker_kind"] in NAMELESS else "speaker",
            Rate(int(speaker_right(pair.gold.labelled, pair.predicted.labelled)), 1),
        )
        for pair in _with_kind(comparison)
    ]


def _labels(comparison: Comparison) -> list[tuple[str, Rate]]:
    """Stance, negation and distance, wherever the gold has them undisputed."""
    return [
        (name, Rate(int(p.gold.labelled.labels[name] == p.predicted.labelled.labels.get(name)), 1))
        for p in comparison.pairs
        for name in ("stance", "negated", "distance")
        if name in p.gold.labelled.labels and not _disputed(p.gold, f"disputed_{name}")
    ]


def _stances(comparison: Comparison) -> list[tuple[object, Count]]:
    out: list[tuple[object, Count]] = []
    for pair in comparison.pairs:
        wanted, given = pair.gold.labelled.labels, pair.predicted.labelled.labels
        if "stance" in wanted and not _disputed(pair.gold, "disputed_stance"):
            out.append((wanted["stance"], Count(int(wanted["stance"] == given.get("stance")), 0, 1)))
            out.append((given.get("stance"), Count(0, 1, 0)))
    return out


def _settings(comparison: Comparison) -> Iterator[tuple[str, Count]]:
    """Each kind's settings, and all of them."""
    for kind, *counts in beyond.settings(comparison):
        yield beyond.SETTINGS, Count(*counts)
        yield f"{beyond.SETTINGS}-{kind}", Count(*counts)


def _beyond(comparison: Comparison) -> Iterator[tuple[str, Rate]]:
    for name, found in (
        (beyond.NESTED, beyond.nested(comparison)),
        (beyond.ABSTAINED, beyond.abstained(comparison)),
    ):
        for right in found:
            yield name, Rate(int(right), 1)


def _macro(stances: Mapping[object, Count]) -> float | None:
    """F1 averaged over the stances that the gold uses."""
    values = [count.f1 for count in stances.values() if count.gold]
    return sum(values) / len(values) if values else None


def name_words(name: object) -> frozenset[str]:
    """The lower-cased words of a name, titles and a possessive ending apart."""
    plain = POSSESSIVE.sub("", name.lower() if isinstance(name, str) else "")
    return frozenset(WORD.findall(plain)) - TITLES


def names(attribution: Labelled) -> list[frozenset[str]]:
    """The speakers' names as word sets, nameless ones left out."""
    several = attribution.labels.get("speakers")
    given = several if isinstance(several, list | tuple) and several else [attribution.labels.get("speaker")]
    return [words for words in map(name_words, given) if words]


def same_name(a: frozenset[str], b: frozenset[str]) -> bool:
    """Equal, or one holds all words of the other (Ben Carson, Carson)."""
    return bool(a and b) and (a <= b or b <= a)


def speaker_right(gold: Labelled, predicted: Labelled) -> bool:
    """Whether the prediction names the gold's speaker, or names nobody where the gold names nobody."""
    if gold.labels.get("speaker_kind") in NAMELESS:
        return predicted.labels.get("speaker_kind") in NAMELESS
    wanted, given = names(gold), names(predicted)
    return len(wanted) == len(given) and all(any(same_name(w, g) for g in given) for w in wanted)
