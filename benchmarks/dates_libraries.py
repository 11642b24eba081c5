"""What libraries that read dates find on the dates of quality/dates, beside our own grammar.

    python -m venv libraries
    libraries/bin/pip install dateparser parsedatetime recognizers-text-date-time "emoji<2" regex
    PYTHONPATH=src libraries/bin/python benchmarks/dates_libraries.py quality/dates --part dev

None of them is a dependency of ours: what is not installed is left out. A library is given the publication
date as its present. "found" is F1 as in onrecord.evaluation.dates; "within" is the share of those found
(and resolved in the gold) whose first day lies in the marked interval, which favours libraries that know days
only; "right" is that of both ends right, a lone day being both.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
import warnings
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.analysis.claims.dates import dates
from onrecord.evaluation.date_gold import load
from onrecord.evaluation.dates import paired
from onrecord.records import DateKind, DatePrecision, Span, TemporalExpression

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.evaluation.date_gold import GoldDate, GoldPassage

    Read = Callable[[str, str | None], list[TemporalExpression]]


def expression(start: int, end: int, first: str | None, last: str | None) -> TemporalExpression:
    """A date as a library gives it: words and days."""
    return TemporalExpression(Span(start, end), DateKind.ABSOLUTE, DatePrecision.DAY, first, last)


def present(published: str | None) -> datetime:
    return datetime.fromisoformat(published) if published else datetime.now()


def dateparser() -> Read:
    from dateparser.search import search_dates

    def read(text: str, published: str | None) -> list[TemporalExpression]:
        """It gives words without their place: they are looked for from the last ones on."""
        out, at = [], 0
        settings = {"RELATIVE_BASE": present(published)}
        for words, moment in search_dates(text, languages=["en"], settings=settings) or ():
            start = text.find(words, at)
            if start >= 0:
                at = start + len(words)
                day = moment.date().isoformat()
                out.append(expression(start, at, day, day))
        return out

    return read


def parsedatetime() -> Read:
    from parsedatetime import Calendar

    calendar = Calendar()

    def read(text: str, published: str | None) -> list[TemporalExpression]:
        found = calendar.nlp(text, present(published)) or ()
        return [expression(f[2], f[3], *(f[0].date().isoformat(),) * 2) for f in found if f[2] < f[3]]

    return read


def recognizers() -> Read:
    from recognizers_date_time import recognize_datetime

    def read(text: str, published: str | None) -> list[TemporalExpression]:
        """Of a past and a coming day the past one is taken. Its ranges end behind their last day."""
        out = []
        for found in recognize_datetime(text, "en-us", reference=present(published)):
            value = (found.resolution or {"values": [{}]})["values"][0]
            first, last = (str(value[key])[:10] if key in value else None for key in ("start", "end"))
            if "value" in value:
                first = last = str(value["value"])[:10]
            elif last is not None and value["type"] == "daterange":
                last = (date.fromisoformat(last) - timedelta(1)).isoformat()
            out.append(expression(found.start, found.end + 1, first, last))
        return out

    return read


def ours() -> Read:
    return lambda text, published: list(dates(text, [Span(0, len(text))], published))


READERS = {
    "onrecord": (ours, "onrecord"), "recognizers-text": (recognizers, "recognizers_date_time"),
    "dateparser": (dateparser, "dateparser"), "parsedatetime": (parsedatetime, "parsedatetime"),
}  # fmt: skip


def lies_within(gold: GoldDate, found: TemporalExpression) -> bool:
    first = found.start or found.end
    return first is not None and (gold.start or "") <= first <= (gold.end or "9999")


def measured(passages: list[GoldPassage], read: Read) -> dict[str, float]:
    """F1 of what is found, the shares within and right, and milliseconds a passage."""
    begun = time.perf_counter()
    got = [read(passage.text, passage.published) for passage in passages]
    spent = time.perf_counter() - begun
    pairs = [
        pair for passage, found in zip(passages, got, strict=True) for pair in paired(passage.dates, found)
    ]
    gold, found = sum(len(passage.dates) for passage in passages), sum(map(len, got))
    known = [(g, f) for g, f in pairs if g.reason is None]
    return {
        "found": 2 * len(pairs) / (gold + found),
        "within": sum(lies_within(g, f) for g, f in known) / len(known) if known else 0.0,
        "right": sum((g.start, g.end) == (f.start, f.end) for g, f in known) / len(known) if known else 0.0,
        "ms": 1000 * spent / len(passages),
    }


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    options = parser.parse_args(arguments)
    warnings.simplefilter("ignore")
    passages = load(options.gold / f"{options.part}.txt")
    print(f"{'':18s} {'found':>6s} {'within':>6s} {'right':>6s} {'ms':>8s}")
    for name, (reader, module) in READERS.items():
        if importlib.util.find_spec(module) is None:
            print(f"{name:18s} not installed")
            continue
        merits = measured(passages, reader())
        print(f"{name:18s} " + " ".join(f"{merits[key]:6.3f}" for key in ("found", "within", "right", "ms")))


if __name__ == "__main__":
    main()
