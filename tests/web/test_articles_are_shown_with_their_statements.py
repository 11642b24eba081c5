from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from html_page import Page
from ledgers import made
from onrecord.answers import articles as stored
from onrecord.exports.segments import parts
from onrecord.ledger.ledger import Ledger
from onrecord.records import Block, BlockKind, Span
from onrecord.web.views import articles as views

if TYPE_CHECKING:
    from reading_room import Browser


@pytest.fixture
def page(browser: Browser) -> Page:
    return Page(browser.get("/articles/1"))


def test_the_text_stands_there_character_for_character(page: Page, filled: str) -> None:
    with Ledger.open(filled) as ledger:
        record = ledger.record_of(1)
    shown = "".join(page.texts(".text span[data-at]"))
    assert "“The quay will hold,” Ana Lund said." in shown
    assert "".join(part.span.of(record.article.text) for part in parts(record)[1:]) in shown


def test_every_piece_says_where_it_stands(page: Page, filled: str) -> None:
    with Ledger.open(filled) as ledger:
        text = ledger.record_of(1).article.text
    pieces = page.all(".text span[data-at]")
    assert pieces
    for piece in pieces:
        at, words = int(piece["data-at"]), piece.text
        assert text[at : at + len(words)] == words


def test_source_cue_and_content_are_marked_and_nesting_is_deeper(page: Page) -> None:
    assert "Ana Lund" in page.texts(".text .source")
    assert "said" in page.texts(".text .cue")
    assert "“The quay will hold,”" in page.texts(".text .content")
    assert "the tide was l00" in " ".join(page.texts(".text .deep-2"))


def test_each_statement_has_a_number_in_the_text_that_leads_to_its_card_and_back(page: Page) -> None:
    numbers = page.all(".text sup a")
    assert len(numbers) == len(page.all(".card"))
    for number in numbers:
        card = page.one(number["href"])
        assert page.one(f".card#{card['id']} .number")["href"] == f"#{number['id']}"


def test_the_panel_says_who_through_whom_and_how_sure(page: Page) -> None:
    told = page.text(".card:nth-of-type(4)")
    assert "Ana Lund" in told
    assert "Radio Nord" in told
    assert "% sure" in told
    assert page.one(".card a[href^='/people/']")


def test_a_chosen_statement_is_shown_without_scripts(browser: Browser) -> None:
    page = Page(browser.get("/articles/1?s=2"))
    assert page.one(".card.chosen")["id"] == "s2"
    assert page.all(".text .on-content")
    assert not Page(browser.get("/articles/1?s=99")).all(".card.chosen")


def test_layers_are_switched_by_the_address(browser: Browser) -> None:
    def on(address: str) -> list[str]:
        return [box["value"] for box in Page(browser.get(address)).all(".switches input[checked]")]

    assert on("/articles/1") == ["figure", "date"]
    assert on("/articles/1?show=narration") == ["narration"]
    assert on("/articles/1?show=none") == []


def test_furniture_is_folded_and_still_there(page: Page) -> None:
    assert "Share this article" in page.text("details.furniture")


def test_an_article_that_was_withdrawn_says_so_and_shows_nothing_else(browser: Browser, filled: str) -> None:
    with Ledger.open(filled) as ledger:
        ledger.withdraw(1, reason="court order of 3 May", by="Ida Moss")
    page = Page(browser.get("/articles/1"))
    assert "court order of 3 May" in page.text("main")
    assert "Ida Moss" in page.text("main")
    assert "quay" not in page.text("main")
    assert "A withdrawn article" in page.title


def test_corrections_stand_on_the_card(browser: Browser, filled: str) -> None:
    with Ledger.open(filled) as ledger:
        ledger.accept(1, by="Ida Moss", note="heard it")
    told = Page(browser.get("/articles/1")).text("#s1")
    assert "accepted by Ida Moss" in told
    assert "heard it" in told


def test_a_long_article_comes_in_parts_that_hold_all_of_it(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PART", 120)
    with Ledger.open(location, create=True) as ledger:
        run = ledger.begin_run(["add"])
        ledger.record(run, *made(1), None)
        ledger.end_run(run)
        kept = stored.kept(ledger, 1)
        first = views.article(ledger, kept)
        assert first.parts > 2
        parts = [views.article(ledger, kept, part=number) for number in range(1, first.parts + 1)]
        cards = [card.id for part in parts for card in part.cards]
        assert sorted(cards) == sorted(first.kept.statement_ids)
        last = parts[-1].cards[-1]
        assert views.article(ledger, kept, statement=last.id).part == parts[-1].part


@pytest.mark.parametrize("address", ["/articles/99", "/articles/1?part=7"])
def test_what_is_not_there_is_told(browser: Browser, address: str) -> None:
    reply = browser.get(address)
    assert reply.status_code == 404
    assert "article" in Page(reply).text("main")


def test_words_of_a_page_are_shown_and_never_run(browser: Browser, filled: str) -> None:
    capture, record = made(9)
    hostile = "<script>alert(1)</script>\u202egnp.exe"
    text = f"{record.article.text}\n\n{hostile}"
    block = Block(Span(len(record.article.text) + 2, len(text)), BlockKind.PARAGRAPH)
    blocks = (*record.article.blocks, block)
    article = replace(record.article, text=text, title=f"<b>{hostile}</b>", blocks=blocks)
    with Ledger.open(filled) as ledger:
        run = ledger.begin_run(["add", "9"])
        told = ledger.record(run, capture, replace(record, article=article), None)
    html = browser.get(f"/articles/{told.article_id}").text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "&lt;b&gt;" in html
    assert "\u202e" not in html
