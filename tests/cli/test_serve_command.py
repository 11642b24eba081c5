"""``onrecord serve``: starts, says where, stops; refuses what would be unsafe."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx
import pytest

from ledgers import made
from onrecord.cli import serve
from onrecord.errors import UsageError
from reading_room import add_account

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Run

#: A server that has not started, or not ended, by then never will; it takes one or two seconds.
LONG = 60


@contextmanager
def served(place: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server in a process of its own, and the address that it says it is at."""
    command = [sys.executable, "-m", "onrecord.cli.app", "serve", "--no-browser", *options]
    environment = {**os.environ, "ONRECORD_LEDGER": str(place)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment) as process:
        try:
            assert process.stderr is not None
            for line in process.stderr:
                if found := re.search(r"is at (http\S+)", line):
                    break
            else:
                raise AssertionError("it ended before it started")
            yield process, found[1]
        finally:
            process.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_makes_a_ledger_says_where_it_is_and_ends_when_it_is_told_to(
    tmp_path: Path, number: signal.Signals
) -> None:
    place = tmp_path / "new.db"
    with served(place) as (process, address):
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        assert httpx.get(address, timeout=LONG).status_code == 200
        told = httpx.get(f"{address}api/v1/stats", timeout=LONG)
        assert told.status_code == 200
        assert "server" not in told.headers
        process.send_signal(number)
        assert process.wait(LONG) == 0
        assert process.stderr is not None
        assert process.stderr.read() == "onrecord: stopped\n"
    assert place.exists()


def test_a_second_one_takes_the_next_port_but_not_in_the_place_of_one_that_was_asked_for() -> None:
    with serve.listener("127.0.0.1", None) as first, serve.listener("127.0.0.1", None) as second:
        assert serve.PORT <= first.getsockname()[1] < second.getsockname()[1]
        with pytest.raises(UsageError, match="free port"):
            serve.listener("127.0.0.1", first.getsockname()[1])


def test_answers_are_sent_at_once_and_wait_for_no_more_to_send() -> None:
    with serve.listener("127.0.0.1", None) as listening:
        assert listening.proto == socket.IPPROTO_TCP  # what asyncio asks before it sets TCP_NODELAY


def test_an_address_of_another_computer_cannot_be_listened_on() -> None:
    with pytest.raises(UsageError, match=r"192\.0\.2\.1, port 9000"):
        serve.listener("192.0.2.1", 9000)


@pytest.mark.parametrize(
    "options",
    [["--host", "0.0.0.0"], ["--allowed-host", "news.example.org"], ["--behind-proxy", "127.0.0.1"]],
)
def test_others_are_let_near_only_when_somebody_has_an_account(
    run: Run, tmp_path: Path, options: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "desk.db"
    refused = run("serve", "--no-browser", "--ledger", str(place), *options)
    assert refused.exit_code == 2
    assert "onrecord accounts add NAME --role admin" in refused.stderr
    assert not place.exists()
    seen = []
    monkeypatch.setattr(serve, "_run", lambda settings, *_: seen.append(settings))
    assert run("serve", "--no-browser", "--ledger", str(place)).exit_code == 0
    assert run("serve", "--no-browser", "--ledger", str(place), *options).exit_code == 2
    add_account(str(place), "Ana", "admin")
    assert run("serve", "--no-browser", "--ledger", str(place), *options).exit_code == 0
    assert [one.open_to_all for one in seen] == [False, True]
    assert seen[0].reading_limit is None
    assert seen[1].reading_limit == 3_000


def test_what_was_never_compared_is_before_anybody_asks(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import text

    from onrecord.ledger import comparing
    from onrecord.ledger.ledger import Ledger

    place = tmp_path / "desk.db"
    with Ledger.open(place, create=True) as ledger:
        ledger.record(ledger.begin_run(["add"]), *made(1), None)
        with ledger.atomic() as connection:
            connection.execute(text("UPDATE indexing SET version = 0"))
        assert comparing.behind(ledger)
    monkeypatch.setattr(serve, "_run", lambda *_: None)
    assert run("serve", "--no-browser", "--ledger", str(place)).exit_code == 0
    with Ledger.open(place) as ledger:
        assert not comparing.behind(ledger)


def test_what_is_no_ledger_is_not_served(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "notes.txt"
    place.write_text("no ledger")
    refused = run("serve", "--ledger", str(place))
    assert refused.exit_code == 1
    assert "no SQLite database" in refused.stderr


def test_behind_a_proxy_the_address_of_the_visitor_is_the_one_it_names(tmp_path: Path) -> None:
    place = tmp_path / "desk.db"
    from onrecord.ledger import accounts
    from onrecord.ledger.ledger import Ledger

    Ledger.open(place, create=True).close()
    add_account(str(place), "Ana", "admin")
    with served(place, "--behind-proxy", "127.0.0.1", "--allowed-host", "news.example.org") as (_, address):
        told = {"Host": "news.example.org", "X-Forwarded-For": "192.0.2.9", "X-Forwarded-Proto": "https"}
        page = httpx.get(f"{address}sign-in", headers=told, timeout=LONG)
        assert "strict-transport-security" in page.headers
        token = re.search(r'name="csrf" value="([^"]+)"', page.text)
        assert token
        cookie = page.headers["set-cookie"].partition(";")[0]
        httpx.post(
            f"{address}sign-in",
            data={"csrf": token[1], "name": "Ana", "password": "wrong"},
            headers={**told, "Cookie": cookie},
            timeout=LONG,
        )
    with Ledger.open(place) as ledger, ledger.reading() as connection:
        assert [one.address for one in accounts.deeds(connection)] == ["192.0.2.9"]


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("db", False),
    ],
)
def test_loopback_is_told_from_the_rest(host: str, here: bool) -> None:
    assert serve.is_loopback(host) is here


def test_the_printed_address_is_one_that_a_browser_takes() -> None:
    assert serve._shown("::1") == "[::1]"
    assert serve._shown("0.0.0.0") == socket.gethostname()
