from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from html_page import Page
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.merges import Merge

if TYPE_CHECKING:
    from reading_room import Browser


def number(browser: Browser, name: str) -> int:
    """The number of a person, as the list of people links it."""
    found = Page(browser.get(f"/people?name={name}")).links("a.name")
    return int(found[0].rsplit("/", 1)[1])


def test_the_list_shows_who_says_most_and_finds_names(browser: Browser) -> None:
    assert "Ana Lund" in Page(browser.get("/people")).texts(".people .name")
    assert Page(browser.get("/people?name=reyes")).texts(".people .name") == ["Tomas Reyes"]
    told = Page(browser.get("/people?name=nobody"))
    assert "nobody of this name" in told.text("main")


def test_a_speaker_has_spellings_a_chart_with_its_table_and_what_they_said(browser: Browser) -> None:
    page = Page(browser.get(f"/people/{number(browser, 'ana+lund')}"))
    assert page.text("h1") == "Ana Lund"
    assert "Ms. Lund" in page.text("main")
    assert page.all(".said")
    rows = page.all("figure.picture table tbody tr")
    assert rows
    assert page.all("figure.picture svg[aria-hidden='true']")
    assert "statements of Ana Lund" in page.one(".drawing")["aria-label"]


def test_pictures_have_no_style_of_their_own(browser: Browser) -> None:
    person = number(browser, "ana+lund")
    for address in (f"/people/{person}", "/outlets/1", "/compare/network"):
        html = browser.get(address).text
        assert "<svg" in html, address
        assert " style=" not in html, address
        assert "<style" not in html, address


def test_what_a_speaker_said_is_narrowed_by_words(browser: Browser) -> None:
    person = number(browser, "ana+lund")
    page = Page(browser.get(f"/people/{person}?about=cranes"))
    assert page.all(".said")
    assert all("crane" in words for words in page.texts(".said blockquote"))
    assert "bracket" in Page(browser.get(f"/people/{person}?about=(cranes")).text(".problem")
    assert "Show all they said" in Page(browser.get(f"/people/{person}?about=xylophone")).text("main")


def test_somebody_who_was_merged_is_shown_as_who_they_are(browser: Browser, filled: str) -> None:
    ana, tomas = number(browser, "ana+lund"), number(browser, "reyes")
    with Ledger.open(filled) as ledger:
        ledger.merge(ana, tomas, by="Ida Moss")
    reply = browser.get(f"/people/{tomas}", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, f"/people/{ana}")
    assert f"number {tomas} was merged" in Page(browser.get(f"/people/{ana}")).text("main")
    assert Merge  # the act is described there


def test_an_outlet_shows_whom_it_quotes_and_its_articles(browser: Browser) -> None:
    line = Page(browser.get("/outlets")).links("tbody a")[0]
    page = Page(browser.get(line))
    assert "Ana Lund" in page.texts("figure.picture td a")[0]
    assert len(page.all(".lines .line")) == 3


@pytest.mark.parametrize(
    "address", ["/people/9999", "/outlets/9999", "/statements/9999", "/ledger/inputs?run=99"]
)
def test_numbers_of_nothing_are_told(browser: Browser, address: str) -> None:
    page = Page(browser.get(address))
    assert page.status == 404
    assert "expected" in page.text("main")


@pytest.mark.parametrize(
    "address", ["/people/x", "/articles/0", "/articles/1?part=x", "/ledger/inputs?outcome=lost"]
)
def test_edited_addresses_are_told(browser: Browser, address: str) -> None:
    page = Page(browser.get(address))
    assert page.status == 422
    assert page.all("h1")
