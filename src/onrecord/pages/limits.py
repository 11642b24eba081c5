"""How much a page may cost: one table of limits, with why each stands where it does."""

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


@dataclass(frozen=True, slots=True)
class Limits:
    """What one page may cost at most.

    ``max_bytes`` counts the bytes as they came and, again, as unpacked; the seconds are wall-clock time
    and bind fetching only, ``total_seconds`` everything from the name look-up to the last byte, all
    redirects together.
    """

    max_bytes: int = MAX_BYTES
    connect_seconds: float = CONNECT_SECONDS
    read_seconds: float = READ_SECONDS
    total_seconds: float = TOTAL_SECONDS
    max_redirects: int = MAX_REDIRECTS

    def __post_init__(self) -> None:
        if self.max_bytes < 1 or self.max_redirects < 0:
            raise ValueError(f"{self}: expected at least one byte and no negative number of redirects")
        if min(self.connect_seconds, self.read_seconds, self.total_seconds) <= 0:
            raise ValueError(f"{self}: expected every number of seconds above 0")


DEFAULT_LIMITS = Limits()


def megabytes(count: int) -> str:
    """A count of bytes as a person reads it: "16 MB", "300 bytes"."""
    if count < 1024 * 1024:
        return f"{count:,} bytes"
    return f"{count / (1024 * 1024):.0f} MB"
