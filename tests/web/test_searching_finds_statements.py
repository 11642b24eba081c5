from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from html_page import Page
from ledgers import made
from onrecord.ledger.ledger import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reading_room import Browser


def test_the_start_page_shows_what_came_in_and_where_to_add(browser: Browser) -> None:
    page = Page(browser.get("/"))
    assert "3 articles" in page.text("main")
    assert {"/articles/1", "/articles/2", "/articles/3"} <= set(page.links(".lines a"))
    assert len(page.all("form[action^='/add/'] input[name='csrf']")) == 3


def test_an_empty_ledger_says_what_to_do(room: Callable[..., Browser], tmp_path: Path) -> None:
    place = str(tmp_path / "empty.db")
    Ledger.open(place, create=True).close()
    page = Page(room(location=place).get("/"))
    assert "Paste a link" in page.text(".latest")


def test_words_are_found_where_they_were_said(browser: Browser) -> None:
    page = Page(browser.get("/search?q=tide+speaker:reyes"))
    assert page.all(".said")
    assert "the tide was" in page.text(".said blockquote .content")
    assert page.one(".said .by a")["href"].startswith("/people/")
    assert page.links(".said .title")[0].startswith("/articles/")


def test_filters_alone_are_a_question(browser: Browser) -> None:
    assert Page(browser.get("/search?kind=direct")).all(".said")
    assert not Page(browser.get("/search?kind=direct&until=1999")).all(".said")


def test_the_form_keeps_what_was_filled_in(browser: Browser) -> None:
    page = Page(browser.get("/search?q=tide&speaker=lund&kind=direct"))
    assert page.one("#q")["value"] == "tide"
    assert page.one("#speaker")["value"] == "lund"
    assert page.one("#kind option[selected]")["value"] == "direct"


@pytest.mark.parametrize(
    ("question", "status", "told"),
    [
        ("since=yesterday&q=tide", 422, "expected a year"),
        ("q=(tide", 422, "bracket"),
        ("speaker=nobody+here", 404, "nobody of this name"),
    ],
)
def test_what_is_wrong_with_a_question_stands_above_the_form(
    browser: Browser, question: str, status: int, told: str
) -> None:
    page = Page(browser.get(f"/search?{question}"))
    assert page.status == status
    assert told in page.text(".problem")
    assert page.all("#q")


def test_nothing_found_says_what_to_try(browser: Browser) -> None:
    assert "Leave out a word" in Page(browser.get("/search?q=xylophone")).text("#results")


def test_a_long_answer_comes_in_pages(browser: Browser, filled: str) -> None:
    with Ledger.open(filled) as ledger:
        run = ledger.begin_run(["add", "more"])
        for number in range(10, 13):
            ledger.record(run, *made(number), None)
    first = Page(browser.get("/search?kind=indirect"))
    assert len(first.all(".said")) == 20
    behind = first.links(".pager a[rel='next']")[0]
    assert "kind=indirect" in behind
    second = Page(browser.get(behind))
    shown = {link for page in (first, second) for link in page.links(".where .number")}
    assert len(shown) == 20 + len(second.all(".said"))
    assert not Page(browser.get("/search?kind=indirect&skip=500")).all(".said")
