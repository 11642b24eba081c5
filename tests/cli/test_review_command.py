"""Reviewing in the terminal: what is doubtful is listed, and judged by its number."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from ledgers import made
from onrecord.ledger import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    with open_ledger("onrecord.db", create=True) as ledger:
        run = ledger.begin_run(["add"])
        for number in (1, 2):
            url = f"https://news.example.org/{number}"
            ledger.record(run, *made(number, url=url), url)


def listed(run: Run, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("review", "--format", "json", *options).stdout)
    return found


def test_the_list_begins_with_what_is_most_doubtful_and_says_why(run: Run) -> None:
    result = run("review", "--limit", "2")
    assert result.stdout.startswith("0.35  nobody found who speaks")
    assert "there is more; --after 0.35-" in result.stderr
    assert listed(run)[0]["doubts"] == ["speaker"]
    assert "doubts" in run("review", "--format", "csv").stdout.splitlines()[0]


def test_the_list_is_narrowed_and_goes_on(run: Run) -> None:
    first = listed(run, "--article", "2")
    assert {row["article_id"] for row in first} == {2}
    assert [row["content"] for row in listed(run, "--about", "strike", "--outlet", "courier")] == 2 * [
        "a strike"
    ]
    after = run("review", "--limit", "3").stderr.split("--after ")[1].split()[0]
    both = listed(run, "--limit", "3") + listed(run, "--after", after, "--limit", "100")
    assert len({row["id"] for row in both}) == 14


def test_a_statement_is_judged_and_the_judgement_undone(run: Run) -> None:
    one = listed(run)[0]["id"]
    told = run("review", "--reject", f"#{one}", "--by", "Ida Moss", "--note", "a headline").stdout
    assert told.startswith(f"#{one}: rejected (correction 1)")
    assert one not in [row["id"] for row in listed(run)]
    assert run("review", "--undo", "1", "--by", "Ida Moss").stdout == "correction 1 is undone\n"
    assert listed(run)[0]["id"] == one


def test_an_article_is_finished_and_opened_again(run: Run) -> None:
    refused = run("review", "--done", "1", "--by", "ida")
    assert refused.exit_code == 2
    assert "7 of its statements are not judged yet" in refused.stderr
    assert "reviewed to its end" in run("review", "--done", "1", "--accept-rest", "--by", "ida").stdout
    assert {row["article_id"] for row in listed(run)} == {2}
    assert "open again" in run("review", "--reopen", "1", "--by", "ida").stdout
    assert "was not reviewed" in run("review", "--reopen", "1", "--by", "ida").stdout


def test_when_all_is_judged_it_says_so(run: Run) -> None:
    for article in ("1", "2"):
        run("review", "--done", article, "--accept-rest", "--by", "ida")
    assert "nothing is open" in run("review").stderr


@pytest.mark.parametrize("options", [("--accept", "1"), ("--accept", "1", "--reject", "2", "--by", "ida")])
def test_one_act_at_a_time_and_a_name(run: Run, options: tuple[str, ...]) -> None:
    assert run("review", *options).exit_code == 2
