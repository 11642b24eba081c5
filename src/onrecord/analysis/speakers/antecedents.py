"""Mentions -> who is meant: each mention joins a name, or what was said before, or begins something new.

Names are settled first (``entities``). What refers back (pronouns, descriptions, names that fit two people)
is decided in reading order: the model's probabilities of all antecedents in one cluster are added up, and a
cluster whose gender or kind rules the mention out is passed over (Clark and Manning 2015 argue for clusters
over pairs; the hard agreement features are Bengtson and Roth's).
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis import pairs
from onrecord.analysis.mentions import NAMES, Kind
from onrecord.analysis.pairs import PRONOUNS
from onrecord.analysis.speakers import ranking
from onrecord.analysis.speakers.ranking import Candidate, Referring, Weights

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from onrecord.analysis.mentions import Scored
    from onrecord.analysis.pairs import Described
    from onrecord.analysis.scorers.base import Scorer
    from onrecord.analysis.speakers.entities import Entities

    Floats = NDArray[np.float32]

_HE, _SHE, _IT, _THEY = (
    frozenset({PRONOUNS["he"], PRONOUNS["his"]}),
    frozenset({PRONOUNS["she"]}),
    frozenset({PRONOUNS["it"], PRONOUNS["its"]}),
    frozenset({PRONOUNS["they"], PRONOUNS["their"]}),
)
_SPEAKING = frozenset({PRONOUNS["i"], PRONOUNS["we"]})
_RELATIVE = frozenset({PRONOUNS["who"], PRONOUNS["which"]})
# Characters between a name and the pronoun that goes on from it: ", who".
_ADJACENT = 2
# The second of two may be this much less probable than the first, and the text does not decide.
_UNDECIDED = 0.85


@dataclass(slots=True)
class Cluster:
    """Mentions (numbers, in reading order) that mean the same; ``entity`` where that has a name."""

    members: list[int]
    entity: int | None = None
    person: bool | None = None
    gender: str | None = None
    male: float = 0.5  # how much of what "he" and "she" may mean in it is "he"
    he: int = 0  # of the pronouns linked to it
    she: int = 0
    spoken: int = 0  # how often it was a source
    plural: bool = False  # whether a description of it is of several


@dataclass(slots=True)
class Chains:
    """The cluster of each mention, what it was linked to (``antecedent``, where not by its name), and the
    clusters between which the text does not decide (``undecided``).
    """

    clusters: list[Cluster]
    of: dict[int, int] = field(default_factory=dict)
    antecedent: dict[int, int] = field(default_factory=dict)
    undecided: dict[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Ranked:
    """For each of M mentions the earlier ones that were scored, with their probabilities."""

    first: NDArray[np.int64]  # where the pairs of each mention begin (M + 1)
    earlier: NDArray[np.int64]
    probabilities: Floats
    new: Floats

    def of(self, n: int) -> Iterator[tuple[int, float]]:
        at = slice(self.first[n], self.first[n + 1])
        return zip(self.earlier[at].tolist(), self.probabilities[at].tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class Decision:
    """A mention that refers back, with what it may mean: the candidates, the probability ``new`` of none of
    them, and the ``chains`` so far.
    """

    mention: int
    sort: Referring
    candidates: list[Candidate]
    new: float
    chains: Chains


Observe = Callable[[Decision], None]


@dataclass(frozen=True, slots=True)
class Nouns:
    """Of each mention the ``heads`` of definite descriptions (else empty), and which of them are ``plural``;
    of each entity the ``callings`` that the article gives it.
    """

    heads: Sequence[str]
    plural: Sequence[bool]
    callings: Sequence[frozenset[str]]


def chains(
    described: Described,
    mentions: Scored,
    entities: Entities,
    nouns: Nouns,
    scorer: Scorer,
    *,
    weights: Weights | None = None,
    observe: Observe | None = None,
) -> Chains:
    """Who is meant by each mention. ``weights`` of the ranking are the model's where None; ``observe`` is
    told of each decision before it is made.
    """
    chosen = weights or scorer.config.ranking or ranking.DEFAULT
    ranked = _rank(described, mentions, entities, scorer)
    return _Linking(described, entities, nouns, ranked, chosen, observe).chains()


class _Linking:
    """One article's mentions, linked in reading order."""

    def __init__(
        self,
        described: Described,
        entities: Entities,
        nouns: Nouns,
        ranked: _Ranked,
        weights: Weights,
        observe: Observe | None,
    ) -> None:
        self.observe = observe
        self.described = described
        self.entities = entities
        self.nouns = nouns
        self.kinds = described.kinds.tolist()
        self.pronouns = described.pronouns.tolist()
        self.sentences = described.sentences.tolist()
        self.firsts = described.first.tolist()
        self.contents = described.content.tolist()
        self.starts = described.starts.tolist()
        self.ends = described.ends.tolist()
        self.paragraphs = described.paragraphs.tolist()
        self.weights = weights
        self.out = Chains([Cluster([], n, e.person, e.gender) for n, e in enumerate(entities.found)])
        self.ranked = ranked
        _weigh_genders(self.out, described, self.ranked, entities)
        # The mention that is each attribution's source, and the attributions in the order of their sources.
        self.source_of = {a: n for n, a in enumerate(described.source.tolist()) if a >= 0}
        self.spoken = described.last.tolist()

    def chains(self) -> Chains:
        for n in range(len(self.described)):
            if n in self.entities.of:
                self._join(n, self.entities.of[n])
            elif self.pronouns[n] not in _SPEAKING:
                self._refer(n)
        return self.out

    def _join(self, n: int, cluster: int) -> None:
        self.out.of[n] = cluster
        self.out.clusters[cluster].members.append(n)
        self.out.clusters[cluster].spoken += int(self.described.source[n] >= 0)
        self.out.clusters[cluster].plural |= self.nouns.plural[n]

    def _refer(self, n: int) -> None:
        """Links a mention that refers back, or begins a cluster with it."""
        candidates, nearest = self.candidates(n)
        sort = self.sort(n)
        if self.observe is not None:
            self.observe(Decision(n, sort, candidates, float(self.ranked.new[n]), self.out))
        shares, none = ranking.probabilities(candidates, float(self.ranked.new[n]), self.weights[sort.value])
        order = sorted(range(len(candidates)), key=lambda k: -shares[k])
        refers = sort in (Referring.PERSONAL, Referring.RELATIVE, Referring.NAME)
        if not order or not (refers or shares[order[0]] > none):
            self._begin(n)
            return
        best = candidates[order[0]].cluster
        if len(order) > 1 and shares[order[1]] >= _UNDECIDED * shares[order[0]]:
            pair = best, candidates[order[1]].cluster
            if sort is not Referring.RELATIVE and all(self._named(c) for c in pair):
                self.out.undecided[n] = pair
        self.out.antecedent[n] = nearest[best]
        self._join(n, best)
        self._learn(n, best)

    def sort(self, n: int) -> Referring:
        """What sort of mention it is."""
        pronoun = self.pronouns[n]
        if pronoun in _HE | _SHE:
            return Referring.PERSONAL
        if pronoun in _RELATIVE:
            return Referring.RELATIVE
        if pronoun:
            return Referring.OTHER
        return Referring.NAME if n in self.entities.open else Referring.NOMINAL

    def candidates(self, n: int) -> tuple[list[Candidate], dict[int, int]]:
        """The clusters that the mention may mean, the likeliest first, and the nearest mention of each."""
        fitting = self.entities.open.get(n)
        shares: dict[int, float] = {}
        best: dict[int, float] = {}
        nearest: dict[int, int] = {}
        for earlier, probability in self.ranked.of(n):
            cluster = self.out.of.get(earlier)
            if cluster is None or (fitting is not None and cluster not in fitting):
                continue
            shares[cluster] = shares.get(cluster, 0.0) + probability
            best[cluster] = max(best.get(cluster, 0.0), probability)
            nearest[cluster] = earlier  # the last one seen is the nearest
        possible = [c for c in shares if self._possible(n, c)]
        called = {c for c in possible if self._called(n, c)}
        likeliest = sorted(possible, key=lambda c: (c not in called, -shares[c]))[: ranking.MOST]
        speakers = self._speakers(n)
        values = [
            Candidate(c, shares[c], self._values(n, c, shares[c], best[c], speakers, called))
            for c in likeliest
        ]
        return values, nearest

    def _possible(self, n: int, c: int) -> bool:
        """Whether gender, number and kind leave it open: "she" is no man, advisers are not one person."""
        cluster, pronoun, kind = self.out.clusters[c], self.pronouns[n], self.kinds[n]
        if pronoun in _HE | _SHE:
            gender = "m" if pronoun in _HE else "f"
            return cluster.person is not False and cluster.gender in (None, gender)
        if pronoun in _IT:
            return cluster.person is not True and cluster.gender is None
        if pronoun or cluster.entity is None or kind in NAMES:
            return True
        if cluster.person:
            return not self.nouns.plural[n] and kind not in (Kind.GROUP, Kind.OTHER)
        return bool(kind != Kind.PERSON)

    def _called(self, n: int, c: int) -> bool:
        """Whether the article calls the cluster by the noun of the description."""
        entity = self.out.clusters[c].entity
        if entity is None or self.pronouns[n] or self.nouns.plural[n]:
            return False
        head = self.nouns.heads[n]
        return head != "" and head in self.nouns.callings[entity]

    def _speakers(self, n: int) -> tuple[int | None, int | None]:
        """The clusters that spoke last before the mention, and before that."""
        last = self.spoken[n]
        source = self.source_of.get(last)
        if source is None:
            return None, None
        before = self.source_of.get(self.spoken[source])
        return self.out.of.get(source), None if before is None else self.out.of.get(before)

    def _values(
        self,
        n: int,
        c: int,
        share: float,
        best: float,
        speakers: tuple[int | None, int | None],
        called: set[int],
    ) -> tuple[float, ...]:
        cluster = self.out.clusters[c]
        last = cluster.members[-1]
        he = self.pronouns[n] in _HE
        gendered = he or self.pronouns[n] in _SHE
        apart = self.sentences[n] - self.sentences[last]
        return (
            ranking.log(share),
            ranking.log(best),
            math.log((cluster.male if he else 1 - cluster.male) * 2) if gendered else 0.0,
            float(gendered and (cluster.he if he else cluster.she) > 0),
            float(gendered and (cluster.she if he else cluster.he) > 0),
            float(c == speakers[0]),
            float(c == speakers[1]),
            math.log1p(apart),
            float(apart == 0),
            float(self.firsts[last]),
            math.log(len(cluster.members)),
            float(cluster.entity is not None),
            float(self.kinds[last] in NAMES),
            float(c in called),
            float(self.contents[last] >= 0 > self.contents[n]),
            math.log1p(cluster.spoken),
            math.log1p(self.paragraphs[n] - self.paragraphs[last]),
            float(self.starts[n] - self.ends[last] <= _ADJACENT),
            float(cluster.plural),
            float(cluster.person is False),
            float(cluster.person is True),
        )

    def _named(self, c: int) -> bool:
        return self.out.clusters[c].entity is not None

    def _learn(self, n: int, c: int) -> None:
        cluster = self.out.clusters[c]
        cluster.he += self.pronouns[n] in _HE
        cluster.she += self.pronouns[n] in _SHE

    def _begin(self, n: int) -> None:
        """A cluster of its own; a name that fits several people and was linked to none is undecided."""
        kind, pronoun = self.kinds[n], self.pronouns[n]
        person = True if kind in (Kind.PERSON, Kind.PERSON_NAME) else False if kind in NAMES else None
        self.out.clusters.append(Cluster([], None, person))
        self._join(n, len(self.out.clusters) - 1)
        if pronoun:
            self._learn(n, len(self.out.clusters) - 1)
        fitting = self.entities.open.get(n)
        if fitting:
            self.out.undecided[n] = fitting


def _rank(described: Described, mentions: Scored, entities: Entities, scorer: Scorer) -> _Ranked:
    count = len(mentions)
    asked = np.ones(count, dtype=np.bool_)
    asked[list(entities.of)] = False  # names are settled
    asked &= ~np.isin(described.pronouns, list(_SPEAKING))
    later, earlier = pairs.nearest(count)
    later, earlier = later[asked[later]], earlier[asked[later]]
    if not len(later):
        nothing = np.zeros(0, dtype=np.float32)
        return _Ranked(np.zeros(count + 1, dtype=np.int64), earlier, nothing, np.ones(count, np.float32))
    codes = pairs.features(described, later, earlier)
    scores, new = scorer.antecedents(mentions.vectors, later, earlier, codes)
    first = np.searchsorted(later, np.arange(count + 1))
    top = new.copy()
    np.maximum.at(top, later, scores)
    weights, none = np.exp(scores - top[later]), np.exp(new - top)
    totals = none + np.bincount(later, weights, minlength=count)
    return _Ranked(first, earlier, (weights / totals[later]).astype(np.float32), none / totals)


def _weigh_genders(out: Chains, described: Described, ranked: _Ranked, entities: Entities) -> None:
    """Which gender the names have, from all pronouns of the article together: no name tells it by itself, and
    a single pronoun may be read wrongly.
    """
    weights = {True: np.ones(len(out.clusters)), False: np.ones(len(out.clusters))}
    for n in np.flatnonzero(np.isin(described.pronouns, list(_HE | _SHE))).tolist():
        for earlier, probability in ranked.of(n):
            if earlier in entities.of:
                weights[int(described.pronouns[n]) in _HE][entities.of[earlier]] += probability
    for cluster, he, she in zip(out.clusters, weights[True], weights[False], strict=True):
        cluster.male = float(he / (he + she))
