"""Mentions -> who is meant: each mention joins a name, or what was said before, or begins something new.

Names are settled first (``entities``). What refers back (pronouns, descriptions, names that fit two people)
is decided in reading order: the model's probabilities of all antecedents in one cluster are added up, and a
cluster whose gender or kind rules the mention out is passed over (Clark and Manning 2015 argue for clusters
over pairs; the hard agreement features are Bengtson and Roth's).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis import pairs
from onrecord.analysis.mentions import NAMES, Kind
from onrecord.analysis.pairs import PRONOUNS

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
# A pronoun of these refers back to something in the article, whatever the model thinks.
_REFERRING = _HE | _SHE | _RELATIVE
# A link at least this probable tells the gender of the one linked to.
_SURE = 0.8
# "They" for one person, "it" for a person: possible, far less likely than the model, which is not told who
# is a person, takes it to be.
_UNLIKELY = 0.1
# The second of two may be this much less probable than the first, and the text does not decide.
_UNDECIDED = 0.85
# A name or description that is less probable than this to mean anything before it begins something new.
_LINKED = 0.5


@dataclass(slots=True)
class Cluster:
    """Mentions (numbers, in reading order) that mean the same; ``entity`` where that has a name."""

    members: list[int]
    entity: int | None = None
    person: bool | None = None
    gender: str | None = None
    male: float = 0.5  # how much of what "he" and "she" may mean in it is "he"


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


def chains(
    described: Described, mentions: Scored, entities: Entities, plural: Sequence[bool], scorer: Scorer
) -> Chains:
    """Who is meant by each mention; ``plural`` says which descriptions are of several."""
    out = Chains([Cluster([], n, e.person, e.gender) for n, e in enumerate(entities.found)])
    ranked = _rank(described, mentions, entities, scorer)
    _weigh_genders(out, described, ranked, entities)
    for n in range(len(mentions)):
        if n in entities.of:
            _join(out, n, entities.of[n])
        elif described.pronouns[n] not in _SPEAKING:
            _refer(out, n, described, ranked, entities.open.get(n), plural[n])
    return out


def _rank(described: Described, mentions: Scored, entities: Entities, scorer: Scorer) -> _Ranked:
    count = len(mentions)
    asked = np.ones(count, dtype=np.bool_)
    asked[[n for n in entities.of]] = False  # names are settled
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


def _join(out: Chains, n: int, cluster: int) -> None:
    out.of[n] = cluster
    out.clusters[cluster].members.append(n)


def _refer(
    out: Chains,
    n: int,
    described: Described,
    ranked: _Ranked,
    fitting: tuple[int, ...] | None,
    plural: bool,
) -> None:
    """Links a mention that refers back; ``fitting`` are the entities that a name may belong to."""
    shares: dict[int, float] = {}
    nearest: dict[int, int] = {}
    for earlier, probability in ranked.of(n):
        cluster = out.of.get(earlier)
        if cluster is None or (fitting is not None and cluster not in fitting):
            continue
        likely = _agreement(out.clusters[cluster], int(described.pronouns[n]))
        likely *= _kinship(out.clusters[cluster], int(described.kinds[n]), plural)
        shares[cluster] = shares.get(cluster, 0.0) + probability * likely
        nearest[cluster] = earlier  # the last one seen is the nearest
    order = sorted(shares, key=lambda c: -shares[c])
    refers = int(described.pronouns[n]) in _REFERRING or fitting is not None
    enough = bool(order) and shares[order[0]] > 0 and (refers or shares[order[0]] >= _least(ranked, n))
    if not enough:
        _begin(out, n, described, fitting)
        return
    if len(order) > 1 and _open_between(out, described, n, order, shares):
        out.undecided[n] = tuple(order[:2])
    best = order[0]
    out.antecedent[n] = nearest[best]
    _join(out, n, best)
    _learn(out.clusters[best], int(described.pronouns[n]), shares[best])


def _least(ranked: _Ranked, n: int) -> float:
    """A mention refers back where that is more probable than that it begins something."""
    return min(_LINKED, float(ranked.new[n]))


def _open_between(
    out: Chains, described: Described, n: int, order: Sequence[int], shares: dict[int, float]
) -> bool:
    """Whether two named entities are (nearly) equally likely."""
    first, second = order[:2]
    named = out.clusters[first].entity is not None and out.clusters[second].entity is not None
    return named and shares[second] >= _UNDECIDED * shares[first] and described.pronouns[n] not in _RELATIVE


def _agreement(cluster: Cluster, pronoun: int) -> float:
    """How far a pronoun may mean the cluster: 1 freely, 0 never."""
    if pronoun in _HE | _SHE:
        gender = "m" if pronoun in _HE else "f"
        if cluster.person is False or cluster.gender not in (None, gender):
            return 0.0
        return 2 * (cluster.male if gender == "m" else 1 - cluster.male)
    if pronoun in _IT and (cluster.person is True or cluster.gender):
        return 0.0
    if pronoun in _THEY and cluster.person is True and cluster.entity is not None:
        return _UNLIKELY
    return 1.0


def _kinship(cluster: Cluster, kind: int, plural: bool) -> float:
    """How far a description of a kind may mean the cluster: a campaign is no person, advisers are not one."""
    if cluster.entity is None or kind == Kind.PRONOUN or kind in NAMES:
        return 1.0
    if cluster.person:
        return 0.0 if plural or kind in (Kind.GROUP, Kind.OTHER) else 1.0
    return _UNLIKELY if kind == Kind.PERSON else 1.0


def _learn(cluster: Cluster, pronoun: int, share: float) -> None:
    if pronoun in _HE | _SHE and share >= _SURE:
        cluster.gender = cluster.gender or ("m" if pronoun in _HE else "f")


def _begin(out: Chains, n: int, described: Described, fitting: tuple[int, ...] | None) -> None:
    """A cluster of its own; a name that fits several people and was linked to none is undecided."""
    kind = int(described.kinds[n])
    person = True if kind in (Kind.PERSON, Kind.PERSON_NAME) else False if kind in NAMES else None
    pronoun = int(described.pronouns[n])
    gender = "m" if pronoun in _HE else "f" if pronoun in _SHE else None
    out.clusters.append(Cluster([], None, person, gender))
    _join(out, n, len(out.clusters) - 1)
    if fitting:
        out.undecided[n] = fitting
