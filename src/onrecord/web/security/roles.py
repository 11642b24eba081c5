"""Who asks, and what they may do."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from onrecord.errors import UsageError


class Role(enum.IntEnum):
    """What an account may do; each may do what those before it may.

    A *reader* reads, and has pages read that are not kept; a *reviewer* adds pages and corrects; an *admin*
    takes articles down and keeps the accounts.
    """

    READER = 1
    REVIEWER = 2
    ADMIN = 3

    @property
    def label(self) -> str:
        """The role's word, in the ledger and for people."""
        return self.name.lower()

    @classmethod
    def of(cls, label: str) -> Role:
        """The role of this word. Raises UsageError."""
        try:
            return cls[label.upper()]
        except KeyError:
            known = ", ".join(role.label for role in cls)
            raise UsageError(f"the role {label!r}: expected one of {known}; name one of these") from None


class Via(enum.Enum):
    """How somebody is known."""

    NOBODY = "nobody"
    LOCAL = "local"
    SESSION = "session"
    TOKEN = "token"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who asks. ``role`` is None for a visitor, who may do what needs no sign-in.

    ``name`` stands in corrections and in the audit log; empty for a visitor. ``account`` is the account's
    id, None for a visitor and for the local editor, who has none.
    """

    name: str = ""
    role: Role | None = None
    via: Via = Via.NOBODY
    account: int | None = None

    def may(self, role: Role | None) -> bool:
        """Whether this one may do what the role may; None: what everybody may."""
        return role is None or (self.role is not None and self.role >= role)


NOBODY = User()
