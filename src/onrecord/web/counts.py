"""What a ledger holds, counted no more often than it is worth: of a million statements, 0.13 seconds."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.answers.values import Stats
    from onrecord.desk import Ledger

#: Counts are shown for so many times as long as counting took: a fiftieth of a core goes into it. What
#: took a millisecond is counted anew almost each time; a million statements are six seconds late.
_SHOWN: Final = 50.0


class Counts:
    """The counts of a server's ledger. One thread counts; others are shown what was counted last."""

    def __init__(self, count: Callable[[Ledger], Stats], clock: Callable[[], float] = time.monotonic) -> None:
        self._count = count
        self._clock = clock
        self._counting = threading.Lock()
        self._last: Stats | None = None
        self._until = 0.0

    def of(self, ledger: Ledger) -> Stats:
        """What the ledger holds, or held a little while ago. Raises LedgerError."""
        last = self._last
        if last is not None and self._clock() < self._until:
            return last
        if not self._counting.acquire(blocking=last is None):
            assert last is not None
            return last
        try:
            begun = self._clock()
            counted = self._count(ledger)
            ended = self._clock()
            self._last, self._until = counted, ended + _SHOWN * (ended - begun)
            return counted
        finally:
            self._counting.release()
