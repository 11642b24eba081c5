"""Which words are no names, told by a corpus: what ``analysis.stand_ins`` leaves as it is.

A word is told apart by how the articles write it: small, or with a capital as something else than a person,
as the corpus' CoreNLP layers have it. Which names the articles hold decides nothing: a name is what is left.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from onrecord.analysis.stand_ins import StandIns, begins_sentence
from onrecord.evaluation import gold
from onrecord.names.titles import OFFICES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_WORD: Final = re.compile(r"[^\W\d_]+")
#: Behind a name and in front of one, and people of a faith or a language, which the layers take for persons.
_NEVER: Final = frozenset(
    ["jr", "sr", "ii", "iii", "iv", "god", "latino", "latina", "latinos", "hispanic", "hispanics"]
)
# A word with a capital is a name where the layers take it for a person's more often than not (twice at
# least: they err); it is none where they do so in one of ten. Set once, by looking at the words on either
# side in polnear-train.
_NAME_SHARE: Final = 0.5
_NAME_LEAST: Final = 2
_NO_NAME_SHARE: Final = 0.1
# Seen small so often, a word is one whatever it is with a capital: "Mills", "Hill".
_SMALL_LEAST: Final = 3
# Kept words that are a person's in a quarter of their capitals, and five times: "Justice", "Hill", "Don".
_EITHER_SHARE: Final = 0.25
_EITHER_LEAST: Final = 5


def kept_words(corpus: Path, *others: Path) -> StandIns:
    """The words of the corpus that are no names; small words of ``others``, JSON Lines, count as well."""
    small, capital, person = Counter[str](), Counter[str](), Counter[str]()
    for text, persons in _layers(corpus):
        for match in _WORD.finditer(text):
            word = match[0]
            if word[0].islower():
                small[word] += 1
            elif len(word) == 1 or not word.isupper():
                named = match.start() in persons
                if named or not begins_sentence(text, 0, match.start()):
                    capital[word.lower()] += 1
                    person[word.lower()] += named
    for path in others:
        for text, _ in _layers(path):
            small.update(word for word in _WORD.findall(text) if word[0].islower())
    kept = frozenset(w for w in {*small, *capital} if _no_name(small[w], capital[w], person[w]))
    either = frozenset(
        word
        for word in kept - OFFICES - _NEVER
        if len(word) > 1 and person[word] >= max(_EITHER_LEAST, _EITHER_SHARE * capital[word])
    )
    return StandIns(kept | OFFICES | _NEVER, either)


def _no_name(small: int, capital: int, person: int) -> bool:
    if person >= _NAME_LEAST and person > _NAME_SHARE * capital:
        return False
    if small and (not person or small >= _SMALL_LEAST):
        return True
    return capital >= _SMALL_LEAST and person <= _NO_NAME_SHARE * capital


def _layers(path: Path) -> Iterator[tuple[str, set[int]]]:
    """Each article's text, and where the words of people's names begin in it, by its layer."""
    with gold.open_lines(path) as lines:
        for _, value in gold.values(path, lines):
            text, layer = value.get("text"), value.get("corenlp")
            if isinstance(text, str) and value.get("part", "train") == "train":
                yield text, set(_persons(text, layer if isinstance(layer, dict) else {}))


def _persons(text: str, layer: dict[str, Iterable[tuple[int, int, str]]]) -> Iterator[int]:
    for start, end, label in layer.get("entities") or ():
        if label == "PERSON":
            yield from (match.start() for match in _WORD.finditer(text, start, end))
