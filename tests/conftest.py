"""A web server on loopback that plays the roles a test writes down."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Role = Callable[[BaseHTTPRequestHandler], None]


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
