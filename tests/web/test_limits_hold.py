"""How often, how much, by which name: what one address may ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.ledger import accounts
from onrecord.ledger.ledger import Ledger
from onrecord.web.security import hosts, limits, sessions
from onrecord.web.security.limits import Buckets, address_key
from onrecord.web.settings import Settings
from reading_room import ADDRESS, Browser, add_account, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)
MB = 1024 * 1024


class Clock:
    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_bucket_gives_its_measure_and_fills_again() -> None:
    clock = Clock()
    buckets = Buckets(3, 60, clock)
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 20]
    assert buckets.take("b") == 0
    clock.now += 20
    assert buckets.wait("a") == 0
    assert [buckets.take("a"), buckets.take("a")] == [0, 20]
    clock.now += 6_000
    assert [buckets.take("a") for _ in range(4)] == [0, 0, 0, 20]


def test_buckets_that_are_full_again_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_KEYS", 10)
    clock = Clock()
    buckets = Buckets(3, 60, clock)
    for number in range(10):
        buckets.take(f"old {number}")
    clock.now += 60
    buckets.take("new")
    assert list(buckets._left) == ["new"]


def test_of_more_keys_than_are_remembered_the_oldest_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_KEYS", 10)
    buckets = Buckets(3, 60, Clock())
    for number in range(500):
        buckets.take(f"address {number}")
        assert len(buckets._left) <= 10
    assert "address 499" in buckets._left


def test_what_is_given_back_can_be_taken_again_and_is_no_more_than_was_there() -> None:
    clock = Clock()
    buckets = Buckets(2, 60, clock)
    buckets.take("a")
    buckets.give("a")
    buckets.give("a")
    buckets.give("nobody")
    assert [buckets.take("a") for _ in range(3)] == [0, 0, 30]


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
        ("testclient", "testclient"),
    ],
)
def test_an_address_counts_with_the_network_that_one_user_has(host: str, key: str) -> None:
    assert address_key({"client": (host, 1)}) == key


@ON_SQLITE
def test_an_address_that_asks_too_often_is_told_when_to_come_again(room: Callable[..., Browser]) -> None:
    browser = room(reading_limit=5)
    replies = [browser.get("/api/v1/search?q=low") for _ in range(6)]
    assert [reply.status_code for reply in replies] == [200] * 5 + [429]
    assert replies[5].json()["error"]["code"] == "too-many-requests"
    assert 1 <= int(replies[5].headers["retry-after"]) <= 12
    assert browser.get("/").status_code == 429
    assert browser.get("/static/room.css").status_code == 200
    other = Browser(browser.app, base_url=ADDRESS, client=("192.0.2.7", 50_000))
    assert other.get("/").status_code == 200


@ON_SQLITE
def test_changes_are_counted_apart(room: Callable[..., Browser]) -> None:
    browser = room(writing_limit=2)
    assert [browser.fill("/sign-out").status_code for _ in range(3)] == [303, 303, 429]
    assert browser.get("/").status_code == 200


@ON_SQLITE
def test_a_body_that_is_too_large_is_refused_whether_it_says_so_or_not(room: Callable[..., Browser]) -> None:
    browser = room(max_body=1 * MB, max_upload=2 * MB)
    large = b"x" * (1 * MB + 1)
    told = browser.post("/sign-in", content=large, headers={"content-type": "text/plain"})
    assert told.status_code == 413
    assert "1 MB" in told.text

    def pieces() -> object:
        for _ in range(17):
            yield b"x" * 65_536

    form = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/sign-in", content=pieces(), headers=form).status_code == 413
    files = {"file": ("a.txt", large)}
    assert browser.post("/sign-in", files=files, data={"csrf": browser.token}).status_code == 401
    assert browser.post("/sign-in", files={"file": ("a.txt", large * 2)}).status_code == 413


@ON_SQLITE
def test_a_field_may_be_as_long_as_a_body(room: Callable[..., Browser]) -> None:
    long = "word " * 600_000  # a pasted book
    reply = room().fill("/sign-in", name="Ana", password="x", next=long, files={"file": ("a.txt", b"")})
    assert reply.status_code == 401


@ON_SQLITE
def test_a_stranger_may_send_no_more_than_a_name_and_a_password(
    room: Callable[..., Browser], filled: str
) -> None:
    add_account(filled, "Ana", "reader")
    browser = room(open_to_all=True)
    large = b"x" * 65_537
    assert browser.post("/sign-in", content=large).status_code == 413
    signed_in(browser, "Ana")
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/account/keys", content=large, headers=form).status_code == 403  # it has no token
    pieces = (b"x" * 1_024 for _ in range(65))
    assert browser.post("/account/keys", content=pieces, headers=form).status_code == 403


@pytest.mark.parametrize(
    "header",
    [
        {"cookie": "anything=at-all"},
        {"cookie": "onrecord-session-8377=made-up"},
        {"authorization": "Bearer onrecord_made-up"},
        {"authorization": "Basic YTpi"},
    ],
    ids=["some cookie", "a session", "a key", "a password"],
)
@pytest.mark.parametrize("pieces", [False, True], ids=["told", "in pieces"])
@ON_SQLITE
def test_who_makes_up_a_header_stays_a_stranger(
    room: Callable[..., Browser], header: dict[str, str], pieces: bool
) -> None:
    browser = room(open_to_all=True)
    large = (b"x" * 1_024 for _ in range(65)) if pieces else b"x" * 65_537
    form = {"content-type": "application/x-www-form-urlencoded", **header}
    told = browser.post("/sign-in", content=large, headers=form)
    assert told.status_code == 413
    assert "more than 64 KB, and nobody is signed in" in told.text


@ON_SQLITE
def test_a_program_with_a_key_may_send_as_much_as_somebody_who_signed_in(
    room: Callable[..., Browser], filled: str
) -> None:
    add_account(filled, "Ana", "reviewer")
    key, digest = sessions.new_key()
    with Ledger.open(filled) as ledger, ledger.atomic() as connection:
        ana = accounts.named(connection, "Ana")
        accounts.add_token(connection, ana, "import", digest, at="2024-05-01", expires=None)
    text = {"text": "word " * 20_000}
    sent = room(open_to_all=True).post("/api/v1/read", json=text, headers={"authorization": f"Bearer {key}"})
    assert sent.status_code == 200


@ON_SQLITE
def test_a_body_that_does_not_come_is_not_waited_for(
    room: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "BODY_SECONDS", 0.0)
    reply = room().post("/sign-in", data={"name": "Ana"})
    assert reply.status_code == 408


HERE = Settings("x")
OPEN = Settings("x", open_to_all=True, hosts=("news.example.org",))


@pytest.mark.parametrize(
    ("host", "here", "everywhere"),
    [
        ("127.0.0.1:8377", True, True),
        ("localhost:8377", True, True),
        ("LOCALHOST", True, True),
        ("[::1]:8377", True, True),
        ("127.0.0.5", True, True),
        ("news.example.org", False, True),
        ("News.Example.Org.:80", False, True),
        ("192.0.2.1:8377", False, True),
        ("evil.example.org:8377", False, False),
        ("127.0.0.1.evil.example.org", False, False),
        ("localhost.evil.example.org", False, False),
        ("", False, False),
        ("[evil]", False, False),
        ("127.0.0.1@evil.example.org", False, False),
    ],
)
def test_a_browser_that_calls_another_name_is_not_answered(host: str, here: bool, everywhere: bool) -> None:
    assert hosts.is_ours(host, HERE) is here
    assert hosts.is_ours(host, OPEN) is everywhere


@ON_SQLITE
def test_a_name_that_was_made_to_lead_here_gets_nothing(browser: Browser) -> None:
    for path in ("/", "/api/v1/search", "/static/room.css", "/api/v1/openapi.json", "/nowhere"):
        assert browser.get(path, headers={"Host": "evil.example.org:8377"}).status_code == 421
