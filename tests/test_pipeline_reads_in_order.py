from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest

import onrecord
from onrecord import pipeline
from onrecord.errors import InputError, ModelError
from onrecord.pipeline import WAITING_LIMIT, Reader, in_order
from onrecord.records import Analysis, HopKind, Record, Refusal, Span
from onrecord.testing import FakeAnalyser

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SAID = "The council met on Monday in the old town hall. Ana Lund said that the quay number {} was safe."


@pytest.fixture
def reader() -> Reader:
    return Reader(analyser=FakeAnalyser())


def write(folder: Path, name: str, data: str | bytes) -> str:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return str(path)


def words(record: Record | Refusal) -> list[str]:
    assert isinstance(record, Record)
    return [span.of(record.article.text) for item in record.attributions for span in item.content]


def test_a_page_becomes_a_record_with_the_models_name(reader: Reader, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", SAID.format(1))
    record = reader.read(path)
    assert (record.name, record.model) == (path, "fake 0")
    assert words(record) == ["that the quay number 1 was safe"]


def test_text_is_read_as_given(reader: Reader) -> None:
    record = reader.read_text(SAID.format(2), name="note", url="https://example.org/2")
    assert record.article.text == SAID.format(2)
    assert (record.name, record.article.url) == ("note", "https://example.org/2")
    assert words(record) == ["that the quay number 2 was safe"]


def test_the_same_page_gives_an_equal_record_alone_and_among_others(reader: Reader, tmp_path: Path) -> None:
    paths = [write(tmp_path, f"{n}.txt", SAID.format(n)) for n in range(5)]
    assert list(reader.read_many(paths)) == [reader.read(path) for path in paths]


def test_a_record_says_who_speaks(reader: Reader) -> None:
    record = reader.read_text(SAID.format(2))
    (attribution,) = record.attributions
    assert [speaker.name for speaker in record.speakers] == ["Ana Lund"]
    assert record.speakers_of(attribution) == record.speakers


def test_each_attribution_tells_how_its_words_reached_the_page(reader: Reader, tmp_path: Path) -> None:
    record = reader.read_text(SAID.format(2), url="https://www.courier.example.org/2")
    (attribution,) = record.attributions
    assert [(hop.kind, hop.name) for hop in attribution.provenance] == [
        (HopKind.SITE, "courier.example.org"),
        (HopKind.SPEAKER, "Ana Lund"),
    ]
    assert attribution.provenance[-1].span == attribution.source[0]
    (many,) = reader.read_many([write(tmp_path, "a.txt", SAID.format(2))])
    assert isinstance(many, Record)
    assert [hop.kind for hop in many.attributions[0].provenance] == [HopKind.SPEAKER]


def test_speakers_that_nothing_is_attributed_to_are_not_made_up(tmp_path: Path) -> None:
    class Silent(FakeAnalyser):
        def analyse(self, *args: object, **options: object) -> Analysis:
            return Analysis()

    record = Reader(analyser=Silent()).read(write(tmp_path, "a.txt", SAID.format(1)))
    assert (record.attributions, record.speakers, record.model) == ((), (), "fake 0")


def test_the_dial_reaches_the_analyser(tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", SAID.format(1))
    strict = Reader(analyser=FakeAnalyser(), min_confidence=0.8)
    assert words(strict.read(path)) == []
    assert [words(record) for record in strict.read_many([path])] == [[]]


def test_the_functions_of_the_package_load_the_model_that_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[Path | None] = []

    def load(model: Path | None, threads: int | None) -> FakeAnalyser:
        asked.append(model)
        return FakeAnalyser()

    monkeypatch.setattr(pipeline, "load_analyser", load)
    path = write(tmp_path, "a.txt", SAID.format(1))
    assert words(onrecord.read(path)) == words(onrecord.read_text(SAID.format(1), model=tmp_path))
    assert asked == [None, tmp_path]


@pytest.mark.parametrize("look_ahead", [0, 1, 3, 100])
def test_good_and_bad_pages_come_out_in_the_order_of_the_inputs(tmp_path: Path, look_ahead: int) -> None:
    paths = [
        write(tmp_path, "1.txt", SAID.format(1)),
        write(tmp_path, "2.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        str(tmp_path / "absent.html"),
        write(tmp_path, "3.txt", SAID.format(3)),
        write(tmp_path, "4.txt", ""),
        write(tmp_path, "5.bin", bytes(range(256)) * 9),
        write(tmp_path, "6.txt.gz", gzip.compress(SAID.format(6).encode())),
        write(tmp_path, "7.gz", gzip.compress(b"x" * 5000)[:-20]),
    ]
    outcomes = list(Reader(analyser=FakeAnalyser(look_ahead)).read_many(paths))
    assert [outcome.name for outcome in outcomes] == paths
    assert [type(outcome).__name__ for outcome in outcomes] == [
        *("Record", "Refusal", "Refusal", "Record", "Record", "Refusal", "Record", "Refusal")
    ]


def test_a_refusal_says_why_in_a_code_and_in_words(reader: Reader, tmp_path: Path) -> None:
    missing = str(tmp_path / "absent.html")
    (refusal,) = reader.read_many([missing])
    assert isinstance(refusal, Refusal)
    assert refusal.reason == "not-found"
    assert missing in refusal.message


def test_read_raises_what_read_many_hands_on(reader: Reader, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        reader.read(tmp_path / "absent.html")


def test_a_folder_stands_for_its_files(reader: Reader, tmp_path: Path) -> None:
    for n in (2, 1):
        write(tmp_path, f"{n}.txt", SAID.format(n))
    assert [outcome.name for outcome in reader.read_many([tmp_path])] == [
        str(tmp_path / "1.txt"),
        str(tmp_path / "2.txt"),
    ]


@pytest.mark.parametrize(
    "data", ["", " \n\n ", "<html><body></body></html>"], ids=["empty", "blank", "no article"]
)
def test_nothing_to_read_is_a_record_with_a_note(reader: Reader, tmp_path: Path, data: str) -> None:
    record = reader.read(write(tmp_path, "a.html", data))
    assert record.attributions == ()
    assert record.model is None
    assert record.notes[0].startswith("Nothing to read")


def test_a_page_of_one_character_is_read(reader: Reader, tmp_path: Path) -> None:
    assert reader.read(write(tmp_path, "a.txt", "x")).attributions == ()


def test_another_language_is_said(reader: Reader, tmp_path: Path) -> None:
    german = (
        "<html lang=de><body><article><h1>Der Hafen</h1><p>Der Bürgermeister sagte am Montag, dass der Hafen "
        "sicher sei und niemand die Stadt verlassen müsse, auch wenn das Wasser weiter steige.</p></article>"
    )
    record = reader.read(write(tmp_path, "a.html", german))
    assert any("'de'" in note and "English" in note for note in record.notes)


def test_replaced_bytes_are_said(reader: Reader, tmp_path: Path) -> None:
    page = (
        b'<html><head><meta charset="utf-8"></head><body><article><p>The mayor \xff said on Monday that the '
        b"quay was safe and that nobody needed to leave the town.</p></article></body></html>"
    )
    record = reader.read(write(tmp_path, "a.html", page))
    assert ("\ufffd" in record.article.text) == any("U+FFFD" in note for note in record.notes)


def test_a_fault_of_ours_on_one_page_does_not_stop_the_run(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord import articles

    paths = [write(tmp_path, f"{n}.txt", SAID.format(n)) for n in range(3)]
    extract = articles.extract

    def faulty(page: onrecord.Page) -> onrecord.Article:
        if page.name == paths[1]:
            raise IndexError("list index out of range")
        return extract(page)

    monkeypatch.setattr(articles, "extract", faulty)
    first, fault, last = reader.read_many(paths)
    assert isinstance(fault, Refusal)
    assert fault.reason == "internal"
    assert words(first)
    assert words(last)


def test_the_model_is_not_loaded_where_nothing_is_to_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(model: Path | None, threads: int | None) -> FakeAnalyser:
        raise ModelError("no model here")

    monkeypatch.setattr(pipeline, "load_analyser", load)
    empty = write(tmp_path, "a.txt", "")
    assert [type(outcome) for outcome in Reader().read_many([empty, tmp_path / "absent"])] == [
        Record,
        Refusal,
    ]
    with pytest.raises(ModelError):
        list(Reader().read_many([write(tmp_path, "b.txt", SAID.format(1))]))


def test_pages_are_taken_in_only_as_far_as_the_analyser_looks_ahead(tmp_path: Path) -> None:
    taken: list[int] = []

    def sources() -> Iterator[str]:
        for n in range(50):
            taken.append(n)
            yield write(tmp_path, f"{n}.txt", SAID.format(n))

    outcomes = Reader(analyser=FakeAnalyser(look_ahead=2)).read_many(sources())
    next(outcomes)
    assert len(taken) == 3


def test_a_long_row_of_bad_items_does_not_pile_up() -> None:
    taken = 0

    def tasks() -> Iterator[tuple[int, pipeline.Question | None]]:
        nonlocal taken
        for n in range(10_000):
            taken = n
            yield n, ("x", (Span(0, 1),)) if n == 0 else None

    answers = in_order(tasks(), FakeAnalyser().analyse_many)
    assert [next(answers)[0] for _ in range(3)] == [0, 1, 2]
    assert taken <= WAITING_LIMIT
    assert [n for n, _ in answers] == list(range(3, 10_000))
