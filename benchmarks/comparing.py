"""How long it takes to find the same words again, in ledgers of growing size.

    python benchmarks/comparing.py --statements 10000 100000 1000000 --output comparing.json

Builds ledgers of synthetic statements, a fifth of which repeat an earlier one, whole, trimmed or with a word
changed. In each it times adding an article's statements to the groups (the part of recording that finding
the same words takes) and tracing a statement, and prints medians and 95th percentiles in milliseconds of the
clock and of the processor, which bears the company of other programs, the bytes a statement of the index, and
how times grow, against n log n. Then the same sentence in all statements of a ledger, short ("No comment")
and long. --keep FOLDER keeps the ledgers and uses them again.

Ledgers are filled with articles of 480 statements whose speakers are nobody's persons, so that filling takes
minutes; what is timed are articles of 24, recorded as always.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import tempfile
import time
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import synthetic
from synthetic import STATEMENTS, World

from onrecord.answers import tracing
from onrecord.ledger import assigning, comparing, open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onrecord.ledger.ledger import Ledger
    from onrecord.records import Capture, Record

ARTICLES = 100  # added, one at a time, when the ledger is full
TRACES = 300
FILLING = 480  # statements of an article while a ledger is filled
BATCH = 10  # articles in one transaction then
REPEATED = 0.2  # of the statements
REMEMBERED = 20_000  # statements that may be repeated
SAME = {
    "short": "no comment",
    "long": "the ministry of rivers does not expect the new embankment to hold another winter flood",
}


class Echoing(World):
    """A world in which people are quoted again."""

    def __init__(self, seed: int = 1) -> None:
        super().__init__(seed)
        self.said: list[str] = []

    def phrase(self, least: int = 8, most: int = 28) -> str:
        """New words, or earlier ones: whole, without a part, or with a word changed."""
        new = super().phrase(least, most)
        if most < 20:  # a title
            return new
        if self.said and self.random.random() < REPEATED:
            words = self.random.choice(self.said).split()
            shape = self.random.randrange(4)
            if shape == 1:
                del words[len(words) // 2 :]
            elif shape == 2:
                del words[: len(words) // 3]
            elif shape == 3:
                words[self.random.randrange(len(words))] = self.random.choice(self.words)
            return " ".join(words)
        if len(self.said) < REMEMBERED:
            self.said.append(new)
        else:
            self.said[self.random.randrange(REMEMBERED)] = new
        return new


class Repeating(World):
    """A world in which only one thing is ever said."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.one = words

    def phrase(self, least: int = 8, most: int = 28) -> str:
        return super().phrase(least, most) if most < 20 else self.one


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--same", type=int, default=None, help="statements of one sentence; 0 for none")
    parser.add_argument("--keep", type=Path, help="a folder for the ledgers, used again if they are there")
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    figures: dict[str, dict[str, float]] = {}
    # The other parts have measures of their own.
    comparing.PARTS = tuple(part for part in comparing.PARTS if part.name == "wordings")
    with tempfile.TemporaryDirectory() as scratch:
        folder = args.keep or Path(scratch)
        for number in args.statements:
            figures[f"{number:,}"] = measure(folder / f"comparing-{number}.db", Echoing(), number)
            print_row(f"{number:,}", figures[f"{number:,}"])
        for name, words in SAME.items():
            number = max(args.statements) if args.same is None else args.same
            if number:
                place = folder / f"comparing-{name}-{number}.db"
                figures[f"{number:,} the same, {name}"] = measure(place, Repeating(words), number)
                print_row(f"{number:,} the same, {name}", figures[f"{number:,} the same, {name}"])
    sizes = [(number, figures[f"{number:,}"]) for number in args.statements]
    for (small, first), (large, last) in pairwise(sizes):
        print_growth(small, first, large, last)
    if args.output:
        args.output.write_text(json.dumps(figures, indent=1) + "\n")


def measure(place: Path, world: World, statements: int) -> dict[str, float]:
    """The figures of a ledger at ``place``, filled where it is not there; times in milliseconds."""
    new = not place.exists()
    with open_ledger(place, create=True) as ledger:
        if new:
            fill(ledger, world, statements)
        articles = world.articles(ARTICLES, first=int(time.time()))  # others than are there
        added = list(zip(*added_to_groups(ledger, articles), strict=True))
        traced = list(zip(*traced_in(ledger), strict=True))
        figures = {"bytes a statement": index_bytes(ledger)}
        for name, (clock, cpu) in (("add", added), ("trace", traced)):
            figures |= {
                f"{name} p50": statistics.median(clock),
                f"{name} p95": percentile(clock),
                f"{name} p50 cpu": statistics.median(cpu),
                f"{name} p95 cpu": percentile(cpu),
            }
        return figures


def fill(ledger: Ledger, world: World, statements: int) -> None:
    """Fills a ledger quickly."""
    run = ledger.begin_run(["benchmark"])
    assigned = assigning.assigned
    synthetic.STATEMENTS = FILLING
    assigning.assigned = lambda connection, draft, *rest: [None] * len(draft.speakers)  # noqa: ARG005
    try:
        for number in range(0, statements // FILLING, BATCH):
            with ledger.atomic():
                for capture, record, url in world.articles(BATCH, first=number):
                    ledger.record(run, capture, record, url)
    finally:
        synthetic.STATEMENTS = STATEMENTS
        assigning.assigned = assigned


def added_to_groups(
    ledger: Ledger, articles: Iterator[tuple[Capture, Record, str]]
) -> Iterator[tuple[float, float]]:
    """Milliseconds of the clock, and of the processor, that finding the same words takes of each article."""
    run = ledger.begin_run(["benchmark"], resume=False)
    for capture, record, url in articles:
        with timed_parts() as times:
            ledger.record(run, capture, record, url)
        yield 1000 * sum(clock for clock, _ in times), 1000 * sum(cpu for _, cpu in times)


@contextmanager
def timed_parts() -> Iterator[list[tuple[float, float]]]:
    """The seconds that each call takes, of the clock and of the processor; other programs slow the former."""
    times: list[tuple[float, float]] = []

    def timed(function: Callable[..., None]) -> Callable[..., None]:
        def call(*arguments: object) -> None:
            start = time.perf_counter(), time.process_time()
            function(*arguments)
            times.append((time.perf_counter() - start[0], time.process_time() - start[1]))

        return call

    parts = comparing.PARTS
    comparing.PARTS = tuple(part._replace(add=timed(part.add)) for part in parts)
    try:
        yield times
    finally:
        comparing.PARTS = parts


def traced_in(ledger: Ledger) -> Iterator[tuple[float, float]]:
    """Milliseconds, of the clock and of the processor, to trace statements: spread over the ledger."""
    with ledger.reading() as connection:
        last = connection.exec_driver_sql("SELECT max(id) FROM attributions").scalar_one()
    for place in range(TRACES):
        start = time.perf_counter(), time.process_time()
        tracing.trace(ledger, 1 + place * (last - 1) // TRACES)
        yield 1000 * (time.perf_counter() - start[0]), 1000 * (time.process_time() - start[1])


def index_bytes(ledger: Ledger) -> float:
    """Bytes a statement of the tables that find the same words."""
    with ledger.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").all()
        count = connection.exec_driver_sql("SELECT count(*) FROM attributions").scalar_one()
    ours = ("occurrences", "wording_keys", "wording_links")
    return sum(size for name, size in rows if name.removeprefix("sqlite_autoindex_").startswith(ours)) / count


def percentile(times: Sequence[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


def print_row(name: str, figures: dict[str, float]) -> None:
    told = ", ".join(f"{key} {value:.1f}" for key, value in figures.items())
    print(f"{name:>28}: {told}", flush=True)


def print_growth(small: int, first: dict[str, float], large: int, last: dict[str, float]) -> None:
    """How the time of filling, which is that of one article times n, grows against n log n."""
    allowed = (large * math.log(large)) / (small * math.log(small))
    for name in ("add p50 cpu", "trace p50 cpu"):
        whole = last[name] * large / (first[name] * small)
        print(f"{small:,} to {large:,}: {name} of all x{whole:.1f}; n log n allows x{allowed:.1f}")


if __name__ == "__main__":
    main()
