"""How well pages become articles: body words, title, date and authors against the pages of ../shared.

    python benchmarks/pages.py [--pages FOLDER] [NAME ...]

Prints one line a page and the sums. A NAME chooses the pages whose file name holds it and shows, for these,
what was lost and what was added.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from onrecord import articles, pages  # noqa: E402 - the checkout's own package first
from onrecord.records import Article, BlockKind  # noqa: E402

PAGES = ROOT.parent / "shared" / "data" / "pages"
_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})


def body_of(article: Article) -> str:
    """The words of all blocks but the title, a block a line."""
    return "\n".join(b.span.of(article.text) for b in article.blocks if b.kind is not BlockKind.TITLE)


def words_f1(found: str, gold: str) -> tuple[float, float, float]:
    """Precision, recall and F1 of words as multisets, letter case kept."""
    one, other = Counter(re.findall(r"\w+", found)), Counter(re.findall(r"\w+", gold))
    common = (one & other).total()
    both = one.total() + other.total()
    return common / max(1, one.total()), common / max(1, other.total()), 2 * common / both if both else 1.0


def same_title(found: str | None, gold: str) -> bool:
    """Equal up to white space and the shape of quotation marks."""
    return " ".join((found or "").translate(_SAME).split()) == " ".join(gold.translate(_SAME).split())


def measure(gold: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The figures of one page; ``authors`` is None where the gold names nobody."""
    article = articles.extract(pages.load(folder / gold["file"]))
    precision, recall, f1 = words_f1(body_of(article), "\n".join(gold["paragraphs"]))
    return {
        "article": article,
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "title": same_title(article.title, gold["title"]),
        "date": (article.published or "")[:10] == gold["date"][:10],
        "authors": list(article.authors) == gold["authors"] if gold["authors"] else None,
    }


def show(gold: dict[str, Any], article: Article) -> None:
    """What a page's reading has beside the gold, and lacks of it."""
    want = " ".join(" ".join(gold["paragraphs"]).split())
    have = " ".join(body_of(article).split())
    print(f"    title {article.title!r}, gold {gold['title']!r}")
    print(
        f"    authors {article.authors} published {article.published} gold {gold['authors']} {gold['date']}"
    )
    print(f"    {article.outlet!r} {article.language} {article.url} {dict(article.origins)}")
    for block in article.blocks:
        words = block.span.of(article.text)
        if block.kind is not BlockKind.TITLE and " ".join(words.split()) not in want:
            print(f"    added {block.kind}: {words[:140]!r}")
    for paragraph in gold["paragraphs"]:
        if " ".join(paragraph.split()) not in have:
            print(f"    lost: {paragraph[:140]!r}")
    for piece in article.furniture:
        print(f"      apart {piece.kind}: {piece.span.of(article.text)[:90]!r}")


def main() -> None:
    """Measure, print, sum up."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*")
    parser.add_argument("--pages", type=Path, default=PAGES)
    options = parser.parse_args()
    golds = json.loads((options.pages / "pages.json").read_text("utf-8"))
    chosen = [g for g in golds if not options.names or any(name in g["file"] for name in options.names)]
    began = time.perf_counter()
    rows = []
    print(f"{'page':42} {'prec':>6} {'rec':>6} {'F1':>6}  title date authors")
    for gold in chosen:
        row = measure(gold, options.pages)
        rows.append(row)
        marks = [
            "-" if row[key] is None else "yes" if row[key] else "NO" for key in ("title", "date", "authors")
        ]
        figures = f"{row['precision']:6.3f} {row['recall']:6.3f} {row['f1']:6.3f}"
        print(f"{gold['file'].removesuffix('.html.gz'):42} {figures}  {marks[0]:5} {marks[1]:4} {marks[2]}")
        if options.names:
            show(gold, row["article"])
    if not rows:
        sys.exit("no page has such a name")
    f1s = [row["f1"] for row in rows]
    named = [row["authors"] for row in rows if row["authors"] is not None]
    print(f"mean F1 {sum(f1s) / len(f1s):.4f}, at 0.90 or better {sum(f >= 0.9 for f in f1s)}/{len(f1s)}")
    print(
        f"title {sum(r['title'] for r in rows)}/{len(rows)}, date {sum(r['date'] for r in rows)}/{len(rows)}",
        end="",
    )
    print(f", authors {sum(named)}/{len(named)}, {(time.perf_counter() - began) / len(rows):.3f} s a page")


if __name__ == "__main__":
    main()
