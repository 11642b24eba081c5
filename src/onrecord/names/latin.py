"""Names in other scripts, brought into Latin letters.

The letters are ``anyascii``'s: one table for all of Unicode, ISC licence, no dependency, and kept up with new
versions of Unicode. (``Unidecode`` is GPL; ICU is a library to compile.) It reads letters one by one, so that
names in Arabic and Hebrew come without the vowels that these do not write: those are compared by their
consonants alone. Han characters are read as Mandarin, whoever bears the name.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from onrecord.names.spelling import fold

_REMEMBERED = 20_000
# Behind Latin with its marks; before the letters with marks of Vietnamese (Latin Extended Additional).
_OTHER = re.compile(r"[\u0370-\u1dff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\ufeff\U00010000-\U0003ffff]+")
# Scripts that write one syllable, and one part of a name, a character.
_SYLLABLES = re.compile(r"(?<=[a-z])(?=[A-Z])")
_ABJAD = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ARABIC_ARTICLE = re.compile(r"(?<!\w)ال(?=\w{2})")
_ABJAD_ARTICLE = re.compile(
    r"(?<![^\W\d_])(?:al|el|ad|ed|as|es|ar|er|an|en|at|et|az|ez|ash|esh|ha)-(?=\w)", re.I
)

# One sign for what abjads and their romanisations write in several ways. What is dropped may be a vowel in
# one script and a consonant in another: w, v, y and j, and b, which Hebrew writes like v.
_SOUNDS = re.compile(r"kh|gh|ch|ck|[qcg]|sh|t[sz]|z|ph?|(?<=[td])h|(?<=\w)h$|[aeiouwvybj]+")
_SIGNS = {**dict.fromkeys("kgcq", "k"), **dict.fromkeys("stz", "s"), "p": "f"}
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(_REMEMBERED)
def latin(words: str) -> str:
    """The words in Latin letters; those that are, are left as they stand, marks and all."""
    if words.isascii() or _OTHER.search(words) is None:
        return words
    return _OTHER.sub(_read, _ARABIC_ARTICLE.sub("", words))


def _read(found: re.Match[str]) -> str:
    return _SYLLABLES.sub(" ", anyascii(found.group()))


def without_vowels(words: str) -> bool:
    """Whether the words are of a script that does not write (all) vowels."""
    return _ABJAD.search(words) is not None


@lru_cache(_REMEMBERED)
def skeleton(words: str) -> tuple[str, ...]:
    """The consonants of each word, sorted, as far as scripts and romanisations agree on them."""
    bare = _ABJAD_ARTICLE.sub("", latin(words))
    found = (_consonants(fold(word)) for word in bare.split())
    return tuple(sorted(word for word in found if word))


def _consonants(word: str) -> str:
    return _DOUBLED.sub(r"\1", _SOUNDS.sub(_sign, word))


def _sign(found: re.Match[str]) -> str:
    return _SIGNS.get(found.group()[0], "")
