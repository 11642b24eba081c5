"""Who is looking at what: soft marks that keep two reviewers from judging the same statement at once.

A mark hinders nobody; what was judged meanwhile is refused by the ledger, not by this. They are of this
server alone and go with it.
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

#: A statement takes a minute or two; whoever has not gone on after five has left.
SECONDS: Final = 300.0
#: More marks than reviewers can make in that time: the oldest go.
_MOST: Final = 1_000


class Lease(NamedTuple):
    """That somebody looks at a statement, since a moment on the monotonic clock."""

    statement: int
    name: str
    since: float
    seen: float


class Leases:
    """The marks of one server; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._by_name: dict[str, Lease] = {}

    def look(self, statement: int, name: str) -> None:
        """Notes that somebody looks at a statement, and at no other from now on."""
        now = self._clock()
        with self._lock:
            before = self._by_name.pop(name, None)
            since = before.since if before and before.statement == statement else now
            self._by_name[name] = Lease(statement, name, since, now)
            while len(self._by_name) > _MOST:
                del self._by_name[next(iter(self._by_name))]

    def leave(self, name: str) -> None:
        """Notes that somebody looks at nothing any more."""
        with self._lock:
            self._by_name.pop(name, None)

    def others(self, statement: int, name: str) -> tuple[tuple[str, int], ...]:
        """Who else looks at a statement, and for how many minutes."""
        now = self._clock()
        return tuple(
            (one.name, int((now - one.since) // 60))
            for one in self._standing(now)
            if one.statement == statement and one.name != name
        )

    def taken(self, name: str) -> frozenset[int]:
        """The statements that others look at."""
        return frozenset(one.statement for one in self._standing(self._clock()) if one.name != name)

    def _standing(self, now: float) -> list[Lease]:
        with self._lock:
            return [one for one in self._by_name.values() if now - one.seen < SECONDS]
