"""Brings a ledger's tables to this version: numbered scripts, each applied once, after a copy.

A script is ``migrations/NNNN_name.DIALECT.sql``: statements with a line ``-- next`` between them. Each is
applied in one transaction with its own entry in the table ``migrations``, so that a stop leaves a ledger as
it was before or after, never between.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from importlib import resources
from typing import TYPE_CHECKING, Final, NamedTuple

from sqlalchemy import insert

from onrecord.errors import NewerLedgerError
from onrecord.ledger import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.ledger.stores.base import Store

_NAME: Final = re.compile(r"(?P<number>\d{4})_(?P<name>\w+)\.(?P<dialect>sqlite|postgresql)\.sql")
_BORDER: Final = re.compile(r"^-- next$", re.MULTILINE)


class Migration(NamedTuple):
    """A script: its number, its name and its statements."""

    number: int
    name: str
    statements: tuple[str, ...]


def migrations(dialect: str) -> list[Migration]:
    """All scripts of a dialect, in their order."""
    found = []
    for file in resources.files("onrecord.ledger.migrations").iterdir():
        match = _NAME.fullmatch(file.name)
        if match and match["dialect"] == dialect:
            statements = (part.strip() for part in _BORDER.split(file.read_text(encoding="utf-8")))
            found.append(Migration(int(match["number"]), match["name"], tuple(filter(None, statements))))
    return sorted(found)


def pending(store: Store, version: int | None) -> list[Migration]:
    """The scripts that a ledger of this version lacks. Raises NewerLedgerError."""
    known = migrations(store.dialect)
    newest = known[-1].number
    if version is not None and version > newest:
        raise NewerLedgerError(
            f"{store.name}: its tables have the version {version}; this onrecord knows them up to {newest}; "
            "use the onrecord that wrote it, or a later one"
        )
    return [one for one in known if one.number > (version or 0)]


def apply(store: Store, connection: Connection, migration: Migration, program: str) -> None:
    """Runs one script and notes that it ran, in the transaction that is open."""
    for statement in migration.statements:
        connection.exec_driver_sql(statement)
    connection.execute(
        insert(tables.migrations).values(
            number=migration.number,
            name=migration.name,
            applied=datetime.now(UTC).isoformat(timespec="seconds"),
            onrecord=program,
        )
    )
    if store.dialect == "sqlite":
        connection.exec_driver_sql(f"PRAGMA user_version = {migration.number}")
