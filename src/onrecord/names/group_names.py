"""The words of a group's name as they are compared: without article, possessive, marks and case."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.names.spelling import fold

#: Words of a name that are compared; of what may stand before its abbreviation.
LONGEST = 12
_ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['’`´][sS]|(?<=[sSzZxX])['’])$")
_EDGES = ' \t\r\n"“”‘«»()[],;:'
WORD = re.compile(r"[^\W_]+(?:['’.&][^\W_]+)*\.?|&")
_REMEMBERED = 10_000


def word_set(words: str) -> frozenset[str]:
    """The words of a list that is written as one string."""
    return frozenset(words.split())


SMALL = word_set(
    """
of the and for in on to at by de la le les du des d et y e und der die das für del da do di &
"""
)
# What it is, before or behind what it is for: "Justice Department", "Department of Justice".
HEADS = word_set(
    """
department ministry office bureau secretariat embassy committee commission council court parliament senate
board authority directorate service agency dept inspectorate
"""
)
# Of these alone what they are for may stand for the whole: "Homeland Security".
NAMED_AFTER = word_set("department ministry dept")


def plain(words: str) -> str:
    """The name as written, without leading article, possessive and marks around it."""
    bare = words.strip(_EDGES)
    article = _ARTICLE.match(bare)
    bare = _POSSESSIVE.sub("", bare[article.end() if article else 0 :]).strip(_EDGES)
    return bare or words.strip() or words


@lru_cache(_REMEMBERED)
def key(words: str) -> str:
    """What equal names share: ``plain`` in lower case, marks and full stops gone: "the F.B.I." is "fbi"."""
    return " ".join(words_of(words))


@lru_cache(_REMEMBERED)
def words_of(words: str) -> tuple[str, ...]:
    """The words that names are compared by: ``plain``, folded, hyphens parted, a bounded number."""
    found = WORD.findall(plain(words).replace("-", " "))[: 2 * LONGEST]
    return tuple(w for w in ("&" if w == "&" else fold(_POSSESSIVE.sub("", w)) for w in found) if w)
