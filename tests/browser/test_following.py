from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from browser_quiet import quiet
from onrecord.desk import Ledger
from onrecord.ledger import accounts
from onrecord.web.security import passwords

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Site

TEXT = (
    "The ferry was late again on Friday, and the quay was full of people who had waited since noon. "
    "“The ferry is safe, and it will sail tonight,” harbour master Jorun Velde said.\n\n"
    "A passenger, Tomas Reyes, said that nobody had told him anything."
)
PASSWORD = "salt-and-cranes-27"


def test_a_search_leads_to_a_speaker_and_to_what_they_said_about_something(room: Site) -> None:
    page = room.open("/")
    page.keyboard.press("/")
    page.keyboard.type("dam")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("of 2")
    page.get_by_role("link", name="Baltasar Nyberg").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Baltasar Nyberg")
    expect(page.get_by_role("img", name=re.compile("statements of Baltasar Nyberg"))).to_be_visible()
    page.get_by_text("The same as a table").first.click()
    expect(page.get_by_role("table").first).to_be_visible()
    page.get_by_role("searchbox", name="About").fill("dam")
    page.get_by_role("button", name="Narrow").click()
    expect(page.locator(".said")).to_have_count(1)
    page.locator(".said .title").click()
    expect(page.locator(".card.chosen")).to_contain_text("the dam can float")


def test_results_come_while_one_types_and_the_address_is_theirs(room: Site) -> None:
    page = room.open("/search?q=glacier")
    page.get_by_role("searchbox", name="Search what was said").fill("harbour")
    expect(page).to_have_url(re.compile("q=harbour"))
    before = page.locator("#results").inner_text()
    page.reload()
    assert page.locator("#results").inner_text() == before
    page.get_by_text("Who, where, when, how").click()
    page.get_by_label("Outlet").fill("nowhere at all")
    page.keyboard.press("Tab")
    expect(page.get_by_role("alert")).to_contain_text("expected")
    room.trouble = [told for told in room.trouble if "422" not in told and "404" not in told]


def test_the_same_words_in_several_outlets_stand_side_by_side(room: Site) -> None:
    page = room.open("/search?q=quay+hold")
    page.locator(".said .number").first.click()
    expect(page.get_by_role("heading", name="Where else")).to_be_visible()
    expect(page.locator(".occurrence")).to_have_count(3)
    expect(page.locator(".occurrence").first).to_contain_text("The Northern Post")
    page.get_by_role("link", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Figures in conflict")
    page.get_by_role("link", name="Who quotes whom").click()
    expect(page.get_by_role("img", name=re.compile("A graph of"))).to_be_visible()


def test_a_pasted_text_is_read_and_added(room: Site) -> None:
    page = room.open("/")
    page.get_by_role("textbox", name="A text").fill(TEXT)
    page.locator("form[action='/add/text']").get_by_role("button", name="Add").click()
    expect(page.locator("#text")).to_contain_text("The ferry is safe", timeout=40_000)
    expect(page.locator(".cards")).to_contain_text("Jorun Velde")


def test_files_are_added_and_what_is_none_is_refused_with_its_reason(room: Site, tmp_path: Path) -> None:
    (tmp_path / "ferry.txt").write_text(TEXT.replace("ferry", "tram"), encoding="utf-8")
    (tmp_path / "moon.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    page = room.open("/")
    page.get_by_label("Files").set_input_files([tmp_path / "ferry.txt", tmp_path / "moon.png"])
    page.locator("form[action='/add/files']").get_by_role("button", name="Add").click()
    expect(page.get_by_role("status")).to_contain_text("1 refused", timeout=40_000)
    expect(page.locator(".inputs li").filter(has_text="moon.png")).to_contain_text("refused")
    page.get_by_role("link", name="ferry.txt").click()
    expect(page.locator(".cards")).to_contain_text("Jorun Velde")


def test_a_draft_is_checked(room: Site) -> None:
    page = room.open("/compare/draft")
    page.get_by_label("The draft").fill(
        "“The quay will hold,” Ana Lund said. “The moon is of salt,” she added."
    )
    page.get_by_role("button", name="Check").click()
    expect(page.get_by_role("status")).to_contain_text("1 word for word")
    expect(page.get_by_role("status")).to_contain_text("1 not found")


def test_the_ledger_is_taken_out(room: Site) -> None:
    page = room.open("/ledger")
    with page.expect_download() as coming:
        page.get_by_role("link", name=re.compile("^jsonl")).click()
    lines = coming.value.path().read_text(encoding="utf-8").splitlines()
    titles = [json.loads(line)["article"]["title"] for line in lines]
    assert "Ten-woman Pualani stun Corran to win Island Cup" in titles


def test_whoever_signs_in_may_add_and_others_may_not(
    serve: Callable[..., Site], ledgers: Path, tmp_path: Path
) -> None:
    place = tmp_path / "signed.db"
    shutil.copy(ledgers / "hostile.db", place)
    with Ledger.open(place) as ledger, ledger.atomic() as connection:
        at = "2024-05-02T07:30:00+00:00"
        accounts.add(connection, "Ida Moss", "reviewer", passwords.hashed(PASSWORD), at=at)
    with quiet(serve(str(place), open_to_all=True)) as site:
        page = site.open("/")
        expect(page.get_by_role("button", name="Add")).to_have_count(0)
        page.get_by_role("link", name="Sign in").first.click()
        page.get_by_label("Name").fill("Ida Moss")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("link", name="Ida Moss")).to_be_visible()
        page.goto("/")
        expect(page.get_by_role("button", name="Add")).to_have_count(3)
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("link", name="Sign in").first).to_be_visible()


@pytest.mark.parametrize("address", ["/articles/99999", "/people/99999", "/statements/99999", "/nowhere"])
def test_what_is_not_there_says_what_to_do(room: Site, address: str) -> None:
    page = room.open(address)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("link", name="To the start page").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Who said what")
    room.trouble = [told for told in room.trouble if "404" not in told]


def test_two_people_are_merged_and_put_back_with_the_keyboard_alone(
    serve: Callable[..., Site], ledgers: Path, tmp_path: Path
) -> None:
    shutil.copy(ledgers / "desk.db", tmp_path / "own.db")
    with quiet(serve(str(tmp_path / "own.db"))) as site:
        page = site.open("/people/1")
        name = page.get_by_role("heading", level=1).inner_text()
        page.get_by_label("The same as").focus()
        page.keyboard.type("#2")
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Are they one?")
        page.get_by_role("radio").first.focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Tab")
        expect(page.get_by_role("button", name="Merge them")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator(".did")).to_contain_text(f"{name} (number 1) was merged into")
        page.get_by_role("button", name="Undo act 1").focus()
        page.keyboard.press("Enter")
        expect(page.locator(".did")).to_contain_text("taken back")
        page.goto("/people/1")
        expect(page.get_by_role("heading", level=1)).to_have_text(name)


def test_an_article_is_taken_down_with_a_reason(
    serve: Callable[..., Site], ledgers: Path, tmp_path: Path
) -> None:
    shutil.copy(ledgers / "desk.db", tmp_path / "own.db")
    with quiet(serve(str(tmp_path / "own.db"))) as site:
        page = site.open("/articles/1")
        page.get_by_role("link", name="Take this article down").click()
        page.get_by_role("button", name="Take it down").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Take this article down?")  # no reason yet
        page.get_by_label("Why").fill("A court order.")
        page.get_by_role("button", name="Take it down").click()
        expect(page.locator(".withdrawn")).to_contain_text("A court order.")
        expect(page.get_by_role("link", name="Take this article down")).to_have_count(0)
