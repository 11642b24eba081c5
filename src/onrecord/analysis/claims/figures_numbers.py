"""Reading one number where it begins: digits in any grouping, words, parts, sizes. No unit, no bound.

Every function here reads forwards from a place and looks back over one article ("a hundred") at most, so that
reading a text takes time in proportion to its length whatever stands in it.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from onrecord.analysis.claims import figures_digits as digits_of
from onrecord.analysis.claims import figures_lexicon as lexicon

_WORDS = {
    *lexicon.CARDINALS, *lexicon.SCALES, *lexicon.SIZES, *lexicon.PARTS, *lexicon.FEW, *lexicon.MULTIPLES,
    "dozen", "couple",
}  # fmt: skip


def _alternatives(words: set[str]) -> str:
    """An alternation grouped by first letters, which the matcher can turn down by one look."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{first}(?:{'|'.join(rest)})" for first, rest in groups.items())


#: Where a number may begin.
TRIGGER = re.compile(rf"\d|[½⅓⅔¼¾]|\b(?i:{_alternatives(_WORDS)})\b")
_RUN = re.compile(r"\d+(?:[.,'’\u00a0\u2009\u202f٬٫]\d+)*")
# "38 420 dwellings": a plain space groups digits only where a word follows, for tables are full of numbers
# beside one another.
_SPACED = re.compile(r"(?: \d{3}){1,4}(?= [a-z])")
_NEXT_WORD = re.compile(r"(?:[ \t\u00a0]|-)(and[ \u00a0])?(?:an? )?([A-Za-z]+)\b")
_AND_PART = re.compile(r"[ -]and[ -](?:(?:a|one)[ -](half|quarter|third)|three[ -]quarters)\b", re.I)
_SCALE = re.compile(rf"[ \u00a0-]?({'|'.join(lexicon.SCALES)}|dozen)s?\b", re.I)
_PLUS = re.compile(r"(?:-plus|\+)(?= )")
_GLUED = re.compile(r"([A-Za-z]+)")
_POINT = re.compile(r" point((?: (?:zero|one|two|three|four|five|six|seven|eight|nine)){1,30})\b", re.I)
_PART = re.compile(rf"[ -]({'|'.join(sorted(lexicon.PARTS, key=len, reverse=True))})\b", re.I)
_OF_A_SCALE = re.compile(rf"(?:[ -]|(?: of)? an? )({'|'.join(lexicon.SCALES)}|dozen)\b", re.I)
_OUT_OF = re.compile(r" (?:in|out of)(?: every)? (?=[\da-z])", re.I)
_OF_SIZES = re.compile(rf" of ({'|'.join(lexicon.SIZES)})\b", re.I)
_ARTICLE = re.compile(r"\b(an?) $", re.I)
_SLASH = re.compile(r"[ \u00a0]?(\d)/(\d{1,2})\b(?!/)")


class Number(NamedTuple):
    """A number as written: its ends, and what it says. ``value`` is None where nothing is said exactly;
    then ``least`` is the least that the words can mean ("dozens": 24), or None. ``part`` marks a
    fraction of a whole, ``multiple`` a number of times, ``scaled`` a number with a word or letter of
    size. ``digits`` are those written without any separator, empty for all other numbers.
    """

    start: int
    end: int
    value: Fraction | None
    least: int | None = None
    spelled: bool = False
    scaled: bool = False
    part: bool = False
    multiple: bool = False
    about: bool = False
    digits: str = ""
    comma: bool = False  # a decimal comma, which only a unit or a scale tells from a list


class Unread(NamedTuple):
    """What looks like a number and is none that can be read; the search goes on at ``end``."""

    end: int


def read(text: str, at: int, first: int, end: int) -> Number | Unread:
    """The number that begins at ``at`` or with an article before it, not before ``first``, not beyond
    ``end``.
    """
    if text[at].isdigit():
        return _read_digits(text, at, end)
    if text[at] in lexicon.GLYPHS:
        return Number(at, at + 1, lexicon.GLYPHS[text[at]], part=True)
    word = _GLUED.match(text, at, end)
    if word is None:
        return Unread(at + 1)
    return _read_word(text, at, first, word.end(), word.group().lower(), end)


def _read_digits(text: str, at: int, end: int) -> Number | Unread:
    run = _RUN.match(text, at, end)
    if run is None or not run.group()[-1].isdigit():  # "²" is a digit that ``\d`` does not know
        return Unread(at + 1)
    stop = run.end()
    slash = _SLASH.match(text, at, end) if stop == at + 1 else None
    if slash is not None:
        top, bottom = int(slash[1]), int(slash[2])
        fair = 0 < top < bottom <= 10 and text.startswith(" of ", slash.end())
        return Number(at, slash.end(), Fraction(top, bottom), part=True) if fair else Unread(slash.end())
    value, comma = digits_of.grouped(run.group())
    if value is None and len(run.group()) <= digits_of.MAX_DIGITS:
        return Unread(stop)
    digits = run.group() if run.group().isdecimal() else ""
    spaced = _SPACED.match(text, stop, end) if 0 < len(digits) <= 3 and digits[0] != "0" else None
    if spaced is not None and value is not None and not text[max(0, at - 2) : at].strip().isdigit():
        value, stop, digits = Fraction(int(digits + spaced.group().replace(" ", ""))), spaced.end(), ""
    return _extended(text, Number(at, stop, value, digits=digits, comma=comma), end)


def _extended(text: str, number: Number, end: int) -> Number:
    """With what goes on behind it: "½", "and a half", "point five", "million", "bn"."""
    value, stop, part = number.value, number.end, number.part
    glyph = text[stop : stop + 1]
    if glyph in lexicon.GLYPHS and glyph:
        value, stop = _plus(value, lexicon.GLYPHS[glyph]), stop + 1
    elif (slash := _SLASH.match(text, stop, end)) and number.digits and 0 < int(slash[1]) < int(slash[2]):
        value, stop = _plus(value, Fraction(int(slash[1]), int(slash[2]))), slash.end()
    elif also := _AND_PART.match(text, stop, end):
        added = Fraction(1, lexicon.PARTS[also[1].lower()]) if also[1] else Fraction(3, 4)
        value, stop = _plus(value, added), also.end()
    elif number.spelled and (point := _POINT.match(text, stop, end)):
        decimals = "".join(str(lexicon.CARDINALS[word.lower()]) for word in point[1].split())
        value, stop = _plus(value, Fraction(int(decimals), 10 ** len(decimals))), point.end()
    scaled = False
    for _ in range(2):  # "two hundred thousand"
        found = _scale_at(text, stop, end)
        if found is None:
            break
        size, stop = found
        value, scaled = (None if value is None else value * size), True
    return number._replace(
        end=stop, value=value, part=part and not scaled, scaled=number.scaled or scaled,
        digits=number.digits if stop == number.end else "",
    )  # fmt: skip


def scaled_behind_plus(text: str, number: Number, end: int) -> Number | None:
    """ "$20-plus trillion": the number with the scale that its bound stands before, None without one."""
    plus = _PLUS.match(text, number.end, end)
    found = _scale_at(text, plus.end(), end) if plus and number.value is not None else None
    if found is None or number.value is None:
        return None
    return number._replace(value=number.value * found[0], end=found[1], scaled=True, digits="")


def _plus(value: Fraction | None, added: Fraction) -> Fraction | None:
    return None if value is None else value + added


def _scale_at(text: str, at: int, end: int) -> tuple[int, int] | None:
    """The size named at ``at`` and where its word ends."""
    long = _SCALE.match(text, at, end)
    if long is not None:
        return (12 if long[1].lower() == "dozen" else lexicon.SCALES[long[1].lower()]), long.end()
    short = _GLUED.match(text, at, end)
    if short is not None and short.group() in lexicon.SHORT_SCALES and text[at - 1].isdecimal():
        return lexicon.SHORT_SCALES[short.group()], short.end()
    return None


def _read_word(text: str, at: int, first: int, stop: int, word: str, end: int) -> Number | Unread:
    if word in lexicon.MULTIPLES:
        return Number(at, stop, lexicon.MULTIPLES[word], multiple=True, spelled=True)
    article = _ARTICLE.search(text, max(first, at - 3), at)
    start = article.start() if article else at
    if word in lexicon.FEW or word == "couple":
        return _read_few(text, start if word != "several" else at, at, stop, word, end)
    if word in lexicon.SIZES:
        return _read_sizes(text, at, stop, word, end)
    if word in lexicon.PARTS:
        return _read_part(text, start, stop, word, Fraction(1), end)
    if word in lexicon.SCALES or word == "dozen":
        # A bare scale is a number only as an adjective, "a million-dollar flat": the article is the noun's.
        compound = text[stop : stop + 1] == "-"
        if article is None and not compound:
            return Unread(stop)
        return _read_cardinal(text, at if compound else start, at, end)
    number = _read_cardinal(text, at, at, end)
    return _read_share(text, number, end) if isinstance(number, Number) else number


def _read_few(text: str, start: int, at: int, stop: int, word: str, end: int) -> Number | Unread:
    """ "several", "a few", "a handful of", "a couple of", and these before a scale: "several hundred"."""
    if word != "several" and start == at:
        return Unread(stop)
    if word in ("couple", "handful") and not text.startswith(" of ", stop):
        followed = _scale_at(text, stop, end)
        if followed is None:
            return Unread(stop)
    link = stop + 3 if text.startswith(" of ", stop) and word == "couple" else stop
    scale = _scale_at(text, link, end)
    size, close = scale if scale else (1, stop)
    if word == "couple":
        return Number(start, close, Fraction(2 * size), spelled=True, scaled=bool(scale), about=True)
    return Number(start, close, None, least=lexicon.FEW[word] * size, spelled=True, scaled=bool(scale))


def _read_sizes(text: str, at: int, stop: int, word: str, end: int) -> Number | Unread:
    """ "dozens", "tens of thousands". The plural says that there are two of the size at least."""
    size = 2 * lexicon.SIZES[word]
    of = _OF_SIZES.match(text, stop, end)
    if of is not None:
        size, stop = size * lexicon.SIZES[of[1].lower()], of.end()
    elif word == "tens" or (word == "scores" and not text.startswith(" of ", stop)):
        return Unread(stop)
    return Number(at, stop, None, least=size, spelled=True, scaled=True)


def _read_part(text: str, start: int, stop: int, word: str, top: Fraction, end: int) -> Number:
    """ "half", "a third", "two-thirds", and what they are parts of where that is a size: "half a million"."""
    value = top / lexicon.PARTS[word]
    of = _OF_A_SCALE.match(text, stop, end)
    if of is not None:
        size = 12 if of[1].lower() == "dozen" else lexicon.SCALES[of[1].lower()]
        return Number(start, of.end(), value * size, spelled=True, scaled=True)
    return Number(start, stop, value, spelled=True, part=True)


def _read_cardinal(text: str, start: int, at: int, end: int) -> Number | Unread:
    """A number in words from ``at``; ``start`` is the place of an article before it.

    ``room`` is what the next word must be smaller than to belong to the number: after "twenty" 10, after
    "hundred" 100; "two three" are two numbers.
    """
    total, part, room, stop, joined = 0, 0, 10**15, at, False
    match = _GLUED.match(text, at, end)
    while match is not None:
        word = match.group(match.lastindex or 0).lower()
        value = lexicon.CARDINALS.get(word)
        size = 12 if word == "dozen" else lexicon.SCALES.get(word)
        if value is not None and value < room and not (joined and room < 100):
            part, room = part + value, 10 if value >= 20 else 0
        elif value is not None and not joined and 10 <= part < 100 and value >= 10 and not total:
            return Unread(match.end())  # "nineteen eighty-four" is a year
        elif size is not None and not joined and (stop > at or part == 0) and size != 100 and part < 10**5:
            total, part, room = total + (part or 1) * size, 0, size
        elif size == 100 and not joined and part < 100:
            part, room = (part or 1) * 100, 100
        else:
            break
        stop = match.end()
        match = _NEXT_WORD.match(text, stop, end)
        joined = bool(match and match[1])
        if match is not None and " a " in match.group() + " ":
            match = None
    if stop == at:
        return Unread(at + 1)
    number = Number(start, stop, Fraction(total + part), spelled=True, scaled=total > 0)
    return _extended(text, number, end)


def _read_share(text: str, number: Number, end: int) -> Number:
    """ "two thirds", "one in five" where the words go on so, else the number itself."""
    top = number.value
    if top is None or top >= 100:
        return number
    part = _PART.match(text, number.end, end)
    if part is not None:
        word = part[1].lower()
        plural = word.endswith("s")
        if plural == (top > 1) and 0 < top < lexicon.PARTS[word]:
            return _read_part(text, number.start, part.end(), word, top, end)
    return number


def out_of(text: str, number: Number, end: int) -> Number | None:
    """ "one in five", "nine out of ten", "7 in 10" as one part; None where ``number`` does not begin one."""
    link = _OUT_OF.match(text, number.end, end)
    if link is None or not number.value or not 0 < number.value < 100 or number.part:
        return None
    if not TRIGGER.match(text, link.end(), end):
        return None
    whole = read(text, link.end(), link.end(), end)
    if not isinstance(whole, Number) or whole.value is None or not number.value < whole.value <= 10**6:
        return None
    if whole.part or whole.multiple or (whole.digits and len(whole.digits) == 4 and whole.digits < "2100"):
        return None
    # "three in two villages" counts villages; shares are told of these, or of one.
    told = whole.value in (3, 4, 5, 10, 20, 100, 1000)
    if " in " in link.group() and number.value != 1 and not told:
        return None
    return Number(number.start, whole.end, number.value / whole.value, spelled=number.spelled, part=True)
