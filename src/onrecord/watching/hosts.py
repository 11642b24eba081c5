"""Manners towards a host: what its robots.txt allows, and how long to wait between two requests.

robots.txt is read by protego (Scrapy's), which follows RFC 9309 with wildcards and the crawl delay;
urllib.robotparser takes "*" in a path for a letter.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from onrecord.errors import FetchError, InputError

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.records import Capture

ROBOT = "onrecord"
# RFC 9309: kept a day at most, 500 KiB read at least; a server in trouble is asked again sooner.
_KEPT = timedelta(hours=24)
_KEPT_FAILED = timedelta(minutes=5)
_MOST_BYTES = 500 * 1024
_IN_TROUBLE = frozenset({"timeout", "connection"})
_NO_HOST = frozenset({"private-address", "unknown-host", "bad-url", "scheme"})  # nothing is fetched there
_MOST_HOSTS = 1000  # remembered; a feed of links to many hosts may not fill the memory
LONGEST_CRAWL_DELAY = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says: ``parsed`` by protego, None where everything is allowed.

    ``reachable`` is false where it could not be had from a server in trouble: nothing is allowed then.
    """

    parsed: Any
    reachable: bool
    until: datetime


class Robots:
    """The rules of the hosts met so far; ``get`` gives the answer for an address, whatever its status."""

    def __init__(self, get: Callable[[str], Capture], clock: Callable[[], datetime]) -> None:
        self._get = get
        self._clock = clock
        self._rules: OrderedDict[str, Rules] = OrderedDict()

    def check(self, url: str) -> timedelta:
        """The crawl delay that the host of ``url`` asks for.

        Raises FetchError with reason "robots" where it does not want the address read, "robots-unreachable"
        where it cannot be asked now, and as ``get`` does where there is no such host or it may not be asked.
        """
        rules = self._of(url)
        if not rules.reachable:
            raise FetchError(
                f"{url}: robots.txt of the host cannot be had; expected it, or that there is none; "
                "nothing is fetched there until it can, try later",
                reason="robots-unreachable",
            )
        if rules.parsed is None:
            return timedelta(0)
        if not rules.parsed.can_fetch(url, ROBOT):
            raise FetchError(
                f"{url}: the host's robots.txt asks robots not to read this; expected a page open to all; "
                "ask the publisher, or save the page from a browser",
                reason="robots",
            )
        asked = rules.parsed.crawl_delay(ROBOT) or 0.0
        return timedelta(seconds=min(float(asked), LONGEST_CRAWL_DELAY.total_seconds()))

    def _of(self, url: str) -> Rules:
        parts = urlsplit(url)
        place = f"{parts.scheme}://{parts.netloc}"
        kept = self._rules.get(place)
        if kept is None or kept.until <= self._clock():
            kept = self._asked(f"{place}/robots.txt")
            self._rules[place] = kept
            self._rules.move_to_end(place)
            if len(self._rules) > _MOST_HOSTS:
                self._rules.popitem(last=False)
        return kept

    def _asked(self, url: str) -> Rules:
        from protego import Protego

        try:
            answer = self._get(url)
        except InputError as error:
            if error.reason in _NO_HOST:
                raise
            return self._unreadable(error.reason in _IN_TROUBLE)
        now = self._clock()
        if answer.status == 200:
            text = answer.data[:_MOST_BYTES].decode("utf-8-sig", errors="replace")
            return Rules(Protego.parse(text), True, now + _KEPT)
        return self._unreadable(answer.status is None or answer.status >= 500 or answer.status == 429)

    def _unreadable(self, in_trouble: bool) -> Rules:
        """RFC 9309: without a robots.txt all is allowed, behind a server in trouble nothing is."""
        return Rules(None, not in_trouble, self._clock() + (_KEPT_FAILED if in_trouble else _KEPT))


class Pace:
    """When each host may be asked again."""

    def __init__(self, delay: timedelta, clock: Callable[[], datetime]) -> None:
        self._delay = delay
        self._clock = clock
        self._last: OrderedDict[str, datetime] = OrderedDict()

    def wait_for(self, url: str, crawl_delay: timedelta = timedelta(0)) -> timedelta:
        """How long to wait before the host of ``url`` is asked, nothing where it may be asked now."""
        last = self._last.get(urlsplit(url).netloc.lower())
        if last is None:
            return timedelta(0)
        return max(last + max(self._delay, crawl_delay) - self._clock(), timedelta(0))

    def asked(self, url: str) -> None:
        """Note down that the host of ``url`` is asked now."""
        host = urlsplit(url).netloc.lower()
        self._last[host] = self._clock()
        self._last.move_to_end(host)
        if len(self._last) > _MOST_HOSTS:
            self._last.popitem(last=False)
