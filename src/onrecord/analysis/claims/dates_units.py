"""Months, years, decades, centuries, quarters, halves and seasons by their names."""

from __future__ import annotations

import re

from onrecord.analysis.claims import dates_calendar as calendar
from onrecord.analysis.claims.dates_calendar import SEASONS, Period
from onrecord.analysis.claims.dates_lexicon import (
    DECADES,
    MONTH,
    MONTH_BY_NUMBER,
    NUMBER_ENDS,
    ORDINALS,
    SEASON,
    YEAR,
    month_number,
)
from onrecord.analysis.claims.dates_reading import Ground, Reading, is_mixed, read_as, unanchored
from onrecord.analysis.claims.dates_tense import Direction, is_of_vote, settled
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import DateKind, DateReason
from onrecord.records import DatePrecision as Unit

_MONTH_AND_YEAR = re.compile(
    rf"(?:{MONTH_BY_NUMBER})(?:\s(?:to|and|through)\s"
    rf"|\s?[-–/]\s?)(?P<last>{MONTH_BY_NUMBER})(?:,?\s(?:of\s)?(?P<y2>\d{{4,6}}){NUMBER_ENDS})"
    rf"|(?:{MONTH_BY_NUMBER})(?:,?\s(?:of\s)?|\s?[’'])(?P<year>\d{{4,6}}){NUMBER_ENDS}"
)
_MONTH = re.compile(rf"{MONTH}(?![\w-])")
#: Behind a bare "May" or "March" one of these means the name of a person, a place or a work.
_IS_NAME = re.compile(r"(?:[  ](?:Street|Road|Avenue|[A-Z][a-z]+)\b(?<! I)|[’'](?!s [a-z]))")
_NAMES = frozenset(("April", "May", "June", "March", "August"))
_WORD_AND_NAME = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Col|Gen|Sen|Rep|Gov|Capt)\.|[A-Z][\w’'-]*|\b(?:sister|brother|wife))[  ]$"
)
_BEFORE_MONTH = word_set(
    "in by until till since from through throughout during of last next this past early late mid mid-"
    " between to and every each before after for the around about end or previous as"
)
_OWNERS = word_set("his her its their our my a whose")
_NOUN = re.compile(r" (?!(?:in|on|for|of|to|against|and|or|is|was|has|had)\b)[a-z]+")
_QUARTER = re.compile(
    rf"(?:Q(?P<q>[1-4])|(?:the\s)?(?P<ord>first|second|third|fourth|final|last|next|1st|2nd|3rd|4th)["
    rf" -](?P<what>quarter|half)"
    rf"(?!-?[ -](?:final|mile|hour|century|time|back|of (?!the year\b|this year\b|last year\b|{YEAR})))"
    rf"(?P<fiscal>))(?:\s(?:of\s)?(?P<year>{YEAR}){NUMBER_ENDS}|\sof\s(?P<which>the|this"
    rf"|last)\syear\b)?(?!\w)"
)
_SEASON = re.compile(rf"(?:the\s)?(?P<season>{SEASON})(?:,?\s(?:of\s)?|\s?[’'])(?P<year>{YEAR}){NUMBER_ENDS}")
_DECADE = re.compile(
    r"(?:the\s)?(?:(?P<full>1[0-9]{2}0|20[0-9]0)[’']?s|[‘’'](?P<short>[1-9]0)[’']?s)\b"
    rf"|the\s(?P<word>{'|'.join(DECADES)})\b|the\s(?P<bare>[2-9]0)s\b(?!\s(?:percent|degrees|range|age))"
)
_CENTURY = re.compile(
    rf"(?:the\s)?(?:(?P<number>[12]?\d)(?:st|nd|rd|th)|(?P<word>{'|'.join(ORDINALS)}))[- ][Cc]entury\b"
)


def month(g: Ground, at: int) -> Reading | None:
    """A month with its year or without: "April 2024", "May-June 2020", "in June"."""
    found = _MONTH_AND_YEAR.match(g.text, at, g.end)
    if found is None or (" and " in found[0] and g.word_before(at) != "between"):
        return _bare_month(g, at)
    end, number = found.end(), month_number(found[0])
    year = int(found["year"] or found["y2"])
    what = calendar.months(year, number, Unit.MONTH)
    if is_mixed(found[0]):
        return Reading(at, end, DateReason.MIXED_NUMERALS, DateKind.ABSOLUTE, Unit.MONTH)
    if found["last"] is None or what is None:
        return read_as(at, end, what, DateKind.ABSOLUTE, Unit.MONTH)
    last = calendar.months(year, month_number(found["last"]), Unit.MONTH)
    return read_as(at, end, what._replace(end=last.end) if last else None, DateKind.RANGE, Unit.MONTH)


def _bare_month(g: Ground, at: int) -> Reading | None:
    found = _MONTH.match(g.text, at, g.end)
    if found is None or not _is_month(g, found):
        return None
    if g.published is None:
        return unanchored(at, found.end(), Unit.MONTH)
    number = month_number(found[0])
    return read_as(
        at, found.end(), recurring(g, at, found.end(), number, Unit.MONTH), DateKind.RELATIVE, Unit.MONTH
    )


def _is_month(g: Ground, found: re.Match[str]) -> bool:
    at, end = found.span()
    before = g.word_before(at)
    if before in _BEFORE_MONTH:
        return found[0] not in _NAMES or not _IS_NAME.match(g.text, end, g.end)
    if before in _OWNERS or before.endswith(("’s", "'s")):
        return bool(_NOUN.match(g.text, end, g.end))
    if found[0] in _NAMES:
        return g.text.startswith(("’s ", "'s "), end) and not _WORD_AND_NAME.search(
            g.text, max(g.start, at - 24), at
        )
    return not _WORD_AND_NAME.search(g.text, max(g.start, at - 24), at)


def recurring(g: Ground, at: int, to: int, first: int, unit: Unit) -> Period | None:
    """Of the months (seasons) that begin with month ``first``, the last that has begun, or, of what is to
    come, the next that is not over; the nearer of them where no verb tells.
    """
    here = g.published
    if here is None:
        return None
    near = [calendar.months(here.year + step, first, unit) for step in (-2, -1, 0, 1)]
    ends = [(one, one.start, one.end) for one in near if one and one.start and one.end]
    past = next(((one, (here - end).days) for one, start, end in reversed(ends) if start <= here), None)
    coming = next(((one, (start - here).days) for one, start, end in ends if end >= here), None)
    if past is None or coming is None:
        return None
    told = g.direction(at, to)
    if told is None and is_of_vote(g.text, at, to, g.end):
        told = Direction.FUTURE
    return (coming if settled(told, past[1], coming[1]) is Direction.FUTURE else past)[0]


def quarter(g: Ground, at: int) -> Reading | None:
    """ "Q3 2023", "the third quarter", "the first half of 2021"."""
    found = _QUARTER.match(g.text, at, g.end)
    if found is None or (found["ord"] in ("last", "next", "final") and not (found["year"] or found["which"])):
        return None
    unit = Unit.HALF_YEAR if found["what"] == "half" else Unit.QUARTER
    if unit is Unit.HALF_YEAR and not (found["year"] or found["which"]):
        return None  # of a match, mostly
    count = 2 if unit is Unit.HALF_YEAR else 4
    number = int(found["q"] or {"final": count, "last": count}.get(found["ord"]) or _ordinal(found["ord"]))
    if number > count:
        return None
    first = (number - 1) * (12 // count) + 1
    if found["year"]:
        what = calendar.months(int(found["year"]), first, unit)
        return read_as(at, found.end(), what, DateKind.ABSOLUTE, unit)
    if g.published is None:
        return unanchored(at, found.end(), unit)
    if found["which"] in ("this", "last"):
        what = calendar.months(g.published.year - (found["which"] == "last"), first, unit)
    else:
        what = recurring(g, at, found.end(), first, unit)
    return read_as(at, found.end(), what, DateKind.RELATIVE, unit)


def _ordinal(word: str) -> int:
    return int(word[0]) if word[0].isdigit() else ORDINALS[word]


def season(g: Ground, at: int) -> Reading | None:
    """A season with its year: "the summer of 2015". Winter is that of the year in which it begins."""
    found = _SEASON.match(g.text, at, g.end)
    if found is None:
        return None
    what = calendar.months(int(found["year"]), SEASONS[found["season"].lower()], Unit.SEASON)
    return read_as(at, found.end(), what, DateKind.ABSOLUTE, Unit.SEASON)


def decade(g: Ground, at: int) -> Reading | None:
    """ "The 1990s", "the ’60s", "the sixties"; two digits are of the twentieth century."""
    found = _DECADE.match(g.text, at, g.end)
    if found is None:
        return None
    first = int(found["full"] or 1900 + int(found["short"] or found["bare"] or DECADES.get(found["word"], 0)))
    return read_as(
        at, found.end(), calendar.years(first, first + 9, Unit.DECADE), DateKind.ABSOLUTE, Unit.DECADE
    )


def century(g: Ground, at: int) -> Reading | None:
    """ "The 19th century", which is 1801 to 1900."""
    found = _CENTURY.match(g.text, at, g.end)
    if found is None:
        return None
    number = int(found["number"] or ORDINALS[found["word"]])
    what = calendar.years(number * 100 - 99, number * 100, Unit.CENTURY)
    return read_as(at, found.end(), what, DateKind.ABSOLUTE, Unit.CENTURY)
