"""Whatever holds pages becomes captures: files, folders, addresses, JSON Lines, feeds, WARC archives.

Lazily and in order, with one page in memory at a time. What cannot be read is refused, item by item, and
the rest goes on.
"""

from __future__ import annotations

import gzip
import io
import sys
import zlib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from onrecord.errors import InputError
from onrecord.pages.feeds import Entry, entries_of, is_feed
from onrecord.pages.jsonl import captures_of_lines, opens_as_lines
from onrecord.pages.limits import DEFAULT_LIMITS, Limits
from onrecord.pages.load import STDIN, expand, is_url, opened, read_at_most
from onrecord.pages.streams import Counted, Plain, Rewindable
from onrecord.pages.unpack import GZIP_MAGIC, gunzip
from onrecord.pages.warc import captures_of_archive, opens_as_archive
from onrecord.records import Capture, Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_HEAD = 64 * 1024
_LINES_ENDINGS = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")


def _never(_: str) -> bool:
    return False


def _uncounted(_: int) -> None:
    pass


def captures(
    source: str | Path,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allow_private: bool = False,
    known: Callable[[str], bool] = _never,
    counted: Callable[[int], object] = _uncounted,
) -> Iterator[Capture | Refusal]:
    """The pages that ``source`` holds, each with its name, in order; a refusal for each that cannot be had.

    ``source`` is a folder (its files, hidden ones apart), a file, "-" for standard input, or a URL, which is
    fetched once. A file is a WARC archive, JSON Lines, a feed or else one page, by its content; so is what
    comes from a URL, a feed or else a page. The articles of a feed are fetched from where its entries lead.
    What ``known`` says yes to, by its name, is left out unread: a file, an address, a record ("PATH#OFFSET")
    or a line ("PATH:LINE"). ``counted`` is told, each time, how many bytes of a file were read. Nothing is
    raised for bad input.
    """
    try:
        for name in expand([str(source)]):
            if not known(name):
                yield from _each(name, limits, allow_private, known, counted)
    except InputError as error:  # a folder that cannot be listed
        yield _refusal(str(source), error)


def captures_in(
    file: BinaryIO,
    name: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allow_private: bool = False,
) -> Iterator[Capture | Refusal]:
    """The pages in an open file, which is called ``name``: what ``captures`` gives for such a file."""
    try:
        yield from _in_file(file, name, limits, allow_private, _never)
    except InputError as error:
        yield _refusal(name, error)


def _each(
    name: str,
    limits: Limits,
    allow_private: bool,
    known: Callable[[str], bool],
    counted: Callable[[int], object],
) -> Iterator[Capture | Refusal]:
    try:
        if is_url(name):
            yield from _at(name, limits, allow_private, known)
        elif name == STDIN:
            yield from _in_file(sys.stdin.buffer, name, limits, allow_private, known)
        else:
            with opened(Path(name)) as file:
                yield from _in_file(Counted(file, counted), name, limits, allow_private, known)
    except InputError as error:
        yield _refusal(name, error)


def _at(
    url: str, limits: Limits, allow_private: bool, known: Callable[[str], bool]
) -> Iterator[Capture | Refusal]:
    from onrecord.pages.fetch import fetch

    capture = fetch(url, limits=limits, allow_private=allow_private)
    if is_feed(capture.data):
        yield from _linked_from(capture, limits, allow_private, known)
    else:
        yield capture


def _in_file(
    raw: BinaryIO | Counted, name: str, limits: Limits, allow_private: bool, known: Callable[[str], bool]
) -> Iterator[Capture | Refusal]:
    source = Rewindable(raw)
    packed = source.peek(_HEAD)
    head = _opening(packed)
    file = cast("BinaryIO", io.BufferedReader(Plain(source), _HEAD))
    if opens_as_archive(head):
        yield from captures_of_archive(file, name, limits=limits, known=known)
    elif is_feed(head):
        capture = _whole(file, name, limits)
        data = gunzip(capture.data, name, max_bytes=limits.max_bytes) if head is not packed else capture.data
        yield from _linked_from(replace(capture, data=data), limits, allow_private, known)
    elif name.lower().endswith(_LINES_ENDINGS) or opens_as_lines(head):
        lines = cast("BinaryIO", gzip.GzipFile(fileobj=file)) if head is not packed else file
        yield from captures_of_lines(lines, name, limits=limits, known=known)
    else:
        yield _whole(file, name, limits)


def _whole(file: BinaryIO, name: str, limits: Limits) -> Capture:
    return Capture(name, read_at_most(file, name, limits), "stdin" if name == STDIN else "file")


def _opening(head: bytes) -> bytes:
    """The beginning of a file as it is unpacked; ``head`` itself where it is not packed, or broken."""
    if not head.startswith(GZIP_MAGIC):
        return head
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, _HEAD)
    except zlib.error:
        return head


def _linked_from(
    feed: Capture, limits: Limits, allow_private: bool, known: Callable[[str], bool]
) -> Iterator[Capture | Refusal]:
    from onrecord.pages.fetch import fetch

    for entry in entries_of(feed, limits=limits):
        if isinstance(entry, Refusal):
            yield entry
        elif not known(entry.link):
            try:
                yield from_entry(fetch(entry.link, limits=limits, allow_private=allow_private), entry)
            except InputError as error:
                yield _refusal(entry.link, error)


def from_entry(capture: Capture, entry: Entry) -> Capture:
    """A page as it was fetched because of an entry of a feed, with what the entry says of it."""
    return replace(capture, origin="feed", given=entry.given)


def _refusal(name: str, error: InputError) -> Refusal:
    return Refusal(name, error.reason, str(error))
