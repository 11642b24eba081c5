"""Feeds: RSS, Atom and RDF through feedparser, JSON Feed by hand; what they give are links to articles.

feedparser, because feeds are rarely what their standards say (dates in a dozen forms, HTML in titles, broken
XML) and it has met them all. It holds a feed in memory, so it is given a bounded part of one and asked for
neither network nor sanitised HTML.
"""

from __future__ import annotations

import io
import json
import re
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from onrecord.errors import UnreadableError
from onrecord.pages.limits import DEFAULT_LIMITS, Limits, megabytes
from onrecord.records import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from onrecord.records import Capture

_JSON_FEED = re.compile(rb'\s*\{.{0,4000}?"https?:\\?/\\?/jsonfeed\.org\\?/version\\?/', re.S)
_XML_FEED = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*)?(?:<\?[^>]{0,2000}>\s*)*<(?:!DOCTYPE\s+)?(?:rss|feed|rdf:RDF)\b"
)
_COMMENT_END = b"-->"
_HEAD = 16 * 1024
_MARKUP = re.compile(r"<[^<>]{0,500}>")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_MOST_CHARS = 2000  # of a title, a link or a name


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed: the article's address, and what the feed says of it, to be given to the article
    ("title", "published" in ISO 8601, "author").
    """

    link: str
    given: Mapping[str, str]


def is_feed(data: bytes) -> bool:
    """Whether bytes open as RSS, Atom, RDF or JSON Feed."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _JSON_FEED.match(head):
        return True
    if head.startswith(b"<?xml"):
        head = head[head.find(b"?>") + 2 :].lstrip()
    while head.startswith(b"<!--") and _COMMENT_END in head:
        head = head.partition(_COMMENT_END)[2].lstrip()
    return _XML_FEED.match(head) is not None


def entries_of(capture: Capture, *, limits: Limits = DEFAULT_LIMITS) -> Iterator[Entry | Refusal]:
    """The entries of the feed that ``capture`` is, in its order, each link once.

    An entry without a link is refused ("no-link"). Of a feed beyond the limits the first entries are given
    (publishers put the newest first), then a refusal "feed-too-large" stands for the rest.

    Raises UnreadableError with reason "not-a-feed" where there is no feed, "broken-feed" where it cannot be
    read, "feed-too-large" for a JSON Feed beyond the limit, of which no part can be read.
    """
    if not is_feed(capture.data):
        raise UnreadableError(
            f"{capture.name}: not a feed; expected RSS, Atom or JSON Feed; look for the feed's address in "
            "the page's source",
            reason="not-a-feed",
        )
    in_json = _JSON_FEED.match(capture.data) is not None
    part = capture.data if in_json else _within(capture.data, limits)
    found = _in_json(capture, limits) if in_json else _in_xml(capture, part)
    seen: set[str] = set()
    for number, (link, given) in enumerate(found, 1):
        if number > limits.max_feed_entries:
            yield _rest(capture.name, f"more than {limits.max_feed_entries:,} entries")
            return
        entry = _entry(capture, number, link, given)
        if isinstance(entry, Refusal) or entry.link not in seen:
            yield entry
        if isinstance(entry, Entry):
            seen.add(entry.link)
    if len(part) < len(capture.data):
        yield _rest(
            capture.name, f"more than {megabytes(limits.max_feed_bytes)} or {limits.max_feed_tags:,} tags"
        )


def _entry(capture: Capture, number: int, link: str, given: dict[str, str]) -> Entry | Refusal:
    name = f"{capture.name}#entry-{number}"
    shown = repr(link[:80])
    try:
        whole = urljoin(capture.url or "", link.strip()).partition("#")[0] if link else ""
    except ValueError:  # "http://[" is no address
        whole = ""
    if not whole.startswith(("http://", "https://")) or len(whole) > _MOST_CHARS:
        return Refusal(
            name,
            "no-link",
            f"{name}: an entry with the link {shown}; expected an article's address; nothing to fetch",
        )
    return Entry(whole, {field: words for field, words in given.items() if words})


def _in_xml(capture: Capture, part: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    import feedparser

    try:
        # A stream, never the bytes: feedparser takes bytes for an address or a path and would open it.
        feed = feedparser.parse(
            io.BytesIO(part),
            response_headers={"content-type": capture.headers.get("content-type", "")},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
        entries = feed.entries
    except Exception as error:  # whatever a broken feed does to feedparser, the other inputs go on
        raise UnreadableError(
            f"{capture.name}: a broken feed ({type(error).__name__}); expected RSS or Atom; "
            "tell its publisher, or take the pages themselves",
            reason="broken-feed",
        ) from error
    for entry in entries:
        yield str(entry.get("link") or ""), _said(entry)


def _said(entry: Any) -> dict[str, str]:
    return {
        "title": _plain(entry.get("title")),
        "published": _moment(entry, "published") or _moment(entry, "updated"),
        "author": _plain(entry.get("author")),
    }


def _moment(entry: Any, key: str) -> str:
    """ISO 8601; a day where the feed gives no more than a day; empty where it gives none."""
    if key not in entry:  # feedparser warns where it is asked for "updated" and has only "published"
        return ""
    written, parsed = entry[key], entry.get(f"{key}_parsed")
    if isinstance(written, str) and _DAY.match(written.strip()):
        return written.strip()
    if not isinstance(parsed, time.struct_time):
        return ""
    try:
        return datetime(*parsed[:5], min(parsed.tm_sec, 59), tzinfo=UTC).isoformat()
    except ValueError:
        return ""


def _in_json(capture: Capture, limits: Limits) -> Iterator[tuple[str, dict[str, str]]]:
    """The items of a JSON Feed, 1.0 and 1.1; those of another shape have no link."""
    if len(capture.data) > limits.max_feed_bytes:  # half a JSON document cannot be read
        raise UnreadableError(
            f"{capture.name}: a JSON Feed of more than {megabytes(limits.max_feed_bytes)}; expected at most "
            "that; raise the limit if you trust the feed",
            reason="feed-too-large",
        )
    try:
        feed = json.loads(capture.data.decode("utf-8-sig"))
        items = feed["items"]
        if not isinstance(items, list):
            raise TypeError("items is no list")
    except (ValueError, RecursionError, KeyError, TypeError) as error:
        raise UnreadableError(
            f"{capture.name}: a broken JSON Feed ({error}); expected an object with a list of items; "
            "tell its publisher, or take the pages themselves",
            reason="broken-feed",
        ) from error
    for item in items:
        one = item if isinstance(item, dict) else {}
        link = one.get("url") or one.get("external_url")
        authors = one.get("authors") or [one.get("author")]
        names = [a["name"] for a in authors if isinstance(a, dict) and isinstance(a.get("name"), str)]
        published = one.get("date_published")
        yield (
            link if isinstance(link, str) else "",
            {
                "title": _plain(one.get("title")),
                "published": published if isinstance(published, str) and len(published) < 50 else "",
                "author": _plain("; ".join(names)),
            },
        )


def _within(data: bytes, limits: Limits) -> bytes:
    """The part of a feed that is read: so many bytes, so many tags, and one entry more than are given."""
    data = data[: limits.max_feed_bytes]
    pieces = data.split(b"<", limits.max_feed_tags + 1)
    if len(pieces) > limits.max_feed_tags + 1:
        data = data[: -len(pieces[-1]) - 1]
    for number, start in enumerate(re.finditer(rb"<(?:\w+:)?(?:item|entry)\b", data)):
        if number > limits.max_feed_entries:
            return data[: start.start()]
    return data


def _plain(value: Any) -> str:
    """A title or name without its markup, white space collapsed; empty where it is none."""
    if not isinstance(value, str):
        return ""
    from html import unescape

    return " ".join(unescape(_MARKUP.sub(" ", value[:_MOST_CHARS])).split())


def _rest(name: str, what: str) -> Refusal:
    return Refusal(
        name,
        "feed-too-large",
        f"{name}: {what}; the first ones were taken and the rest is left out; "
        "raise the limit if you trust the feed",
    )
