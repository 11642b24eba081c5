"""Where a ledger lies: SQLite or PostgreSQL, and the little in which they differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onrecord.ledger.stores.base import Patience, Store


def store_at(location: str, *, write: bool = True, patience: Patience | None = None) -> Store:
    """The store that a path or a database URL names; nothing is opened yet. Raises UsageError."""
    from onrecord.errors import UsageError
    from onrecord.ledger.stores.base import Patience

    patience = patience or Patience()

    scheme, separator, _ = location.partition("://")
    if not separator or scheme == "sqlite":
        from onrecord.ledger.stores.sqlite import SqliteStore

        return SqliteStore.at(location, write=write, patience=patience)
    if scheme.partition("+")[0] in ("postgresql", "postgres"):
        from onrecord.ledger.stores.postgres import PostgresStore

        return PostgresStore.at(location, patience=patience)
    raise UsageError(
        f"the ledger {location!r} has the scheme {scheme!r}: expected a path, sqlite:///PATH or "
        "postgresql://USER@HOST/DATABASE; name one of these"
    )
