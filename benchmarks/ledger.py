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
from onrecord.answers.people import everyone
from onrecord.answers.stats import stats
from onrecord.ledger import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onrecord.ledger.ledger import Ledger

    Question = tuple[str, Callable[[Ledger], object]]

QUESTIONS = 60  # of each kind
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
        for group, kinds in questions(world).items():
            every: list[float] = []
            for name, question in kinds:
                number = QUESTIONS if group != "other" else 5
                times = [timed(question, ledger) for _ in range(number)]
                every += times
                figures[f"{group}: {name}"] = summary(times)
            figures[group] = summary(every)
    return figures


def summary(times: Sequence[float]) -> dict[str, float]:
    """The middle, the 95th percentile and the longest, in milliseconds."""
    return {
        "p50 ms": round(1000 * statistics.median(times), 1),
        "p95 ms": round(1000 * statistics.quantiles(times, n=20)[-1], 1),
        "max ms": round(1000 * max(times), 1),
    }


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


def questions(world: World) -> dict[str, list[Question]]:
    """What is asked, new words and names each time, as often as they occur; by what is asked with them."""
    return {
        "search": _searches(world),
        "said": _saids(world),
        "other": [("stats", stats), ("people", everyone)],
    }


def _searches(world: World) -> list[Question]:
    rng = world.random

    def word() -> str:
        return rng.choices(world.words, cum_weights=world.word_weights)[0]

    def person() -> str:
        return rng.choices(world.people, cum_weights=world.people_weights)[0]

    def rare() -> str:
        return rng.choice(world.words[1_000:])

    def frequent() -> str:
        return rng.choice(world.words[:5])

    def month() -> str:
        return f"{rng.randint(2010, 2025)}-{rng.randint(1, 12):02}"

    forms: dict[str, Callable[[], str]] = {
        "a word": word,
        "a rare word": rare,
        "two words": lambda: f"{word()} {word()}",
        "a phrase": lambda: f'"{word()} {word()}"',
        "a prefix": lambda: f"{word()[:4]}*",
        "a short prefix": lambda: f"{word()[:2]}*",
        "OR": lambda: f"{word()} OR {word()}",
        "NOT": lambda: f"{word()} NOT {word()}",
        "NOT, frequent": lambda: f"{frequent()} NOT {frequent()}",
        "speaker:": lambda: f'{word()} speaker:"{person()}"',
        "speaker:, frequent": lambda: f'{frequent()} speaker:"{person()}"',
        "outlet:": lambda: f'{word()} outlet:"Outlet {rng.randint(0, 20)}"',
        "outlet:, frequent word, rare outlet": lambda: f'{frequent()} outlet:"Outlet {rng.randint(40, 59)}"',
        "since:": lambda: f"{word()} since:{month()}",
        "until:": lambda: f"{word()} until:{month()}",
        "a year": lambda: "{0} since:{1} until:{1}".format(word(), rng.randint(2010, 2025)),
        "a month, frequent word": lambda: "{0} since:{1} until:{1}".format(frequent(), month()),
        "a day, frequent word": lambda: "{0} since:{1}-05 until:{1}-05".format(frequent(), month()),
        "no words, an outlet": lambda: f'outlet:"Outlet {rng.randint(0, 59)}"',
        "no words, an outlet and a month": lambda: 'outlet:"Outlet {0}" since:{1} until:{1}'.format(
            rng.randint(0, 59), month()
        ),
    }
    return [(name, _asking(form)) for name, form in forms.items()]


def _asking(form: Callable[[], str]) -> Callable[[Ledger], object]:
    return lambda ledger: asked(lambda: ask.search(ledger, form()))


def _saids(world: World) -> list[Question]:
    rng = world.random

    def word() -> str:
        return rng.choices(world.words, cum_weights=world.word_weights)[0]

    def person() -> str:
        return rng.choices(world.people, cum_weights=world.people_weights)[0]

    def leading() -> str:
        return rng.choice(world.people[:5])

    def family() -> str:
        return person().split()[1]

    def given() -> str:
        return person().split()[0]

    def year() -> str:
        return str(rng.randint(2010, 2025))

    def outlet() -> Filters:
        return Filters(outlet=f"Outlet {rng.randint(0, 59)}")

    def month() -> Filters:
        one = f"{year()}-{rng.randint(1, 12):02}"
        return Filters(since=one, until=one)

    forms: dict[str, Callable[[], tuple[str, str | None, Filters]]] = {
        "a name": lambda: (person(), None, Filters()),
        "a family name": lambda: (family(), None, Filters()),
        "a given name": lambda: (given(), None, Filters()),
        "--about": lambda: (person(), word(), Filters()),
        "--about, a given name": lambda: (given(), word(), Filters()),
        "--since": lambda: (person(), None, Filters(since=year())),
        "--until": lambda: (person(), None, Filters(until=year())),
        "--outlet": lambda: (person(), None, outlet()),
        "--outlet, who says most": lambda: (leading(), None, outlet()),
        "--outlet, a given name": lambda: (given(), None, outlet()),
        "a month, who says most": lambda: (leading(), None, month()),
        "--about and a month, who says most": lambda: (leading(), word(), month()),
    }
    return [(name, _asking_said(form)) for name, form in forms.items()]


def _asking_said(form: Callable[[], tuple[str, str | None, Filters]]) -> Callable[[Ledger], object]:
    def question(ledger: Ledger) -> object:
        name, about, filters = form()
        return asked(lambda: ask.said(ledger, name, about=about, filters=filters))

    return question


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


if __name__ == "__main__":
    main()
