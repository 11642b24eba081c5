from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pyarrow.csv
import pytest
from hostile import HOSTILE, hostile_item
from hypothesis import given
from hypothesis import strategies as st

from onrecord.exports.as_csv import COLUMNS, csv_text, guarded, unguarded
from onrecord.exports.exported import Exported, sound

if TYPE_CHECKING:
    from onrecord.records import Record


def rows(*items: Exported) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(csv_text(items)), newline=""), strict=True))


def test_each_statement_is_a_row_with_what_is_known_of_it(record: Record) -> None:
    found = rows(Exported(record, "a1", tuple("stuvwxy"), people={0: "p1"}))
    assert len(found) == len(record.attributions)
    assert found[0] | {"content": "", "title": ""} == {
        "id": "s",
        "article_id": "a1",
        "url": "https://courier.example.org/quay",
        "outlet": "The Vell Courier",
        "title": "",
        "published": "2024-05-02T07:30:00+00:00",
        "speaker": "Ana Lund",
        "speaker_id": "p1",
        "speaker_kind": "person",
        "role": "engineer",
        "affiliation": "the harbour board",
        "candidates": "",
        "source": "Ana Lund",
        "cue": "said",
        "content": "",
        "quotation": "direct",
        "confidence": "0.9000",
        "start": "49",
        "end": "70",
        **dict.fromkeys(("addressee", "medium", "occasion", "place", "time"), ""),
        "parent_id": "",
    }
    assert found[0]["content"] == "“The quay will hold,”"
    assert found[2]["parent_id"] == "t"
    assert (found[3]["addressee"], found[3]["place"], found[3]["time"]) == ("Radio Nord", "Vell", "Monday")
    assert (found[5]["speaker"], found[5]["candidates"]) == ("", "Ana Lund; Karl Lund")
    assert (found[6]["source"], found[6]["content"]) == ("", "The wind … will turn")


def test_lines_end_as_the_standard_says_and_without_records_the_head_stands_alone() -> None:
    assert "".join(csv_text([])) == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_come_back_as_they_were_and_start_no_formula(words: str) -> None:
    for row in rows(hostile_item(words)):
        assert not row["source"].startswith(("=", "+", "-", "@", "\t", "\r"))
        assert unguarded(row["title"]) == unguarded(row["speaker"]) == sound(words)
        assert unguarded(row["content"]) == f"{sound(words)} … {sound(words)}"


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_another_reader_finds_the_same_cells(words: str) -> None:
    text = "".join(csv_text([hostile_item(words)]))
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    strings = pyarrow.csv.ConvertOptions(column_types=dict.fromkeys(COLUMNS, pyarrow.string()))
    table = pyarrow.csv.read_csv(
        io.BytesIO(text.encode()), parse_options=options, convert_options=strings
    ).to_pylist()
    assert [unguarded(row["title"]) for row in table] == [sound(words)] * 2


@given(st.text(alphabet="'=+-@\t\ra1", max_size=6))
def test_the_guard_can_be_taken_away_again(words: str) -> None:
    assert unguarded(guarded(words)) == words
    assert not guarded(words).startswith(("=", "+", "-", "@", "\t", "\r"))
