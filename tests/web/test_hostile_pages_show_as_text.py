"""The text of pages is hostile: whatever stands in it, in whatever field, is shown as text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, urlsplit

import pytest
from fastapi.routing import APIRoute, iter_route_contexts

import hostile_articles as hostile
from onrecord.web.app import create_app
from onrecord.web.settings import Settings
from reading_room import ADDRESS, Browser

if TYPE_CHECKING:
    from collections.abc import Iterator

    from httpx2 import Response

#: Tags that load or run something, or change where links lead; no page of ours has any.
NEVER: Final = {"iframe", "object", "embed", "base", "style", "x-hostile", "applet", "frame"}
#: Attributes that lead somewhere, or load something.
LEADS: Final = (
    "href",
    "xlink:href",
    "src",
    "srcset",
    "action",
    "formaction",
    "data",
    "poster",
    "hx-get",
    "hx-post",
)
LOADS: Final = {"script", "img", "link", "source", "audio", "video", "use", "image"}
SHOWN_NOWHERE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Seen(HTMLParser):
    """The tags of a page, and the words inside scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.scripts = ""
        self.text = ""
        self._inside = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "script":
            self.scripts += data.strip()
        else:
            self.text += data


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A room on the hostile ledger."""
    place = tmp_path_factory.mktemp("hostile") / "onrecord.db"
    hostile.fill(str(place))
    with Browser(create_app(Settings(str(place))), base_url=ADDRESS, client=("127.0.0.1", 50_000)) as opened:
        yield opened


def asked() -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """Every address that is read from: its path, the names of its parts, those of its query."""
    found = []
    for route in iter_route_contexts(create_app(Settings("nowhere.db")).routes):
        if isinstance(route.original_route, APIRoute) and "GET" in (route.methods or ()):
            flat = route.original_route.dependant
            query = tuple(field.alias for field in flat.query_params)
            found.append((route.path, tuple(re.findall(r"\{(\w+)", route.path)), query))
    return found


EVERYTHING = asked()


@pytest.mark.parametrize(
    ("path", "parts", "query"), EVERYTHING, ids=lambda value: value if isinstance(value, str) else ""
)
def test_nothing_that_an_article_holds_runs_anywhere(
    browser: Browser, path: str, parts: tuple[str, ...], query: tuple[str, ...]
) -> None:
    for number in range(1, len(hostile.HOSTILE) + 1) if parts else (0,):
        filled = re.sub(r"\{[^}]+\}", str(number), path)
        expect_harmless(browser.get(filled, follow_redirects=False), filled)


@pytest.mark.parametrize("words", hostile.HOSTILE.values(), ids=hostile.HOSTILE)
def test_nothing_that_an_address_holds_runs_anywhere(browser: Browser, words: str) -> None:
    words = words[:2_000]
    for path, _, query in EVERYTHING:
        filled = re.sub(r"\{[^}]+\}", quote(words, safe=""), path)
        reply = browser.get(filled, params=dict.fromkeys(query, words), follow_redirects=False)
        assert reply.status_code < 500, (path, reply.text[:500])
        expect_harmless(reply, path)
        for name in query:  # one alone, so that another one's mistake does not hide it
            one = browser.get(re.sub(r"\{[^}]+\}", "1", path), params={name: words}, follow_redirects=False)
            assert one.status_code < 500, (path, name, one.text[:500])
            expect_harmless(one, path)


@pytest.mark.parametrize("words", hostile.HOSTILE.values(), ids=hostile.HOSTILE)
def test_nothing_that_a_form_holds_runs_anywhere(browser: Browser, words: str) -> None:
    reply = browser.fill("/sign-in", name=words, password="wrong", next=words)
    assert reply.status_code in (401, 429)
    expect_harmless(reply, "/sign-in")
    browser.app.state.limits.failures.refill("127.0.0.1")  # type: ignore[attr-defined]
    expect_harmless(browser.get("/accounts/log"), "/accounts/log")
    expect_harmless(browser.get("/", headers={"Host": "evil.example.org"}), "/")
    nowhere = browser.get(f"/nowhere/{quote(words[:2_000], safe='')}")
    assert nowhere.status_code == 404
    expect_harmless(nowhere, "/nowhere")


def test_hostile_words_are_shown_as_they_stand(browser: Browser) -> None:
    page = browser.get("/articles/1")
    if page.status_code == 404:
        pytest.fail("there is no page of an article any more: name its new address here")
    assert "<x-hostile>" in Seen(page.text).text
    assert "alert(1)" in Seen(page.text).text


def expect_harmless(reply: Response, where: str) -> None:
    """Holds that a browser that is given this answer runs and loads nothing that is not the server's own."""
    kind = reply.headers.get("content-type", "")
    assert reply.headers["x-content-type-options"] == "nosniff", where
    assert "script-src 'self'" in reply.headers["content-security-policy"], where
    location = reply.headers.get("location", "/")
    assert urlsplit(location).netloc in ("", urlsplit(ADDRESS).netloc), where
    assert re.match(r"[/?]|https?:", location), where
    if "svg" in kind:
        expect_harmless_tags(Seen(reply.text), where)
    if not kind.startswith("text/html"):
        assert not kind or kind.startswith(("application/", "text/", "image/")), (where, kind)
        return
    assert not SHOWN_NOWHERE.search(reply.text), where
    assert "1337" not in reply.text, where
    seen = Seen(reply.text)
    assert seen.scripts == "", where
    expect_harmless_tags(seen, where)


def expect_harmless_tags(seen: Seen, where: str) -> None:
    for tag, attributes in seen.tags:
        assert tag not in NEVER, (where, tag)
        handlers = [
            name for name in attributes if name.startswith(("on", "hx-on")) or name in ("style", "srcdoc")
        ]
        assert not handlers, (where, tag, handlers)
        assert attributes.get("http-equiv", "").lower() != "refresh", where
        for name in LEADS:
            if name in attributes:
                expect_harmless_address(tag, attributes[name], where)


def expect_harmless_address(tag: str, address: str, where: str) -> None:
    told = urlsplit(address.strip())
    assert told.scheme in ("", "http", "https"), (where, tag, address[:200])
    if tag in LOADS | {"form", "button", "input"}:
        assert told.netloc in ("", urlsplit(ADDRESS).netloc), (where, tag, address[:200])
