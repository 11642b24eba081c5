"""A network begun from a model folder is the network that was exported, as near as int8 lets it be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

torch = pytest.importorskip("torch", reason="training needs the extra 'train'")

from onrecord.analysis.scorers.onnx import ANTECEDENTS, CONFIG, ENCODER  # noqa: E402
from onrecord.errors import ModelError  # noqa: E402
from onrecord.training import quantise as quantise_weights  # noqa: E402
from onrecord.training.encoder import load_encoder, special_pieces  # noqa: E402
from onrecord.training.export_onnx import export  # noqa: E402
from onrecord.training.loop import TrainingSettings  # noqa: E402
from onrecord.training.network import AttributionNetwork  # noqa: E402
from onrecord.training.run import _config  # noqa: E402
from onrecord.training.warm import start_from  # noqa: E402

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = TrainingSettings(core=48, context=8)


def network(encoder: Path, seed: int) -> AttributionNetwork:
    """All its weights at random, so that none is right by chance."""
    torch.manual_seed(seed)
    out = AttributionNetwork(load_encoder(encoder)[0])
    with torch.no_grad():
        for parameter in out.parameters():
            torch.nn.init.normal_(parameter, std=0.2)
    return out


@pytest.fixture(params=[False, True], ids=["float32", "int8"])
def exported(
    request: pytest.FixtureRequest, tmp_path: Path, encoder_folder: Any, monkeypatch: pytest.MonkeyPatch
) -> tuple[Path, Path, AttributionNetwork]:
    """Folders of a model and of its encoder, and the network it came from."""
    monkeypatch.setattr(quantise_weights, "_SMALL", 500)
    encoder, folder = encoder_folder("bert"), tmp_path / "model"
    tokenizer = load_encoder(encoder)[1]
    first = network(encoder, 1)
    config = _config("tiny", first, SETTINGS, special_pieces(tokenizer))
    export(first, tokenizer, config, folder, quantise=request.param)
    return folder, encoder, first


def test_every_weight_comes_back(exported: tuple[Path, Path, AttributionNetwork]) -> None:
    folder, encoder, first = exported
    second = network(encoder, 2)
    missing = start_from(second, folder)
    # The kinds of segments are one throughout, so the exporter adds them up with what stands beside them.
    assert [n for n in missing if "token_type" not in n] == []
    for name, expected in first.state_dict().items():
        if name not in missing and "_chain." not in name:
            found = second.state_dict()[name]
            assert torch.allclose(found, expected, atol=0.01), (name, float((found - expected).abs().max()))


def test_chains_come_back_with_what_they_forbid(exported: tuple[Path, Path, AttributionNetwork]) -> None:
    folder, encoder, first = exported
    second = network(encoder, 2)
    start_from(second, folder)
    for name in ("cue_chain", "nested_chain", "role_chain"):
        ours, theirs = getattr(second, name), getattr(first, name)
        for found, expected in zip(ours.scores(), theirs.scores(), strict=True):
            assert torch.allclose(found, expected, rtol=1e-4, atol=1e-4), name
        assert not ours.transitions[ours.ruled_out < 0].any()  # once forbidden, not twice as much


def test_a_model_without_antecedents_leaves_them_as_they_were(
    exported: tuple[Path, Path, AttributionNetwork],
) -> None:
    folder, encoder, _ = exported
    (folder / ANTECEDENTS).unlink()
    second = network(encoder, 2)
    before = {n: w.clone() for n, w in second.antecedents.state_dict().items()}
    missing = start_from(second, folder)
    assert {n.removeprefix("antecedents.") for n in missing if n.startswith("antecedents.")} == set(before)
    for name, expected in before.items():
        assert torch.equal(second.antecedents.state_dict()[name], expected)


def test_a_model_of_another_size_is_refused(
    exported: tuple[Path, Path, AttributionNetwork], tmp_path: Path
) -> None:
    from transformers import BertConfig, BertModel

    folder, _, _ = exported
    sizes = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 16}
    other = AttributionNetwork(BertModel(BertConfig(vocab_size=160, **sizes)))
    with pytest.raises(ModelError, match=r"the network's is \(.*same encoder.*train without --start-from"):
        start_from(other, folder)


@pytest.mark.parametrize("name", [ENCODER, CONFIG])
def test_a_folder_that_is_no_model_is_refused(
    exported: tuple[Path, Path, AttributionNetwork], name: str
) -> None:
    folder, encoder, _ = exported
    (folder / name).write_bytes(b"nothing of the sort")
    with pytest.raises(ModelError, match=name):
        start_from(network(encoder, 2), folder)
