"""Connections to the web: an honest client, and a request that goes to an address that was judged."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from onrecord.pages.limits import Limits


def user_agent() -> str:
    """Who we say we are: the product and its version, no browser's name."""
    try:
        return f"onrecord/{version('onrecord')}"
    except PackageNotFoundError:
        return "onrecord"


def client(limits: Limits, headers: Mapping[str, str]) -> httpx.Client:
    """A client that says who it is, adds ``headers``, and follows neither redirects nor proxies."""
    import httpx

    return httpx.Client(
        headers={
            "User-Agent": user_agent(),
            "Accept": "text/html,application/xhtml+xml,text/plain;q=0.9,*/*;q=0.1",
            "Accept-Encoding": "gzip",  # the one that is unpacked here, within the size limit
            **headers,
        },
        timeout=httpx.Timeout(limits.read_seconds, connect=limits.connect_seconds),
        follow_redirects=False,
        trust_env=False,  # a proxy from the environment would resolve names behind our back
    )


class Opened:
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
