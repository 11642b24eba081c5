"""How fast the reading room starts and answers, one reader at a time and fifty at once.

    python benchmarks/serving.py --statements 1000000 --keep FOLDER --output serving.json

Each measurement is of ``onrecord serve`` in a process of its own, asked over loopback. Beside it run the
readers, on the same cores. The ledger is made of invented articles (``synthetic.py``), among them one of
1,000 words with 40 attributions, and kept with --keep FOLDER, to be used again.

The floors that the project holds itself to: a start within 2 seconds; the page of that article within 60 ms
for 95 of 100, a search among 1,000,000 statements within 250 ms; 50 readers at once for a minute without an
error, 95 of 100 pages within 500 ms.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import httpx
import psutil
import synthetic
from synthetic import World

from ledger import fill, summary
from onrecord.analysis.claims.read import with_claims
from onrecord.ledger import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

STARTS = 5
PAGES = 200  # of each kind
READERS = 50
ATTRIBUTIONS = 40
WORDS_EACH = 20  # with the name, the cue and the day: 25 words a statement
LOADING = 10.0
LONG = 120.0  # seconds after which a server, or an answer, is given up


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--statements", type=int, default=1_000_000)
    parser.add_argument(
        "--copies", type=int, default=1, help="fill the ledger with so many copies of fewer articles, sooner"
    )
    parser.add_argument("--seconds", type=float, default=60.0, help="how long the readers read")
    parser.add_argument(
        "--pause", type=float, nargs="+", default=[1.0], help="seconds that each reader looks at a page"
    )
    parser.add_argument("--keep", type=Path, help="a folder for the ledger, used again if it is there")
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = (args.keep or Path(scratch)) / f"synthetic-{args.statements}.db"
        figures: dict[str, object] = {
            "statements": args.statements,
            "copies": args.copies,
            "cores": os.cpu_count(),
            "load": round(os.getloadavg()[0], 1),
        }
        if not place.exists():
            fill(place, World(), args.statements // args.copies)
            copy(place, args.copies)
        article, words = long_article(place)
        figures["words of the article"] = words
        figures["start on a new ledger, seconds"] = starts(Path(scratch))
        with served(place) as (address, process, _, _):
            figures |= measured(address, process, article)
            for pause in args.pause:
                what = f"{READERS} readers, {args.seconds:g} s, {pause:g} s a page"
                before = worked(process)
                met = asyncio.run(at_once(address, article, args.seconds, pause))
                work = 1000 * (worked(process) - before) / int(str(met["pages"]))
                figures[what] = {**met, "CPU ms": round(work, 1)}
    print(json.dumps(figures, indent=1))
    if args.output:
        args.output.write_text(json.dumps(figures, indent=1) + "\n")


def copy(place: Path, copies: int) -> None:
    """Copies every article with its statements, so that a search has as much to look through.

    It takes minutes where adding takes hours. The copies are in no index but that of statements' words: who
    is who, and what is compared across articles, is not asked here.
    """
    tables = {
        "articles": {"id": "articles"},
        "readings": {"id": "readings", "article_id": "articles"},
        "article_speakers": {"id": "article_speakers", "reading_id": "readings"},
        "attributions": {
            "id": "attributions",
            "reading_id": "readings",
            "article_id": "articles",
            "parent_id": "attributions",
        },
        "attribution_speakers": {"attribution_id": "attributions", "article_speaker_id": "article_speakers"},
    }
    with closing(sqlite3.connect(place)) as ledger:
        (trigger,) = ledger.execute(
            "SELECT sql FROM sqlite_master WHERE name = 'articles_fts_insert'"
        ).fetchone()
        most = {
            name: ledger.execute(f"SELECT max(id) FROM {name}").fetchone()[0]
            for name in ("articles", "readings", "article_speakers", "attributions")
        }
        ledger.execute("DROP TRIGGER articles_fts_insert")
        for number in range(1, copies):
            for table, moved in tables.items():
                columns = [row[1] for row in ledger.execute(f"PRAGMA table_info({table})")]
                told = ", ".join(
                    f"{one} + {number * most[moved[one]]}" if one in moved else one for one in columns
                )
                first = "attribution_id" if table == "attribution_speakers" else "id"
                ledger.execute(
                    f"INSERT INTO {table} SELECT {told} FROM {table} WHERE {first} <= {most[moved[first]]}"
                )
            ledger.commit()
        ledger.execute(trigger)
        ledger.execute("PRAGMA optimize")
        ledger.commit()


@contextmanager
def served(place: Path) -> Iterator[tuple[str, psutil.Process, float, float]]:
    """A server of the ledger: its address and its process, and how many seconds it took from the command to
    the first page, and how many of a core.
    """
    command = [sys.executable, "-m", "onrecord.cli.app", "serve", "--no-browser", "--ledger", str(place)]
    begun = time.perf_counter()
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            line = next(line for line in process.stderr if " is at http" in line)
            address = line.partition(" is at ")[2].split()[0]
            httpx.get(address, timeout=LONG).raise_for_status()
            seen = psutil.Process(process.pid)
            seconds, used = time.perf_counter() - begun, seen.cpu_times()
            yield address, seen, seconds, used.user + used.system
        finally:
            process.terminate()


def starts(folder: Path) -> dict[str, float]:
    """How long it takes from the command to the first page, on a ledger that is new, then on the same."""
    times, work = [], []
    for _ in range(STARTS):
        with served(folder / "default.db") as (_, _, seconds, used):
            times.append(seconds)
            work.append(used)
    return {
        "first": round(times[0], 2),
        "median of the others": round(statistics.median(times[1:]), 2),
        "of a core": round(statistics.median(work[1:]), 2),
    }


def long_article(place: Path) -> tuple[int, int]:
    """The id of the article with 40 attributions, added where it is not there, and its number of words."""

    class Even(World):
        def phrase(self, least: int = 8, most: int = 28) -> str:  # noqa: ARG002
            return super().phrase(WORDS_EACH, WORDS_EACH)

    usual, synthetic.STATEMENTS = synthetic.STATEMENTS, ATTRIBUTIONS
    capture, record, url = next(Even(7).articles(1, first=10**9))
    synthetic.STATEMENTS = usual
    with open_ledger(place) as ledger:
        known = ledger.article_id_at(url)
        if known is None:
            outcome = ledger.record(ledger.begin_run(["benchmark"]), capture, with_claims(record), url)
            known = outcome.article_id
    assert known is not None
    return known, len(record.article.text.split())


def measured(address: str, process: psutil.Process, article: int) -> dict[str, object]:
    """How long pages take, one after the other, and the server's work for each on all cores."""
    world = World(3)
    words, fresh = asked_words(world), itertools.count()
    with httpx.Client(base_url=address, timeout=LONG) as client:

        def times(path: Callable[[], str]) -> dict[str, float]:
            before = worked(process)
            found = summary([timed(client, path()) for _ in range(PAGES)])
            return {**found, "CPU ms": round(1000 * (worked(process) - before) / PAGES, 1)}

        timed(client, f"/articles/{article}")  # the templates are compiled with the first page
        time.sleep(LOADING)  # of the model, in the background
        return {
            # With a number that is none of its statements nothing is chosen, and nobody has asked for it yet.
            "the article, made anew": times(lambda: f"/articles/{article}?s={10**9 + next(fresh)}"),
            "the article, held": times(lambda: f"/articles/{article}"),
            "a search, a word": times(lambda: f"/search?q={quote(next(words))}"),
            "a search, two words": times(lambda: f"/search?q={quote(f'{next(words)} {next(words)}')}"),
            "a search, a frequent word": times(lambda: f"/search?q={world.words[world.random.randrange(5)]}"),
            "the start": times(lambda: "/"),
            "a search, as JSON": times(lambda: f"/api/v1/search?q={quote(next(words))}"),
        }


def worked(process: psutil.Process) -> float:
    """The seconds of a core that a process has taken so far."""
    times = process.cpu_times()
    return float(times.user + times.system)


def timed(client: httpx.Client, path: str) -> float:
    begun = time.perf_counter()
    client.get(path).raise_for_status()
    return time.perf_counter() - begun


def asked_words(world: World) -> Iterator[str]:
    """Words as often as they occur."""
    while True:
        yield world.random.choices(world.words, cum_weights=world.word_weights)[0]


async def at_once(address: str, article: int, seconds: float, pause: float) -> dict[str, object]:
    """What readers at once meet: each looks at a page, then asks for the next."""
    times: list[float] = []
    errors: list[str] = []
    words = asked_words(World(4))
    until = time.perf_counter() + seconds

    async def reader(number: int) -> None:
        chance = random.Random(number)
        async with httpx.AsyncClient(base_url=address, timeout=LONG) as client:
            await asyncio.sleep(chance.random() * pause)
            while time.perf_counter() < until:
                path = chance.choice(
                    ("/", f"/articles/{article}", f"/articles/{chance.randint(1, 40)}", "search", "search")
                )
                if path == "search":
                    path = f"/search?q={quote(next(words))}"
                begun = time.perf_counter()
                try:
                    reply = await client.get(path)
                except httpx.HTTPError as error:
                    errors.append(f"{path}: {error!r}")
                    continue
                times.append(time.perf_counter() - begun)
                if reply.status_code != 200:
                    errors.append(f"{path}: {reply.status_code}")
                await asyncio.sleep(pause * (0.5 + chance.random()))

    await asyncio.gather(*(reader(number) for number in range(READERS)))
    return {**summary(times), "pages": len(times), "errors": len(errors), "first errors": errors[:5]}


if __name__ == "__main__":
    main()
