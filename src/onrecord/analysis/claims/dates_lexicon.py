"""The words of dates, as parts of regular expressions and as tables."""

from __future__ import annotations

from onrecord.records import DatePrecision as Unit

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
#: Months by their first three letters, small: 1 to 12. "Sept." begins so too.
MONTHS = {name[:3].lower(): number for number, name in enumerate(_MONTHS, 1)}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
#: Their names in full, small; "march" is a verb, and the patterns ask for capitals.
MONTH_NAMES = tuple(name.lower() for name in _MONTHS)
#: Days of the week by their first three letters, small: 0 to 6.
WEEKDAYS = {name[:3].lower(): number for number, name in enumerate(_DAYS)}

DAY_NAMES = tuple(name.lower() for name in _DAYS)

#: A month anywhere; an abbreviation needs its dot. Months are capitalised: "may" and "march" are verbs.
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\."
    r"|JANUARY|FEBRUARY|APRIL|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)"
)
#: A month beside a number, where the dot may be missing: "11 Sep 2001".
MONTH_BY_NUMBER = rf"(?:{MONTH}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|MAY|MARCH)"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:MON|TUES|WEDNES|THURS|FRI|SATUR|SUN)DAY)"
#: A day of the week before a date, where it may be short: "Tues., Feb. 6".
WEEKDAY_BY_DATE = rf"(?:{WEEKDAY}|Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\.?"
SEASON = r"(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)"
YEAR = r"(?:1[0-9]{3}|20[0-9]{2}|21[0-9]{2})"
#: No more digits, decimals, units or compounds behind a year or a day.
NUMBER_ENDS = r"(?![0-9\w%°]|[,.:/][0-9]|[-–][0-9])"

NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
    "hundred": 100,
}
#: Counts that say only a size, with the least of it, as figures has them.
VAGUE = {
    "a couple of": 2,
    "couple of": 2,
    "a few": 3,
    "few": 3,
    "several": 3,
    "a dozen": 12,
    "half a dozen": 6,
}
_TENS = "|".join(word for word in NUMBERS if word.endswith("ty"))
_WORDS = "|".join(sorted(NUMBERS, key=len, reverse=True))
COUNT = (
    rf"(?:[0-9]{{1,4}}|(?i:a couple of|couple of|a few|few|several|half a dozen|a dozen"
    rf"|half an?|(?:{_TENS})[- ](?:one|two|three|four|five|six|seven|eight|nine)|a hundred|{_WORDS}))"
)
UNITS = {
    "minute": Unit.HOUR,
    "hour": Unit.HOUR,
    "day": Unit.DAY,
    "night": Unit.DAY,
    "week": Unit.WEEK,
    "fortnight": Unit.WEEK,
    "weekend": Unit.WEEKEND,
    "month": Unit.MONTH,
    "quarter": Unit.QUARTER,
    "season": Unit.SEASON,
    "year": Unit.YEAR,
    "decade": Unit.DECADE,
    "century": Unit.CENTURY,
    "centurie": Unit.CENTURY,
}
UNIT = r"(?:(?:minute|hour|day|night|week|fortnight|month|year|decade)s?|century|centuries)"

ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "eleventh": 11,
    "twelfth": 12,
    "thirteenth": 13,
    "fourteenth": 14,
    "fifteenth": 15,
    "sixteenth": 16,
    "seventeenth": 17,
    "eighteenth": 18,
    "nineteenth": 19,
    "twentieth": 20,
    "twenty-first": 21,
}
DECADES = {word[:-1] + "ies": NUMBERS[word] for word in NUMBERS if word.endswith("ty")}
PARTS_OF_DAY = {"morning": "TMO", "afternoon": "TAF", "evening": "TEV", "night": "TNI", "lunchtime": "T12:00"}


def month_number(word: str) -> int:
    """1 to 12 for a month as ``MONTH_BY_NUMBER`` has it."""
    return MONTHS[word[:3].lower()]


def count_of(words: str) -> tuple[float, bool]:
    """How many a ``COUNT`` says, and whether that is only about so."""
    low = " ".join(words.lower().split())
    if low in VAGUE:
        return VAGUE[low], True
    if low.startswith("half"):
        return 0.5, True
    if low.isdigit():
        return int(low), False
    parts = low.replace("a hundred", "hundred").replace("-", " ").split()
    return sum(NUMBERS[part] for part in parts), False


def unit_of(word: str) -> Unit:
    """The unit that a word as ``UNIT`` has it names, plural or not."""
    return UNITS[word.lower().rstrip("s")]
