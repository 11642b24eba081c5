"""The Python reader of brat's files in ``bioc`` reads what we write, and each line is held to the grammar of
brat's own documentation (brat.nlplab.org/standoff.html).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from bioc import brat
from hostile import HOSTILE, hostile_item

from onrecord.exports.brat import brat_files
from onrecord.exports.brat_reader import brat_record
from onrecord.exports.exported import Exported
from onrecord.exports.formats import write_folder
from onrecord.records import Article, Attribution, Quotation, Record, Setting, SettingKind, Span

if TYPE_CHECKING:
    from pathlib import Path

    from bioc.brat import BratDocument

GRAMMAR = re.compile(
    r"T\d+\t\S+ \d+ \d+(;\d+ \d+)*\t[^\t]+"
    r"|E\d+\t\S+:T\d+( \S+:[TE]\d+)*"
    r"|A\d+\t\S+ [TE]\d+( \S+)?"
    r"|#\d+\t\S+ [TE]\d+\t[^\t]*"
)


def files(*items: Exported) -> dict[str, str]:
    found = list(brat_files(items))
    assert len(dict(found)) == len(found)
    return dict(found)


def document(item: Exported) -> BratDocument:
    _, text, annotations = files(item).values()
    return brat.loads(text, annotations)


def words_of(found: BratDocument, name: str) -> list[str]:
    return [found.text[i.begin : i.end] for i in sorted(found.get_annotation(name).locations)]


def test_every_statement_is_an_event_whose_arguments_are_the_words(record: Record) -> None:
    found = document(Exported(record))
    text = record.article.text
    assert found.text == text
    assert len(found.events) == len(record.attributions)
    for event, attribution in zip(found.events, record.attributions, strict=True):
        assert event.type == "Content"
        assert words_of(found, event.trigger_id) == [span.of(text) for span in attribution.content]
        for role in ("Source", "Cue"):
            there = words_of(found, event.arguments[role]) if role in event.arguments else []
            assert there == [span.of(text) for span in getattr(attribution, role.lower())]


def test_an_interrupted_content_is_one_annotation_and_nobody_is_no_argument(record: Record) -> None:
    *_, last = document(Exported(record)).events
    assert last.arguments.keys() == {"Cue"}
    first, second = record.attributions[-1].content
    offsets = f"{first.start} {first.end};{second.start} {second.end}"
    assert f"\tContent {offsets}\tThe wind will turn\n" in list(files(Exported(record)).values())[2]


def test_nesting_kind_confidence_and_speakers_are_told(record: Record) -> None:
    found = document(Exported(record))
    inner = found.events[2]
    assert inner.arguments["Inside"] == found.events[1].id
    assert [(a.refid, a.attributes) for a in found.attributes][:2] == [
        ("E1", {"direct"}),
        ("E2", {"indirect"}),
    ]
    notes = {(note.type, note.refid): note.text for note in found.notes}
    assert notes["Confidence", "E1"] == "0.9"
    assert notes["Speaker", "E5"] == "unnamed: Two dockers"
    assert found.events[3].arguments.keys() == {"Source", "Cue", "Addressee", "Place", "Time"}


def test_several_of_one_setting_are_numbered_as_brat_numbers_arguments(record: Record) -> None:
    told = record.attributions[3]
    place = next(setting for setting in told.settings if setting.kind is SettingKind.PLACE)
    other = Setting(SettingKind.PLACE, told.source[0])
    one = replace(record, attributions=(replace(told, settings=(place, other)),))
    (event,) = document(Exported(one)).events
    assert event.arguments.keys() == {"Source", "Cue", "Place", "Place2"}
    _, text, annotations = files(Exported(one)).values()
    assert brat_record(text, annotations).attributions[0].settings == (place, other)


def test_an_event_stands_behind_the_one_that_holds_it(record: Record) -> None:
    first, second, *others = record.attributions
    turned = replace(record, attributions=(replace(first, parent=1), replace(second, parent=None), *others))
    found = document(Exported(turned))
    assert found.events[1].arguments["Inside"] == found.events[0].id


def test_a_span_over_several_lines_is_cut_at_their_ends() -> None:
    content = Span(0, 9)
    one = Record(Article("one\n \ntwo."), (Attribution((), (), (content,), Quotation.INDIRECT, 1.0),))
    assert "Content 0 3;6 9\tone two\n" in list(files(Exported(one)).values())[2]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_break_no_line_and_move_no_offset(words: str) -> None:
    item = hostile_item(words)
    _, text, annotations = files(item).values()
    assert len(text) == len(item.record.article.text)
    lines = annotations.splitlines()
    assert annotations == "".join(f"{line}\n" for line in lines)
    assert [line for line in lines if not GRAMMAR.fullmatch(line)] == []
    found = brat.loads(text, annotations)
    assert len(found.events) == 2
    for line in (line for line in lines if line[0] == "T"):  # brat refuses words that are not the text's
        _, offsets, repeated = line.split("\t")
        pairs = [map(int, pair.split()) for pair in offsets.split(" ", 1)[1].split(";")]
        assert repeated == " ".join(text[start:end] for start, end in pairs)


def test_file_names_are_safe_and_all_different(record: Record) -> None:
    ids = ["../../etc/passwd", "a", "A", "a", "", "x" * 500, "x" * 501, ".hidden", "\x00"]
    names = list(files(*(Exported(record, name) for name in ids)))[1::2]
    assert [
        name for name in names if not re.fullmatch(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,110}\.txt", name)
    ] == []
    assert len({name.casefold() for name in names}) == len(ids)


def test_a_folder_is_written_that_brat_can_be_pointed_to(record: Record, tmp_path: Path) -> None:
    write_folder("brat", [Exported(record, "a"), Exported(record, "b")], tmp_path / "out" / "brat")
    names = sorted(path.name for path in (tmp_path / "out" / "brat").iterdir())
    assert names == ["a.ann", "a.txt", "annotation.conf", "b.ann", "b.txt"]
    conf = (tmp_path / "out" / "brat" / "annotation.conf").read_text()
    assert re.findall(r"^\[.*\]$", conf, re.MULTILINE) == [
        *("[entities]", "[relations]", "[events]", "[attributes]")
    ]
