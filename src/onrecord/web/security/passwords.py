"""Passwords: hashed by Argon2id with the settings of its authors' library, never stored, never logged."""

from __future__ import annotations

import threading
from functools import cache
from typing import TYPE_CHECKING, Final

from onrecord.errors import UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

#: NIST SP 800-63B asks for 8 and against rules about kinds of characters; a few more cost nothing.
SHORTEST: Final = 10
#: Longer ones are no safer; hashing a megabyte would be work that anybody can order.
LONGEST: Final = 1_000
#: Hashing takes 64 MB and about 50 ms of a core each: two at once, the others wait.
_HANDS: Final = threading.Semaphore(2)


def hashed(password: str) -> str:
    """The hash of a password, with its salt and settings. Raises UsageError where it is too short or long."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise UsageError(
            f"a password of {len(password)} characters: expected {SHORTEST} to {LONGEST:,}; several words "
            "in a row are easy to keep in mind"
        )
    with _HANDS:
        return _hasher().hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the one of a hash. None, for an account that is not there, takes as long."""
    from argon2.exceptions import InvalidHashError, VerificationError

    if len(password) > LONGEST:
        return False
    with _HANDS:
        try:
            return _hasher().verify(stored or _nobodys(), password) and stored is not None
        except (VerificationError, InvalidHashError):
            return False


def is_dated(stored: str) -> bool:
    """Whether a hash was made with settings that are no longer the library's."""
    return _hasher().check_needs_rehash(stored)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of an account that is not there")
