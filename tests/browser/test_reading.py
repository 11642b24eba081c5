from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from browser_ledgers import HEBREW, LONG

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from conftest import Site


def article(room: Site, title: str, **settings: object) -> Page:
    """The page of an article, found as a reader finds it."""
    page = room.open("/articles", **settings)
    page.get_by_role("link", name=title).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    return page


def test_statements_are_walked_with_the_keyboard_alone(room: Site) -> None:
    page = article(room, "Crane drivers halt Kestrel Bay port as talks collapse")
    chosen = page.locator(".card.chosen")
    page.keyboard.press("j")
    expect(chosen).to_have_attribute("data-number", "1")
    expect(chosen).to_be_focused()
    expect(page.locator(".text .on-content").first).to_be_visible()
    page.keyboard.press("j")
    expect(chosen).to_have_attribute("data-number", "2")
    assert re.search(r"#s\d+$", page.url)
    page.keyboard.press("k")
    expect(chosen).to_have_attribute("data-number", "1")
    page.keyboard.press("End")
    assert int(chosen.get_attribute("data-number") or 0) > 10
    page.keyboard.press("Escape")
    expect(chosen).to_have_count(0)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/statements/\d+$"))


def test_the_keys_are_listed_and_the_list_closes(room: Site) -> None:
    page = room.open("/articles/1")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("next, previous statement")
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox", name="Search what was said")).to_be_focused()
    page.keyboard.type("jj?")
    expect(page.locator(".card.chosen")).to_have_count(0)


def test_words_that_are_clicked_choose_their_statement(room: Site) -> None:
    page = article(room, "Crane drivers halt Kestrel Bay port as talks collapse")
    words = page.locator(".text .content").first
    words.click()
    number = page.locator(".card.chosen").get_attribute("data-number")
    assert f"{number}:content" in (words.get_attribute("data-a") or "")
    expect(words).to_have_class(re.compile("on-content"))


def test_layers_are_switched_and_stay_in_the_address(room: Site) -> None:
    page = room.open("/articles/1")
    voice = page.get_by_role("checkbox", name="the page’s own voice")
    narration = page.locator(".text .narration:not(.seg)").first
    before = narration.evaluate("e => getComputedStyle(e).backgroundColor")
    voice.check()
    assert narration.evaluate("e => getComputedStyle(e).backgroundColor") != before
    assert "show=narration" in page.url
    page.reload()
    expect(voice).to_be_checked()


def test_everything_is_read_without_scripts(room: Site) -> None:
    page = article(room, "Crane drivers halt Kestrel Bay port as talks collapse", java_script_enabled=False)
    page.locator(".text sup a").first.click()
    assert re.search(r"#s\d+$", page.url)
    card = page.locator(".card:target")
    expect(card.locator(".card-more")).to_be_visible()
    expect(card).to_contain_text("confidence")
    card.locator("a.number").click()
    assert re.search(r"#t\d+$", page.url)
    page.get_by_role("checkbox", name="figures").uncheck()
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("checkbox", name="figures")).not_to_be_checked()


def test_an_article_from_right_to_left_stands_so_and_english_in_it_does_not(room: Site) -> None:
    page = article(room, HEBREW)
    text = page.locator("#text")
    assert text.get_attribute("lang") == "he"
    assert text.locator("p").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
    card = page.locator(".card blockquote").first
    assert card.evaluate("e => getComputedStyle(e).direction") == "rtl"
    box, whole = page.locator(".text .content").first.bounding_box(), text.bounding_box()
    assert box
    assert whole
    assert box["x"] + box["width"] > whole["x"] + whole["width"] * 0.9


def test_an_article_of_300_000_words_is_read_without_freezing(room: Site) -> None:
    page = article(room, LONG)
    longest = page.evaluate(
        """() => new Promise((done) => {
             let last = performance.now(), longest = 0, frames = 0;
             const step = (now) => {
               longest = Math.max(longest, now - last); last = now;
               scrollBy(0, 2000);
               if (++frames < 30) requestAnimationFrame(step); else done(longest);
             };
             requestAnimationFrame(step);
           })"""
    )
    assert longest < 2_000, f"nothing moved for {longest:.0f} ms"
    page.keyboard.press("j")
    expect(page.locator(".card.chosen")).to_have_attribute("data-number", "1")
    page.get_by_role("link", name="Part 2").first.click()
    expect(page.get_by_text(re.compile("Part 2 of [0-9]+")).first).to_be_visible()
    expect(page.locator(".card").first).to_be_visible()


def test_a_narrow_screen_shows_the_chosen_statement_and_nothing_runs_over(room: Site) -> None:
    page = article(
        room,
        "Crane drivers halt Kestrel Bay port as talks collapse",
        viewport={"width": 375, "height": 740},
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    page.locator(".text .content").nth(2).click()
    chosen = page.locator(".card.chosen")
    expect(chosen).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(chosen).to_have_count(0)


def test_a_printed_article_has_its_text_and_its_statements_and_no_menus(room: Site, tmp_path: Path) -> None:
    page = room.open("/articles/1")
    page.emulate_media(media="print")
    expect(page.locator(".masthead")).to_be_hidden()
    expect(page.locator(".switches")).to_be_hidden()
    expect(page.locator("#text > p").last).to_be_visible()
    expect(page.locator(".card blockquote").first).to_be_visible()
    page.pdf(path=tmp_path / "article.pdf")
    assert (tmp_path / "article.pdf").read_bytes().startswith(b"%PDF")
