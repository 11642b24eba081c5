"""What somebody hands in to be fetched leads nowhere inside: by number, by name, by a redirect, as a file."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.pages import addresses
from onrecord.web.pages import adding

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Site
    from reading_room import Browser

pytestmark = pytest.mark.parametrize("location", ["sqlite"], indirect=True)

SECRET = b"<p>The secret of the inside. Ana Lund said that the quay number 7 was not safe at all.</p>" * 9
INSIDE = [
    "http://127.0.0.1:{port}/secret",
    "http://localhost:{port}/secret",
    "http://[::1]:{port}/secret",
    "http://[::ffff:127.0.0.1]:{port}/secret",
    "http://0.0.0.0:{port}/secret",
    "http://2130706433:{port}/secret",
    "http://127.1:{port}/secret",
    "http://169.254.169.254/latest/meta-data",
    "http://10.0.0.1/secret",
    "http://192.168.1.1/secret",
    "http://100.64.0.1/secret",
    "http://[fd00::1]/secret",
    "http://rebound.example.org:{port}/secret",
    "http://metadata.example.org/secret",
]
NO_ADDRESS = ["file://{file}", "{file}", "ftp://example.org/a", "gopher://127.0.0.1/", "-", "onrecord.db"]


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names that lead inside, as somebody's name server may say."""
    resolved = socket.getaddrinfo
    told = {"rebound.example.org": "127.0.0.1", "metadata.example.org": "169.254.169.254"}

    def lookup(host: str, *rest: Any, **options: Any) -> Any:
        return resolved(told.get(host, host), *rest, **options)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    monkeypatch.setattr(adding, "PATIENCE", 30.0)


@pytest.mark.parametrize("address", INSIDE)
def test_nothing_inside_is_fetched(browser: Browser, site: Site, address: str) -> None:
    url = address.format(port=site.answers("/secret", SECRET).split(":")[2].split("/")[0])
    told = browser.post("/api/v1/read", json={"url": url}, headers=browser.script)
    assert told.status_code == 422
    assert told.json()["error"]["code"] in ("private-address", "unknown-host", "bad-url")
    page = browser.post("/add/link", data={"csrf": browser.token, "url": url})
    assert "secret of the inside" not in page.text
    assert browser.get("/api/v1/search", params={"q": "number"}).json()["statements"] == []
    assert site.paths == []


@pytest.mark.parametrize("given", NO_ADDRESS)
def test_what_is_no_address_of_the_web_is_not_opened(browser: Browser, given: str, tmp_path: Path) -> None:
    file = tmp_path / "secret.html"
    file.write_bytes(SECRET)
    given = given.format(file=file)
    for path in ("/api/v1/read", "/api/v1/articles"):
        told = browser.post(path, json={"url": given}, headers=browser.script)
        assert told.status_code == 422, path
    page = browser.post("/add/link", data={"csrf": browser.token, "url": given})
    assert page.status_code == 422 or "the scheme" in page.text
    assert "secret of the inside" not in page.text


def test_a_redirect_leads_nowhere_inside_either(
    browser: Browser, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first hop is taken for a public one; the second is judged anew."""
    judged = addresses.is_public
    monkeypatch.setattr(addresses, "is_public", lambda one: one == "127.0.0.1" or judged(one))
    for target in (
        "http://169.254.169.254/secret",
        "http://metadata.example.org/secret",
        "file:///etc/hostname",
    ):
        url = site.answers("/moved", b"", status=302, Location=target)
        told = browser.post("/api/v1/read", json={"url": url}, headers=browser.script)
        assert told.status_code == 422
        assert told.json()["error"]["code"] in ("private-address", "scheme")
    assert site.paths == ["/moved"] * 3


def test_allow_private_lifts_it(room: Callable[..., Browser], site: Site) -> None:
    url = site.answers("/secret", SECRET, Content_Type="text/html")
    browser = room(allow_private=True)
    told = browser.post("/api/v1/read", json={"url": url}, headers=browser.script)
    assert told.status_code == 200
    assert "secret of the inside" in told.text
