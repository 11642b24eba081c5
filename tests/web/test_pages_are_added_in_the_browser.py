from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from html_page import Page
from onrecord.desk import Ledger
from onrecord.web.pages import adding

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser

TEXT = (
    "The ferry\n\nThe ferry was late again on Friday, and the quay was full of people who had waited. "
    "Ana Lund said that the ferry was safe."
)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A job that is read by a fake is done at once, however busy the machine."""
    monkeypatch.setattr(adding, "PATIENCE", 60.0)


def test_a_text_that_was_pasted_becomes_an_article(browser: Browser) -> None:
    reply = browser.fill("/add/text", text=TEXT, url="https://news.example.org/ferry")
    assert reply.status_code == 303
    page = Page(browser.get(reply.headers["location"]))
    assert "Ana Lund" in page.text(".cards")
    assert "https://news.example.org/ferry" in page.text(".about-page")


def test_the_same_text_again_is_known(browser: Browser, filled: str) -> None:
    first = browser.fill("/add/text", text=TEXT).headers["location"]
    assert browser.fill("/add/text", text=TEXT).headers["location"] == first
    with Ledger.open(filled) as ledger:
        assert ledger.stats().inputs["known"] == 1


def test_files_are_added_under_their_own_names(browser: Browser) -> None:
    other = TEXT.replace("ferry", "crane").encode()
    reply = browser.fill(
        "/add/files",
        files=[("files", ("ferry.txt", TEXT.encode())), ("files", ("C:\\desk\\crane.txt", other))],
    )
    page = Page(browser.get(reply.headers["location"]))
    assert page.texts(".inputs a bdi") == ["ferry.txt", "crane.txt"]
    assert "2 added" in page.text(".state")
    assert "/tmp" not in page.text("main")


def test_a_refusal_says_why(browser: Browser) -> None:
    reply = browser.fill("/add/files", files=[("files", ("moon.png", b"\x89PNG\r\n\x1a\n" + bytes(200)))])
    page = Page(browser.get(reply.headers["location"]))
    assert page.texts(".inputs .tag") == ["refused"]
    assert "moon.png" in page.text(".inputs")
    refused = Page(browser.get("/ledger/inputs?outcome=refused"))
    assert "moon.png" in refused.text(".inputs")
    assert "moon.png" in Page(browser.get("/ledger")).text("main")


@pytest.mark.parametrize("url", ["/etc/passwd", "file:///etc/passwd", "-", "harbour.html", ""])
def test_only_addresses_of_the_web_are_fetched(browser: Browser, url: str) -> None:
    assert browser.fill("/add/link", url=url).status_code == 422


def test_an_address_of_this_network_is_refused(browser: Browser) -> None:
    reply = browser.fill("/add/link", url="http://127.0.0.1:9/secret")
    page = Page(browser.get(reply.headers["location"]))
    assert page.texts(".inputs .tag") == ["refused"]


def test_nothing_is_added_without_a_word_or_a_file(browser: Browser) -> None:
    assert browser.fill("/add/text", text="  \n ").status_code == 422
    assert browser.fill("/add/text", text=TEXT, url="nowhere").status_code == 422


def test_visitors_see_where_to_sign_in_instead(room: Callable[..., Browser]) -> None:
    page = Page(room(open_to_all=True).get("/"))
    assert not page.all("form[action^='/add/']")
    assert "Sign in" in page.text(".add")


def test_a_job_that_nobody_knows_is_told(browser: Browser) -> None:
    assert "server was started anew" in Page(browser.get("/jobs/0123456789abcdef")).text("main")


def test_the_ledger_page_counts_and_offers_exports(browser: Browser) -> None:
    page = Page(browser.get("/ledger"))
    assert page.texts(".tiles dd")[:1] == ["3"]
    assert "/api/v1/exports/jsonl" in page.links("main a")
