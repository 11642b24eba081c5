"""How fast the queue of the review is: its first page, a page in the middle, with filters, an article's own.

    python benchmarks/review.py [STATEMENTS] [LEDGER]

makes a ledger of that many synthetic statements (100,000; two minutes) unless LEDGER is there already.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from synthetic import World

from ledger import fill
from onrecord.answers.filters import Filters
from onrecord.answers.queue import queue
from onrecord.ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable

ROUNDS = 25


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    place = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(tempfile.mkdtemp()) / "review.db"
    if not place.exists():
        print(f"{fill(place, World(), count):,.0f} statements a second stored")
    with Ledger.open(place) as ledger:
        _measure(ledger)


def _measure(ledger: Ledger) -> None:
    middle = None
    for _ in range(20):
        middle = queue(ledger, limit=1_000, after=middle).after
    outlet = next(one.statement.outlet for one in queue(ledger).items)
    who = next(s.name for one in queue(ledger, limit=500).items for s in one.statement.speakers)
    common = next(iter(queue(ledger).items)).statement.content.split()[0]
    questions: dict[str, Callable[[], object]] = {
        "first page": lambda: queue(ledger),
        "page after 20,000": lambda: queue(ledger, after=middle),
        f"outlet {outlet}": lambda: queue(ledger, Filters(outlet=outlet)),
        f"speaker {who}": lambda: queue(ledger, Filters(speaker=who)),
        f"the word {common}": lambda: queue(ledger, query=common),
        "people in question": lambda: queue(ledger, people=True),
        "one article": lambda: queue(ledger, article=17),
        "next one": lambda: queue(ledger, after=middle, limit=1),
    }
    for name, asked in questions.items():
        times = []
        for _ in range(ROUNDS):
            began = time.perf_counter()
            asked()
            times.append(1_000 * (time.perf_counter() - began))
        print(f"{name:28} median {statistics.median(times):7.1f} ms   most {max(times):7.1f} ms")


if __name__ == "__main__":
    main()
