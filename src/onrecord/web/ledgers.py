"""The open ledgers of a server: as many as hands that read at once, each lent to one request at a time."""

from __future__ import annotations

import threading
import time
from collections import deque
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from starlette.datastructures import MutableHeaders

from onrecord.desk import Ledger
from onrecord.errors import LedgerError, LedgerStorageError, NotRecordedError, StaleStatementError
from onrecord.ledger.stores.base import Patience
from onrecord.web.indexing import Indexing
from onrecord.web.layers import Layer
from onrecord.web.refusals import OvertaxedError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from starlette.types import Message, Receive, Scope, Send

#: Open at once. FastAPI's handlers run in 40 threads, but Python reads with about one core: of 50 readers at
#: once on two cores none was served sooner by more, and each SQLite ledger may hold 64 MB of pages.
MOST: Final = 8
#: A person waits at a page: 5 seconds for another one's writing, 20 for an answer, then they are told why.
PATIENCE: Final = Patience(lock=5.0, question=20.0)
#: Somebody who has to queue for a ledger is served in the end: a page late is better than none.
_QUEUE_SECONDS: Final = 20.0
#: How old a look may be at whether the ledger is where it was, and of which version.
_TRUSTED_SECONDS: Final = 2.0


@dataclass(slots=True)
class _Open:
    """A ledger and when it was last seen to be where it was, on the monotonic clock."""

    ledger: Ledger
    looked: float


@dataclass(slots=True)
class _Lent:
    """What a request has in hand: handlers and what they call share it, in whatever thread they run.

    ``behind``: how many articles, at most, its answer leaves out since nothing was compared with them yet.
    """

    ledger: Ledger | None = None
    behind: int = 0


_LENT: ContextVar[_Lent | None] = ContextVar("onrecord-lent-ledger", default=None)


#: Tells programs what the note on a page tells people.
BEHIND_HEADER: Final = "x-onrecord-not-compared"


def behind() -> int:
    """How many articles, at most, the answer to this request leaves out; 0 where it does not compare."""
    lent = _LENT.get()
    return lent.behind if lent is not None else 0


class Lending(Layer):
    """Gives each request a hand of its own, so that ``use`` inside ``use`` is the same ledger."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ``Layer``."""
        lent = _Lent()

        async def sent(message: Message) -> None:
            if lent.behind and message["type"] == "http.response.start":
                MutableHeaders(scope=message)[BEHIND_HEADER] = str(lent.behind)
            await send(message)

        before = _LENT.set(lent)
        try:
            await self.app(scope, receive, sent)
        finally:
            _LENT.reset(before)


class Ledgers:
    """The ledgers of a server; ``use`` lends one. Handlers that use it are plain functions, in threads."""

    def __init__(
        self,
        location: str,
        *,
        most: int = MOST,
        patience: Patience = PATIENCE,
        queue: float = _QUEUE_SECONDS,
    ) -> None:
        self.location = location
        self._patience = patience
        self._queue = queue
        self._turns = threading.Semaphore(most)
        self._idle: deque[_Open] = deque()
        self.indexing = Indexing(lambda: Ledger.open(location, patience=patience))

    @contextmanager
    def use(self) -> Iterator[Ledger]:
        """A ledger for the block; inside another block of the same request it is the same one.

        Raises LedgerError where there is none to open, OvertaxedError where all are lent for too long.
        """
        lent = _LENT.get()
        if lent is not None and lent.ledger is not None:
            yield lent.ledger
            return
        with self._turn():
            taken = self._taken()
            ledger = taken.ledger
            if lent is not None:
                lent.ledger = ledger
            try:
                yield ledger
            except BaseException as error:
                self._given_back(taken, error)
                raise
            else:
                self._given_back(taken, None)
            finally:
                if lent is not None:
                    lent.ledger = None

    @contextmanager
    def own(self) -> Iterator[Ledger]:
        """A ledger for long work, opened for the block alone; it waits as commands do. Raises LedgerError."""
        with self._opened(None) as ledger:
            yield ledger

    def close(self) -> None:
        """Ends what is done in the background, and closes those that are not lent."""
        self.indexing.close()
        while self._idle:
            _closed(self._idle.pop().ledger)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=self._queue):
            raise OvertaxedError(
                f"the reading room has been busy for {self._queue:.0f} seconds; expected a free hand",
                hint="Wait a moment, then do this again.",
                wait=5,
            )
        try:
            yield
        finally:
            self._turns.release()

    def _taken(self) -> _Open:
        """The one that was used last, whose pages are still in memory; a new one where none is as it was."""
        while True:
            try:
                one = self._idle.pop()
            except IndexError:
                return _Open(self._opened(self._patience), time.monotonic())
            if time.monotonic() - one.looked < _TRUSTED_SECONDS:
                return one
            try:
                one.ledger.expect_same()
            except LedgerError:
                _closed(one.ledger)
                continue
            one.looked = time.monotonic()
            return one

    def _opened(self, patience: Patience | None) -> Ledger:
        ledger = self._open(patience)
        ledger.lagging = self._lags
        return ledger

    def _open(self, patience: Patience | None) -> Ledger:
        try:
            return Ledger.open(self.location, patience=patience)
        except LedgerStorageError:
            # A ledger that may not be written can be read.
            with suppress(LedgerError):
                return Ledger.open(self.location, write=False, patience=patience)
            raise

    def _lags(self, number: int) -> None:
        """The answer says that it is from what is indexed; the rest is, behind it."""
        lent = _LENT.get()
        if lent is not None:
            lent.behind = number
        self.indexing.begin()

    def _given_back(self, one: _Open, error: BaseException | None) -> None:
        harmless = NotRecordedError | StaleStatementError
        broken = isinstance(error, LedgerError) and not isinstance(error, harmless)
        if broken or one.ledger.connection.in_transaction():
            _closed(one.ledger)
        else:
            self._idle.append(one)


def _closed(ledger: Ledger) -> None:
    with suppress(Exception):  # of a server or a file that went away: there is nothing left to close
        ledger.close()
