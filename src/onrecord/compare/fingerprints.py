"""By what a wording is found again: a digest of all its words, and keys that an altered one shares.

A key is the hash of two neighbouring words that carry content, as roots and without numbers: "the bridge was
closed to lorries" has (bridge, close) and (close, lorry). What changes most, "not", "may", persons, tenses,
numbers, is in none of them. Of a long wording only some keys are kept, the least of every window of some
keys in a row (winnowing, which is a MinHash of each window): whatever a trimmed quotation keeps in one piece
of that length has one of them. A MinHash of the whole would find reprints alone: a tenth of a quotation has
a tenth of its shingles. All keys of a new wording are looked up, so that parts of it that are there are
found as well.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from onrecord.compare import english
from onrecord.compare.words import words_of
from onrecord.records import Quotation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.compare.words import Word

#: Bytes of a digest: of a million wordings two are the same by accident with probability 0.002, and then the
#: alignment tells them apart; SQLite stores such a number in 6 bytes, a longer one in 8.
_DIGEST_BYTES: Final = 6
#: Bytes of a key: what shares one by accident is sorted out by the alignment.
_KEY_BYTES: Final = 4
#: Wordings with so many keys keep all of them; with more, the least of each window of some; long ones, of a
#: longer window. On the synthetic ledger (18 content words a statement) that is 4 keys a wording.
_ALL: Final = 5
_WINDOW: Final = 4
_LONG: Final = 12
_LONG_WINDOW: Final = 9
#: What a word without content says of which wording this is, where one with content says 1.
FUNCTION_WEIGHT: Final = 0.3
NUMBER_WEIGHT: Final = 0.8
#: Below this weight a wording may be anybody's: "No comment." has 1.3, "We will appeal" 1.6, "I am innocent"
#: 1.6, "We did not sign" 2.6; "450 jobs would go" has 3.1, "We shall count every paper again" 3.2.
_SHORT: Final = 3.0
#: Stock phrases are made of these; whoever says them says nothing by which the words are known.
_STOCK: Final = frozenset(
    english.root(word)
    for word in english.words(
        """
        comment respond request immediately decline available reach confirm deny thoughts prayers condolences
        investigation ongoing closely monitor situation thank sorry question answer statement time
        """
    )
)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a content, and by what they are found: ``roots`` are those with content, ``keys`` all
    keys. ``short``: the words alone do not tell that two who say them repeat one another.
    """

    words: tuple[Word, ...]
    roots: frozenset[str]
    keys: tuple[int, ...]
    short: bool


# What is a candidate for one statement is so for the next, and stock phrases come again and again.
@lru_cache(maxsize=8_192)
def wording_of(content: str, quotation: str) -> Wording:
    """The wording of a content; ``quotation`` is a value of ``records.Quotation``."""
    words = words_of(content, quotation)
    roots = [english.root(word.key) for word in words if _in_keys(word)]
    return Wording(words, frozenset(roots), tuple(_keys(words, roots)), is_short(words))


def weight(word: Word) -> float:
    """How much a word says of which wording this is: 1 where it carries content, or turns what is said."""
    key = word.key
    if key in english.NEGATIONS:
        return 1.0
    if english.is_number(key):
        return NUMBER_WEIGHT
    return FUNCTION_WEIGHT if key in english.FUNCTION or english.root(key) in _STOCK else 1.0


def is_short(words: Sequence[Word]) -> bool:
    """Whether these words alone do not tell that two who say them repeat one another."""
    total = 0.0
    for word in words:
        total += weight(word)
        if total >= _SHORT:
            return False
    return True


def digest(words: Sequence[Word], quotation: str, speaker: str = "") -> int:
    """A number for a wording, without the "that" of a report; ``speaker`` parts what several people say."""
    keys = [word.key for word in words]
    if quotation != Quotation.DIRECT and keys[:1] == ["that"]:
        del keys[0]
    return _number(" ".join(keys) + "\n" + speaker, _DIGEST_BYTES)


def _keys(words: Sequence[Word], roots: Sequence[str]) -> list[int]:
    """All keys of a wording, in the order of its words, each once. At least one where there are words."""
    if len(roots) < 2:
        alone = roots[0] if roots else " ".join(word.key for word in words)
        return [_number(alone, _KEY_BYTES)] if alone else []
    pairs = (f"{one} {other}" for one, other in pairwise(roots))
    return list(dict.fromkeys(_number(pair, _KEY_BYTES) for pair in pairs))


def kept_keys(keys: Sequence[int]) -> list[int]:
    """Those of a wording's keys by which it is found."""
    if len(keys) <= _ALL:
        return list(keys)
    size = _WINDOW if len(keys) <= _LONG else _LONG_WINDOW
    windows = range(len(keys) - size + 1)
    return list(dict.fromkeys(min(keys[start : start + size]) for start in windows))


def _in_keys(word: Word) -> bool:
    key = word.key
    return not (key in english.FUNCTION or key in english.NEGATIONS or english.is_number(key))


def _number(text: str, size: int) -> int:
    told = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size).digest()
    return int.from_bytes(told, "big", signed=True)
