"""The commands on a ledger: what they add, answer, check and take down, and how they say it."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from ledgers import SAID
from onrecord import adding
from onrecord.answers.values import Statement
from onrecord.cli import tables
from onrecord.cli.add import Gauge, measured
from onrecord.ledger.outcomes import Run as LedgerRun
from onrecord.ledger.stores.sqlite import SqliteStore
from onrecord.records import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with three pages, one of them a picture."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    pages = tmp_path / "pages"
    pages.mkdir()
    for number in (1, 2):
        (pages / f"{number}.txt").write_text(SAID.format(number))
    (pages / "3.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    return tmp_path


@pytest.fixture
def filled(desk: Path, run: Run) -> Path:
    assert run("add", "pages").exit_code == 1
    return desk


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_adding_tells_what_became_of_each_page(desk: Path, run: Run) -> None:
    result = run("add", "pages")
    assert result.exit_code == 1
    assert result.stdout == "onrecord.db: 2 added, 0 known, 0 changed, 1 refused; 2 statements\n"
    assert "[binary] " in result.stderr
    assert "3.png: a picture" in result.stderr
    assert (desk / "onrecord.db").exists()


def test_adding_again_adds_nothing(filled: Path, run: Run) -> None:
    assert "0 added, 2 known, 0 changed, 1 refused" in run("add", "pages").stdout


def test_a_folder_that_holds_the_ledger_gives_its_pages_alone(desk: Path, run: Run) -> None:
    (desk / "pages" / "3.png").unlink()
    for name in ("desk.db", "desk.db"):
        result = run("add", ".", "--ledger", name)
        assert (result.exit_code, result.stderr) == (0, "")
    (desk / "desk.dbx").write_text("Not the ledger's.")
    (desk / "desk.db.before-2").write_bytes(b"a copy before a migration")
    assert "1 added, 2 known, 0 changed, 0 refused" in run("add", ".", "--ledger", "desk.db").stdout


def test_a_folder_without_a_page_is_told_of(desk: Path, run: Run) -> None:
    (desk / "empty").mkdir()
    result = run("add", "empty")
    assert (result.exit_code, result.stderr) == (0, "onrecord: no page was found there\n")


def lines(path: Path, number: int) -> Path:
    path.write_text("".join(json.dumps({"text": SAID.format(one)}) + "\n" for one in range(number)))
    return path


def test_how_much_there_is_is_pages_or_bytes_or_unknown(desk: Path) -> None:
    articles = lines(desk / "many.jsonl", 3)
    page = desk / "pages" / "1.txt"
    assert measured(["pages"]) == (3, False)
    assert measured([str(page), str(articles)]) == (page.stat().st_size + articles.stat().st_size, True)
    assert measured(["pages", "https://courier.example.org/"]) == (None, False)
    assert measured([str(desk / "missing.jsonl")]) == (0, True)


@pytest.mark.parametrize("resumed", [False, True], ids=["begun", "going on"])
@pytest.mark.parametrize("names", [("pages",), ("pages", "many.jsonl")], ids=["pages", "bytes"])
def test_the_bar_comes_to_its_end(desk: Path, names: tuple[str, ...], resumed: bool) -> None:
    lines(desk / "many.jsonl", 40)
    told: list[int | None] = []
    total, in_bytes = measured(names)
    gauge = Gauge(lambda _, position=None: told.append(position), in_bytes=in_bytes)
    run = LedgerRun(1, resumed=resumed)
    unread = adding.unread(Done(desk), run, names, passed=gauge.passed, counted=gauge.read)  # type: ignore[arg-type]
    for _ in list(gauge.handed_on(unread)):  # read ahead, as far as can be
        gauge.page()
    assert told == sorted(told)  # type: ignore[type-var]
    gauge.end()
    assert told[-1] == total
    if in_bytes:
        assert told[-2] is not None
        assert total is not None
        assert told[-2] < total  # not at its end before the last page is done


class Done:
    """A ledger for a run that had done the file 1.txt and every other line."""

    def __init__(self, folder: Path) -> None:
        self.store = SqliteStore(folder / "onrecord.db")

    def is_done(self, _: object, name: str) -> bool:
        return name.endswith(("1.txt", "1", "3", "5"))


def test_the_ledger_is_where_the_option_or_the_environment_says(
    desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", "pages/1.txt", "--ledger", "one.db")
    monkeypatch.setenv("ONRECORD_LEDGER", "two.db")
    run("add", "pages/2.txt")
    assert "number 2" in run("said", "Ana Lund").stdout
    assert "number 1" in run("said", "Ana Lund", "--ledger", "one.db").stdout
    assert not (desk / "onrecord.db").exists()


def test_a_run_that_was_broken_off_goes_on_and_reads_nothing_twice(
    desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.ledger import recording

    store, calls = recording.record, []

    def once(*arguments: Any) -> Any:
        if calls:
            raise KeyboardInterrupt
        calls.append(arguments)
        return store(*arguments)

    monkeypatch.setattr(recording, "record", once)
    assert run("add", "pages").exit_code == 130
    monkeypatch.setattr(recording, "record", store)
    result = run("add", "pages")
    assert "going on with a run that was broken off" in result.stderr
    assert "1 added, 0 known, 0 changed, 1 refused" in result.stdout
    assert "0 added, 2 known" in run("add", "pages").stdout


def test_a_run_can_begin_anew(desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord import adding

    def broken(*_: Any) -> Any:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(adding, "add", broken)
        assert run("add", "pages").exit_code == 130
    assert "going on" not in run("add", "--again", "pages").stderr


def test_said_shows_the_words_in_their_sentence_and_where_they_stand(filled: Path, run: Run) -> None:
    shown = run("said", "Lund", "--limit", "1").stdout
    assert shown.startswith("Ana Lund  no date  indirect\n")
    assert "Ana Lund said ⟨that the quay number 2 was safe⟩." in shown
    assert "#2 at 62-93 of article 2  pages/2.txt" in shown


def test_that_there_is_more_is_said_on_standard_error(filled: Path, run: Run) -> None:
    assert "there is more; --limit 5" in run("said", "Lund", "--limit", "1").stderr
    assert run("said", "Lund", "--limit", "2").stderr == ""


def test_search_takes_words_and_filters(filled: Path, run: Run) -> None:
    assert "number 1" in run("search", "quay", "number", "1").stdout
    result = run("search", "speaker:lund", "kind:direct")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "onrecord: nothing found\n")


@pytest.mark.parametrize("command", [("said", "Lund"), ("search", "quay"), ("show", "1")], ids=lambda c: c[0])
def test_answers_come_as_json_and_csv(filled: Path, run: Run, command: tuple[str, ...]) -> None:
    told = json.loads(run(*command, "--format", "json").stdout)
    assert {one["content"] for one in told} <= {f"that the quay number {n} was safe" for n in (1, 2)}
    assert all(one["speakers"][0]["name"] == "Ana Lund" and one["spans"] for one in told)
    flat = rows(run(*command, "--format", "csv"))
    assert [row["id"] for row in flat] == [str(one["id"]) for one in told]
    assert {row["speaker"] for row in flat} == {"Ana Lund"}


def test_csv_has_its_head_where_nothing_is_found(filled: Path, run: Run) -> None:
    result = run("search", "nothing", "--format", "csv")
    assert result.stdout.startswith("id,speaker,speaker_kind,source,")
    assert json.loads(run("search", "nothing", "--format", "json").stdout) == []


def test_cells_that_a_spreadsheet_would_run_are_guarded(desk: Path, run: Run) -> None:
    (desk / "evil.txt").write_text("The council met there on Monday. “=HYPERLINK(1),” Ana Lund said.")
    run("add", "evil.txt")
    (row,) = rows(run("search", "hyperlink", "--format", "csv"))
    assert row["content"] == "“=HYPERLINK(1),”"
    from onrecord.cli import tables

    assert tables._cell("=1+1") == "'=1+1"
    assert tables._cell(-1) == "-1"


def test_people_are_listed_and_one_is_shown_whole(filled: Path, run: Run) -> None:
    head, row = run("people").stdout.splitlines()
    assert head.split() == ["#", "name", "kind", "statements", "called"]
    assert row.split() == ["1", "Ana", "Lund", "person", "2"]
    shown = run("people", "lund").stdout
    assert shown.startswith("Ana Lund  #1  person  2 statements\n")
    assert json.loads(run("people", "#1", "--format", "json").stdout)[0]["spellings"] == [["Ana Lund", 2]]
    assert rows(run("people", "--format", "csv"))[0]["name"] == "Ana Lund"


def test_an_article_is_shown_as_read_shows_it(filled: Path, run: Run) -> None:
    assert "that the quay number 1 was safe" in run("show", "--article", "1").stdout
    record = json.loads(run("show", "--article", "1", "--format", "json").stdout)
    assert record["article"]["text"] == SAID.format(1)
    result = run("show", "--article", "1", "--format", "csv")
    assert (result.exit_code, "expected table or json" in result.stderr) == (2, True)


def test_stats_count_what_is_there_and_what_was_refused(filled: Path, run: Run) -> None:
    counts = json.loads(run("stats", "--format", "json").stdout)
    assert (counts["articles"], counts["statements"], counts["people"]) == (2, 2, 1)
    assert (counts["inputs"], counts["refusals"]) == ({"added": 2, "refused": 1}, {"binary": 1})
    assert "refused: binary" in run("stats").stdout
    assert {"what": "articles", "value": "2"} in rows(run("stats", "--format", "csv"))


def test_verify_says_that_everything_holds_or_what_does_not(filled: Path, run: Run) -> None:
    result = run("verify")
    assert (result.exit_code, result.stdout) == (0, "onrecord.db: 2 articles checked, everything holds\n")
    import sqlite3

    with sqlite3.connect(filled / "onrecord.db") as connection:
        connection.execute("UPDATE attributions SET cue = 'lied' WHERE id = 1")
    result = run("verify")
    assert (result.exit_code, result.stdout) == (1, "statement 1: its words are not those at its offsets\n")
    assert "1 rows do not hold" in result.stderr
    assert json.loads(run("verify", "--format", "json").stdout)[0]["row"] == "statement 1"


def test_withdrawing_asks_first_and_then_keeps_the_fact(filled: Path, run: Run) -> None:
    words = ("withdraw", "1", "--reason", "asked", "--by", "ida")
    assert run(*words, input="n\n").exit_code == 1
    assert "number 1" in run("search", "quay", "number", "1").stdout
    assert run(*words, input="y\n").exit_code == 0
    assert run("search", "1").stdout == ""
    assert "article 1" in run("stats").stdout
    result = run("add", "pages/1.txt")
    assert (result.exit_code, "[withdrawn]" in result.stderr) == (1, True)
    assert run("verify").exit_code == 0


def test_an_article_is_withdrawn_by_its_address(desk: Path, run: Run) -> None:
    line = {"text": SAID.format(7), "url": "https://courier.example.org/7?utm_source=x"}
    (desk / "pages.jsonl").write_text(json.dumps(line) + "\n")
    assert run("add", "pages.jsonl").exit_code == 0
    options = ("--reason", "asked", "--by", "ida", "--yes")
    assert run("withdraw", "https://courier.example.org/7", *options).exit_code == 0
    result = run("withdraw", "https://courier.example.org/8", *options)
    assert (result.exit_code, "nothing is known at this address" in result.stderr) == (1, True)


def test_articles_are_read_again_by_another_model_only(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.testing import FakeAnalyser

    assert "0 articles read again by fake 0" in run("reread").stdout
    monkeypatch.setattr(FakeAnalyser, "name", "fake 1")
    assert "2 articles read again by fake 1" in run("reread").stdout
    assert "0 articles read again" in run("reread").stdout
    assert "1 article read again" in run("reread", "--article", "1").stdout
    assert run("verify").exit_code == 0


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("said", "Lund"), 1, "there is no ledger"),
        (("said", "Lund", "--ledger", "ftp://x/y"), 2, "expected a path, sqlite:///PATH or postgresql://"),
        (("search", '"dam', "--ledger", "x.db"), 1, "there is no ledger"),
        (("show", "x", "--article"), 1, "there is no ledger"),
    ],
    ids=["no ledger", "scheme", "no ledger to search", "no ledger to show"],
)
def test_without_a_ledger_the_answer_is_a_sentence(
    desk: Path, run: Run, words: tuple[str, ...], code: int, message: str
) -> None:
    result = run(*words)
    assert (result.exit_code, message in result.stderr) == (code, True), result.stderr
    assert not list(desk.glob("*.db"))


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("said", "Moe"), 1, "nobody of this name"),
        (("search", '"dam'), 2, "a quotation mark is not closed"),
        (("said", "Lund", "--since", "May"), 2, "expected a year, a month or a day"),
        (("show", "abc"), 2, "expected a number or a digest"),
        (("show", "99"), 1, "no such statement"),
        (("show", "--article", "99"), 1, "no such article"),
        (("people", "Moe"), 1, "nobody of this name"),
        (("search", "quay", "--limit", "9" * 20), 2, "1<=x<=1000000"),
    ],
    ids=["nobody", "query", "date", "id", "statement", "article", "people", "limit"],
)
def test_a_question_without_sense_or_answer_is_a_sentence(
    filled: Path, run: Run, words: tuple[str, ...], code: int, message: str
) -> None:
    result = run(*words)
    assert (result.exit_code, message in result.stderr) == (code, True), result.stderr


def test_a_narrow_terminal_keeps_words_indented_and_addresses_whole(
    desk: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "https://courier.example.org/news/2024/05/02/the-quay-is-safe"
    (desk / "one.jsonl").write_text(json.dumps({"text": SAID.format(1), "url": address}) + "\n")
    run("add", "one.jsonl")
    monkeypatch.setenv("COLUMNS", "45")
    assert run("said", "Lund").stdout.splitlines() == [
        "Ana Lund  2024-05-02  indirect",
        "  Ana Lund said ⟨that the quay number 1 was",
        "  safe⟩.",
        "  #1 at 62-93 of article 1",
        f"  {address}",
        "",
    ]


def test_far_apart_words_are_shown_without_what_stands_between_them(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "5000")
    text = f"It sinks, {'so ' * 500}she said, and drowns."
    spans = (Span(0, 8), Span(text.index("and"), len(text) - 1))
    cells = ("s1:x", 1, "she", "said", "It sinks … and drowns", "indirect", "person", 0.9, "machine")
    tables.statements([Statement(1, *cells, spans, text, Span(0, len(text)))], "table")
    shown = capsys.readouterr().out.splitlines()[1]
    assert shown.startswith("  ⟨It sinks⟩, so so ")
    assert " […] " in shown
    assert shown.endswith("so she said, ⟨and drowns⟩.")
    assert len(shown) < 500


@pytest.mark.parametrize("option", ["--proposals", "--conflicts", "--history"])
def test_that_nothing_is_there_is_said(filled: Path, run: Run, option: str) -> None:
    result = run("people", option)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "onrecord: nothing found\n")


def test_a_person_is_named_by_number_with_or_without_its_sign(filled: Path, run: Run) -> None:
    assert run("said", "#1").stdout == run("said", "1").stdout != ""
    assert run("people", "1").stdout == run("people", "#1").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("said", "#" + "9" * 30),
        ("said", "²"),
        ("show", "²"),
        ("show", "--article", "²"),
        ("reread", "--article", "9" * 30),
        ("split", "1", "--article", "9" * 30, "--by", "ida"),
        ("merge", "1", "9" * 30, "--by", "ida"),
    ],
    ids=" ".join,
)
def test_a_number_that_is_none_is_a_sentence(filled: Path, run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code in (1, 2)
    assert "expected" in result.stderr or "is not in the range" in result.stderr


def test_the_only_articles_of_somebody_are_not_split_off(filled: Path, run: Run) -> None:
    result = run("split", "1", "--article", "1", "--article", "2", "--by", "ida")
    assert result.exit_code == 2
    assert "speaks in these articles alone" in result.stderr
    assert "#2 stands alone" in run("split", "1", "--article", "1", "--by", "ida").stdout


def test_stats_name_the_outlets_with_most_articles(desk: Path, run: Run) -> None:
    outlets = ("Vell Courier", "Harbour Herald", "Harbour Herald")
    told = [{"text": SAID.format(number), "outlet": name} for number, name in enumerate(outlets)]
    (desk / "three.jsonl").write_text("".join(json.dumps(one) + "\n" for one in told))
    run("add", "three.jsonl")
    assert list(json.loads(run("stats", "--format", "json").stdout)["outlet_articles"].items()) == [
        ("Harbour Herald", 2),
        ("Vell Courier", 1),
    ]
    assert "outlet: Harbour Herald" in run("stats").stdout
