"""How much an input may cost: one table of limits, with why each stands where it does."""

from __future__ import annotations

from dataclasses import dataclass

# The largest of the 39 real pages measured is 1.3 MB, a text of a million words about 6 MB. An HTML page of
# 15 MB took 170 MB above what was there before it was read (the product's promise is 500 MB in all).
MAX_BYTES = 16 * 1024 * 1024
# Publishers answer within two seconds; a paywall chain needs three or four hops.
CONNECT_SECONDS = 10.0
READ_SECONDS = 15.0
TOTAL_SECONDS = 30.0
MAX_REDIRECTS = 5
# Publishers' feeds hold 10 to 200 entries in at most 1 MB, for which feedparser takes 0.5 s and 13 MB of
# memory. Made to hurt, 4 MB took it 28 s and 700 MB (tags that never close), or 400 MB (attributes).
MAX_FEED_BYTES = 2 * 1024 * 1024
MAX_FEED_TAGS = 100_000
MAX_FEED_ENTRIES = 2000
# JSON may spell a character in six bytes; the rest is room for fields beside the text.
MAX_LINE_BYTES = 4 * MAX_BYTES
# A download that was cut and put together again breaks a record or two; past this many it is no archive. The
# number also bounds the search for the next whole record, which reads up to a megabyte twice for each.
MAX_BROKEN_RECORDS = 1000


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page, and one feed, line or archive that pages come in, may cost at most.

    ``max_bytes`` counts the bytes as they came and, again, as unpacked; the seconds are wall-clock time
    and bind fetching only, ``total_seconds`` everything from the name look-up to the last byte, all
    redirects together. The first ``max_feed_bytes`` of a feed are read, and of them ``max_feed_tags`` tags
    and ``max_feed_entries`` entries; ``max_line_bytes`` is the longest line of JSON Lines; an archive is left
    after ``max_broken_records``.
    """

    max_bytes: int = MAX_BYTES
    connect_seconds: float = CONNECT_SECONDS
    read_seconds: float = READ_SECONDS
    total_seconds: float = TOTAL_SECONDS
    max_redirects: int = MAX_REDIRECTS
    max_feed_bytes: int = MAX_FEED_BYTES
    max_feed_tags: int = MAX_FEED_TAGS
    max_feed_entries: int = MAX_FEED_ENTRIES
    max_line_bytes: int = MAX_LINE_BYTES
    max_broken_records: int = MAX_BROKEN_RECORDS

    def __post_init__(self) -> None:
        if self.max_bytes < 1 or self.max_redirects < 0:
            raise ValueError(f"{self}: expected at least one byte and no negative number of redirects")
        if min(self.connect_seconds, self.read_seconds, self.total_seconds) <= 0:
            raise ValueError(f"{self}: expected every number of seconds above 0")
        feed = min(self.max_feed_bytes, self.max_feed_tags, self.max_feed_entries)
        if min(feed, self.max_line_bytes, self.max_broken_records) < 1:
            raise ValueError(f"{self}: expected at least one byte, entry and record")


DEFAULT_LIMITS = Limits()


def megabytes(count: int) -> str:
    """A count of bytes as a person reads it: "16 MB", "300 bytes"."""
    if count < 1024 * 1024:
        return f"{count:,} bytes"
    return f"{count / (1024 * 1024):.0f} MB"
