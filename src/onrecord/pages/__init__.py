"""Bytes become pages: from files, folders, URLs, standard input, JSON Lines, feeds and WARC archives.

Nothing here understands the page; ``onrecord.articles`` does. httpx, charset-normalizer, feedparser, warcio
and courlan are imported when an input needs them, so that importing this package stays instant.
"""

from onrecord.pages.canonical import canonical_url
from onrecord.pages.captures import captures, captures_in
from onrecord.pages.kind import from_bytes, from_text, page_of
from onrecord.pages.limits import Limits
from onrecord.pages.load import expand, is_url, load

__all__ = [
    "Limits",
    "canonical_url",
    "captures",
    "captures_in",
    "expand",
    "from_bytes",
    "from_text",
    "is_url",
    "load",
    "page_of",
]
