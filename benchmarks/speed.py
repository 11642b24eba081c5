"""How fast onrecord reads, beside a reference pipeline in the same run.

    python benchmarks/speed.py                      print the table
    python benchmarks/speed.py --output speed.json  and keep the figures with machine and commit

The reference is spaCy's small-English architecture with blank weights: it does the same work per word as
the trained pipeline, needs no download and is a speed that readers know. Both get two cores. The systems
take turns, round after round, so that another program's load falls on all of them; the ratio is taken
within each round and its median told. Needs the bench extra (spacy, psutil).
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "data" / "polnear-dev.jsonl.gz"

CORES = 2  # what the project's figures are stated for
WORDS = 20_000  # a round of this many words takes each system some five seconds on two laptop cores
ROUNDS = 5
PAGES = 40  # the example pages are read again until they are this many
COLD_STARTS = 7
OURS = "onrecord, text"

# Batch and length at which the machine's matrix products are timed: rows of the encoder's products.
GEMM_ROWS = 8 * 226
GEMM_SECONDS = 1.0


class Shape(NamedTuple):
    """The sizes of a BERT-like encoder, under the names of its config.json."""

    hidden_size: int = 384
    intermediate_size: int = 1536
    num_hidden_layers: int = 6

    def products(self) -> list[tuple[int, int, int]]:
        """A layer's matrix products by weights, as (how often, rows of the weights, columns)."""
        h, i = self.hidden_size, self.intermediate_size
        return [(4, h, h), (1, h, i), (1, i, h)]

    def flops_per_piece(self, length: int) -> int:
        """Floating point operations of a forward pass for one word piece among ``length``.

        Products by weights and the two of attention, a multiplication and an addition each; soft-max, norms
        and activations are not counted, as they are not in the matrix-product rate either.
        """
        weights = sum(2 * times * rows * columns for times, rows, columns in self.products())
        attention = 2 * 2 * length * self.hidden_size
        return self.num_hidden_layers * (weights + attention)


class Cost(NamedTuple):
    """What a process took: wall-clock seconds, and the most memory it held, in MB."""

    seconds: float
    peak_mb: float


# --- the systems -----------------------------------------------------------------------------------------


def texts(path: Path, words: int) -> list[str]:
    """The first texts of a corpus file until they hold this many words; the last one is cut short."""
    out: list[str] = []
    left = words
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            paragraphs = json.loads(line)["text"].split("\n")
            kept = []
            for paragraph in paragraphs:
                if left <= 0:
                    break
                kept.append(paragraph)
                left -= len(paragraph.split())
            if kept:
                out.append("\n".join(kept))
    return out


def example_texts(words: int) -> list[str]:
    """The repository's own articles, again and again until they hold this many words."""
    from onrecord import articles, pages

    read = [articles.extract(pages.load(path)).text for path in example_pages()]
    once = sum(len(text.split()) for text in read)
    return read * max(1, round(words / once))


def example_pages() -> list[Path]:
    return sorted((ROOT / "examples").glob("*.html"))


def read_texts(analyser: Any, given: Sequence[str]) -> int:
    """Read texts with an analyser; how many attributions it found."""
    from onrecord.evaluation.run import paragraphs

    read = analyser.analyse_many((text, paragraphs(text)) for text in given)
    return sum(len(analysis.attributions) for analysis in read)


def read_pages(reader: Any, pages: Sequence[Path]) -> tuple[int, int]:
    """Read pages; how many gave a record, and how many words those hold."""
    records = [record for record in reader.read_many(pages) if hasattr(record, "article")]
    return len(records), sum(len(record.article.text.split()) for record in records)


TAGS = (
    "$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS PDT POS PRP "
    "PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB XX _SP ``"
)
RELATIONS = (
    "acl acomp advcl advmod agent amod appos attr aux auxpass case cc ccomp compound conj csubj csubjpass "
    "dative dep det dobj expl intj mark meta neg nmod npadvmod nsubj nsubjpass nummod oprd parataxis pcomp "
    "pobj poss preconj predet prep prt punct quantmod relcl xcomp"
)
ENTITIES = (
    "CARDINAL DATE EVENT FAC GPE LANGUAGE LAW LOC MONEY NORP ORDINAL ORG PERCENT PERSON PRODUCT QUANTITY "
    "TIME WORK_OF_ART"
)


def reference() -> Any:
    """spaCy's small-English pipeline, its architecture, sizes and labels, with blank weights."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    shared = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "tok2vec"}
    nlp.add_pipe("tok2vec", config={"model": _tok2vec(SPACY=50, IS_SPACE=50)})
    tagger = nlp.add_pipe(
        "tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": shared}}
    )
    parser = nlp.add_pipe("parser", config={"model": _transitions("parser", shared)})
    ner = nlp.add_pipe("ner", config={"model": _transitions("ner", _tok2vec())})
    for pipe, labels in ((tagger, TAGS), (parser, RELATIONS), (ner, ENTITIES)):
        for label in labels.split():
            pipe.add_label(label)
    words = ["Ana", "Lund", "said", "that", "the", "old", "dam", "would", "hold", "."]
    made = {
        "words": words,
        "tags": ["NNP", "NNP", "VBD", "IN", "DT", "JJ", "NN", "MD", "VB", "."],
        "heads": [1, 2, 2, 8, 6, 6, 8, 8, 2, 2],
        "deps": ["compound", "nsubj", "ROOT", "mark", "det", "amod", "nsubj", "aux", "ccomp", "punct"],
        "entities": ["B-PERSON", "L-PERSON"] + ["O"] * 8,
    }
    nlp.initialize(lambda: [Example.from_dict(nlp.make_doc(" ".join(words)), made)])
    return nlp


def _tok2vec(**more: int) -> dict[str, object]:
    """The embedding and encoding of the small pipelines: width 96, depth 4, hashed features."""
    rows = {"NORM": 5000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 2500, **more}
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": 96,
            "attrs": list(rows),
            "rows": list(rows.values()),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": 96,
            "depth": 4,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _transitions(kind: str, tok2vec: dict[str, object]) -> dict[str, object]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": kind,
        "extra_state_tokens": False,
        "hidden_width": 64,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": tok2vec,
    }


def read_reference(nlp: Any, given: Sequence[str], processes: int) -> int:
    """Read texts with the reference; small batches, so that both processes get their half."""
    return sum(1 for _ in nlp.pipe(given, n_process=processes, batch_size=max(1, len(given) // 8)))


# --- measuring -------------------------------------------------------------------------------------------


def take_turns(systems: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each system in each round, after one round that is thrown away."""
    seconds: dict[str, list[float]] = {name: [] for name in systems}
    for number in range(rounds + 1):
        for name, system in systems.items():
            began = time.perf_counter()
            system()
            if number:
                seconds[name].append(time.perf_counter() - began)
    return seconds


def ratio(seconds: dict[str, list[float]], ours: str, others: Iterable[str]) -> float:
    """How many times as fast ``ours`` is as the fastest of the others: the median over the rounds."""
    best = [min(round_) for round_ in zip(*(seconds[name] for name in others), strict=True)]
    return statistics.median(b / o for b, o in zip(best, seconds[ours], strict=True))


def matrix_rate(shape: Shape, seconds: float = GEMM_SECONDS) -> float:
    """The machine's float32 matrix products at the encoder's shapes, in GFLOP/s, each in its proportion."""
    import numpy as np

    rng = np.random.default_rng(0)
    work = [
        (times, rng.random((GEMM_ROWS, k), dtype=np.float32), rng.random((k, n), dtype=np.float32))
        for times, k, n in shape.products()
    ]
    flops = sum(2 * times * GEMM_ROWS * b.shape[0] * b.shape[1] for times, _, b in work)
    rates: list[float] = []
    ended = time.perf_counter() + seconds
    while time.perf_counter() < ended or len(rates) < 3:
        began = time.perf_counter()
        for times, a, b in work:
            for _ in range(times):
                a @ b
        rates.append(flops / (time.perf_counter() - began) / 1e9)
    return statistics.median(rates)


def encoder_rate(scorer: Any, length: int, windows: int = 64) -> float:
    """Word pieces a second through the encoder alone, windows of ``length`` pieces on all cores."""
    import numpy as np

    rng = np.random.default_rng(0)
    made = [rng.integers(1000, 20_000, length, dtype=np.int64) for _ in range(windows)]
    cases = np.ones(length, dtype=np.int64)
    rates: list[float] = []
    with ThreadPoolExecutor(CORES) as pool:
        for _ in range(4):
            began = time.perf_counter()
            list(pool.map(lambda ids: scorer.encode(ids, cases), made))
            rates.append(windows * length / (time.perf_counter() - began))
    return statistics.median(rates[1:])


# A new process is charged with the memory of the one it was forked from, which here holds two pipelines: so a
# small one stands between. It prints seconds, peak memory and status of the command.
_BETWEEN = """
import os, subprocess, sys, time
began = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(time.perf_counter() - began, used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""


def cost(command: Sequence[str | Path]) -> Cost:
    """Run a command to its end, its output thrown away; RuntimeError where it fails."""
    between = [sys.executable, "-S", "-c", _BETWEEN, *map(str, command)]
    run = subprocess.run(between, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True)
    seconds, peak, status = run.stdout.split()
    if int(status):
        raise RuntimeError(f"{' '.join(map(str, command))}: status {status}; expected 0")
    # Kilobytes on Linux, bytes on macOS.
    return Cost(float(seconds), int(peak) / (1024**2 if sys.platform == "darwin" else 1024))


def cold(*arguments: str | Path, times: int = COLD_STARTS) -> Cost:
    """Median time of a fresh ``onrecord`` process, and its highest memory (the disk's cache stays warm)."""
    program = [sys.executable, "-c", "from onrecord.cli.app import main; main()"]
    costs = [cost([*program, *arguments]) for _ in range(times)]
    return Cost(statistics.median(c.seconds for c in costs), max(c.peak_mb for c in costs))


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    import psutil

    info = Path("/proc/cpuinfo")
    names = [line.split(":", 1)[1].strip() for line in _lines(info) if line.startswith("model name")]
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": len(psutil.Process().cpu_affinity())
        if hasattr(psutil.Process, "cpu_affinity")
        else os.cpu_count(),
        "load": psutil.getloadavg()[0],
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in ("numpy", "onnxruntime", "spacy", "tokenizers")},
        "threads": {name: os.environ.get(name) for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")},
        "commit": commit(),
    }


def commit() -> str | None:
    """The commit of the checkout, with a + where files differ from it."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty=+", "--exclude=*"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or None


def _lines(path: Path) -> list[str]:
    return path.read_text("utf-8").splitlines() if path.exists() else []


# --- the run ---------------------------------------------------------------------------------------------


def measure(options: argparse.Namespace) -> dict[str, Any]:
    """All figures; the keys are those of the printed table."""
    import onrecord
    from onrecord import analysis

    analyser = analysis.load(options.model, threads=CORES)
    nlp = reference()
    given = texts(options.texts, options.words) if options.texts.exists() else example_texts(options.words)
    words = sum(len(text.split()) for text in given)
    references = {f"spaCy, {n} process{'es' * (n > 1)}": n for n in (1, CORES)}
    systems: dict[str, Callable[[], object]] = {OURS: lambda: read_texts(analyser, given)}
    systems |= {name: partial(read_reference, nlp, given, n) for name, n in references.items()}
    seconds = take_turns(systems, options.rounds)
    pages = (example_pages() * PAGES)[:PAGES]
    reader = onrecord.Reader(analyser=analyser)
    records, page_words = read_pages(reader, pages)
    page_seconds = statistics.median(
        take_turns({"pages": lambda: read_pages(reader, pages)}, options.rounds)["pages"]
    )
    return {
        "machine": machine(),
        "text": {
            "words": words,
            "articles": len(given),
            "words_per_second": {name: round(words / statistics.median(s)) for name, s in seconds.items()},
            "articles_per_second": round(len(given) / statistics.median(seconds[OURS]), 2),
            "rounds": {name: [round(s, 3) for s in rounds] for name, rounds in seconds.items()},
            "ratio": round(ratio(seconds, OURS, references), 3),
        },
        "html": {
            "words_per_second": round(page_words / page_seconds),
            "articles_per_second": round(records / page_seconds, 2),
        },
        "encoder": encoder_share(analyser.scorer, options.shape),
        "cold": cold_starts(options.model, pages[0], pages),
    }


def encoder_share(scorer: Any, shape: Shape) -> dict[str, float]:
    """The encoder alone, and how much of the machine's matrix-product rate it reaches."""
    length = scorer.config.core + 2 * scorer.config.context + 1
    rate, pieces = matrix_rate(shape), encoder_rate(scorer, length)
    reached = pieces * shape.flops_per_piece(length) / 1e9
    return {
        "window": length,
        "pieces_per_second": round(pieces),
        "gflops": round(reached, 1),
        "matrix_gflops": round(rate, 1),
        "share": round(reached / rate, 3),
    }


def cold_starts(model: Path | None, page: Path, pages: Sequence[Path]) -> dict[str, float]:
    """Fresh processes: the help, one page, and all pages for the memory they take."""
    chosen: list[str | Path] = ["--model", model] if model else []
    one = cold("read", *chosen, page)
    many = cold("read", *chosen, *pages, times=1)
    return {
        "help_seconds": round(cold("--help").seconds, 3),
        "read_seconds": round(one.seconds, 3),
        "read_peak_mb": round(one.peak_mb),
        "read_many_peak_mb": round(many.peak_mb),
    }


def as_table(figures: dict[str, Any]) -> str:
    """The figures for people, a line each."""
    text, html, encoder, start = (figures[key] for key in ("text", "html", "encoder", "cold"))
    rows = [(f"{name}, words a second", f"{value:,}") for name, value in text["words_per_second"].items()]
    rows += [
        ("onrecord, text, articles a second", f"{text['articles_per_second']}"),
        ("onrecord beside the faster spaCy", f"{text['ratio']:.2f}"),
        ("onrecord, HTML, words a second", f"{html['words_per_second']:,}"),
        ("onrecord, HTML, articles a second", f"{html['articles_per_second']}"),
        ("encoder alone, word pieces a second", f"{encoder['pieces_per_second']:,}"),
        ("encoder alone, GFLOP/s", f"{encoder['gflops']}"),
        ("matrix products in float32, GFLOP/s", f"{encoder['matrix_gflops']}"),
        ("encoder's share of them", f"{encoder['share']:.2f}"),
        ("cold onrecord --help, seconds", f"{start['help_seconds']}"),
        ("cold onrecord read of one page, seconds", f"{start['read_seconds']}"),
        ("peak memory, one page, MB", f"{start['read_peak_mb']}"),
        (f"peak memory, {PAGES} pages, MB", f"{start['read_many_peak_mb']}"),
    ]
    width = max(len(name) for name, _ in rows)
    return "\n".join(f"{name:{width}s}  {value:>10s}" for name, value in rows)


def shape_of(path: str) -> Shape:
    """The sizes in an encoder's config.json."""
    value = json.loads(Path(path).read_text("utf-8"))
    return Shape(*(int(value[name]) for name in Shape._fields))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--model", type=Path, help="a model folder instead of the one in the package")
    parser.add_argument(
        "--texts", type=Path, default=CORPUS, help="JSON Lines, gzipped (the example articles where absent)"
    )
    parser.add_argument("--words", type=int, default=WORDS, help=f"words a round, {WORDS} by default")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help=f"{ROUNDS} by default")
    parser.add_argument(
        "--shape",
        type=shape_of,
        default=Shape(),
        help="the encoder's config.json (MiniLM-L6-H384 by default)",
    )
    parser.add_argument("--output", type=Path, help="write the figures there as JSON")
    options = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):  # both systems get two cores, whatever the machine has
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    figures = measure(options)
    print(as_table(figures))
    if options.output:
        options.output.write_text(json.dumps(figures, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main()
