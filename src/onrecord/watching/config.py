"""FEEDS.toml: which feeds are watched, and how often."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NoReturn

from onrecord.errors import NotFoundError, UsageError
from onrecord.pages.load import opened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

# Feeds rarely change within minutes; a quarter of an hour is what most aggregators take.
DEFAULT_EVERY = timedelta(minutes=15)
LEAST_EVERY = timedelta(minutes=1)
MOST_EVERY = timedelta(days=30)
# Between two requests to one host; common crawlers take one to ten seconds.
DEFAULT_DELAY = timedelta(seconds=2)
MOST_DELAY = timedelta(hours=1)
_MOST_BYTES = 1024 * 1024
_DURATION = re.compile(r"(\d{1,6})\s*(s|m|h|d)")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_FEED_KEYS = ("url", "name", "every")
_DEFAULT_KEYS = ("every", "delay")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed to watch. ``name`` is the outlet's, given to articles whose page does not name theirs."""

    url: str
    name: str | None = None
    every: timedelta = DEFAULT_EVERY


@dataclass(frozen=True, slots=True)
class Watch:
    """All that is watched; ``delay`` lies at least between two requests to one host."""

    feeds: tuple[Feed, ...]
    delay: timedelta = DEFAULT_DELAY


def read_feeds(path: Path) -> Watch:
    """What FEEDS.toml asks for.

    Raises NotFoundError or UnreadableError where the file cannot be read, UsageError, naming the key, where
    it is not what is expected.
    """
    try:
        with opened(path) as file:
            data = file.read(_MOST_BYTES + 1)
    except NotFoundError as error:
        raise NotFoundError(
            f"{str(path)!r}: no such file; expected a list of feeds in TOML; see onrecord watch --help"
        ) from error
    place = _Place(str(path))
    if len(data) > _MOST_BYTES:
        place.refuse(f"more than {_MOST_BYTES:,} bytes", "a list of feeds in TOML", "split it")
    try:
        table = tomllib.loads(data.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        place.refuse(f"not TOML ({error})", "a list of feeds in TOML", "mend the file", error)
    return _watch(table, place)


class _Place:
    """Where in the file something stands, for messages: "feeds.toml: feeds[2].every"."""

    def __init__(self, name: str) -> None:
        self.name = name

    def at(self, key: str) -> _Place:
        """A key of the file, or of the table that this is."""
        return _Place(f"{self.name}: {key}" if ": " not in self.name else f"{self.name}.{key}")

    def refuse(self, what: str, expected: str, do: str, cause: Exception | None = None) -> NoReturn:
        """Raise UsageError: what is wrong here, what was expected, what to do."""
        raise UsageError(f"{self.name}: {what}; expected {expected}; {do}") from cause


def _watch(table: dict[str, Any], place: _Place) -> Watch:
    _check_keys(table, ("defaults", "feeds"), place)
    defaults = table.get("defaults", {})
    if not isinstance(defaults, dict):
        place.at("defaults").refuse("no table", "[defaults]", "mend the file")
    _check_keys(defaults, _DEFAULT_KEYS, place.at("defaults"))
    every = _every(defaults, DEFAULT_EVERY, place.at("defaults"))
    delay = _duration(
        defaults, "delay", DEFAULT_DELAY, (timedelta(0), MOST_DELAY), place.at("defaults").at("delay")
    )
    feeds = table.get("feeds", [])
    if not isinstance(feeds, list) or not feeds:
        place.at("feeds").refuse("no feed", "a [[feeds]] table for each feed, with its url", "add one")
    read = tuple(_feed(one, every, place.at(f"feeds[{number}]")) for number, one in enumerate(feeds, 1))
    _check_twice(read, place)
    return Watch(read, delay)


def _feed(table: Any, every: timedelta, place: _Place) -> Feed:
    if not isinstance(table, dict):
        place.refuse("no table", "[[feeds]] with a url", "mend the file")
    _check_keys(table, _FEED_KEYS, place)
    url, name = table.get("url"), table.get("name")
    if not isinstance(url, str) or not re.match(r"https?://[^\s/]", url.strip(), re.I):
        place.at("url").refuse(repr(url), "an address that begins with https:// or http://", "mend it")
    if name is not None and (not isinstance(name, str) or not name.strip()):
        place.at("name").refuse(
            repr(name), "the outlet's name in quotation marks", "mend it, or leave it out"
        )
    return Feed(url.strip(), name.strip() if name else None, _every(table, every, place))


def _every(table: dict[str, Any], default: timedelta, place: _Place) -> timedelta:
    return _duration(table, "every", default, (LEAST_EVERY, MOST_EVERY), place.at("every"))


def _duration(
    table: dict[str, Any],
    key: str,
    default: timedelta,
    bounds: tuple[timedelta, timedelta],
    place: _Place,
) -> timedelta:
    if key not in table:
        return default
    value = table[key]
    found = _DURATION.fullmatch(value.strip()) if isinstance(value, str) else None
    if not found:
        place.refuse(repr(value), 'a whole number with s, m, h or d, such as "15m"', "mend it")
    duration = timedelta(**{_UNITS[found[2]]: int(found[1])})
    if not bounds[0] <= duration <= bounds[1]:
        place.refuse(repr(value), f"{bounds[0]} at least and {bounds[1]} at most", "mend it")
    return duration


def _check_keys(table: dict[str, Any], known: Sequence[str], place: _Place) -> None:
    for key in table:
        if key not in known:
            place.at(key).refuse("no such key", "one of " + ", ".join(known), "check the spelling")


def _check_twice(feeds: Sequence[Feed], place: _Place) -> None:
    seen: dict[str, int] = {}
    for number, feed in enumerate(feeds, 1):
        if feed.url in seen:
            place.at(f"feeds[{number}].url").refuse(
                f"{feed.url!r}, as in feeds[{seen[feed.url]}]", "each feed once", "remove one of the two"
            )
        seen[feed.url] = number
