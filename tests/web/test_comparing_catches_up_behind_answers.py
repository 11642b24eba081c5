"""No page waits for articles to be compared: it answers from what is, says so, the rest is done behind it."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from onrecord.desk import Ledger
from onrecord.errors import LedgerBusyError
from onrecord.ledger import comparing
from onrecord.ledger.tables import indexing
from onrecord.web.indexing import Indexing

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser

#: What asks across articles.
PAGES = ("/compare/origins", "/statements/1", "/outlets", "/outlets/1")
ANSWERS = ("/api/v1/origins", "/api/v1/statements/1/trace", "/api/v1/articles/1/origin")
TOLD = "3 articles are not compared"
HEADER = "x-onrecord-not-compared"


def put_back(location: str) -> None:
    """As if all articles had been recorded before there was an index."""
    with Ledger.open(location) as ledger, ledger.atomic() as connection:
        for part in comparing.PARTS:
            part.clear(connection)
        connection.execute(update(indexing).values(done=0, upto=3))


def left(location: str) -> int:
    with Ledger.open(location) as ledger:
        return comparing.behind(ledger)


@pytest.mark.parametrize("path", [*PAGES, *ANSWERS])
def test_an_answer_says_what_it_leaves_out_and_indexes_nothing(
    browser: Browser, filled: str, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(Indexing, "begin", lambda _: asked.append(True))
    assert HEADER not in browser.get(path).headers
    put_back(filled)
    before = left(filled)
    reply = browser.get(path)
    assert reply.status_code == 200
    assert reply.headers[HEADER] == "3"
    assert (TOLD in reply.text) == (path in PAGES)
    assert left(filled) == before > 0
    assert asked
    other = browser.get("/")
    assert TOLD not in other.text
    assert HEADER not in other.headers


def test_the_rest_is_indexed_behind_the_answer(browser: Browser, filled: str) -> None:
    whole = browser.get("/compare/origins").text
    put_back(filled)
    assert TOLD in browser.get("/compare/origins").text
    browser.app.state.ledgers.indexing.wait(60)  # type: ignore[attr-defined]
    assert left(filled) == 0
    assert browser.get("/compare/origins").text == whole


def test_from_python_and_at_the_command_line_who_asks_waits(filled: str) -> None:
    put_back(filled)
    with Ledger.open(filled) as ledger:
        ledger.origins()
    assert left(filled) == 0


def test_a_server_that_ends_stops_between_two_steps(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    put_back(filled)
    monkeypatch.setattr(comparing, "_BATCH", 1)
    one = Indexing(lambda: Ledger.open(filled), pause=60.0)
    before = left(filled)
    one.begin()
    one.close()  # in its first pause, or before it
    assert before - 1 <= left(filled) <= before
    one.begin()
    assert left(filled) > 0


def test_one_that_failed_is_not_begun_again_at_once() -> None:
    now = [1_000.0]
    opened: list[float] = []

    def open_it() -> Ledger:
        opened.append(now[0])
        raise LedgerBusyError("another writes")

    one = Indexing(open_it, clock=lambda: now[0])
    for _ in range(3):
        one.begin()
        one.wait(60)
    now[0] += 61.0
    one.begin()
    one.wait(60)
    assert opened == [1_000.0, 1_061.0]


def test_only_one_is_under_way(room: Callable[..., Browser]) -> None:
    going, opened = threading.Event(), []

    def open_it() -> Ledger:
        opened.append(True)
        assert going.wait(60)
        raise LedgerBusyError("another writes")

    one = Indexing(open_it)
    for _ in range(5):
        one.begin()
    going.set()
    one.wait(60)
    assert opened == [True]
