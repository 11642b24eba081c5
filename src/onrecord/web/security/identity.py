"""Who asks, and whether they may: one guard before every handler, so that no page can forget it.

Everybody may read, unless the settings say ``private``. What changes something needs a reviewer, unless the
handler says otherwise with ``needs``: so a new handler is guarded before anybody thinks of it.
"""

from __future__ import annotations

import getpass
from functools import cache
from typing import TYPE_CHECKING, Final, TypeVar

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from onrecord.web.refusals import NotAllowedError, SignInNeededError
from onrecord.web.security import csrf, sessions
from onrecord.web.security.roles import NOBODY, Role, User, Via

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

F = TypeVar("F", bound="Callable[..., Any]")

#: Methods that change nothing.
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_MARK: Final = "__onrecord_role__"
#: What somebody in front of us adds: then the request does not come from this computer, whoever sent it on.
_FORWARDED: Final = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def needs(role: Role | None) -> Callable[[F], F]:
    """Marks a handler: only this role may call it; None: everybody, even of a private reading room.

    Goes below the router's decorator::

        @router.post("/withdraw/{article}")
        @needs(Role.ADMIN)
        def withdraw(...)
    """

    def marked(function: F) -> F:
        setattr(function, _MARK, role)
        return function

    return marked


def declared(endpoint: object, method: str) -> Role | None:
    """The role that a handler needs in a room that is open to readers; None where it needs nobody."""
    if hasattr(endpoint, _MARK):
        role: Role | None = getattr(endpoint, _MARK)
        return role
    return None if method in SAFE else Role.REVIEWER


def needed(request: Request) -> Role | None:
    """The role that this request needs."""
    endpoint = request.scope.get("endpoint")
    role = declared(endpoint, request.method)
    if role is None and request.app.state.settings.private and not hasattr(endpoint, _MARK):
        return Role.READER
    return role


async def guard(request: Request) -> None:
    """Before every handler: finds out who asks, and refuses what they may not do or did not mean to."""
    request.state.user = await run_in_threadpool(_asking, request)
    require(request, needed(request))
    if request.method not in SAFE and request.state.user.via is not Via.TOKEN:
        await csrf.check(request)


def user(request: Request) -> User:
    """Who asks; a visitor where nobody is signed in, and where the request never reached a handler."""
    found: User = getattr(request.state, "user", NOBODY)
    return found


def require(request: Request, role: Role | None) -> User:
    """Who asks, where they may do what this role may. Raises SignInNeededError, NotAllowedError."""
    asking = user(request)
    if asking.may(role):
        return asking
    assert role is not None
    if asking.role is None:
        raise SignInNeededError(
            f"{request.url.path}: nobody is signed in; expected a {role.label}",
            hint="Sign in, then do this again.",
        )
    raise NotAllowedError(
        f"{request.url.path}: {asking.name} is a {asking.role.label}; expected a {role.label}",
        hint=f"Ask an admin of this reading room for the role {role.label!r}.",
    )


def _asking(request: Request) -> User:
    """Who asks. Raises LedgerError, and SignInNeededError for a key that is not known."""
    known = sessions.identified(request)
    if known is None and sessions.key_of(request) is not None:
        raise SignInNeededError(
            "the key in the header Authorization is not known, or has expired; expected one that "
            "`onrecord accounts token` or the account's page gave",
            hint="Make a new key.",
        )
    return known or _local_editor(request) or NOBODY


def _local_editor(request: Request) -> User | None:
    """Whoever sits at this computer, while the ledger has no account; None where that cannot be said."""
    settings = request.app.state.settings
    if settings.open_to_all or any(name in request.headers for name in _FORWARDED):
        return None
    if sessions.has_accounts(request):
        return None
    return User(system_name(), Role.ADMIN, Via.LOCAL)


@cache
def system_name() -> str:
    """The name that the operating system knows the local editor by."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such user, as in some containers
        return "editor"
