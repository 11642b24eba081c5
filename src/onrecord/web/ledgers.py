"""One open ledger for each thread that serves requests: a ledger belongs to the thread that opened it."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from onrecord.desk import Ledger

if TYPE_CHECKING:
    from collections.abc import Iterator


class Ledgers:
    """The ledgers of a server. ``use`` gives this thread's own: handlers are plain functions, in threads."""

    def __init__(self, location: str) -> None:
        self.location = location
        self._own = threading.local()

    @contextmanager
    def use(self) -> Iterator[Ledger]:
        """This thread's ledger, opened when first asked for. Raises LedgerError."""
        ledger: Ledger | None = getattr(self._own, "ledger", None)
        if ledger is None:
            ledger = self._own.ledger = Ledger.open(self.location)
        yield ledger
