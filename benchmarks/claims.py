"""What reading the claims of a text costs beside reading who said what.

    python benchmarks/claims.py

The first 20,000 words of polnear-dev become records, as ``onrecord.read_text`` makes them, with and without
what they claim, in turns, round after round; the ratio is taken within each round and its median told. On a
machine that does other things the ratio says little; the processor times count no other program.
"""

from __future__ import annotations

import argparse
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING
from unittest import mock

from speed import CORPUS, ROUNDS, WORDS, example_texts, take_turns, texts

import onrecord
from onrecord.analysis.claims import read

if TYPE_CHECKING:
    from onrecord.records import Record


def plain(record: Record) -> Record:
    """In the place of ``with_claims``: nothing is claimed."""
    return record


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", type=Path, help="a model folder instead of the one in the package")
    parser.add_argument("--words", type=int, default=WORDS, help=f"words a round, {WORDS} by default")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"{ROUNDS} by default")
    options = parser.parse_args()
    given = texts(CORPUS, options.words) if CORPUS.exists() else example_texts(options.words)
    words = sum(len(text.split()) for text in given)
    reader = onrecord.Reader(options.model, threads=2)

    def with_claims() -> None:
        for text in given:
            reader.read_text(text)

    def without_claims() -> None:
        with mock.patch.object(read, "with_claims", plain):
            with_claims()

    seconds = take_turns({"without": without_claims, "with": with_claims}, options.rounds)
    ratios = [a / b for a, b in zip(seconds["without"], seconds["with"], strict=True)]
    for name, rounds in seconds.items():
        print(f"{name} claims: {words / statistics.median(rounds):,.0f} words a second")
    print(f"with / without, median of {len(ratios)} rounds: {statistics.median(ratios):.3f}")
    begun = time.process_time()
    records = [reader.read_text(text) for text in given]
    whole = time.process_time() - begun
    begun = time.process_time()
    for record in records:
        read.with_claims(record)
    claims = time.process_time() - begun
    each, all_ = (seconds / words * 1e6 for seconds in (claims, whole))
    print(f"claims: {each:.1f} of {all_:.1f} microseconds of processor time a word")


if __name__ == "__main__":
    main()
