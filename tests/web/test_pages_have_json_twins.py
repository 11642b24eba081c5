from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from html_page import Page
from onrecord.web.app import API, create_app
from onrecord.web.settings import Settings
from reading_room import Address, add_account, addresses, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser

ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)

ADDRESSES = (
    *("/", "/search?q=tide&kind=indirect", "/articles", "/articles/1", "/articles/1?s=2&show=narration"),
    *("/people", "/people?name=lund", "/people/1", "/outlets", "/outlets/1", "/statements/1", "/ledger"),
    *("/compare/figures?q=tide", "/compare/origins", "/compare/disputes?name=lund", "/articles/1/versions"),
    *("/people/1/timeline?about=tide", "/compare/disputes", "/compare/network"),
    *("/ledger/inputs", "/ledger/inputs?run=1&outcome=added&skip=1", "/review/mine"),
)
#: Everything that a browser may ask for and that is a page, as the application declares it.
PAGES = [
    one
    for one in addresses(create_app(Settings("nowhere.db")))
    if one.method == "GET" and not one.path.startswith((API, "/static"))
]
#: What operations are sent that pages name, by the last word of their path.
SENT = {
    "check": {"text": "“The quay will hold,” Ana Lund said."},
    "merge": {"other": 2},
    "split": {"articles": [2]},
    "withdraw": {"reason": "A court order."},
}
#: What no page is, so that it is refused.
MOON = [("files", ("moon.png", b"\x89PNG\r\n\x1a\n" + bytes(500)))]
#: What an address needs behind its path.
ASKED = {"/review/previous": "?before=0.5-1", "/search": "?q=that"}


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


@ON_SQLITE
@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.path)
def test_every_page_of_the_application_names_a_twin_that_answers_with_json(
    one: Address, room: Callable[..., Browser], filled: str
) -> None:
    browser = room()
    job = browser.fill("/add/files", files=MOON).headers["location"].rpartition("/")[2]
    add_account(filled, "Ida Moss", "admin")
    signed_in(browser, "Ida Moss")
    path = one.path.replace("{job_id}", job)
    reply = browser.get(Address(path, "GET", None).filled + ASKED.get(path, ""))
    assert reply.status_code == 200, reply.text
    page = Page(reply)
    twins = page.links("link[rel='alternate']")
    if twins:
        told = browser.get(twins[0])
        assert twins[0] in page.links(".colophon a")
    else:
        told = asked_as_the_page_says(browser, page)
    assert told.status_code == 200, told.text
    assert told.headers["content-type"] == "application/json"


def asked_as_the_page_says(browser: Browser, page: Page) -> Any:
    """The answer of the operation that stands at the foot of a page whose twin has to be sent something; the
    link leads to where the operation is told.
    """
    (named,) = page.texts(".colophon a code")
    method, path = named.split()
    where = page.links(".colophon a")[0]
    (told,) = Page(browser.get(where)).texts(f"#{where.partition('#')[2]} code")
    assert re.fullmatch(re.sub(r"\{\w+\}", "[0-9]+", told), named)
    return browser.request(method, path, json=SENT[path.rpartition("/")[2]], headers=browser.script)


def test_what_came_in_is_paged_and_narrowed_as_the_page_is(browser: Browser) -> None:
    page = Page(browser.get("/ledger/inputs?run=1&outcome=added&skip=1"))
    found = browser.get(page.one("link[rel='alternate']")["href"]).json()
    assert [one["name"] for one in found["inputs"]] == page.texts(".inputs bdi")
    assert [one["article_id"] for one in found["inputs"]] == [2, 1]


def test_a_refusal_and_its_reason_are_in_the_twin(browser: Browser) -> None:
    browser.fill("/add/files", files=MOON)
    page = Page(browser.get("/ledger/inputs?outcome=refused"))
    (found,) = browser.get(page.one("link[rel='alternate']")["href"]).json()["inputs"]
    assert (found["name"], found["outcome"], found["reason"]) == ("moon.png", "refused", "binary")
    assert found["message"] in page.text(".inputs")


def test_the_network_and_its_twin_hold_the_same(browser: Browser) -> None:
    rows = [row.text for row in Page(browser.get("/compare/network")).all("figure.picture tbody tr")]
    quoting = browser.get("/api/v1/network").json()
    assert [f"{one['by']}{one['quoted']}{one['times']}" for one in quoting["quoting"]] == rows
    assert rows
    first = browser.get("/api/v1/network?limit=1").json()
    assert first == {"quoting": quoting["quoting"][:1], "more": True}
