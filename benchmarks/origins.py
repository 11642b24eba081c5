"""What it costs to find the origin of an article that is added, in a ledger of many.

    python benchmarks/origins.py --articles 10000 100000

Most of the ledger's articles are marks alone, as many as an article of 1,000 words has; the last 1,000 are
articles of 1,000 words from a vocabulary as uneven as a real one (Zipf), one in ten a copy of an earlier one
with a twentieth of its words changed. ``ledger.origins.add`` is timed over the last 300, each in a
transaction of its own. Prints milliseconds an article, and the bytes of the index an article.
"""

from __future__ import annotations

import argparse
import json
import random
import statistics
import tempfile
import time
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import insert, text

from onrecord.ledger import codec, open_ledger, origins
from onrecord.ledger.tables import articles, origin_articles, origin_marks, pages
from onrecord.records import Article, Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from onrecord.ledger.ledger import Ledger

WORDS: Final = 1_000
WHOLE: Final = 1_000
TIMED: Final = 300
MARKS: Final = 125
_VOCABULARY: Final = 50_000
_BATCH: Final = 1_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    args = parser.parse_args()
    for count in args.articles:
        with tempfile.TemporaryDirectory() as scratch, open_ledger(f"{scratch}/o.db", create=True) as ledger:
            print(json.dumps(measure(ledger, count)), flush=True)


def measure(ledger: Ledger, count: int) -> dict[str, Any]:
    """The figures at a number of articles."""
    for begun in range(1, count - WHOLE + 1, _BATCH):
        with ledger.atomic() as connection:
            put_marks_in(connection, range(begun, min(begun + _BATCH, count - WHOLE + 1)))
    bodies = list(enumerate(told(WHOLE), count - WHOLE + 1))
    with ledger.atomic() as connection:
        put_in(connection, bodies)
        for number, _ in bodies[:-TIMED]:
            origins.add(connection, number, 0)
    size = index_bytes(ledger)
    took, cpu = [], []
    for number, _ in bodies[-TIMED:]:
        start, worked = time.perf_counter(), time.process_time()
        with ledger.atomic() as connection:
            origins.add(connection, number, 0)
        took.append((time.perf_counter() - start) * 1_000)
        cpu.append((time.process_time() - worked) * 1_000)
    with ledger.reading() as connection:
        linked = connection.execute(text("SELECT count(DISTINCT article_id) FROM origin_links")).scalar_one()
    return {
        "articles": count,
        "ms an article, median": round(statistics.median(took), 2),
        "of the processor": round(statistics.median(cpu), 2),
        "95th percentile": round(statistics.quantiles(took, n=20)[-1], 2),
        "index bytes an article": round(size / (count - TIMED)),
        "linked, of 1,000": linked,
    }


def told(count: int) -> Iterator[str]:
    """Bodies of articles."""
    chance = random.Random(1)
    words = [f"w{number:x}q" for number in range(_VOCABULARY)]
    weights = list(accumulate(1 / (rank + 3) for rank in range(_VOCABULARY)))
    kept: list[list[str]] = []
    for _ in range(count):
        if kept and chance.random() < 0.1:
            body = [w if chance.random() > 0.05 else "other" for w in chance.choice(kept)]
        else:
            body = chance.choices(words, cum_weights=weights, k=WORDS)
            kept = [*kept[-200:], body]
        yield "\n".join(" ".join(body[begun : begun + 50]) for begun in range(0, WORDS, 50))


def put_in(connection: Connection, bodies: list[tuple[int, str]]) -> None:
    """Rows of pages and articles, without looking for origins."""
    connection.execute(insert(pages), [page_row(number) for number, _ in bodies])
    connection.execute(insert(articles), [article_row(number, body) for number, body in bodies])


def put_marks_in(connection: Connection, numbers: range) -> None:
    """Articles of a word each, with as many marks as a long one."""
    put_in(connection, [(number, "Rain.") for number in numbers])
    own = [{"article_id": number, "origin_id": number, "agency": None} for number in numbers]
    connection.execute(insert(origin_articles), own)
    chance = random.Random(numbers[0])
    rows = [(chance.randrange(2**31), number) for number in numbers for _ in range(MARKS)]
    connection.execute(
        insert(origin_marks), [{"mark": mark, "article_id": number} for mark, number in sorted(rows)]
    )


def page_row(number: int) -> dict[str, Any]:
    cells = {"origin": "file", "headers": "{}", "given": "{}", "size": 1, "added": "2025-01-01"}
    return {"id": number, "digest": f"d{number}", "name": f"{number}.html", **cells}


def article_row(number: int, body: str) -> dict[str, Any]:
    blocks = tuple(Block(Span(0, len(body)), BlockKind.PARAGRAPH) for _ in range(1))
    layout = codec.layout_of(Article(body, blocks), ())
    cells = {"version": 1, "current": True, "authors": "[]", "published": "2025-01-01", "added": "2025-01-01"}
    return {
        "id": number,
        "page_id": number,
        "text_digest": f"t{number}",
        "text": body,
        "layout": layout,
        **cells,
    }


def index_bytes(ledger: Ledger) -> int:
    """Bytes of the tables of origins and their indexes."""
    asked = text("SELECT sum(pgsize) FROM dbstat WHERE name LIKE '%origin_%'")
    with ledger.reading() as connection:
        return int(connection.execute(asked).scalar_one())


if __name__ == "__main__":
    main()
