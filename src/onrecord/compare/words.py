"""The words of a content, ready to be compared: what is written differently and says the same has one key.

A content is an attribution's words, the pieces joined by " … ". Case, accents, the shape of apostrophes and
quotation marks, hyphens and punctuation are in no key; "won't" is two words, "will" and "not"; "twenty-five"
is "25". Every word knows where it stands.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final, NamedTuple

from onrecord.compare import english
from onrecord.records import Quotation, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LETTER: Final = r"[^\W\d_][\u0300-\u036f\u00ad\u200b-\u200d]*"
_TOKEN: Final = re.compile(
    rf"""
      (?P<word> (?:{_LETTER})(?:{_LETTER}|\d)* (?:['’ʼ`´](?:{_LETTER})+)* )
    | (?P<number> [$€£¥]?\d+(?:[.,]\d+)* ) (?P<suffix> {_LETTER}(?:{_LETTER}|\d)* )?
    | (?P<ellipsis> … | \.(?:\s?\.){{2,3}} )
    | (?P<percent> % )
    | (?P<bracket> [\[\]] )
    | (?P<mark> ["“”„«»] )
    | (?P<stop> [.!?](?=["”’»)\]]*\s) )
    """,
    re.VERBOSE,
)
_APOSTROPHES: Final = str.maketrans(dict.fromkeys("’ʼ`´", "'"))
_THOUSANDS: Final = re.compile(r",(?=\d{3}(?!\d))")
#: Behind a number: "5m", "1.2bn".
_SUFFIXES: Final = {"m": "million", "mn": "million", "bn": "billion", "tn": "trillion", "k": "thousand"}


class Word(NamedTuple):
    """A word of a content: ``key`` is what is compared, ``start`` and ``end`` are its offsets in the content.

    ``gap``: an ellipsis or the border of two pieces stands before it. ``opens``: it is the first of a
    sentence. ``inserted``: it stands in square brackets, an editor's word. ``quoted``: it stands in quotation
    marks on the page.
    """

    key: str
    start: int
    end: int
    gap: bool = False
    opens: bool = False
    inserted: bool = False
    quoted: bool = True

    @property
    def at(self) -> Span:
        """Where it stands in the content."""
        return Span(self.start, self.end)


def words_of(content: str, quotation: str = Quotation.DIRECT) -> tuple[Word, ...]:
    """The words of a content; ``quotation``, a value of ``Quotation``, says how it stands on the page."""
    found = list(_tokens(content, quotation))
    keys = {word.key for word in found}
    # Most contents have neither: what is looked for word by word takes as long as the rest.
    if any("'" in key for key in keys) or not english.CONTRACTED.keys().isdisjoint(keys):
        found = list(_parted(found))
    return tuple(found if english.NUMBERS.keys().isdisjoint(keys) else _numbered(found))


def fold(text: str) -> str:
    """Lower case without accents, soft hyphens and other marks that only show."""
    if text.isascii():
        return text.lower().replace("`", "'")
    apart = unicodedata.normalize("NFKD", text.casefold().translate(_APOSTROPHES))
    return "".join(c for c in apart if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")


def _tokens(content: str, quotation: str) -> Iterator[Word]:
    gap = inserted = False
    opens = True
    mixed = quotation == Quotation.MIXED
    quoted = quotation == Quotation.DIRECT
    for match in _TOKEN.finditer(content):
        kind = match.lastgroup
        if kind == "word":
            yield Word(fold(match[0]), *match.span(), gap, opens, inserted, quoted)
            gap = opens = False
        elif kind in ("ellipsis", "stop"):
            gap, opens = gap or kind == "ellipsis", True
        elif kind == "bracket":
            inserted = match[0] == "["
        elif kind == "mark":
            if mixed:  # a straight mark turns what was before: it has no side
                quoted = match[0] in "“„«" or (match[0] == '"' and not quoted)
        else:
            for key, start, end in _amount(match):
                yield Word(key, start, end, gap, opens, inserted, quoted)
                gap = opens = False


def _amount(match: re.Match[str]) -> Iterator[tuple[str, int, int]]:
    """The keys of a percent sign or a number, with their places; two where a suffix is a word of its own."""
    if match["percent"]:
        yield "percent", match.start(), match.end()
        return
    suffix = fold(match["suffix"] or "")
    if suffix and suffix not in _SUFFIXES:
        yield fold(match[0]), match.start(), match.end()
        return
    # "12,500" is "12500".
    yield _THOUSANDS.sub("", match["number"]), match.start(), match.end("number")
    if suffix:
        yield _SUFFIXES[suffix], match.start("suffix"), match.end()


def _parted(tokens: Sequence[Word]) -> Iterator[Word]:
    """The words, contractions taken apart."""
    for index, word in enumerate(tokens):
        if "'" not in word.key and word.key not in english.CONTRACTED:
            yield word
            continue
        parts = english.parts_of(word.key, tokens[index + 1].key if index + 1 < len(tokens) else "")
        if len(parts) == 1:
            yield word
            continue
        # Where the two meet does not matter much; that both have a place does.
        border = max(word.start + 1, word.end - english.ending_length(word.key))
        yield word._replace(key=parts[0], end=border)
        yield word._replace(key=parts[1], start=border, gap=False, opens=False)


def _numbered(words: Iterable[Word]) -> Iterator[Word]:
    """The words, number words as digits, "twenty" and "five" behind it as "25"."""
    held: Word | None = None
    for word in words:
        value = english.NUMBERS.get(word.key)
        if held is not None:
            if value is not None and 0 < value < 10 and not word.gap:
                yield held._replace(key=str(int(held.key) + value), end=word.end)
                held = None
                continue
            yield held
            held = None
        if value is None:
            yield word
        elif 20 <= value < 100:
            held = word._replace(key=str(value))
        else:
            yield word._replace(key=str(value))
    if held is not None:
        yield held
