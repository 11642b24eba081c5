"""Attributions and mentions of one article -> the same attributions with their speakers."""

from __future__ import annotations

import collections
import itertools
import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from onrecord.analysis import pairs
from onrecord.analysis.mentions import NAMES, Kind, Scored
from onrecord.analysis.pairs import PRONOUNS
from onrecord.analysis.speakers import lexicon
from onrecord.analysis.speakers.antecedents import Chains, Nouns, chains
from onrecord.analysis.speakers.callings import Callings, callings
from onrecord.analysis.speakers.capitals import settled, tells_by_letters
from onrecord.analysis.speakers.entities import Entities, entities
from onrecord.analysis.speakers.joined import Joined
from onrecord.analysis.speakers.named_after import named_by_words, with_named_after, with_owned
from onrecord.analysis.speakers.roles import role_and_affiliation
from onrecord.analysis.speakers.settings import settings
from onrecord.analysis.speakers.shapes import (
    large_runs,
    parted,
    stretched,
    titled,
    trimmed,
    with_explained,
    with_shapes,
)
from onrecord.analysis.speakers.sources import Form, Head, Sources, head_word
from onrecord.analysis.speakers.speech import is_speech
from onrecord.analysis.speakers.unnamed import describes
from onrecord.analysis.speakers.writers import Writers
from onrecord.names import organisations, people
from onrecord.records import (
    Analysis,
    Evidence,
    EvidenceKind,
    Mention,
    MentionForm,
    Quotation,
    Span,
    Speaker,
    SpeakerKind,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from onrecord.analysis.pairs import Described
    from onrecord.analysis.scorers.base import Scorer
    from onrecord.analysis.speakers.antecedents import Observe
    from onrecord.analysis.speakers.ranking import Weights
    from onrecord.records import Attribution

_FIRST_PERSON = frozenset({PRONOUNS["i"], PRONOUNS["we"]})
_FURTHER = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_SMALL = frozenset((
    "the", "a", "an", "this", "that", "his", "her", "its", "their", "of", "for", "in", "on", "at", "from",
    "with", "to", "and", "by", "who",
))  # fmt: skip
# Names of one, from the first, beside which a role is looked for: news tells it early.
_TOLD = 8
_THEY = PRONOUNS["they"]
_RELATIVES = frozenset({PRONOUNS["who"], PRONOUNS["which"]})
# Mentions of these kinds are followed through the article; the rest only where they are sources.
_FOLLOWED = (
    Kind.PERSON_NAME, Kind.GROUP_NAME, Kind.PLACE_NAME, Kind.PRONOUN, Kind.PERSON, Kind.GROUP,
)  # fmt: skip
# Cues without a subject of their own: who speaks is who spoke last in the sentence ("..., adding that").
_GERUND = "ing"
# Who "they" are may be said by a list of names this many attributions back.
_LIST_REMEMBERED = 3
_BOTH = re.compile(r"(?:[Bb]oth|[Tt]he (?:two|pair|duo))(?: \w+(?:s|men))?")
# Characters from those named together to "they", to "both".
_JOINED_NEAR, _JOINED_FAR = 300, 1500
# Steps from pronoun to pronoun that are told one by one; in an article of "he said" all through they would
# grow with its square. Then the name follows.
_STEPS = 8
# Attributions one inside the other that are asked for who "I" is.
_DEEPEST = 100


def identify(text: str, attributions: Sequence[Attribution], mentions: Scored, scorer: Scorer) -> Analysis:
    """The attributions with speakers, evidence and settings, and the speakers in order of first mention.

    ``mentions`` are in characters of ``text``, in any order, some perhaps twice.
    """
    if not attributions:
        return Analysis()
    return _Identification(text, attributions, link(text, attributions, mentions, scorer)).analysis()


@dataclass(frozen=True, slots=True)
class Linked:
    """The mentions of an article that matter, with their ``spans``, and who is meant by each."""

    spans: list[Span]
    mentions: Scored
    described: Described
    entities: Entities
    chains: Chains


def link(
    text: str,
    attributions: Sequence[Attribution],
    mentions: Scored,
    scorer: Scorer,
    *,
    weights: Weights | None = None,
    observe: Observe | None = None,
) -> Linked:
    """Who is meant by each mention; ``weights`` and ``observe`` as in ``antecedents.chains``."""
    kept = _followed(text, mentions, attributions)
    spans = _spans(kept)
    quoted = [pairs.Quoted(a.source, a.content, a.quotation is Quotation.DIRECT) for a in attributions]
    words = [s.of(text) for s in spans]
    heads = [head_word(w) for w in words]
    kept = replace(kept, kinds=_by_noun(kept.kinds, heads))
    described = pairs.describe(text, spans, kept.kinds, quoted)
    named = entities(words, kept)
    nouns = _nouns(words, heads, kept.kinds.tolist(), callings(text, spans, named))
    found = chains(text, described, kept, named, nouns, scorer, weights=weights, observe=observe)
    return Linked(spans, kept, described, named, found)


def _nouns(words: Sequence[str], heads: Sequence[str], kinds: Sequence[int], called: Callings) -> Nouns:
    """What the mentions' words say of those that may come back to a name."""
    definite = [lexicon.is_definite(w) for w in words]
    back = [
        lexicon.singular(h) if d or lexicon.is_bare(w) else ""
        for h, d, w in zip(heads, definite, words, strict=True)
    ]
    further = [_further(w, h) if b else frozenset() for w, h, b in zip(words, heads, back, strict=True)]
    traits = [
        (
            float(k == Kind.GROUP),
            float(d and lexicon.is_owned(w)),
            float(not w.lower().rstrip("'’s").endswith(h)),
        )
        for w, h, d, k in zip(words, heads, definite, kinds, strict=True)
    ]
    return Nouns(
        back,
        further,
        list(map(_is_plural, heads)),
        definite,
        traits,
        list(map(_gender, words, kinds)),
        called,
    )


def _gender(words: str, kind: int) -> str | None:
    """ "m" or "f" where a pronoun, or the title before a name, says so."""
    if kind == Kind.PERSON_NAME:
        return people.parse(words).gender
    told = lexicon.pronoun(words)
    return told.gender if told and told.gender in ("m", "f") else None


def _further(words: str, head: str) -> frozenset[str]:
    """The words of a description but its noun, articles and the like."""
    found = {w.lower().removesuffix("’s").removesuffix("'s") for w in _FURTHER.findall(words)}
    return frozenset(found - _SMALL - {head, "former"})


def _spans(mentions: Scored) -> list[Span]:
    return [Span(s, e) for s, e in zip(mentions.starts.tolist(), mentions.ends.tolist(), strict=True)]


def _followed(text: str, mentions: Scored, attributions: Sequence[Attribution]) -> Scored:
    """Each mention once, in order of start, the longer first; those that matter for speakers."""
    kinds, sound = settled(text, _spans(mentions), mentions)
    mentions = replace(mentions, kinds=kinds).kept(sound)
    sources = [s for a in attributions for s in a.source]
    if tells_by_letters(text):
        large = large_runs(text)
        mentions = with_explained(text, titled(text, trimmed(text, mentions), large))
        mentions = stretched(text, parted(text, mentions), sources)
        mentions = with_named_after(text, with_shapes(text, named_by_words(text, mentions), sources, large))
        mentions = with_owned(text, mentions, sources)
    matters = np.isin(mentions.kinds, _FOLLOWED) | np.isin(mentions.starts, [s.start for s in sources])
    order = np.lexsort((-mentions.ends, mentions.starts))
    order = order[matters[order]]
    starts, ends = mentions.starts[order], mentions.ends[order]
    twice = np.append(False, (starts[1:] == starts[:-1]) & (ends[1:] == ends[:-1]))[: len(order)]
    return mentions.kept(order[~twice])


def _by_noun(kinds: NDArray[np.int64], heads: Sequence[str]) -> NDArray[np.int64]:
    """The kinds of descriptions, where the noun says more than the model: a senator is a person."""
    out = kinds.copy()
    for n in np.flatnonzero(np.isin(kinds, (Kind.PERSON, Kind.GROUP, Kind.OTHER))).tolist():
        if lexicon.is_person_noun(heads[n]):
            out[n] = Kind.PERSON
        elif lexicon.is_group_noun(heads[n]):
            out[n] = Kind.GROUP
    return out


def _is_plural(noun: str) -> bool:
    person = lexicon.person_noun(noun)
    return person.number == "pl" if person else lexicon.is_group_noun(noun) and noun.endswith("s")


@dataclass(slots=True)
class _Found:
    """Who speaks in one attribution: keys of speakers, those it may be instead, and why."""

    keys: list[str] = field(default_factory=list)
    candidates: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)


class _Identification:
    """One article's speakers, found attribution by attribution."""

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        linked: Linked,
    ) -> None:
        self.text = text
        self.attributions = attributions
        self.spans = linked.spans
        self.starts = [span.start for span in linked.spans]
        self.kinds = linked.mentions.kinds.tolist()
        self.described = linked.described
        self.entities = linked.entities
        self.chains = linked.chains
        self.sources = Sources(text, linked.mentions)
        self.writers = Writers(text, linked.spans, self.kinds, linked.entities)
        self.joined = Joined(text, linked.spans, self.kinds, linked.entities)
        self.called = self._calls()
        self.found: dict[int, _Found] = {}
        self.asked = 0  # attributions that wait for one another's answer
        self.profiles: dict[str, Speaker] = {}
        self.fullest: dict[str, Span] = {}  # where the name of a profile stands
        self.further: dict[str, list[Mention]] = collections.defaultdict(list)  # of profiles without entity
        self.by_pronoun: set[str] = set()  # profiles that only a pronoun describes so far
        self.roots = self._roots()

    def _roots(self) -> list[int]:
        """The mention at which each one's chain of antecedents ends: the first name, if there is one."""
        out: list[int] = []
        for n, kind in enumerate(self.kinds):
            earlier = self.chains.antecedent.get(n)
            out.append(n if kind in NAMES or earlier is None else out[earlier])
        return out

    def analysis(self) -> Analysis:
        for i in range(len(self.attributions)):
            self._of(i)
        used = {k for found in self.found.values() for k in (*found.keys, *found.candidates)}
        speakers = {key: self._speaker(key) for key in self.profiles if key in used}
        profiles = sorted(speakers.items(), key=lambda item: item[1].mentions[0].span)
        at = {key: n for n, (key, _) in enumerate(profiles)}
        attributions = tuple(
            replace(
                a,
                speakers=tuple(at[k] for k in self.found[i].keys),
                candidates=tuple(at[k] for k in self.found[i].candidates),
                evidence=tuple(self.found[i].evidence),
                settings=settings(self.text, a.source, a.cue, a.content, within=self._around(a)),
            )
            for i, a in enumerate(self.attributions)
        )
        return Analysis(attributions, tuple(speaker for _, speaker in profiles))

    def _calls(self) -> dict[str, set[int]]:
        """The entities by whole names, and people by the last word of theirs and the first: the family's is
        either.
        """
        out: dict[str, set[int]] = collections.defaultdict(set)
        for n, entity in self.entities.of.items():
            words = self.spans[n].of(self.text)
            out[organisations.key(words)].add(entity)
            if self.entities.found[entity].person:
                core = people.core(words).split() or [words]
                out[organisations.key(core[-1])].add(entity)
                out[organisations.key(core[0])].add(entity)
        return out

    def _around(self, attribution: Attribution) -> tuple[Span, ...]:
        """The content that the attribution stands in: what is told outside it belongs to others."""
        parent = attribution.parent
        return () if parent is None else self.attributions[parent].content

    def _of(self, i: int) -> _Found:
        """Who speaks in attribution ``i``; asked for earlier ones and for those around it, too."""
        if i not in self.found:
            if self.asked > _DEEPEST:
                return _Found()
            self.found[i] = _Found()  # what asks for itself on the way finds nobody
            self.asked += 1
            self.found[i] = self._decided(i)
            self.asked -= 1
        return self.found[i]

    def _decided(self, i: int) -> _Found:
        attribution = self.attributions[i]
        if not attribution.source:
            return self._from_context(i)
        out = _Found()
        for head in self.sources.heads(attribution.source[0]):
            self._add(out, i, head)
        out.candidates = list(dict.fromkeys(out.candidates))
        out.keys = [] if out.candidates else list(dict.fromkeys(out.keys))
        return out

    def _add(self, out: _Found, i: int, head: Head) -> None:
        n = head.mention
        if not any(map(str.isalnum, head.span.of(self.text))):
            return  # marks are nobody
        if self._add_both(out, head) or self._add_by_words(out, head) or self._add_whose_words(out, head):
            return
        if head.form is Form.HOLDER:
            self._add_holder(out, head)
        elif n is None or head.form is Form.DESCRIPTION:
            self._add_description(out, head)
        elif head.form is Form.REFERRING and self.described.pronouns[n]:
            self._add_pronoun(out, i, head, n)
        else:
            self._add_mention(out, head, n)

    def _add_both(self, out: _Found, head: Head) -> bool:
        """ "Both", "the two senators": the two that were named together before; "the Lunds": all of them."""
        words = head.span.of(self.text)
        found = None
        before = self.text[max(0, head.span.start - len("both ")) : head.span.start]
        if _BOTH.fullmatch(before + words if before.lower() == "both " else words):
            noun = head_word(words)
            person = True if lexicon.is_person_noun(noun) else False if lexicon.is_group_noun(noun) else None
            found = self._those(self.joined.before(head.span.start, _JOINED_FAR, person=person))
        elif head.mention is None or self.kinds[head.mention] in (*NAMES, Kind.PERSON, Kind.GROUP):
            found = self._those(self.joined.family(head.span, self.called))
        return self._add_several(out, head, found)

    def _those(self, entities: Sequence[int]) -> _Found | None:
        """Several who speak together, each by the first of their names; None where there are none."""
        if not entities:
            return None
        out = _Found()
        for entity in entities:
            first = self.entities.found[entity].names[0]
            key = self._entity_key(self.chains.of.get(first))
            if key is None:
                return None
            out.keys.append(key)
            out.evidence.append(Evidence(EvidenceKind.NAMED, self.spans[first]))
        return out

    def _only_pronouns(self, n: int) -> bool:
        """Whether nothing but pronouns tell whom the mention means."""
        cluster = self.chains.clusters[self.chains.of[n]] if n in self.chains.of else None
        return cluster is None or (cluster.entity is None and not cluster.described)

    def _add_by_words(self, out: _Found, head: Head) -> bool:
        """Where the model saw no name in words that are capitalised like one: the one person or group of the
        article that has the name, if there is one.
        """
        n = head.mention
        if head.form is Form.HOLDER or (n is not None and self.kinds[n] in (*NAMES, Kind.PRONOUN)):
            return False
        raw = organisations.plain(head.span.of(self.text)).split()
        if not raw or not all(w[0].isupper() for w in raw) or lexicon.is_person_noun(raw[-1]):
            return False
        words = people.core(" ".join(raw)).split()
        fitting = self.called.get(organisations.key(" ".join(words))) or self.called.get(
            organisations.key(words[-1])
        )
        if fitting is None or len(fitting) != 1:
            return False
        key = self._entity_key(next(iter(fitting)))
        if key is None:
            return False
        out.keys.append(key)
        out.evidence.append(Evidence(EvidenceKind.SAME_NAME, head.span))
        return True

    def _add_whose_words(self, out: _Found, head: Head) -> bool:
        """ "Her message": whoever’s words they are. "Lund’s message" has a name by itself."""
        words = head.span.of(self.text)
        described = head.form in (Form.REFERRING, Form.DESCRIPTION)
        if not (described and lexicon.is_owned(words) and is_speech(head_word(words))):
            return False
        owner = next(self._owners(head.span), None)
        key = None if owner is None else self._entity_key(self.chains.of.get(owner))
        if owner is None or key is None:
            return False
        out.keys.append(key)
        out.evidence += self._steps(owner, head)
        return True

    def _owners(self, span: Span) -> Iterator[int]:
        """The mentions that say, at the beginning of a description, whose it is: "her", "the party’s"."""
        at = bisect_left(self.starts, span.start)
        while at < len(self.starts) and self.starts[at] == span.start:
            end = self.spans[at].end
            whose = self.kinds[at] == Kind.PRONOUN or self.text[end : end + 1] in ("’", "'")
            if whose and end < span.end:
                yield at
            at += 1

    def _add_mention(self, out: _Found, head: Head, n: int) -> None:
        """A name, or a description that may stand for one."""
        cluster = self.chains.of.get(n)
        undecided = [k for c in self.chains.undecided.get(n, ()) if (k := self._entity_key(c))]
        entity = self._entity_key(cluster)
        if len(undecided) > 1:
            out.candidates += undecided
        elif entity is not None:
            out.keys.append(entity)
            out.evidence += self._steps(n, head)
        elif head.form is Form.NAME:
            self._add_own_name(out, head)
        else:
            self._add_description(out, head)

    def _add_pronoun(self, out: _Found, i: int, head: Head, n: int) -> None:
        pronoun = int(self.described.pronouns[n])
        if pronoun in _FIRST_PERSON:
            content = int(self.described.content[n])
            around = self._of(content) if content >= 0 and content != i else _Found()
            if around.keys:
                out.keys += around.keys
                out.evidence += [Evidence(EvidenceKind.CONTEXT, head.span), *around.evidence]
                return
            author = self.writers.of(head.span.start) if content < 0 else None
            key = None if author is None else self._entity_key(self.chains.of.get(author))
            if author is not None and key is not None:
                out.keys.append(key)
                out.evidence.append(Evidence(EvidenceKind.CONTEXT, self.spans[author]))
                return
        elif pronoun in _RELATIVES:
            if self._add_several(out, head, self._those(self.joined.right_before(head.span.start))):
                return
        elif pronoun == _THEY:
            several = self._list_before(i)
            if several is None and self._only_pronouns(n):
                several = self._those(self.joined.before(head.span.start, _JOINED_NEAR))
            if self._add_several(out, head, several):
                return
        self._add_mention(out, head, n)

    def _add_several(self, out: _Found, head: Head, several: _Found | None) -> bool:
        """Whether there are several whom the words stand for; then they speak."""
        if several is None:
            return False
        out.keys += several.keys
        out.evidence += [Evidence(EvidenceKind.ANTECEDENT, head.span), *several.evidence]
        return True

    def _list_before(self, i: int) -> _Found | None:
        """The last of the few attributions before ``i`` whose source names several people."""
        for j in range(i - 1, max(-1, i - 1 - _LIST_REMEMBERED), -1):
            found = self._of(j)
            if len(found.keys) > 1:
                return found
            if found.keys and self.profiles[found.keys[0]].kind is not SpeakerKind.PERSON:
                return None  # "they" may as well be these
        return None

    def _from_context(self, i: int) -> _Found:
        """No source: a cue such as "adding" goes on from who spoke before it in the sentence."""
        attribution = self.attributions[i]
        cue = attribution.cue[0]
        first = cue.of(self.text).split(maxsplit=1)[:1]
        if not first or not first[0].lower().endswith(_GERUND) or i == 0:
            return _Found()
        before = self.attributions[i - 1]
        between = self.text[before.cue[0].end : cue.start]
        if before.cue[0].end > cue.start or "\n" in between or _ends_sentence(between):
            return _Found()
        found = self._of(i - 1)
        step = Evidence(EvidenceKind.CONTEXT, before.source[0] if before.source else before.cue[0])
        return _Found(list(found.keys), list(found.candidates), [step, *found.evidence])

    def _entity_key(self, cluster: int | None) -> str | None:
        """The speaker that a cluster's name makes; None where it has no name."""
        if cluster is None:
            return None
        number = self.chains.clusters[cluster].entity
        if number is None:
            return None
        key = f"entity {number}"
        if key not in self.profiles:
            self.profiles[key] = self._entity_profile(key, number, cluster)
        return key

    def _entity_profile(self, key: str, number: int, cluster: int) -> Speaker:
        entity = self.entities.found[number]
        members = sorted(set(self.chains.clusters[cluster].members))
        mentions = tuple(Mention(self.spans[n], self._form(n)) for n in members)
        fullest = max(
            (n for n in members if self.kinds[n] in NAMES),
            key=lambda n: (len(self._name(n, entity.person).split()), len(self._name(n, entity.person))),
        )
        self.fullest[key] = self.spans[fullest]
        role, affiliation = self._role(members)
        return Speaker(
            name=self._name(fullest, entity.person),
            kind=SpeakerKind.PERSON if entity.person else SpeakerKind.GROUP,
            mentions=mentions,
            role=role,
            affiliation=affiliation,
        )

    def _name(self, n: int, person: bool) -> str:
        words = self.spans[n].of(self.text)
        return (people.core(words) if person else organisations.plain(words)) or words.strip()

    def _role(self, members: Sequence[int]) -> tuple[Span | None, Span | None]:
        """The first role, and the first affiliation, that is given beside one of the names."""
        role = affiliation = None
        named = (n for n in members if self.kinds[n] in NAMES)
        for n in itertools.islice(named, _TOLD):
            found = role_and_affiliation(self.text, self.spans[n], None)
            role, affiliation = role or found[0], affiliation or found[1]
            if role and affiliation:
                break
        return role, affiliation

    def _form(self, n: int) -> MentionForm:
        if self.kinds[n] in NAMES:
            return MentionForm.NAME
        return MentionForm.PRONOUN if self.described.pronouns[n] else MentionForm.NOMINAL

    def _add_own_name(self, out: _Found, head: Head) -> None:
        """A name that no entity was made of."""
        key = f"name {head.span.of(self.text).lower()}"
        mention = Mention(head.span, MentionForm.NAME)
        self._profile(key, people.core(head.span.of(self.text)), SpeakerKind.GROUP, mention)
        out.keys.append(key)
        out.evidence.append(Evidence(EvidenceKind.NAMED, head.span))

    def _add_holder(self, out: _Found, head: Head) -> None:
        words = organisations.plain(head.span.of(self.text))
        key = f"group {words.lower()}"
        self._profile(key, words, SpeakerKind.GROUP, Mention(head.span, MentionForm.NAME))
        out.keys.append(key)
        out.evidence.append(Evidence(EvidenceKind.NAMED, head.span))

    def _add_description(self, out: _Found, head: Head) -> None:
        """Somebody without a name; the first description of a cluster stands for it."""
        cluster = self.chains.of.get(head.mention) if head.mention is not None else None
        key = f"cluster {cluster}" if cluster is not None else f"words {head.span.of(self.text).lower()}"
        description = describes(self.text, head.span)
        words = description.span.of(self.text).strip() or head.span.of(self.text).strip()
        form = MentionForm.NOMINAL
        if head.mention is not None and self.described.pronouns[head.mention]:
            form = MentionForm.PRONOUN
        if key not in self.profiles or (key in self.by_pronoun and form is MentionForm.NOMINAL):
            members = self.chains.clusters[cluster].members if cluster is not None else []
            self.profiles[key] = Speaker(
                name=words,
                kind=SpeakerKind.UNNAMED,
                mentions=tuple(Mention(self.spans[n], self._form(n)) for n in members),
                number=description.number,
                reason=description.reason,
            )
            (self.by_pronoun.add if form is MentionForm.PRONOUN else self.by_pronoun.discard)(key)
        self.further[key].append(Mention(head.span, form))
        out.keys.append(key)
        out.evidence.append(Evidence(EvidenceKind.DESCRIPTION, description.span))

    def _profile(self, key: str, name: str, kind: SpeakerKind, mention: Mention) -> None:
        self.profiles.setdefault(key, Speaker(name, kind, ()))
        self.further[key].append(mention)

    def _speaker(self, key: str) -> Speaker:
        """The profile with all its mentions, each once."""
        known = self.profiles[key]
        mentions = {m.span: m for m in (*self.further[key], *known.mentions)}
        return replace(known, mentions=tuple(mentions[span] for span in sorted(mentions)))

    def _steps(self, n: int, head: Head) -> list[Evidence]:
        """From the mention that speaks to the fullest name."""
        out = []
        if head.apposition is not None:
            out.append(Evidence(EvidenceKind.APPOSITION, head.apposition))
        at, root = n, self.roots[n]
        while at != root:
            told = len(out) < _STEPS
            at = self.chains.antecedent[at] if told else root
            out.append(Evidence(EvidenceKind.ANTECEDENT, self.spans[at]))
        if self.kinds[n] in NAMES:
            out.append(Evidence(EvidenceKind.NAMED, self.spans[n]))
        return out + self._fullest_step(at)

    def _fullest_step(self, n: int) -> list[Evidence]:
        """From one spelling to the fullest, where they differ."""
        cluster = self.chains.clusters[self.chains.of[n]]
        key = f"entity {cluster.entity}"
        name, words = self.profiles[key].name, self.spans[n].of(self.text)
        if name in words:
            return []
        short = organisations.is_abbreviation_of(words, name)
        kind = EvidenceKind.ABBREVIATION if short else EvidenceKind.SAME_NAME
        if self.kinds[n] not in NAMES:
            kind = EvidenceKind.ANTECEDENT  # only named further on
        return [Evidence(kind, self.fullest[key])]


def _ends_sentence(between: str) -> bool:
    return any(mark in between for mark in (". ", "! ", "? "))
