"""One run's documents, from all that it learns from."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("torch", reason="training needs the extra 'train'")

from onrecord.analysis.mentions import Kind
from onrecord.errors import NotFoundError
from onrecord.testing import FakeAnalyser
from onrecord.training.corpora import Marked
from onrecord.training.gather import Sources, coreference_documents, gather

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ana Lund said that it rained. She said no."
LAYER = {"entities": [[0, 8, "PERSON"]], "coreference": [[[0, 8], [30, 33]]]}
SAID = [
    {"source": [[0, 8]], "cue": [[9, 13]], "content": [[14, 28]]},
    {"source": [[30, 33]], "cue": [[34, 38]], "content": [[39, 41]]},
]
GUM = {
    "id": "g", "part": "train", "text": "Ben Moss said that he left.",
    "mentions": [
        {"start": 0, "end": 8, "type": "person", "named": True, "pronoun": False, "chain": 1},
        {"start": 19, "end": 21, "type": "person", "named": False, "pronoun": True, "chain": 1},
    ],
}  # fmt: skip


def write(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf8")
    return path


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    plain = {"id": "plain", "text": TEXT, "attributions": SAID}
    return write(tmp_path / "corpus.jsonl", plain, {**plain, "id": "layered", "corenlp": LAYER})


def test_articles_without_a_layer_have_no_mentions_to_learn_from(corpus: Path) -> None:
    plain, layered = gather(Sources(corpus), None)
    assert (plain.marked, plain.mentions) == (Marked.NONE, ())
    assert layered.marked is Marked.NAMES
    assert [TEXT[m.start : m.end] for m in layered.mentions] == ["Ana Lund", "that", "it", "She"]
    assert layered.mentions[3].chain == layered.mentions[0].chain
    assert all(d.attributed and len(d.attributions) == 2 for d in (plain, layered))


def test_labels_go_to_the_articles_that_have_them(corpus: Path, tmp_path: Path) -> None:
    label = {"attribution": 1, "kind": "unnamed", "spans": [[30, 33]], "named_by": "pronoun"}
    labels = write(tmp_path / "labels.jsonl", {"id": "layered", "speakers": [label]})
    _, layered = gather(Sources(corpus, speakers=(labels,)), None)
    assert (layered.mentions[3].chain, layered.mentions[3].weight) == ("words:she", 1.0)


def test_gold_coreference_comes_beside_with_every_mention_marked(corpus: Path, tmp_path: Path) -> None:
    gum = write(tmp_path / "gum.jsonl", GUM, {**GUM, "id": "kept back", "part": "test"})
    found = gather(Sources(corpus, gum), None)[2:]
    assert {d.id for d in found} == {"g"}
    assert len(found) > 1  # seen more than once in an epoch, for there are few
    assert {(d.marked, d.attributed, d.attributions) for d in found} == {(Marked.ALL, False, ())}
    assert [m.kind for m in found[0].mentions] == [Kind.PERSON_NAME, Kind.PRONOUN]


def test_a_model_that_is_there_reads_attributions_where_none_are_annotated(tmp_path: Path) -> None:
    gum = write(tmp_path / "gum.jsonl", GUM)
    (document,) = coreference_documents(gum, "train", FakeAnalyser())  # type: ignore[arg-type]
    (said,) = document.attributions
    assert (said.source, said.cue, said.content) == (((0, 8),), ((9, 13),), ((14, 26),))
    assert not document.attributed


@pytest.mark.parametrize("which", ["coreference", "speakers", "speakers_dev"])
def test_a_file_that_is_not_there_is_named(corpus: Path, tmp_path: Path, which: str) -> None:
    missing = tmp_path / "nowhere.jsonl"
    with pytest.raises(NotFoundError, match=r"nowhere\.jsonl: no such file.*leave the option out"):
        gather(Sources(corpus, **{which: missing if which == "coreference" else (missing,)}), None)
