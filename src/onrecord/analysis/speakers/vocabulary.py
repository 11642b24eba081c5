"""Sets of words, and how they are looked up."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a line, as a set."""
    return frozenset(words.split())


def noun_in(word: str, nouns: frozenset[str]) -> bool:
    """Whether a noun, in small letters, is among nouns, one or many of it: "interview", "interviews"."""
    return word in nouns or (word[-1:] == "s" and (word[:-1] in nouns or word.removesuffix("es") in nouns))


#: Days and months, the short ones too, in small letters.
DATES = word_set(
    "january february march april may june july august september october november december jan feb aug sept "
    "oct nov dec monday tuesday wednesday thursday friday saturday sunday"
)
