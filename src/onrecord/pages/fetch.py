"""Bytes from the web, within limits: the one place that touches the network.

Redirects are followed by hand so that every hop passes the same checks. The work runs in a thread of its
own because neither a name look-up nor a server that drips one byte a second respects any other clock.
"""

from __future__ import annotations

import queue
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from onrecord.errors import FetchError, InputError
from onrecord.pages.addresses import resolve
from onrecord.pages.client import Opened, client, user_agent
from onrecord.pages.kind import too_large
from onrecord.pages.limits import DEFAULT_LIMITS, Limits
from onrecord.pages.unpack import gunzip
from onrecord.records import Capture

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

__all__ = ["expect_page", "fetch", "user_agent"]

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_DETAIL_CHARS = 200  # of a foreign error's text; some quote whole certificates


def fetch(
    url: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allow_private: bool = False,
    headers: Mapping[str, str] | None = None,
    any_status: bool = False,
) -> Capture:
    """What is at ``url`` after redirects, content encoding undone; ``capture.url`` is where it was found.

    ``headers`` are sent beside our own, on every hop. An answer of another status than 200 is an error,
    unless ``any_status``: then it is given without its body.

    Raises FetchError with reason "bad-url", "scheme", "unknown-host", "private-address", "timeout",
    "redirects", "http-status", "connection" or "encoding"; UnreadableError with reason "too-large" or
    "broken-compression".
    """
    answers: queue.Queue[Capture | BaseException] = queue.Queue()
    with client(limits, headers or {}) as session:
        task = _Fetch(url, session, limits, allow_private, any_status)
        threading.Thread(target=task.answer, args=(answers,), name="onrecord-fetch", daemon=True).start()
        try:
            answer = answers.get(timeout=limits.total_seconds)
        except queue.Empty:
            raise _timeout(url, limits) from None
    if isinstance(answer, BaseException):
        raise answer
    return answer


def expect_page(capture: Capture) -> Capture:
    """The capture where the server answered 200. Raises FetchError with reason "http-status" otherwise."""
    if capture.status != 200:
        raise _refusal(capture.name, f"the server answered {capture.status}", "expected 200", "http-status")
    return capture


class _Fetch:
    """One fetch: the address as given, and what it may cost."""

    def __init__(
        self, url: str, session: httpx.Client, limits: Limits, allow_private: bool, any_status: bool
    ) -> None:
        self.name = url
        self.session = session
        self.limits = limits
        self.allow_private = allow_private
        self.any_status = any_status
        self.deadline = time.monotonic() + limits.total_seconds

    def answer(self, answers: queue.Queue[Capture | BaseException]) -> None:
        """Put the capture, or the error it ended in, into ``answers``."""
        try:
            answers.put(self.capture())
        except InputError as error:
            answers.put(error)
        except Exception as error:
            answers.put(self._translated(error))

    def capture(self) -> Capture:
        """Follow the redirects and read what is at their end."""
        import httpx

        url = self._parsed(self.name)
        for _ in range(self.limits.max_redirects + 1):
            with self._open(url) as response:
                if response.status_code not in _REDIRECTS:
                    return self._read(response, url)
                target = response.headers.get("location")
            if not target:
                raise self._refusal("a redirect without a target", "expected an address", "http-status")
            try:
                url = self._next(url, target)
            except httpx.InvalidURL as error:
                raise self._refusal(
                    "redirects to a broken address", "expected http or https", "bad-url"
                ) from error
        raise self._refusal(
            f"more than {self.limits.max_redirects} redirects", "expected a page by then", "redirects"
        )

    def _parsed(self, url: str) -> httpx.URL:
        import httpx

        try:
            return self._checked(httpx.URL(url))
        except (httpx.InvalidURL, ValueError) as error:
            raise self._refusal("not an address", "expected https://host/path", "bad-url") from error

    def _next(self, url: httpx.URL, target: str) -> httpx.URL:
        following = self._checked(url.join(target))
        if following.host != url.host:
            # Requests go to addresses, so the cookie jar cannot tell two sites of one server apart.
            self.session.cookies.clear()
        return following

    def _checked(self, url: httpx.URL) -> httpx.URL:
        if url.scheme not in _PORTS:
            raise self._refusal(f"the scheme {url.scheme!r}", "expected http or https", "scheme")
        if not url.host or url.userinfo:
            raise self._refusal(
                "no host, or a password, in the address", "expected https://host/path", "bad-url"
            )
        return url

    def _open(self, url: httpx.URL) -> Opened:
        port = url.port or _PORTS[url.scheme]
        addresses = resolve(url.host, port, allow_private=self.allow_private, name=self.name)
        return Opened(self.session, url, addresses)

    def _read(self, response: httpx.Response, url: httpx.URL) -> Capture:
        told = dict(response.headers.items())
        status = response.status_code
        answer = Capture(self.name, b"", "web", str(url), datetime.now(UTC), status, told)
        if status != 200:
            return answer if self.any_status else expect_page(answer)
        data = self._body(response)
        packing = told.get("content-encoding", "identity").strip().lower()
        if packing in {"gzip", "x-gzip"}:
            data = gunzip(data, self.name, max_bytes=self.limits.max_bytes)
        elif packing not in {"identity", ""}:
            raise self._refusal(f"the content encoding {packing!r}", "expected gzip or none", "encoding")
        return replace(answer, data=data, fetched=datetime.now(UTC))

    def _body(self, response: httpx.Response) -> bytes:
        declared = response.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self.limits.max_bytes:
            raise too_large(self.name, int(declared), self.limits)
        data = bytearray()
        for piece in response.iter_raw():
            data += piece
            if len(data) > self.limits.max_bytes:
                raise too_large(self.name, len(data), self.limits)
            if time.monotonic() > self.deadline:
                raise _timeout(self.name, self.limits)
        return bytes(data)

    def _refusal(self, what: str, expected: str, reason: str) -> FetchError:
        return _refusal(self.name, what, expected, reason)

    def _translated(self, error: Exception) -> FetchError:
        """A foreign error as ours; the message keeps what it said, shortened."""
        import httpx

        if isinstance(error, httpx.TimeoutException):
            return _timeout(self.name, self.limits)
        said = str(error)[:_DETAIL_CHARS] or type(error).__name__
        reply = self._refusal(f"no answer ({said})", "expected a web server", "connection")
        reply.__cause__ = error
        return reply


def _refusal(url: str, what: str, expected: str, reason: str) -> FetchError:
    return FetchError(f"{url}: {what}; {expected}; open it in a browser and save the page", reason=reason)


def _timeout(url: str, limits: Limits) -> FetchError:
    return FetchError(
        f"{url}: no page within {limits.total_seconds:g} seconds; expected a quicker server; "
        "try again, or save the page from a browser",
        reason="timeout",
    )
