from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from itertools import count, islice
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE, hostile_item

from onrecord.errors import UsageError
from onrecord.exports.exported import Exported
from onrecord.exports.formats import FORMATS, encoded, write, write_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.records import Record

PAGE = Path(__file__).parents[2] / "docs" / "exports.md"
TEXTS = [name for name, form in FORMATS.items() if form.text]
FOLDERS = [name for name, form in FORMATS.items() if form.files]


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_has_one_shape_and_a_line_in_the_documentation(name: str) -> None:
    form = FORMATS[name]
    assert [form.text, form.binary, form.files].count(None) == 2
    assert form.ending.startswith(".")
    assert form.description
    (row,) = re.findall(rf"^\| `{name}` \|.*$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert f"`{form.ending}`" in row
    assert (f"`{form.extra}`" in row) is (form.extra is not None)


@pytest.mark.parametrize("name", FORMATS)
def test_equal_items_give_equal_bytes(name: str, record: Record) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    for out in (first, second):
        write(name, [Exported(record), *map(hostile_item, HOSTILE.values())], out)
    assert first.getvalue() == second.getvalue()
    assert first.getvalue()


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_begins_before_the_items_end(name: str, record: Record) -> None:
    form = FORMATS[name]
    assert form.text is not None
    taken: list[int] = []

    def endless() -> Iterator[Exported]:
        for number in count():
            taken.append(number)
            yield Exported(record, f"a{number}")

    pieces = list(islice(form.text(endless()), 100))
    assert len(pieces) == 100
    assert len(taken) <= 101


@pytest.mark.parametrize("name", FOLDERS)
def test_files_come_one_article_after_the_other(name: str, record: Record) -> None:
    form = FORMATS[name]
    assert form.files is not None
    endless = (Exported(record, f"a{number}") for number in count())
    assert len(dict(islice(form.files(endless), 50))) == 50


@pytest.mark.parametrize("name", FOLDERS)
def test_an_archive_and_a_folder_hold_the_same_files(name: str, record: Record, tmp_path: Path) -> None:
    items = [Exported(record), hostile_item("x")]
    out = io.BytesIO()
    write(name, items, out)
    write_folder(name, items, tmp_path)
    with zipfile.ZipFile(out) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        packed = {entry: archive.read(entry) for entry in archive.namelist()}
    assert packed == {path.name: path.read_bytes() for path in tmp_path.iterdir()}


@pytest.mark.parametrize("name", [name for name in TEXTS if name != "csv"])
def test_what_ends_in_json_is_json(name: str, record: Record) -> None:
    out = io.BytesIO()
    write(name, [Exported(record)] * 2, out)
    text = out.getvalue().decode("utf-8")
    for each in text.splitlines() if name == "jsonl" else [text]:
        json.loads(each)


def test_a_format_that_is_not_known_or_is_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="'pdf' is not known: expected one of jsonl, csv"):
        write("pdf", [], io.BytesIO())
    with pytest.raises(UsageError, match="csv, which is one file"):
        write_folder("csv", [], tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(UsageError, match="cannot be written"):
        write_folder("brat", [], tmp_path / "file")


def test_only_what_utf8_cannot_hold_is_escaped() -> None:
    assert encoded("é\ud800") == b"\xc3\xa9\\ud800"


def test_csv_through_the_table_keeps_its_line_ends(record: Record) -> None:
    out = io.BytesIO()
    write("csv", [Exported(record)], out)
    assert out.getvalue().count(b"\r\n") == 1 + len(record.attributions)
    rows = list(csv.reader(io.StringIO(out.getvalue().decode(), newline="")))
    assert len(rows) == 1 + len(record.attributions)
