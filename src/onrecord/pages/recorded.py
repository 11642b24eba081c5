"""A server's answer, as an archive recorded it, becomes a capture.

A record is warcio's: its own headers, the HTTP headers, and the body as a stream.
"""

from __future__ import annotations

import zlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from onrecord.errors import UnreadableError
from onrecord.pages.kind import media_type_of, too_large
from onrecord.pages.unpack import GZIP_MAGIC, gunzip
from onrecord.records import Capture

if TYPE_CHECKING:
    from onrecord.pages.limits import Limits

_PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", "text/plain", ""})
_STEP = 64 * 1024


def is_page(record: Any) -> bool:
    """Whether the record is a server's answer 200 with HTML or plain text, or does not say what it holds."""
    if record.rec_type != "response" or record.http_headers is None:
        return False
    if record.http_headers.get_statuscode() != "200":
        return False
    return media_type_of(record.http_headers.get_header("content-type") or "") in _PAGE_TYPES


def capture_of(record: Any, name: str, limits: Limits) -> Capture:
    """The page in such a record, its encodings undone.

    Raises UnreadableError with reason "too-large", "broken-compression" or "encoding".
    """
    headers: dict[str, str] = {}
    for key, value in record.http_headers.headers:
        key = key.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return Capture(
        name,
        _unpacked(_content(record, headers, name, limits), headers, name, limits),
        "warc",
        url=record.rec_headers.get_header("WARC-Target-URI"),
        fetched=_moment(record.rec_headers.get_header("WARC-Date")),
        status=200,
        headers=headers,
    )


def _content(record: Any, headers: dict[str, str], name: str, limits: Limits) -> bytes:
    """The body, its chunks joined. CC-NEWS states chunks that are no longer there: warcio notices."""
    from warcio.bufferedreaders import ChunkedDataReader

    chunked = "chunked" in headers.get("transfer-encoding", "").lower()
    # A chunk is read whole, and chunks add little: what is twice too large before them is so behind them.
    if chunked and record.raw_stream.limit > 2 * limits.max_bytes:
        raise too_large(name, record.raw_stream.limit, limits)
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    data = bytearray()
    while piece := stream.read(_STEP):
        data += piece
        if len(data) > limits.max_bytes:
            raise too_large(name, len(data), limits)
    return bytes(data)


def _unpacked(data: bytes, headers: dict[str, str], name: str, limits: Limits) -> bytes:
    """The body without its content encoding. Crawlers often keep the header of what they have unpacked."""
    packing = headers.get("content-encoding", "").strip().lower()
    if packing in {"gzip", "x-gzip"}:
        return gunzip(data, name, max_bytes=limits.max_bytes) if data.startswith(GZIP_MAGIC) else data
    if packing == "deflate":
        return _inflated(data, name, limits)
    if packing in {"", "identity"} or data.lstrip()[:1] == b"<":
        return data
    raise UnreadableError(
        f"{name}: the content encoding {packing!r}; expected gzip, deflate or none; fetch the page itself",
        reason="encoding",
    )


def _inflated(data: bytes, name: str, limits: Limits) -> bytes:
    """Deflated data with the wrapping that HTTP asks for, without it as some servers send it, or plain."""
    for window in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        unpacker = zlib.decompressobj(window)
        try:
            out = unpacker.decompress(data, limits.max_bytes + 1)
        except zlib.error:
            continue
        if len(out) > limits.max_bytes:
            raise too_large(name, len(out), limits)
        if unpacker.eof:
            return out
    return data


def _moment(written: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
