"""Answers that are sent while they are made: each on a thread and with a ledger of its own.

A ledger belongs to one thread, and the framework takes the pieces of an answer on whatever thread is free. So
the whole of a streamed answer is made on one thread, which hands its pieces to the event loop, a few ahead of
what the client has taken: a slow client makes the thread wait, and one that goes away ends it.
"""

from __future__ import annotations

import io
import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError
from typing import TYPE_CHECKING, Final

import anyio
import anyio.from_thread
import anyio.to_thread
from starlette.responses import StreamingResponse

from onrecord.web.refusals import OvertaxedError

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer
    from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream
    from starlette.types import Receive, Scope, Send

    from onrecord.desk import Ledger
    from onrecord.web.ledgers import Ledgers

_LOG: Final = logging.getLogger("onrecord.web")
#: Answers streamed at once, each of which holds a thread and a ledger; more are asked to come back.
MOST: Final = 8
#: Bytes of a piece but for the first, which goes out as soon as it is there, and pieces made ahead of the
#: client: half a megabyte an answer.
PIECE: Final = 64 * 1024
AHEAD: Final = 8
#: A client that takes no piece for so many seconds is gone: each that only holds on would hold a thread, a
#: ledger and one of ``MOST`` turns.
STALLED: Final = 60.0

#: What went wrong becomes the last bytes of an answer that has begun; None: it is broken off.
LastWord = Callable[[Exception], bytes]


class Pieces(io.RawIOBase):
    """A binary file to write an answer to; what is written goes to the client in pieces."""

    def __init__(self, hand_on: Callable[[bytes], None]) -> None:
        self._hand_on = hand_on
        self._held = bytearray()
        self._begun = False
        self._broken = False

    def writable(self) -> bool:
        """It is; it cannot be read, and has no place to go back to."""
        return True

    def write(self, data: ReadableBuffer, /) -> int:
        """Takes the bytes; they go out when they are enough. Ends the thread where the client is gone."""
        self._held += data
        if not self._begun or len(self._held) >= PIECE:
            self.flush()
        return len(memoryview(data))

    def flush(self) -> None:
        """Sends what is held."""
        if not self._held or self._broken:
            return
        piece = bytes(self._held)
        self._held.clear()
        self._begun = True
        try:
            self._hand_on(piece)
        except BaseException:  # whoever closes the file in its last moments must not send again
            self._broken = True
            raise


class Streams:
    """The streamed answers of a server."""

    def __init__(self, ledgers: Ledgers, *, most: int = MOST) -> None:
        self.ledgers = ledgers
        self.turns = threading.Semaphore(most)

    def answer(
        self,
        make: Callable[[Ledger, Pieces], None],
        media_type: str,
        *,
        file_name: str | None = None,
        last_word: LastWord | None = None,
    ) -> Streamed:
        """The answer that ``make`` writes; ``file_name`` is what a browser saves it as."""
        return Streamed(self, make, media_type, file_name=file_name, last_word=last_word)


class Streamed(StreamingResponse):
    """See ``Streams.answer``. What goes wrong before the first piece is raised, as from any handler."""

    def __init__(
        self,
        streams: Streams,
        make: Callable[[Ledger, Pieces], None],
        media_type: str,
        *,
        file_name: str | None,
        last_word: LastWord | None,
    ) -> None:
        headers = {"content-disposition": f'attachment; filename="{file_name}"'} if file_name else None
        super().__init__((), media_type=media_type, headers=headers)
        self._streams = streams
        self._make = make
        self._last_word = last_word
        self._failure: Exception | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Makes and sends it. Raises OvertaxedError where too many are under way."""
        del scope
        if not self._streams.turns.acquire(blocking=False):
            raise OvertaxedError(
                "too many long answers are being sent; expected a free hand",
                hint="Wait for one of them to end, then do this again.",
                wait=5,
            )
        try:
            await self._passed_on(receive, send)
        finally:
            self._streams.turns.release()
        if self._failure is not None:
            raise self._failure

    async def _passed_on(self, receive: Receive, send: Send) -> None:
        handed, pieces = anyio.create_memory_object_stream[bytes](AHEAD)
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(self._made, handed)
            tasks.start_soon(_until_gone, receive, tasks.cancel_scope)
            with pieces:  # closed, it ends the thread at its next piece
                await self._sent(pieces, send)
            tasks.cancel_scope.cancel()

    async def _made(self, handed: MemoryObjectSendStream[bytes]) -> None:
        with handed:
            # A limiter of its own: long answers take none of the threads that pages are made on.
            await anyio.to_thread.run_sync(self._on_thread, handed, limiter=anyio.CapacityLimiter(1))

    def _on_thread(self, handed: MemoryObjectSendStream[bytes]) -> None:
        out = Pieces(lambda piece: anyio.from_thread.run(handed.send, piece))
        try:
            with self._streams.ledgers.own() as ledger:
                self._make(ledger, out)
                out.flush()
        except (anyio.BrokenResourceError, anyio.ClosedResourceError, CancelledError):
            pass  # the client is gone
        except Exception as error:
            self._failure = error

    async def _sent(self, pieces: MemoryObjectReceiveStream[bytes], send: Send) -> None:
        """Sends the pieces as they come; nothing at all where it failed before the first."""
        begun = False
        try:
            async for piece in pieces:
                if not begun:
                    await self._begin(send)
                begun = True
                with anyio.fail_after(STALLED):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
            if self._failure is not None and not (begun and self._last_word):
                return
            if not begun:
                await self._begin(send)
            await send({"type": "http.response.body", "body": self._end(), "more_body": False})
        except OSError:  # how a server says that the client is gone; TimeoutError is one
            return

    async def _begin(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})

    def _end(self) -> bytes:
        if self._failure is None or self._last_word is None:
            return b""
        failure, self._failure = self._failure, None
        _LOG.error("a streamed answer was broken off", exc_info=failure)
        return self._last_word(failure)


async def _until_gone(receive: Receive, scope: anyio.CancelScope) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    scope.cancel()
