"""The one reader of a server: its model is loaded once, and only so many pages are read at a time."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from onrecord.web.refusals import OvertaxedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.pipeline import Reader

#: Read at once. A reading takes every core for about a second a page: more would only wait for one another,
#: and those who only look would wait for all of them.
MOST: Final = 2
#: How long somebody waits for their turn, in seconds, before they are told to come back.
PATIENCE: Final = 20.0


class Readers:
    """Lends the reader; ``make`` makes it when it is first needed."""

    def __init__(self, make: Callable[[], Reader], *, most: int = MOST, patience: float = PATIENCE) -> None:
        self._make = make
        self._making = threading.Lock()
        self._made: Reader | None = None
        self._turns = threading.Semaphore(most)
        self._patience = patience

    @contextmanager
    def use(self) -> Iterator[Reader]:
        """The reader, in turn. Raises OvertaxedError where others read for too long, ModelError."""
        if not self._turns.acquire(timeout=self._patience):
            raise OvertaxedError(
                f"other pages have been read for {self._patience:.0f} seconds; expected a turn by then",
                hint="Nothing was stored. Wait a little, then do this again.",
                wait=10,
            )
        try:
            yield self._ready()
        finally:
            self._turns.release()

    def load(self) -> None:
        """Loads the model now, so that the first page need not wait for it. Raises ModelError."""
        self._ready()

    def _ready(self) -> Reader:
        with self._making:  # two at once would load the model twice
            if self._made is None:
                made = self._make()
                _ = made.analyser
                self._made = made
            return self._made
