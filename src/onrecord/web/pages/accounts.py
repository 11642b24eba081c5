"""Signing in and out, one's own account, and what admins see of all of them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Final

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from onrecord.errors import UsageError
from onrecord.ledger import accounts
from onrecord.ledger.accounts import Account
from onrecord.web import rendering
from onrecord.web.pages.asking import AskedNumber, Number
from onrecord.web.refusals import NotAllowedError, SignInNeededError
from onrecord.web.security import Role, Via, audit, needs, passwords, sessions, user
from onrecord.web.security.limits import address_key, expect_turn
from onrecord.web.views.accounts import AccountsView, AccountView, AuditView, SignInView
from onrecord.web.views.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable

router = APIRouter()

Field = Annotated[str, Form()]
#: Who asks, as JSON.
MYSELF: Final = "/api/v1/account"
#: Lines of the audit log on a page.
_LINES: Final = 100
#: No account has a longer name; what is longer is counted by its beginning, so that it takes no memory.
_LONGEST_NAME: Final = 100


@router.get("/sign-in")
@needs(None)
def sign_in_form(request: Request, next: str = "/") -> Response:  # noqa: A002
    """The form for name and password."""
    return rendering.page(request, "sign-in.html", SignInView(_within(next)), twin=MYSELF)


@router.post("/sign-in")
@needs(None)
def sign_in(
    request: Request,
    name: Field = "",
    password: Field = "",
    next: Field = "/",  # noqa: A002
) -> Response:
    """Lets somebody in, or says that name and password do not fit together, not which of them is wrong."""
    right = _guess(request, name)
    found = sessions.sign_in(request, name, password)
    if found is None:
        audit(request, "sign-in failed", name[:100])
        view = SignInView(_within(next), name, "There is no account with this name and this password.")
        return rendering.page(request, "sign-in.html", view, status=401)
    right()
    request.state.user = found
    audit(request, "signed in")
    return RedirectResponse(_within(next), 303)


@router.post("/sign-out")
@needs(None)
def sign_out(request: Request) -> Response:
    """Ends this browser's session."""
    if user(request).account is not None:
        audit(request, "signed out")
    sessions.sign_out(request)
    return RedirectResponse("/", 303)


@router.get("/account")
@needs(Role.READER)
def account(request: Request) -> Response:
    """Name, role and keys of whoever is signed in."""
    return _own_page(request)


@router.post("/account/password")
@needs(Role.READER)
def change_password(
    request: Request, password: Field = "", new: Field = "", keys: Annotated[bool, Form()] = False
) -> Response:
    """Changes one's own password, given the old one; every other browser is signed out.

    Keys of programs go with it where that was asked for, and are told of where it was not.
    """
    own = _own(request)
    right = _guess(request, own.name)
    if not passwords.matches(own.password, password):
        audit(request, "sign-in failed", own.name)
        return _own_page(request, message="The password was not changed: the present one is another.")
    right()
    stored = passwords.hashed(new)
    with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
        accounts.set_password(connection, own, stored)
        gone = accounts.remove_tokens(connection, own) if keys else 0
        audit(request, "password changed", _with_keys(own, gone))
        left = accounts.keys_that_open(connection, at=_now()).get(own.id, 0)
    sessions.begin(request, own)
    message = "The password is changed. Other browsers are signed out."
    return _own_page(request, message=" ".join(filter(None, (message, _told_of_keys(gone, left)))))


@router.post("/account/keys")
@needs(Role.READER)
def add_key(request: Request, use: Field = "") -> Response:
    """Makes a key for a program, which is shown this once."""
    own = _own(request)
    key, digest = sessions.new_key()
    with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
        made = accounts.add_token(connection, own, use, digest, at=_now(), expires=None)
        audit(request, "key added", f"key {made.id}, {made.name}")
    return _own_page(request, key=key)


@router.post("/account/keys/{key}/remove")
@needs(Role.READER)
def remove_key(request: Request, key: Number) -> Response:
    """Takes a key back."""
    own = _own(request)
    with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
        gone = accounts.remove_token(connection, own, key)
        audit(request, "key removed", f"key {gone.id}, {gone.name}")
    return RedirectResponse("/account", 303)


@router.get("/accounts")
@needs(Role.ADMIN)
def everyone(request: Request) -> Response:
    """All accounts."""
    with request.app.state.ledgers.use() as ledger, ledger.reading() as connection:
        found = tuple(accounts.everyone(connection))
        keys = accounts.keys_that_open(connection, at=_now())
    view = AccountsView(found, tuple(role.label for role in Role), keys)
    return rendering.page(request, "accounts.html", view, twin="/api/v1/accounts")


@router.post("/accounts")
@needs(Role.ADMIN)
def add(request: Request, name: Field = "", role: Field = "reader", password: Field = "") -> Response:
    """Makes an account."""
    known, stored = Role.of(role).label, passwords.hashed(password)
    with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
        if known != Role.ADMIN.label and not accounts.any_account(connection):
            raise UsageError(
                f"the first account with the role {known!r}: expected an admin, who can make the others; "
                "choose admin"
            )
        made = accounts.add(connection, name, known, stored, at=_now())
        audit(request, "account added", f"{made.name}, {known}")
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/role")
@needs(Role.ADMIN)
def set_role(request: Request, name: Field = "", role: Field = "") -> Response:
    """Lets an account do what another role may."""
    known = Role.of(role).label
    with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
        one = _other(request, accounts.named(connection, name))
        accounts.set_role(connection, one, known)
        audit(request, "role changed", f"{one.name}, {one.role} to {known}")
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/password")
@needs(Role.ADMIN)
def set_password(
    request: Request, name: Field = "", password: Field = "", keys: Annotated[bool, Form()] = False
) -> Response:
    """Gives somebody who forgot it another password, and signs them out everywhere.

    With ``keys``, the keys of their programs are taken back too.
    """
    stored = passwords.hashed(password)
    with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
        one = _other(request, accounts.named(connection, name))
        accounts.set_password(connection, one, stored)
        gone = accounts.remove_tokens(connection, one) if keys else 0
        audit(request, "password changed", _with_keys(one, gone))
    return RedirectResponse("/accounts", 303)


@router.post("/accounts/remove")
@needs(Role.ADMIN)
def remove(request: Request, name: Field = "") -> Response:
    """Removes an account; its name stays at what it did."""
    with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
        one = _other(request, accounts.named(connection, name))
        accounts.remove(connection, one)
        audit(request, "account removed", f"{one.name}, {one.role}")
    return RedirectResponse("/accounts", 303)


@router.get("/accounts/log")
@needs(Role.ADMIN)
def log(request: Request, before: AskedNumber = None) -> Response:
    """Who did what, the newest first."""
    with request.app.state.ledgers.use() as ledger, ledger.reading() as connection:
        found = tuple(accounts.deeds(connection, before=before, limit=_LINES))
    older = found[-1].id if len(found) == _LINES else None
    behind = f"&after={before}" if before else ""
    twin = f"/api/v1/accounts/log?limit={_LINES}{behind}"
    return rendering.page(request, "audit.html", AuditView(found, older), twin=twin)


def _own(request: Request) -> Account:
    """The account of whoever asks. Raises SignInNeededError for the local editor, who has none, and
    NotAllowedError for a program: a key that expires must not make itself one that does not.
    """
    asking = user(request)
    if asking.via is Via.TOKEN:
        raise NotAllowedError(
            f"{request.url.path}: a program's key; expected somebody who signed in with a password",
            hint="Sign in with a browser, or use `onrecord accounts` at the server.",
        )
    if asking.account is None:
        raise SignInNeededError(
            f"{request.url.path}: {asking.name or 'a visitor'} has no account; expected one who signed in",
            hint="This is for people with an account; at this computer you need none.",
        )
    with request.app.state.ledgers.use() as ledger, ledger.reading() as connection:
        return accounts.named(connection, asking.name)


def _own_page(request: Request, *, key: str | None = None, message: str | None = None) -> Response:
    own = _own(request)
    with request.app.state.ledgers.use() as ledger, ledger.reading() as connection:
        keys = tuple(accounts.tokens(connection, own))
    view = AccountView(own.name, own.role, keys, key, message)
    return rendering.page(request, "account.html", view, twin=MYSELF)


def _with_keys(account: Account, gone: int) -> str:
    """What the audit log says of a new password."""
    return f"{account.name}, {counted(gone, 'key')} taken back" if gone else account.name


def _told_of_keys(gone: int, left: int) -> str:
    if gone:
        return f"{counted(gone, 'key')} of programs open{'s' * (gone == 1)} nothing now."
    if left:
        return (
            f"{counted(left, 'key')} of programs still open{'s' * (left == 1)}: remove below what you do not "
            "know."
        )
    return ""


def _other(request: Request, account: Account) -> Account:
    """The account, which is not one's own: nobody locks themselves out. Raises UsageError."""
    if account.id == user(request).account:
        raise UsageError(
            f"the account {account.name!r} is your own; expected another one's; let another admin do this"
        )
    return account


def _guess(request: Request, name: str) -> Callable[[], None]:
    """Counts a password that is about to be tried, by its address and by its name from anywhere; call what
    is given back where it is right. Counted afterwards, those tried at once would all be let through.

    Raises TooManyError after too many wrong ones.
    """
    limits = request.app.state.limits
    address, who = address_key(request.scope), accounts.key_of(name[:_LONGEST_NAME])
    expect_turn(limits.failures.take(address), "wrong passwords")
    seconds = limits.guesses.take(who)
    if seconds:
        limits.failures.give(address)
        expect_turn(seconds, "wrong passwords")

    def right() -> None:
        limits.failures.give(address)
        limits.guesses.give(who)

    return right


def _within(path: str) -> str:
    """An address of this reading room; the start page where somebody else's was slipped in."""
    plain = path.isprintable() and "\\" not in path
    return path if plain and path.startswith("/") and not path.startswith("//") else "/"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
