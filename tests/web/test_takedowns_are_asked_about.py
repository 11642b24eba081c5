"""Taking an article down in the browser, without scripts: what is said first, who may, what stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from html_page import Page
from onrecord.ledger import accounts
from onrecord.ledger.ledger import Ledger
from reading_room import add_account, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser

ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)
ADDRESS = "/articles/1/withdraw"


def test_it_says_what_it_does_does_it_and_shows_the_reason(browser: Browser, filled: str) -> None:
    words = Page(browser.get("/articles/1")).text("h1")
    assert ADDRESS in Page(browser.get("/articles/1")).links()
    page = Page(browser.get(ADDRESS))
    assert "cannot be undone" in page.text(".what")
    assert words in page.text(".lede")
    reply = browser.fill(page.one("form.sure")["action"], reason="A court order: <b>12 K 4</b>")
    assert (reply.status_code, reply.headers["location"]) == (303, "/articles/1")
    after = Page(browser.get("/articles/1"))
    assert "A court order: <b>12 K 4</b>" in after.text(".withdrawn")
    assert words not in after.text("main")
    assert ADDRESS not in after.links()
    assert "withdrawn already" in Page(browser.get(ADDRESS)).text("main")
    with Ledger.open(filled) as ledger, ledger.reading() as connection:
        assert [(one.act, one.detail) for one in accounts.deeds(connection)] == [("withdraw", "article 1")]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2_001], ids=["none", "blank", "too long"])
def test_without_a_reason_nothing_is_taken_down(browser: Browser, reason: str) -> None:
    words = Page(browser.get("/articles/1")).text("h1")
    reply = browser.fill(ADDRESS, reason=reason)
    assert reply.status_code == 422
    assert Page(browser.get("/articles/1")).text("h1") == words


def test_an_article_that_is_none_cannot_be_taken_down(browser: Browser) -> None:
    assert browser.get("/articles/999/withdraw").status_code == 404
    assert browser.fill("/articles/999/withdraw", reason="x").status_code == 404


@ON_SQLITE
def test_nobody_but_an_admin_may(room: Callable[..., Browser], filled: str) -> None:
    browser = room(open_to_all=True)
    add_account(filled, "Ida Moss", "reviewer")
    add_account(filled, "Ada Chief", "admin")
    assert ADDRESS not in Page(browser.get("/articles/1")).links()
    assert browser.fill(ADDRESS, reason="x").status_code == 401
    signed_in(browser, "Ida Moss")
    assert ADDRESS not in Page(browser.get("/articles/1")).links()
    assert browser.get(ADDRESS).status_code == 403
    assert browser.fill(ADDRESS, reason="x").status_code == 403
    chief = signed_in(room(open_to_all=True), "Ada Chief")
    assert ADDRESS in Page(chief.get("/articles/1")).links()
    assert chief.fill(ADDRESS, reason="x").status_code == 303


def test_a_form_of_another_site_takes_nothing_down(browser: Browser) -> None:
    reply = browser.post(ADDRESS, data={"reason": "x"})
    assert reply.status_code == 403
    assert "withdrawn" not in Page(browser.get("/articles/1")).text("h1")
