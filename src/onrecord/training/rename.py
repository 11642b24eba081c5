"""Training articles with other people's names in them: who has which name must not matter to the model.

The names come from ``names.txt``, which shares none with those that ``onrecord evaluate --swap-names`` puts
in.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, replace
from importlib import resources
from typing import TYPE_CHECKING

from onrecord.analysis.mentions import Kind
from onrecord.analysis.pairs import PRONOUNS

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Mapping, Sequence

    from onrecord.training.corpora import Document, GoldAttribution, Spans
    from onrecord.training.referring import GoldMention

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"[’']s$")
_FAMILY_FIRST = frozenset(("chinese", "korean", "vietnamese", "hungarian"))
_HE, _SHE = (PRONOUNS["he"], PRONOUNS["his"]), (PRONOUNS["she"],)
_TITLES = frozenset((
    "mr", "mrs", "ms", "miss", "dr", "sir", "sen", "rep", "gov", "president", "senator", "jr", "sr", "ii",
    "iii", "iv", "secretary", "governor", "justice", "judge", "professor", "lady", "lord", "pope", "king",
))  # fmt: skip
# A shorter word is an initial, or a particle that many names share.
_SHORTEST = 3


@dataclass(frozen=True, slots=True)
class Names:
    """Names by origin: given names of men ("m") and women ("f"), and family names."""

    given: Mapping[tuple[str, str], Sequence[str]]
    family: Mapping[str, Sequence[str]]

    @classmethod
    def load(cls) -> Names:
        """Those of the package."""
        text = (resources.files("onrecord") / "training" / "names.txt").read_text(encoding="utf8")
        given: dict[tuple[str, str], list[str]] = {}
        family: dict[str, list[str]] = {}
        for line in text.splitlines():
            match line.split():
                case ["given", gender, name, origin]:
                    given.setdefault((origin, gender), []).append(name)
                case ["family", name, origin]:
                    family.setdefault(origin, []).append(name)
        return cls(given, family)

    def origins(self) -> list[str]:
        """Those with all that a name needs."""
        return sorted(o for o in self.family if (o, "m") in self.given and (o, "f") in self.given)


def rename(document: Document, names: Names, rng: random.Random) -> Document:
    """The document with every person that has a name called something else throughout, all by names of one
    origin or each by one of their own, word for word: full names stay full, surnames surnames.
    """
    origins = names.origins()
    shared = rng.choice(origins) if rng.random() < 0.5 else None
    edits: dict[int, tuple[int, str]] = {}
    for people in _people(document).values():
        origin = shared or rng.choice(origins)
        gender = _gender(document, people[0].chain) or rng.choice("mf")
        edits.update(_edits(document, people, names, origin, gender, rng))
    ordered = [(start, end, word) for start, (end, word) in sorted(edits.items())]
    return _edited(document, ordered)


def _people(document: Document) -> dict[str, list[GoldMention]]:
    out: dict[str, list[GoldMention]] = {}
    for m in document.mentions:
        if m.kind is Kind.PERSON_NAME and m.chain is not None:
            out.setdefault(m.chain, []).append(m)
    return out


def _gender(document: Document, chain: str | None) -> str | None:
    """From the pronouns of the chain, where they agree by far."""
    words = [
        PRONOUNS.get(document.text[m.start : m.end].lower(), 0)
        for m in document.mentions
        if m.chain == chain and m.kind is Kind.PRONOUN
    ]
    he, she = (sum(w in group for w in words) for group in (_HE, _SHE))
    if he >= 2 * she and he:
        return "m"
    return "f" if she >= 2 * he and she else None


def _edits(
    document: Document,
    people: Sequence[GoldMention],
    names: Names,
    origin: str,
    gender: str,
    rng: random.Random,
) -> Iterator[tuple[int, tuple[int, str]]]:
    """New words for one person's names, by the place of the old one."""
    text = document.text
    full = max((_name_words(text, m) for m in people), key=len)
    if not full:
        return
    new = {w: rng.choice(names.given[(origin, gender)]) for w in full[:-1]}
    new[full[-1]] = rng.choice(names.family[origin])
    if len(full) > 1 and origin in _FAMILY_FIRST:
        first, last = full[0], full[-1]
        swapped = {first: new[last], last: new[first]}
    else:
        swapped = {}
    for m in people:
        words = _name_words(text, m)
        chosen = {**new, **swapped} if len(words) > 1 else new
        for word in _WORD.finditer(text, m.start, m.end):
            plain = _POSSESSIVE.sub("", word[0])
            if plain.lower() in chosen:
                yield word.start(), (word.start() + len(plain), _cased(chosen[plain.lower()], plain))


def _name_words(text: str, m: GoldMention) -> list[str]:
    words = (_POSSESSIVE.sub("", w).lower() for w in _WORD.findall(text[m.start : m.end]))
    return [w for w in words if w not in _TITLES and len(w) >= _SHORTEST]


def _cased(new: str, old: str) -> str:
    return new.upper() if old.isupper() and len(old) > 1 else new


def _edited(document: Document, edits: Sequence[tuple[int, int, str]]) -> Document:
    """The document with the words at [start, end) replaced; every offset moved along."""
    starts = [s for s, _, _ in edits]
    ends = [e for _, e, _ in edits]
    grown = [0]
    for start, end, word in edits:
        grown.append(grown[-1] + len(word) - (end - start))
    pieces: list[str] = []
    at = 0
    for start, end, word in edits:
        pieces += [document.text[at:start], word]
        at = end
    pieces.append(document.text[at:])

    def begin(x: int) -> int:
        n = bisect_right(ends, x)
        return x + grown[n] if n == len(starts) or x <= starts[n] else starts[n] + grown[n]

    def finish(x: int) -> int:
        n = bisect_left(starts, x)
        return x + grown[n] if n == 0 or x >= ends[n - 1] else ends[n - 1] + grown[n]

    def moved(spans: Spans) -> Spans:
        return tuple((begin(s), finish(e)) for s, e in spans)

    def of(a: GoldAttribution) -> GoldAttribution:
        return replace(a, source=moved(a.source), cue=moved(a.cue), content=moved(a.content))

    return replace(
        document,
        text="".join(pieces),
        attributions=tuple(map(of, document.attributions)),
        known=moved(document.known),
        blank=moved(document.blank),
        mentions=tuple(replace(m, start=begin(m.start), end=finish(m.end)) for m in document.mentions),
    )
