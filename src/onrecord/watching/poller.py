"""Polls feeds until stopped and hands every new article on.

A stop loses nothing, whenever it comes: a feed's state moves on only when whoever takes the articles has come
back for more after the last one of the poll. Until then the server is asked for the whole feed again, and
``known`` tells which of its articles were taken.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Protocol

from onrecord.errors import InputError
from onrecord.pages.captures import from_entry
from onrecord.pages.feeds import Entry, entries_of
from onrecord.pages.fetch import expect_page, fetch
from onrecord.pages.limits import DEFAULT_LIMITS, Limits
from onrecord.records import Capture, Refusal
from onrecord.watching.hosts import Pace, Robots
from onrecord.watching.plan import FeedState, after_failure, after_success, first_due, retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from onrecord.watching.config import Feed, Watch

# An article that cannot be had for a passing cause is tried at so many polls, then left.
MOST_ATTEMPTS = 3
_PASSING = frozenset({"timeout", "connection", "unknown-host", "robots-unreachable"})
_PASSING_STATUS = frozenset({408, 425, 429, 500, 502, 503, 504})
_BUSY = frozenset({429, 503})  # with these a server asks to be left alone: the poll ends there
_ACCEPT = "application/atom+xml,application/rss+xml,application/feed+json,application/xml;q=0.9,*/*;q=0.5"
_SLICE = 3600.0  # seconds slept at once; a clock that is set meanwhile is noticed after them


class FeedStates(Protocol):
    """Where the states of feeds are kept; the ledger is one, ``onrecord.testing`` has one in memory."""

    def feed_state(self, url: str) -> FeedState | None:
        """The state last saved for the feed at ``url``; None where there is none."""

    def save_feed_state(self, state: FeedState) -> None:
        """Keep the state in the place of an earlier one of the same feed."""


class _StoppedError(Exception):
    """The poller was stopped."""


@dataclass(slots=True)
class _Poll:
    """What a poll of a feed came upon: ``passing`` where an article has to be tried again, ``busy`` the
    answer with which a server asked to be left alone, which ends the poll.
    """

    passing: bool = False
    busy: Capture | None = None


class Poller:
    """Polls the feeds of a ``Watch``, one request at a time.

    ``known`` says of an article's address that it was taken before. ``clock`` gives the time in UTC and
    ``sleep`` waits so many seconds; the default one ends early when the poller is stopped. Private and
    loopback addresses are fetched only with ``allow_private``.
    """

    def __init__(
        self,
        watch: Watch,
        states: FeedStates,
        *,
        known: Callable[[str], bool] = lambda _: False,
        limits: Limits = DEFAULT_LIMITS,
        allow_private: bool = False,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        sleep: Callable[[float], object] | None = None,
    ) -> None:
        self._watch = watch
        self._states = states
        self._known = known
        self._limits = limits
        self._allow_private = allow_private
        self._clock = clock
        self._stopped = threading.Event()
        self._sleep = sleep or self._stopped.wait
        self._pace = Pace(watch.delay, clock)
        self._robots = Robots(lambda url: self._ask(url, timedelta(0), {}), clock)
        # How often each article that a feed lists was tried; MOST_ATTEMPTS where it is not to be tried again.
        self._tried: dict[str, dict[str, int]] = {}

    def stop(self) -> None:
        """End the run: at once where it waits, else as soon as the present request is answered.

        May be called from another thread or from a signal handler, and again.
        """
        self._stopped.set()

    def run(self, *, once: bool = False) -> Iterator[Capture | Refusal]:
        """New articles as they come, and refusals, until stopped; with ``once``, of each feed that is due
        now, and then no more.
        """
        by = self._clock() if once else None
        while (feed := self._first_due(by)) is not None:
            yield from self.poll(feed)

    def poll(self, feed: Feed) -> Iterator[Capture | Refusal]:
        """What is new in one feed, now. Its state is saved when this is resumed after the last item."""
        state, poll = self._state(feed), _Poll()
        try:
            answer = self._get(feed.url, {"Accept": _ACCEPT, **state.conditions()})
            if answer.status == 304:
                told: Mapping[str, str] = {
                    "etag": state.etag or "",
                    "last-modified": state.last_modified or "",
                }
            else:
                poll.busy = answer if answer.status in _BUSY else None
                yield from self._entries(feed, expect_page(answer), poll)
                told = {} if poll.passing else answer.headers
        except _StoppedError:
            return
        except InputError as error:
            yield Refusal(feed.url, error.reason, str(error))
            self._failed(feed, state, poll)
            return
        if poll.busy:
            self._failed(feed, state, poll)
        else:
            self._states.save_feed_state(after_success(state, self._clock(), feed.every, told))

    def _failed(self, feed: Feed, state: FeedState, poll: _Poll) -> None:
        now = self._clock()
        asked = retry_after(poll.busy.headers.get("retry-after"), now) if poll.busy else None
        self._states.save_feed_state(after_failure(state, now, feed.every, asked_wait=asked))

    def _entries(self, feed: Feed, answer: Capture, poll: _Poll) -> Iterator[Capture | Refusal]:
        before = self._tried.get(feed.url, {})
        after: dict[str, int] = {}
        for entry in entries_of(answer, limits=self._limits):
            if self._stopped.is_set():
                raise _StoppedError
            if isinstance(entry, Refusal):
                yield entry
                continue
            tried = before.get(entry.link, 0)
            if tried < MOST_ATTEMPTS and not self._known(entry.link):
                item, passing = self._article(entry, feed, poll)
                tried = tried + 1 if passing else MOST_ATTEMPTS
                poll.passing = poll.passing or (passing and tried < MOST_ATTEMPTS)
                yield item
            after[entry.link] = tried
            if poll.busy:
                after = before | after
                break
        self._tried[feed.url] = after  # of what the feed no longer lists nothing is remembered

    def _article(self, entry: Entry, feed: Feed, poll: _Poll) -> tuple[Capture | Refusal, bool]:
        """The article of an entry, or why there is none, and whether that may pass."""
        status = None
        try:
            answer = self._get(entry.link, {})
            status = answer.status
            poll.busy = answer if status in _BUSY else None
            named = {"outlet": feed.name} if feed.name else {}
            return from_entry(expect_page(answer), replace(entry, given={**named, **entry.given})), False
        except InputError as error:
            passing = error.reason in _PASSING or status in _PASSING_STATUS
            return Refusal(entry.link, error.reason, str(error)), passing

    def _get(self, url: str, headers: Mapping[str, str]) -> Capture:
        """The answer for ``url``, whatever its status. Raises InputError, also where robots may not."""
        return self._ask(url, self._robots.check(url), headers)

    def _ask(self, url: str, crawl_delay: timedelta, headers: Mapping[str, str]) -> Capture:
        if not self._wait_until(self._clock() + self._pace.wait_for(url, crawl_delay)):
            raise _StoppedError
        self._pace.asked(url)
        return fetch(
            url, limits=self._limits, allow_private=self._allow_private, headers=headers, any_status=True
        )

    def _state(self, feed: Feed) -> FeedState:
        return self._states.feed_state(feed.url) or FeedState(feed.url)

    def _first_due(self, by: datetime | None) -> Feed | None:
        """The feed to poll next, once it is due; None where none is due ``by`` then, or on a stop."""
        feeds = {feed.url: feed for feed in self._watch.feeds}
        state = first_due(self._state(feed) for feed in feeds.values())
        if state is None or (by and state.next_poll and state.next_poll > by):
            return None
        waited = self._wait_until(state.next_poll or self._clock())
        return feeds[state.url] if waited else None

    def _wait_until(self, moment: datetime) -> bool:
        """Sleep until ``moment``; whether the poller is still to go on."""
        while not self._stopped.is_set():
            left = (moment - self._clock()).total_seconds()
            if left <= 0:
                return True
            self._sleep(min(left, _SLICE))
        return False
