"""What the exports as linked data share: addresses, and JSON documents that are written as they come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from onrecord.exports.exported import urn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from onrecord.exports.exported import Identified

# What RFC 3986 gives a meaning in an address, and the per cent sign of what is quoted already.
_KEPT: Final = "%:/?#[]@!$&'()*+,;=~"


def page_address(one: Identified) -> str:
    """Where the page stands: its address on the web, or else the name that we have for the article."""
    url = one.article.url or ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return article_address(one)
    on_the_web = parts.scheme in ("http", "https") and parts.netloc
    return quote(url, safe=_KEPT) if on_the_web else article_address(one)


def article_address(one: Identified) -> str:
    """The name of the article, for those who point to it."""
    return urn("article", one.article_id)


def array(values: Iterable[Any]) -> Iterator[str]:
    """A JSON array, value by value."""
    opening = "["
    for value in values:
        yield f"{opening}\n{dumped(value)}"
        opening = ","
    yield "[]\n" if opening == "[" else "\n]\n"


def graph(context: Any, nodes: Iterable[Any]) -> Iterator[str]:
    """A JSON-LD document with the nodes as its graph, node by node."""
    yield f'{{"@context": {dumped(context)},\n"@graph": '
    yield from array(nodes)
    yield "}\n"


def dumped(value: Any) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False)


def given(**values: Any) -> dict[str, Any]:
    """The values that are there: neither None nor empty. A trailing underscore of a key goes, a leading one
    stands for "@".
    """
    named = {key.rstrip("_"): value for key, value in values.items()}
    return {
        f"@{key[1:]}" if key.startswith("_") else key: value
        for key, value in named.items()
        if value is not None and value not in ("", [], {})
    }
