"""How fast this checkout reads beside another one, say that of the commit before a change.

    git worktree add --detach ../before COMMIT
    .venv/bin/python benchmarks/beside.py ../before --texts texts.jsonl --rounds 6

Each round is a fresh process of either, one after the other, that reads the same texts (JSON Lines with
"text"; those of ``examples/`` where none are given) into records, each by itself; with ``--together`` all as
one run, as the figures of ``speed.py`` are made: attributions and speakers, without what they claim. Prints
words a second, and the ratios of both rates and of both processor times.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
READ = """
import json, sys, time
from onrecord import Reader
texts = json.load(sys.stdin)
reader = Reader()
reader.read_text(texts[0])  # loads the model
clock, processor = time.perf_counter(), time.process_time()
for text in texts:
    reader.read_text(text)
print(json.dumps([time.perf_counter() - clock, time.process_time() - processor]))
"""
TOGETHER = """
import json, sys, time
from onrecord import analysis
from onrecord.analysis.regions import paragraphs
texts = json.load(sys.stdin)
analyser = analysis.load()
analyser.analyse(texts[0], paragraphs(texts[0]))
clock, processor = time.perf_counter(), time.process_time()
for _ in analyser.analyse_many((text, paragraphs(text)) for text in texts):
    pass
print(json.dumps([time.perf_counter() - clock, time.process_time() - processor]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("other", type=Path, help="the folder of the other checkout")
    parser.add_argument("--texts", type=Path)
    parser.add_argument("--most", type=int, default=40, help="so many texts")
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--together", action="store_true", help="all texts as one run")
    args = parser.parse_args()
    texts = texts_of(args.texts)[: args.most]
    words = sum(len(text.split()) for text in texts)
    read = TOGETHER if args.together else READ
    rounds = [(seconds(args.other, texts, read), seconds(HERE, texts, read)) for _ in range(args.rounds)]
    rates = [other[0] / this[0] for other, this in rounds]
    processor = sum(other[1] for other, _ in rounds) / sum(this[1] for _, this in rounds)
    figures = {
        "words a second": round(words * args.rounds / sum(this[0] for _, this in rounds)),
        "the other's": round(words * args.rounds / sum(other[0] for other, _ in rounds)),
        "ratio of rates, median": round(statistics.median(rates), 3),
        "least and most": [round(min(rates), 3), round(max(rates), 3)],
        "ratio of processor time": round(processor, 3),
    }
    print(json.dumps(figures, indent=1))


def texts_of(path: Path | None) -> list[str]:
    if path is None:
        return [page.read_text("utf-8") for page in sorted((HERE / "examples").glob("*.html"))] * 10
    return [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]


def seconds(checkout: Path, texts: list[str], read: str) -> tuple[float, float]:
    """By the clock and of the processor, for all texts, in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": str(checkout.resolve() / "src")}
    done = subprocess.run(
        [sys.executable, "-c", read],
        input=json.dumps(texts),
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    clock, processor = json.loads(done.stdout)
    return clock, processor


if __name__ == "__main__":
    main()
