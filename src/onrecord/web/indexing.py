"""What the comparison of articles lacks is indexed behind the answers, in steps that let others write.

``onrecord serve`` indexes before it opens. It falls behind while it serves where the ledger is put back from
an old copy, or where another version of onrecord has made its own index; then pages answer from what there
is and say so, and this catches up.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING, Final

from onrecord.errors import LedgerError
from onrecord.ledger import comparing

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.ledger.ledger import Ledger

_LOG: Final = logging.getLogger("onrecord.web")
#: Between two steps, of some tenths of a second each: readers have the cores for themselves half of the time.
_PAUSE_SECONDS: Final = 0.3
#: After one that failed (a ledger that may not be written, say), so that not every page begins another.
_AFTER_FAILURE_SECONDS: Final = 60.0
#: How long a server that ends waits for the step in hand, in seconds.
_LAST_STEP_SECONDS: Final = 10.0


class _EndedError(Exception):
    """The server ends; what was indexed stays."""


class Indexing:
    """One thread that catches up, when it is asked to, as long as there is something.

    ``opened`` opens the ledger for it; ``pause``, in seconds, lies between two steps.
    """

    def __init__(
        self,
        opened: Callable[[], Ledger],
        *,
        clock: Callable[[], float] = time.monotonic,
        pause: float = _PAUSE_SECONDS,
    ) -> None:
        self._opened = opened
        self._clock = clock
        self._pause = pause
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._not_before = 0.0
        self._ending = threading.Event()

    def begin(self) -> None:
        """Begins, unless it is under way, or failed a little while ago."""
        with self._lock:
            if self._thread is not None or self._ending.is_set() or self._clock() < self._not_before:
                return
            self._thread = threading.Thread(target=self._work, name="onrecord-indexing", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Waits until it is not under way."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)

    def close(self) -> None:
        """Ends after the step in hand."""
        self._ending.set()
        self.wait(_LAST_STEP_SECONDS)

    def _work(self) -> None:
        try:
            with self._opened() as ledger:
                comparing.catch_up(ledger, self._stepped)
        except _EndedError:
            pass
        except LedgerError as error:
            self._not_before = self._clock() + _AFTER_FAILURE_SECONDS
            _LOG.warning("articles are not compared: %s", error)
        except Exception:
            self._not_before = self._clock() + _AFTER_FAILURE_SECONDS
            _LOG.exception("articles are not compared")
        finally:
            with self._lock:
                self._thread = None

    def _stepped(self, _number: int) -> None:
        if self._ending.wait(self._pause):
            raise _EndedError
