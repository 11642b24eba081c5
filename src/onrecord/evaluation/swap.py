"""Gold articles in which people have names of another origin: figures must not depend on who has which name.

Every person gets one name, of the same gender, for the whole article: full names stay full, family names
and given names alone stay so, titles, suffixes, possessives and capitals stay, middle names go. Who shares
a family name goes on sharing one. Every span and every speaker label moves along.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.evaluation import gender, people
from onrecord.evaluation.moves import Edit, Moves
from onrecord.evaluation.name_words import Text
from onrecord.evaluation.new_names import NewNames
from onrecord.records import Span, SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from onrecord.evaluation.match import Doc, Labelled
    from onrecord.evaluation.name_words import Name
    from onrecord.evaluation.origins import Origin
    from onrecord.evaluation.people import Named


@dataclass(frozen=True, slots=True)
class Swapped:
    """Documents with other names in them: how many ``people`` were renamed, article by article, in how many
    ``places``, and of how many of them nothing tells the gender (``guessed``: men and women in turn).
    """

    docs: Mapping[str, Doc]
    people: int = 0
    places: int = 0
    guessed: int = 0


def swap(
    docs: Mapping[str, Doc],
    origin: Origin,
    *,
    seed: int = 0,
    layers: Mapping[str, Sequence[Span]] | None = None,
) -> Swapped:
    """The documents with all people renamed from ``origin``; ``layers`` are spans of people's names by id."""
    out: dict[str, Doc] = {}
    counts: Counter[str] = Counter()
    for key, doc in docs.items():
        rng = random.Random(f"{seed} {origin.name} {key}")
        article = _Article(doc, (layers or {}).get(key, ()), origin, rng)
        out[key] = article.renamed()
        counts.update(people=len(article.genders), places=len(article.named), guessed=article.guessed)
    return Swapped(out, counts["people"], counts["places"], counts["guessed"])


class _Article:
    """One document, its people, and the names that they get."""

    def __init__(self, doc: Doc, layer: Iterable[Span], origin: Origin, rng: random.Random) -> None:
        self.doc = doc
        self.text = Text(doc.text)
        labels = dict.fromkeys(name for a in doc.attributions for name in _people_in(a))
        self.persons = people.persons_of(self.text, labels, (span.of(doc.text) for span in layer))
        self.named = list(people.find(self.text, self.persons))
        self.genders, self.guessed = gender.tell(self.text, self.named, self._spoken())
        self.new = NewNames(origin, self.genders, self.text, rng)

    def renamed(self) -> Doc:
        """The document with the new names."""
        moves = Moves(self.doc.text, self._edits(self.text, self.named))
        return replace(
            self.doc,
            text=moves.text,
            attributions=tuple(self._moved(a, moves) for a in self.doc.attributions),
        )

    def _spoken(self) -> Iterator[tuple[Name, str]]:
        """The persons whom the gold gives as single speakers, with the words of the source."""
        for a in self.doc.attributions:
            labels = _people_in(a)
            if len(labels) == 1:
                words = " ".join(span.of(self.doc.text) for span in a.source)
                yield from ((named.name, words) for named in people.find(Text(labels[0]), self.persons))

    def _moved(self, a: Labelled, moves: Moves) -> Labelled:
        spans = [tuple(map(moves.moved, of)) for of in (a.source, a.cue, a.content)]
        labels = {key: self._label(key, value, moves) for key, value in a.labels.items()}
        return replace(a, source=spans[0], cue=spans[1], content=spans[2], labels=labels)

    def _label(self, key: str, value: object, moves: Moves) -> object:
        if key == "settings" and isinstance(value, list):
            return [[kind, *_pair(moves.moved(Span(start, end)))] for kind, start, end in value]
        if key in ("speakers", "candidates") and isinstance(value, list):
            return [self._words(name) for name in value]
        return self._words(value) if key == "speaker" else value

    def _words(self, words: object) -> object:
        """A label's words with the names in them exchanged."""
        if not isinstance(words, str):
            return words
        text = Text(words)
        return Moves(words, self._edits(text, list(people.find(text, self.persons)))).text

    def _edits(self, text: Text, named: Sequence[Named]) -> Iterator[Edit]:
        for each in named:
            yield from self.new.edits(text, each)


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _people_in(a: Labelled) -> list[str]:
    """The names that the gold gives to persons who speak."""
    if a.labels.get("speaker_kind") != SpeakerKind.PERSON:
        return []
    several = a.labels.get("speakers")
    names = several if isinstance(several, list | tuple) else [a.labels.get("speaker")]
    return [name for name in names if isinstance(name, str)]
