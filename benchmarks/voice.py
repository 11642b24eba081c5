"""What the page's own voice measures on quality/quoted, narration and headlines, and its speed.

    python benchmarks/voice.py --part test

The shipped model reads every text, so that its mistakes are in the figures. ``--wrong`` prints what went
wrong (dev only: whoever looks at the test half has to write new cases).
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onrecord
from onrecord.analysis.claims.checkable import assessed
from onrecord.analysis.claims.headline import headline
from onrecord.analysis.claims.narration import narration
from onrecord.analysis.claims.quoted import quoted
from onrecord.analysis.claims.shares import shares
from onrecord.evaluation import gold
from onrecord.records import Article, Block, BlockKind, Record, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "polnear-train.jsonl.gz"
QUALITY = Path(__file__).resolve().parents[1] / "quality"
KINDS = {"scare": "scare-quote"}  # the short names of the gold


@dataclass(frozen=True)
class Marked:
    """A sentence, and the kinds of its stretches in marks, gold and found."""

    text: str
    wanted: list[str]
    found: list[str]


@dataclass(frozen=True)
class Told:
    """A sentence of an article: gold label ("said", "no", "yes"), gold reasons; what was found of it."""

    text: str
    label: str
    reasons: frozenset[str]
    narrated: bool
    found: frozenset[str]
    score: float


@dataclass(frozen=True)
class Pair:
    """A headline with its gold outcome and the one found ("none" where nothing is attributed)."""

    text: str
    wanted: str
    found: str


def lines(name: str, part: str) -> Iterator[str]:
    """The lines of a gold file, but for comments."""
    for line in (QUALITY / name / f"{part}.txt").read_text("utf-8").splitlines():
        if not line.startswith("# "):
            yield line


def marked(part: str, reader: onrecord.Reader) -> list[Marked]:
    out = []
    for line in lines("quoted", part):
        kinds, _, text = line.partition(" | ")
        record = reader.read_text(text)
        found = quoted(text, [b.span for b in record.article.blocks], record.attributions)
        wanted = [KINDS.get(kind, kind) for kind in kinds.split(", ")]
        out.append(Marked(text, wanted, [q.kind.value for q in found]))
    return out


def kept_right(cases: list[Marked], kinds: set[str]) -> float:
    """Of the stretches of the kinds, the share that was rightly taken for a quotation, or rightly not."""
    pairs = [(w, f) for case in cases for w, f in zip(case.wanted, case.found, strict=True) if w in kinds]
    return sum((w == "quotation") == (f == "quotation") for w, f in pairs) / len(pairs)


def told(part: str, reader: onrecord.Reader) -> list[Told]:
    """Every labelled sentence; a sentence is narrated where some narration lies in it."""
    return [case for article in articles(part) for case in _told(article, reader)]


def articles(part: str) -> Iterator[list[list[tuple[str, str]]]]:
    """Each article as paragraphs of labelled sentences."""
    paragraphs: list[list[tuple[str, str]]] = []
    for line in [*lines("narration", part), "## end"]:
        if line.startswith("## "):
            if any(paragraphs):
                yield [p for p in paragraphs if p]
            paragraphs = [[]]
        elif not line:
            paragraphs.append([])
        else:
            label, _, sentence = line.partition(" | ")
            paragraphs[-1].append((label, sentence))


def _told(article: list[list[tuple[str, str]]], reader: onrecord.Reader) -> list[Told]:
    text = "\n\n".join(" ".join(sentence for _, sentence in p) for p in article)
    record = read(text, [BlockKind.PARAGRAPH] * len(article), reader)
    marks = quoted(text, [b.span for b in record.article.blocks], record.attributions)
    found = narration(text, record.article.blocks, record.attributions, quoted=marks)
    out, at = [], 0
    for label, sentence in (pair for p in article for pair in p):
        at = text.index(sentence, at)
        here = [n for n in found if at <= n.sentence.start < at + len(sentence)]
        first, *reasons = label.split()
        why = frozenset(c.reason.value for n in here for c in n.checks)
        score = max((n.score for n in here), default=-1.0)
        out.append(Told(sentence, first, frozenset(reasons), bool(here), why, score))
        at += len(sentence)
    return out


def read(text: str, kinds: list[BlockKind], reader: onrecord.Reader) -> Record:
    """The record of a text whose blocks (its lines) are of the given kinds."""
    blocks, at = [], 0
    for kind, line in zip(kinds, [x for x in text.split("\n") if x], strict=True):
        at = text.index(line, at)
        blocks.append(Block(Span(at, at + len(line)), kind))
        at += len(line)
    analysis = reader.analyser.analyse(text, [b.span for b in blocks])
    return Record(Article(text, tuple(blocks)), analysis.attributions, speakers=analysis.speakers)


def narration_figures(cases: list[Told]) -> dict[str, float]:
    """Narration found among all sentences; checkable ones among all sentences, end to end; the reasons."""
    own = [c for c in cases if c.label != "said"]
    narrated = [c for c in cases if c.narrated]
    flagged = [c for c in cases if c.found]
    checkable = [c for c in cases if c.label == "yes"]
    right = [c for c in flagged if c.label == "yes"]
    reasons = sum(len(c.found & c.reasons) for c in right)
    return {
        "narration-precision": sum(c.label != "said" for c in narrated) / len(narrated),
        "narration-recall": sum(c.narrated for c in own) / len(own),
        "checkable-precision": len(right) / len(flagged),
        "checkable-recall": len(right) / len(checkable),
        "checkable-average-precision": average_precision(cases),
        "reasons-precision": reasons / sum(len(c.found) for c in right),
        "reasons-recall": reasons / sum(len(c.reasons) for c in right),
    }


def average_precision(cases: list[Told]) -> float:
    """Of the ranking by score; equal scores count as in their worst order."""
    ranked = sorted(cases, key=lambda c: (-c.score, c.label == "yes"))
    hits, total = 0, 0.0
    for rank, case in enumerate(ranked, 1):
        if case.label == "yes":
            hits += 1
            total += hits / rank
    return total / hits


def sampled(part: str) -> list[Told]:
    """The sentences of PolNeAR's training part that are labelled by offsets; none where it is absent."""
    if not CORPUS.exists():
        return []
    documents = gold.load(CORPUS)
    rows = map(json.loads, (QUALITY / "narration" / "polnear-train.jsonl").read_text("utf-8").splitlines())
    return [_sampled(documents[row["id"]].text, row) for row in rows if row["part"] == part]


def _sampled(text: str, row: dict[str, Any]) -> Told:
    sentence = Span(row["start"], row["end"])
    checks, score = assessed(text, [sentence], None, None)
    label = "yes" if row["checkable"] else "no"
    found = frozenset(check.reason.value for check in checks)
    return Told(sentence.of(text), label, frozenset(), True, found, score)


def sampled_figures(cases: list[Told]) -> dict[str, float]:
    """Precision, recall and average precision of checkable sentences among ``cases``."""
    flagged = [c for c in cases if c.found]
    right = sum(c.label == "yes" for c in flagged)
    return {
        "sampled-precision": right / len(flagged),
        "sampled-recall": right / sum(c.label == "yes" for c in cases),
        "sampled-average-precision": average_precision(cases),
    }


def pairs(part: str, reader: onrecord.Reader) -> list[Pair]:
    out = []
    blocks = "\n".join(lines("headlines", part)).split("\n\n")
    for block in blocks:
        wanted, _, text = block.strip().partition(" | ")
        kinds = [BlockKind.TITLE, *[BlockKind.PARAGRAPH] * text.count("\n")]
        check = headline(read(text, kinds, reader))
        out.append(Pair(text, wanted, check.claims[0].outcome.value if check else "none"))
    return out


def speed(reader: onrecord.Reader) -> float:
    """Microseconds a word of everything here together, the model's reading left out."""
    text = "\n\n".join(
        " ".join(s for _, s in p) for part in ("dev", "test") for a in articles(part) for p in a
    )
    count = len([x for x in text.split("\n") if x])
    record = read(text, [BlockKind.TITLE, *[BlockKind.PARAGRAPH] * (count - 1)], reader)
    best = min(_once(record) for _ in range(5))
    return 1e6 * best / len(text.split())


def _once(record: Record) -> float:
    article, attributions = record.article, record.attributions
    started = time.process_time()
    marks = quoted(article.text, [b.span for b in article.blocks], attributions)
    told = narration(article.text, article.blocks, attributions, quoted=marks)
    shares(record)
    headline(record, narrations=told)
    return time.process_time() - started


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    reader = onrecord.Reader(threads=1)
    cases, sentences, headlines = (f(options.part, reader) for f in (marked, told, pairs))
    kinds = Counter(kind for case in cases for kind in case.wanted)
    for kind, n in sorted(kinds.items()):
        print(f"{kind}: {kept_right(cases, {kind}):.3f} of {n} rightly quotation or not")
    print(f"scare quotes and titles: {kept_right(cases, {'scare-quote', 'title'}):.3f}")
    exact = [w == f for c in cases for w, f in zip(c.wanted, c.found, strict=True)]
    print(f"kind right: {sum(exact) / len(exact):.3f}")
    for name, figure in narration_figures(sentences).items():
        print(f"{name}: {figure:.3f}")
    sample = sampled(options.part)
    for name, figure in (sampled_figures(sample) if sample else {}).items():
        print(f"{name}: {figure:.3f}")
    right = sum(pair.wanted == pair.found for pair in headlines)
    print(f"headlines: {right} of {len(headlines)} right")
    print(f"speed: {speed(reader):.2f} us a word")
    if options.wrong:
        print(*[c for c in cases if c.wanted != c.found], sep="\n")
        print(*[c for c in sentences if wrong(c)], sep="\n")
        print(*[p for p in headlines if p.wanted != p.found], sep="\n")


def wrong(case: Told) -> bool:
    return case.narrated == (case.label == "said") or bool(case.found) != (case.label == "yes")


if __name__ == "__main__":
    main()
