"""The reading room in a real browser: a server of its own in a thread, ledgers built once, Debian's chromium.

Each page is watched: whatever it says on the console, each dialog, each request that would leave loopback and
each thing that the security policy had to stop fails the test that opened it.
"""

from __future__ import annotations

import shutil
import socket
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import sync_playwright

import hostile_articles as hostile
from browser_ledgers import build
from browser_quiet import quiet
from onrecord.pipeline import Reader
from onrecord.web.app import create_app
from onrecord.web.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page, Request

#: Nothing that a test waits for takes so long on a machine that does other things as well, in milliseconds.
PATIENCE = 20_000
_STARTED = """
addEventListener("securitypolicyviolation", (event) =>
  console.error("policy: " + event.violatedDirective + " " + event.blockedURI));
"""


@dataclass
class Site:
    """A server that runs: its address, its ledger, and what pages did that they should not."""

    address: str
    location: str
    browser: Browser
    trouble: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def context(self, **settings: Any) -> BrowserContext:
        """A visitor's browser: cookies and cache of its own."""
        settings = {"viewport": {"width": 1280, "height": 800}, "base_url": self.address} | settings
        context = self.browser.new_context(**settings)
        context.set_default_timeout(PATIENCE)
        if settings.get("java_script_enabled", True):
            context.add_init_script(_STARTED)
        context.route("**/*", self._only_loopback)
        self.contexts.append(context)
        return context

    def open(self, path: str = "/", **settings: Any) -> Page:
        """A page of a new visitor."""
        page = self.context(**settings).new_page()
        self.watch(page)
        page.goto(path)
        return page

    def watch(self, page: Page) -> None:
        """From now on what the page does is noted."""
        page.on("console", lambda told: self._said(told.type, told.text))
        page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (self.trouble.append(f"dialog: {dialog.message}"), dialog.dismiss()))

    def _said(self, kind: str, told: str) -> None:
        if kind in ("error", "warning"):
            self.trouble.append(f"{kind}: {told}")

    def _only_loopback(self, route: Any, request: Request) -> None:
        if urlsplit(request.url).hostname == "127.0.0.1":
            route.continue_()
        else:
            self.trouble.append(f"left loopback: {request.url[:200]}")
            route.abort()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the system."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.fail("chromium is not there: the browser tests need Debian's; run `apt-get install chromium`")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def reader() -> Reader:
    """One model for all servers."""
    return Reader()


@pytest.fixture(scope="session")
def serve(chromium: Browser, reader: Reader) -> Iterator[Callable[..., Site]]:
    """Starts a reading room of a ledger; settings as keywords."""
    servers: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(location: str, **settings: Any) -> Site:
        app = create_app(Settings(location=location, reader=lambda: reader, **settings))
        config = uvicorn.Config(app, log_level="error", ws="none", lifespan="on")
        server = uvicorn.Server(config)
        held = socket.socket()
        held.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [held]}, daemon=True)
        thread.start()
        servers.append((server, thread))
        until = time.monotonic() + 30
        while not server.started:
            assert thread.is_alive(), "the server ended"
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.02)
        return Site(f"http://127.0.0.1:{held.getsockname()[1]}", location, chromium)

    yield start
    for server, thread in servers:
        server.should_exit = True
        thread.join(timeout=10)


@pytest.fixture(scope="session")
def ledgers(tmp_path_factory: pytest.TempPathFactory, reader: Reader) -> Path:
    """A folder with the ledgers: desk.db of the examples and more, hostile.db."""
    folder = tmp_path_factory.mktemp("ledgers")
    build(folder / "desk.db", reader)
    hostile.fill(str(folder / "hostile.db"))
    return folder


@pytest.fixture(scope="session")
def desk(serve: Callable[..., Site], ledgers: Path) -> Site:
    """The reading room of the examples."""
    return serve(str(ledgers / "desk.db"))


@pytest.fixture
def room(desk: Site) -> Iterator[Site]:
    """The same, which must have been quiet when the test ends."""
    with quiet(desk) as site:
        yield site
