"""Who wrote it: the names the page gives, one by one, without "By", addresses and titles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from onrecord.articles.declared import clean
from onrecord.articles.furniture import names_in_byline
from onrecord.articles.pieces import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onrecord.articles.declared import Declared

_META = (
    "author",
    "sailthru.author",
    "cxenseparse:author",
    "article:author_name",
    "parsely-author",
    "dc.creator",
)
_META_LAST = (
    "og:author",
    "article:author",
    "twitter:creator",
    "byl",
    "dcsext.author",
    "dcterms.creator",
    "citation_author",
)
_AND = re.compile(r"\s*(?:,\s*and\s+|,|;|\s+and\s+|\s+&\s+|\s*\|\s*)\s*", re.IGNORECASE)
_BY = re.compile(r"^\s*(?:by|words by|written by|story by|reported by)[:\s]+", re.IGNORECASE)
_ADDRESS = re.compile(r"https?:|www\.|@|/{1,2}\w+\.|\.(?:com|org|net|co)\b", re.IGNORECASE)
_PLACEHOLDER = frozenset(
    {"admin", "administrator", "editor", "author", "guest", "unknown", "none", "null", "user", "undefined"}
)
_LONGEST_NAME = 80
# A name in several words may hold a comma only before these ("John Smith, Jr").
_SUFFIX = re.compile(r",\s*(?=(?:Jr|Sr|PhD|MD|MP|II|III)\b)")


def authors_of(
    declared: Declared, bylines: Sequence[str], outlet: str | None
) -> tuple[tuple[str, ...], str] | None:
    """The names and their origin; None where the page names nobody.

    ``bylines`` are the visible lines that the page sets as bylines. Where machines are told only the
    outlet's own name, a visible byline that names people is preferred.
    """
    sources: list[tuple[tuple[str, ...], str]] = [
        (_in_json(declared), "json-ld"),
        (_in_meta(declared, _META), "meta"),
        (_in_meta(declared, _META_LAST), "meta"),
        (_named_in(declared.bylines), "html"),
        (_in_lines(bylines), "html"),
    ]
    given = [source for source in sources if source[0]]
    people = [source for source in given if not all(_is_outlet(name, outlet) for name in source[0])]
    return next(iter(people or given), None)


def split_names(text: str) -> tuple[str, ...]:
    """The names in "By Ana Lund, Bo Berg and Cy Dahl"; empty where it is an address or a placeholder."""
    bare = _SUFFIX.sub(" ", _BY.sub("", clean(text)))
    names = [name.strip(" .,;:-–—") for name in _AND.split(bare)]
    return tuple(dict.fromkeys(name for name in names if _is_name(name)))


def _is_name(name: str) -> bool:
    if not name or len(name) > _LONGEST_NAME or _ADDRESS.search(name) or name.lower() in _PLACEHOLDER:
        return False
    return any(character.isalpha() for character in name) and not name.isdigit()


def _is_outlet(name: str, outlet: str | None) -> bool:
    return outlet is not None and key_of(name).casefold() == key_of(outlet).casefold()


def _in_json(declared: Declared) -> tuple[str, ...]:
    given = declared.article.get("author") or declared.article.get("creator")
    names: list[str] = []
    for one in given if isinstance(given, list) else [given]:
        names += split_names(_name_of(one, declared.nodes))
    return tuple(dict.fromkeys(names))


def _name_of(value: Any, nodes: dict[str, dict[str, Any]]) -> str:
    """The name of a JSON-LD author: a text, an object, or a reference to one."""
    if isinstance(value, dict):
        name = value.get("name")
        if name is None and isinstance(value.get("@id"), str):
            name = nodes.get(value["@id"], {}).get("name")
        if isinstance(name, list):
            name = ", ".join(one for one in name if isinstance(one, str))
        return name if isinstance(name, str) else ""
    return value if isinstance(value, str) else ""


def _in_meta(declared: Declared, names: Iterable[str]) -> tuple[str, ...]:
    for name in names:
        people = _named_in(declared.meta.get(name, ()))
        if people:
            return people
    return ()


def _named_in(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for text in texts for name in split_names(text)))


def _in_lines(lines: Iterable[str]) -> tuple[str, ...]:
    """Names in visible "By ..." lines: the first that gives any."""
    for line in lines:
        behind = names_in_byline(line)
        if behind:
            return split_names(behind)
    return ()
