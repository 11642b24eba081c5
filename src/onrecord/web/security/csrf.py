"""Requests that change something must come from our own pages, not from another site's.

Three things are looked at: what the browser says of where the request comes from (``Sec-Fetch-Site`` and
``Origin``), and a token which stands in our forms and which only our pages can know: it is derived from a
cookie that scripts cannot read. The cookie outlives sign-in and sign-out, so that a form which was open when
a session ended can be sent again after a new sign-in, and nothing that was written in it is lost.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from onrecord.web.refusals import ForeignFormError
from onrecord.web.security import cookies

if TYPE_CHECKING:
    from starlette.requests import Request

#: Where the token stands: a field of a form, a header of a script's request.
FIELD: Final = "csrf"
HEADER: Final = "x-csrf-token"
_BYTES: Final = 32
_AGAIN: Final = "Go back, load the page again, and send it once more; what you wrote stays where it is."


def csrf_token(request: Request) -> str:
    """The token of this visitor's forms; a visitor who has no cookie yet is given one with the answer."""
    return _token(_visitor(request))


def csrf_field(request: Request) -> Markup:
    """The hidden field that each form with method "post" needs."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, csrf_token(request))


async def check(request: Request) -> None:
    """Raises ForeignFormError where the request is none of our own pages'."""
    came_from(request)
    if is_program(request):
        return
    given = request.headers.get(HEADER)
    if given is None:
        field = (await request.form()).get(FIELD)
        given = field if isinstance(field, str) else None
    visitor = request.cookies.get(cookies.visitor_name(request))
    if not given or not visitor:
        raise ForeignFormError(
            f"{request.url.path}: a form without its token; expected one that was filled in on a page of "
            "this reading room, with cookies allowed",
            hint=_AGAIN,
        )
    if not hmac.compare_digest(given.encode(), _token(visitor).encode()):
        raise ForeignFormError(
            f"{request.url.path}: a form with another visitor's token; expected this browser's own",
            hint=_AGAIN,
        )


def came_from(request: Request) -> None:
    """Raises ForeignFormError where the browser says that another site sent the request."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    ours = f"{request.url.scheme}://{request.headers.get('host', '')}"
    if site not in ("same-origin", "none") or origin not in (None, ours):
        raise ForeignFormError(
            f"{request.url.path}: sent by another site ({origin or site}); expected a page of this reading "
            "room",
            hint="If you meant to do this, do it from a page of the reading room.",
        )


def is_program(request: Request) -> bool:
    """Whether no browser sent this: a program that uses the API, which no other site can make do anything.

    Browsers name the origin of each request that may change something, and send cookies they have.
    """
    browser = ("origin", "referer", "sec-fetch-site", "sec-fetch-mode", "cookie")
    return request.url.path.startswith("/api/") and not any(name in request.headers for name in browser)


def _visitor(request: Request) -> str:
    held: str | None = request.cookies.get(cookies.visitor_name(request))
    fresh: str | None = getattr(request.state, "visitor", None)
    if held or fresh:
        return held or fresh or ""
    made = secrets.token_urlsafe(_BYTES)
    request.state.visitor = made
    cookies.give(request, cookies.visitor_name(request), made, cookies.VISITOR_SECONDS)
    return made


def _token(visitor: str) -> str:
    return hmac.new(visitor.encode(), b"onrecord form", hashlib.sha256).hexdigest()
