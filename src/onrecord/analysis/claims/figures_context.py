"""What stands around a number and makes it no figure: dates, times, names, addresses, list marks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.analysis.claims import figures_lexicon as lexicon

if TYPE_CHECKING:
    from onrecord.analysis.claims.figures_numbers import Number

_FIRST_YEAR, _LAST_YEAR = "1100", "2199"
_LAST_WORD = re.compile(r"([^\s\"“”‘()\[\],;:—–-]+)[ \u00a0]$")
_MONTH_AFTER = re.compile(rf"(?:,? (?:of )?| ?-)(?:{'|'.join(sorted(lexicon.MONTHS))})\b")
# Pages run words together: "FeaturedFebruary 6, 2016".
_GLUED_MONTHS = tuple(month for month in lexicon.MONTHS if len(month) > 5)
_RANKED = re.compile(r"[ \t]+[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+[^\w\s]?$")
_GROUP_OF = re.compile(r"\bGroup of $")
_DATE_GOES_ON = re.compile(
    r"(?:\s?[-–/]\s?|,? (?:to|and|or|through|until) |, )\d{1,2}(?![\d.,:]*\d|\s?%| (?:percent|per|"
    r"million|billion))\b(?:, \d{4}\b)?|,? \d{4}\b"
)
_CLOCK = re.compile(
    r"[:.]\d\d(?:[:.]\d\d)?(?: ?(?:[AaPp]\.?[Mm]\b\.?|GMT|UTC|EST|EDT|ET|CET|BST))|:\d\d(?::\d\d)?(?!\d)"
    r"|(?:\s?[-–]\s?| (?:to|and|or|until) )\d{1,2}(?:[:.]\d\d)? ?(?:[AaPp]\.[Mm]\.|[AaPp][Mm]\b)"
    r"| ?(?:[AaPp]\.[Mm]\.|[AaPp][Mm]\b|o'clock|o’clock|GMT\b|UTC\b)"
)
_ADDRESS = re.compile(r"(?:-\w+)?(?: [A-Z][\w'’.]*){1,3}")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|s|ers?|ème)\b|['’]s\b")
_CODE = re.compile(r"[/\\_=@#&]?\w")  # what glues a number to letters: "3a", "2016/11"
_CODE_CHARS = frozenset("/⁄\\_=@#&$")
_PHONE = re.compile(r"(?:[-. ]\(?\d{2,5}\)?){2,6}")
_ISO_OR_DATE = re.compile(r"[-/.]\d{1,2}[-/.]\d{1,4}\b|[/⁄]\d+")
_PERIOD_MOVED = re.compile(
    r" (?:(?:and|or) (?:a half|more) )?(?:ago|later|earlier|hence|from now|from today|afterwards?|"
    r"beforehand)\b"
)
_TERMS = re.compile(
    r"-(?:way|half|time|brother|sister|hearted|mast|marathon|life|baked|truth|truths|staff|term|back|"
    r"backs)\b|time\b"
)


def skipped(text: str, first: int, number: Number, end: int) -> int | None:
    """Where the search goes on behind digits that are no figure by what they touch; None where they may
    be one.

    ``first`` is where the region begins: nothing before it is looked at.
    """
    start, stop = number.start, number.end
    before = text[start - 1] if start > first else " "
    if number.spelled and before == "-" and start - 1 > first and text[start - 2].isalpha():
        return stop  # "multi-million-dollar"
    if not number.spelled:
        if before.isalnum() or (before in _CODE_CHARS and before != "$"):
            return _behind_code(text, stop, end)
        if before in "-.:" and start - 1 > first and text[start - 2].isalnum():
            return _behind_code(text, stop, end)
        if before in "'’‘" and _is_short_year(text, start, first, stop):
            return stop
        behind = _touched(text, number, end)
        if behind is not None:
            return behind
    if (
        number.digits
        and start == first
        and text[stop : stop + 1] in (".", ")")
        and _opens_item(text, stop, end)
    ):
        return stop
    return _dated(text, first, number, end)


def _is_short_year(text: str, start: int, first: int, stop: int) -> bool:
    """Whether an apostrophe stands for the century: "the race of '08"; not a quoted number."""
    doubled = start - 1 > first and text[start - 2] in "'’‘"
    return stop == start + 2 and not doubled and text[stop : stop + 1] not in ("'", "’")


def _opens_item(text: str, stop: int, end: int) -> bool:
    return (
        stop + 1 < end and text[stop + 1] in " \t\u00a0" and (stop + 2 >= end or not text[stop + 2].isdigit())
    )


def _behind_code(text: str, stop: int, end: int) -> int:
    """The end of the word that a number is part of."""
    while stop < end and (text[stop].isalnum() or text[stop] in "/\\_=@#&"):
        stop += 1
    return stop


def _touched(text: str, number: Number, end: int) -> int | None:
    stop = number.end
    if number.digits:
        date = _ISO_OR_DATE.match(text, stop, end)
        if date is not None:
            return _behind_code(text, date.end(), end)
        clock = _CLOCK.match(text, stop, end) if len(number.digits) <= 4 else None
        if clock is not None:
            return clock.end()
        phone = _PHONE.match(text, stop, end)
        if phone is not None and _is_phone(text, number, phone.group()):
            return phone.end()
        ordinal = _ORDINAL.match(text, stop, end)
        if ordinal is not None:
            return ordinal.end()
    elif clock := _CLOCK.match(text, stop, end):
        return clock.end()
    return None


def _is_phone(text: str, number: Number, rest: str) -> bool:
    """Groups of digits held together by hyphens, or any after a "+" and a country's code."""
    marks = set(re.sub(r"[\d()]", "", rest))
    return marks <= set("-.") or text[number.start - 1 : number.start] == "+" or "-" in marks


def _dated(text: str, first: int, number: Number, end: int) -> int | None:
    """Behind a day of the month, where the number is one."""
    small = number.spelled or (number.digits and len(number.digits) <= 2)
    if small and not number.scaled and not number.part and not number.multiple:
        word = last_word(text, first, number.start)
        if (word.rstrip(".,") in lexicon.MONTHS or word.endswith(_GLUED_MONTHS)) and (
            word != "May" or not number.spelled
        ):
            going = _DATE_GOES_ON.match(text, number.end, end)
            return going.end() if going else number.end
        month = _MONTH_AFTER.match(text, number.end, end)
        if month is not None:
            return month.end()
        going = _DATE_GOES_ON.match(text, number.end, end)
        if going is not None and number.digits:
            month = _MONTH_AFTER.match(text, going.end(), end)
            return month.end() if month else None
    return None


def last_word(text: str, first: int, at: int) -> str:
    """The word right before ``at``, one blank between; empty where there is none."""
    match = _LAST_WORD.search(text, max(first, at - 24), at)
    return match[1] if match else ""


def is_year(digits: str) -> bool:
    """Whether bare digits may be a year."""
    return len(digits) == 4 and digits.isascii() and _FIRST_YEAR <= digits <= _LAST_YEAR


def is_moved_period(text: str, at: int, end: int) -> bool:
    """Whether "ago", "later" or the like follows: "two weeks ago" is a date."""
    return bool(_PERIOD_MOVED.match(text, at, end))


def is_designated(text: str, first: int, number: Number, end: int) -> bool:
    """Whether a bare number tells which, and not how many: "Route 66", "article 5", "10 Downing Street"; or
    stands in its line alone, or before a name there: "3 Ana Lund".
    """
    if last_word(text, first, number.start).rstrip(".").lower() in lexicon.DESIGNATORS:
        return True
    if _GROUP_OF.search(text, max(first, number.start - len("Group of ") - 1), number.start):
        return True
    if not number.spelled and number.start == first and _RANKED.match(text, number.end, end):
        return True
    alone = number.start == first and not text[number.end : min(end, number.end + 2)].strip(".,;:)")
    return not number.spelled and (alone or _has_street(text, number.end, end))


def is_named(text: str, first: int, number: Number, *, counts: bool) -> bool:
    """Whether a bare number is part of a name: "Area 51", "the Big Three". ``counts`` says that something
    countable follows.
    """
    word = last_word(text, first, number.start)
    plain = word.rstrip(".").lower()
    if number.spelled:
        titled = text[number.start].isupper() and not text[number.start + 1].isupper()
        return titled and not _opens_sentence(text, first, number.start) and not counts
    if (
        counts
        or word.endswith(("'s", "’s"))
        or not word[:1].isupper()
        or plain in lexicon.FUNCTION_WORDS
        or word in ("Only", "Some")
    ):
        return False
    decimal = not number.digits and number.value is not None and number.value < 10
    before = number.start - len(word) - 1
    return bool(number.digits or decimal) and not (
        _opens_sentence(text, first, before) and plain.endswith("ed")
    )


def _has_street(text: str, at: int, end: int) -> bool:
    match = _ADDRESS.match(text, at, end)
    return match is not None and match.group().split()[-1].rstrip(".").lower() in lexicon.STREETS


def _opens_sentence(text: str, first: int, at: int) -> bool:
    """Whether a sentence, a heading or a quotation begins at ``at``."""
    before = text[max(first, at - 3) : at].rstrip(" \u00a0\t")
    return not before or at == first or before[-1] in ".!?:;“\"‘'(—–-…•*|"


def is_half_of_a_word(text: str, at: int, end: int) -> bool:
    """Whether a part goes on into a word of its own: "half-brother", "half time"."""
    return bool(_TERMS.match(text, at, end))
