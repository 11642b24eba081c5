from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

import pytest

from onrecord import analysis
from onrecord.analysis.scorers import onnx as scorer
from onrecord.analysis.scorers.base import Calibration, Chain, ModelConfig
from onrecord.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tokenizers import Tokenizer

GRAPHS = (scorer.ENCODER, scorer.ROLES, scorer.ANTECEDENTS)


@pytest.fixture
def config(make_chain: Callable[[int], Chain]) -> ModelConfig:
    return ModelConfig("tiny 1", 1, 2, 40, 8, make_chain(3), make_chain(3), make_chain(5))


@pytest.fixture
def folder(tmp_path: Path, tokenizer: Tokenizer, config: ModelConfig) -> Path:
    """A folder in which all but the graphs is right."""
    scorer.write_config(tmp_path, config)
    tokenizer.save(str(tmp_path / scorer.TOKENIZER))
    for name in GRAPHS:
        (tmp_path / name).write_bytes(b"no graph")
    return tmp_path


def refused(folder: Path) -> str:
    with pytest.raises(ModelError) as caught:
        scorer.OnnxScorer.load(folder)
    return str(caught.value)


def test_a_configuration_is_read_as_it_was_written(tmp_path: Path, config: ModelConfig) -> None:
    config = replace(config, calibration=Calibration({"source": 0.25}, -1.5), threshold=0.4, source_bias=1.0)
    scorer.write_config(tmp_path, config)
    assert scorer.read_config(tmp_path) == config


@pytest.mark.parametrize("name", [*GRAPHS, scorer.TOKENIZER, scorer.CONFIG])
def test_a_folder_that_lacks_a_file_is_refused(folder: Path, name: str) -> None:
    (folder / name).unlink()
    message = refused(folder)
    assert str(folder) in message
    assert f"lacks {name}." in message
    assert "Expected what `onrecord train` writes" in message
    assert "leave --model out" in message


def test_no_folder_is_refused_with_all_that_it_lacks(tmp_path: Path) -> None:
    lacks = r"lacks encoder\.onnx, roles\.onnx, antecedents\.onnx, tokenizer\.json, config\.json"
    with pytest.raises(ModelError, match=lacks):
        analysis.load(tmp_path / "nowhere")


def changed(config: ModelConfig, **values: Any) -> str:
    return json.dumps({**asdict(config), **values})


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"core": 0}, id="windows of nothing"),
        pytest.param({"context": -1}, id="negative context"),
        pytest.param({"core": "many"}, id="a word for a number"),
        pytest.param({"of_the_future": 1}, id="unknown key"),
        pytest.param({"cue_chain": {"start": []}}, id="half a chain"),
        pytest.param({"cue_chain": [1, 2]}, id="no chain"),
        pytest.param({"role_chain": {"transitions": [[0]], "start": [0], "end": [0]}}, id="a smaller chain"),
        pytest.param({"calibration": {"weights": {}}}, id="half a calibration"),
    ],
)
def test_a_configuration_of_another_shape_is_refused(
    folder: Path, config: ModelConfig, values: dict[str, Any]
) -> None:
    (folder / scorer.CONFIG).write_text(changed(config, **values), encoding="utf8")
    message = refused(folder)
    assert f"{folder / scorer.CONFIG} is not a model description of this version" in message
    assert "again with this version" in message


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'"text"', b"null", b"\xff\xfe"])
def test_a_configuration_that_is_none_is_refused(folder: Path, content: bytes) -> None:
    (folder / scorer.CONFIG).write_bytes(content)
    assert "is not a model description" in refused(folder)


def test_a_tokenizer_that_is_none_is_refused(folder: Path) -> None:
    (folder / scorer.TOKENIZER).write_text("{}")
    message = refused(folder)
    assert "tokenizer.json cannot be read as a tokenizer" in message
    assert "Expected the file that `onrecord train` writes" in message
    assert "leave --model out" in message


def test_a_graph_that_is_none_is_refused(folder: Path) -> None:
    message = refused(folder)
    assert f"{folder / scorer.ENCODER} cannot be loaded by onnxruntime" in message
    assert "Expected the graph that `onrecord train` writes" in message
    assert "export the model again" in message


def test_a_graph_of_another_kind_is_refused(folder: Path) -> None:
    graph = pytest.importorskip("onnx", reason="onnx makes the graph").helper
    x = graph.make_tensor_value_info("x", 1, [1])
    y = graph.make_tensor_value_info("y", 1, [1])
    made = graph.make_graph([graph.make_node("Identity", ["x"], ["y"])], "other", [x], [y])
    model = graph.make_model(made, opset_imports=[graph.make_opsetid("", 17)], ir_version=8)
    (folder / scorer.ENCODER).write_bytes(model.SerializeToString())
    assert "takes x; expected ids, cases" in refused(folder)


def test_a_graph_that_fails_on_a_text_is_a_model_error() -> None:
    class Session:
        def run(self, *_: Any) -> Any:
            raise RuntimeError("index 99 is out of bounds")

    with pytest.raises(ModelError, match=r"cannot score this text.*out of bounds.*tokenizer of one model"):
        scorer._answers(Session(), {})
