"""Who may use the reading room: accounts, who is signed in, keys of programs, and the log of what was done.

Passwords come here as hashes and tokens as digests: what would open the door is stored nowhere. Times are
given by the caller, as ISO text in UTC.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, func, insert, select, update

from onrecord.errors import NotRecordedError, UsageError
from onrecord.ledger.rows import inserted
from onrecord.ledger.tables import accounts, api_tokens, audit_log, sessions

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row

#: Letters and digits of any script, and what stands in names and addresses; no marks that hide or turn text.
_NAME: Final = re.compile(r"\w(?:[\w .@'+-]{0,62}[\w.])?")
#: Asked with nearly every request of a reading room, so made once.
_ANY: Final = select(accounts.c.id).limit(1)


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody who may sign in. ``role`` is "reader", "reviewer" or "admin"; ``password`` its hash."""

    id: int
    name: str
    role: str
    password: str
    added: str


@dataclass(frozen=True, slots=True)
class Session:
    """That somebody is signed in: since when, seen last when, and from which address."""

    account: Account
    began: str
    seen: str
    address: str


@dataclass(frozen=True, slots=True)
class Token:
    """A program's key, by the name that its owner gave it; ``expires`` None: never."""

    id: int
    account_id: int
    name: str
    added: str
    expires: str | None

    def opens(self, at: str) -> bool:
        """Whether it has not expired by then."""
        return self.expires is None or self.expires >= at


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the audit log."""

    id: int
    at: str
    who: str
    role: str | None
    address: str
    act: str
    detail: str


def key_of(name: str) -> str:
    """A name as it is compared: capitals and forms of characters make no second person."""
    return unicodedata.normalize("NFKC", name).casefold().strip()


def any_account(connection: Connection) -> bool:
    """Whether there is an account at all."""
    return connection.execute(_ANY).first() is not None


def everyone(connection: Connection) -> list[Account]:
    """All accounts, in the order of their names."""
    return [_account(row) for row in connection.execute(select(accounts).order_by(accounts.c.key))]


def find(connection: Connection, name: str) -> Account | None:
    """The account of this name; None where there is none."""
    if "\x00" in name:  # which no name has, and PostgreSQL does not take
        return None
    row = connection.execute(select(accounts).where(accounts.c.key == key_of(name))).first()
    return _account(row) if row else None


def named(connection: Connection, name: str) -> Account:
    """The account of this name. Raises NotRecordedError."""
    found = find(connection, name)
    if found is None:
        raise NotRecordedError(
            f"the account {name!r}: there is none; expected one of this ledger; `onrecord accounts list` "
            "shows them"
        )
    return found


def add(connection: Connection, name: str, role: str, password: str, *, at: str) -> Account:
    """Makes an account. Raises UsageError where the name is taken, or is none."""
    name = unicodedata.normalize("NFC", name).strip()
    if not _NAME.fullmatch(name):
        raise UsageError(
            f"the name {name!r}: expected 1 to 64 letters, digits, spaces and any of . _ - + @ '; choose "
            "another"
        )
    if find(connection, name):
        raise UsageError(f"the account {name!r}: there is one already; expected a new name; choose another")
    row = {"name": name, "key": key_of(name), "role": role, "password": password, "added": at}
    return Account(inserted(connection, accounts, row), name, role, password, at)


def set_role(connection: Connection, account: Account, role: str) -> None:
    """Lets an account do what another role may, from its next request on."""
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(role=role))


def set_password(connection: Connection, account: Account, password: str) -> None:
    """Changes the hash of a password, and signs the account out everywhere.

    Its keys stay: programs at night would fail because of a new password. ``remove_tokens`` is for whoever
    changes it because somebody else may know it.
    """
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(password=password))
    end_sessions(connection, account)


def refresh_hash(connection: Connection, account: Account, password: str) -> None:
    """Stores the same password under a newer hash; nobody is signed out."""
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(password=password))


def remove(connection: Connection, account: Account) -> None:
    """Removes an account, its sessions and its keys; its name stays in corrections and in the audit log."""
    for table in (sessions, api_tokens):
        connection.execute(delete(table).where(table.c.account_id == account.id))
    connection.execute(delete(accounts).where(accounts.c.id == account.id))


def begin_session(connection: Connection, account: Account, digest: str, *, at: str, address: str) -> None:
    """Signs somebody in."""
    row = {"digest": digest, "account_id": account.id, "began": at, "seen": at, "address": address}
    connection.execute(insert(sessions), row)


def session(connection: Connection, digest: str) -> Session | None:
    """Who is signed in by a token of this digest; None: nobody. How old it is, is for the caller."""
    joined = select(accounts, sessions.c.began, sessions.c.seen, sessions.c.address).join_from(
        sessions, accounts, sessions.c.account_id == accounts.c.id
    )
    row = connection.execute(joined.where(sessions.c.digest == digest)).first()
    return Session(_account(row), row.began, row.seen, row.address) if row else None


def see(connection: Connection, digest: str, *, at: str) -> None:
    """Notes that a session is in use."""
    connection.execute(update(sessions).where(sessions.c.digest == digest).values(seen=at))


def end_session(connection: Connection, digest: str) -> None:
    """Signs somebody out."""
    connection.execute(delete(sessions).where(sessions.c.digest == digest))


def end_sessions(connection: Connection, account: Account) -> None:
    """Signs somebody out everywhere."""
    connection.execute(delete(sessions).where(sessions.c.account_id == account.id))


def forget_sessions(connection: Connection, *, began: str, seen: str) -> None:
    """Removes sessions that began, or were last seen, before these times."""
    connection.execute(delete(sessions).where((sessions.c.began < began) | (sessions.c.seen < seen)))


def add_token(
    connection: Connection, account: Account, name: str, digest: str, *, at: str, expires: str | None
) -> Token:
    """Gives a program a key. Raises UsageError where its name is empty or long."""
    name = name.strip()
    if not name or len(name) > 64 or not name.isprintable():
        raise UsageError(
            f"the key's name {name[:80]!r}: expected 1 to 64 printable characters; say what uses it"
        )
    row = {"account_id": account.id, "name": name, "digest": digest, "added": at, "expires": expires}
    return Token(inserted(connection, api_tokens, row), account.id, name, at, expires)


def token(connection: Connection, digest: str) -> tuple[Account, Token] | None:
    """Whose key has this digest; None where nobody's. Whether it has expired is not asked."""
    row = connection.execute(select(api_tokens).where(api_tokens.c.digest == digest)).first()
    if row is None:
        return None
    owner = connection.execute(select(accounts).where(accounts.c.id == row.account_id)).one()
    return _account(owner), _token(row)


def tokens(connection: Connection, account: Account) -> list[Token]:
    """The keys of an account, the oldest first."""
    owned = select(api_tokens).where(api_tokens.c.account_id == account.id).order_by(api_tokens.c.id)
    return [_token(row) for row in connection.execute(owned)]


def remove_token(connection: Connection, account: Account, token_id: int) -> Token:
    """Takes a key of an account back. Raises NotRecordedError."""
    owned = (api_tokens.c.id == token_id) & (api_tokens.c.account_id == account.id)
    row = connection.execute(select(api_tokens).where(owned)).first()
    if row is None:
        raise NotRecordedError(
            f"key {token_id}: {account.name} has none of this number; expected one of the list there"
        )
    connection.execute(delete(api_tokens).where(owned))
    return _token(row)


def remove_tokens(connection: Connection, account: Account) -> int:
    """Takes all keys of an account back; how many there were."""
    return connection.execute(delete(api_tokens).where(api_tokens.c.account_id == account.id)).rowcount


def keys_that_open(connection: Connection, *, at: str) -> dict[int, int]:
    """By account, how many keys it has that have not expired by then; accounts without are left out."""
    opening = api_tokens.c.expires.is_(None) | (api_tokens.c.expires >= at)
    owners = select(api_tokens.c.account_id, func.count()).where(opening).group_by(api_tokens.c.account_id)
    return {account: int(number) for account, number in connection.execute(owners)}


def note(
    connection: Connection, who: str, role: str | None, address: str, act: str, detail: str, *, at: str
) -> None:
    """Adds a line to the audit log."""
    row = {"at": at, "who": who, "role": role, "address": address, "act": act, "detail": detail}
    connection.execute(insert(audit_log), row)


def deeds(connection: Connection, *, before: int | None = None, limit: int = 100) -> list[Deed]:
    """Lines of the audit log, the newest first; ``before`` is the id to go on from."""
    wanted = select(audit_log).order_by(audit_log.c.id.desc()).limit(limit)
    if before is not None:
        wanted = wanted.where(audit_log.c.id < before)
    return [Deed(*row) for row in connection.execute(wanted)]


def counted(connection: Connection) -> int:
    """How many lines the audit log has."""
    return int(connection.execute(select(func.count()).select_from(audit_log)).scalar_one())


def _account(row: Row[tuple[object, ...]]) -> Account:
    return Account(row.id, row.name, row.role, row.password, row.added)


def _token(row: Row[tuple[object, ...]]) -> Token:
    return Token(row.id, row.account_id, row.name, row.added, row.expires)
