"""Bytes become pages: from files, compressed files, folders, URLs and standard input.

Nothing here understands the page; ``onrecord.articles`` does. httpx and charset-normalizer are imported
when a page needs them, so that importing this package stays instant.
"""

from onrecord.pages.kind import from_bytes, from_text
from onrecord.pages.limits import Limits
from onrecord.pages.load import expand, is_url, load

__all__ = ["Limits", "expand", "from_bytes", "from_text", "is_url", "load"]
