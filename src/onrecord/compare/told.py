"""A figure in its words: what it counts, what happens there, where and when, as far as a text shows it.

By these two figures are put beside one another (``topics``); nothing here looks at the number itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from onrecord.compare.stems import is_stop, stem, stems, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.compare.quantities import Quantity

#: What befalls those who are counted. Words of one line tell of the same, those of two lines of different
#: things: the dead are not the injured.
_FATES: Final = {
    "dead": "dead death deaths die dies died dying killed kill kills killing fatality fatalities toll drowned corpse corpses "
    "perished slain murdered bodies",
    "injured": "injured injury injuries wounded hurt maimed treated treating",
    "missing": "missing unaccounted disappeared vanished untraced lost stolen stole theft looted gone",
    "held": "arrested arrest arrests detained detainees detention custody jailed imprisoned",
    "moved": "displaced homeless evacuated evacuees fled refugees uprooted",
    "rescued": "rescued rescue saved pulled survivors survived survivor",
    "strike": "striker strikers strike strikes striking walkout stayed picket",
    "protest": "protester protesters protestors demonstrators demonstrator marchers marched demonstrated "
    "demonstration protest protests rally rallied",
    "ill": "ill sick sickened infected infections infection cases patients fever rash rashes",
}
_FATE_OF: Final = {word: fate for fate, told in _FATES.items() for word in told.split()}
#: What things, not people, are missing by.
_TAKEN: Final = frozenset(("took", "taken", "take", "takes", "robbed", "raided", "seized"))
#: Words that stand for one another where a quantity is given: each is told of by the first of its line too.
_SAME: Final = {
    stem(word): line.split()[0]
    for line in (
        "price pay paid paying cost costs costing worth value valued sum sale buy buys buying bought sell sold selling "
        "purchase fee charge",
        "damage damages loss losses destruction destroyed ruined",
        "job jobs post posts position positions redundancy redundancies layoffs laid",
        "staff employees workforce workers employ employs employed payroll",
        "vote votes ballot ballots voters voted poll",
        "crowd attended attendance turned audience spectators",
        "aboard board onboard",
        "house houses home homes dwelling dwellings building buildings",
        "burn burned burnt fire fires blaze scorched charred",
        "flood floods flooded flooding inundated submerged underwater",
    )
    for word in line.split()
}
#: Fates of people which a count that names none of them does not share: "412 passengers" are not the dead.
OF_PEOPLE: Final = frozenset(("dead", "injured", "held", "rescued"))
#: Nouns that stand for any people at all.
PEOPLE: Final = frozenset(
    stem(word)
    for word in "person people man men woman women resident civilian victim member individual human soul life local "
    "inhabitant villager citizen".split()  # noqa: SIM905
)
_PART: Final = re.compile(r"\s+(?:out )?of (?:all )?(?:(?:the|its|their|his|her|our|those|these|[\w'’]+['’]s)\b)?", re.I)
_OF_NUMBER: Final = re.compile(r"\s+(?:out )?of (?:[\w'’-]+ ){0,3}?(?=\d|(?:two|three|four|five|six|seven|eight|nine|ten)\b)", re.I)
_OF_THEM: Final = re.compile(
    r"\s+(?:[\w-]+ )?(?:of (?:them|whom|these|those)\b(?! \w+s\b)|among them\b|were among\b)", re.I
)
_INCLUDING: Final = re.compile(r"\b(?:including|among them|of (?:them|whom))(?: at least| some| about)?\s*$", re.I)
_WHOLE: Final = re.compile(
    r"(?:\d|half|third|quarter|two|three|four|five|six|seven|eight|nine|ten|some|most|none|one|all|percent)\s+"
    r"(?:out )?of (?:all )?(?:[\w'’-]+ ){0,3}$",
    re.I,
)
_ALL: Final = re.compile(r"\b(?:all|each of|every one of)(?: (?:the|its|their|of|those|these))*\s*$", re.I)
_FORECAST: Final = re.compile(
    r"\b(?:could|may|might|would|will|plan(?:s|ned)?|expect(?:s|ed)?|forecasts?|predict(?:s|ed)?|aims?|target"
    r"|promised?|budget|estimated to|due to)\b",
    re.I,
)
_DAYS: Final = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mondays mr mrs ms dr".split()  # noqa: SIM905
)
_SENTENCE: Final = re.compile(r"[.!?…][\"”’»)\]]*\s+(?=[\"“‘«(\[]*[A-Z0-9À-Þ])|\n")
#: Further than this from the figure nothing is looked at.
_FURTHEST: Final = 300
_BREAK: Final = re.compile(r"[;:—–]|,? (?:and|but|while|whereas|than) (?:that )?|, ")


#: The first and the last day of a time, as ordinals of ``datetime.date``.
Days = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """``noun`` is the stem of what is counted, None where the words behind the figure do not show it;
    ``context`` the stems of its clause, ``fates`` what befalls the counted; ``names`` the words with capitals
    in its sentence. ``role`` is "part", "whole" or "": "640 of the 2,100". ``label`` says that the thing
    stands before the number ("put the turnout at"); ``change`` that it is how much something changed.
    ``days`` are other times than the article's own that the clause names.
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
    days: tuple[Days, ...] = field(default=())


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

    ``others`` are the places of the other figures in ``around``, in order.
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
    return end - start < 40 and bool(re.fullmatch(r"\s+(?:out )?of (?:[\w'’-]+ ){0,4}", text[start:end]))


def role_of(text: str, start: int, end: int, clause: tuple[int, int]) -> str:
    """Whether a figure is a "part" of others that are counted, a "whole", a "subset" of those just told."""
    behind, before = text[end : clause[1] + 1], text[max(0, start - 60) : start]
    if _OF_THEM.match(behind) or _INCLUDING.search(before):
        return "subset"
    if _OF_NUMBER.match(behind):
        return "part"
    if _WHOLE.search(before) or _ALL.search(before):
        return "whole"
    return ""


def is_forecast(text: str, clause: tuple[int, int]) -> bool:
    """Whether the clause tells what is to come, or what somebody plans."""
    return bool(_FORECAST.search(text, *clause))


def fates_of(text: str, *, people: bool) -> frozenset[str]:
    """What befalls those who are counted: ``people``, or things."""
    found = (match[0].lower() for match in words(text))
    told = {fate for word in found if (fate := _FATE_OF.get(word))}
    if not people and any(match[0].lower() in _TAKEN for match in words(text)):
        told.add("missing")
    return frozenset(told)


def context_of(text: str) -> frozenset[str]:
    """The stems of a clause, with the word that stands for each of its kind."""
    found = stems(text)
    return frozenset([*found, *(f"={same}" for one in found if (same := _SAME.get(one)))])


def key_of(noun: str) -> str:
    """By what a counted noun is compared: its stem, or the word that stands for its kind."""
    root = stem(noun)
    return f"={_SAME[root]}" if root in _SAME else root


def labelled(text: str, clause: tuple[int, int], start: int) -> str | None:
    """The noun before the number that the number is of: "turnout" of "put the turnout in Vell at 54"."""
    match = _LABELLED.search(text, clause[0], start)
    if match is None:
        return None
    head, behind = match[1].split()[-1].lower(), match[2]
    if head not in _COUNTS:
        return head
    phrase = _PHRASE.match(behind or "")
    return phrase[1].split()[-1].lower() if phrase else None


_COUNTS: Final = frozenset(("number", "total", "toll", "count", "figure", "tally", "amount", "estimate"))
_LABELLED: Final = re.compile(
    r"\b(?:the|its|their|a|an|his|her|[\w-]+['’]s)\s+((?:[\w-]+\s)?[\w-]+)"
    r"(?:\s+(?:of|in|for|with|among|on|from)\s+([^,;.]*?))?"
    r"\s+(?:(?:at|to|as|is|are|was|were|be|now|stands|stood|reached|hit|only|just|already|had|has|reach)\s+)+"
    r"(?:about |around |some |nearly |over |more than |at least |up to |[$€£¥])?$"
)
_PHRASE: Final = re.compile(r"(?:the |its |their |all )?((?:[\w-]+\s?){1,3}?)(?= (?:of|in|with|who|that|at|from|on)\b|$)")


@lru_cache(maxsize=4096)
def names_in(text: str) -> frozenset[str]:
    """Words with a capital that do not open a sentence, as stems; days and months are no names."""
    found = set()
    for match in words(text):
        word = match[0]
        if not word[0].isupper() or word.lower() in _DAYS or is_stop(word.lower()):
            continue
        before = text[: match.start()].rstrip("\"“‘'(« ")
        if before and before[-1] not in ".!?…:\n":
            found.add(stem(word))
    return frozenset(found)
