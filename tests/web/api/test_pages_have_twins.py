"""The JSON twin that a page names is there, asked in the same words."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from reading_room import Browser

ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)
PAGES = (
    "/",
    "/search?q=that",
    "/search?q=that&skip=4&kind=indirect&outlet=",
    "/search?q=&speaker=Lund&since=2024",
    "/articles",
    "/articles?skip=2",
    "/articles/1",
    "/people",
    "/people?name=Lund",
    "/people/1",
    "/outlets",
    "/outlets/1",
    "/statements/1",
    "/ledger",
    "/compare/figures",
    "/compare/figures?q=dockers",
    "/compare/origins?q=cranes",
    "/review",
    "/review?q=that&people=on",
    "/review/statements/1",
    "/review/statements/1/history",
    "/review/articles/1",
    "/articles/1/versions",
    "/api",
)


@ON_SQLITE
def test_every_page_names_its_twin_and_it_answers(browser: Browser) -> None:
    lacking = []
    for address in PAGES:
        page = browser.get(address)
        assert page.status_code == 200, address
        named = re.search(r'<link rel="alternate" type="application/json" href="([^"]+)">', page.text)
        if named is None:
            lacking.append(address)
            continue
        twin = browser.get(unescape(named[1]))
        assert (address, twin.status_code) == (address, 200), twin.text
        assert twin.headers["content-type"] == "application/json"
    assert lacking == []
