"""Abbreviations of groups: what they may stand for, and where an article says it.

They are read as Schwartz and Hearst (2003) read them, letter by letter from the first letters of the words,
small words optional.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.names.group_names import HEADS, LONGEST, NAMED_AFTER, SMALL, WORD, plain, words_of
from onrecord.names.spelling import fold
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_BRACKET = re.compile(r"\s?[(\[][\"“‘']?(?:or\s+)?(?:the\s+)?([^\W_][\w.&’'-]{1,11})[\"”’']?[)\]]")
_BEFORE = 160  # characters before a bracket that are looked at


def letters(words: str) -> tuple[str, ...]:
    """The abbreviations a name is likely to have, in lower case: first letters with and without small words,
    and without a leading head ("Department of"). For look-up; ``is_abbreviation_of`` knows more.
    """
    parts = words_of(words)
    readings = [parts[n:] for n in _beginnings(parts)]
    out = []
    for reading in readings:
        out.append("".join(w[0] for w in reading))
        out.append("".join(w[0] for w in reading if w not in SMALL))
    return tuple(dict.fromkeys(o for o in out if len(o) > 1))


def is_abbreviation_of(short: str, long: str) -> bool:
    """Whether ``short`` ("F.B.I.", "FBI", lower case as well) abbreviates the words of ``long``."""
    abbreviation, parts = _abbreviation(short), words_of(long)
    if abbreviation is None or len(parts) < 2 or len(parts) > LONGEST:
        return False
    if any(_spells(abbreviation, parts[n:]) for n in _beginnings(parts)):
        return True
    # "DOJ" is the Justice Department.
    return parts[-1] in NAMED_AFTER and _spells(abbreviation, (parts[-1], "of", *parts[:-1]))


def _abbreviation(short: str) -> str | None:
    """The letters of an abbreviation in lower case; None for what is no single word."""
    bare = re.sub(r"(?<=\.)\s(?=\w\.)", "", plain(short))  # "F. B. I."
    if not bare or any(c.isspace() for c in bare):
        return None
    joined = fold(bare)
    return joined if 2 <= len(joined) <= LONGEST else None


def _beginnings(parts: Sequence[str]) -> Iterator[int]:
    """Where the abbreviated words may begin: at the first, behind "U.S.", behind "Department of"."""
    yield 0
    if len(parts) > 2 and len(parts[0]) <= 2:
        yield 1
    if len(parts) > 3 and parts[0] in HEADS and parts[1] in ("of", "for"):
        yield 2


def _spells(abbreviation: str, parts: Sequence[str]) -> bool:
    """Whether the first letters of the parts, in order, give the abbreviation. Small words may be left out;
    from four letters on a word may give up to three, as in "Pemex".
    """
    most = 3 if len(abbreviation) > 3 else 1
    reached = {0}
    for part in parts:
        after = {
            at + n
            for at in reached
            for n in range(1, most + 1)
            if n <= len(part) and abbreviation[at : at + n] == part[:n]
        }
        reached = after | reached if part in SMALL else after
        if not reached:
            return False
    return len(abbreviation) in reached


def explained(text: str, span: Span) -> list[tuple[Span, Span]]:
    """The names within ``span`` that are given with their abbreviation: "Federal Customs Board (FCB)" as the
    spans of name and abbreviation, in reading order; "FCB (Federal Customs Board)" as well.
    """
    out = []
    for bracket in _BRACKET.finditer(text, span.start, span.end):
        long = _name_before(text, max(span.start, bracket.start() - _BEFORE), bracket.start(), bracket[1])
        if long is not None:
            out.append((long, Span(*bracket.span(1))))
    out += _reversed(text, span)
    return sorted(out)


_SPELLED_OUT = re.compile(r"\b([A-Z][\w.&]{1,11})\s?\(([A-Z][^()\r\n]{3,120})\)")


def _reversed(text: str, span: Span) -> Iterator[tuple[Span, Span]]:
    for found in _SPELLED_OUT.finditer(text, span.start, span.end):
        if is_abbreviation_of(found[1], found[2]):
            yield Span(*found.span(2)), Span(*found.span(1))


def _name_before(text: str, start: int, end: int, short: str) -> Span | None:
    """The fewest words before a bracket that what stands in it abbreviates."""
    found = list(WORD.finditer(text, start, end))[-LONGEST:]
    if not found or text[found[-1].end() : end].strip("\"”’' "):
        return None
    for first in reversed(found):
        words = text[first.start() : found[-1].end()]
        capital = first.group()[:1].isupper()
        if "\n" in words or "\r" in words:
            return None
        if capital and is_abbreviation_of(short, words) and fold(first.group())[:1] == fold(short)[:1]:
            return Span(first.start(), found[-1].end())
    return None
