"""Who somebody is by the token that their browser or program sends; signing in and out.

A token is 256 random bits that only the browser has; the ledger has its SHA-256, which leads nobody back.
"""

from __future__ import annotations

import hashlib
import secrets
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final

from onrecord.errors import LedgerError
from onrecord.ledger import accounts
from onrecord.web.security import cookies, passwords
from onrecord.web.security.roles import Role, User, Via

if TYPE_CHECKING:
    from starlette.requests import Request

    from onrecord.ledger.accounts import Account

#: A session ends after so long without a request, and after so long in any case (OWASP asks for both).
IDLE: Final = timedelta(hours=12)
LONGEST: Final = timedelta(days=7)
#: How exactly the last request is remembered: each look costs a read, only each of these a write.
_SEEN_EVERY: Final = timedelta(minutes=5)
#: So that whoever finds a key knows what it opens, and scanners for lost keys know it too.
_PREFIX: Final = "onrecord_"


def token_of(request: Request) -> str | None:
    """The session's token that the browser sends."""
    return request.cookies.get(cookies.session_name(request))


def key_of(request: Request) -> str | None:
    """The key that a program sends; None where it sends none."""
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    return given.strip() if scheme.lower() == "bearer" else None


def identified(request: Request) -> User | None:
    """Whose session or key the request has; None where it has none that is good. Raises LedgerError."""
    key = key_of(request)
    if key is not None:
        return _by_key(request, key)
    token = token_of(request)
    return _by_session(request, token) if token else None


def has_accounts(request: Request) -> bool:
    """Whether the ledger has any account; where there is no ledger, nobody has one."""
    with request.app.state.ledgers.use() as ledger, ledger.reading() as connection:
        return accounts.any_account(connection)


def sign_in(request: Request, name: str, password: str) -> User | None:
    """Signs somebody in, with a new session whose token goes to the browser; None where that is not right."""
    ledgers = request.app.state.ledgers
    with ledgers.use() as ledger, ledger.reading() as connection:
        account = accounts.find(connection, name)
    if not passwords.matches(account.password if account else None, password) or account is None:
        return None
    if passwords.is_dated(account.password):
        stored = passwords.hashed(password)
        with ledgers.use() as ledger, ledger.atomic() as connection:
            accounts.refresh_hash(connection, account, stored)
    begin(request, account)
    return _user(account, Via.SESSION)


def begin(request: Request, account: Account) -> None:
    """Begins a session of this browser; one that it had before ends."""
    token, now, before = secrets.token_urlsafe(32), datetime.now(UTC), token_of(request)
    with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
        accounts.forget_sessions(connection, began=_iso(now - LONGEST), seen=_iso(now - IDLE))
        if before:
            accounts.end_session(connection, digest_of(before))
        accounts.begin_session(
            connection, account, digest_of(token), at=_iso(now), address=address_of(request)
        )
    cookies.give(request, cookies.session_name(request), token, int(LONGEST.total_seconds()))


def sign_out(request: Request) -> None:
    """Ends the session of this browser."""
    token = token_of(request)
    if token:
        with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
            accounts.end_session(connection, digest_of(token))
    cookies.give(request, cookies.session_name(request), "", 0)


def new_key() -> tuple[str, str]:
    """A key for a program, and its digest for the ledger."""
    key = _PREFIX + secrets.token_urlsafe(32)
    return key, digest_of(key)


def digest_of(token: str) -> str:
    """What the ledger knows a token by."""
    return hashlib.sha256(token.encode()).hexdigest()


def address_of(request: Request) -> str:
    """From where a request comes."""
    return request.client.host if request.client else "unknown"


def _by_session(request: Request, token: str) -> User | None:
    digest, now = digest_of(token), datetime.now(UTC)
    with request.app.state.ledgers.use() as ledger:
        with ledger.reading() as connection:
            found = accounts.session(connection, digest)
        if found is None or found.began < _iso(now - LONGEST) or found.seen < _iso(now - IDLE):
            return None
        if found.seen < _iso(now - _SEEN_EVERY):
            with suppress(LedgerError), ledger.atomic() as connection:  # reading goes on without
                accounts.see(connection, digest, at=_iso(now))
    return _user(found.account, Via.SESSION)


def _by_key(request: Request, key: str) -> User | None:
    with request.app.state.ledgers.use() as ledger, ledger.reading() as connection:
        found = accounts.token(connection, digest_of(key))
    if found is None:
        return None
    account, token = found
    return _user(account, Via.TOKEN) if token.opens(_iso(datetime.now(UTC))) else None


def _user(account: Account, via: Via) -> User:
    return User(account.name, Role.of(account.role), via, account.id)


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
