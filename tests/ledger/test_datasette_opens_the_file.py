"""The real Datasette on a ledger's file, as it is: labels, full-text search, views, facets.

Asked in both states of the file: while a writer has it open, and after it was closed.
"""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import urlopen

import pytest

from ledgers import made
from onrecord.ledger import open_ledger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Ask = Callable[..., dict[str, Any]]

MANUAL = Path(__file__).parents[2] / "docs" / "ledger.md"
#: Seconds until Datasette answers: it imports for three on an idle machine.
_START = 60


def record(ledger: Any, number: int, outlet: str) -> None:
    url = f"https://{number}.example.org/quay"
    capture, draft = made(number, url=url)
    draft = replace(draft, article=replace(draft.article, outlet=outlet, published=f"2024-05-{number:02}"))
    ledger.record(ledger.begin_run(["add"]), capture, draft, url)


@pytest.fixture(scope="module", params=["a writer has it open", "it is closed"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    found = tmp_path_factory.mktemp("datasette") / "desk.db"
    with open_ledger(found, create=True) as ledger:
        for number, outlet in ((1, "The Vell Courier"), (2, "The Vell Courier"), (3, "Radio Nord")):
            record(ledger, number, outlet)
        if request.param == "a writer has it open":
            yield found
            return
    yield found


@pytest.fixture(scope="module")
def ask(place: Path) -> Iterator[Ask]:
    with served(place) as asking:
        yield asking


@contextmanager
def served(place: Path, *options: str) -> Iterator[Ask]:
    """Datasette on a free port of loopback; gives what asks it for JSON."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = place.with_suffix(".log")
    command = [sys.executable, "-m", "datasette", "serve", str(place), "-h", "127.0.0.1", "-p", str(port)]
    with log.open("w") as output:
        server = subprocess.Popen([*command, *options], stdout=output, stderr=output)

    def asking(path: str, **values: object) -> dict[str, Any]:
        query = urlencode({"_shape": "objects", **values}, doseq=True)
        with urlopen(f"http://127.0.0.1:{port}/{path}.json?{query}", timeout=20) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    try:
        _wait(asking, server, log)
        yield asking
    finally:
        server.kill()
        server.wait()


def _wait(asking: Ask, server: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + _START
    while True:
        try:
            asking("-/versions")
        except URLError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < end, log.read_text()
            time.sleep(0.1)
        else:
            return


@pytest.mark.parametrize(
    ("table", "column", "label"),
    [
        ("attributions", "article_id", "Mayor says the quay is safe"),
        ("articles", "outlet_id", "The Vell Courier"),
        ("articles", "page_id", "page-1.html"),
        ("article_speakers", "person_id", "Ana Lund"),
        ("attribution_speakers", "person_id", "Ana Lund"),
        ("attribution_speakers", "article_speaker_id", "Ana Lund"),
        ("person_names", "person_id", "Ana Lund"),
        ("inputs", "article_id", "Mayor says the quay is safe"),
    ],
)
def test_a_foreign_key_shows_what_it_points_to(ask: Ask, table: str, column: str, label: str) -> None:
    row = ask(f"desk/{table}", _labels="on", _size=1)["rows"][0]
    assert row[column] == {"value": 1, "label": label}


@pytest.mark.parametrize(
    ("table", "words", "expected"),
    [("attributions", "cranes", 3), ("attributions", "lund", 3), ("articles", "l02", 1)],
)
def test_words_are_searched_in_the_tables(ask: Ask, table: str, words: str, expected: int) -> None:
    found = ask(f"desk/{table}", _search=words)
    assert found["filtered_table_rows_count"] == len(found["rows"]) == expected


def test_words_are_searched_in_the_view_by_naming_the_index(ask: Ask) -> None:
    found = ask("desk/statements", _search="cranes", _fts_table="attributions_fts", _fts_pk="id")
    assert [row["content"] for row in found["rows"]] == ["that the cranes were old"] * 3
    assert {row["speaker"] for row in found["rows"]} == {"Ana Lund"}


def test_the_views_answer_and_sort(ask: Ask) -> None:
    latest = ask("desk/statements", _sort_desc="published", _size=1)["rows"][0]
    assert (latest["published"], latest["outlet"]) == ("2024-05-03", "Radio Nord")
    speakers = ask("desk/speakers", _sort_desc="statements")["rows"]
    assert [(row["name"], row["statements"]) for row in speakers][:2] == [("Ana Lund", 9), ("Tomas Reyes", 3)]
    assert (speakers[0]["first_published"], speakers[0]["last_published"]) == ("2024-05-01", "2024-05-03")
    outlets = ask("desk/outlets", _sort_desc="articles")["rows"]
    assert [(row["name"], row["articles"]) for row in outlets] == [("The Vell Courier", 2), ("Radio Nord", 1)]


def test_statements_are_counted_by_facets(ask: Ask) -> None:
    found = ask("desk/statements", _facet=["outlet", "quotation", "speaker_kind"], _size=0)["facet_results"]
    counts = {name: {one["value"]: one["count"] for one in facet["results"]} for name, facet in found.items()}
    assert counts["outlet"] == {"The Vell Courier": 14, "Radio Nord": 7}
    assert counts["quotation"] == {"indirect": 18, "direct": 3}
    assert counts["speaker_kind"]["person"] == 12


def test_what_is_added_meanwhile_is_seen(ask: Ask, place: Path) -> None:
    before = ask("desk/articles")["filtered_table_rows_count"]
    with open_ledger(place) as ledger:
        record(ledger, 10 + before, "Radio Nord")
        assert ask("desk/articles")["filtered_table_rows_count"] == before + 1
    assert ask("desk/articles")["filtered_table_rows_count"] == before + 1


def test_the_settings_in_the_manual_add_search_and_labels(tmp_path: Path) -> None:
    place = tmp_path / "onrecord.db"
    with open_ledger(place, create=True) as ledger:
        record(ledger, 1, "Radio Nord")
    block = re.search(r"^```yaml\n(.*?)^```", MANUAL.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert block is not None
    settings = tmp_path / "datasette.yaml"
    settings.write_text(block[1], encoding="utf-8")
    with served(place, "--metadata", str(settings)) as ask:
        found = ask("onrecord/statements", _search="cranes")
        assert [row["content"] for row in found["rows"]] == ["that the cranes were old"]
        assert set(found["facet_results"]) == {"outlet", "quotation", "speaker_kind"}
        row = ask("onrecord/attribution_speakers", _labels="on", _size=1)["rows"][0]
        assert row["attribution_id"] == {"value": 1, "label": "“The quay will hold,”"}
