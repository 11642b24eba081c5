"""An article's words made ready to be compared with another's: folded, stemmed, quoted or the narrator's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, NamedTuple

from onrecord.compare.english import FUNCTION, root
from onrecord.compare.words import fold

_WORD: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)?")
#: Within a line, as far as its end where a mark is not closed: a speech that goes on in the next paragraph.
_QUOTED: Final = re.compile(r"[\"“„«][^\"”»\n]*(?:[\"”»]|$)|(?<!\w)‘[^‘\n]*?’(?!\w)", re.MULTILINE)
#: What stands before the first word of a sentence, where a capital tells nothing.
_BEGINS: Final = re.compile(r"(?:^|[.!?…:][\"”’»)\]]*\s+|\n\s*|[\"“„«‘(]\s*)$")
_LOOKED_BACK: Final = 6

#: Words that any two articles share.
_COMMON: Final = FUNCTION | {
    *("said", "say", "says", "saying", "told", "tell", "tells", "telling", "according", "added"),
    *("about", "after", "before", "between", "during", "against", "without", "more", "most", "if", "am"),
}
#: Words remembered with their stems: a language's common ones many times over, some 20 MB.
_KEPT: Final = 65_536


class Word(NamedTuple):
    """A word that carries content. ``mark`` says that it is a figure, or a capital shows it for a name."""

    stem: str
    quoted: bool
    capital: bool
    mark: bool


@dataclass(frozen=True, slots=True)
class Telling:
    """An article's words. ``plain`` are all of them, folded, ``words`` those that carry content, and
    ``stems`` what these are; ``narrated`` are the stems of the narrator's content words, names left out, and
    ``marks`` the names and figures, quoted or not.
    """

    plain: tuple[str, ...]
    words: tuple[Word, ...]
    stems: frozenset[str]
    narrated: tuple[str, ...]
    marks: tuple[str, ...]


def telling(body: str) -> Telling:
    """The words of an article's paragraphs, a line each, without its title, which a reprint may have anew."""
    plain: list[str] = []
    words: list[Word] = []
    for paragraph in body.split("\n"):
        _read(paragraph, plain, words)
    return Telling(
        tuple(plain),
        tuple(words),
        frozenset(word.stem for word in words),
        tuple(word.stem for word in words if not word.quoted and not word.capital),
        tuple(word.stem for word in words if word.mark),
    )


@lru_cache(maxsize=_KEPT)
def _known(word: str) -> tuple[str, str | None]:
    """A word folded, and its stem where it carries content."""
    folded = fold(word)
    if word[0].isdigit():
        return folded, folded
    key = folded.removesuffix("'s")
    return folded, None if len(key) == 1 or key in _COMMON else root(key)


def _read(part: str, plain: list[str], words: list[Word]) -> None:
    quoted = [match.span() for match in _QUOTED.finditer(part)]
    place = 0
    for match in _WORD.finditer(part):
        start = match.start()
        while place < len(quoted) and quoted[place][1] <= start:
            place += 1
        folded, stemmed = _known(match[0])
        plain.append(folded)
        if stemmed is None:
            continue
        first = match[0][0]
        figure, capital = first.isdigit(), first.isupper()
        begins = capital and _BEGINS.search(part[max(0, start - _LOOKED_BACK) : start]) is not None
        within = place < len(quoted) and quoted[place][0] <= start
        words.append(Word(stemmed, within, capital, figure or (capital and not begins)))
