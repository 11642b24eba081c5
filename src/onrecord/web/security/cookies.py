"""The two cookies: a session's and a visitor's; neither can be read by scripts or sent by other sites."""

from __future__ import annotations

from http.cookies import SimpleCookie
from typing import TYPE_CHECKING, Any, Final

from starlette.datastructures import MutableHeaders

from onrecord.web.layers import Layer

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import Message, Receive, Scope, Send

#: How long a browser keeps the secret of its forms: a form may stay open over a holiday.
VISITOR_SECONDS: Final = 30 * 86_400


def session_name(request: Request) -> str:
    """The name of the cookie that holds a session's token."""
    return _name(request, "session")


def visitor_name(request: Request) -> str:
    """The name of the cookie that forms are bound to."""
    return _name(request, "visitor")


def give(request: Request, name: str, value: str, seconds: int) -> None:
    """Sends a cookie with the answer, whatever answer that is; ``seconds`` 0 takes it away."""
    jar: SimpleCookie = SimpleCookie()
    jar[name] = value
    jar[name]["path"] = "/"
    jar[name]["max-age"] = str(seconds)
    jar[name]["httponly"] = True
    # Lax: with Strict, somebody who follows a link from a mail would seem to be signed out.
    jar[name]["samesite"] = "Lax"
    if request.url.scheme == "https":
        jar[name]["secure"] = True
    given: list[str] = request.scope["state"].setdefault("cookies", [])
    given.append(jar[name].OutputString())


def _name(request: Request, what: str) -> str:
    """On https the prefix binds a cookie to this host alone. On http browsers do not tell ports apart, so two
    reading rooms of one computer would take each other's cookies.
    """
    if request.url.scheme == "https":
        return f"__Host-onrecord-{what}"
    return f"onrecord-{what}-{request.url.port or 80}"


class Cookies(Layer):
    """Middleware: puts the cookies that ``give`` was called with into the answer."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ``Layer``."""
        state: dict[str, Any] = scope["state"]

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for cookie in state.get("cookies", ()):
                    headers.append("set-cookie", cookie)
                if state.get("cookies"):
                    headers["cache-control"] = "no-store"
            await send(message)

        await self.app(scope, receive, sent)
