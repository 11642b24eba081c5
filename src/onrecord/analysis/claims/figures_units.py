"""Units and currencies: how they are written, and their normal names."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from onrecord.analysis.speakers.vocabulary import word_set
from onrecord.records import FigureKind

PERCENT, TIMES, YEAR = "percent", "times", "year"
#: Lengths of time, which dates share with figures.
PERIODS = word_set("second minute hour day week month year decade century")


class Unit(NamedTuple):
    """A unit read off the words: its normal name, the kind of figure, by what the number is multiplied."""

    name: str
    kind: FigureKind
    factor: Fraction = Fraction(1)


# Normal name: the ways it is written out, in the singular; the plural is made by ``_plural``.
_MEASURES = {
    "km": "kilometre kilometer klick", "m": "metre meter", "cm": "centimetre centimeter",
    "mm": "millimetre millimeter", "mile": "mile", "nautical-mile": "nautical_mile", "yard": "yard",
    "foot": "foot", "inch": "inch", "acre": "acre", "hectare": "hectare",
    "kg": "kilogram kilogramme kilo", "g": "gram gramme", "mg": "milligram", "tonne": "tonne metric_ton",
    "ton": "ton", "ounce": "ounce", "litre": "litre liter", "gallon": "gallon", "barrel": "barrel",
    "celsius": "degree_celsius degree_centigrade", "fahrenheit": "degree_fahrenheit", "degree": "degree",
    "knot": "knot", "mile/h": "mile_per_hour mile_an_hour", "km/h": "kilometre_per_hour kilometer_per_hour "
    "kilometre_an_hour kilometer_an_hour", "W": "watt", "kW": "kilowatt", "MW": "megawatt", "GW": "gigawatt",
    "kWh": "kilowatt_hour", "MWh": "megawatt_hour", "GWh": "gigawatt_hour", "TWh": "terawatt_hour",
    "volt": "volt",
    "decibel": "decibel", "calorie": "calorie", "GB": "gigabyte", "MB": "megabyte", "TB": "terabyte",
    "second": "second", "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month",
    "year": "year", "decade": "decade", "century": "century", "magnitude": "magnitude", "point": "point",
}  # fmt: skip
_IRREGULAR = {
    "foot": "feet", "inch": "inches", "century": "centuries", "degree_celsius": "degrees_celsius",
    "degree_centigrade": "degrees_centigrade", "degree_fahrenheit": "degrees_fahrenheit",
    "mile_per_hour": "miles_per_hour", "mile_an_hour": "miles_an_hour",
    "kilometre_per_hour": "kilometres_per_hour", "kilometer_per_hour": "kilometers_per_hour",
    "kilometre_an_hour": "kilometres_an_hour", "kilometer_an_hour": "kilometers_an_hour",
}  # fmt: skip
_POWERS = {"square": "2", "cubic": "3"}
_POWERED = ("km", "m", "cm", "mile", "yard", "foot", "inch")
# Symbols, in the case they are written in. "m" is a metre where no scale is meant: see ``metres``.
_SYMBOLS = {
    "km": "km", "cm": "cm", "mm": "mm", "kg": "kg", "kgs": "kg", "mg": "mg", "g": "g", "ft": "foot",
    "mi": "mile",
    "lb": "pound", "lbs": "pound", "oz": "ounce", "ha": "hectare", "mph": "mile/h", "kph": "km/h",
    "kmh": "km/h",
    "km/h": "km/h", "m/s": "m/s", "kW": "kW", "MW": "MW", "GW": "GW", "kWh": "kWh", "MWh": "MWh",
    "GWh": "GWh", "TWh": "TWh",
    "GB": "GB", "MB": "MB", "TB": "TB", "C": "celsius", "F": "fahrenheit", "°C": "celsius",
    "°F": "fahrenheit",
    "° C": "celsius", "° F": "fahrenheit", "°": "degree", "℃": "celsius", "℉": "fahrenheit", "hrs": "hour",
    "hr": "hour", "mins": "minute", "secs": "second", "yrs": "year", "sq km": "km2", "sq m": "m2",
    "sq ft": "foot2",
    "sq miles": "mile2", "sq mi": "mile2", "km²": "km2", "m²": "m2", "m³": "m3", "m": "m", "cc": "cc",
}  # fmt: skip
_PERCENTAGES = {
    "%": PERCENT, "％": PERCENT, "percent": PERCENT, "per cent": PERCENT, "pct": PERCENT, "pc": PERCENT,
    "percentage point": "percentage-point", "percentage points": "percentage-point",
    "% points": "percentage-point",
    "percent points": "percentage-point", "pp": "percentage-point",
    "basis point": "basis-point", "basis points": "basis-point",
}  # fmt: skip

# Currencies by the noun alone where it decides, in news written in English.
_NOUNS = {
    "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "yuan": "CNY", "renminbi": "CNY",
    "rupee": "INR",
    "ruble": "RUB", "rouble": "RUB", "rial": "IRR", "riyal": "SAR", "dirham": "AED", "lira": "TRY",
    "shekel": "ILS",
    "baht": "THB", "zloty": "PLN", "zlotys": "PLN", "hryvnia": "UAH", "hryvnias": "UAH", "naira": "NGN",
    "rand": "ZAR",
    "ringgit": "MYR", "rupiah": "IDR", "taka": "BDT", "forint": "HUF", "buck": "USD", "afghani": "AFN",
    "tenge": "KZT",
    "bitcoin": "BTC", "quid": "GBP", "sterling": "GBP", "reais": "BRL",
}  # fmt: skip
# Nouns that several countries share: the noun itself is the unit where no adjective decides.
_SHARED = ("dinar", "franc", "peso", "crown", "krona", "kronor", "krone", "kroner", "shilling", "won", "real")
_ADJECTIVES = {
    "dollar": "us USD|u.s. USD|american USD|australian AUD|canadian CAD|hong_kong HKD|singapore SGD|"
    "new_zealand NZD|taiwan TWD",
    "pound": "british GBP|egyptian EGP|syrian SYP|lebanese LBP|sudanese SDG",
    "dinar": "iraqi IQD|kuwaiti KWD|jordanian JOD|serbian RSD|libyan LYD|algerian DZD|tunisian TND|"
    "bahraini BHD",
    "franc": "swiss CHF|french FRF|cfa XOF",
    "peso": "mexican MXN|argentine ARS|philippine PHP|colombian COP|chilean CLP|cuban CUP",
    "krona": "swedish SEK|icelandic ISK", "kronor": "swedish SEK", "krone": "norwegian NOK|danish DKK",
    "kroner": "norwegian NOK|danish DKK",
    "crown": "czech CZK|swedish SEK|norwegian NOK|danish DKK",
    "rupee": "indian INR|pakistani PKR|sri_lankan LKR|nepalese NPR",
    "rial": "iranian IRR|omani OMR|yemeni YER", "riyal": "saudi SAR|qatari QAR",
    "shilling": "kenyan KES|ugandan UGX|tanzanian TZS",
    "won": "south_korean KRW|korean KRW|north_korean KPW", "lira": "turkish TRY|syrian SYP",
    "real": "brazilian BRL",
    "ruble": "russian RUB|belarusian BYN", "yuan": "chinese CNY", "yen": "japanese JPY",
    "rand": "south_african ZAR",
}  # fmt: skip
_SIGNS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "HK$": "HKD", "NZ$": "NZD",
    "S$": "SGD",
    "R$": "BRL", "NT$": "TWD", "$": "USD", "＄": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR",
    "₽": "RUB",
    "₩": "KRW", "₪": "ILS", "₦": "NGN", "₺": "TRY", "฿": "THB", "₫": "VND", "₱": "PHP", "₴": "UAH",
    "Rs.": "INR", "Rs": "INR",
}  # fmt: skip
_CODES = word_set(
    "USD EUR GBP JPY CNY INR RUB CHF AUD CAD HKD NZD SGD SEK NOK DKK PLN CZK HUF TRY ILS ZAR BRL MXN ARS "
    "KRW THB IDR MYR PHP NGN KES EGP SAR AED QAR KWD IRR IQD PKR BDT UAH KZT VND TWD"
)
_SIGNS |= {code: code for code in _CODES}


def _plural(word: str) -> str:
    return _IRREGULAR.get(word, f"{word}s")


def _unit_words() -> dict[str, Unit]:
    """Every way of writing a unit in words, in lower case, blanks between the words."""
    out: dict[str, Unit] = {}
    for name, words in _MEASURES.items():
        for word in words.split():
            for written in (word, _plural(word)):
                out[written.replace("_", " ")] = Unit(name, FigureKind.MEASURE)
                if name in _POWERED:
                    for power, mark in _POWERS.items():
                        out[f"{power} {written}"] = Unit(f"{name}{mark}", FigureKind.MEASURE)
    out |= {written: Unit(name, FigureKind.PERCENTAGE) for written, name in _PERCENTAGES.items()}
    out |= {"times": Unit(TIMES, FigureKind.MULTIPLE), "fold": Unit(TIMES, FigureKind.MULTIPLE)}
    return out | _money_words()


def _money_words() -> dict[str, Unit]:
    out = {"cent": Unit("cent", FigureKind.MONEY), "cents": Unit("cent", FigureKind.MONEY)}
    out |= {word: Unit("GBP", FigureKind.MONEY, Fraction(1, 100)) for word in ("pence", "penny")}
    for noun in (*_NOUNS, *_SHARED):
        alone = Unit(_NOUNS.get(noun, noun), FigureKind.MONEY)
        if noun not in ("won", "real"):  # "5 won", "three real friends": a verb, an adjective
            out |= {noun: alone, f"{noun}s": alone}
        for pair in filter(None, _ADJECTIVES.get(noun, "").split("|")):
            adjective, code = pair.split()
            named = f"{adjective.replace('_', ' ')} {noun}"
            out |= dict.fromkeys((named, f"{named}s"), Unit(code, FigureKind.MONEY))
    return out


UNIT_WORDS = _unit_words()
_SYMBOL_UNITS = {written: Unit(name, FigureKind.MEASURE) for written, name in _SYMBOLS.items()}
_LETTERS = r"(?:[^\W\d_]\.)+[^\W\d_]\.|[^\W\d_]+(?:/[a-z]+)?[²³]?"
_AFTER = re.compile(
    rf"([ \u00a0-]?)([%％℃℉]|° ?[CF]?|{_LETTERS})(?:[ \u00a0-]({_LETTERS}))?(?:[ \u00a0-]({_LETTERS}))?"
)
_SIGN_BEFORE = re.compile(
    rf"(?<![^\W\d_])({'|'.join(re.escape(s) for s in sorted(_SIGNS, key=len, reverse=True))})[ \u00a0]?$"
)
_SIGN_AT = re.compile(
    rf"({'|'.join(re.escape(s) for s in sorted(_SIGNS, key=len, reverse=True))})[ \u00a0]?(?=\d)"
)
_LONGEST_SIGN = 4
_RATE = re.compile(
    r"(?: (?:an?|per|each|every) |-(?:an?|per)-|/)(second|minute|hour|day|week|"
    r"month|year|barrel|gallon|kilo|tonne|"
    r"ton|pound|litre"
    r"|ounce|h|s)\b"
)
_SHORT = {"h": "hour", "s": "second", "kilo": "kg"}
_METRES = re.compile(
    r"[ -](?:high|tall|long|wide|deep|away|from|above|below|off|apart|race|sprint|freestyle|of|in|"
    r"and|x)\b|[.,;]| ?$"
)
_SIZED = re.compile(r"[ -](?:high|tall|long|wide|deep|away|apart|below|above)\b")
_WEIGHED = re.compile(r" of |-(?!note)")


class Written(NamedTuple):
    """A unit, and where its words end."""

    unit: Unit
    end: int


def sign_before(text: str, first: int, at: int) -> tuple[str, int] | None:
    """The currency whose sign stands right before ``at``, and where it begins; None where none does."""
    last = text[at - 1 : at] if at > first else ""
    if last in "\u00a0 ":
        last = text[at - 2 : at - 1] if at - 1 > first else ""
    if not last or (last.islower() and last != "s") or last.isdigit() or last in ",-(":
        return None
    match = _SIGN_BEFORE.search(text, max(first, at - _LONGEST_SIGN), at)
    return (_SIGNS[match[1]], match.start()) if match else None


def sign_at(text: str, at: int, end: int) -> tuple[str, int] | None:
    """The currency whose sign stands at ``at``, and where the number begins."""
    match = _SIGN_AT.match(text, at, end)
    return (_SIGNS[match[1]], match.end()) if match else None


def after(text: str, at: int, end: int, *, spelled: bool) -> Written | None:
    """The unit written right behind a number that ends at ``at``; a symbol only behind digits."""
    match = _AFTER.match(text, at, end)
    if match is None:
        return None
    glued = not match[1]
    for last in (4, 3, 2):
        if match[last] is None:
            continue
        words = re.sub(r"[\u00a0-]", " ", text[match.start(2) : match.end(last)])
        unit = None if spelled else _SYMBOL_UNITS.get(words)
        if unit is None:
            unit = UNIT_WORDS.get(words.lower())
        if unit is not None and _fits(text, words, unit, match.end(last), end, glued=glued):
            return Written(unit, match.end(last))
    return None


def _fits(text: str, words: str, unit: Unit, stop: int, end: int, *, glued: bool) -> bool:
    """Whether words that may be a unit are one here."""
    if words in ("C", "F", "g", "m", "cc", "pc", "pp", "h") and not glued:
        return words == "m" and bool(_METRES.match(text, stop, end))
    if unit.name == "second":  # "two second-half goals"
        return not text.startswith("-half", stop)
    return True


def weight(text: str, unit: Unit, stop: int) -> Unit:
    """Pounds weigh before "of" and in compounds: "two pounds of rice"; elsewhere they pay."""
    if text[stop - 6 : stop].lower().endswith(("pound", "pounds")) and _WEIGHED.match(text, stop):
        return Unit("pound", FigureKind.MEASURE)
    return unit


def rate(text: str, at: int, end: int) -> tuple[str, int] | None:
    """What follows a unit as its rate: "a day", "/h"; its name and where it ends."""
    match = _RATE.match(text, at, end)
    return (_SHORT.get(match[1], match[1]), match.end()) if match else None


def is_metres(text: str, at: int, end: int) -> bool:
    """Whether "3m", which ends at ``at``, is three metres and not three million."""
    return text[at - 1] == "m" and bool(_SIZED.match(text, at, end))
