"""What the pages about accounts show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.ledger.accounts import Account, Deed, Token


@dataclass(frozen=True, slots=True)
class SignInView:
    """The form; ``next`` is where to go then, ``message`` why it was not right the last time."""

    next: str = "/"
    name: str = ""
    message: str | None = None


@dataclass(frozen=True, slots=True)
class AccountView:
    """One's own account. ``key`` is the one that was just made, which is shown this once."""

    name: str
    role: str
    tokens: tuple[Token, ...]
    key: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class AccountsView:
    """All accounts, for admins; ``keys`` has, by account, how many keys of programs open."""

    accounts: tuple[Account, ...]
    roles: tuple[str, ...]
    keys: dict[int, int]


@dataclass(frozen=True, slots=True)
class AuditView:
    """Lines of the audit log, the newest first; ``older`` is the id to go on from, None at the end."""

    deeds: tuple[Deed, ...]
    older: int | None
