"""What the bytes are: found from the content, never from the name."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.errors import UnreadableError
from onrecord.pages.encoding import decode, utf16_without_mark
from onrecord.pages.limits import DEFAULT_LIMITS, Limits, megabytes
from onrecord.pages.unpack import GZIP_MAGIC, gunzip
from onrecord.records import Page, PageKind

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import Message

    from onrecord.records import Capture

# First bytes of files that people hand in by mistake: (magic, what it is, reason).
_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "pdf"),
    (b"PK\x03\x04", "a ZIP archive or office document", "binary"),
    (b"\xd0\xcf\x11\xe0", "an office document", "binary"),
    (b"{\\rtf", "an RTF document", "binary"),
    (b"\x89PNG", "a picture", "binary"),
    (b"GIF8", "a picture", "binary"),
    (b"\xff\xd8\xff", "a picture", "binary"),
    (b"RIFF", "a picture or sound", "binary"),
    (b"ID3", "a sound", "binary"),
    (b"OggS", "a sound", "binary"),
    (b"\x7fELF", "a program", "binary"),
    (b"BZh", "a bzip2 archive", "binary"),
    (b"\xfd7zXZ", "an xz archive", "binary"),
    (b"7z\xbc\xaf", "a 7z archive", "binary"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "binary"),
    (b"SQLite format 3", "a database", "binary"),
    (GZIP_MAGIC, "compressed twice", "binary"),
)
# Tags cost memory, not bytes: 600,000 in 8 MB took 430 MB and 9 s to read, of 500 MB promised for the whole
# product. Of the 39 real pages none has 6,000.
_MOST_TAGS = 300_000
_PDF_WINDOW = 1024  # the PDF header may stand anywhere in the first kilobyte
_SNIFF = 64 * 1024
# Real text has almost no control characters; pictures and programs about one byte in ten. Values between
# 0.005 and 0.05 part the two alike.
_BINARY_SHARE = 0.02
_CONTROL = bytes(set(range(32)) - {7, 8, 9, 10, 12, 13, 27})
_COMMENT_END = "-->"
_DOCTYPE = re.compile(
    r"<(?:!doctype\s+html|html\b|head\b|body\b|\?xml[^>]{0,200}>\s*<(?:!doctype|html\b))", re.I
)
_TAG = re.compile(
    r"</?(?:a|article|b|blockquote|br|div|em|h[1-6]|head|body|html|i|img|li|main|meta|p|section|span|strong|table|td|title|tr|ul|script|style)(?:\s[^<>]{0,2000})?/?>",
    re.I,
)
_FEED = re.compile(r"(?:<\?xml[^>]{0,200}>\s*)?<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b")
# A plain text about HTML names a tag or two; a fragment of a page has them everywhere.
_FEWEST_TAGS = 3


def from_bytes(
    data: bytes,
    name: str,
    *,
    url: str | None = None,
    fetched: datetime | None = None,
    http_charset: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Page:
    """The page that ``data`` is: unpacked where gzipped, decoded, its kind found.

    Raises UnreadableError with reason "empty", "too-large", "broken-compression", "pdf", "binary" or "feed".
    """
    if len(data) > limits.max_bytes:
        raise too_large(name, len(data), limits)
    if data.startswith(GZIP_MAGIC):
        data = gunzip(data, name, max_bytes=limits.max_bytes)
    _refuse_what_is_no_text(data, name)
    text, encoding, repaired = decode(data, http_charset=http_charset)
    if not text.strip("\ufeff\ufffd \t\r\n\f\v"):
        raise UnreadableError(
            f"{name}: empty, {len(data):,} bytes without a word; expected a page; check how it was saved",
            reason="empty",
        )
    if _FEED.match(_opening(text)):
        raise UnreadableError(
            f"{name}: a feed or site map, not a page; expected one article; give the address of the article",
            reason="feed",
        )
    kind = kind_of(text)
    if kind is PageKind.HTML and text.count("<") > _MOST_TAGS:
        raise UnreadableError(
            f"{name}: {text.count('<'):,} tags; a page has at most {_MOST_TAGS:,}; give the article alone",
            reason="too-large",
        )
    return Page(name, kind, text, encoding, url=url, fetched=fetched, repaired=repaired)


def page_of(capture: Capture, *, limits: Limits = DEFAULT_LIMITS) -> Page:
    """The page that a capture is: the same for the same capture, whenever and wherever it is read.

    Raises UnreadableError as ``from_bytes`` does. A text out of JSON Lines is plain text whatever it holds,
    since whoever wrote the line called it "text".
    """
    content_type = capture.headers.get("content-type", "")
    page = from_bytes(
        capture.data,
        capture.name,
        url=capture.url,
        fetched=capture.fetched,
        http_charset=charset_of(content_type),
        limits=limits,
    )
    if capture.origin == "jsonl" and media_type_of(content_type) == "text/plain":
        return replace(page, kind=PageKind.TEXT)
    return page


def charset_of(content_type: str) -> str | None:
    """The charset in a Content-Type header, lower-cased; None where it has none."""
    return _parsed(content_type).get_content_charset(failobj=None)


def media_type_of(content_type: str) -> str:
    """The type in a Content-Type header, lower-cased, without parameters; empty where there is none."""
    return _parsed(content_type).get_content_type() if content_type.strip() else ""


def _parsed(content_type: str) -> Message:
    from email.message import Message

    message = Message()
    message["content-type"] = " ".join(content_type.split())  # a header must be one line
    return message


def from_text(text: str, name: str, url: str | None = None) -> Page:
    """A page of characters that are already decoded, as pasted or given to the library; never raises."""
    return Page(name, kind_of(text), text, "utf-8", url=url)


def kind_of(text: str) -> PageKind:
    """HTML where the text opens as a document or carries tags throughout; else plain text."""
    head = _opening(text)
    if _DOCTYPE.match(head):
        return PageKind.HTML
    tags = sum(1 for _, _ in zip(range(_FEWEST_TAGS), _TAG.finditer(head), strict=False))
    opens = _TAG.match(head) is not None
    if tags >= _FEWEST_TAGS and (opens or "</" in head) and _tag_share(head):
        return PageKind.HTML
    return PageKind.TEXT


def too_large(name: str, size: int, limits: Limits) -> UnreadableError:
    """The refusal of ``size`` bytes, which may be only those read so far."""
    return UnreadableError(
        f"{name}: {megabytes(size)} or more; a page has at most {megabytes(limits.max_bytes)}; "
        "give the article alone, or raise the limit if you trust it",
        reason="too-large",
    )


def _opening(text: str) -> str:
    """The beginning of ``text`` behind white space, byte order mark and leading comments.

    Comments are cut by hand: a pattern for a run of them takes exponential time on pages made to hurt.
    """
    head = text[:_SNIFF].lstrip("\ufeff \t\r\n\f")
    while head.startswith("<!--") and _COMMENT_END in head:
        head = head.partition(_COMMENT_END)[2].lstrip()
    return head


def _tag_share(head: str) -> bool:
    """Whether there is at least a tag in every 2000 characters: an article about HTML has fewer."""
    return sum(1 for _ in _TAG.finditer(head)) * 2000 >= len(head)


def _refuse_what_is_no_text(data: bytes, name: str) -> None:
    start = data.lstrip()[:16]
    for magic, what, reason in _MAGIC:
        if start.startswith(magic) or (reason == "pdf" and magic in data[:_PDF_WINDOW]):
            raise _not_text(name, what, reason)
    head = data[:_SNIFF]
    if head.startswith((b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")) or utf16_without_mark(data):
        return
    controls = len(head) - len(head.translate(None, _CONTROL))
    if controls > _BINARY_SHARE * len(head):
        raise _not_text(name, "not text", "binary")


def _not_text(name: str, what: str, reason: str) -> UnreadableError:
    return UnreadableError(
        f"{name}: {what}; expected HTML or plain text; save the page as HTML or paste its text into a file",
        reason=reason,
    )
