"""How long it takes to find the same words again, in ledgers of growing size.

    python benchmarks/comparing.py --statements 10000 100000 1000000 --output comparing.json

Builds ledgers of synthetic statements, a fifth of which repeat an earlier one, whole, trimmed or with a word
changed. In each it times adding an article's statements to the groups (the part of recording that finding
the same words takes) and tracing a statement, and prints medians and 95th percentiles in milliseconds of the
clock and of the processor, which bears the company of other programs, the bytes a statement of the index, and
how times grow, against n log n. Then the same sentence in all statements of a ledger, short ("No comment")
and long. --keep FOLDER keeps the ledgers and uses them again.

Ledgers are filled with rows as recording leaves them, in articles of 480 statements and without the full-text
index, so that filling takes minutes; what is timed are articles of 24 that are recorded as always.
"""

from __future__ import annotations

import argparse
import json
import math
import statistics
import tempfile
import time
from collections import Counter
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert
from synthetic import World

from onrecord.answers import tracing
from onrecord.compare import fingerprints
from onrecord.ledger import comparing, open_ledger, tables, wordings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sqlalchemy import Table

    from onrecord.ledger.ledger import Ledger
    from onrecord.records import Capture, Record

ARTICLES = 100  # added, one at a time, when the ledger is full
TRACES = 300
FULL = wordings.FULL
FILLING = 480  # statements of an article while a ledger is filled
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
        return super().phrase(least, most) if most < 20 else self.said_next()[0]  # a title is short

    def said_next(self) -> tuple[str, str | None]:
        """What is said next, and the earlier words that it repeats, None where it is new."""
        if self.said and self.random.random() < REPEATED:
            source = self.random.choice(self.said)
            words = source.split()
            shape = self.random.randrange(4)
            if shape == 1:
                del words[len(words) // 2 :]
            elif shape == 2:
                del words[: len(words) // 3]
            elif shape == 3:
                words[self.random.randrange(len(words))] = self.random.choice(self.words)
            return " ".join(words), source
        new = super().phrase(8, 28)
        if len(self.said) < REMEMBERED:
            self.said.append(new)
        else:
            self.said[self.random.randrange(REMEMBERED)] = new
        return new, None


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
        world.random.seed(time.time_ns())  # not what the ledger was filled with, if it was kept
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
    """Fills a new ledger with the rows of ``statements`` statements, their wordings indexed."""
    index = Index()
    with ledger.atomic() as connection:
        for name in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").all():
            connection.exec_driver_sql(f"DROP TRIGGER {name[0]}")
    for number in range(1, statements // FILLING + 1):
        with ledger.atomic() as connection:
            for table, rows in article_rows(world, number, index).items():
                if rows:
                    connection.execute(insert(table), rows)


class Index:
    """What recording looks up in the ledger: which wordings are there, how many each key leads to."""

    def __init__(self) -> None:
        self.present: dict[int, str] = {}
        self.full: Counter[int] = Counter()


def article_rows(world: World, number: int, index: Index) -> dict[Table, list[dict[str, Any]]]:
    """The rows of article ``number``, whose statements are numbered on from those of the ones before."""
    rng = world.random
    day = f"{rng.randint(2010, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
    minute = wordings.minute_of(day)
    parts, at = [], 0
    rows: dict[Table, list[dict[str, Any]]] = {
        table: [] for table in (tables.pages, tables.articles, tables.readings, tables.article_speakers)
    }
    rows |= {table: [] for table in (tables.attributions, tables.attribution_speakers)}
    rows |= {table: [] for table in (tables.occurrences, tables.wording_keys, tables.wording_links)}
    for place in range(FILLING):
        who = rng.choices(world.people, cum_weights=world.people_weights)[0]
        said, source = world.said_next() if isinstance(world, Echoing) else (world.phrase(), None)
        one = (number - 1) * FILLING + place + 1
        content = f"that {said}"
        spans = [[[at, at + len(who)]], [[at + len(who) + 1, at + len(who) + 5]]]
        spans.append([[at + len(who) + 6, at + len(who) + 6 + len(content)]])
        parts.append(f"{who} said {content} on Monday.")
        at += len(parts[-1]) + 2
        rows[tables.article_speakers].append(
            {
                "id": one,
                "reading_id": number,
                "ord": place,
                "name": who,
                "kind": "person",
                "detail": '{"m":[]}',
            }
        )
        rows[tables.attributions].append(
            {
                "id": one,
                "reading_id": number,
                "article_id": number,
                "ord": place,
                "quotation": "indirect",
                "speaker_kind": "person",
                "confidence": 0.8,
                "source": who,
                "cue": "said",
                "content": content,
                "spans": json.dumps(spans),
                "detail": "{}",
                "digest": f"s1:{one}",
                "status": "machine",
                "tags": "",
                "current": True,
            }
        )
        rows[tables.attribution_speakers].append(
            {"attribution_id": one, "article_speaker_id": one, "candidate": False, "published": day}
        )
        indexed(rows, index, one, content, who, minute, source)
    told = "\n\n".join(parts)
    rows[tables.pages].append(
        {
            "id": number,
            "digest": f"{number}",
            "name": f"{number}.html",
            "origin": "file",
            "headers": "{}",
            "given": "{}",
            "size": 0,
            "added": day,
        }
    )
    rows[tables.articles].append(
        {
            "id": number,
            "page_id": number,
            "version": 1,
            "current": True,
            "text_digest": f"{number}",
            "authors": "[]",
            "published": day,
            "text": told,
            "layout": "{}",
            "added": day,
        }
    )
    rows[tables.readings].append(
        {"id": number, "article_id": number, "onrecord": "0", "at": day, "current": True}
    )
    return rows


def indexed(
    rows: dict[Table, list[dict[str, Any]]],
    index: Index,
    one: int,
    content: str,
    who: str,
    minute: int,
    source: str | None,
) -> None:
    """Adds the rows of a statement's wording; ``source`` are the words that it repeats, changed."""
    wording = number_of(content, who)
    found = fingerprints.wording_of(content, "indirect")
    rows[tables.occurrences].append({"wording": wording, "minute": minute, "attribution_id": one})
    if wording in index.present:
        return
    index.present[wording] = who
    for key in found.kept(lambda key: index.full[key] >= FULL):
        index.full[key] += 1
        rows[tables.wording_keys].append({"key": key, "attribution_id": one})
    other = number_of(f"that {source}", who) if source else wording
    if other != wording and other in index.present:
        for a, b in ((wording, other), (other, wording)):
            rows[tables.wording_links].append({"wording": a, "other": b, "percent": 90})


def number_of(content: str, who: str) -> int:
    found = fingerprints.wording_of(content, "indirect")
    return fingerprints.digest(found.words, "indirect", who.split()[-1].lower() if found.short else "")


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
