"""``onrecord origins``: shown to people, given to programs."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest

from newsroom import OTHER, OWN, REPRINT, WIRE, publish
from onrecord.ledger import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

    Run = Callable[..., Result]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    with open_ledger("onrecord.db", create=True) as ledger:
        publish(ledger, WIRE, outlet="The Vell Courier")
        publish(ledger, REPRINT, outlet="Kessa Post", published="2025-03-05")
        publish(ledger, OWN, outlet="Radio Slope")
        publish(ledger, OTHER, outlet="Radio Slope")
    return tmp_path


@pytest.mark.usefixtures("desk")
def test_a_table_shows_the_first_article_and_why_the_others_share(run: Run) -> None:
    result = run("origins")
    assert result.exit_code == 0
    assert "#1 From The Vell Courier" in result.stdout
    assert "2 articles, by Norpress" in result.stdout
    assert "wire of #1 (1.00): both credit Norpress" in result.stdout.replace("\n", " ")


@pytest.mark.usefixtures("desk")
def test_programs_get_the_same(run: Run) -> None:
    (found,) = json.loads(run("origins", "--format", "json").stdout)
    assert (found["first"]["id"], found["others"][0]["kind"]) == (1, "wire")
    rows = list(csv.DictReader(io.StringIO(run("origins", "--format", "csv").stdout)))
    assert [(row["article_id"], row["kind"]) for row in rows] == [("1", "first"), ("2", "wire")]


@pytest.mark.usefixtures("desk")
def test_a_query_and_an_article_narrow_it(run: Run) -> None:
    assert len(json.loads(run("origins", "slope OR drains", "--format", "json").stdout)) == 2
    (found,) = json.loads(run("origins", "--article", "#4", "--format", "json").stdout)
    assert found["others"] == []
    limited = run("origins", "slope OR drains", "--limit", "1")
    assert "there is more" in limited.stderr


@pytest.mark.usefixtures("desk")
def test_outlets_are_told_their_own_share(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("origins", "--outlets", "--format", "csv").stdout)))
    assert [(row["outlet"], row["own"], row["share"]) for row in rows] == [
        ("Radio Slope", "2", "1.0"),
        ("Kessa Post", "0", "0.0"),
        ("The Vell Courier", "0", "0.0"),
    ]
    assert "100%" in run("origins", "--outlets").stdout
    assert len(json.loads(run("origins", "--outlets", "--outlet", "vell", "--format", "json").stdout)) == 1


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--article", "x"), 2, "expected its number"),
        (("--article", "77"), 1, "no such article"),
        (("dam", "--article", "1"), 2, "expected one of them"),
        (("--outlets", "--since", "2024"), 2, "expected one of them"),
        (("zeppelin",), 0, "nothing found"),
    ],
)
def test_what_makes_no_sense_is_said(run: Run, arguments: tuple[str, ...], code: int, told: str) -> None:
    result = run("origins", *arguments)
    assert result.exit_code == code
    assert told in result.stderr
