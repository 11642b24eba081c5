"""What the API answers across articles is what the commands print."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from ledgers import made
from onrecord import pipeline
from onrecord.cli.app import main
from onrecord.desk import Ledger
from onrecord.testing import FakeAnalyser

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser

DRAFT = "“The quay will hold,” Ana Lund said. “The quay will sink,” Tomas Reyes said."
ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


@pytest.fixture
def changed(filled: str) -> str:
    """The ledger, with another version of its first article, in which a word is another one."""
    with Ledger.open(filled) as ledger:
        run = ledger.begin_run(["add"])
        url = "https://news.example.org/0"
        ledger.record(run, *made(0, url=url, text="far"), url)
    return filled


@ON_SQLITE
def test_traces_origins_and_changes_are_those_of_the_commands(
    changed: str, get: Callable[..., Any], command: Callable[..., Any]
) -> None:
    trace = get("/statements/1/trace")
    assert trace == command("trace", "1")
    assert trace["total"] == len(trace["occurrences"]) > 1
    assert any(one["difference"] for one in trace["occurrences"])
    assert get("/articles/4/changes")["steps"] == command("versions", "#4")
    assert get("/articles/4/changes", everything=True)["steps"] == command("versions", "#4", "--all")
    assert get("/articles/4/changes")["steps"][0]["changes"]
    assert [get("/articles/2/origin")] == command("origins", "--article", "2")
    assert get("/origins")["origins"] == command("origins")
    assert get("/origins", q="cranes", limit=1)["origins"] == command("origins", "cranes", "--limit", "1")


@ON_SQLITE
def test_figures_and_disputes_are_those_of_the_commands(
    filled: str, get: Callable[..., Any], command: Callable[..., Any]
) -> None:
    assert get("/figures")["topics"] == command("figures")
    topics = get("/figures", q="dockers")["topics"]
    assert topics == command("figures", "dockers")
    timeline = get("/people/1/timeline", about="cranes OR hold")
    told = command("said", "#1", "--about", "cranes OR hold", "--timeline")
    assert {key: timeline[key] for key in told} == told
    assert timeline["groups"]
    assert get("/disputes")["disputes"] == command("disputes")
    assert get("/disputes", name="Lund", answering=False)["disputes"] == command("disputes", "Lund", "--of")


@ON_SQLITE
def test_a_draft_is_checked_as_by_the_command_and_not_kept(
    browser: Browser, filled: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    monkeypatch.setattr(pipeline, "load_analyser", lambda *_: FakeAnalyser())
    checked = browser.post("/api/v1/check", json={"text": DRAFT}).json()
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path), "--format", "json", "--ledger", filled])
    printed = json.loads(result.stdout)
    assert checked["quotations"] == printed["quotations"]
    assert checked["summary"] == printed["summary"]
    assert [one["outcome"] for one in checked["quotations"]] == ["verbatim", "not-found"]
    assert browser.get("/api/v1/stats").json()["articles"] == 3


@ON_SQLITE
def test_what_is_not_there_is_not_found(get: Callable[..., Any]) -> None:
    for path in (
        "/statements/99/trace",
        "/articles/99/changes",
        "/articles/99/origin",
        "/disputes?name=Nobody",
    ):
        assert get(path, status=404)["error"]["code"] == "not-recorded"
    assert get("/figures?q=kind:direct", status=422)["error"]["code"] == "bad-request"
