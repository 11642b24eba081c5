"""The stance layer: what it can learn, what it must not look at, and the graph that it becomes."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")

from click.testing import CliRunner  # noqa: E402
from folders import digests  # noqa: E402

from onrecord.analysis.decode import Relation  # noqa: E402
from onrecord.analysis.scorers.onnx import STANCES, OnnxScorer  # noqa: E402
from onrecord.analysis.stance import COLUMNS, CUE, PADDING, SHOWN, judgements, shown  # noqa: E402
from onrecord.cli.app import main  # noqa: E402
from onrecord.errors import UsageError  # noqa: E402
from onrecord.records import Distance, Stance  # noqa: E402
from onrecord.training import quantise as quantise_weights  # noqa: E402
from onrecord.training.corpora import read_documents  # noqa: E402
from onrecord.training.stance import (  # noqa: E402
    StanceSettings,
    add_stances,
    export_stances,
    fit,
    guessed,
    scores,
)
from onrecord.training.stance_examples import StanceExamples, stance_examples  # noqa: E402
from onrecord.training.stance_layer import StanceGraph, StanceLayer  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

HIDDEN, VOCABULARY = 24, 50
QUICK = StanceSettings(batch=32, dropout=0.0, blind=0.0)
# What the words of the made-up attributions say: the cue's first piece the stance, the piece before it
# whether it is negated, the second piece of the content the distance.
NOT = 40


def made_up(count: int, seed: int = 0) -> StanceExamples:
    """Attributions of random pieces, whose labels can be told from three of them and nothing else."""
    rng = np.random.default_rng(seed)
    ids = rng.integers(20, 40, (count, 80))
    labels = np.stack([rng.integers(0, 12, count), rng.integers(0, 2, count), rng.integers(0, 3, count)], 1)
    ids[:, 30] = labels[:, 0]
    ids[:, 29] = np.where(labels[:, 1], NOT, ids[:, 29])
    ids[:, 33] = 41 + labels[:, 2]
    each = shown([Relation((30, 31), (27, 28), ((32, 60),), ())] * count, 80)
    states = rng.normal(size=(count, SHOWN, HIDDEN)).astype(np.float16)
    picked = np.take_along_axis(ids, each.at, axis=1)
    return StanceExamples(states, picked, each.roles, each.buckets, labels, np.arange(count) // 4)


@pytest.fixture(scope="module")
def words() -> Any:
    return torch.randn(VOCABULARY, HIDDEN, generator=torch.Generator().manual_seed(3))


def trained(words: Any, examples: StanceExamples, *, epochs: int, seed: int = 1) -> StanceLayer:
    torch.manual_seed(seed)
    layer = StanceLayer(words, dropout=QUICK.dropout)
    fit(layer, examples, replace(QUICK, seed=seed), epochs=epochs, rate=5e-3)
    return layer


@pytest.fixture(scope="module")
def layer(words: Any) -> StanceLayer:
    return trained(words, made_up(800), epochs=8)


def test_what_the_words_say_is_learned(layer: StanceLayer) -> None:
    unseen = made_up(200, seed=1)
    found = [(j.stance, j.negated, j.distance) for j in judgements(scores(layer, unseen))]
    stances, distances = list(Stance), list(Distance)
    wanted = [(stances[s], bool(n), distances[d]) for s, n, d in unseen.labels]
    for part, least in ((0, 0.95), (1, 0.95), (2, 0.9)):
        assert np.mean([f[part] == w[part] for f, w in zip(found, wanted, strict=True)]) >= least


def test_what_stands_in_padding_is_not_looked_at(layer: StanceLayer) -> None:
    examples = made_up(8)
    roles = examples.roles.copy()
    roles[:, 0] = roles[:, -1] = PADDING
    padded = replace(examples, roles=roles)
    other = replace(padded, ids=padded.ids.copy(), states=padded.states.copy())
    other.ids[:, [0, -1]] = NOT
    other.states[:, [0, -1]] += 5
    assert scores(layer, other) == pytest.approx(scores(layer, padded), abs=1e-5)
    assert np.abs(scores(layer, replace(other, roles=examples.roles)) - scores(layer, padded)).max() > 1e-3


def test_the_cue_is_told_from_its_surroundings_by_its_role(layer: StanceLayer) -> None:
    examples = made_up(8)
    elsewhere = np.where(examples.roles == CUE, 1, examples.roles)
    assert np.abs(scores(layer, replace(examples, roles=elsewhere)) - scores(layer, examples)).max() > 0.1


def test_one_seed_gives_one_layer_and_another_seed_another(words: Any) -> None:
    some = made_up(64)
    one, two, other = (trained(words, some, epochs=1, seed=s) for s in (1, 1, 2))
    assert (scores(one, some) == scores(two, some)).all()
    assert (scores(one, some) != scores(other, some)).any()


def test_where_the_states_are_hidden_the_words_alone_decide(layer: StanceLayer) -> None:
    examples = made_up(8)
    given = [torch.from_numpy(a) for a in (examples.ids, examples.roles, examples.buckets)]
    states = torch.from_numpy(examples.states).float()
    blind = torch.zeros(8)
    with torch.inference_mode():
        one, two = layer(states, *given, blind), layer(states + 3, *given, blind)
        sighted = layer(states + 3, *given, torch.ones(8))
    assert torch.equal(one, two)
    assert not torch.allclose(one, sighted)


def graph_inputs(length: int, count: int) -> dict[str, Any]:
    rng = np.random.default_rng(length)
    relations = [Relation((i, i + 1), None, ((i + 1, length),), ()) for i in range(1, count + 1)]
    each = shown(relations, length)
    return {
        "states": rng.normal(size=(length, HIDDEN)).astype(np.float32),
        "ids": rng.integers(0, VOCABULARY, length),
        "at": each.at,
        "roles": each.roles,
        "buckets": each.buckets,
    }


@pytest.mark.parametrize("quantise", [False, True], ids=["float32", "int8"])
def test_the_exported_graph_scores_as_the_layer_does(
    layer: StanceLayer, quantise: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also in other numbers than were traced; the layer is given the states of the shown pieces alone."""
    import onnxruntime

    monkeypatch.setattr(quantise_weights, "_SMALL", 500)
    export_stances(layer, tmp_path, quantise=quantise)
    session = onnxruntime.InferenceSession(str(tmp_path / STANCES))
    for length, count in ((24, 3), (9, 1), (300, 40)):
        inputs = graph_inputs(length, count)
        (found,) = session.run(None, inputs)
        given = [torch.from_numpy(inputs[name]) for name in ("at", "roles", "buckets")]
        states, ids = torch.from_numpy(inputs["states"])[given[0]], torch.from_numpy(inputs["ids"])[given[0]]
        with torch.inference_mode():
            expected = layer(states, ids, *given[1:], torch.ones(count)).numpy()
        assert found.shape == (count, COLUMNS)
        assert np.abs(found - expected).max() < (0.5 if quantise else 1e-4)


def test_the_graph_looks_words_up_in_the_narrowed_table(layer: StanceLayer, words: Any) -> None:
    table = StanceGraph(layer).table.weight
    assert table.shape == (VOCABULARY, layer.narrow.out_features)
    assert torch.allclose(table[7], layer.narrow(words[7]), atol=1e-5)


def label_file(corpus: Path, path: Path) -> Path:
    """Every attribution of the corpus labelled, in the shape of ``quality/stances``."""
    lines = []
    for text in corpus.read_text(encoding="utf8").splitlines():
        document = json.loads(text)
        labels = [
            {"attribution": i, "stance": "assert", "negated": False, "distance": "neutral"}
            for i, _ in enumerate(document["attributions"])
        ]
        lines.append(json.dumps({"id": document["id"], "stances": labels}))
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
    return path


def test_examples_are_the_labelled_attributions_with_the_states_of_the_model(
    model: Path, write_corpus: Any
) -> None:
    (document,) = read_documents(write_corpus("c.jsonl", 1))
    scorer = OnnxScorer.load(model)
    last = len(document.attributions) - 1
    first = (Stance.DENY, True, Distance.ENDORSING)
    labels = {document.id: {0: first, last: (Stance.ASK, False, Distance.NEUTRAL)}}
    examples = stance_examples(scorer, [document], labels)
    assert sorted(examples.labels.tolist()) == [[1, 1, 1], [6, 0, 0]]
    assert len(examples) == 2
    for row, number in enumerate((0, last)):
        (start, end), *_ = document.attributions[number].cue
        cue = scorer.tokenizer.encode(document.text[start:end], add_special_tokens=False).ids
        at = examples.roles[row] == CUE
        assert examples.ids[row][at].tolist() == cue
        assert np.abs(examples.states[row][at]).min() > 0
    assert len(stance_examples(scorer, [document], {document.id: {0: first}})) == 1


def test_what_nobody_labelled_is_guessed_from_its_cue(write_corpus: Any) -> None:
    (document,) = read_documents(write_corpus("c.jsonl", 1))
    cues = {a.number: document.text[slice(*a.cue[0])] for a in document.attributions}
    found = guessed(document, {0})
    assert set(found) == set(cues) - {0}
    for number, (stance, negated, distance) in found.items():
        assert (stance, negated) == (Stance.ASSERT, False)
        assert distance is (Distance.ENDORSING if cues[number] == "noted" else Distance.NEUTRAL)


def test_a_layer_is_added_to_a_model_that_stays_as_it_is(
    model: Path, tmp_path: Path, write_corpus: Any
) -> None:
    corpus, dev = write_corpus("train.jsonl", 4), write_corpus("dev.jsonl", 2, seed=1)
    labels, output = label_file(corpus, tmp_path / "labels.jsonl"), tmp_path / "run"
    (model / "MODEL_CARD.md").write_text("# tiny\n\n## Limits\n\nMany.\n", encoding="utf8")
    line = ["train", str(corpus), "--dev", str(dev), "-o", str(output), "--stances", str(labels)]
    more = ["--stances-only", "--start-from", str(model), "--epochs", "1", "--threads", "1"]
    before = digests(model)
    for _ in range(2):  # a second run writes over the first
        result = CliRunner().invoke(main, [*line, *more])
        assert result.exit_code == 0, result.output
        assert result.stdout.startswith(f"{output / 'model'}: ")
    after = digests(output / "model")
    assert set(after) - set(before) == {STANCES}
    assert {n for n in before if before[n] != after[n]} == {"MODEL_CARD.md"}
    card = (output / "model" / "MODEL_CARD.md").read_text(encoding="utf8")
    assert card.startswith("# tiny\n\n## Limits\n\nMany.\n\n## Stance, negation, distance\n")
    assert card.count("## Stance") == 1
    count = sum(len(d.attributions) for d in read_documents(corpus))
    assert f"Learned from {count} labelled attributions (labels.jsonl)." in card


def test_labels_of_other_articles_are_refused(model: Path, tmp_path: Path, write_corpus: Any) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_text('{"id": "elsewhere", "stances": []}\n', encoding="utf8")
    with pytest.raises(UsageError, match="labels none of the 2 articles of the corpus"):
        add_stances(model, read_documents(write_corpus("c.jsonl", 2)), [labels])
    assert not (model / STANCES).exists()


@pytest.mark.parametrize("left_out", ["--stances", "--start-from"])
def test_a_layer_alone_needs_labels_and_a_model(left_out: str, model: Path, tmp_path: Path) -> None:
    given = {"--stances": str(tmp_path / "labels.jsonl"), "--start-from": str(model)}
    options = [word for key, value in given.items() if key != left_out for word in (key, value)]
    line = ["train", "c.jsonl", "--dev", "d.jsonl", "-o", str(tmp_path / "run"), "--stances-only", *options]
    result = CliRunner().invoke(main, line)
    assert result.exit_code == 2
    assert "expected --stances FILE and --start-from MODEL" in result.stderr
