"""WARC archives written by hand: what the standard says, without the library that reads them."""

from __future__ import annotations

import gzip

PAGE = "<!doctype html><html><body><p>“The quay will hold,” Ana Lund said.</p></body></html>".encode()


def record(
    kind: str, content: bytes, *, uri: str = "https://courier.example.org/quay", more: str = ""
) -> bytes:
    """One record, uncompressed, with the blank lines that end it."""
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\nWARC-Date: 2024-05-02T07:30:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-000000000000>\r\n{more}"
        f"Content-Length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content + b"\r\n\r\n"


def answer(body: bytes = PAGE, *, status: str = "200 OK", **headers: str) -> bytes:
    """An HTTP answer, as it stands in a response record."""
    named = {"Content_Type": "text/html; charset=utf-8"} | headers
    lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in named.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def response(number: int = 0, body: bytes = PAGE, *, status: str = "200 OK", **headers: str) -> bytes:
    """A record with the answer to a request for a page."""
    uri = f"https://courier.example.org/{number}"
    return record("response", answer(body, status=status, **headers), uri=uri)


def packed(*records: bytes) -> bytes:
    """A gzip member for each record, as crawlers write them."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def chunked(body: bytes, size: int = 40) -> bytes:
    """The body in HTTP's chunks."""
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
