"""``onrecord trace``: shown to people, given to programs, written as a page."""

from __future__ import annotations

import csv
import gzip
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from newsroom import publish
from onrecord.ledger import comparing, open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]

VERSION_2 = Path(__file__).parents[1] / "ledger" / "versions" / "version-2.db.gz"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    with open_ledger("onrecord.db", create=True) as ledger:
        wall = "“The old harbour wall will {} stand another winter storm,” Nils Varga said."
        publish(ledger, wall.format("not"), outlet="The Vell Courier", published="2025-03-04")
        publish(ledger, wall.format("surely"), outlet="Harbour Herald", published="2025-03-05")
    return tmp_path


@pytest.mark.usefixtures("desk")
def test_a_table_shows_occurrences_and_changes_without_colours(run: Run) -> None:
    result = run("trace", "2")
    assert result.exit_code == 0
    first, _, second = result.stdout.partition("2025-03-05")
    assert "2 occurrences from 2 independent origins" in first
    assert "2025-03-04" in first
    assert "The Vell Courier" in first
    assert "(asked for)" in second
    assert "[-not-]{+surely+}" in second
    assert "a negation dropped or added" in second
    assert "a day apart" in second


@pytest.mark.usefixtures("desk")
def test_json_and_csv_say_the_same(run: Run) -> None:
    value = json.loads(run("trace", "1", "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run("trace", "1", "--format", "csv").stdout)))
    assert (value["total"], value["origins"], value["more"]) == (2, 2, False)
    assert value["asked"]["id"] == 1
    assert [one["statement"]["id"] for one in value["occurrences"]] == [int(row["id"]) for row in rows]
    assert value["occurrences"][0]["difference"] is None
    assert value["occurrences"][1]["difference"]["kinds"] == rows[1]["changes"].split()
    assert rows[1]["diff"].startswith("“The old harbour wall will [-not-]{+surely+}")


@pytest.mark.usefixtures("desk")
def test_a_page_is_written_to_a_file(run: Run) -> None:
    assert run("trace", "1", "--format", "html", "-o", "wall.html").exit_code == 0
    assert '<del class="out">not</del>' in Path("wall.html").read_text(encoding="utf-8")
    assert run("trace", "1", "--format", "html").stdout == Path("wall.html").read_text(encoding="utf-8")
    refused = run("trace", "1", "-o", "wall.txt")
    assert refused.exit_code == 2
    assert "expected --format html" in refused.stderr


@pytest.mark.usefixtures("desk")
def test_there_is_told_to_be_more(run: Run) -> None:
    result = run("trace", "1", "--limit", "1")
    assert "there are 2; --limit 5 shows more of them" in result.stderr


@pytest.mark.usefixtures("desk")
def test_a_statement_that_is_not_there_is_named(run: Run) -> None:
    result = run("trace", "99")
    assert result.exit_code == 1
    assert "statement 99: no such statement" in result.stderr
    assert run("trace", "x").exit_code == 2


def test_a_ledger_of_an_earlier_version_is_indexed_first(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "old.db"
    place.write_bytes(gzip.decompress(VERSION_2.read_bytes()))
    with open_ledger(place) as ledger:
        assert comparing.behind(ledger) > 0
    assert run("trace", "1", "--ledger", str(place)).exit_code == 0
    with open_ledger(place) as ledger:
        assert comparing.behind(ledger) == 0
