from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from html_page import Page

if TYPE_CHECKING:
    from reading_room import Browser

ADDRESSES = (
    *("/", "/search?q=tide&kind=indirect", "/articles", "/articles/1", "/articles/1?s=2&show=narration"),
    *("/people", "/people?name=lund", "/people/1", "/outlets", "/outlets/1", "/statements/1", "/ledger"),
    *("/compare/figures?q=tide", "/compare/origins", "/compare/disputes?name=lund", "/articles/1/versions"),
    *("/people/1/timeline?about=tide", "/compare/disputes"),
)


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_twin_of_a_page_is_json_and_answers(browser: Browser, address: str) -> None:
    page = Page(browser.get(address))
    twin = page.one("link[rel='alternate']")["href"]
    assert twin in page.links(".colophon a")
    reply = browser.get(twin)
    assert reply.status_code == 200, reply.text
    assert "json" in reply.headers["content-type"]


def test_a_search_and_its_twin_find_the_same(browser: Browser) -> None:
    page = Page(browser.get("/search?q=tide&kind=indirect"))
    shown = [int(link.rsplit("/", 1)[1]) for link in page.links(".said .number")]
    found = browser.get(page.one("link[rel='alternate']")["href"]).json()
    assert [one["id"] for one in found["statements"]] == shown
