"""The sentences of a paragraph.

Our own rules, not a library: pysbd and blingfire have had no release since 2021 (blingfire unpacks to 99 MB);
nupunkt 0.8, which is kept, cuts "Lt. Col. Moss" and "the St. Mary clinic" in two, and installs packages named
``benchmarks`` and ``examples`` beside its own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from onrecord.analysis.regions import stripped
from onrecord.analysis.speakers.vocabulary import word_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.records import Span

# A mark that may end a sentence, with closing marks and brackets behind it, and white space.
_END = re.compile(r"[.!?…][.!?…]{0,9}[”’\"'»)\]]{0,4}(?=\s)")
_LAST = re.compile(r"[\w.&-]+$")
_NEXT = re.compile(r"\s+[“‘\"'«(\[—–-]*(\w*)")
_DOTTED = re.compile(r"(?:\w\.)+\w|[AaPp]\.?m", re.ASCII)  # "U.S", "p.m", before its last full stop
# Longest abbreviation looked at, and longest run of white space and marks between two sentences.
_BACK: Final = 16
_AHEAD: Final = 40

# A full stop after one of these never ends a sentence.
_TITLES = word_set(
    """
mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col maj capt cmdr adm sgt cpl pvt brig supt insp det
amb cllr rev hon fr st sts mt ft vs no nos fig dept univ approx est e.g i.e cf al messrs msgr
"""
)
# After one of these it ends one where the next word is one that opens sentences.
_MAYBE = word_set(
    """
inc corp co ltd llc plc bros jr sr etc jan feb mar apr jun jul aug sept sep oct nov dec mon tue wed thu fri
sat sun ave blvd rd vol p pp
"""
)
_OPENERS = word_set(
    """
the a an he she it they we i you this that these those there here his her its their our my but and so yet or
in on at for from with when while after before since although though because if as by no not nobody some many
most all both each every one two what who how why where last now then still
"""
)


def sentences(text: str, paragraph: Span) -> list[Span]:
    """The sentences of a paragraph, in order, without the white space between them.

    A sentence ends at . ! ? or … with the closing marks behind it where the next word has no small letter,
    and the full stop is not that of an abbreviation or an initial.
    """
    out: list[Span] = []
    start = paragraph.start
    for end in _ends(text, paragraph):
        out += stripped(text, start, end)
        start = end
    return out + stripped(text, start, paragraph.end)


def _ends(text: str, paragraph: Span) -> Iterator[int]:
    for mark in _END.finditer(text, paragraph.start, paragraph.end):
        following = _NEXT.match(text, mark.end(), min(paragraph.end, mark.end() + _AHEAD))
        word = following[1] if following else ""
        if word[:1].islower():
            continue
        if mark.group()[0] == "." and _abbreviates(text, paragraph.start, mark.start(), word):
            continue
        yield mark.end()


def _abbreviates(text: str, start: int, stop: int, following: str) -> bool:
    """Whether the full stop at ``stop`` belongs to an abbreviation and ends no sentence."""
    found = _LAST.search(text, max(start, stop - _BACK), stop)
    if found is None:
        return False
    last = found.group()
    lower = last.lower()
    if lower in _TITLES:
        return lower != "no" or following[:1].isdigit()
    if len(last) == 1 and last.isupper():
        return True
    if lower in _MAYBE or _DOTTED.fullmatch(last):
        return following.lower() not in _OPENERS
    return False
