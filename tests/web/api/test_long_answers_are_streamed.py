"""A long answer goes out while it is made, on one thread with its own ledger, until the client goes away."""

from __future__ import annotations

import json
import threading
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

import anyio
import pytest

from onrecord.errors import LedgerStorageError, NotRecordedError
from onrecord.web import streams
from onrecord.web.app import create_app
from onrecord.web.ledgers import Ledgers
from onrecord.web.refusals import OvertaxedError
from onrecord.web.settings import Settings
from onrecord.web.streams import Streams

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from fastapi import FastAPI
    from starlette.types import ASGIApp, Message

    from onrecord.desk import Ledger
    from onrecord.web.streams import Pieces, Streamed


class Client:
    """Takes an answer piece by piece: ``taken`` is called with each, and it goes away once that says so."""

    def __init__(self, taken: Callable[[bytes], bool] = lambda _: True) -> None:
        self.taken = taken
        self.messages: list[Message] = []
        self._gone = anyio.Event()

    @property
    def body(self) -> bytes:
        return b"".join(one.get("body", b"") for one in self.messages)

    async def receive(self) -> Message:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.messages.append(message)
        if message.get("body") and not await anyio.to_thread.run_sync(self.taken, message["body"]):
            self._gone.set()
        await anyio.sleep(0)

    def asks(self, app: ASGIApp, path: str, **headers: str) -> Client:
        """Asks an application."""
        path, _, query = path.partition("?")
        given = [(b"host", b"127.0.0.1"), *((k.encode(), v.encode()) for k, v in headers.items())]
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": given,
            "client": ("127.0.0.1", 50_000),
            "server": ("127.0.0.1", 80),
        }
        return self.runs(lambda: app(scope, self.receive, self.send))

    def takes(self, answer: Streamed) -> Client:
        """Takes an answer by itself."""
        return self.runs(lambda: answer({"type": "http"}, self.receive, self.send))

    def runs(self, act: Callable[[], Awaitable[Any]]) -> Client:
        async def main() -> None:
            self._gone = anyio.Event()
            await act()

        # Playwright, where its tests ran before, keeps a loop running in this thread until the session ends.
        with ThreadPoolExecutor(1) as own:
            own.submit(anyio.run, main).result()
        return self


@pytest.fixture
def ledgers(filled: str) -> Ledgers:
    return Ledgers(filled)


@pytest.fixture
def app(filled: str) -> Iterator[FastAPI]:
    app = create_app(Settings(filled))
    yield app
    app.state.ledgers.close()


def test_the_first_piece_is_there_before_the_last_is_made(ledgers: Ledgers) -> None:
    begun = threading.Event()

    def make(ledger: Ledger, out: Pieces) -> None:
        out.write(b"first")
        assert begun.wait(10), "nobody took the first piece while the second was not made"
        out.write(b"second")

    def taken(piece: bytes) -> bool:
        begun.set()
        return True

    client = Client(taken).takes(Streams(ledgers).answer(make, "text/plain"))
    assert client.body == b"firstsecond"
    assert client.messages[0]["status"] == 200


def test_lines_go_out_before_the_ledger_is_asked_for_all_of_them(
    app: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    from onrecord.answers import ask
    from onrecord.web.api import answering

    monkeypatch.setattr(answering, "_FIRST_ROWS", 2)
    begun, asked, search = threading.Event(), [], ask.search

    def waiting(*arguments: Any, **options: Any) -> Any:
        asked.append(options["after"])
        if len(asked) > 1:
            assert begun.wait(10), "nobody took the first lines while the next were not asked for"
        return search(*arguments, **options)

    monkeypatch.setattr(ask, "search", waiting)

    def taken(piece: bytes) -> bool:
        begun.set()
        return True

    client = Client(taken).asks(app, "/api/v1/search?q=that", accept="application/x-ndjson")
    rows = [json.loads(line) for line in client.body.splitlines()]
    assert len(rows) == 9
    assert len(asked) == 3
    assert asked[1] == rows[1]["id"]


def test_a_client_that_takes_nothing_makes_the_thread_wait(
    ledgers: Ledgers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "PIECE", 1)
    made: list[int] = []
    ahead: list[int] = []

    def make(ledger: Ledger, out: Pieces) -> None:
        for number in range(1_000):
            made.append(number)
            out.write(b".")

    def taken(piece: bytes) -> bool:
        ahead.append(len(made) - len(ahead))
        return True

    client = Client(taken).takes(Streams(ledgers).answer(make, "text/plain"))
    assert len(client.body) == 1_000
    assert max(ahead) <= streams.AHEAD + 3


def test_a_client_that_goes_away_ends_the_work_and_closes_the_ledger(
    ledgers: Ledgers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "PIECE", 1)
    made: list[int] = []
    threads = noted(ledgers, monkeypatch)

    def make(ledger: Ledger, out: Pieces) -> None:
        for number in range(1_000_000):
            made.append(number)
            out.write(b".")

    Client(lambda _: False).takes(Streams(ledgers).answer(make, "text/plain"))
    assert len(made) < 100
    assert len(threads) == 2, "the ledger was not closed"


def test_a_client_that_only_holds_on_is_let_go(ledgers: Ledgers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "PIECE", 1)
    monkeypatch.setattr(streams, "STALLED", 0.05)
    made: list[int] = []
    threads = noted(ledgers, monkeypatch)

    def make(ledger: Ledger, out: Pieces) -> None:
        for number in range(1_000_000):
            made.append(number)
            out.write(b".")

    class Holding(Client):
        async def send(self, message: Message) -> None:
            if message.get("body"):
                await anyio.sleep_forever()

    room = Streams(ledgers, most=1)
    Holding().takes(room.answer(make, "text/plain"))
    assert len(made) < 100
    assert len(threads) == 2, "the ledger was not closed"
    assert room.turns.acquire(blocking=False), "its turn was not given back"


def test_the_ledger_is_opened_asked_and_closed_on_one_thread(
    ledgers: Ledgers, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = noted(ledgers, monkeypatch)

    def make(ledger: Ledger, out: Pieces) -> None:
        for article_id in (1, 2, 3):
            threads.append(threading.get_ident())
            out.write(ledger.record_of(article_id).article.text.encode())

    Client().takes(Streams(ledgers).answer(make, "text/plain"))
    assert len(threads) == 5
    assert len(set(threads)) == 1
    assert threads[0] != threading.get_ident()


def noted(ledgers: Ledgers, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The threads on which a stream's own ledger is opened and closed."""
    threads: list[int] = []
    own = ledgers.own

    @contextmanager
    def noting() -> Iterator[Ledger]:
        threads.append(threading.get_ident())
        try:
            with own() as ledger:
                yield ledger
        finally:
            threads.append(threading.get_ident())

    monkeypatch.setattr(ledgers, "own", noting)
    return threads


def test_what_goes_wrong_before_the_first_piece_is_raised(ledgers: Ledgers) -> None:
    def make(ledger: Ledger, out: Pieces) -> None:
        raise NotRecordedError("nobody")

    client = Client()
    with pytest.raises(NotRecordedError):
        client.takes(Streams(ledgers).answer(make, "text/plain"))
    assert client.messages == []


def test_what_goes_wrong_later_is_the_last_line_or_breaks_the_answer_off(ledgers: Ledgers) -> None:
    def make(ledger: Ledger, out: Pieces) -> None:
        out.write(b"first\n")
        raise LedgerStorageError("the disk is full")

    told = Streams(ledgers).answer(make, "text/plain", last_word=lambda error: str(error).encode())
    client = Client().takes(told)
    assert client.body == b"first\nthe disk is full"
    assert client.messages[-1]["more_body"] is False
    client = Client()
    with pytest.raises(LedgerStorageError):
        client.takes(Streams(ledgers).answer(make, "text/plain"))
    assert client.messages[-1]["more_body"] is True


def test_lines_that_are_broken_off_say_so(app: FastAPI, monkeypatch: pytest.MonkeyPatch) -> None:
    from onrecord.answers import ask
    from onrecord.web.api import answering

    monkeypatch.setattr(answering, "_FIRST_ROWS", 2)
    search = ask.search

    def failing(*arguments: Any, **options: Any) -> Any:
        if options["after"] is not None:
            raise LedgerStorageError("the disk is full")
        return search(*arguments, **options)

    monkeypatch.setattr(ask, "search", failing)
    client = Client().asks(app, "/api/v1/search?q=that", accept="application/x-ndjson")
    *rows, last = [json.loads(line) for line in client.body.splitlines()]
    assert len(rows) == 2
    assert last == {"error": {"code": "ledger-storage", "message": "the disk is full"}}


def test_more_streams_than_there_are_hands_are_asked_to_come_back(ledgers: Ledgers) -> None:
    busy = Streams(ledgers, most=1)
    refused: list[OvertaxedError] = []

    def make(ledger: Ledger, out: Pieces) -> None:
        with pytest.raises(OvertaxedError) as raised:
            Client().takes(busy.answer(lambda *_: None, "text/plain"))
        refused.append(raised.value)
        out.write(b"done")

    assert Client().takes(busy.answer(make, "text/plain")).body == b"done"
    assert refused[0].wait
    assert Client().takes(busy.answer(make, "text/plain")).body == b"done"


def test_an_archive_can_be_written_to_an_answer(ledgers: Ledgers) -> None:
    def make(ledger: Ledger, out: Pieces) -> None:
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "words")

    body = Client().takes(Streams(ledgers).answer(make, "application/zip")).body
    assert zipfile.ZipFile(BytesIO(body)).read("a.txt") == b"words"
