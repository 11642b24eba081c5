"""Whether a ledger stays whole: killed again and again while pages are added, and filled by several at once.

    python benchmarks/durability.py --articles 500 --kills 200 --processes 4
    python benchmarks/durability.py --ledger postgresql://USER@HOST/DATABASE   (an empty one; twice the work)

Runs ``onrecord add`` with the fake analyser in the model's place: what is tried is the ledger, not the model.
Prints what was counted, and exits with 1 where an article is missing or stands twice, an outcome is counted
wrong or ``verify`` finds something.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

# Imported here, so that the server that the processes are forked from has loaded them.
import onrecord.articles
import onrecord.cli.add
import onrecord.pages  # noqa: F401
from onrecord import pipeline
from onrecord.cli.app import main as onrecord_main
from onrecord.errors import NoLedgerError
from onrecord.ledger import open_ledger
from onrecord.ledger.tables import articles, attributions, inputs, pages, runs
from onrecord.testing import FakeAnalyser

if TYPE_CHECKING:
    from collections.abc import Sequence

_NAMES = ("Ana Lund", "Tomas Reyes", "Ida Moss", "Kofi Brandt", "Mira Vell")
_WORDS = ("quay", "dam", "ferry", "market", "school", "tower", "bridge", "mill", "ward", "lake")
#: Seconds: an article takes two or three hundredths to be read and stored here.
_JITTER = 0.03


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--processes", type=int, default=4)
    parser.add_argument("--ledger", help="an empty PostgreSQL database, instead of files of SQLite")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / f"pages-{number}" for number in range(args.processes)]
        for number, folder in enumerate(folders):
            write_pages(folder, args.articles // args.processes, first=number * args.articles)
        count = args.articles // args.processes * args.processes
        place = args.ledger or f"{name}/killed.db"
        figures: dict[str, Any] = {"killed": killed(place, folders, count, args.kills, rng)}
        if args.ledger is None:
            place = f"{name}/together.db"
            figures["together"] = together(place, folders, count)
    print(json.dumps(figures, indent=1))
    sys.exit(any(figure["wrong"] for figure in figures.values()))


def write_pages(folder: Path, count: int, *, first: int = 0) -> None:
    """So many invented pages, each with words of its own and five statements."""
    folder.mkdir()
    for number in range(first, first + count):
        said = " ".join(
            f"{who} said that the {_WORDS[(number + at) % 10]} number {number} was safe."
            for at, who in enumerate(_NAMES)
        )
        text = f"The council met on Monday to hear report {number} in the old town hall.\n\n{said}\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")


def killed(place: str, folders: Sequence[Path], count: int, kills: int, rng: random.Random) -> dict[str, Any]:
    """Adds, is killed at a random moment, and goes on, so many times; then adds the rest. What was counted.

    The moment is some articles after the start and up to a few hundredths of a second more, both drawn anew
    for each attempt, so that the kills fall everywhere in the work and are spread over the whole of it.
    """
    context = forkserver()
    struck = adding = stored = 0
    begun = time.perf_counter()
    for number in range(kills):
        process = context.Process(target=add, args=(place, [str(folder) for folder in folders]))
        process.start()
        # Half of the fair share on average: what is killed in the middle of an article is begun again.
        wanted = stored + rng.randint(0, max(1, (count - stored) // (kills - number)))
        while process.is_alive() and articles_in(place) < wanted:
            process.join(0.005)
        process.join(rng.uniform(0, _JITTER))
        struck += process.is_alive()
        process.kill()
        process.join()
        stored = articles_in(place)
        adding += stored < count
    finish(context, place, folders)
    wrong = problems(place, count) + outcomes(place, count)
    seconds = round(time.perf_counter() - begun, 1)
    return {"kills": struck, "while adding": adding, "seconds": seconds, "wrong": wrong}


def together(place: str, folders: Sequence[Path], count: int) -> dict[str, Any]:
    """As many processes as folders at once, each with all folders but one, in an order of its own."""
    context = forkserver()
    begun = time.perf_counter()
    shares = [[*folders[number:], *folders[:number]][:-1] for number in range(len(folders))]
    workers = [context.Process(target=add, args=(place, [str(one) for one in share])) for share in shares]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    wrong = [f"a process ended with {worker.exitcode}" for worker in workers if worker.exitcode]
    wrong += problems(place, count) + outcomes(place, count)
    return {"processes": len(folders), "seconds": round(time.perf_counter() - begun, 1), "wrong": wrong}


def forkserver() -> Any:
    """What starts processes in which everything is imported already, so that no kill is spent on imports."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["durability"])
    return context


def add(place: str, sources: Sequence[str]) -> None:
    """``onrecord add`` in a process of its own."""
    pipeline.load_analyser = lambda *_: FakeAnalyser()  # type: ignore[assignment]
    silent = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(silent, stream)
    onrecord_main(["add", "--ledger", place, *sources])


def finish(context: Any, place: str, folders: Sequence[Path]) -> None:
    """Adds the rest, undisturbed."""
    process = context.Process(target=add, args=(place, [str(folder) for folder in folders]))
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"adding the rest ended with {process.exitcode}")


def articles_in(place: str) -> int:
    """How many articles there are by now; a ledger that is not made yet has none."""
    try:
        with open_ledger(place, write=False) as ledger, ledger.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(articles)).scalar_one())
    except NoLedgerError:
        return 0


def problems(place: str, count: int) -> list[str]:
    """What does not hold: every article exactly once, with all its statements, and what ``verify`` says."""
    with open_ledger(place) as ledger:
        found = [f"{one.row}: {one.what}" for one in ledger.problems(pipeline.draft_of)]
        with ledger.reading() as connection:
            for what, column, expected in (
                ("articles", articles.c.id, count),
                ("different texts", articles.c.text_digest.distinct(), count),
                ("pages", pages.c.id, count),
                ("statements", attributions.c.id, count * len(_NAMES)),
            ):
                number = connection.execute(select(func.count(column))).scalar_one()
                if number != expected:
                    found.append(f"{number} {what}, expected {expected}")
    return found


def outcomes(place: str, count: int) -> list[str]:
    """What does not hold of the counts: each article was added once, and known to whoever came later; each
    run came to its end, those that were broken off by being resumed.
    """
    found = []
    with open_ledger(place) as ledger, ledger.reading() as connection:
        rows = connection.execute(select(inputs.c.outcome, inputs.c.name)).all()
        ended = connection.execute(select(func.count(runs.c.id), func.count(runs.c.ended))).one()
    by_kind = Counter(row.outcome for row in rows)
    added = {row.name for row in rows if row.outcome == "added"}
    if by_kind["added"] != count or len(added) != count:
        found.append(f"{by_kind['added']} inputs of {len(added)} names count as added, expected {count}")
    if set(by_kind) - {"added", "known"}:
        found.append(f"outcomes {dict(by_kind)}, expected added and known alone")
    if ended[0] != ended[1]:
        found.append(f"{ended[0]} runs, {ended[1]} of them ended; expected all of them")
    return found


if __name__ == "__main__":
    main()
