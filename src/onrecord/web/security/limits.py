"""How much one address may ask for: how often, how many bytes, and how long they may take to arrive."""

from __future__ import annotations

import asyncio
import ipaddress
import math
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request

from onrecord.pages.limits import megabytes
from onrecord.web.layers import Layer
from onrecord.web.refusals import TooManyError
from onrecord.web.security import sessions

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import Message, Receive, Scope, Send

    from onrecord.web.settings import Settings

#: A body must be there within so many seconds: 64 MB at 5 Mbit/s take 100.
BODY_SECONDS: Final = 120.0
#: Failed sign-ins are forgiven at this pace, in minutes for all of them.
_FORGIVEN_MINUTES: Final = 15
#: From how many addresses a name may be guessed at before nobody can sign in by it for a while. With fewer,
#: anybody could lock anybody out.
_ADDRESSES: Final = 10
#: Keys that are remembered; of more, those that have their full measure again are forgotten, then those that
#: asked longest ago.
_KEYS: Final = 20_000
_SAFE: Final = ("GET", "HEAD", "OPTIONS")


class Buckets:
    """Token buckets: each key may take ``size`` at once, and gets them back over ``seconds``."""

    def __init__(self, size: int, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._size = size
        self._pace = size / seconds
        self._clock = clock
        self._lock = threading.Lock()
        self._left: dict[str, tuple[float, float]] = {}

    def take(self, key: str) -> float:
        """Takes one; 0, or the seconds until there is one again."""
        with self._lock:
            left, now = self._now(key), self._clock()
            if left < 1:
                return (1 - left) / self._pace
            self._left.pop(key, None)  # those that took last stand last
            self._left[key] = (left - 1, now)
            if len(self._left) > _KEYS:
                self._forget()
            return 0.0

    def wait(self, key: str) -> float:
        """The seconds until one can be taken; 0 where one can be now. Takes none."""
        with self._lock:
            return max(0.0, (1 - self._now(key)) / self._pace)

    def give(self, key: str) -> None:
        """Gives back one that was taken."""
        with self._lock:
            if key in self._left:
                self._left[key] = (min(self._size, self._now(key) + 1), self._clock())

    def refill(self, key: str) -> None:
        """Gives a key its full measure."""
        with self._lock:
            self._left.pop(key, None)

    def _now(self, key: str) -> float:
        left, then = self._left.get(key, (float(self._size), 0.0))
        return min(self._size, left + (self._clock() - then) * self._pace)

    def _forget(self) -> None:
        kept = [(key, value) for key, value in self._left.items() if self._now(key) < self._size]
        if len(kept) > _KEYS:  # from so many addresses at once nobody is held up: memory must be bounded
            kept = kept[-_KEYS // 2 :]
        self._left = dict(kept)


@dataclass(frozen=True, slots=True)
class Limits:
    """The buckets of a server; None where there is no limit.

    ``failures`` counts wrong passwords by address, ``guesses`` by name, whatever addresses they come from.
    """

    reading: Buckets | None
    writing: Buckets | None
    failures: Buckets
    guesses: Buckets

    @classmethod
    def of(cls, settings: Settings) -> Limits:
        """As the settings say."""
        return cls(
            Buckets(settings.reading_limit) if settings.reading_limit else None,
            Buckets(settings.writing_limit) if settings.writing_limit else None,
            Buckets(settings.failure_limit, _FORGIVEN_MINUTES * 60),
            Buckets(settings.failure_limit * _ADDRESSES, _FORGIVEN_MINUTES * 60),
        )


class Rates(Layer):
    """Refuses an address that asks too often; the files of pages are not counted."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ``Layer``."""
        limits: Limits = scope["app"].state.limits
        buckets = limits.reading if scope["method"] in _SAFE else limits.writing
        if buckets is not None and not scope["path"].startswith("/static/"):
            expect_turn(buckets.take(address_key(scope)), "requests from this address")
        await self.app(scope, receive, send)


def expect_turn(seconds: float, what: str) -> None:
    """Raises TooManyError where there are seconds to wait."""
    if seconds > 0:
        wait = math.ceil(seconds)
        raise TooManyError(
            f"too many {what}; expected fewer, or slower ones",
            hint=f"Wait {wait} second{'s' * (wait != 1)}, then do this again.",
            wait=wait,
        )


def address_key(scope: Scope) -> str:
    """From whom a request counts: an IPv4 address, or the network of 64 bits that one IPv6 user has."""
    host = scope["client"][0] if scope.get("client") else "unknown"
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((int(address) >> 64 << 64, 64)))
    return host


class Bodies(Layer):
    """Refuses bodies that are too large or too slow, before any handler holds them.

    Where others can reach the room, more than a sign-in needs is taken from those alone whose session or key
    is in the ledger: a header is quickly made up. They are looked up when the body turns out to be large.
    """

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ``Layer``."""
        settings: Settings = scope["app"].state.settings
        headers = dict(scope["headers"])
        files = headers.get(b"content-type", b"").startswith(b"multipart/form-data")
        body = _Body(scope, receive, settings.max_upload if files else settings.max_body)
        if settings.open_to_all:
            body.most_of_strangers = settings.max_strange_body
        told = headers.get(b"content-length", b"")
        if told.isdigit():
            await body.expect(int(told))
        await self.app(scope, body.receive, send)


class _Body:
    """The body of a request, with a limit of bytes and, until it is whole, of time."""

    def __init__(self, scope: Scope, receive: Receive, most: int) -> None:
        self.most_of_strangers: int | None = None
        self._scope = scope
        self._receive = receive
        self._most = most
        self._deadline = time.monotonic() + BODY_SECONDS
        self._size = 0
        self._whole = False

    async def receive(self) -> Message:
        """The next piece. Raises HTTPException, and LedgerError where nobody can be looked up."""
        if self._whole:
            return await self._receive()
        try:
            left = max(0.0, self._deadline - time.monotonic())
            message = await asyncio.wait_for(self._receive(), left)
        except TimeoutError:
            raise HTTPException(
                408, f"no whole body within {BODY_SECONDS:.0f} seconds; expected a quicker one; send it again"
            ) from None
        self._size += len(message.get("body", b""))
        self._whole = message["type"] != "http.request" or not message.get("more_body", False)
        await self.expect(self._size)
        return message

    async def expect(self, size: int) -> None:
        """Refuses a body of so many bytes where it is too large for whoever sends it."""
        if size > self._most:
            raise HTTPException(
                413,
                f"a body of more than {megabytes(self._most)}; expected less; send it in parts, or use "
                "`onrecord add`",
            )
        strange = self.most_of_strangers
        if strange is not None and size > strange:
            if await run_in_threadpool(sessions.identified, Request(self._scope)) is None:
                raise HTTPException(
                    413,
                    f"a body of more than {strange // 1024} KB, and nobody is signed in; expected a sign-in "
                    "first; go back, where what you wrote still stands, sign in in another tab, then send it "
                    "again",
                )
            self.most_of_strangers = None
