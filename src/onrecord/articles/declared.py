"""What the page declares about itself to machines: JSON-LD, meta tags, a few elements made for it."""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from onrecord.articles.pieces import Element


# schema.org's articles; "LiveBlogPosting" before "BlogPosting", whose entries it holds.
_ARTICLE_TYPES = re.compile(r"(?:Article|LiveBlogPosting|BlogPosting|Report|Review)$")
_MOST_JSON_CHARS = 2_000_000
_MOST_NODES = 20_000
_CONTROL = re.compile(r"[\x00-\x1f]")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Declared:
    """``meta`` holds every content of every name, names lower-cased; ``article`` is the JSON-LD object of
    the page's article, ``nodes`` all that carry an @id, to follow references.
    """

    meta: dict[str, list[str]] = field(default_factory=dict)
    article: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
    language: str | None = None
    canonical: str | None = None
    times: tuple[str, ...] = ()
    bylines: tuple[str, ...] = ()

    def first(self, *names: str) -> str | None:
        """The first filled content of the first of the meta ``names`` that the page has."""
        for name in names:
            for content in self.meta.get(name, ()):
                if content:
                    return content
        return None


def declared_by(tree: Element) -> Declared:
    """Everything that the page declares; broken JSON-LD counts as none."""
    objects = _json_ld(tree)
    nodes = {node["@id"]: node for node in objects if isinstance(node.get("@id"), str) and len(node) > 1}
    return Declared(
        meta=_meta(tree),
        article=_article(objects),
        nodes=nodes,
        titles=tuple(_text(one) for one in list(tree.iter("title"))[:1]),
        headings=tuple(text for one in list(tree.iter("h1"))[:10] if (text := _text(one))),
        language=tree.get("lang")
        or tree.get("xml:lang")
        or tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        canonical=next(
            (link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None
        ),
        times=tuple(one.get("datetime") for one in tree.iter("time") if one.get("datetime"))[:50],
        bylines=tuple(_bylines(tree)),
    )


def clean(value: object) -> str:
    """A declared text as a reader sees it: entities resolved, white space collapsed, no-break spaces too."""
    if not isinstance(value, str):
        return ""
    return _SPACES.sub(" ", html.unescape(value)).strip()


def _text(element: Element) -> str:
    return clean(" ".join(element.itertext()) if len(element) else element.text)


def _meta(tree: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in tree.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop") or tag.get("http-equiv")
        if name and tag.get("content"):
            found.setdefault(name.strip().lower(), []).append(clean(tag.get("content")))
    return found


def _bylines(tree: Element) -> list[str]:
    """Names in elements that HTML or schema.org make for an author, in order, without repeats."""
    found = tree.xpath(
        "//*[@rel='author' or @itemprop='author' or @itemprop='name' and ancestor::*[@itemprop='author']]"
    )
    return list(dict.fromkeys(text for one in found[:20] if (text := _text(one)) and len(text) < 100))


def _json_ld(tree: Element) -> list[dict[str, Any]]:
    """Every object in the page's JSON-LD, outer before inner."""
    objects: list[dict[str, Any]] = []
    for script in tree.xpath("//script[@type='application/ld+json']"):
        raw = script.text or ""
        if len(raw) > _MOST_JSON_CHARS:
            continue
        try:
            # Publishers leave line breaks inside strings, and a semicolon or comment mark around the whole.
            parsed = json.loads(_CONTROL.sub(" ", raw).strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        _collect(parsed, objects)
    return objects


def _collect(value: Any, objects: list[dict[str, Any]]) -> None:
    pending = [value]
    while pending and len(objects) < _MOST_NODES:
        one = pending.pop(0) if len(pending) < 1000 else pending.pop()
        if isinstance(one, dict):
            objects.append(one)
            pending.extend(inner for inner in one.values() if isinstance(inner, dict | list))
        elif isinstance(one, list):
            pending.extend(inner for inner in one if isinstance(inner, dict | list))


def _article(objects: list[dict[str, Any]]) -> dict[str, Any]:
    """The page's own article: the first outermost object of an article's type with a headline."""
    typed = [one for one in objects if _is_article(one)]
    return next((one for one in typed if one.get("headline") or one.get("name")), typed[0] if typed else {})


def _is_article(node: dict[str, Any]) -> bool:
    types = node.get("@type")
    names = types if isinstance(types, list) else [types]
    return any(isinstance(name, str) and _ARTICLE_TYPES.search(name) for name in names)
