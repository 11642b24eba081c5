"""Reviewing in Chromium with nothing but the keyboard; two at once; a connection that is lost; no barrier."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from newsroom import publish
from onrecord.answers import reviewing
from onrecord.ledger import accounts
from onrecord.ledger.ledger import Ledger
from onrecord.web.app import create_app
from onrecord.web.security import passwords
from onrecord.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

#: Characters outside the first plane, joined ones, and Arabic, before and inside what is marked.
TEXT = (
    "The quay 🚢🚢 reopened on Monday. Ana Lund said that the 👩‍🔧 crew had mended it overnight. Karl Lund "
    "told Radio Nord the cranes were next.\n\n"
    "قالت ليلى حداد إن الميناء 🙂 آمن. Tomas Reyes said that the tide was low.\n\n"
    "Ana Lund said that nobody had slept."
)
PASSWORD = "a long enough password"
#: A shared machine may be busy with other tests; what is expected happens in a second as a rule.
expect.set_options(timeout=30_000)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(tmp_path / "onrecord.db", create=True) as opened:
        publish(opened, TEXT, url="https://courier.example.org/quay")
        yield opened


@pytest.fixture
def address(ledger: Ledger) -> Iterator[str]:
    """Where a reading room of the ledger is."""
    config = uvicorn.Config(create_app(Settings(ledger.name)), port=0, log_level="error", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until(lambda: server.started)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=address)
    yield watched(context.new_page())
    context.close()


def watched(page: Page) -> Page:
    """A page on which no script may fail and nothing may be refused by the policy."""

    def failed(error: object) -> None:
        raise AssertionError(error)

    page.on("pageerror", failed)
    page.set_default_timeout(30_000)
    return page


def until(holds: Callable[[], object], seconds: float = 30) -> None:
    """Waits until something holds; fails where it does not."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def of(ledger: Ledger, words: str) -> int:
    return next(place.id for place in reviewing.desk(ledger, 1).places if place.words == words)


def standing(ledger: Ledger, words: str) -> str:
    return next(place.status for place in reviewing.desk(ledger, 1).places if place.words == words)


def at(page: Page, ledger: Ledger, words: str) -> int:
    """Goes to the page of the statement with these words."""
    one = of(ledger, words)
    page.goto(f"/review/statements/{one}?article=1")
    return one


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def selected(page: Page) -> str:
    return str(page.evaluate("String(document.getSelection())"))


def walk_to(page: Page, word: str) -> None:
    """Presses the right arrow until a word is selected."""
    for _ in range(80):
        if selected(page).strip() == word:
            return
        press(page, "ArrowRight")
    raise AssertionError(f"{word} was not met; at {selected(page)!r}")


def words_of(ledger: Ledger, one: int, role: str) -> list[str]:
    text = ledger.record_of(1).article.text
    return [span.of(text) for span in getattr(ledger.told(one), role)]


def test_from_the_queue_a_and_x_judge_one_after_another(page: Page, ledger: Ledger) -> None:
    page.goto("/review")
    press(page, "j")
    page.wait_for_url("**/review/statements/*")
    first = int(page.url.split("/")[-1].split("?")[0])
    press(page, "a")
    page.wait_for_url("**?did=1")
    assert ledger.told(first).status == "accepted"
    expect(page.get_by_role("status")).to_contain_text("Accepted")
    second = int(page.url.split("/")[-1].split("?")[0])
    assert second != first
    press(page, "x")
    page.wait_for_url("**?did=2")
    assert ledger.told(second).status == "rejected"


def test_u_undoes_what_was_done_last(page: Page, ledger: Ledger) -> None:
    one = at(page, ledger, "that the tide was low")
    press(page, "x")
    page.wait_for_url("**did=1")
    press(page, "u")
    page.wait_for_url(f"**/review/statements/{one}?article=1")
    assert ledger.told(one).status == "machine"


def test_j_and_k_walk_through_the_open_statements(page: Page, ledger: Ledger) -> None:
    at(page, ledger, "that the tide was low")
    press(page, "j")
    page.wait_for_url(f"**/statements/{of(ledger, 'that nobody had slept')}?article=1")


@pytest.mark.parametrize("key", ["q", "Control+ArrowLeft"])
def test_words_are_marked_with_shift_and_arrows_behind_emoji(page: Page, ledger: Ledger, key: str) -> None:
    one = at(page, ledger, "that the 👩‍🔧 crew had mended it overnight")
    press(page, "q")
    assert selected(page) == "that the 👩‍🔧 crew had mended it overnight"
    presses = [f"Shift+{key}"] if key != "q" else ["Shift+ArrowLeft"] * len(" overnight")
    for each in presses:
        press(page, each)
    press(page, "Enter")
    expect(page.get_by_role("status")).to_contain_text("Press w to save")
    press(page, "w")
    page.wait_for_url("**did=1")
    assert words_of(ledger, one, "content") == ["that the 👩‍🔧 crew had mended it"]
    assert ledger.told(one).status == "changed"


def test_several_pieces_are_marked_and_one_is_taken_away(page: Page, ledger: Ledger) -> None:
    one = at(page, ledger, "that the tide was low")
    press(page, "q")
    press(page, *["Shift+ArrowLeft"] * len(" tide was low"), "Enter", "q")
    walk_to(page, "low")
    press(page, "+", "s", "Delete", "w")
    page.wait_for_url("**did=1")
    assert words_of(ledger, one, "content") == ["that the", "low"]
    assert words_of(ledger, one, "source") == []


def test_of_several_pieces_one_is_changed_and_the_others_stay(page: Page, ledger: Ledger) -> None:
    one = at(page, ledger, "that the tide was low")
    press(page, "q", *["Shift+ArrowLeft"] * len(" tide was low"), "Enter", "q")
    walk_to(page, "low")
    press(page, "+", "q", "q")
    assert selected(page) == "low"
    press(page, *["Shift+ArrowLeft"] * len("w"), "Enter", "w")
    page.wait_for_url("**did=1")
    assert words_of(ledger, one, "content") == ["that the", "lo"]


def test_a_selection_by_pointer_is_taken_by_its_key(page: Page, ledger: Ledger) -> None:
    one = at(page, ledger, "that the tide was low")
    page.evaluate(
        """() => {
          const walker = document.createTreeWalker(document.getElementById("text"), NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const from = walker.currentNode.data.indexOf("ليلى حداد");
            if (from >= 0) {
              const node = walker.currentNode;
              document.getSelection().setBaseAndExtent(node, from, node, from + 9);
              return;
            }
          }
        }"""
    )
    press(page, "s", "w")
    page.wait_for_url("**did=1")
    assert words_of(ledger, one, "source") == ["ليلى حداد"]


def test_arabic_is_marked_behind_and_around_an_emoji(page: Page, ledger: Ledger) -> None:
    page.goto("/review/articles/1/add?article=1")
    press(page, "c")
    walk_to(page, "قالت")
    press(page, "Enter", "q")
    walk_to(page, "الميناء")
    before = selected(page)
    press(page, *["Shift+Control+ArrowLeft"] * 3)  # to the left is on, in a text from the right
    assert len(selected(page)) > len(before)
    press(page, "Enter", "w")
    page.wait_for_url("**did=1")
    added = reviewing.correction(ledger, 1).statement_id
    (content,) = words_of(ledger, added, "content")
    assert content.startswith("الميناء 🙂")
    assert words_of(ledger, added, "cue") == ["قالت"]


def test_the_speaker_is_changed_with_p_and_space(page: Page, ledger: Ledger) -> None:
    one = at(page, ledger, "that the tide was low")
    press(page, "p")
    assert page.evaluate("document.activeElement.value") == "person:Tomas Reyes"
    press(page, "Space", "Tab", "Space")
    press(page, "w")
    page.wait_for_url("**did=1")
    assert [who.name for who in ledger.told(one).speakers] == ["Ana Lund"]


def test_somebody_else_is_typed_and_letters_stay_letters(page: Page, ledger: Ledger) -> None:
    one = at(page, ledger, "that the tide was low")
    press(page, "p", "Space")
    page.get_by_label("Somebody else").focus()
    page.keyboard.type("Zaxa Jakun")
    press(page, "Shift+Tab")
    press(page, "w")
    page.wait_for_url("**did=1")
    assert [who.name for who in ledger.told(one).speakers] == ["Zaxa Jakun"]


def test_a_missed_one_is_added_with_n(page: Page, ledger: Ledger) -> None:
    at(page, ledger, "that the tide was low")
    press(page, "n")
    page.wait_for_url("**/add?*")
    for key, word in (("s", "Karl"), ("c", "told"), ("q", "cranes")):
        press(page, key)
        walk_to(page, word)
        if key == "s":
            press(page, *["Shift+ArrowRight"] * len(" Lund"))
        press(page, "Enter")
    press(page, "w")
    page.wait_for_url("**did=1")
    added = reviewing.correction(ledger, 1).statement_id
    assert ledger.told(added).status == "added"
    roles = {role: words_of(ledger, added, role) for role in ("source", "cue", "content")}
    assert roles == {"source": ["Karl Lund"], "cue": ["told"], "content": ["cranes"]}


def test_what_was_changed_and_not_saved_is_not_lost_by_one_key(page: Page, ledger: Ledger) -> None:
    one = at(page, ledger, "that the tide was low")
    press(page, "s", "Delete", "a")
    expect(page.get_by_role("status")).to_contain_text("press a again")
    assert ledger.told(one).status == "machine"
    press(page, "a")
    page.wait_for_url("**did=1")
    assert ledger.told(one).status == "accepted"


def test_single_letters_can_be_switched_off(page: Page, ledger: Ledger) -> None:
    one = at(page, ledger, "that the tide was low")
    page.get_by_label("Single letters are keys").uncheck()
    at(page, ledger, "that the tide was low")
    press(page, "a", "x")
    page.get_by_role("button", name="Accept").click()
    page.wait_for_url("**did=1")
    assert [c.kind for c in reviewing.history(ledger, one)] == ["accept"]


def test_two_at_once_do_not_overwrite_each_other(chromium: Browser, address: str, ledger: Ledger) -> None:
    _accounts(ledger)
    ana, ida = (_signed_in(chromium, address, name) for name in ("ana", "ida"))
    one = at(ana, ledger, "that the tide was low")
    at(ida, ledger, "that the tide was low")
    expect(ida.get_by_text("ana is looking at this statement too")).to_be_visible()
    press(ana, "p", "Space", "Tab", "Space", "w")
    ana.wait_for_url("**did=1")
    press(ida, "q", *["Shift+ArrowLeft"] * len(" low"), "Enter", "w")
    expect(ida.get_by_role("heading", name="Somebody else was quicker")).to_be_visible()
    assert words_of(ledger, one, "content") == ["that the tide was low"]
    no_barrier(ida)
    ida.get_by_role("button", name="Apply mine on top").press("Enter")
    ida.wait_for_url("**did=2")
    assert words_of(ledger, one, "content") == ["that the tide was"]
    assert [(c.kind, c.by) for c in reviewing.history(ledger, one)] == [("change", "ida"), ("change", "ana")]
    for page in (ana, ida):
        page.context.close()


def test_a_lost_connection_loses_nothing(page: Page, ledger: Ledger) -> None:
    one = at(page, ledger, "that the tide was low")
    page.context.set_offline(True)
    press(page, "a")
    expect(page.get_by_role("status")).to_contain_text("No connection")
    assert ledger.told(one).status == "machine"
    page.context.set_offline(False)
    page.wait_for_url("**did=1")
    assert ledger.told(one).status == "accepted"
    assert page.evaluate("localStorage.getItem('onrecord.review.kept')") == "[]"


def test_an_answer_that_is_lost_is_not_made_twice(page: Page, ledger: Ledger) -> None:
    one = at(page, ledger, "that the tide was low")
    lost: list[bool] = []

    def lose(route: object) -> None:
        if not lost:
            lost.append(True)
            route.fetch()  # type: ignore[attr-defined]
            route.abort()  # type: ignore[attr-defined]
        else:
            route.continue_()  # type: ignore[attr-defined]

    page.route(f"**/review/statements/{one}*", lose)
    press(page, "x")
    expect(page.get_by_role("status")).to_contain_text("No connection")
    assert ledger.told(one).status == "rejected"
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_url("**did=1")
    assert len(reviewing.history(ledger, one)) == 1


def test_a_decision_outlasts_the_end_of_a_session(chromium: Browser, address: str, ledger: Ledger) -> None:
    _accounts(ledger)
    page = _signed_in(chromium, address, "ida")
    one = at(page, ledger, "that the tide was low")
    with ledger.atomic() as connection:
        accounts.end_sessions(connection, accounts.named(connection, "ida"))
    press(page, "x")
    page.wait_for_url("**/sign-in?next=*")
    page.get_by_label("Name").fill("ida")
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**did=1")
    assert [(c.kind, c.by) for c in reviewing.history(ledger, one)] == [("reject", "ida")]
    page.context.close()


def test_without_scripts_the_same_is_done_with_forms(chromium: Browser, address: str, ledger: Ledger) -> None:
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    one = at(page, ledger, "that the 👩‍🔧 crew had mended it overnight")
    page.get_by_role("textbox", name="Content").fill("the 👩‍🔧 crew")
    page.get_by_role("button", name="Save the change").click()
    page.wait_for_url("**did=1")
    assert words_of(ledger, one, "content") == ["the 👩‍🔧 crew"]
    page.get_by_role("button", name="Accept").click()
    page.wait_for_url("**did=2")
    page.get_by_role("button", name="Undo").click()
    assert len(reviewing.made_by(ledger, reviewing.correction(ledger, 1).by, "2000")) == 2
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_no_barrier_on_any_page_of_the_review(
    chromium: Browser, address: str, ledger: Ledger, scheme: str, width: int
) -> None:
    context = chromium.new_context(
        base_url=address,
        color_scheme=scheme,  # type: ignore[arg-type]
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
    )
    page = watched(context.new_page())
    one = at(page, ledger, "that the tide was low")
    press(page, "s")
    no_barrier(page)
    press(page, "Escape", "a")
    page.wait_for_url("**did=1")
    no_barrier(page)
    for path in (
        *("/review", "/review?q=tide", "/review?q=nothing", "/review/articles/1", "/review/mine"),
        *(f"/review/statements/{one}/history", "/review/articles/1/add"),
    ):
        page.goto(path)
        no_barrier(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{path} is too wide"
    context.close()


def no_barrier(page: Page) -> None:
    found = Axe().run(page)
    told = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found.response["violations"]]
    assert not told


def _accounts(ledger: Ledger) -> None:
    with ledger.atomic() as connection:
        for name, role in (("boss", "admin"), ("ana", "reviewer"), ("ida", "reviewer")):
            accounts.add(connection, name, role, passwords.hashed(PASSWORD), at="2024-05-02")


def _signed_in(chromium: Browser, address: str, name: str) -> Page:
    context: BrowserContext = chromium.new_context(base_url=address)
    page = watched(context.new_page())
    page.goto("/sign-in")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
    return page
