"""When a feed is polled next: pure functions of its state and the time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# A feed that fails is asked half as often each time, and never less than once a day: feeds come back.
LONGEST_BACK_OFF = timedelta(days=1)
# A server that asks for more than a week means "never", and is asked again all the same.
LONGEST_RETRY_AFTER = timedelta(days=7)
_MOST_DOUBLINGS = 20


@dataclass(frozen=True, slots=True)
class FeedState:
    """What is remembered of a feed between two polls, and from one run to the next.

    ``etag`` and ``last_modified`` are the server's words, sent back to it; None where it gave none or where
    something of the last poll has to be fetched again. ``next_poll`` (UTC) is None for a feed that was
    never polled; ``failures`` counts the failed polls since the last that went well.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    next_poll: datetime | None = None
    failures: int = 0

    def conditions(self) -> dict[str, str]:
        """The headers that ask for the feed only if it changed."""
        asked = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in asked.items() if value}


def after_success(state: FeedState, now: datetime, every: timedelta, headers: Mapping[str, str]) -> FeedState:
    """The state when a poll went well: the next one is ``every`` later, on the conditions in ``headers``."""
    told = headers.get("etag"), headers.get("last-modified")
    return FeedState(state.url, told[0] or None, told[1] or None, now + every)


def after_failure(
    state: FeedState, now: datetime, every: timedelta, *, asked_wait: timedelta | None = None
) -> FeedState:
    """The state when a poll failed: twice the wait for each failure in a row, a day at most (or ``every``,
    where that is longer), and never less than the server asked for.
    """
    doubled = every * 2 ** min(state.failures + 1, _MOST_DOUBLINGS)
    wait = max(every, min(doubled, LONGEST_BACK_OFF), asked_wait or timedelta(0))
    return replace(state, next_poll=now + wait, failures=state.failures + 1)


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """The wait that a Retry-After header asks for, in seconds or as a date; a week at most.

    None where there is none, where it is neither, or lies in the past.
    """
    text = (value or "").strip()
    if text.isdecimal():
        wait = timedelta(seconds=min(int(text[:9]), LONGEST_RETRY_AFTER.total_seconds()))
    else:
        try:
            moment = parsedate_to_datetime(text)
        except (ValueError, IndexError, OverflowError):
            return None
        wait = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    return min(wait, LONGEST_RETRY_AFTER) if wait > timedelta(0) else None


def first_due(states: Iterable[FeedState]) -> FeedState | None:
    """The state whose poll is due first; one never polled before all others; None of none."""
    return min(states, key=lambda state: state.next_poll or datetime.min.replace(tzinfo=UTC), default=None)
