"""Mentions -> who is meant: each mention joins a name, or what was said before, or begins something new.

Names are settled first (``entities``). What refers back (pronouns, descriptions, names that fit two people)
is decided in reading order: the model's probabilities of all antecedents in one cluster are added up, and a
cluster whose gender or kind rules the mention out is passed over (Clark and Manning 2015 argue for clusters
over pairs; the hard agreement features are Bengtson and Roth's).
"""

from __future__ import annotations

import collections
import itertools
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis import pairs
from onrecord.analysis.mentions import NAMES, Kind
from onrecord.analysis.pairs import PRONOUNS
from onrecord.analysis.speakers import lexicon, ranking
from onrecord.analysis.speakers.ranking import Candidate, Referring, Weights
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.names.group_names import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from onrecord.analysis.mentions import Scored
    from onrecord.analysis.pairs import Described
    from onrecord.analysis.scorers.base import Scorer
    from onrecord.analysis.speakers.callings import Callings
    from onrecord.analysis.speakers.entities import Entities

    Floats = NDArray[np.float32]

_HE, _SHE, _IT, _THEY = (
    frozenset({PRONOUNS["he"], PRONOUNS["his"]}),
    frozenset({PRONOUNS["she"]}),
    frozenset({PRONOUNS["it"], PRONOUNS["its"]}),
    frozenset({PRONOUNS["they"], PRONOUNS["their"]}),
)
_WHICH = frozenset({PRONOUNS["which"]})
_SPEAKING = frozenset({PRONOUNS["i"], PRONOUNS["we"]})
_RELATIVE = frozenset({PRONOUNS["who"], PRONOUNS["which"]})
# Characters between a name and the pronoun that goes on from it: ", who".
_ADJACENT = 2
# The second of two may be this much less probable than the first, and the text does not decide.
_UNDECIDED = 0.95
_OF_PLACES = word_set(
    "country nation state city town village capital government republic kingdom island region province "
    "county regime authority side"
)
_DOCUMENTS = word_set(
    "poll survey report study analysis paper review statement letter email memo document file filing "
    "complaint lawsuit suit indictment affidavit ruling order bill law act article story editorial ad "
    "advertisement spot video tweet post message book plan proposal draft budget figure statistic "
    "result finding"
)
# The headline and the first paragraph.
_EARLY = 2
# Sentences since who was never mentioned outside of what others say.
_NEVER = 60
_ABBREVIATED = 5
_APPOSED = 90
_IS = re.compile(r"\s?(?:\([^()\n]{1,20}\))?,\s(?:an?|the|his|her|its|their|one)\s[^,.;:!?\n]+,?\s?")
# At the end of what is searched.
_NOUN = re.compile(r"\b([a-z][a-z-]+),?\s\Z")
# Pairs less probable tell nothing; of ten pairs it leaves about two.
_NEGLIGIBLE = 2e-4
_CALLED = ranking.FEATURES.index("called")


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
    described: bool = False  # whether more than pronouns mean it
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
    """A mention that refers back, with what it may mean: the candidates, the values ``none`` of none of
    them (``ranking.NONE``), and the ``chains`` so far.
    """

    mention: int
    sort: Referring
    candidates: list[Candidate]
    none: tuple[float, ...]
    chains: Chains


Observe = Callable[[Decision], None]


@dataclass(frozen=True, slots=True)
class _Standing:
    """What is the same for all candidates of a mention: the clusters that spoke last and before that, the
    places of the ``latest`` mentioned ones with names, and whose the description says it is.
    """

    speakers: tuple[int | None, int | None]
    latest: Mapping[int, int]
    owner: int | None


@dataclass(frozen=True, slots=True)
class Nouns:
    """Of each mention the ``heads`` of descriptions that may come back to a name (else empty), their
    ``further`` words, which are ``plural`` and which ``definite``, three ``traits`` (of_group, owned,
    longer in ``ranking.NONE``), the ``genders`` that pronouns and titles tell; of each entity what the
    article calls it.
    """

    heads: Sequence[str]
    further: Sequence[frozenset[str]]
    plural: Sequence[bool]
    definite: Sequence[bool]
    traits: Sequence[tuple[float, float, float]]  # of_group, owned, longer
    genders: Sequence[str | None]
    callings: Callings


def chains(
    text: str,
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
    ranked = _rank(described, mentions, entities, nouns, scorer)
    return _Linking(text, described, entities, nouns, ranked, chosen, observe).chains()


class _Linking:
    """One article's mentions, linked in reading order."""

    def __init__(
        self,
        text: str,
        described: Described,
        entities: Entities,
        nouns: Nouns,
        ranked: _Ranked,
        weights: Weights,
        observe: Observe | None,
    ) -> None:
        self.text = text
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
        self.weights = {sort: ranking.in_order(weights[sort.value]) for sort in Referring}
        self.new = frozenset(_new(described, entities, nouns))
        self.out = Chains([Cluster([], n, e.person, e.gender) for n, e in enumerate(entities.found)])
        self.ranked = ranked
        _weigh_genders(self.out, described, self.ranked, entities)
        # The mention that is each attribution's source, and the attributions in the order of their sources.
        self.source_of = {a: n for n, a in enumerate(described.source.tolist()) if a >= 0}
        self.spoken = described.last.tolist()
        self.sources = described.source.tolist()
        self.direct = described.direct.tolist()
        self._prepare()

    def _prepare(self) -> None:
        """What the names say ahead of all decisions, as they are settled: where, in whose words."""
        entities = self.entities
        self.named_in: dict[int, set[int]] = collections.defaultdict(set)  # attribution -> entities
        self.headed: set[int] = set()
        early = _EARLY + (self.paragraphs[0] if self.paragraphs else 0)
        for n, entity in entities.of.items():
            if self.contents[n] >= 0:
                self.named_in[self.contents[n]].add(entity)
            if self.paragraphs[n] < early:
                self.headed.add(entity)
        self.by_calling: dict[str, list[int]] = collections.defaultdict(list)
        for entity, nouns in enumerate(self.nouns.callings.nouns):
            for noun in nouns:
                self.by_calling[noun].append(entity)
        self.by_title = collections.Counter(noun for nouns in self.nouns.callings.titles for noun in nouns)
        self.places = {
            e
            for e, found in enumerate(entities.found)
            if sum(self.kinds[n] == Kind.PLACE_NAME for n in found.names) * 2 > len(found.names)
        }
        self.outside: dict[int, int] = {}  # cluster -> sentence of its last mention outside all speech
        self.order: dict[int, int] = {}  # named cluster -> number of its last mention

    def chains(self) -> Chains:
        # Of those that begin together the shorter first: whose campaign "her campaign" is.
        for n in sorted(range(len(self.described)), key=lambda n: (self.starts[n], self.ends[n])):
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
        self.out.clusters[cluster].described |= not self.pronouns[n]
        if self.contents[n] < 0:
            self.outside[cluster] = self.sentences[n]
        if self.out.clusters[cluster].entity is not None:
            self.order.pop(cluster, None)
            self.order[cluster] = n  # the last in order is the latest

    def _refer(self, n: int) -> None:
        """Links a mention that refers back, or begins a cluster with it."""
        if n in self.new:
            self._begin(n)
            return
        candidates, nearest = self.candidates(n)
        sort = self.sort(n)
        values = self._none(n, candidates)
        if self.observe is not None:
            self.observe(Decision(n, sort, candidates, values, self.out))
        shares, none = ranking.probabilities(candidates, values, self.weights[sort])
        order = sorted(range(len(candidates)), key=lambda k: -shares[k])
        refers = sort in (Referring.PERSONAL, Referring.NAME)
        if not order or not (refers or shares[order[0]] > none):
            self._begin(n)
            return
        best = candidates[order[0]].cluster
        if len(order) > 1 and shares[order[1]] >= _UNDECIDED * shares[order[0]]:
            pair = tuple(sorted((best, candidates[order[1]].cluster)))
            if sort is not Referring.RELATIVE and all(self._named(c) for c in pair):
                self.out.undecided[n] = pair
        if best in nearest:
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
        latest = self._latest() if fitting is None else [c for c in self.order if c in fitting]
        for cluster in (*self._ahead(n, shares), *latest):
            if cluster not in shares:
                shares[cluster] = best[cluster] = 0.0
                members = self.out.clusters[cluster].members
                if members and members[-1] < n:
                    nearest[cluster] = members[-1]
        owner = self._owner(n) if self.nouns.traits[n][1] else None
        possible = [c for c in shares if c != owner and self._possible(n, c)]
        called = {c for c in possible if self._called(n, c)}
        beside = {c for c in possible if self._beside(n, c)}
        likeliest = sorted(possible, key=lambda c: (c not in beside, c not in called, -shares[c]))[
            : ranking.MOST
        ]
        likeliest += [c for c in latest if c in possible and c not in likeliest][: ranking.LATEST]
        places = {c: at for at, c in enumerate(itertools.islice(reversed(self.order), ranking.MOST))}
        known = _Standing(self._speakers(n), places, owner)
        values = [
            Candidate(c, shares[c], self._values(n, c, shares[c], best[c], called, known)) for c in likeliest
        ]
        return values, nearest

    def _beside(self, n: int, c: int) -> bool:
        """Whether a mention of the cluster ends right before: "Lund, who"."""
        members = self.out.clusters[c].members
        return bool(members) and 0 <= self.starts[n] - self.ends[members[-1]] <= _ADJACENT

    def _latest(self) -> list[int]:
        """The named ones that were mentioned last."""
        return list(itertools.islice(reversed(self.order), 2 * ranking.LATEST))

    def _ahead(self, n: int, seen: Collection[int]) -> list[int]:
        """Those whom the article calls by the noun, wherever it names them."""
        if self.pronouns[n] or not self.nouns.heads[n]:
            return []
        called = self.by_calling.get(self.nouns.heads[n], ())
        return [c for c in called if c not in seen][: ranking.MOST]

    def _none(self, n: int, candidates: Sequence[Candidate]) -> tuple[float, ...]:
        """The values of ``ranking.NONE``."""
        new = ranking.log(float(self.ranked.new[n]))
        if self.pronouns[n] or n in self.entities.open:
            nameless = self.pronouns[n] in _RELATIVE and self._behind_several(n)
            return (1.0, new, *[0.0] * (len(ranking.NONE) - 3), float(nameless))
        early = self.paragraphs[n] - self.paragraphs[0] < _EARLY
        called = any(c.values[_CALLED] for c in candidates)
        return (
            1.0,
            new,
            float(self.nouns.definite[n]),
            float(self.nouns.plural[n]),
            float(self.kinds[n] == Kind.PERSON),
            *self.nouns.traits[n],
            float(early),
            float(not called),
            0.0,
        )

    def _behind_several(self, n: int) -> bool:
        """Whether a noun of several stands right before: "voters who"."""
        word = _NOUN.search(self.text, max(0, self.starts[n] - _APPOSED), self.starts[n])
        if word is None:
            return False
        noun = lexicon.person_noun(word[1])
        return noun.number == "pl" if noun else word[1].endswith("s") and not word[1].endswith("ss")

    def _possible(self, n: int, c: int) -> bool:
        """Whether gender, number and kind leave it open: "she" is no man, advisers are not one person."""
        cluster, pronoun, kind = self.out.clusters[c], self.pronouns[n], self.kinds[n]
        if pronoun in _HE | _SHE:
            gender = "m" if pronoun in _HE else "f"
            return cluster.person is not False and cluster.gender in (None, gender)
        if pronoun in _IT:
            return cluster.person is not True and cluster.gender is None
        if pronoun in _WHICH and cluster.entity is not None and cluster.person:
            return False
        if pronoun or kind in NAMES:
            return True
        if cluster.entity is None:
            return kind != Kind.PERSON or self.nouns.plural[n] or cluster.person is not False
        if cluster.person:
            return not self.nouns.plural[n] and kind not in (Kind.GROUP, Kind.OTHER)
        return kind != Kind.PERSON and self._fits(n, cluster.entity)

    def _fits(self, n: int, entity: int) -> bool:
        """Whether a description of no person may be of the group: "the country" of a place, "the report" of
        what is called one.
        """
        head = self.nouns.heads[n]
        if entity in self.places:
            return head in _OF_PLACES
        return head not in _DOCUMENTS or head in self.nouns.callings.nouns[entity]

    def _called(self, n: int, c: int) -> bool:
        """Whether the article calls the cluster by the noun of the description."""
        entity = self.out.clusters[c].entity
        if entity is None or self.pronouns[n] or self.nouns.plural[n]:
            return False
        head = self.nouns.heads[n]
        return head != "" and head in self.nouns.callings.nouns[entity]

    def _about(self, n: int, entity: int | None) -> float:
        """How many of a description's further words are told of the entity."""
        further = self.nouns.further[n]
        if entity is None or not further:
            return 0.0
        words = self.nouns.callings.words[entity]
        shared = sum(w in words or any(_shortened(short, w) for short in words) for w in further)
        return shared / len(further)

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
        called: set[int],
        known: _Standing,
    ) -> tuple[float, ...]:
        speakers = known.speakers
        return (
            ranking.log(share),
            ranking.log(best),
            *self._gender(n, c),
            float(c == speakers[0]),
            float(c == speakers[1]),
            *self._since(n, c, c in called),
            *self._known(n, c),
            *self._lately(n, c, c == speakers[0], known.latest),
            float(c in called and len(called) == 1),
            *self._titled(n, c),
            float(self._apposed(n, c)),
            float(self._owns(c, known.owner)),
        )

    def _titled(self, n: int, c: int) -> tuple[float, float]:
        """Whether the noun of a description is a title of the one, and of nobody else."""
        entity, head = self.out.clusters[c].entity, self.nouns.heads[n]
        if entity is None or not head or head not in self.nouns.callings.titles[entity]:
            return 0.0, 0.0
        return 1.0, float(self.by_title[head] == 1)

    def _apposed(self, n: int, c: int) -> bool:
        """Whether between the last mention and a relative pronoun only stands what the one is."""
        members = self.out.clusters[c].members
        if self.pronouns[n] not in _RELATIVE or not members:
            return False
        end, start = self.ends[members[-1]], self.starts[n]
        return 0 < start - end <= _APPOSED and _IS.fullmatch(self.text, end, start) is not None

    def _owns(self, c: int, owner: int | None) -> bool:
        """Whether a group is named after whose it is: "her campaign", "the Lund campaign"."""
        cluster = self.out.clusters[c]
        if owner is None or cluster.entity is None or cluster.person:
            return False
        entity = self.out.clusters[owner].entity
        if entity is None:
            return False
        found = (words_of(words) for words in self.entities.found[entity].spellings)
        ends = {w for words in found for w in (*words[:1], *words[-1:])}  # the family's name is either
        return any(ends & set(words_of(words)) for words in self.entities.found[cluster.entity].spellings)

    def _gender(self, n: int, c: int) -> tuple[float, float, float]:
        """How far pronouns agree: gender, agreeing, disagreeing."""
        cluster, gender = self.out.clusters[c], self.nouns.genders[n]
        if gender == "m":
            return math.log(cluster.male * 2), float(cluster.he > 0), float(cluster.she > 0)
        if gender == "f":
            return math.log((1 - cluster.male) * 2), float(cluster.she > 0), float(cluster.he > 0)
        return 0.0, 0.0, 0.0

    def _since(self, n: int, c: int, called: bool) -> tuple[float, ...]:
        """What is known of the last mention, and of how often there were some: sentences to person."""
        cluster = self.out.clusters[c]
        told = (float(cluster.plural), float(cluster.person is False), float(cluster.person is True))
        if not cluster.members:
            return (0.0, 0.0, 0.0, 0.0, 1.0, 0.0, float(called), 0.0, 0.0, 0.0, 0.0, *told)
        last = cluster.members[-1]
        apart = self.sentences[n] - self.sentences[last]
        return (
            math.log1p(apart),
            float(apart == 0),
            float(self.firsts[last]),
            math.log(len(cluster.members)),
            float(cluster.entity is not None),
            float(self.kinds[last] in NAMES),
            float(called),
            float(self.contents[last] >= 0 > self.contents[n]),
            math.log1p(cluster.spoken),
            math.log1p(self.paragraphs[n] - self.paragraphs[last]),
            float(self.starts[n] - self.ends[last] <= _ADJACENT),
            *told,
        )

    def _owner(self, n: int) -> int | None:
        """The cluster of the pronoun, or name, with which an owned description begins."""
        within = (m for m in (n + 1, n + 2) if m < len(self.starts) and self.starts[m] == self.starts[n])
        return next((self.out.of[m] for m in within if m in self.out.of), None)

    def _known(self, n: int, c: int) -> tuple[float, ...]:
        """What the whole article says of it: ahead to told_of."""
        cluster = self.out.clusters[c]
        if cluster.entity is None:
            return (0.0, 0.0, 0.0, 0.0, float(cluster.described), 0.0)
        own = self.sources[n]
        return (
            float(not cluster.members),
            self._about(n, cluster.entity),
            math.log1p(len(self.entities.found[cluster.entity].names)),
            float(cluster.entity in self.headed),
            0.0,
            float(own >= 0 and cluster.entity in self.named_in.get(own, ())),
        )

    def _lately(self, n: int, c: int, spoke: bool, latest: Mapping[int, int]) -> tuple[float, ...]:
        """Where it was mentioned last, as speech goes: source_last to between. Of the ``latest`` of those
        with names each has its place.
        """
        cluster = self.out.clusters[c]
        if not cluster.members:
            return (0.0,) * 5
        last, own = cluster.members[-1], self.sources[n]
        outside = self.sentences[n] - self.outside[c] if c in self.outside else _NEVER
        between = latest.get(c, ranking.MOST) if c in self.order else 0
        return (
            float(self.sources[last] >= 0),
            math.log1p(min(outside, _NEVER)),
            float(spoke and own >= 0 and bool(self.direct[own])),
            float(self.firsts[last] and self.contents[last] < 0),
            math.log1p(between),
        )

    def _named(self, c: int) -> bool:
        return self.out.clusters[c].entity is not None

    def _learn(self, n: int, c: int) -> None:
        cluster = self.out.clusters[c]
        cluster.he += self.pronouns[n] in _HE
        cluster.she += self.pronouns[n] in _SHE
        if cluster.entity is None and cluster.person is None:
            pronoun = self.pronouns[n]
            cluster.person = True if pronoun in _HE | _SHE else False if pronoun in _IT else None

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


def _shortened(short: str, word: str) -> bool:
    """Whether a word of two to five letters is short for another: "Fla", "Florida"."""
    if not 2 <= len(short) <= _ABBREVIATED or len(word) <= len(short) or short[0] != word[0]:
        return False
    letters = iter(word[1:])
    return all(letter in letters for letter in short[1:]) and (short[:3] == word[:3] or short[-1] == word[-1])


def _new(described: Described, entities: Entities, nouns: Nouns) -> list[int]:
    """The mentions that are somebody new without asking: "a nurse", where that is no source."""
    plain = (described.pronouns == 0) & (described.source < 0)
    return [n for n in np.flatnonzero(plain).tolist() if not nouns.heads[n] and n not in entities.open]


def _rank(
    described: Described, mentions: Scored, entities: Entities, nouns: Nouns, scorer: Scorer
) -> _Ranked:
    count = len(mentions)
    asked = np.ones(count, dtype=np.bool_)
    asked[list(entities.of)] = False  # names are settled
    asked[_new(described, entities, nouns)] = False
    asked &= ~np.isin(described.pronouns, list(_SPEAKING))
    later, earlier = pairs.nearest(count)
    later, earlier = later[asked[later]], earlier[asked[later]]
    if not len(later):
        nothing = np.zeros(0, dtype=np.float32)
        return _Ranked(np.zeros(count + 1, dtype=np.int64), earlier, nothing, np.ones(count, np.float32))
    codes = pairs.features(described, later, earlier)
    scores, new = scorer.antecedents(mentions.vectors, later, earlier, codes)
    top = new.copy()
    np.maximum.at(top, later, scores)
    weights, none = np.exp(scores - top[later]), np.exp(new - top)
    totals = none + np.bincount(later, weights, minlength=count)
    shares = (weights / totals[later]).astype(np.float32)
    kept = shares > _NEGLIGIBLE
    first = np.searchsorted(later[kept], np.arange(count + 1))
    return _Ranked(first, earlier[kept], shares[kept], none / totals)


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
