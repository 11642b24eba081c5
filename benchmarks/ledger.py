"""How fast a ledger answers and how large it is, with a million synthetic statements.

    python benchmarks/ledger.py --statements 1000000 --output ledger.json

Builds the ledger (kept with --keep FOLDER and used again), asks ``search`` and ``said`` a few hundred
questions of each kind, and prints the 95th percentiles and the bytes a statement takes, article text apart.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from synthetic import STATEMENTS, World

from onrecord.answers import ask
from onrecord.answers.filters import Filters
from onrecord.ledger import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.ledger.ledger import Ledger

QUESTIONS = 300
BATCH = 500  # articles in one transaction while the ledger is filled; `add` stores one at a time


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="a folder for the ledger, used again if it is there")
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = (args.keep or Path(scratch)) / f"synthetic-{args.statements}.db"
        figures = measure(place, args.statements)
    print(json.dumps(figures, indent=1))
    if args.output:
        args.output.write_text(json.dumps(figures, indent=1) + "\n")


def measure(place: Path, statements: int) -> dict[str, object]:
    """The figures of a ledger at ``place`` with so many statements, made where it is not there."""
    world = World()
    figures: dict[str, object] = {"statements": statements // STATEMENTS * STATEMENTS}
    if not place.exists():
        figures["fill, statements a second"] = round(fill(place, world, statements))
    with open_ledger(place, write=False) as ledger:
        figures["bytes a statement, article text apart"] = round(bytes_each(ledger))
        for name, question in questions(world).items():
            times = [timed(question, ledger) for _ in range(QUESTIONS)]
            figures[name] = {
                "p50 ms": round(1000 * statistics.median(times), 1),
                "p95 ms": round(1000 * statistics.quantiles(times, n=20)[-1], 1),
                "max ms": round(1000 * max(times), 1),
            }
    return figures


def fill(place: Path, world: World, statements: int) -> float:
    """Fills a ledger; statements a second."""
    start = time.perf_counter()
    count = statements // STATEMENTS
    with open_ledger(place, create=True) as ledger:
        run = ledger.begin_run(["benchmark"])
        articles = world.articles(count)
        for begun in range(0, count, BATCH):
            with ledger.atomic():
                for _, (capture, record, url) in zip(
                    range(min(BATCH, count - begun)), articles, strict=False
                ):
                    ledger.record(run, capture, record, url)
    return count * STATEMENTS / (time.perf_counter() - start)


def questions(world: World) -> dict[str, Callable[[Ledger], object]]:
    """What is asked, a new question each time: words frequent and rare, people who say much and little."""
    rng = world.random

    def word() -> str:
        return rng.choices(world.words, cum_weights=world.word_weights)[0]

    def person() -> str:
        return rng.choices(world.people, cum_weights=world.people_weights)[0]

    def search(ledger: Ledger) -> object:
        forms: tuple[Callable[[], str], ...] = (
            word,
            lambda: f"{word()} {word()}",
            lambda: f'"{word()} {word()}"',
            lambda: f"{word()[:4]}*",
            lambda: f"{word()} OR {word()}",
            lambda: f"{word()} NOT {word()}",
            lambda: f'{word()} speaker:"{person()}"',
            lambda: f'{word()} outlet:"Outlet {rng.randint(0, 20)}"',
            lambda: f"{word()} since:{rng.randint(2010, 2025)} until:{rng.randint(2010, 2025)}",
        )
        return asked(lambda: ask.search(ledger, rng.choice(forms)()))

    def said(ledger: Ledger) -> object:
        year = str(rng.randint(2010, 2025))
        narrowed = (Filters(), Filters(since=year), Filters(until=year), Filters(outlet="Outlet 1"))
        about = rng.choice((None, word()))
        return asked(lambda: ask.said(ledger, person(), about=about, filters=rng.choice(narrowed)))

    return {"search": search, "said": said}


def asked(question: Callable[[], object]) -> object:
    """The answer; that nobody of that name was quoted is one too."""
    from onrecord.errors import NotRecordedError

    try:
        return question()
    except NotRecordedError as error:
        return error


def timed(question: Callable[[Ledger], object], ledger: Ledger) -> float:
    start = time.perf_counter()
    question(ledger)
    return time.perf_counter() - start


def bytes_each(ledger: Ledger) -> float:
    """Bytes a statement: the whole file but pages, article rows and the index of articles' words."""
    with ledger.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, sum(pgsize) FROM dbstat GROUP BY name").all()
        count = connection.exec_driver_sql("SELECT count(*) FROM attributions").scalar_one()
    apart = ("pages", "articles")
    return sum(size for name, size in rows if not _is_text(name, apart)) / count


def _is_text(name: str, apart: tuple[str, ...]) -> bool:
    return name in apart or name.startswith("articles_fts")


def lines(figures: dict[str, object]) -> Iterator[str]:
    yield from (f"{name}: {value}" for name, value in figures.items())


if __name__ == "__main__":
    main()
