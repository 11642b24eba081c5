"""From a made-up corpus to a model folder that ``onrecord read`` takes, on tiny random encoders."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

pytest.importorskip("torch", reason="training needs the extra 'train'")

from click.testing import CliRunner
from made_up_corpus import WHAT

from onrecord.analysis import pairs
from onrecord.analysis.mentions import WIDTH
from onrecord.analysis.scorers.onnx import OnnxScorer, read_config
from onrecord.cli.app import main
from onrecord.errors import ModelError, UsageError
from onrecord.training import loop
from onrecord.training import quantise as quantise_weights
from onrecord.training.encoder import load_encoder, special_pieces
from onrecord.training.export_onnx import export
from onrecord.training.gather import Sources
from onrecord.training.loop import TrainingSettings
from onrecord.training.network import AttributionNetwork
from onrecord.training.run import train
from onrecord.training.scorer import TorchScorer

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = TrainingSettings(
    epochs=2, batch_pieces=400, core=48, context=8, threads=1, encoder_rate=3e-3, head_rate=1e-2
)  # fmt: skip
FAMILIES = ("bert", "roberta", "deberta")
# How far int8 moves a score of these networks at most (0.026 seen).
INT8_BOUND = 0.05


@pytest.fixture(autouse=True)
def _float32(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_has_bfloat16", lambda _: False)  # slow in networks as small as these


@pytest.mark.parametrize("family", FAMILIES)
def test_a_corpus_becomes_a_model_that_reads_pages(
    family: str, tmp_path: Path, write_corpus: Any, encoder_folder: Any
) -> None:
    corpus, dev = write_corpus("train.jsonl", 8), write_corpus("dev.jsonl", 4, seed=1)
    epochs: list[int] = []
    trained = train(
        Sources(corpus), dev, tmp_path / "run", encoder=encoder_folder(family), name="tiny 1",
        settings=SETTINGS,
        after_epoch=lambda epoch, figures: epochs.append(epoch) if "attribution" in figures else None,
    )  # fmt: skip
    assert epochs == [1, 2]
    assert trained.folder == tmp_path / "run" / "model"
    assert {p.name for p in trained.folder.iterdir()} == {
        "encoder.onnx", "roles.onnx", "antecedents.onnx", "tokenizer.json", "config.json", "words.txt",
        "MODEL_CARD.md",
    }  # fmt: skip
    assert read_config(trained.folder) == trained.config
    assert trained.config.calibration is not None
    assert (trained.config.core, trained.config.context, trained.config.name) == (48, 8, "tiny 1")
    assert 0 <= trained.calibration_error <= 1
    page = tmp_path / "page.txt"
    page.write_text("\n".join(f"Ana said that {w}." for w in WHAT), encoding="utf8")
    result = CliRunner().invoke(main, ["read", "--model", str(trained.folder), "--format", "json", str(page)])
    assert result.exit_code == 0, result.output
    record = json.loads(result.stdout)
    assert record["article"]["text"].startswith("Ana said that")
    assert isinstance(record["attributions"], list)


def test_the_command_trains_and_says_what_came_out(
    tmp_path: Path, write_corpus: Any, encoder_folder: Any
) -> None:
    corpus, dev = write_corpus("train.jsonl", 4), write_corpus("dev.jsonl", 3, seed=1)
    output, encoder = tmp_path / "run", encoder_folder("bert")
    paths = [str(corpus), "--dev", str(dev), "-o", str(output), "--encoder", str(encoder)]
    sizes = ["--epochs", "1", "--core", "48", "--context", "8", "--batch-pieces", "400", "--threads", "1"]
    result = CliRunner().invoke(main, ["train", *paths, *sizes])
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith(f"{output / 'model'}: source-exact 0.")
    assert "calibration error 0." in result.stdout
    assert "epoch 1 of 1, dev: source-exact" in result.stderr
    assert (
        (output / "model" / "MODEL_CARD.md").read_text(encoding="utf8").startswith("# onrecord-attribution")
    )
    assert (output / "checkpoint.pt").is_file()


GUM = {
    "id": "g", "part": "train", "text": "Ana said that she knew.\nThe ferry was late again.",
    "mentions": [
        {"start": 0, "end": 3, "type": "person", "named": True, "pronoun": False, "chain": 1},
        {"start": 14, "end": 17, "type": "person", "named": False, "pronoun": True, "chain": 1},
        {"start": 24, "end": 33, "type": "object", "named": False, "pronoun": False, "chain": 2},
    ],
}  # fmt: skip


def test_a_second_run_begins_with_the_model_of_the_first_and_learns_coreference(
    tmp_path: Path, write_corpus: Any, encoder_folder: Any
) -> None:
    corpus, dev = write_corpus("train.jsonl", 3), write_corpus("dev.jsonl", 2, seed=1)
    gum = tmp_path / "gum.jsonl"
    gum.write_text(json.dumps(GUM) + "\n", encoding="utf8")
    shared = [str(corpus), "--dev", str(dev), "--encoder", str(encoder_folder("bert")), "--threads", "1"]
    sizes = ["--core", "48", "--context", "8", "--batch-pieces", "400", "--epochs", "1"]
    first, second = tmp_path / "first", tmp_path / "second"
    rates = ["--encoder-rate", "0", "--head-rate", "0"]  # so that the second ends as it began
    more = ["--coreference", str(gum), "--start-from", str(first / "model"), *rates]
    for arguments in (["-o", str(first)], ["-o", str(second), *more]):
        result = CliRunner().invoke(main, ["train", *shared, *sizes, *arguments])
        assert result.exit_code == 0, result.output
    one, two = (OnnxScorer.load(folder / "model") for folder in (first, second))
    ids = np.arange(5, 30)
    a, b = (s.encode(ids, np.zeros_like(ids)) for s in (one, two))
    assert np.abs(a.cues - b.cues).max() < INT8_BOUND
    missing = CliRunner().invoke(
        main, ["train", *shared, "-o", str(second), "--coreference", "nowhere.jsonl"]
    )
    assert missing.exit_code != 0
    assert "nowhere.jsonl: no such file" in missing.output


def scorers(folder: Path, encoder: Path, *, quantise: bool) -> tuple[OnnxScorer, TorchScorer]:
    import torch

    loaded, tokenizer = load_encoder(encoder)
    network = AttributionNetwork(loaded)
    torch.nn.init.normal_(network.case.weight)
    special = special_pieces(tokenizer)
    from onrecord.training.run import _config

    config = _config("tiny", network, SETTINGS, special)
    export(network, tokenizer, config, folder, quantise=quantise)
    return OnnxScorer.load(folder), TorchScorer(network, tokenizer, config)


def largest_differences(ours: OnnxScorer, theirs: TorchScorer, length: int) -> list[float]:
    rng = np.random.default_rng(length)
    ids = rng.integers(5, 60, length)
    cases = rng.integers(0, 5, length)
    cues = [(1, 2), (1, length), (length - 2, length)]
    a, b = ours.encode(ids, cases), theirs.encode(ids, cases)
    assert a.mentions is not None
    assert b.mentions is not None
    answers = [
        (a.cues, b.cues),
        (a.nested, b.nested),
        (a.mentions, b.mentions),
        (ours.roles(a.states, cues), theirs.roles(b.states, cues)),
    ]
    assert all(x.shape == y.shape for x, y in answers)
    return [float(np.abs(x - y).max()) for x, y in answers]


@pytest.mark.parametrize("quantise", [False, True], ids=["float32", "int8"])
@pytest.mark.parametrize("family", FAMILIES)
def test_the_exported_model_scores_as_the_network_does(
    family: str, quantise: bool, tmp_path: Path, encoder_folder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also at other lengths than the 24 pieces that were traced: DeBERTa's positions depend on it."""
    monkeypatch.setattr(quantise_weights, "_SMALL", 500)  # so that these small matrices are quantised too
    ours, theirs = scorers(tmp_path / "model", encoder_folder(family), quantise=quantise)
    for length in (3, 24, 25, 90):
        differences = largest_differences(ours, theirs, length)
        assert max(differences) < (INT8_BOUND if quantise else 1e-4), (length, differences)


@pytest.mark.parametrize("count", [2, 3, 24, 90])
def test_the_exported_antecedents_score_as_the_network_does(
    count: int, tmp_path: Path, encoder_folder: Any
) -> None:
    ours, theirs = scorers(tmp_path / "model", encoder_folder("bert"), quantise=True)
    rng = np.random.default_rng(count)
    later, earlier = pairs.nearest(count)
    sizes = np.array(pairs.SIZES)
    codes = rng.integers(0, sizes, (len(later), len(sizes))) + np.append(0, np.cumsum(sizes)[:-1])
    vectors = rng.normal(size=(count, WIDTH)).astype(np.float32)
    found, expected = (s.antecedents(vectors, later, earlier, codes) for s in (ours, theirs))
    assert [x.shape for x in found] == [(len(later),), (count,)]
    for x, y in zip(found, expected, strict=True):
        assert np.abs(x - y).max() < 1e-4


@pytest.mark.parametrize("name", ["config.json", "tokenizer.json"])
def test_an_encoder_without_a_file_is_refused(name: str, encoder_folder: Any) -> None:
    folder = encoder_folder("bert")
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"it lacks {name}. Expected a Hugging Face encoder"):
        load_encoder(folder)


def test_an_encoder_without_weights_is_refused(encoder_folder: Any) -> None:
    folder = encoder_folder("bert")
    (folder / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=r"cannot be loaded as an encoder.*as save_pretrained writes"):
        load_encoder(folder)


def test_a_tokenizer_that_is_none_or_anothers_is_refused(encoder_folder: Any) -> None:
    folder, other = encoder_folder("bert"), encoder_folder("roberta")
    shutil.copy(other / "tokenizer.json", folder)
    with pytest.raises(ModelError, match=r"pieces, the weights know.*that the encoder was trained with"):
        load_encoder(folder)
    (folder / "tokenizer.json").write_text("{}")
    with pytest.raises(ModelError, match=r"cannot be read as a tokenizer.*save_pretrained"):
        load_encoder(folder)


def test_a_vocabulary_without_structure_is_refused(encoder_folder: Any) -> None:
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel

    with pytest.raises(ModelError, match=r"none of \[CLS\], <s>: expected a BERT or RoBERTa vocabulary"):
        special_pieces(Tokenizer(WordLevel({"a": 0}, unk_token="a")))


def test_windows_longer_than_the_encoder_reads_are_refused(
    tmp_path: Path, write_corpus: Any, encoder_folder: Any
) -> None:
    corpus = write_corpus("train.jsonl", 2)
    with pytest.raises(UsageError, match=r"at most 128 pieces.*of up to 433.*Give a smaller --core"):
        train(
            Sources(corpus),
            corpus,
            tmp_path / "run",
            encoder=encoder_folder("bert"),
            settings=TrainingSettings(),
        )
