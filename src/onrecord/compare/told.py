"""A figure in its words: what it counts, what happens there, where and when, as far as a text shows it.

By these two figures are put beside one another (``topics``); nothing here looks at the number itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from onrecord.compare.counted_words import PERSON, same_as
from onrecord.compare.stems import is_stop, stem, stems

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.compare.quantities import Quantity

#: Further than this from the figure nothing is looked at.
_FURTHEST: Final = 300
_SENTENCE: Final = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"“‘«(\[]*[A-Z0-9À-Þ])|\n")
_BREAK: Final = re.compile(r"[;:—–]|,? (?:and|but|while|whereas|than) (?:that )?|, ")
_JOINED: Final = re.compile(r"\s+(?:out )?of (?:[\w'’-]+ ){0,4}")
_FEW: Final = "two|three|four|five|six|seven|eight|nine|ten"
_OF_NUMBER: Final = re.compile(rf"\s+(?:out )?of (?:[\w'’-]+ ){{0,3}}?(?=\d|(?:{_FEW})\b)", re.IGNORECASE)
_OF_THEM: Final = re.compile(
    r"\s+(?:[\w-]+ )?(?:of (?:them|whom|these|those)\b(?! \w+s\b)|among them\b|were among\b)", re.IGNORECASE
)
_EACH: Final = re.compile(r"(?:\s+[\w-]+){0,2}\s+(?:(?:in|for|at|on) each|each|apiece|per)\b", re.IGNORECASE)
_INCLUDING: Final = re.compile(
    r"\b(?:including|among them|of (?:them|whom))(?: at least| some| about)?\s*$", re.IGNORECASE
)
_WHOLE: Final = re.compile(
    rf"(?:\d|half|third|quarter|{_FEW}|some|most|none|one|all|percent)\s+"
    r"(?:out )?of (?:all )?(?:[\w'’-]+ ){0,3}$",
    re.IGNORECASE,
)
_ALL: Final = re.compile(
    r"\b(?:all|each of|every one of)(?: (?:the|its|their|of|those|these))*\s*$", re.IGNORECASE
)
_FORECAST: Final = re.compile(
    r"\b(?:could|may|might|would|will|plan(?:s|ned)?|expect(?:s|ed)?|forecasts?|predict(?:s|ed)?|aims?|target"
    r"|promised?|budget|estimated to|due to|(?:built|licensed|designed|meant) (?:for|to)"
    r"|capacity|room for)\b",
    re.IGNORECASE,
)
_COUNTS: Final = frozenset(("number", "total", "toll", "count", "figure", "tally", "amount", "estimate"))
# "put the turnout in Vell at", "the price of the bank was now", "The dead are now", and then the number.
_LABELLED: Final = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Aa]n?|[Hh]is|[Hh]er|[\w-]+['’]s)\s+((?:[\w-]+\s)??[\w-]+)"
    r"(?:\s+(?:of|in|for|with|among|on|from)\s+([^,;.]*?))?"
    r"\s+(?:(?:at|to|as|is|are|was|were|be|now|stands|stood|standing|reach|reached|hit|only|just|already|had|has"
    r"|have|by|will|would|could|may|might|rose|risen|rises|rising|climbed|climbs|grew|grown|jumped|fell|fallen"
    r"|falls|dropped|passed|topped|exceed|exceeds|exceeded|totalled|totaled|came|totals|than)\s+)+"
    r"(?:about |around |some |nearly |over |more than |at least |up to |[$€£¥])?$"
)
# "unemployment stood at", at the beginning of a clause.
_BARE: Final = re.compile(
    r"[\"“]?(?:that |and )?([A-Za-z][\w-]+)()"
    r"\s+(?:(?:at|to|is|are|was|were|be|now|stands|stood|reached|hit|only|already|had|has|will|would|rose|fell)\s+)+"
    r"(?:about |around |some |nearly |over |more than |at least |up to )?$"
)
_PHRASE: Final = re.compile(
    r"(?:the |its |their |all )?((?:[\w-]+\s?){1,3}?)(?= (?:of|in|with|who|that|at|from|on)\b|$)"
)
_DAYS: Final = frozenset(
    (
        *(
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "january",
            "february",
        ),
        *("march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
        *("mondays", "mr", "mrs", "ms", "dr"),
    )
)
_CAPITAL: Final = re.compile(r"\b[A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-Я][^\W\d_]*(?:['’][^\W\d_]+)*")

#: The first and the last day of a time, as ordinals of ``datetime.date``.
Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """``noun`` is the key of what is counted (``key_of``), None where the words do not show it; ``context``
    the stems of its clause, ``fates`` what befalls the counted; ``names`` its words with capitals.
    ``role`` is "part", "whole", "subset" or "": 640 is part of "640 of the 2,100". ``label``: the thing
    stands before the number ("put the turnout at"); ``change``: it is how much something changed;
    ``forecast``: it is yet to come. ``days`` are other times than the article's own that the clause
    names. ``anchors`` are noun, context and fates together: two figures of one thing share one.
    """

    quantity: Quantity
    noun: str | None
    context: frozenset[str]
    fates: frozenset[str]
    names: frozenset[str]
    role: str = ""
    label: bool = False
    change: bool = False
    forecast: bool = False
    clause: tuple[int, int] = (0, 0)
    days: tuple[Days, ...] = ()
    anchors: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        told = [*self.context, *(f"+{fate}" for fate in self.fates), self.noun or ""]
        object.__setattr__(self, "anchors", frozenset(told) - {""})


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence of a figure, at most 300 characters to either side, within its line."""
    low, high = max(0, start - _FURTHEST), min(len(text), end + _FURTHEST)
    begun = low
    for match in _SENTENCE.finditer(text, low, high):
        if match.end() <= start:
            begun = match.end()
        elif match.start() >= end - 1:
            return begun, match.start() + len(match[0].rstrip())
    return begun, high


def clause_of(
    text: str, place: tuple[int, int], around: tuple[int, int], others: Sequence[tuple[int, int]]
) -> tuple[int, int]:
    """The clause of a figure at ``place``: of ``around``, up to the nearest break before another figure.

    ``others`` are the places of the article's figures, in order.
    """
    start, end = around
    for other in others:
        if start <= other[0] < place[0] and not _joined(text, other[1], place[0]):
            breaks = list(_BREAK.finditer(text, other[1], place[0]))
            start = max(start, breaks[0].end() if breaks else start)
        elif place[1] <= other[0] < end and not _joined(text, place[1], other[0]):
            breaks = list(_BREAK.finditer(text, place[1], other[0]))
            end = min(end, breaks[-1].start() if breaks else end)
    return start, end


def _joined(text: str, start: int, end: int) -> bool:
    """Whether two figures are a part and its whole, with nothing else between: "640 of the 2,100"."""
    return end - start < 40 and bool(_JOINED.fullmatch(text, start, end))


def role_of(text: str, start: int, end: int, clause: tuple[int, int]) -> str:
    """Whether a figure is a "part" of others that are counted, a "whole", a "subset" of those just told."""
    behind, before = text[end : clause[1] + 1], text[max(0, start - 60) : start]
    if _OF_THEM.match(behind) or _EACH.match(behind) or _INCLUDING.search(before):
        return "subset"
    if _OF_NUMBER.match(behind):
        return "part"
    if _WHOLE.search(before) or _ALL.search(before):
        return "whole"
    return ""


def is_forecast(text: str, clause: tuple[int, int]) -> bool:
    """Whether the clause tells what is to come, or what somebody plans."""
    return bool(_FORECAST.search(text, *clause))


def labelled(text: str, clause: tuple[int, int], start: int) -> str | None:
    """The noun before the number that the number is of: "turnout" of "put the turnout in Vell at 54"."""
    match = _LABELLED.search(text, clause[0], start) or _BARE.match(text, clause[0], start)
    if match is None:
        return None
    head, behind = match[1].split()[-1].lower(), match[2]
    if head not in _COUNTS:
        return head
    if head == "toll":
        return PERSON
    phrase = _PHRASE.match(behind or "")
    return phrase[1].split()[-1].lower() if phrase else None


def context_of(text: str) -> frozenset[str]:
    """The stems of a clause, with the word that stands for each of its kind behind a "="."""
    found = stems(text)
    return frozenset([*found, *(f"={same}" for one in found if (same := same_as(one)))])


def capitals(text: str) -> frozenset[str]:
    """The stems of all words with a capital, those that open a sentence too."""
    return frozenset(stem(match[0]) for match in _CAPITAL.finditer(text))


@lru_cache(maxsize=4096)
def names_in(text: str) -> frozenset[str]:
    """Words with a capital that do not open a sentence, as stems; days and months are no names."""
    found = set()
    for match in _CAPITAL.finditer(text):
        word = match[0]
        if word.lower() in _DAYS or is_stop(word.lower()):
            continue
        before = text[: match.start()].rstrip("\"“‘'(« ")
        if before and before[-1] not in ".!?…:\n":
            found.add(stem(word))
    return frozenset(found)
