"""One spelling for the many addresses of one page.

courlan (trafilatura's, so already here) knows which parameters only track. What this adds: making it again
changes nothing, and no parameter goes that may be the article.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

_PORTS = {"http": 80, "https": 443}
# courlan takes these for trackers, and so they are in "cid=mobile"; but "news.php?cid=48213" is an article,
# and two articles under one address would be taken for two versions of one.
_MAY_BE_THE_ARTICLE = frozenset({"cid", "eid", "uid"})
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_SLASHES = re.compile("/{2,}")


def canonical_url(url: str) -> str:
    """``url`` without fragment, tracking parameters, password, default port and trailing slash; the host in
    lower case, the parameters sorted. Making it again changes nothing.

    What is no http or https address is given back as it is.
    """
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in _PORTS or not parts.hostname:
            return url
        query = urlencode(sorted(_telling(parts.query)))
        return SplitResult(parts.scheme, _place(parts), _path(parts.path), query, "").geturl()
    except ValueError:  # a port that is no number, brackets that do not close, half a surrogate pair
        return url


def _place(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    return host if parts.port in {None, _PORTS[parts.scheme]} else f"{host}:{parts.port}"


def _path(path: str) -> str:
    from courlan.clean import normalize_part

    escaped = _ESCAPE.sub(lambda found: found[0].upper(), normalize_part(path))
    return _SLASHES.sub("/", escaped).rstrip("/") or "/"


def _telling(query: str) -> list[tuple[str, str]]:
    """The parameters that may say which page it is."""
    from courlan.clean import clean_query

    return [
        (name, value)
        for name, value in parse_qsl(query, keep_blank_values=True)
        if clean_query(urlencode({name: "x"})) or (name.lower() in _MAY_BE_THE_ARTICLE and value.isdigit())
    ]
