"""The headers that tell browsers to run nothing and to load nothing but what this server gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders

from onrecord.web.layers import Layer

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

#: The text of pages is hostile: no inline script and no inline style runs, whatever slips into a page.
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_ALWAYS: Final = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # The address of an article tells what an editor reads; no link that they follow passes it on. With
    # "no-referrer", browsers would not name the origin of our own forms either, which are then refused.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": (
        "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=(), interest-cohort=()"
    ),
}
#: A year, as browsers' preload lists ask for; only on https, where it means something.
_HSTS: Final = "max-age=31536000"


class Headers(Layer):
    """Middleware: on every answer, errors and files too."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ``Layer``."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers[name] = value
                # What is shown depends on who asks, and is a newsroom's own: no cache in between keeps it.
                headers.setdefault("cache-control", "private, no-cache")
                if scope["scheme"] == "https":
                    headers["strict-transport-security"] = _HSTS
            await send(message)

        await self.app(scope, receive, sent)
