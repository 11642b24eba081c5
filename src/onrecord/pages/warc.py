"""WARC archives: every page in one, record by record, however large the archive and whatever is broken in it.

warcio reads the records and the HTTP messages in them: pure Python over any stream (fastwarc, which is
quicker, is compiled and reads its own; taking one page apart costs a hundred times what reading its record
does). Where the members of a gzipped archive begin and end is found here, since a broken record must not end
the archive: warcio's own iterator stops at the first one.
"""

from __future__ import annotations

import io
import logging
import re
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.errors import InputError
from onrecord.pages.limits import Limits, megabytes
from onrecord.pages.recorded import capture_of, is_page
from onrecord.pages.streams import WINDOW, BrokenStreamError, Member, Plain, Rewindable
from onrecord.pages.unpack import GZIP_MAGIC
from onrecord.records import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from onrecord.records import Capture

_VERSION = re.compile(rb"WARC/[01]\.\d+\r?\n")
_MEMBER = re.compile(rb"\x1f\x8b\x08")
_HEADER = re.compile(rb"WARC/[01]\.")
_SNIFF = 512
_FIRST_LINE = 16
_LONGEST_LINE = 64 * 1024
_MOST_HEADER_BYTES = 1024 * 1024  # of one record's own and HTTP headers; real ones have a few kilobytes
_STEP = 64 * 1024
_CRLF = b"\r\n"
_DAMAGE = "expected a whole WARC record; get the archive again if you need this page"


def opens_as_archive(head: bytes) -> bool:
    """Whether (unpacked) bytes begin as a WARC archive does."""
    return _VERSION.match(head) is not None


def captures_of_archive(
    file: BinaryIO, name: str, *, limits: Limits, known: Callable[[str], bool]
) -> Iterator[Capture | Refusal]:
    """A capture for each HTML or plain text page in an archive, gzipped by the record, as a whole or not.

    It is named "NAME#OFFSET" by the byte at which its record begins; where several records share a gzip
    member, "NAME#OFFSET+INNER" tells them apart by their place in the unpacked member. A broken record is
    refused ("broken-record", "truncated-record") and the search for the next whole one goes on. Records
    other than responses, answers other than 200 and other kinds of content are passed over.
    """
    source = Rewindable(file)
    # Of packed records only the members count: a record stored in one, not squeezed, is there in plain sight.
    begins = _MEMBER if source.peek(2) == GZIP_MAGIC else _HEADER
    broken = 0
    while source.peek(1):
        reader = _Records(source, name, limits, known)
        try:
            yield from reader
        except _BrokenRecordError as error:
            yield Refusal(error.name, error.reason, str(error))
            broken += 1
            if broken >= limits.max_broken_records:
                yield _given_up(name, limits)
                return
            source.move_to(max(reader.behind, source.tell() - WINDOW))
            _go_to_next(source, begins)


class _BrokenRecordError(Exception):
    def __init__(self, name: str, detail: str, *, ended: bool) -> None:
        super().__init__(f"{name}: {detail}; {_DAMAGE}")
        self.name = name
        self.reason = "truncated-record" if ended else "broken-record"


class _Lines(io.BufferedReader):
    """A buffered reader whose lines are bounded: each, and all of one record's headers together."""

    header_bytes = 0

    def readline(self, size: int | None = -1, /) -> bytes:
        """The next line."""
        most = _LONGEST_LINE if size is None or size < 0 else min(size, _LONGEST_LINE)
        line = super().readline(most)
        self.header_bytes += len(line)
        if self.header_bytes > _MOST_HEADER_BYTES:
            raise BrokenStreamError(f"headers of more than {megabytes(_MOST_HEADER_BYTES)}")
        return line


class _Records:
    """The pages of one stretch of an archive: a gzip member, or all the rest of it where it is not packed.

    ``behind`` is a position in ``source`` behind the beginning of the record that was begun last.
    """

    def __init__(self, source: Rewindable, name: str, limits: Limits, known: Callable[[str], bool]) -> None:
        self.start = source.tell()
        self.behind = self.start + 1
        self.packed = source.peek(len(GZIP_MAGIC)) == GZIP_MAGIC
        self.stream = _Lines(Member(source) if self.packed else Plain(source), _STEP)
        self.source = source
        self.name = name
        self.limits = limits
        self.known = known

    def __iter__(self) -> Iterator[Capture | Refusal]:
        while True:
            name = self._name()
            try:
                if not self._skip_blank():
                    return
                name = self._name()
                found = self._record(name)
                self._skip_blank()  # the last member's checksum is seen only at its end
            except BrokenStreamError as error:
                raise _BrokenRecordError(name, str(error), ended=error.ended) from error
            if found:
                yield found

    def _name(self) -> str:
        inner = self.stream.tell()
        if not self.packed:
            self.behind = self.start + inner + 1
            return f"{self.name}#{self.start + inner}"
        return f"{self.name}#{self.start}" + (f"+{inner}" if inner else "")

    def _skip_blank(self) -> bool:
        """Go over the blank lines between records; whether anything follows."""
        while head := self.stream.peek(1):
            blank = len(head) - len(head.lstrip(_CRLF))
            if not blank:
                return True
            self.stream.read(blank)
        return False

    def _record(self, name: str) -> Capture | Refusal | None:
        """The page in the record that begins here; None where it holds none. Reads it to its end."""
        self.stream.header_bytes = 0
        record = _parsed(self.stream)
        found: Capture | Refusal | None = None
        if is_page(record) and not self.known(name):
            try:
                found = capture_of(record, name, self.limits)
            except InputError as error:
                found = Refusal(name, error.reason, str(error))
        while record.raw_stream.read(_STEP):
            pass
        if record.raw_stream.limit:
            raise BrokenStreamError("the record ends early", ended=True)
        if not (behind := self.stream.peek(5)).startswith((b"\r\n", b"\n", b"WARC/")) and behind:
            raise BrokenStreamError("the record does not end where it says")
        return found


def _parsed(stream: _Lines) -> Any:
    """The record that begins here, by warcio; its content is still to be read."""
    from warcio.recordloader import ArcWarcRecordLoader

    log = logging.getLogger("warcio")
    if not log.handlers:  # it warns about every odd address; what comes of one is ours to tell
        log.addHandler(logging.NullHandler())
        log.propagate = False
    head = stream.peek(len("WARC/1.0"))
    if not head.startswith(b"WARC/"):
        raise BrokenStreamError(f"no record begins here but {bytes(head[:20])!r}")
    try:
        # HTTP that is no HTTP is content without headers; known_format keeps ARC, of 1996, out.
        loader = ArcWarcRecordLoader(verify_http=False)
        record = loader.parse_record_stream(stream, known_format="warc")
    except BrokenStreamError:
        raise
    except Exception as error:  # warcio raises whatever its parsing comes upon
        detail = " ".join(str(error).split())[:200]
        raise BrokenStreamError(f"its headers cannot be read ({type(error).__name__}: {detail})") from error
    if not hasattr(record.raw_stream, "limit"):
        raise BrokenStreamError("a record without a Content-Length")
    return record


def _go_to_next(source: Rewindable, begins: re.Pattern[bytes]) -> None:
    """Go to where the next record begins, at ``source`` or behind it; to the end where there is none."""
    while head := source.peek(_STEP):
        base = source.tell()
        for found in begins.finditer(head):
            source.move_to(base + found.start())
            if _begins_record(source.peek(_SNIFF)):
                return
        # The last bytes may be the beginning of a candidate, unless they are the last of all.
        source.move_to(base + max(len(head) - 8, 1))


def _begins_record(head: bytes) -> bool:
    if head.startswith(GZIP_MAGIC):
        try:
            # No more than the first line: what breaks behind it is a broken record, refused and counted.
            head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, _FIRST_LINE)
        except zlib.error:
            return False
    return opens_as_archive(head)


def _given_up(name: str, limits: Limits) -> Refusal:
    return Refusal(
        name,
        "broken-archive",
        f"{name}: {limits.max_broken_records:,} broken records; expected an archive with few; "
        "the rest of it is left out; get the archive again",
    )
