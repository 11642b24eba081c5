"""What many tests stand on: a web server on loopback; ledgers in SQLite and on a real PostgreSQL."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

import postgres_server
from onrecord.ledger import open_ledger

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.ledger.ledger import Ledger

Role = Callable[[BaseHTTPRequestHandler], None]

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The URL of a server, started when the first test asks for it."""
    with postgres_server.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "onrecord.db")
    return new_database(request.getfixturevalue("server"))


@pytest.fixture
def ledger(location: str) -> Iterator[Ledger]:
    with open_ledger(location, create=True) as opened:
        yield opened


def new_database(server: str) -> str:
    """The URL of an empty database of its own."""
    import psycopg

    name = f"ledger{next(_NUMBERS)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


class Site:
    """Paths and what they do, 404 for others; ``seen`` keeps the requests' headers, ``paths`` their paths."""

    def __init__(self) -> None:
        self.roles: dict[str, Role] = {}
        self.seen: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.address = ""

    def answers(self, path: str, body: bytes, *, status: int = 200, **headers: str) -> str:
        def role(handler: BaseHTTPRequestHandler) -> None:
            handler.send_response(status)
            for name, value in headers.items():
                handler.send_header(name.replace("_", "-"), value)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        self.roles[path] = role
        return self.address + path


@pytest.fixture
def site() -> Iterator[Site]:
    here = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            here.seen.append(dict(self.headers))
            here.paths.append(self.path)
            with contextlib.suppress(ConnectionError):
                here.roles.get(self.path, Handler.send_not_found)(self)

        def send_not_found(self) -> None:
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield here
    server.shutdown()
    server.server_close()
    thread.join()
