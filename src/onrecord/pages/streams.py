"""Streams that are read once and never held: a file with a little memory, and a gzip member unpacked."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Callable

    from _typeshed import WriteableBuffer

_BLOCK = 64 * 1024
# Broken deflate data is noticed at the latest at the end of its block, which is where zlib checks it again;
# compressors make blocks of some 64 KB. A reader that went past the next member is set back this far.
WINDOW = 1024 * 1024
_GZIP_WINDOW = 16 + zlib.MAX_WBITS


class BrokenStreamError(Exception):
    """The bytes are not what the format says; ``ended`` where there are simply too few of them."""

    def __init__(self, detail: str, *, ended: bool = False) -> None:
        super().__init__(detail)
        self.ended = ended


class Counted:
    """A file that tells ``counted`` how many bytes were read each time."""

    def __init__(self, raw: BinaryIO, counted: Callable[[int], object]) -> None:
        self._raw = raw
        self._counted = counted

    def read(self, count: int) -> bytes:
        """As the file's own."""
        piece = self._raw.read(count)
        self._counted(len(piece))
        return piece


class Rewindable:
    """A forward-only stream, read in blocks, of which at least the last WINDOW bytes can be read again.

    Positions are counted from where the stream stood when it was given.
    """

    def __init__(self, raw: BinaryIO | Counted) -> None:
        self._raw = raw
        self._kept = bytearray()
        self._base = 0  # the position of the first kept byte
        self._at = 0

    def tell(self) -> int:
        """The position of the next byte."""
        return self._at

    def read(self, count: int) -> bytes:
        """One to ``count`` bytes; none at the end."""
        if self._at == self._base + len(self._kept):
            self._fill()
        start = self._at - self._base
        piece = bytes(self._kept[start : start + count])
        self._at += len(piece)
        return piece

    def peek(self, count: int) -> bytes:
        """The next ``count`` bytes (fewer at the end), which stay where they are."""
        while self._base + len(self._kept) - self._at < count and self._fill():
            pass
        start = self._at - self._base
        return bytes(self._kept[start : start + count])

    def move_to(self, position: int) -> None:
        """Go to ``position``, or as near to it as is still kept."""
        self._at = min(max(position, self._base), self._base + len(self._kept))

    def _fill(self) -> bool:
        """Read a block more; whether there was one."""
        piece = self._raw.read(_BLOCK)
        self._kept += piece
        if len(self._kept) > 2 * WINDOW:
            surplus = len(self._kept) - WINDOW
            del self._kept[:surplus]
            self._base += surplus
        return bool(piece)


class Plain(io.RawIOBase):
    """A Rewindable as Python's buffered readers want it; ``start`` is the position that counts as 0."""

    def __init__(self, source: Rewindable) -> None:
        self.source = source
        self.start = source.tell()

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """The number of bytes given so far."""
        return self.source.tell() - self.start

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the beginning of ``buffer``; 0 at the end."""
        view = memoryview(buffer)
        piece = self.source.read(len(view))
        view[: len(piece)] = piece
        return len(piece)


class Member(Plain):
    """The unpacked bytes of the one gzip member that begins where ``source`` stands.

    At its end ``source`` stands behind the member. Reading raises BrokenStreamError where it is damaged
    (its checksum included) or cut off.
    """

    def __init__(self, source: Rewindable) -> None:
        super().__init__(source)
        self._unpacker = zlib.decompressobj(_GZIP_WINDOW)
        self._count = 0

    def tell(self) -> int:
        """The number of unpacked bytes given so far."""
        return self._count

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        """Fill the beginning of ``buffer``; 0 at the end of the member."""
        view = memoryview(buffer)
        piece = b""
        while not piece and not self._unpacker.eof:
            piece = self._next(len(view))
        view[: len(piece)] = piece
        self._count += len(piece)
        return len(piece)

    def _next(self, most: int) -> bytes:
        packed = self._unpacker.unconsumed_tail or self.source.read(_BLOCK)
        if not packed:
            raise BrokenStreamError("the compressed data ends early", ended=True)
        try:
            piece = self._unpacker.decompress(packed, most)
        except zlib.error as error:
            raise BrokenStreamError(str(error)) from error
        if self._unpacker.eof:
            self.source.move_to(self.source.tell() - len(self._unpacker.unused_data))
        return piece
