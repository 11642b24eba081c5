"""Labels of speakers stand in a file of their own, as offsets, and are joined to their corpus."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from onrecord.cli.evaluate import command
from onrecord.errors import BadLineError, NotFoundError, UsageError
from onrecord.evaluation import Doc, Labelled, score
from onrecord.evaluation.speaker_labels import SpeakerLabel, join, read_speaker_labels
from onrecord.records import Span, SpeakerKind

COMMITTED = Path(__file__).parents[2] / "quality" / "speakers"
PARTS = ("train", "dev")
TEXT = "Ana Lund and Bo Lind met. She said yes. They said no."
SPANS = ((), (Span(30, 34),), (Span(35, 38),))
DOCS = {"a": Doc(TEXT, (Labelled(*SPANS), Labelled(*SPANS))), "b": Doc("Rain.")}

SHE = {"attribution": 0, "kind": "person", "spans": [[0, 8]], "named_by": "pronoun"}
THEY = {
    "attribution": 1,
    "kind": "person",
    "spans": [[0, 8], [13, 20]],
    "named_by": "pronoun",
    "unsure": True,
}


def written(folder: Path, *speakers: object, name: str = "labels.jsonl") -> Path:
    path = folder / name
    line = json.dumps({"id": "a", "speakers": speakers}) + "\n"
    path.write_bytes(gzip.compress(line.encode()) if name.endswith(".gz") else line.encode())
    return path


@pytest.mark.parametrize("name", ["labels.jsonl", "labels.jsonl.gz"])
def test_labels_are_read_by_article(tmp_path: Path, name: str) -> None:
    assert read_speaker_labels(written(tmp_path, SHE, THEY, name=name)) == {
        "a": (
            SpeakerLabel(0, SpeakerKind.PERSON, (Span(0, 8),), "pronoun"),
            SpeakerLabel(1, SpeakerKind.PERSON, (Span(0, 8), Span(13, 20)), "pronoun", unsure=True),
        )
    }


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"attribution": None}, id="no-index"),
        pytest.param({"attribution": True}, id="index-is-a-truth"),
        pytest.param({"attribution": -1}, id="index-below-zero"),
        pytest.param({"kind": "people"}, id="unknown-kind"),
        pytest.param({"named_by": "gesture"}, id="unknown-form"),
        pytest.param({"spans": [[8, 0]]}, id="span-turned-round"),
        pytest.param({"unsure": "yes"}, id="unsure-in-words"),
    ],
)
def test_another_shape_is_refused_with_its_line(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(BadLineError, match="line 1, speaker 1"):
        read_speaker_labels(written(tmp_path, SHE, {**THEY, **change}))


def test_an_article_stands_once(tmp_path: Path) -> None:
    path = written(tmp_path, SHE)
    path.write_text(path.read_text("utf-8") * 2, "utf-8")
    with pytest.raises(BadLineError, match="line 2: id is 'a'"):
        read_speaker_labels(path)


def test_an_absent_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        read_speaker_labels(tmp_path / "none.jsonl")


def test_joined_labels_are_those_of_the_scorer(tmp_path: Path) -> None:
    joined = join(read_speaker_labels(written(tmp_path, SHE, THEY)), DOCS)
    assert list(joined) == ["a"]
    she, they = joined["a"].attributions
    named_by = {"speaker_kind": "person", "speaker_named_by": "pronoun"}
    assert she.labels == {"speaker": "Ana Lund", **named_by}
    assert they.labels == {"speakers": ["Ana Lund", "Bo Lind"], **named_by, "disputed": True}
    assert score(joined, joined).figures()["speaker"] == 1


def test_a_label_of_nobody_is_null(tmp_path: Path) -> None:
    nobody = {"attribution": 0, "kind": "unknown", "spans": [], "named_by": "none"}
    (first, second) = join(read_speaker_labels(written(tmp_path, nobody)), DOCS)["a"].attributions
    assert first.labels == {"speaker": None, "speaker_kind": "unknown", "speaker_named_by": "none"}
    assert second.labels == {}


@pytest.mark.parametrize(
    "change",
    [pytest.param({"attribution": 2}, id="attribution"), pytest.param({"spans": [[0, 99]]}, id="span")],
)
def test_labels_of_another_text_are_refused(tmp_path: Path, change: dict[str, object]) -> None:
    with pytest.raises(UsageError, match="lies outside the document"):
        join(read_speaker_labels(written(tmp_path, {**SHE, **change})), DOCS)


def test_labels_of_another_corpus_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="none of the documents"):
        join(read_speaker_labels(written(tmp_path, SHE)), {"c": DOCS["a"]})


def test_the_command_measures_the_documents_that_have_labels(tmp_path: Path) -> None:
    spans = {"source": [], "cue": [[30, 34]], "content": [[35, 38]]}
    gold = tmp_path / "gold.jsonl"
    lines = [
        {"id": "a", "text": TEXT, "attributions": [{**spans, "speaker": "Lund", "speaker_kind": "person"}]},
        {"id": "b", "text": TEXT, "attributions": [spans]},
    ]
    gold.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    arguments = [gold, "--against", gold, "--speakers", written(tmp_path, SHE), "--json"]
    result = CliRunner().invoke(command, list(map(str, arguments)), catch_exceptions=False)
    out = json.loads(result.stdout)
    assert out["documents"] == 1
    assert out["rates"]["speaker"] == {"right": 1, "of": 1, "share": 1.0}


def test_the_labels_we_keep_can_be_read_and_hold_no_words() -> None:
    train, dev = (read_speaker_labels(COMMITTED / f"polnear-train-{part}.jsonl.gz") for part in PARTS)
    assert not set(train) & set(dev)
    assert (len(train), len(dev)) == (210, 96)
    for speakers in (*train.values(), *dev.values()):
        assert [s.attribution for s in speakers] == list(range(len(speakers)))
        assert all(bool(s.spans) == (s.kind is not SpeakerKind.UNKNOWN) for s in speakers)
