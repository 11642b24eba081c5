"""The commands that set figures, disputes and a speaker's words beside one another."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from onrecord.ledger import open_ledger
from stories import add, story

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ledger of two articles in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    with open_ledger("onrecord.db", create=True) as ledger:
        add(
            ledger,
            story(
                "Mill burns at Vell",
                "{s1:Ana Lund} {c1:said} {q1:that 14 people had died in the mill of Vell}.",
            ),
            story(
                "Mill of Vell: more dead",
                "The mill of Vell smokes on: 19 people have died there.",
                outlet="Harbour Herald",
                published="2024-05-04",
            ),
        )
    return tmp_path


@pytest.mark.usefixtures("desk")
def test_figures_are_shown_with_who_gives_them_and_why_they_are_taken_for_one_thing(run: Run) -> None:
    result = run("figures")
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[0].startswith("… people had died in the mill of Vell  in conflict, 0.")
    assert "! 14  since 2024-05-02" in lines
    assert "Ana Lund  The Vell Courier  2024-05-02  article 1 at 38" in lines
    assert "Ana Lund said that 14 people had died in the mill of Vell." in lines
    assert "! 19  since 2024-05-04" in lines
    assert "the page itself  Harbour Herald  2024-05-04  article 2 at 52" in lines
    assert any(line.startswith("because of event: ") for line in lines)


@pytest.mark.usefixtures("desk")
def test_figures_as_json_and_csv_hold_every_report(run: Run) -> None:
    (topic,) = json.loads(run("figures", "mill", "--format", "json").stdout)
    assert topic["conflicts"] == [[0, 1]]
    assert [value["value"] for value in topic["values"]] == [14.0, 19.0]
    assert topic["values"][0]["reports"][0]["statement"]["speaker"] == "Ana Lund"
    rows = list(csv.DictReader(io.StringIO(run("figures", "mill", "--format", "csv").stdout)))
    assert [(row["words"], row["speaker"], row["conflicts_with"]) for row in rows] == [
        ("14", "Ana Lund", "19"),
        ("19", "the page itself", "14"),
    ]


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_figures_that_are_not_there_are_said_not_to_be(run: Run, form: str) -> None:
    result = run("figures", "zeppelin", "--format", form)
    assert result.exit_code == 0
    assert result.stderr == "onrecord: nothing found\n"


@pytest.fixture
def denial(desk: Path) -> Path:
    body = (
        "{s1:Ana Lund} {c1:said} {q1:that the bridge of Vell had been closed}. "
        "{s2:Tomas Reyes} {c2:denied} {q2:that the bridge had been closed}."
    )
    with open_ledger("onrecord.db") as ledger:
        add(ledger, story("Bridge of Vell falls", body))
    return desk


@pytest.mark.usefixtures("denial")
def test_a_dispute_is_shown_with_both_sentences(run: Run) -> None:
    result = run("disputes")
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[0].startswith("Tomas Reyes answers Ana Lund  0.")
    assert lines[2] == "Ana Lund said that the bridge of Vell had been closed."
    assert lines[4] == "Tomas Reyes denied that the bridge had been closed."
    assert "denied" in lines[5]


@pytest.mark.usefixtures("denial")
def test_disputes_as_json_and_csv_hold_both_statements(run: Run) -> None:
    (dispute,) = json.loads(run("disputes", "Lund", "--of", "--format", "json").stdout)
    assert dispute["answered"]["speaker"] == "Ana Lund"
    assert dispute["answer"]["sentence"] == "Tomas Reyes denied that the bridge had been closed."
    (row,) = csv.DictReader(io.StringIO(run("disputes", "--format", "csv").stdout))
    assert (row["answer_speaker"], row["answered_speaker"]) == ("Tomas Reyes", "Ana Lund")


@pytest.mark.usefixtures("denial")
def test_a_side_without_a_name_is_refused_and_one_that_is_not_there_said_to_be_missing(run: Run) -> None:
    refused = run("disputes", "--of")
    assert refused.exit_code == 2
    assert "--of: expected a name with it" in refused.stderr
    assert run("disputes", "Lund", "--by").stderr == "onrecord: nothing found\n"
    assert run("disputes", "Nemo").exit_code == 1


@pytest.fixture
def turned(desk: Path) -> Path:
    body = "{{s1:Eva Moll}} {{c1:said}} {{q1:that the quay of Vell would {} be closed}}."
    with open_ledger("onrecord.db") as ledger:
        add(
            ledger,
            story("Quay of Vell", body.format("never"), published="2024-05-01"),
            story("Vell's quay", body.format("soon"), published="2024-05-09"),
        )
    return desk


@pytest.mark.usefixtures("turned")
def test_a_timeline_marks_what_changed(run: Run) -> None:
    result = run("said", "Moll", "--timeline")
    assert result.exit_code == 0
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[0].startswith("2024-05-01")
    assert lines[2].startswith("2024-05-09")
    assert lines[3].startswith("! negation: ")
    assert lines[4] == "Eva Moll said that the quay of Vell would soon be closed."


@pytest.mark.usefixtures("turned")
def test_a_timeline_as_json_and_csv(run: Run) -> None:
    told = json.loads(run("said", "Moll", "--timeline", "--format", "json").stdout)
    assert told["name"] == "Eva Moll"
    assert [[kind for kind, _ in entry["changes"]] for entry in told["groups"][0]] == [[], ["negation"]]
    rows = list(csv.DictReader(io.StringIO(run("said", "Moll", "--timeline", "--format", "csv").stdout)))
    assert [(row["group"], row["published"]) for row in rows] == [("1", "2024-05-01"), ("1", "2024-05-09")]
    fewer = run("said", "Moll", "--timeline", "--limit", "1")
    assert "there are earlier statements; --limit 5 shows more of them" in fewer.stderr
