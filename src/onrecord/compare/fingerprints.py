"""By what a wording is found again: a digest of all its words, and keys that an altered one shares.

A key is the hash of two neighbouring words of a sentence that carry content, as roots and without numbers:
"the bridge was closed to lorries" has (bridge, close) and (close, lorry). What changes most, "not", "may",
persons, tenses, numbers, is in none of them. Of a long sentence only some keys are kept, the least of every
window of some keys in a row (winnowing, which is a MinHash of each window): a quotation that keeps a
sentence, or that many keys of one, has one of them. A MinHash of the whole would find reprints alone: a
tenth of a quotation has a tenth of its shingles. All keys of a new wording are looked up, so that parts of
it that are there are found.
"""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from onrecord.compare import english
from onrecord.compare.words import words_of
from onrecord.records import Quotation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.compare.words import Word

#: Bytes of a digest: of a million wordings two are the same by accident with probability 0.002, and then the
#: alignment tells them apart; SQLite stores such a number in 6 bytes, a longer one in 8.
_DIGEST_BYTES: Final = 6
#: A sentence with so many keys keeps all of them; with more, the least of each window of some; a long one, of
#: a longer window. The synthetic ledger, whose words all carry content, has 3.4 keys a statement so.
_ALL: Final = 6
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
    """The words of a content, and by what they are found: ``roots`` are those with content, ``sentences`` the
    keys of each. ``short``: the words alone do not tell that two who say them repeat one another.
    """

    words: tuple[Word, ...]
    roots: frozenset[str]
    sentences: tuple[tuple[int, ...], ...]
    short: bool

    @property
    def keys(self) -> tuple[int, ...]:
        """All keys, each once."""
        return tuple(dict.fromkeys(key for keys in self.sentences for key in keys))

    def kept(self, full: Callable[[int], bool] = lambda _: False) -> tuple[int, ...]:
        """The keys by which it is to be found; ``full`` says which do not lead to more wordings."""
        free = ([key for key in keys if not full(key)] for keys in self.sentences)
        return tuple(dict.fromkeys(key for keys in free for key in _least(keys)))


# What is a candidate for one statement is so for the next, and stock phrases come again and again.
@lru_cache(maxsize=8_192)
def wording_of(content: str, quotation: str) -> Wording:
    """The wording of a content; ``quotation`` is a value of ``records.Quotation``."""
    words = words_of(content, quotation)
    sentences: list[list[str]] = [[]]
    for word in words:
        if word.opens or word.gap:
            sentences.append([])
        if root := _root_in_keys(word.key):
            sentences[-1].append(root)
    keys = tuple(_keys(roots) for roots in sentences if roots)
    if not keys and words:
        keys = ((_key(" ".join(word.key for word in words)),),)
    roots = frozenset(root for found in sentences for root in found)
    return Wording(words, roots, keys, is_short(words))


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
    told = (" ".join(keys) + "\n" + speaker).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(told, digest_size=_DIGEST_BYTES).digest(), "big", signed=True)


def _keys(roots: Sequence[str]) -> tuple[int, ...]:
    """The keys of a sentence: its pairs of neighbours, or its only word."""
    pairs = [f"{one} {other}" for one, other in pairwise(roots)] or [*roots]
    return tuple(map(_key, pairs))


def _least(keys: Sequence[int]) -> Sequence[int]:
    """The keys that a sentence keeps."""
    if len(keys) <= _ALL:
        return keys
    size = _WINDOW if len(keys) <= _LONG else _LONG_WINDOW
    return [min(keys[start : start + size]) for start in range(len(keys) - size + 1)]


@lru_cache(maxsize=65_536)
def _root_in_keys(key: str) -> str:
    """The root by which a word with content is found; empty for others, and for numbers."""
    if key in english.FUNCTION or key in english.NEGATIONS or english.is_number(key):
        return ""
    return english.root(key)


def _key(words: str) -> int:
    """32 bits, signed as both databases have them; alignment tells apart what shares one by accident."""
    return zlib.crc32(words.encode("utf-8", "surrogatepass")) - 2**31
