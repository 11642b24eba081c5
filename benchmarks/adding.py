"""What it costs to keep what is read: adding pages to a ledger against reading the same pages alone.

    python benchmarks/adding.py --rounds 5 --pages 24

In each round both do the same pages of examples/, made new by a number in their paragraphs, one after
the other, the first one in turn. Prints pages a second of either, and the ratio of the rates: the median over
the rounds, with the least and the greatest; the same of the processor's time.
"""

from __future__ import annotations

import argparse
import itertools
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from onrecord import adding, pages
from onrecord.ledger import open_ledger
from onrecord.pipeline import Reader
from onrecord.records import Capture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from onrecord.ledger.ledger import Ledger


class Took(NamedTuple):
    """Seconds by the clock and of the processor; the latter bear the company of other programs."""

    seconds: float
    cpu: float


EXAMPLES = Path(__file__).parents[1] / "examples"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--pages", type=int, default=24, help="pages a round")
    parser.add_argument("--output", type=Path)
    args = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as scratch,
        open_ledger(f"{scratch}/onrecord.db", create=True) as ledger,
    ):
        figures = measure(Reader(), ledger, args.rounds, args.pages)
    print(json.dumps(figures, indent=1))
    if args.output:
        args.output.write_text(json.dumps(figures, indent=1) + "\n")


def measure(reader: Reader, ledger: Ledger, rounds: int, count: int) -> dict[str, object]:
    """The figures of so many rounds; one more before them loads the model and warms up."""
    captured = renewed()
    read: list[Took] = []
    added: list[Took] = []
    for number in range(-1, rounds):
        batch = list(itertools.islice(captured, count))
        both = [
            (read, lambda batch=batch: read_alone(reader, batch)),
            (added, lambda batch=batch: add(reader, ledger, batch)),
        ]
        for took, work in both if number % 2 else reversed(both):
            took.append(timed(work))
    rounds_of = list(zip(read[1:], added[1:], strict=True))
    return {
        "reading, pages a second": round(count / statistics.median(one.seconds for one in read[1:]), 2),
        "adding, pages a second": round(count / statistics.median(one.seconds for one in added[1:]), 2),
        "ratio": spread([alone.seconds / kept.seconds for alone, kept in rounds_of]),
        "ratio of processor time": spread([alone.cpu / kept.cpu for alone, kept in rounds_of]),
    }


def spread(ratios: Sequence[float]) -> list[float]:
    """The median, the least and the greatest."""
    return [round(one, 3) for one in (statistics.median(ratios), min(ratios), max(ratios))]


def renewed() -> Iterator[Capture]:
    """The example pages again and again, each time with another number in their paragraphs."""
    files = sorted(EXAMPLES.glob("*.html"))
    found = [one for file in files for one in pages.captures(str(file)) if isinstance(one, Capture)]
    for number in itertools.count(1):
        for capture in found:
            data = capture.data.replace(b"<p>", b"<p>Report %d. " % number)
            yield Capture(f"{number}-{Path(capture.name).name}", data, headers=capture.headers)


def read_alone(reader: Reader, batch: Sequence[Capture]) -> None:
    for _ in reader.read_captures(batch, lambda capture, draft: None):  # noqa: ARG005
        pass


def add(reader: Reader, ledger: Ledger, batch: Sequence[Capture]) -> None:
    run = ledger.begin_run(["benchmark"], resume=False)
    for outcome in adding.add(ledger, reader, batch, run):
        if outcome.kind.value not in ("added", "changed"):
            raise SystemExit(f"{outcome.name}: {outcome.kind}, expected it to be added: {outcome.message}")


def timed(work: Callable[[], None]) -> Took:
    start = Took(time.perf_counter(), time.process_time())
    work()
    return Took(time.perf_counter() - start.seconds, time.process_time() - start.cpu)


if __name__ == "__main__":
    main()
