"""Which cluster a mention that refers back means: the model's probabilities weighed with what is known of the
whole cluster (who spoke last, who is spoken of most, whose pronouns agree). A conditional logistic regression
over the few likeliest clusters and "none of them", fitted on articles whose sources people resolved.

Entity-level features next to mention pairs are Clark and Manning's (2015); none of them knows a name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

#: What the weights are for, in this order.
FEATURES = (
    "share",  # log of the sum of the probabilities of its mentions
    "best",  # log of the best of them
    "gender",  # log of how far its pronouns, all over the article, agree
    "agreeing",  # an agreeing pronoun was linked to it before
    "disagreeing",  # one of the other gender was
    "spoke_last",  # it is the source of the attribution before
    "spoke_before",  # of the one before that
    "sentences",  # log of the sentences since its last mention
    "same_sentence",
    "subject",  # its last mention opens a sentence
    "mentions",  # log of their number so far
    "named",
    "name_last",  # its last mention is a name
    "called",  # the article calls it by the noun of the description
    "spoken_of",  # its last mention stands in what somebody says, the mention asked about does not
    "speaking",  # log of how often it was a source so far
    "paragraphs",  # log of the paragraphs since its last mention
    "adjacent",  # its last mention ends right before: "Lund, who"
    "several",  # it was described in the plural
    "group",  # it is no person
    "person",  # it is one
)
#: The feature of "none of them": the log of the probability that nothing before is meant.
NONE = ("none", "new")

# Clusters that are weighed; of the right ones 99 % are among the first six by the model's probability.
MOST = 6
_LEAST = 1e-3


class Referring(StrEnum):
    """Sorts of mentions that refer back, each with weights of its own."""

    PERSONAL = "personal"  # he, she
    OTHER = "other"  # they, it
    RELATIVE = "relative"  # who, which
    NOMINAL = "nominal"  # the senator, the ministry
    NAME = "name"  # a name that fits several


Weights = dict[str, dict[str, float]]

#: Weights where the model brings none: its own probabilities, agreement and recency.
DEFAULT: Weights = {
    sort.value: {"share": 1.0, "gender": 2.0, "disagreeing": -2.0, "called": 1.5, "new": 1.0}
    for sort in Referring
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cluster that may be meant: its number, the model's ``share``, and the values of ``FEATURES``."""

    cluster: int
    share: float
    values: tuple[float, ...]


def log(probability: float) -> float:
    """The logarithm, of nothing as of one in a thousand."""
    return math.log(probability + _LEAST)


def probabilities(
    candidates: list[Candidate], new: float, weights: Mapping[str, float]
) -> tuple[list[float], float]:
    """Of each candidate, and of none of them."""
    scores = [
        sum(weights.get(name, 0.0) * value for name, value in zip(FEATURES, c.values, strict=True))
        for c in candidates
    ]
    none = weights.get(NONE[0], 0.0) + weights.get(NONE[1], 0.0) * log(new)
    top = max([none, *scores])
    powers = [math.exp(s - top) for s in scores]
    last = math.exp(none - top)
    total = sum(powers) + last
    return [p / total for p in powers], last / total
