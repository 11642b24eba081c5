"""A reading room in this process, on a ledger with three articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from argon2 import PasswordHasher

from ledgers import made
from onrecord.ledger.ledger import Ledger
from onrecord.pipeline import Reader
from onrecord.testing import FakeAnalyser
from onrecord.web.app import create_app
from onrecord.web.security import passwords
from onrecord.web.settings import Settings
from reading_room import ADDRESS, Browser

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@pytest.fixture(autouse=True, scope="module")
def quick_hashes() -> Iterator[None]:
    """Passwords hashed with little memory: tests sign in often, and what is kept safe is invented."""
    with pytest.MonkeyPatch.context() as patch:
        cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
        patch.setattr(passwords, "_hasher", lambda: cheap)
        yield


@pytest.fixture
def filled(location: str) -> str:
    """A ledger with three articles; where it lies."""
    with Ledger.open(location, create=True) as ledger:
        run = ledger.begin_run(["add"])
        for number in range(3):
            url = f"https://news.example.org/{number}"
            ledger.record(run, *made(number, url=url), url)
        ledger.end_run(run)
    return location


@pytest.fixture
def room(filled: str) -> Iterator[Callable[..., Browser]]:
    """Opens a reading room on the filled ledger; settings as keywords."""
    opened: list[Browser] = []

    def make(**settings: Any) -> Browser:
        settings.setdefault("location", filled)
        settings.setdefault("reader", lambda: Reader(analyser=FakeAnalyser()))
        app = create_app(Settings(**settings))
        opened.append(Browser(app, base_url=ADDRESS, client=("127.0.0.1", 50_000)))
        return opened[-1].__enter__()

    yield make
    for browser in opened:
        browser.__exit__()


@pytest.fixture
def browser(room: Callable[..., Browser]) -> Browser:
    """A visitor of a reading room on loopback, with no account."""
    return room()
