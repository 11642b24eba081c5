"""Two words of names: one word spelled in two ways, or two words?

Names that were brought into Latin letters from another script have no one spelling. What may change follows
the romanisation tables of the UN group on geographical names and ALA-LC, and what newspapers do beside them:
doubled and dropped consonants, kh and h, q, k and g, dj and j, ch and tch, ph and f, w, v and ou, y, i and j,
-ov and -off, -y and -iy, unstressed vowels. The more consonants two words share, the more their vowels may
differ: with three ("Hussein", "Husayn") near ones may, with two ("Noor", "Nour") only those that are written
for one sound, with one ("Li", "Lee") none. No name is known here.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters that do not come apart into a plain one and a mark.
_LETTERS = str.maketrans(
    {
        "ø": "o", "œ": "oe", "æ": "ae", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h", "ə": "a",
        "ŋ": "ng",
    }
)  # fmt: skip
_MODIFIERS = "\u02b0", "\u02ff"  # letters to Unicode, apostrophes to readers: ʿ, ʾ, ʼ
_UMLAUTS = str.maketrans({"ü": "ue", "ö": "oe", "ä": "ae", "ø": "oe"})
_UNFOLDED = 60  # characters of a word that are looked at: names are shorter
_LONGER = 4  # letters that one spelling has more: "Tchaikin", "Chaykin"; "Abdurrahman", "Abdrahman"
_FEW = 2  # consonants of words that differ by their vowels
_REMEMBERED = 20_000  # words whose code is kept

_DOUBLED = re.compile(r"([^aeiou])\1+")
# Servant-of names: the article between the parts is written and joined in many ways.
_ABD = re.compile(r"^abd[aeou](?:l|([rnszdt])(?=\1))(?=\w{2})|^abd[aeou][lr]$")

# What is written for one sound; the first alternative that fits counts. Capitals are consonants, small
# letters and @ (ei, ay) and & (au, ow) vowels.
_VOWEL_RULES = (
    (re.compile(r"(?:ij|iy|yi|yj|yy|ii)$"), "i"),
    (re.compile(r"(?<=[aeiou])h$"), ""),
    (re.compile(r"^yi"), "i"),
    (re.compile(r"^i(?=[aeou])"), "y"),
    (re.compile(r"ou(?=[aei])"), "w"),
    (re.compile(r"ee|ii"), "i"),
    (re.compile(r"oo|ou|uu"), "u"),
    (re.compile(r"aa"), "a"),
    (re.compile(r"[ae](?:yi|y|i|j(?![aeiou]))"), "@"),
    (re.compile(r"au|[ao]w(?=[^aeiouy])"), "&"),
    (re.compile(r"^y(?=[aeiou])"), "Y"),
    (re.compile(r"i[yj](?=[aeou])|y"), "i"),
)
_CONSONANT = re.compile(
    r"tsch|sch|dzh|tch|ksh|^x|x|ks|ch|cz|sh|zh|dj|jh|kh|gh|ck|ph|th|dh|bh|rh|tz|ts|ng(?![aeiou@&])|c(?=[ei])|[b-df-hj-np-tv-z]"
)
_CLASSES = {
    "tsch": "C", "tch": "C", "ch": "C", "cz": "C", "sch": "X", "sh": "X", "dzh": "J", "zh": "J", "dj": "J",
    "jh": "J", "j": "J", "kh": "H", "gh": "K", "g": "K", "q": "K", "ck": "K", "c": "K", "ksh": "KS",
    "ks": "KS", "x": "KS", "ph": "F", "th": "T", "dh": "D", "bh": "B", "rh": "R", "tz": "Q", "ts": "Q",
    "ng": "G", "w": "V",
}  # fmt: skip
_SLOTS = re.compile(r"([^A-Z]*)([A-Z]|$)")
# Vowels that one sound is written with, between languages.
_NEAR = {frozenset(pair) for pair in ("ae", "ei", "ou", "e@", "i@", "&o", "&u")}

# Of words with two consonants, what is written for one sound in any language.
_STRICT_RULES = (
    (re.compile(r"tch"), "ch"), (re.compile(r"dj"), "j"), (re.compile(r"ph"), "f"),
    (re.compile(r"ck|q|c(?![hei])"), "k"), (re.compile(r"oo|ou"), "u"),
    (re.compile(r"ee|(?<=\w\w)(?:iy|ij)$"), "i"),
    (re.compile(r"ey|ay|ai"), "ei"), (re.compile(r"^o"), "u"), (re.compile(r"^i(?=[aeou])"), "y"),
    (re.compile(r"i[yj](?=[aeou])"), "i"), (re.compile(r"(?<=\w)y(?=\w)"), "i"),
)  # fmt: skip
_FINAL_Y = re.compile(r"(?<=\w[^aeiou\W])y$")
_FINAL_H = re.compile(r"(?<=\w[aeiou])h$")


class Code(NamedTuple):
    """A word's ``consonants``, one capital each, and the vowels before each of them and at the end."""

    consonants: str
    vowels: tuple[str, ...]


@lru_cache(_REMEMBERED)
def fold(word: str) -> str:
    """Lower case without marks, apostrophes and punctuation."""
    decomposed = unicodedata.normalize("NFKD", word[:_UNFOLDED].casefold().translate(_LETTERS))
    return "".join(c for c in decomposed if c.isalnum() and not _MODIFIERS[0] <= c <= _MODIFIERS[1])


def unfolded(word: str) -> str:
    """As ``fold``, with umlauts written out: "Jürg" is "juerg"."""
    composed = unicodedata.normalize("NFC", word[:_UNFOLDED].casefold())
    return fold(composed.translate(_UMLAUTS))


def alike(a: str, b: str) -> bool:
    """Whether two folded words may be one word, spelled in two ways (or in one)."""
    if a == b:
        return True
    # Cheap, and rules many pairs out: codes are dear to make.
    if abs(len(a) - len(b)) > _LONGER:
        return False
    return not set(keys(a)).isdisjoint(keys(b)) and _close(a, b)


def _close(a: str, b: str) -> bool:
    """Of two words with a key in common: where that has all their vowels, nothing more is asked."""
    few = min(len(codes(a)[0].consonants), len(codes(b)[0].consonants)) <= _FEW
    return few or any(_match(x, y) for x in codes(a) for y in codes(b))


@lru_cache(_REMEMBERED)
def keys(word: str) -> tuple[str, ...]:
    """Of a folded word: two words that are ``alike`` have one of these in common."""
    count = len(codes(word)[0].consonants)
    if count <= 1:
        return (_tight(word),)
    if count <= _FEW:
        return (_strict(word),)
    return tuple(dict.fromkeys(code.consonants for code in codes(word)))


@lru_cache(_REMEMBERED)
def codes(word: str) -> tuple[Code, ...]:
    """The ways to read a folded word, the likeliest first."""
    word = _DOUBLED.sub(r"\1", _ABD.sub("abd", word))
    readings = [word]
    if "j" in word:
        readings.append(word.replace("j", "y"))  # as in the Slavic languages
    if "ch" in word:
        readings.append(word.replace("tch", "ch").replace("ch", "h"))  # as in Hebrew
    if word.startswith("ye"):
        readings.append(word[1:])
    if word.endswith(("of", "ef", "ow", "ew")):
        readings.append(word[:-1] + "v")
    if word.endswith("ic"):
        readings.append(word + "h")
    return tuple(dict.fromkeys(_code(reading) for reading in readings))


def _code(word: str) -> Code:
    for rule, sound in _VOWEL_RULES:
        word = rule.sub(sound, word)
    word = _CONSONANT.sub(_consonant, word)
    slots = _SLOTS.findall(word)
    # Of "HaSaN" the last slot is what stands behind the last consonant.
    return Code(
        "".join(c for _, c in slots), tuple(v for v, _ in slots[: 1 + sum(bool(c) for _, c in slots)])
    )


def _consonant(found: re.Match[str]) -> str:
    letters = found.group()
    if letters == "x" and found.start() == 0:
        return "W"  # Chinese: "Xu"; nothing else is written with W here
    if letters == "c" and found.string[found.end() : found.end() + 1] in ("e", "i"):
        return "S"
    return _CLASSES.get(letters, letters.upper())


def _match(a: Code, b: Code) -> bool:
    if a.consonants != b.consonants or len(a.vowels) != len(b.vowels):
        return False
    first = True
    for n, (v, w) in enumerate(zip(a.vowels, b.vowels, strict=True)):
        # Before ng vowels tell names apart: Chinese, Korean.
        exact = a.consonants[n : n + 1] == "G"
        if v != w and (exact or len(v) != len(w) or not _near(v, w, first=first)):
            return False
        first = first and not v
    return True


def _near(v: str, w: str, *, first: bool) -> bool:
    pairs = {frozenset(p) for p in zip(v, w, strict=True)}
    weak = set() if first else {frozenset("ue")}  # "Yousef", "Yusuf"
    return all(len(p) == 1 or p in _NEAR or p in weak for p in pairs)


@lru_cache(_REMEMBERED)
def _tight(word: str) -> str:
    """Consonants once, no h at the end, y at the end as i."""
    return _FINAL_Y.sub("i", _FINAL_H.sub("", _DOUBLED.sub(r"\1", _ABD.sub("abd", word))))


@lru_cache(_REMEMBERED)
def _strict(word: str) -> str:
    word = _tight(word)
    for rule, sound in _STRICT_RULES:
        word = rule.sub(sound, word)
    return word
