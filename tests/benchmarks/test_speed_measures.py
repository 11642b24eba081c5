"""The speed benchmark: what it counts and how it compares, with systems made up for the purpose."""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.records import Analysis, Article, Attribution, Quotation, Record, Refusal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from onrecord.records import Span

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "speed.py"


@pytest.fixture(scope="module")
def speed() -> Any:
    spec = importlib.util.spec_from_file_location("speed", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["speed"] = module
    spec.loader.exec_module(module)
    return module


def test_the_operations_of_the_small_encoder(speed: Any) -> None:
    # By hand: a layer has 4 * 384^2 + 2 * 384 * 1536 weights = 1,769,472; attention 4 * 100 * 384 = 153,600.
    assert speed.Shape().flops_per_piece(100) == 6 * (2 * 1_769_472 + 153_600)


def test_the_sizes_come_from_a_config(speed: Any, tmp_path: Path) -> None:
    path = tmp_path / "config.json"
    sizes = {"hidden_size": 8, "intermediate_size": 16, "num_hidden_layers": 2}
    path.write_text(json.dumps({**sizes, "model_type": "bert"}), "utf-8")
    assert speed.shape_of(str(path)) == speed.Shape(8, 16, 2)


def test_systems_take_turns_and_the_first_round_is_thrown_away(speed: Any) -> None:
    order: list[str] = []
    seconds = speed.take_turns({name: lambda name=name: order.append(name) for name in "ab"}, rounds=2)
    assert order == ["a", "b"] * 3
    assert [len(rounds) for rounds in seconds.values()] == [2, 2]


def test_the_ratio_is_taken_within_rounds_beside_the_faster_reference(speed: Any) -> None:
    # All slow down in the second round; in each the faster reference takes half of our time.
    seconds = {"ours": [2.0, 20.0, 2.0], "x": [1.0, 30.0, 3.0], "y": [5.0, 10.0, 1.0]}
    assert speed.ratio(seconds, "ours", ["x", "y"]) == 0.5


def test_texts_stop_at_the_number_of_words(speed: Any, tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "texts.jsonl.gz"
    lines = "".join(json.dumps({"text": "one two\nthree four\nfive"}) + "\n" for _ in range(3))
    path.write_bytes(gzip.compress(lines.encode()))
    assert speed.texts(path, 7) == ["one two\nthree four\nfive", "one two"]


class Analyser:
    """Finds one attribution in each region."""

    def analyse_many(self, items: Iterable[tuple[str, Sequence[Span]]]) -> Iterator[Analysis]:
        for _, regions in items:
            yield Analysis(tuple(Attribution((), (s,), (s,), Quotation.INDIRECT, 0.5) for s in regions))


def test_texts_are_read_by_paragraphs(speed: Any) -> None:
    assert speed.read_texts(Analyser(), ["a\n\nb", "c"]) == 3


def test_refused_pages_are_no_articles(speed: Any) -> None:
    answers = [Record(Article("one two three")), Refusal("b", "binary", "b: binary"), Record(Article("four"))]
    reader = SimpleNamespace(read_many=lambda pages: iter(answers))
    assert speed.read_pages(reader, [Path("a"), Path("b"), Path("c")]) == (2, 4)


def test_a_process_costs_time_and_memory(speed: Any) -> None:
    cost = speed.cost([sys.executable, "-c", "x = b'1' * 60_000_000; import time; time.sleep(0.2)"])
    assert cost.seconds >= 0.2
    assert 60 < cost.peak_mb < 300


def test_a_process_is_not_charged_with_our_memory(speed: Any) -> None:
    held = b"x" * 300_000_000
    assert speed.cost([sys.executable, "-S", "-c", "pass"]).peak_mb < len(held) / 1e6 / 3


def test_a_process_that_fails_is_no_measurement(speed: Any) -> None:
    with pytest.raises(RuntimeError, match="status 3"):
        speed.cost([sys.executable, "-c", "raise SystemExit(3)"])


def test_the_machines_matrix_rate_is_positive(speed: Any) -> None:
    assert speed.matrix_rate(speed.Shape(8, 16, 1), seconds=0.0) > 0


def test_the_encoder_is_asked_for_windows_of_its_length(speed: Any) -> None:
    lengths = set()

    def encode(ids: Any, cases: Any) -> None:
        lengths.add((len(ids), len(cases)))
        time.sleep(0.001)

    rate = speed.encoder_rate(SimpleNamespace(encode=encode), length=7, windows=4)
    assert lengths == {(7, 7)}
    assert 0 < rate <= 4 * 7 / 0.002


def test_the_share_is_of_the_measured_matrix_rate(speed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "matrix_rate", lambda shape: 100.0)
    monkeypatch.setattr(speed, "encoder_rate", lambda scorer, length: 2000.0)
    scorer = SimpleNamespace(config=SimpleNamespace(core=60, context=20))
    share = speed.encoder_share(scorer, speed.Shape())
    assert share["window"] == 101
    assert share["share"] == pytest.approx(2000 * speed.Shape().flops_per_piece(101) / 100e9, abs=5e-4)


def test_the_reference_has_the_small_pipelines_parts(speed: Any) -> None:
    pytest.importorskip("spacy", reason="spacy is not installed (the bench extra)")
    nlp = speed.reference()
    assert nlp.pipe_names == ["tok2vec", "tagger", "parser", "ner"]
    assert [len(nlp.get_pipe(name).labels) for name in ("tagger", "ner")] == [50, 18]
    assert len(nlp.get_pipe("parser").labels) >= 45
    assert nlp.get_pipe("tok2vec").model.get_dim("nO") == 96
    assert speed.read_reference(nlp, ["Ana Lund said no.", "Yes."], processes=1) == 2


def test_the_table_names_every_figure(speed: Any) -> None:
    figures = {
        "text": {"words_per_second": {speed.OURS: 1500}, "articles_per_second": 2.5, "ratio": 0.75},
        "html": {"words_per_second": 1400, "articles_per_second": 2.0},
        "encoder": {"pieces_per_second": 5000, "gflops": 116.0, "matrix_gflops": 140.0, "share": 0.83},
        "cold": {"help_seconds": 0.2, "read_seconds": 1.0, "read_peak_mb": 300, "read_many_peak_mb": 350},
    }
    table = speed.as_table(figures)
    assert all(value in table for value in ("1,500", "0.75", "5,000", "0.83", "0.2", "350"))
