"""A row goes in and its id comes back: the one write that every module of the ledger makes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection, Table


def inserted(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Inserts a row into a table that numbers its rows; the row's id."""
    key = connection.execute(insert(table), row).inserted_primary_key
    assert key is not None  # every table that comes here has a key of its own
    return int(key[0])
