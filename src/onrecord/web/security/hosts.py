"""By which names a browser may call this server.

A page of another site can let its own name lead to 127.0.0.1 and then read what is there as if it were its
own (DNS rebinding). The browser still says which name it called, so a name that is not ours is refused. An
address of digits cannot be rebound, nor can ``localhost``.
"""

from __future__ import annotations

import ipaddress
import socket
from functools import cache
from typing import TYPE_CHECKING

from onrecord.web.layers import Layer
from onrecord.web.refusals import UnknownHostError

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from onrecord.web.settings import Settings


class Hosts(Layer):
    """Refuses requests whose Host header names somebody else, or nobody."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ``Layer``."""
        named = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
        if len(named) != 1 or not is_ours(named[0], scope["app"].state.settings):
            raise UnknownHostError(
                f"the host {', '.join(named)!r}: expected the name of this reading room",
                hint="Use the address that `onrecord serve` printed; other names are given to it with "
                "--allowed-host.",
            )
        await self.app(scope, receive, send)


def is_ours(host: str, settings: Settings) -> bool:
    """Whether a Host header names this server; on loopback only loopback's names do."""
    name = name_of(host)
    if name == "localhost" or name in settings.hosts:
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return settings.open_to_all and name in _own_names()
    return settings.open_to_all or address.is_loopback


def name_of(host: str) -> str:
    """The name in a Host header: without port and brackets, in small letters."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower().removesuffix(".")


@cache
def _own_names() -> frozenset[str]:
    return frozenset({socket.gethostname().lower()})
