"""Which outlet published the page, as the page names it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.articles.declared import clean

if TYPE_CHECKING:
    from onrecord.articles.declared import Declared


def outlet_of(declared: Declared) -> tuple[str, str] | None:
    """The outlet's name and its origin; None where the page does not name it."""
    publisher = declared.article.get("publisher")
    if isinstance(publisher, list) and publisher:
        publisher = publisher[0]
    if isinstance(publisher, dict):
        named = publisher.get("name") or declared.nodes.get(str(publisher.get("@id")), {}).get("name")
    else:
        named = publisher
    site = declared.first("og:site_name")
    if site:
        return site, "meta"
    if clean(named):
        return clean(named), "json-ld"
    in_meta = declared.first("application-name", "dc.publisher", "publisher", "apple-mobile-web-app-title")
    return (in_meta, "meta") if in_meta and "/" not in in_meta else None
