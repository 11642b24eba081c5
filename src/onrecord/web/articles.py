"""The articles that were looked at last, as they were shown: whoever comes next need not wait for them.

What is shown of an article follows from what the ledger knows of it (``Kept``: its bytes, its reading, its
statements with their standing, the people, all corrections, versions, a withdrawal) and from what was asked
for. Both are compared each time, so that nothing is shown that is not so any more. Nothing is held for long
either: words that were taken down meanwhile would lie in memory although nobody is shown them.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from onrecord.answers.articles import Kept

#: Characters of HTML, of all that are held: a hundred articles of 1,000 words, in 8 to 16 MB.
MOST: Final = 8_000_000
#: How long something is held, in seconds, and how often it is looked for what was held so long.
SECONDS: Final = 600.0
_LOOKED_FOR: Final = 60.0


class Asked(NamedTuple):
    """Which article of which ledger, which part, which statement chosen, which layers on."""

    ledger: str
    article: int
    part: int
    statement: int | None
    shown: tuple[str, ...]


class Article(NamedTuple):
    """An article as it was shown, when the ledger knew ``kept`` of it."""

    kept: Kept
    title: str
    body: Markup
    since: float


class Articles:
    """The articles of a server; those that were not asked for longest go first."""

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = most
        self._clock = clock
        self._looked = clock()
        self._lock = threading.Lock()
        self._held: OrderedDict[Asked, Article] = OrderedDict()
        self._size = 0

    def find(self, asked: Asked, kept: Kept) -> Article | None:
        """The article, where it was shown and nothing of it has changed since."""
        with self._lock:
            self._forget_old()
            found = self._held.get(asked)
            if found is None:
                return None
            if found.kept != kept:
                self._drop(*(one for one in self._held if one[:2] == asked[:2]))  # its other parts too
                return None
            self._held.move_to_end(asked)
            return found

    def keep(self, asked: Asked, kept: Kept, title: str, body: Markup) -> Article:
        """Holds an article, in the place of an earlier one of it."""
        made = Article(kept, title, body, self._clock())
        with self._lock:
            self._forget_old()
            self._drop(asked)
            if len(body) <= self._most:
                self._held[asked] = made
                self._size += len(body)
            while self._size > self._most:
                self._drop(next(iter(self._held)))
        return made

    def _forget_old(self) -> None:
        now = self._clock()
        if now - self._looked >= _LOOKED_FOR:
            self._looked = now
            self._drop(*(asked for asked, one in self._held.items() if now - one.since >= SECONDS))

    def _drop(self, *asked: Asked) -> None:
        for one in asked:
            gone = self._held.pop(one, None)
            if gone is not None:
                self._size -= len(gone.body)
