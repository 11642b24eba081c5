"""The model that is shipped: what it promises on the corpus it was chosen on, and alone as beside others."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord import analysis
from onrecord.analysis.scorers.onnx import shipped_model
from onrecord.evaluation import gold, run
from onrecord.records import Record

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT.parent / "shared" / "data" / "polnear-dev.jsonl.gz"
EXAMPLES = sorted(p for p in (ROOT / "examples").iterdir() if p.suffix in {".html", ".txt"})

# What issue 2 asks for. The model is above all of them by 0.02 to 0.13; MODEL_CARD.md has its figures.
FLOORS = {
    "source-exact": 0.79,
    "cue-exact": 0.73,
    "content-spans-exact": 0.67,
    "attribution": 0.68,
    "attribution-exact": 0.50,
}
CALIBRATION_ERROR = 0.05
MEGABYTES = 30


@pytest.mark.skipif(not DEV.exists(), reason="no ../shared/data/polnear-dev.jsonl.gz to measure on")
def test_the_figures_on_polnear_dev_are_above_their_floors() -> None:
    wanted = gold.load(DEV)
    evaluation = run.evaluate(wanted, dict(run.predict(wanted, analysis.load())))
    figures = evaluation.scores.figures()
    assert {name: figures[name] for name, floor in FLOORS.items() if figures[name] < floor} == {}
    assert evaluation.reliability is not None
    assert evaluation.reliability.error <= CALIBRATION_ERROR


def test_the_model_is_small_enough_to_ship() -> None:
    assert sum(p.stat().st_size for p in shipped_model().iterdir()) < MEGABYTES * 1e6


def test_a_page_is_read_the_same_alone_and_beside_others_on_any_number_of_threads() -> None:
    alone = [onrecord.Reader(threads=1).read(str(page)) for page in EXAMPLES]
    together = list(onrecord.Reader(threads=3).read_many(list(map(str, EXAMPLES))))
    assert together == alone


@pytest.mark.parametrize("page", EXAMPLES, ids=lambda p: p.name)
def test_an_example_gives_direct_and_indirect_attributions_outside_the_furniture(page: Path) -> None:
    record = onrecord.read(str(page))
    assert isinstance(record, Record)
    assert len(record.attributions) >= 12
    assert {"direct", "indirect"} <= {a.quotation for a in record.attributions}
    for attribution in record.attributions:
        for span in (*attribution.source, *attribution.cue, *attribution.content):
            assert not any(
                f.span.start < span.end and span.start < f.span.end for f in record.article.furniture
            )


def test_a_statement_inside_a_statement_names_its_parent() -> None:
    text = "“The envoy believes that the talks will fail,” said Ana Lund, a spokeswoman for the ministry."
    (outer, inner) = onrecord.read_text(text).attributions
    assert (outer.parent, inner.parent) == (None, 0)
    assert outer.source[0].of(text) == "Ana Lund, a spokeswoman for the ministry"
    assert inner.source[0].of(text) == "The envoy"
