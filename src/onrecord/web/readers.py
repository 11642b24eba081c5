"""The one reader of a server: its model is loaded once, and only so many pages are read at a time.

A thread cannot be ended from outside. The words of a page are read in windows, between which the reader
itself looks at the clock (``Reader.within``); whatever else hangs keeps its thread, but not its place: others
are let in, and nothing that it still gives is stored (``jobs``).
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from onrecord.web.refusals import OvertaxedError
from onrecord.web.settings import PAGE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.pipeline import Reader

_LOG: Final = logging.getLogger("onrecord.web")
#: Read at once. A reading takes every core for about a second a page: more would only wait for one another,
#: and those who only look would wait for all of them.
MOST: Final = 2
#: How long somebody waits for their turn, in seconds, before they are told to come back.
PATIENCE: Final = 20.0
#: Places that are taken from readings that hang: each may still use a core, so there is an end to it.
MOST_LOST: Final = 2
#: So many times as long as its words may take, a page may take in all: taken apart, read, stored.
PAGE_TIMES: Final = 2.0


class Turn:
    """A place among those who read, and the reader; it is given back once, whoever does it."""

    def __init__(self, readers: Readers, reader: Reader, until: float) -> None:
        self.reader = reader
        #: On the monotonic clock: when it counts as lost. Who reads many pages moves it on with each.
        self.until = until
        self.lost = False
        self._readers = readers

    def move_on(self) -> None:
        """Gives the next page its time."""
        self.until = self._readers.page_until()

    def done(self) -> None:
        """Gives the place back."""
        self._readers.give_back(self)


class Readers:
    """Lends the reader; ``make`` makes it when it is first needed. ``seconds`` are for a page's words."""

    def __init__(
        self,
        make: Callable[[], Reader],
        *,
        most: int = MOST,
        patience: float = PATIENCE,
        seconds: float = PAGE_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._make = make
        self._making = threading.Lock()
        self._made: Reader | None = None
        self._most = most
        self._patience = patience
        self.seconds = seconds
        self._clock = clock
        self._free = threading.Condition()
        self._turns: list[Turn] = []

    @contextmanager
    def use(self) -> Iterator[Reader]:
        """The reader for one page, in turn.

        Raises OvertaxedError where others read for too long, ModelError.
        """
        turn = self.turn()
        try:
            yield turn.reader
        finally:
            turn.done()

    def turn(self) -> Turn:
        """A place, to be given back. Raises as ``use``."""
        reader = self._ready()
        until = time.monotonic() + self._patience
        with self._free:
            while not self._room():
                if not self._free.wait(max(0.0, until - time.monotonic())):
                    if self._room():  # somebody's time was over meanwhile
                        break
                    raise OvertaxedError(
                        f"other pages have been read for {self._patience:.0f} seconds; expected a turn by "
                        "then",
                        hint="Nothing was stored. Wait a little, then do this again.",
                        wait=10,
                    )
            turn = Turn(self, reader, self.page_until())
            self._turns.append(turn)
            return turn

    def give_back(self, turn: Turn) -> None:
        """Ends a turn; one that was given back already is left."""
        with self._free:
            if turn in self._turns:
                self._turns.remove(turn)
                self._free.notify()

    def page_until(self) -> float:
        """When a page that is begun now counts as lost."""
        return self._clock() + PAGE_TIMES * self.seconds

    def is_over(self, turn: Turn) -> bool:
        """Whether a turn's page takes longer than any may."""
        return self._clock() > turn.until

    def load(self) -> None:
        """Loads the model now, so that the first page need not wait for it. Raises ModelError."""
        self._ready()

    def _room(self) -> bool:
        """Whether there is a place; those of readings that hang are given to others, up to MOST_LOST."""
        lost = sum(turn.lost for turn in self._turns)
        for turn in self._turns:
            if not turn.lost and lost < MOST_LOST and self.is_over(turn):
                turn.lost = True
                lost += 1
                _LOG.warning(
                    "a page is being read for more than %g seconds and cannot be ended; its place was given "
                    "to others; where this comes again, start the server anew",
                    PAGE_TIMES * self.seconds,
                )
        return len(self._turns) - lost < self._most

    def _ready(self) -> Reader:
        with self._making:  # two at once would load the model twice
            if self._made is None:
                made = self._make()
                _ = made.analyser
                self._made = made.within(self.seconds)
            return self._made
