"""An article that was looked at is shown again as it was made, and never as it is not any more."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from markupsafe import Markup

from ledgers import made
from onrecord.answers import articles as stored
from onrecord.ledger.ledger import Ledger
from onrecord.web.articles import SECONDS, Articles, Asked
from onrecord.web.views import articles as views
from reading_room import add_account, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser

URL = "https://news.example.org/0"


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The articles that were made anew, by number."""
    seen: list[int] = []
    article = views.article

    def counting(ledger: Ledger, kept: stored.Kept, **asked: object) -> views.ArticleView:
        seen.append(kept.id)
        return article(ledger, kept, **asked)  # type: ignore[arg-type]

    monkeypatch.setattr(views, "article", counting)
    return seen


def test_whoever_comes_next_is_shown_what_was_made(browser: Browser, counted: list[int]) -> None:
    first = browser.get("/articles/1")
    assert browser.get("/articles/1").text == first.text
    assert counted == [1]
    for path in ("/articles/2", "/articles/1?s=2", "/articles/1?show=narration", "/articles/1?s=3"):
        browser.get(path)
    assert counted == [1, 2, 1, 1, 1]
    assert browser.get("/articles/1?show=date&show=figure&show=nonsense").text == first.text
    assert len(counted) == 5


def _accept(ledger: Ledger) -> None:
    ledger.accept(2, by="Ida", note="heard it on the radio")


def _undo(ledger: Ledger) -> None:
    ledger.undo(ledger.reject(2, by="Ida"), by="Kofi")


def _merge(ledger: Ledger) -> None:
    people = sorted({person for person, _ in stored.kept(ledger, 1).people.values()})
    ledger.merge(people[0], people[1], by="Ida")


def _read_again(ledger: Ledger) -> None:
    _, record = made(0, url=URL)
    ledger.reread(1, replace(record, model="fake 1", attributions=record.attributions[:2]))


def _new_version(ledger: Ledger) -> None:
    capture, record = made(50, url=URL)
    ledger.record(ledger.begin_run(["add"]), capture, record, URL)


def _withdraw(ledger: Ledger) -> None:
    ledger.withdraw(1, reason="wrong", by="Ida")


@pytest.mark.parametrize("happens", [_accept, _undo, _merge, _read_again, _new_version, _withdraw])
def test_what_has_changed_is_made_anew(
    browser: Browser, filled: str, counted: list[int], happens: Callable[[Ledger], None]
) -> None:
    before = browser.get("/articles/1").text
    with Ledger.open(filled) as ledger:
        happens(ledger)
    after = browser.get("/articles/1").text
    assert after != before
    assert counted == [1, 1]
    assert browser.get("/articles/1").text == after
    fresh = browser.app.state.articles  # type: ignore[attr-defined]
    fresh._held.clear()
    assert browser.get("/articles/1").text == after


def test_of_a_withdrawn_article_no_word_is_held(browser: Browser, filled: str) -> None:
    browser.get("/articles/1?s=2")
    browser.get("/articles/1")
    with Ledger.open(filled) as ledger:
        _withdraw(ledger)
    browser.get("/articles/1")
    held = browser.app.state.articles._held  # type: ignore[attr-defined]
    assert not any("Ana Lund" in one.body for one in held.values())


def test_what_is_held_is_nobodys_own(room: Callable[..., Browser], filled: str) -> None:
    add_account(filled, "Ana", "reader")
    browser = room(private=True, open_to_all=True)
    signed_in(browser, "Ana")
    assert "Sign out" in browser.get("/articles/1").text
    (held,) = browser.app.state.articles._held.values()  # type: ignore[attr-defined]
    assert "Sign out" not in held.body
    assert browser.token not in held.body
    browser.fill("/sign-out")
    assert browser.get("/articles/1", follow_redirects=False).status_code == 303


def test_only_so_much_is_held_and_the_last_asked_for_stays(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        kept = [stored.kept(ledger, number) for number in (1, 2, 3)]
    articles = Articles(most=100)
    asked = [Asked("a ledger", number, 1, None, ()) for number in (1, 2, 3)]
    body = Markup("x" * 40)
    for one, known in zip(asked[:2], kept[:2], strict=True):
        articles.keep(one, known, "", body)
    assert articles.find(asked[0], kept[0])
    articles.keep(asked[2], kept[2], "", body)
    assert [articles.find(one, known) is not None for one, known in zip(asked, kept, strict=True)] == [
        True,
        False,
        True,
    ]
    articles.keep(asked[0], kept[0], "", Markup("x" * 60))  # in the place of the shorter one
    assert articles._size == 100
    articles.keep(asked[1], kept[1], "", Markup("x" * 101))  # longer than all that may be held
    assert articles._size == 100


def test_nothing_is_held_for_long(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        kept = stored.kept(ledger, 1)
    now = [1_000.0]
    articles = Articles(clock=lambda: now[0])
    asked = Asked("a", 1, 1, None, ())
    articles.keep(asked, kept, "", Markup("x"))
    now[0] += SECONDS - 1
    assert articles.find(asked, kept)
    now[0] += 61
    assert articles.find(asked._replace(article=2), kept) is None
    assert not articles._held
    assert articles._size == 0


def test_another_ledger_is_another_article(filled: str) -> None:
    with Ledger.open(filled) as ledger:
        kept = stored.kept(ledger, 1)
    articles = Articles()
    articles.keep(Asked("a", 1, 1, None, ()), kept, "", Markup("x"))
    assert articles.find(Asked("b", 1, 1, None, ()), kept) is None
    assert articles.find(Asked("a", 1, 1, None, ()), replace(kept, read_at="later")) is None
