"""An HTML page becomes an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.articles.assemble import assemble
from onrecord.articles.authors import authors_of
from onrecord.articles.body import parts_of
from onrecord.articles.dates import first_date, published_of
from onrecord.articles.declared import Declared, clean, declared_by
from onrecord.articles.language import language_of
from onrecord.articles.outlets import outlet_of
from onrecord.articles.pieces import parse, pieces_of
from onrecord.articles.titles import all_titles, title_of
from onrecord.datelines import dateline_at
from onrecord.records import Article, Block, BlockKind, FurnitureKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.records import Page, Span

Part = tuple[str, BlockKind | FurnitureKind]
# Pages that draw themselves with a script carry their text in JSON-LD alone. It is read only where the page
# shows fewer words than this: it has often lost its paragraphs.
_FEWEST_WORDS_SHOWN = 50
_DATELINE_BLOCKS = 3  # a standfirst or two may come before the paragraph with the dateline


def read_web(page: Page) -> Article:
    """The article on an HTML page; one without blocks where the page has none."""
    tree = parse(page.text)
    if tree is None:
        return Article(text="", url=page.url)
    declared = declared_by(tree)
    outlet = outlet_of(declared)
    titles = all_titles(declared, outlet[0] if outlet else None)
    description = declared.first("og:description", "description", "twitter:description")
    found = parts_of(page.text, pieces_of(tree), titles, description)
    parts: list[Part] = [(part.piece.text, part.role) for part in found]
    origins: dict[str, str] = {}
    if _words_in_blocks(parts) < _FEWEST_WORDS_SHOWN:
        in_json = _json_body(declared)
        if in_json:
            parts, origins["body"] = in_json, "json-ld"
    return _article(page, declared, outlet, parts, origins)


def _article(
    page: Page,
    declared: Declared,
    outlet: tuple[str, str] | None,
    parts: list[Part],
    origins: dict[str, str],
) -> Article:
    site = outlet[0] if outlet else None
    title = title_of(declared, site) or _shown_title(parts)
    if title and parts and not any(role is BlockKind.TITLE for _, role in parts):
        parts = [(title[0], BlockKind.TITLE), *parts]
    text, blocks, furniture = assemble(parts)
    bylines = [words for words, role in parts if role is FurnitureKind.BYLINE]
    url = clean(declared.canonical) or declared.first("og:url") or None
    if not (url or "").startswith(("http://", "https://")):
        url = page.url
    authors = authors_of(declared, bylines, site)
    published = published_of(declared, url) or _shown_date(bylines)
    language = language_of(declared, text)
    given = {
        "title": title,
        "authors": authors,
        "published": published,
        "outlet": outlet,
        "language": language,
    }
    origins |= {name: value[1] for name, value in given.items() if value}
    if url:
        origins["url"] = "url" if url == page.url else "html"
    return Article(
        text=text,
        blocks=blocks,
        furniture=furniture,
        title=title[0] if title else None,
        authors=authors[0] if authors else (),
        published=published[0] if published else None,
        outlet=site,
        url=url,
        language=language[0] if language else None,
        dateline=_dateline(text, blocks),
        origins=origins,
    )


def _words_in_blocks(parts: Sequence[Part]) -> int:
    return sum(len(text.split()) for text, role in parts if isinstance(role, BlockKind))


def _json_body(declared: Declared) -> list[Part]:
    body = declared.article.get("articleBody")
    if not isinstance(body, str) or len(body.split()) < _FEWEST_WORDS_SHOWN:
        return []
    return [(line, BlockKind.PARAGRAPH) for raw in body.splitlines() if (line := clean(raw))]


def _shown_title(parts: Sequence[Part]) -> tuple[str, str] | None:
    """The headline on the page where none is declared."""
    return next(((text, "html") for text, role in parts if role is BlockKind.TITLE), None)


def _shown_date(bylines: Sequence[str]) -> tuple[str, str] | None:
    """The first full date in the lines set as bylines."""
    found = first_date(bylines)
    return (found, "html") if found else None


def _dateline(text: str, blocks: Sequence[Block]) -> Span | None:
    body = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    found = (dateline_at(text, block.span.start) for block in body[:_DATELINE_BLOCKS])
    return next((span for span in found if span), None)
