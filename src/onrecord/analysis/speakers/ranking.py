"""Which cluster a mention that refers back means: the model's probabilities weighed with what is known of the
whole cluster (who spoke last, who is spoken of most, whose pronouns agree). A conditional logistic regression
over the few likeliest clusters and "none of them", fitted on articles whose sources people resolved.

Entity-level features next to mention pairs are Clark and Manning's (2015); none of them knows a name.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from operator import mul
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    "ahead",  # it is only named further on
    "about",  # share of the description's other words that stand beside its names, or are of them
    "names",  # log of how often the article names it
    "headed",  # the headline or the first paragraph names it
    "described",  # it has no name, but more than pronouns
    "told_of",  # what the mention asked about says, as a source, names it
    "source_last",  # its last mention is a source
    "outside",  # log of the sentences since it was last mentioned outside of what somebody says
    "continuing",  # it spoke last, and the mention asked about speaks again, after direct speech
    "opens_last",  # its last mention opens a sentence that is nobody's speech
    "between",  # log of the named ones mentioned since its last mention
    "only_called",  # nobody else of the candidates is called by the noun
    "titled",  # the noun is its title, or what its name ends in
    "only_titled",  # nobody else has that title
    "apposed",  # between its last mention and the mention asked about is told what it is: "Lund, a mayor who"
    "owner",  # it is named after whose the description says it is: "his campaign", "the Lund campaign"
)
#: The features of "none of them".
NONE = (
    "none",
    "new",  # log of the probability that nothing before is meant
    "definite",
    "plural",
    "of_person",  # its noun is one of people
    "of_group",  # its noun is one of groups
    "owned",  # "his aide"
    "longer",  # more is told behind the noun: "the mayor of Vell"
    "early",  # it stands in the headline or the first paragraph
    "called_none",  # nobody is called by its noun
    "nameless_before",  # a pronoun right behind a noun of several: "voters who"
)

# Clusters that are weighed; of the right ones 99 % are among the first six by the model's probability.
MOST = 6
# The latest of those with names are weighed beside them: the model does not know every name.
LATEST = 3
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
    sort.value: {"share": 1.0, "gender": 2.0, "disagreeing": -2.0, "called": 1.5, "ahead": 6.0, "new": 1.0}
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


Ordered = tuple[tuple[float, ...], tuple[float, ...]]


def in_order(weights: Mapping[str, float]) -> Ordered:
    """The weights of ``FEATURES`` and of ``NONE``; nothing where there is none."""
    return tuple(weights.get(n, 0.0) for n in FEATURES), tuple(weights.get(n, 0.0) for n in NONE)


def probabilities(
    candidates: list[Candidate], none: Sequence[float], weights: Ordered
) -> tuple[list[float], float]:
    """Of each candidate, and of none of them, whose values of ``NONE`` are ``none``."""
    scores = [sum(map(mul, weights[0], c.values)) for c in candidates]
    last = sum(map(mul, weights[1], none))
    top = max([last, *scores])
    powers = [math.exp(s - top) for s in scores]
    rest = math.exp(last - top)
    total = sum(powers) + rest
    return [p / total for p in powers], rest / total
