"""What an element's tag, class and id say about it.

Names are read as words ("RelatedStories", "related-stories" and "related_stories" are all "related
stories"), never as substrings: "ad" must not be found in "header".
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

from onrecord.records import FurnitureKind

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORD = re.compile(r"[a-z]+")
_NAME_CHARS = 300  # of class and id; generated ones run to kilobytes
_HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

_HIDING_NAMES = (
    "sr-only",
    "visually-hidden",
    "visuallyhidden",
    "screen-reader",
    "displaynone",
    "display-none",
)

# One word, or two neighbouring words, of a class or id. Kept to those that name furniture in many
# publishing systems; a word that also names article parts ("teaser", "content", "story") is left out.
_HINTS: dict[FurnitureKind, frozenset[str]] = {
    FurnitureKind.EMBED: frozenset(
        {"twitter tweet", "instagram media", "tiktok embed", "fb post", "bluesky embed", "reddit embed"}
        | {"telegram post", "mastodon embed", "threads post", "text post"}
    ),
    FurnitureKind.ADVERTISEMENT: frozenset(
        {"ad", "ads", "advert", "adverts", "advertisement", "advertising", "adslot", "adunit", "dfp", "mpu"}
        | {"sponsored", "outbrain", "taboola", "affiliate"}
    ),
    FurnitureKind.NEWSLETTER: frozenset(
        {"newsletter", "newsletters", "signup", "sign up", "subscribe", "mailing list", "marketing", "donate"}
    ),
    FurnitureKind.RELATED: frozenset(
        {"related", "recirc", "recirculation", "recommended", "recommendations", "recommendation", "trending"}
        | {
            "popular",
            "most read",
            "mostread",
            "most viewed",
            "read more",
            "readmore",
            "also read",
            "read also",
        }
        | {"more from", "more on", "up next", "see also", "promo", "promos", "recommender", "further reading"}
        | {"next article", "also like", "top stories", "latest news", "inline story", "recommends"}
    ),
    FurnitureKind.SHARE: frozenset(
        {"share", "sharing", "sharebar", "social", "socials", "addthis", "comments", "comment", "disqus"}
        | {"sharedaddy", "reactions", "follow us"}
    ),
    FurnitureKind.CATEGORY: frozenset(
        {"breadcrumb", "breadcrumbs", "kicker", "eyebrow", "taglist", "tags", "topics", "article tags"}
    ),
    FurnitureKind.CAPTION: frozenset({"caption", "figcaption", "credit", "credits", "copyright holder"}),
    FurnitureKind.BYLINE: frozenset(
        {
            "byline",
            "bylines",
            "author",
            "authors",
            "bio",
            "timestamp",
            "pubdate",
            "contributor",
            "contributors",
        }
    ),
    FurnitureKind.NAVIGATION: frozenset(
        {"nav", "navigation", "navbar", "menu", "skip link", "toolbar", "pagination", "toc", "jump links"}
    ),
    FurnitureKind.NOTICE: frozenset({"cookie", "cookies", "consent", "copyright", "disclaimer", "gdpr"}),
}
_BY_WORD = {word: kind for kind, words in reversed(_HINTS.items()) for word in words}
_BY_TAG = {
    "nav": FurnitureKind.NAVIGATION,
    "aside": FurnitureKind.RELATED,
    "footer": FurnitureKind.NOTICE,
    "form": FurnitureKind.NEWSLETTER,
    "button": FurnitureKind.NAVIGATION,
    "figcaption": FurnitureKind.CAPTION,
    "figure": FurnitureKind.CAPTION,
    "time": FurnitureKind.BYLINE,
}
_PULL_QUOTE = frozenset({"pullquote", "pull quote", "blockquote", "block quote", "quote", "big quote"})
_SUMMARY = frozenset(
    {
        "standfirst",
        "subtitle",
        "subhead",
        "subheading",
        "subheadline",
        "dek",
        "deck",
        "excerpt",
        "lede",
        "lead",
    }
    | {
        "summary",
        "description",
        "teaser text",
        "sub headline",
        "sub title",
        "sub heading",
        "intro",
        "tagline",
    }
    | {"stand first", "synopsis", "strapline", "blurb"}
)


def tokens(element: Any) -> list[str]:
    """The words of the element's class, id and data-component, and each two neighbours joined by a space."""
    words: list[str] = []
    for attribute in ("class", "id", "data-component", "data-testid", "itemprop"):
        value = element.get(attribute)
        if value:
            for name in value[:_NAME_CHARS].split():
                single = _WORD.findall(_CAMEL.sub("-", name).lower())
                words += single
                words += [f"{a} {b}" for a, b in pairwise(single)]
    return words


def furniture_hint(element: Any) -> FurnitureKind | None:
    """The furniture that the element's tag or names suggest; None for most."""
    if element.tag in {"html", "body", "main", "article"}:
        return None
    words = tokens(element)
    if any(word in _PULL_QUOTE for word in words):
        return None
    found = [_BY_WORD[word] for word in words if word in _BY_WORD]
    if FurnitureKind.EMBED in found:
        return FurnitureKind.EMBED
    if found:
        return found[0]
    return _BY_TAG.get(element.tag)


def is_weak(element: Any, kind: FurnitureKind) -> bool:
    """Whether the hint comes from the tag alone: an <aside> or <figure> may hold anything."""
    return _BY_TAG.get(element.tag) is kind


def is_pull_quote(element: Any) -> bool:
    """Whether the element's names say that it sets a quotation apart."""
    return any(word in _PULL_QUOTE for word in tokens(element))


def is_summary(element: Any) -> bool:
    """Whether the element's names say that it is the standfirst."""
    return any(word in _SUMMARY for word in tokens(element))


def is_hidden(element: Any) -> bool:
    """Whether a browser would not show the element; style sheets are not read."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    if style and _HIDING.search(style):
        return True
    names = (element.get("class") or "")[:_NAME_CHARS].lower()
    if any(name in names for name in _HIDING_NAMES):
        return True
    # "hidden md:block" shows on wide screens: such a class hides nothing for good.
    return "hidden" in names.split() and ":" not in names
