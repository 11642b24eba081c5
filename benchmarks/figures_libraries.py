"""What libraries that read quantities find on the figures of quality/figures, beside our own grammar.

    python -m venv libraries
    libraries/bin/pip install quantulum3 text2num price-parser word2number "emoji<2"
    libraries/bin/pip install recognizers-text-number-with-unit
    PYTHONPATH=src libraries/bin/python benchmarks/figures_libraries.py quality/figures --part dev

None of them is a dependency of ours: what is not installed is left out. A library is scored on what it can
give: a bound only where it gives one, units under our names. "found" is F1 as in onrecord.evaluation.figures;
"value" is the share of those found whose number is right, bound and unit aside, which favours the libraries;
"right" is that of value, bound and unit.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import time
import warnings
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.analysis.claims.figures import figures
from onrecord.evaluation.figure_gold import load
from onrecord.evaluation.figures import is_right, paired
from onrecord.records import Bound, Figure, FigureKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.evaluation.figure_gold import GoldLine

UNITS = {
    "percentage": "percent", "dollar": "USD", "united states dollar": "USD", "euro": "EUR",
    "pound sterling": "GBP", "japanese yen": "JPY", "indian rupee": "INR", "kilometre": "km",
    "metre": "m", "mile": "mile", "kilogram": "kg", "tonne": "tonne", "hour": "hour", "day": "day",
    "week": "week", "month": "month", "year": "year", "degree celsius": "celsius",
    "degree fahrenheit": "fahrenheit", "acre": "acre", "hectare": "hectare", "litre": "litre",
    "megawatt": "MW", "cent": "cent", "dimensionless": None, "knot": "knot", "minute": "minute",
    "mile per hour": "mile/h", "kilometre per hour": "km/h", "foot": "foot", "gram": "g",
    "millimetre": "mm", "Percentage": "percent", "Dollar": "USD", "United States dollar": "USD",
    "Euro": "EUR", "Pound": "GBP", "Kilometer": "km", "Mile": "mile", "Kilogram": "kg", "Meter": "m",
    "Year": "year", "Hour": "hour", "British pound": "GBP", "Japanese yen": "JPY", "Acre": "acre",
    "Hectare": "hectare", "C": "celsius", "Ton": "ton", "Foot": "foot", "Week": "week", "Day": "day",
    "Month": "month", "F": "fahrenheit",
}  # fmt: skip


def figure(start: int, end: int, value: str, unit: str | None = None) -> Figure:
    """A figure as a library gives it: a number and a unit, and no bound."""
    number = Fraction(value)
    span = Span(max(0, start), end)  # quantulum3 gives -1 for "Half ..."
    return Figure(span, FigureKind.COUNT, Bound.EXACT, number, number, number, UNITS.get(unit or "", unit))


def quantulum() -> Callable[[str], list[Figure]]:
    from quantulum3 import parser

    def read(text: str) -> list[Figure]:
        found = parser.parse(text)
        return [
            figure(*q.span, str(Fraction(q.value).limit_denominator(10**6)), q.unit.name or None)
            for q in found
        ]

    return read


def recognizers() -> Callable[[str], list[Figure]]:
    from recognizers_number import recognize_number
    from recognizers_number_with_unit import (
        recognize_age,
        recognize_currency,
        recognize_dimension,
        recognize_temperature,
    )

    def read(text: str) -> list[Figure]:
        out: list[Figure] = []
        for recognize in (
            recognize_currency,
            recognize_dimension,
            recognize_temperature,
            recognize_age,
            recognize_number,
        ):
            for r in recognize(text, "en-us"):
                value = str(r.resolution.get("value"))
                free = all(r.end < f.span.start or r.start >= f.span.end for f in out)
                if free and re.fullmatch(r"-?[\d.]+(?:E\+?\d+)?", value):
                    out.append(figure(r.start, r.end + 1, value, r.resolution.get("unit")))
        return out

    return read


def text2num() -> Callable[[str], list[Figure]]:
    from text_to_num import alpha2digit

    number = re.compile(r"\d[\d,]*(?:\.\d+)?")

    def read(text: str) -> list[Figure]:
        """It gives a text with digits: these are looked for, and put back by the words around them."""
        out, at, shift = [], 0, 0
        changed = alpha2digit(text, "en")
        for match in number.finditer(changed):
            before = changed[at : match.start()]
            start = text.find(before, shift) + len(before) if before else shift
            after = changed[match.end() : match.end() + 6]
            end = text.find(after, start + 1) if after else len(text)
            if start < len(before) or end <= start:
                continue
            out.append(figure(start, end, match.group().replace(",", "")))
            at, shift = match.end(), end
        return out

    return read


def price_parser() -> Callable[[str], list[Figure]]:
    from price_parser import Price

    signs = {"$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY", "₹": "INR"}

    def read(text: str) -> list[Figure]:
        price = Price.fromstring(text)
        if price.amount is None or not price.amount_text or not price.currency:
            return []
        start = text.find(price.amount_text)
        first = max(0, start - len(price.currency)) if text[:start].endswith(price.currency) else start
        return [figure(first, start + len(price.amount_text), str(price.amount), signs.get(price.currency))]

    return read


def word2number() -> Callable[[str], list[Figure]]:
    from word2number import w2n

    def read(text: str) -> list[Figure]:
        """One number a sentence, without its place: it is taken to stand where the first number word does."""
        try:
            value = w2n.word_to_num(text)
        except ValueError:
            return []
        word = re.search(
            r"\d[\d,.]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)\b", text, re.I
        )
        return [figure(*word.span(), str(value))] if word else []

    return read


def ours() -> Callable[[str], list[Figure]]:
    return lambda text: list(figures(text, [Span(0, len(text))]))


READERS = {
    "onrecord": (ours, "onrecord"), "quantulum3": (quantulum, "quantulum3"),
    "recognizers-text": (recognizers, "recognizers_number_with_unit"), "text2num": (text2num, "text_to_num"),
    "price-parser": (price_parser, "price_parser"), "word2number": (word2number, "word2number"),
}  # fmt: skip


def measured(lines: list[GoldLine], read: Callable[[str], list[Figure]]) -> dict[str, float]:
    """F1 of what is found, the shares that are right, and milliseconds a sentence."""
    begun = time.perf_counter()
    got = [read(line.text) for line in lines]
    spent = time.perf_counter() - begun
    pairs = [pair for line, found in zip(lines, got, strict=True) for pair in paired(line.figures, found)]
    gold, found = sum(len(line.figures) for line in lines), sum(map(len, got))
    single = [(g, f) for g, f in pairs if len(g.numbers) == 1 and g.bound is not Bound.VAGUE]
    values = sum(f.value == g.numbers[0] for g, f in single)
    return {
        "found": 2 * len(pairs) / (gold + found), "value": values / len(single) if single else 0.0,
        "right": sum(is_right(g, f) for g, f in pairs) / len(pairs) if pairs else 0.0,
        "ms": 1000 * spent / len(lines),
    }  # fmt: skip


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    lines = load(options.gold / f"{options.part}.txt")
    print(f"{'':18s} {'found':>6s} {'value':>6s} {'right':>6s} {'ms':>8s}")
    for name, (reader, module) in READERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"{name:18s} not installed")
            continue
        figures_of_merit = measured(lines, reader())
        print(
            f"{name:18s} "
            + " ".join(f"{figures_of_merit[key]:6.3f}" for key in ("found", "value", "right", "ms"))
        )


if __name__ == "__main__":
    main()
