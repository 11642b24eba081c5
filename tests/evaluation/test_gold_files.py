"""Gold and prediction files: what is read, and how a bad one is reported."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from onrecord.errors import BadLineError, NotFoundError, UsageError
from onrecord.evaluation.gold import document, load
from onrecord.records import Span

if TYPE_CHECKING:
    from pathlib import Path

LINE = {
    "id": "a",
    "text": "Ana said yes.",
    "publisher": "Post",
    "attributions": [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 12]], "negated": False}],
}
PASSAGE = (
    "id: {id}\npart: {part}\nphenomena: indirect\ncomment: made\n---\n{{s1:Ana}} {{c1:said}} {{q1:yes}}.\n"
)


def test_a_line_becomes_a_document(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE) + "\n\n", "utf-8")
    doc = load(path)["a"]
    assert (doc.text, doc.publisher, doc.part) == ("Ana said yes.", "Post", None)
    assert doc.attributions[0].content == (Span(9, 12),)
    assert doc.attributions[0].labels == {"negated": False}
    assert doc.attributions[0].confidence is None


def test_a_gzipped_file_reads_like_a_plain_one(tmp_path: Path) -> None:
    plain, zipped = tmp_path / "gold.jsonl", tmp_path / "gold.jsonl.gz"
    plain.write_text(json.dumps(LINE), "utf-8")
    zipped.write_bytes(gzip.compress(json.dumps(LINE).encode()))
    assert load(zipped) == load(plain)


def test_predictions_need_no_text_and_may_leave_roles_out() -> None:
    doc = document(
        {"id": "a", "attributions": [{"content": [[0, 3]], "source": None, "confidence": 1}]}, "here"
    )
    assert (doc.text, doc.attributions[0].source, doc.attributions[0].cue) == ("", (), ())
    assert doc.attributions[0].confidence == 1.0


def test_the_error_lines_of_annotate_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "predicted.jsonl"
    path.write_text('{"line": 1, "error": "no text"}\n' + json.dumps(LINE), "utf-8")
    assert list(load(path)) == ["a"]


def test_a_folder_of_passages_is_read_by_part(tmp_path: Path) -> None:
    for key, part in (("one", "dev"), ("two", "test")):
        (tmp_path / f"{key}.txt").write_text(PASSAGE.format(id=key, part=part), "utf-8")
    assert list(load(tmp_path)) == ["one", "two"]
    passage = load(tmp_path, part="test")["two"]
    assert (passage.text, passage.attributions[0].source) == ("Ana said yes.", (Span(0, 3),))


def test_parts_of_a_file_without_parts_are_the_callers_mistake(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(LINE), "utf-8")
    with pytest.raises(UsageError, match="leave --part out"):
        load(path, part="dev")


def test_a_path_to_nothing_is_named(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match=r"absent\.jsonl: no such file"):
        load(tmp_path / "absent.jsonl")
    with pytest.raises(NotFoundError, match="no passages"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        pytest.param("{", "one JSON object a line", id="not JSON"),
        pytest.param("[]", "is a list", id="not an object"),
        pytest.param('{"text": ""}', "id is None", id="no id"),
        pytest.param('{"id": "a", "attributions": {}}', "attributions is dict", id="attributions no list"),
        pytest.param('{"id": "a", "attributions": [3]}', "attribution 0: is 3", id="attribution no object"),
        pytest.param('{"id": "a", "attributions": [{"cue": [[3, 3]]}]}', "cue is", id="empty span"),
        pytest.param('{"id": "a", "attributions": [{"cue": [[3]]}]}', "cue is", id="half a span"),
        pytest.param('{"id": "a", "attributions": [{"cue": [["0", 3]]}]}', "cue is", id="text for a number"),
        pytest.param('{"id": "a", "attributions": [{"cue": 7}]}', "cue is 7", id="number for spans"),
        pytest.param('{"id": "a", "attributions": [{"confidence": 7}]}', "confidence is 7", id="confidence"),
        pytest.param('{"id": "a", "attributions": [{"parent": "x"}]}', "parent is 'x'", id="parent"),
    ],
)
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "first"}\n' + line, "utf-8")
    with pytest.raises(BadLineError, match=message) as caught:
        load(path)
    assert "line 2" in str(caught.value)


def test_the_same_id_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a"}\n{"id": "a"}', "utf-8")
    with pytest.raises(BadLineError, match="earlier line"):
        load(path)


def test_bytes_that_are_no_text_are_a_bad_file_not_a_stack_trace(tmp_path: Path) -> None:
    for name, data in (("gold.jsonl", b"\xff\xfe\x00"), ("gold.jsonl.gz", b"no gzip")):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(BadLineError, match="expected UTF-8"):
            load(tmp_path / name)
