"""Who somebody is by the token that their browser or program sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.web.security import cookies

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.web.security.roles import User


def token_of(request: Request) -> str | None:
    """The session's token that the browser sends."""
    return request.cookies.get(cookies.session_name(request))


def identified(request: Request) -> User | None:  # noqa: ARG001
    """Whose session or API token the request has; None where it has none that is good."""
    return None


def has_accounts(request: Request) -> bool:  # noqa: ARG001
    """Whether the ledger has any account."""
    return False
