"""What is compared across articles is indexed when a reading is stored, and forgotten when it is retired.

Each part of the comparison (the same quotation, origins, figures, disputes) has a module of its own with
``add(connection, article_id, reading_id)`` and ``forget(connection, article_id)``; this one only names them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ledger import origins

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

#: Called with the connection, the article and its reading, in the transaction that stores the reading.
_ADDED: tuple[Callable[[Connection, int, int], None], ...] = (origins.add,)
#: Called with the connection and the article, when its reading is no longer the current one.
_FORGOTTEN: tuple[Callable[[Connection, int], None], ...] = (origins.forget,)


def add(connection: Connection, article_id: int, reading_id: int) -> None:
    """Indexes a reading that was just stored."""
    for added in _ADDED:
        added(connection, article_id, reading_id)


def forget(connection: Connection, article_id: int) -> None:
    """Takes an article out of every index."""
    for forgotten in _FORGOTTEN:
        forgotten(connection, article_id)
