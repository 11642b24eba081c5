from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hostile import HOSTILE, hostile_item

from onrecord.errors import BadLineError, NotFoundError, UnreadableError
from onrecord.exports.brat_reader import brat_folder, brat_record
from onrecord.exports.exported import Exported
from onrecord.exports.formats import write_folder
from onrecord.records import Attribution, Quotation, Record, Span

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ana Lund said the quay was safe.\nIt will hold, she said, for now."
SOURCE, CUE, CONTENT = (
    "T1\tSource 0 8\tAna Lund",
    "T2\tCue 9 13\tsaid",
    "T3\tContent 14 31\tthe quay was safe",
)


def read(*lines: str) -> Record:
    return brat_record(TEXT, "\n".join(lines), file="a.ann")


def bare(record: Record) -> list[Attribution]:
    """What brat can carry of the attributions."""
    return [
        Attribution(a.source, a.cue, a.content, a.quotation, a.confidence, a.parent, settings=a.settings)
        for a in record.attributions
    ]


def test_what_was_written_is_read_back(record: Record, tmp_path: Path) -> None:
    write_folder("brat", [Exported(record, "a"), Exported(record, "b")], tmp_path)
    first, second = brat_folder(tmp_path)
    assert (first.name, second.name) == (str(tmp_path / "a.txt"), str(tmp_path / "b.txt"))
    assert first.article.text == second.article.text == record.article.text
    by_content = sorted(bare(record), key=lambda a: a.content)
    assert [a.content for a in by_content] == [a.content for a in record.attributions]
    assert bare(first) == bare(second) == bare(record)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_read_back(words: str, tmp_path: Path) -> None:
    item = hostile_item(words)
    write_folder("brat", [item], tmp_path)
    (found,) = brat_folder(tmp_path)
    assert len(found.article.text) == len(item.record.article.text)
    first, _ = item.record.attributions
    read_first, read_second = found.attributions
    assert (read_first.source, read_first.cue) == (first.source, first.cue)
    assert read_second.parent == 0
    assert (read_second.source, read_second.cue) == ((), ())


def test_lines_are_blocks() -> None:
    assert [block.span.of(TEXT) for block in read().article.blocks] == TEXT.split("\n")


@pytest.mark.parametrize(
    "joins",
    [
        ("E1\tContent:T3 Source:T1 Cue:T2 ",),
        ("E1\tCue:T2 Content:T3 Source:T1",),
        ("R1\tSays Arg1:T1 Arg2:T3", "R2\tBy Arg1:T2 Arg2:T3"),
    ],
    ids=["content-triggers", "cue-triggers", "relations"],
)
def test_events_and_relations_join_the_parts(joins: tuple[str, ...]) -> None:
    (only,) = read(*joins, SOURCE, CUE, CONTENT).attributions
    assert (only.source, only.cue, only.content) == ((Span(0, 8),), (Span(9, 13),), (Span(14, 31),))
    assert (only.quotation, only.confidence, only.parent) == (Quotation.INDIRECT, 1.0, None)


def test_a_content_alone_is_said_by_nobody_and_types_are_known_in_any_case() -> None:
    (only,) = read(CONTENT.replace("Content", "CONTENT")).attributions
    assert (only.source, only.cue) == ((), ())


def test_a_discontinuous_content_keeps_its_fragments() -> None:
    (only,) = read("T1\tContent 33 45;57 64\tIt will hold for now").attributions
    assert only.content == (Span(33, 45), Span(57, 64))


def test_fragments_that_a_line_end_parts_are_one() -> None:
    (only,) = read("T1\tContent 14 32;33 45\tthe quay was safe. It will hold").attributions
    assert only.content == (Span(14, 45),)


def test_other_annotations_are_passed_over() -> None:
    lines = ("T9\tPerson 0 8\tAna Lund", "E1\tContent:T3 Who:T9", "N1\tReference T9 x:1\ty", "*\tEquiv T9 T3")
    (only,) = read(CONTENT, *lines, "A1\tNegation E1", "#1\tAnnotatorNotes T3\tsure?", "").attributions
    assert only.content == (Span(14, 31),)


def test_the_kind_is_the_attribute_or_else_what_the_marks_say() -> None:
    text = "“Yes.” “No,” he said, and so on."
    lines = "T1\tContent 0 6\t“Yes.”\nT2\tContent 7 32\t“No,” he said, and so on.\n"
    assert [a.quotation for a in brat_record(text, lines).attributions] == [Quotation.DIRECT, Quotation.MIXED]
    told = lines + "A1\tQuotation T1 Indirect\n#1\tConfidence T1\t0.25\n"
    first = brat_record(text, told).attributions[0]
    assert (first.quotation, first.confidence) == (Quotation.INDIRECT, 0.25)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("T4 Content 0 8 Ana Lund", "an id, a tab"),
        ("T4\tContent 0\tAna", "a type and offsets"),
        ("T4\tContent 0 8;\tAna", "a type and offsets"),
        ("T4\tContent 0 99\tAna", "within the text's 65 characters"),
        ("T4\tContent 8 8\t", "a start before an end"),
        (f"T4\tContent 0 {'9' * 5000}\tAna", "a type and offsets"),
        ("T4\tContent 1 9\tAna Lund", "the words at 1 9, which are 'na Lund '"),
        ("T3\tContent 0 3\tAna", "an id that no earlier line has"),
        ("E1\t", "a trigger"),
        ("E1\tContent", "a role and an id"),
        ("E1\tContent:T9", "the id of a text-bound annotation"),
        ("E1\tContent:T3 Inside:E7", "the id of an event"),
        ("E1\tContent:T3 Inside:E1", "not inside itself"),
        ("R1\tSays Arg1:T1", "a type and two arguments"),
        ("A1\tQuotation T3 loud", "one of direct, indirect, mixed"),
        ("#1\tConfidence T3\tvery", "a probability"),
        ("#1\tConfidence T3\tnan", "a probability"),
    ],
    ids=lambda value: value[:20],
)
def test_a_line_that_is_wrong_is_named(line: str, says: str) -> None:
    with pytest.raises(BadLineError, match=r"^a\.ann, line 2: .*expected") as caught:
        read(CONTENT, line)
    assert says in str(caught.value)


def test_events_inside_one_another_are_refused() -> None:
    with pytest.raises(BadLineError, match=r"line [23].*not inside itself"):
        read(CONTENT, "E1\tContent:T3 Inside:E2", "E2\tContent:T3 Inside:E1")


def test_what_is_not_there_or_not_utf8_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such folder"):
        list(brat_folder(tmp_path / "absent"))
    (tmp_path / "a.txt").write_bytes(b"caf\xe9")
    with pytest.raises(NotFoundError, match=r"no a\.ann beside it"):
        list(brat_folder(tmp_path))
    (tmp_path / "a.ann").write_bytes(b"")
    with pytest.raises(UnreadableError, match="byte 3 is not UTF-8"):
        list(brat_folder(tmp_path))


def test_line_ends_of_other_systems_count_as_they_stand(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"One.\r\nTwo is so.")
    (tmp_path / "a.ann").write_bytes(b"T1\tContent 6 15\tTwo is so\r\n")
    (found,) = brat_folder(tmp_path)
    assert found.attributions[0].content[0].of(found.article.text) == "Two is so"


def test_many_events_are_read_in_time_that_grows_with_them() -> None:
    count = 20_000
    text = "x " * count
    lines = [f"T{i}\tContent {2 * i} {2 * i + 1}\tx\nE{i}\tContent:T{i}" for i in range(count)]
    nested = [f"{line} Inside:E{i}" for i, line in enumerate(lines[1:])]
    start = time.monotonic()
    assert brat_record(text, "\n".join([lines[0], *nested])).attributions[-1].parent == count - 2
    assert time.monotonic() - start < 5  # seconds; 0.4 here
