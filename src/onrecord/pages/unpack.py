"""gzip, unpacked within a bound: a few kilobytes can stand for gigabytes."""

from __future__ import annotations

import zlib

from onrecord.errors import UnreadableError
from onrecord.pages.limits import megabytes

GZIP_MAGIC = b"\x1f\x8b"
_GZIP_WINDOW = 16 + zlib.MAX_WBITS
_STEP = 1024 * 1024


def gunzip(data: bytes, name: str, *, max_bytes: int) -> bytes:
    """The unpacked bytes of all members of ``data``.

    Raises UnreadableError with reason "too-large" once more than ``max_bytes`` come out (nothing beyond
    them is unpacked), "broken-compression" where the stream is damaged or cut off.
    """
    out = bytearray()
    rest = data
    while rest.startswith(GZIP_MAGIC):
        rest = _member(rest, out, name, max_bytes)
    return bytes(out)  # what follows the last member is padding, as gzip(1) reads it


def _member(data: bytes, out: bytearray, name: str, max_bytes: int) -> bytes:
    """Unpack one member onto ``out``; gives the bytes behind it."""
    unpacker = zlib.decompressobj(_GZIP_WINDOW)
    pending = data
    while not unpacker.eof:
        try:
            piece = unpacker.decompress(pending, min(_STEP, max_bytes + 1 - len(out)))
        except zlib.error as error:
            raise _broken(name, str(error)) from error
        out += piece
        if len(out) > max_bytes:
            raise UnreadableError(
                f"{name}: unpacks to more than {megabytes(max_bytes)}, the limit for a page; "
                "raise the limit if this is a page you trust",
                reason="too-large",
            )
        pending = unpacker.unconsumed_tail
        if not piece and not pending and not unpacker.eof:
            raise _broken(name, "the stream ends early")
    return unpacker.unused_data


def _broken(name: str, detail: str) -> UnreadableError:
    return UnreadableError(
        f"{name}: the gzip compression is broken ({detail}); expected a whole .gz file; "
        "save or download it again",
        reason="broken-compression",
    )
