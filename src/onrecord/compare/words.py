"""The words of a content, ready to be compared: what is written differently and says the same has one key.

A content is an attribution's words, the pieces joined by " … ". Case, accents, the shape of apostrophes and
quotation marks, hyphens and punctuation are in no key; "won't" is two words, "will" and "not"; "twenty-five"
is "25". Every word knows where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from onrecord.compare import english
from onrecord.records import Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LETTER: Final = r"[^\W\d_][\u0300-\u036f\u00ad\u200b-\u200d]*"
_TOKEN: Final = re.compile(
    rf"""
      (?P<ellipsis> … | \.(?:\s?\.){{2,3}} )
    | (?P<number> [$€£¥]?\d+(?:[.,]\d+)* ) (?P<suffix> {_LETTER}(?:{_LETTER})* )?
    | (?P<word> (?:{_LETTER}|\d)+ (?:['’ʼ`´](?:{_LETTER})+)* )
    | (?P<percent> % )
    | (?P<bracket> [\[\]] )
    | (?P<mark> ["“”„«»] )
    | (?P<stop> [.!?](?=["”’»)\]]*\s) )
    """,
    re.VERBOSE,
)
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’ʼ`´", "'"))
_PLAIN: Final = re.compile(r"[a-z0-9']+")
#: Behind a number: "5m", "1.2bn".
_SUFFIXES: Final = {"m": "million", "mn": "million", "bn": "billion", "tn": "trillion", "k": "thousand"}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a content: ``key`` is what is compared, ``at`` where it stands in the content.

    ``gap``: an ellipsis or the border of two pieces stands before it. ``opens``: it is the first of a
    sentence. ``inserted``: it stands in square brackets, an editor's word. ``quoted``: it stands in quotation
    marks on the page.
    """

    key: str
    at: Span
    gap: bool = False
    opens: bool = False
    inserted: bool = False
    quoted: bool = True


def words_of(content: str, quotation: str = Quotation.DIRECT) -> tuple[Word, ...]:
    """The words of a content; ``quotation``, a value of ``Quotation``, says how it stands on the page."""
    return tuple(_merged_tens(_split(list(_tokens(content, quotation)))))


def fold(text: str) -> str:
    """Lower case without accents, soft hyphens and other marks that only show."""
    text = text.casefold().translate(_APOSTROPHES)
    if _PLAIN.fullmatch(text):
        return text
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")


def _tokens(content: str, quotation: str) -> Iterator[Word]:
    gap = inserted = False
    opens = True
    quoted = quotation == Quotation.DIRECT
    for match in _TOKEN.finditer(content):
        kind = match.lastgroup
        if kind in ("ellipsis", "stop"):
            gap, opens = gap or kind == "ellipsis", True
        elif kind == "bracket":
            inserted = match[0] == "["
        elif kind == "mark":
            if quotation == Quotation.MIXED:  # a straight mark turns what was before: it has no side
                quoted = match[0] in "“„«" or (match[0] == '"' and not quoted)
        else:
            for key, start, end in _keys(match):
                yield Word(key, Span(start, end), gap, opens, inserted, quoted)
                gap = opens = False


def _keys(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """The keys of a token, with their places: one, or two of a number with a suffix."""
    if match["percent"]:
        yield "percent", match.start(), match.end()
    elif match["number"]:
        suffix = fold(match["suffix"] or "")
        if suffix and suffix not in _SUFFIXES:
            yield fold(match[0]), match.start(), match.end()
            return
        yield number_key(match["number"]), match.start(), match.end("number")
        if suffix:
            yield _SUFFIXES[suffix], match.start("suffix"), match.end()
    else:
        yield fold(match["word"]), match.start(), match.end()


def number_key(digits: str) -> str:
    """A number without the commas between its thousands: "12,500" is "12500"."""
    return re.sub(r",(?=\d{3}(?!\d))", "", digits)


def _split(tokens: Sequence[Word]) -> Iterator[Word]:
    """The words, contractions taken apart."""
    for index, word in enumerate(tokens):
        follower = tokens[index + 1].key if index + 1 < len(tokens) else ""
        parts = english.parts_of(word.key, follower)
        if len(parts) == 1:
            yield word if parts[0] == word.key else replace(word, key=parts[0])
            continue
        # The second key is the ending; where the two meet does not matter much, that both have a place does.
        border = max(word.at.start + 1, word.at.end - english.ending_length(word.key))
        yield replace(word, key=parts[0], at=Span(word.at.start, border))
        yield replace(word, key=parts[1], at=Span(border, word.at.end), gap=False, opens=False)


def _merged_tens(words: Iterator[Word]) -> Iterator[Word]:
    """The words, "twenty" and "five" behind it as one, "25"; other number words as digits."""
    held: Word | None = None
    for word in words:
        value = english.NUMBERS.get(word.key)
        if held is not None:
            if value is not None and 0 < value < 10 and not word.gap:
                yield replace(held, key=str(int(held.key) + value), at=Span(held.at.start, word.at.end))
                held = None
                continue
            yield held
            held = None
        if value is None:
            yield word
        elif 20 <= value < 100:
            held = replace(word, key=str(value))
        else:
            yield replace(word, key=str(value))
    if held is not None:
        yield held
