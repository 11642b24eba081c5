from __future__ import annotations

import io
import sys
import tracemalloc
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow
import pyarrow.parquet
import pytest
from hostile import HOSTILE, hostile_item

from onrecord.errors import MissingExtraError
from onrecord.exports.as_parquet import parquet
from onrecord.exports.exported import Exported, identify, sound

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.records import Record


def written(*items: Exported, group: int = 100) -> pyarrow.parquet.ParquetFile:
    out = io.BytesIO()
    parquet(items, out, group=group)
    return pyarrow.parquet.ParquetFile(io.BytesIO(out.getvalue()))


def test_each_statement_is_a_row_with_spans_as_nested_lists(record: Record) -> None:
    captured = datetime(2024, 5, 3, 12, tzinfo=UTC)
    item = Exported(record, "a1", tuple("stuvwxy"), captured, "ab" * 32, {0: "p1"})
    rows = written(item).read().to_pylist()
    assert [row["id"] for row in rows] == list("stuvwxy")
    text = record.article.text
    for row, attribution in zip(rows, record.attributions, strict=True):
        for role in ("source", "cue", "content"):
            spans = getattr(attribution, role)
            assert row[role] == [{"start": s.start, "end": s.end, "text": s.of(text)} for s in spans]
        assert row["confidence"] == attribution.confidence
    told = rows[3]
    assert told["speakers"] == [
        {
            "id": "p1",
            "name": "Ana Lund",
            "kind": "person",
            "role": "engineer",
            "affiliation": "the harbour board",
        }
    ]
    assert [(s["kind"], s["text"]) for s in told["settings"]] == [
        ("addressee", "Radio Nord"),
        ("place", "Vell"),
        ("time", "Monday"),
    ]
    assert [hop["name"] for hop in told["provenance"]] == ["The Vell Courier", "Radio Nord", "Ana Lund"]
    assert (told["captured"], told["sha256"], told["authors"]) == (
        captured,
        "ab" * 32,
        ["Ida Moss", "Kofi Brandt"],
    )
    assert (rows[2]["parent_id"], rows[6]["source"], rows[5]["speakers"]) == ("t", [], [])
    assert [person["name"] for person in rows[5]["candidates"]] == ["Ana Lund", "Karl Lund"]


def test_columns_are_typed_and_the_file_says_its_version(record: Record) -> None:
    schema = written(Exported(record)).schema_arrow
    assert schema.field("confidence").type == pyarrow.float64()
    assert schema.field("captured").type == pyarrow.timestamp("us", tz="UTC")
    assert schema.field("content").type.value_type.field("start").type == pyarrow.int32()
    assert not schema.field("id").nullable
    assert schema.metadata[b"onrecord:layout"] == b"1"
    assert schema.metadata[b"onrecord:version"]


def test_groups_are_written_as_they_come_and_the_last_may_be_smaller(record: Record) -> None:
    file = written(*[Exported(record)] * 3, group=5)
    sizes = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
    assert sizes == [5, 5, 5, 5, 1]
    assert file.read().column("id").to_pylist() == [s.id for s in identify(Exported(record)).statements] * 3


def test_no_record_is_a_file_without_rows() -> None:
    assert written().read().num_rows == 0


def test_memory_does_not_grow_with_the_number_of_statements(record: Record, tmp_path: Path) -> None:
    def peak(count: int) -> int:
        with (tmp_path / "out.parquet").open("wb") as out:
            tracemalloc.start()
            parquet((Exported(record, f"a{i}") for i in range(count)), out, group=350)
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    peak(10)  # what is made once
    few, many = peak(100), peak(1000)  # 2 groups and 20
    assert many < 1.5 * few


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_come_back_as_they_were(words: str) -> None:
    first, second = written(hostile_item(words)).read().to_pylist()
    assert first["title"] == first["speakers"][0]["name"] == sound(words)
    assert [span["text"] for span in first["content"]] == [sound(words)] * 2
    assert second["parent_id"] == first["id"]


def test_a_missing_package_is_named_with_its_extra(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"onrecord\[parquet\]"):
        parquet([Exported(record)], io.BytesIO())
