"""The model that is shipped: what it promises on the corpus it was chosen on, and alone as beside others."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord import analysis
from onrecord.analysis.scorers.onnx import shipped_model
from onrecord.evaluation import gold, run
from onrecord.records import Distance, Record, Stance

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT.parent / "shared" / "data" / "polnear-dev.jsonl.gz"
LABELLED = DEV.with_name("polnear-dev-labelled.jsonl.gz")
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
# What issue 5 asks for; docs/claims-stance.md has the model's figures.
STANCE_FLOORS = {"stance": 0.88, "stance-macro": 0.70, "negated": 0.97, "distance": 0.95}
MEGABYTES = 30


@pytest.mark.skipif(not DEV.exists(), reason="no ../shared/data/polnear-dev.jsonl.gz to measure on")
def test_the_figures_on_polnear_dev_are_above_their_floors() -> None:
    wanted = gold.load(DEV)
    evaluation = run.evaluate(wanted, dict(run.predict(wanted, analysis.load())))
    figures = evaluation.scores.figures()
    assert {name: figures[name] for name, floor in FLOORS.items() if figures[name] < floor} == {}
    assert evaluation.reliability is not None
    assert evaluation.reliability.error <= CALIBRATION_ERROR


@pytest.mark.skipif(not LABELLED.exists(), reason="no ../shared/data/polnear-dev-labelled.jsonl.gz")
def test_the_stances_on_polnear_dev_labelled_are_above_their_floors() -> None:
    wanted = gold.load(LABELLED)
    figures = run.evaluate(wanted, dict(run.predict(wanted, analysis.load()))).scores.figures()
    assert {name: figures[name] for name, floor in STANCE_FLOORS.items() if figures[name] < floor} == {}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Ana Lund denied that the quay was unsafe.", Stance.DENY),
        ("Ana Lund said that the quay was unsafe.", Stance.ASSERT),
        ("Ana Lund lambasted the plan to close the quay.", Stance.OPPOSE),
        ("Ana Lund praised the plan to close the quay.", Stance.SUPPORT),
        ("Ana Lund promised to close the quay.", Stance.INTEND),
        ("Ana Lund urged the council to close the quay.", Stance.DEMAND),
        ("Ana Lund declined to say whether the quay was safe.", Stance.DECLINE),
        ("The court ruled that the quay must close.", Stance.DECREE),
    ],
    ids=lambda value: value if isinstance(value, Stance) else "",
)
def test_a_plain_sentence_has_the_stance_that_it_says(text: str, stance: Stance) -> None:
    (attribution,) = onrecord.read_text(text).attributions
    assert (attribution.stance, attribution.negated) == (stance, False)


def test_what_is_not_said_is_negated_and_what_is_claimed_is_at_a_distance() -> None:
    (silent,) = onrecord.read_text("Ana Lund did not say that the quay was safe.").attributions
    assert silent.negated
    (claimed,) = onrecord.read_text("Ana Lund claimed that the quay was safe.").attributions
    assert (claimed.negated, claimed.distance) == (False, Distance.DISTANCING)


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
