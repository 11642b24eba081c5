"""What it costs to find the origin of an article that is added, in a ledger of many.

    python benchmarks/origins.py --articles 10000 100000

Articles of 1,000 words from a vocabulary as uneven as a real one (Zipf), one in ten a copy of an earlier one
with a twentieth of its words changed. All but the last 300 are put in without being laid side by side;
of those 300, ``ledger.origins.add`` is timed. Prints milliseconds an article and bytes of index an article.
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

from onrecord.compare.sketches import sketch
from onrecord.compare.telling import telling
from onrecord.ledger import codec, open_ledger, origins
from onrecord.ledger.tables import articles, origin_articles, origin_marks, pages
from onrecord.records import Article, Block, BlockKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from onrecord.ledger.ledger import Ledger

WORDS: Final = 1_000
TIMED: Final = 300
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
    bodies = enumerate(told(count + TIMED), 1)
    for begun in range(0, count, _BATCH):
        with ledger.atomic() as connection:
            put_in(connection, [next(bodies) for _ in range(min(_BATCH, count - begun))], marks=True)
    size = index_bytes(ledger)
    took = []
    for number, body in bodies:
        with ledger.atomic() as connection:
            put_in(connection, [(number, body)], marks=False)
        start = time.perf_counter()
        with ledger.atomic() as connection:
            origins.add(connection, number, 0)
        took.append((time.perf_counter() - start) * 1_000)
    with ledger.reading() as connection:
        linked = connection.execute(text("SELECT count(DISTINCT article_id) FROM origin_links")).scalar_one()
    return {
        "articles": count,
        "ms an article, median": round(statistics.median(took), 2),
        "95th percentile": round(statistics.quantiles(took, n=20)[-1], 2),
        "index bytes an article": round(size / count),
        "of the last 300, linked": linked,
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


def put_in(connection: Connection, bodies: list[tuple[int, str]], *, marks: bool) -> None:
    """Rows of pages and articles, and with ``marks`` those of the index, without looking for origins."""
    connection.execute(insert(pages), [page_row(number) for number, _ in bodies])
    connection.execute(insert(articles), [article_row(number, body) for number, body in bodies])
    if marks:
        own = [{"article_id": number, "origin_id": number, "agency": None} for number, _ in bodies]
        connection.execute(insert(origin_articles), own)
        rows = [
            {"mark": one, "article_id": number} for number, body in bodies for one in sketch(telling(body))
        ]
        connection.execute(insert(origin_marks), rows)


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
