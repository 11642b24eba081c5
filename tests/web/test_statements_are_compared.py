from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from html_page import Page
from newsroom import publish
from onrecord.desk import Ledger

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reading_room import Browser


def test_a_statement_shows_words_proof_and_where_else(browser: Browser, filled: str) -> None:
    with Ledger.open(filled) as ledger:
        told = ledger.show(1)
    page = Page(browser.get("/statements/1"))
    assert told.content in page.text(".words-said")
    assert told.digest in page.text("main")
    assert len(page.all(".occurrence")) == 3
    assert "this one" in page.text(".occurrence.here")
    assert Page(browser.get(f"/statements/{told.digest}")).text("h1") == "Statement 1"


def test_a_rejected_statement_says_that_it_is_none(browser: Browser, filled: str) -> None:
    with Ledger.open(filled) as ledger:
        ledger.reject(1, by="Ida Moss", note="a headline")
    told = Page(browser.get("/statements/1")).text("main")
    assert "no attribution" in told
    assert "rejected by Ida Moss" in told


@pytest.mark.parametrize(
    "address",
    [f"/compare/{name}" for name in ("figures", "disputes", "origins", "network", "draft")],
)
def test_each_comparison_has_a_page(browser: Browser, address: str) -> None:
    page = Page(browser.get(address))
    assert page.status == 200
    assert page.one(".tabs a[aria-current='page']")["href"] == address


def test_what_somebody_said_stands_over_time(browser: Browser) -> None:
    page = Page(browser.get("/people/1/timeline"))
    assert page.texts("h1") == ["Ana Lund"]
    assert page.all(".group")
    assert "bracket" in Page(browser.get("/people/1/timeline?about=(tide")).text(".problem")
    assert browser.get("/people/999/timeline").status_code == 404


def test_a_denial_stands_beside_what_it_answers(room: Callable[..., Browser], tmp_path: Path) -> None:
    place = str(tmp_path / "disputed.db")
    with Ledger.open(place, create=True) as ledger:
        publish(
            ledger,
            "Ana Lund said that the harbour board had sold the northern quay in secret.\n"
            "Tomas Reyes said that the harbour board had not sold the northern quay in secret.",
        )
    browser = room(location=place)
    (dispute,) = Page(browser.get("/compare/disputes")).texts(".dispute")
    assert dispute.index("Ana Lund") < dispute.index("Tomas Reyes")
    assert "Answered by" in Page(browser.get("/statements/1")).text("main")
    assert "nobody of this name" in Page(browser.get("/compare/disputes?name=moss")).text(".problem")


def test_a_wrong_question_is_told_on_the_page(browser: Browser) -> None:
    for place in ("figures", "origins"):
        page = Page(browser.get(f"/compare/{place}?q=(tide"))
        assert page.status == 422
        assert "bracket" in page.text(".problem")


def test_a_draft_is_looked_up_and_not_kept(browser: Browser, filled: str) -> None:
    draft = "“The quay will hold,” Ana Lund said. “The moon is made of salt,” Tomas Reyes said."
    page = Page(browser.fill("/compare/draft", text=draft))
    assert page.status == 200
    assert "1 word for word" in page.text(".count")
    assert "1 not found" in page.text(".count")
    with Ledger.open(filled) as ledger:
        assert ledger.stats().articles == 3


def test_versions_of_a_page_show_what_became_of_statements(browser: Browser, filled: str) -> None:
    from ledgers import made

    assert "one version" in Page(browser.get("/articles/1/versions")).text("main")
    url = "https://news.example.org/0"
    with Ledger.open(filled) as ledger:
        run = ledger.begin_run(["add", "again"])
        ledger.record(run, *made(0, url=url, text="far"), url)
    page = Page(browser.get("/articles/1/versions"))
    assert page.all("section.topic")
    assert Page(browser.get("/articles/4")).all("a[href='/articles/4/versions']")
