"""The ledger: many articles, every attribution in them, who is who; provable against the bytes.

    tables      the tables, as SQLAlchemy sees them     migrations/  the scripts that make them
    stores/     SQLite and PostgreSQL                   migrate      runs the scripts, after a copy
    codec       record <-> rows                         digests      what proves a row
    recording   what a page becomes                     ledger       the ledger itself
    people      sightings and persons, as values        keys         what they are found by
    identity    who a sighting is                       evidence     why; merges  replayed and undone
    user_list   the user's own list of people

SQLAlchemy is imported when a ledger is opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.ledger.ledger import Ledger

__all__ = ["open_ledger"]


def open_ledger(location: str | Path | None = None, *, create: bool = False, write: bool = True) -> Ledger:
    """The ledger at a path or a database URL; see ``ledger.Ledger.open``."""
    from onrecord.ledger.ledger import Ledger

    return Ledger.open(location, create=create, write=write)
