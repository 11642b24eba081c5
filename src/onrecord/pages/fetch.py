"""A page from the web, within limits: the one place that touches the network.

Redirects are followed by hand so that every hop passes the same checks. The work runs in a thread of its
own because neither a name look-up nor a server that drips one byte a second respects any other clock.
"""

from __future__ import annotations

import queue
import threading
import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from onrecord.errors import FetchError, InputError
from onrecord.pages.addresses import resolve
from onrecord.pages.kind import from_bytes, too_large
from onrecord.pages.limits import DEFAULT_LIMITS, Limits
from onrecord.pages.unpack import gunzip

if TYPE_CHECKING:
    import httpx

    from onrecord.records import Page

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PORTS = {"http": 80, "https": 443}
_DETAIL_CHARS = 200  # of a foreign error's text; some quote whole certificates


def fetch(url: str, *, limits: Limits = DEFAULT_LIMITS, allow_private: bool = False) -> Page:
    """The page at ``url`` after redirects; ``page.url`` is where it was found.

    Raises FetchError with reason "bad-url", "scheme", "unknown-host", "private-address", "timeout",
    "redirects", "http-status", "connection" or "encoding"; UnreadableError where what came is no page.
    """
    answers: queue.Queue[Page | BaseException] = queue.Queue()
    with _client(limits) as client:
        task = _Fetch(url, client, limits, allow_private)
        threading.Thread(target=task.answer, args=(answers,), name="onrecord-fetch", daemon=True).start()
        try:
            answer = answers.get(timeout=limits.total_seconds)
        except queue.Empty:
            raise _timeout(url, limits) from None
    if isinstance(answer, BaseException):
        raise answer
    return answer


def user_agent() -> str:
    """Who we say we are: the product and its version, no browser's name."""
    try:
        return f"onrecord/{version('onrecord')}"
    except PackageNotFoundError:
        return "onrecord"


def _client(limits: Limits) -> httpx.Client:
    import httpx

    return httpx.Client(
        headers={
            "User-Agent": user_agent(),
            "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
            "Accept-Encoding": "gzip",  # the one that is unpacked here, within the size limit
        },
        timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
        follow_redirects=False,
        trust_env=False,  # a proxy from the environment would resolve names behind our back
    )


class _Fetch:
    """One fetch: the address as given, and what it may cost."""

    def __init__(self, url: str, client: httpx.Client, limits: Limits, allow_private: bool) -> None:
        self.name = url
        self.client = client
        self.limits = limits
        self.allow_private = allow_private
        self.deadline = time.monotonic() + limits.total_seconds

    def answer(self, answers: queue.Queue[Page | BaseException]) -> None:
        """Put the page, or the error it ended in, into ``answers``."""
        try:
            answers.put(self.page())
        except InputError as error:
            answers.put(error)
        except Exception as error:
            answers.put(self._translated(error))

    def page(self) -> Page:
        """Follow the redirects and read the page at their end."""
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
            self.client.cookies.clear()
        return following

    def _checked(self, url: httpx.URL) -> httpx.URL:
        if url.scheme not in _PORTS:
            raise self._refusal(f"the scheme {url.scheme!r}", "expected http or https", "scheme")
        if not url.host or url.userinfo:
            raise self._refusal(
                "no host, or a password, in the address", "expected https://host/path", "bad-url"
            )
        return url

    def _open(self, url: httpx.URL) -> _Opened:
        port = url.port or _PORTS[url.scheme]
        addresses = resolve(url.host, port, allow_private=self.allow_private, name=self.name)
        return _Opened(self.client, url, addresses)

    def _read(self, response: httpx.Response, url: httpx.URL) -> Page:
        if response.status_code != 200:
            raise self._refusal(f"the server answered {response.status_code}", "expected 200", "http-status")
        data = self._body(response)
        packing = response.headers.get("content-encoding", "identity").strip().lower()
        if packing in {"gzip", "x-gzip"}:
            data = gunzip(data, self.name, max_bytes=self.limits.max_bytes)
        elif packing not in {"identity", ""}:
            raise self._refusal(f"the content encoding {packing!r}", "expected gzip or none", "encoding")
        charset = response.charset_encoding
        return from_bytes(
            data, self.name, url=str(url), fetched=datetime.now(UTC), http_charset=charset, limits=self.limits
        )

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
        return FetchError(
            f"{self.name}: {what}; {expected}; open it in a browser and save the page", reason=reason
        )

    def _translated(self, error: Exception) -> FetchError:
        """A foreign error as ours; the message keeps what it said, shortened."""
        import httpx

        if isinstance(error, httpx.TimeoutException):
            return _timeout(self.name, self.limits)
        said = str(error)[:_DETAIL_CHARS] or type(error).__name__
        reply = self._refusal(f"no answer ({said})", "expected a web server", "connection")
        reply.__cause__ = error
        return reply


class _Opened:
    """A response while it is read, from the first of the checked addresses that answers."""

    def __init__(self, client: httpx.Client, url: httpx.URL, addresses: list[str]) -> None:
        self._client = client
        self._url = url
        self._addresses = addresses
        self._response: httpx.Response | None = None

    def __enter__(self) -> httpx.Response:
        import httpx

        for address in self._addresses[:-1]:
            try:
                return self._send(address)
            except httpx.ConnectError:
                continue
        return self._send(self._addresses[-1])

    def __exit__(self, *_: object) -> None:
        if self._response is not None:
            self._response.close()

    def _send(self, address: str) -> httpx.Response:
        """Ask ``address`` itself; the certificate is still checked against the host's name."""
        request = self._client.build_request(
            "GET",
            self._url.copy_with(host=address),
            headers={"Host": self._url.netloc.decode("ascii")},
            extensions={"sni_hostname": self._url.raw_host.decode("ascii")},
        )
        self._response = self._client.send(request, stream=True)
        return self._response


def _timeout(url: str, limits: Limits) -> FetchError:
    return FetchError(
        f"{url}: no page within {limits.total_seconds:g} seconds; expected a quicker server; "
        "try again, or save the page from a browser",
        reason="timeout",
    )
