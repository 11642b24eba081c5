"""Four digits that are a year, and those that count something."""

from __future__ import annotations

import re

from onrecord.analysis.claims import dates_calendar as calendar
from onrecord.analysis.claims.dates_lexicon import NUMBER_ENDS, YEAR
from onrecord.analysis.claims.dates_reading import Ground, Reading, read_as
from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import DateKind
from onrecord.records import DatePrecision as Unit

_YEAR = re.compile(rf"{YEAR}{NUMBER_ENDS}")
_NAMED = re.compile(r"([0-9]{1,6})(?![0-9\w]|[.,]\d)")
_SPAN = re.compile(rf"(?P<first>{YEAR})\s?[-–—/]\s?(?P<last>{YEAR}|[0-9]{{2}}){NUMBER_ENDS}")
#: Behind one of these four digits are a year unless something is measured.
_STRONG = word_set(
    "in since by during until till before after through throughout from between circa late early mid"
    " year mid- fiscal pre- post- summer winter spring autumn fall season class election"
)
#: Behind one of these they are a year unless a plural follows: "of 2007 people".
_WEAK = word_set("of for around about the a an his her its their this that to into back and or was s")
_MEASURED = re.compile(
    r"[  -]?(?:met(?:re|er)s?|feet|foot|miles?|kilo\w+|km|kg|tons?|tonnes?|pounds?|dollars?|euros?"
    r"|votes?|seats?|jobs?|homes|houses|hours?|points?|percent|per cent|degrees|square|acres|times|or so"
    r"|words?|years?|calories|yards?|hectares?|litres?|mg|watts?|miles)\b"
)
#: These may also do something in a year: "In 2007 people left".
_PEOPLE = re.compile(r" (?:people|men|women|children|members|troops|voters|workers|residents)\b")
_PLURAL = re.compile(
    r" (?:[a-z]+ )?[a-z]{2,}(?<!s)(?<!u)(?<!i)s\b(?<!\bwas)(?<!\bhas)(?<!lections)(?<!lympics)(?<!games)"
)
_NOUN_OF_YEAR = re.compile(r"[’']s\b| [“\"]?[A-Za-z]")
_CROWD = re.compile(
    r"\b(?:crowd|total|group|population|maximum|minimum|average|team|force|number|fleet|list|record) of $"
)
_YEAR_BEFORE = re.compile(rf"(?<!\d){YEAR}(?:,| and| or|, and|,? but not|;| to) $")
_BACK_TO = re.compile(r"\b(?:back|dates?|dating|prior) to $")
_ADJECTIVE = re.compile(
    r"\b(?:the|an?|his|her|its|their|our)[  ](?!number|novel|book|film|song|album)[a-z]+(?<!ly)[  ]$"
)
_TITLE = re.compile(r": [A-Z]")
_LEFT_GLUE = frozenset("$£€#.,-–/:'’&+_№@")


def span(g: Ground, at: int) -> Reading | None:
    """ "2015-16", "1998–2003": both years, the second of them two digits only where it is the next."""
    found = _SPAN.match(g.text, at, g.end)
    if found is None or _is_glued(g, at) or _MEASURED.match(g.text, found.end(), g.end):
        return None
    first, last = int(found["first"]), int(found["last"])
    if len(found["last"]) == 2:
        last += first // 100 * 100
        last += 100 * (last < first)
        if last != first + 1 and g.word_before(at) not in _STRONG | _WEAK:
            return None
    if not first < last <= first + 300:
        return None
    return read_as(at, found.end(), calendar.years(first, last, Unit.YEAR), DateKind.RANGE, Unit.YEAR)


def year(g: Ground, at: int) -> Reading | None:
    """A year that its surroundings show to be one."""
    found = _YEAR.match(g.text, at, g.end)
    if found is None:
        return _year_so_called(g, at)
    if _is_glued(g, at) or not _is_year(g, at, found.end()):
        return None
    return read_as(at, found.end(), calendar.year(int(found[0])), DateKind.ABSOLUTE, Unit.YEAR)


def bare(g: Ground, at: int) -> Reading | None:
    """A year whose place between two words ("between 2010 and 2014") already shows it to be one."""
    found = _YEAR.match(g.text, at, g.end)
    if found is None or _MEASURED.match(g.text, found.end(), g.end):
        return None
    return read_as(at, found.end(), calendar.year(int(found[0])), DateKind.ABSOLUTE, Unit.YEAR)


def _year_so_called(g: Ground, at: int) -> Reading | None:
    """ "The year 0", "the year 99999": found, and no year of the calendar."""
    found = _NAMED.match(g.text, at, g.end)
    if found is None or not g.text.endswith("the year ", g.start, at):
        return None
    return read_as(at, found.end(), calendar.year(int(found[1])), DateKind.ABSOLUTE, Unit.YEAR)


def _is_glued(g: Ground, at: int) -> bool:
    return at > g.start and (g.text[at - 1] in _LEFT_GLUE) and not g.text.endswith("mid-", g.start, at)


def _is_year(g: Ground, at: int, end: int) -> bool:
    text = g.text
    if _MEASURED.match(text, end, g.end) or _TITLE.match(text, end, g.end):
        return False
    before = g.word_before(at)
    if _PEOPLE.match(text, end, g.end) and before not in ("in", "since", "by"):
        return False
    if before in _STRONG or text.endswith(("mid-", "-"), g.start, at):
        return True
    if _YEAR_BEFORE.search(text, max(g.start, at - 16), at):
        return True
    if at > g.start and text[at - 1] == "(" and text.startswith((")", "-", "–", ",", ";"), end):
        return True
    if before.endswith(("’s", "'s", "s’", "s'")):
        return bool(_NOUN_OF_YEAR.match(text, end, g.end)) and not _PLURAL.match(text, end, g.end)
    if before == "to":
        return bool(_BACK_TO.search(text, max(g.start, at - 16), at))
    if _ADJECTIVE.search(text, max(g.start, at - 24), at):
        return bool(_NOUN_OF_YEAR.match(text, end, g.end)) and not _PLURAL.match(text, end, g.end)
    if before not in _WEAK or _PLURAL.match(text, end, g.end):
        return False
    if before in ("of", "for", "around", "about"):
        return not _CROWD.search(text, max(g.start, at - 24), at)
    return before not in ("and", "or", "was", "into") and bool(_NOUN_OF_YEAR.match(text, end, g.end))
