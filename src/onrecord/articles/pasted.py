"""Plain text becomes an article: what a reader copied out of a browser, or a newspaper's text file.

The text stays as it is, character for character; lines are only told apart. There are no tags to go by, so
a line is furniture when its words say so or when it stands where furniture stands (above the headline,
under "Most read", behind the last sentence).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from onrecord.articles.authors import split_names
from onrecord.articles.dates import first_date, url_date
from onrecord.articles.furniture import (
    furniture_kind,
    has_seam,
    is_caption,
    names_in_byline,
    opens_related,
)
from onrecord.articles.language import language_of_text
from onrecord.articles.phrases import NAMES
from onrecord.datelines import dateline_at
from onrecord.records import Article, Block, BlockKind, Furniture, FurnitureKind, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from onrecord.records import Page

Role = BlockKind | FurnitureKind
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_END = ".?!…"
_CLOSING = "\"'”’»)]* \u00a0"
_BULLET = re.compile(r"\s*(?:[•‣◦▪●·*]|\d{1,2}[.)])\s+\S")
_QUOTED = re.compile(r"\s*>\s*\S")
_ONLY_NAMES = re.compile(NAMES)
# Text wrapped by hand or by a mail program: lines of this length that mostly do not end a sentence. Below 40
# poems and lists look the same; above 110 lines are paragraphs.
_WRAP_WIDTH = (40, 110)
_WRAPPED_SHARE = 0.6
# A headline is a line of this size before the first sentence; longer ones are standfirsts or captions.
_HEADLINE_WORDS = (3, 30)
_HEADLINE_CHARS = 220
_LINES_BEFORE_HEADLINE = 15
_HEADING_WORDS = 14
_BYLINE_WORDS = (2, 5)
_PROSE_WORDS = 5
# Lines whose wording is looked at: it costs 50 microseconds each, and a text with more lines is no article.
_MOST_LINES = 50_000
_DATELINE_BLOCKS = 3  # a standfirst or two may come before the paragraph with the dateline


@dataclass(frozen=True, slots=True)
class _Unit:
    """A line, or a paragraph wrapped over several."""

    span: Span
    text: str

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def is_prose(self) -> bool:
        """A sentence's end, and enough words for one."""
        end = self.text.rstrip(_CLOSING)[-1:]
        return self.words >= _PROSE_WORDS and (
            end in _END or (end in ":;,—-" and self.words > _HEADING_WORDS)
        )


def read_pasted(page: Page) -> Article:
    """The article in a plain text; one without blocks where there is not a letter or digit in it."""
    text = page.text
    units = list(_units(text))
    roles = _roles(units)
    blocks = tuple(Block(u.span, r) for u, r in zip(units, roles, strict=True) if isinstance(r, BlockKind))
    furniture = tuple(
        Furniture(u.span, r) for u, r in zip(units, roles, strict=True) if isinstance(r, FurnitureKind)
    )
    return _article(page, units, roles, blocks, furniture)


def _article(
    page: Page,
    units: Sequence[_Unit],
    roles: Sequence[Role],
    blocks: tuple[Block, ...],
    furniture: tuple[Furniture, ...],
) -> Article:
    titles = [" ".join(u.text.split()) for u, r in zip(units, roles, strict=True) if r is BlockKind.TITLE]
    bylines = [u.text for u, r in zip(units, roles, strict=True) if r is FurnitureKind.BYLINE]
    authors = _authors(bylines)
    published = first_date(bylines)
    in_url = url_date(page.url) if not published else None
    language = language_of_text(page.text)
    given = {"title": titles, "authors": authors, "published": published, "language": language}
    origins = {name: "text" for name, value in given.items() if value}
    if page.url:
        origins["url"] = "url"
    if in_url:
        origins["published"] = "url"
    body = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    return Article(
        text=page.text,
        blocks=blocks,
        furniture=furniture,
        title=titles[0] if titles else None,
        authors=authors,
        published=published or in_url,
        url=page.url,
        language=language,
        dateline=next((span for one in body[:_DATELINE_BLOCKS] if (span := _dateline(page.text, one))), None),
        origins=origins,
    )


def _dateline(text: str, block: Block) -> Span | None:
    return dateline_at(text, block.span.start)


def _authors(bylines: Sequence[str]) -> tuple[str, ...]:
    """The names in the first "By ..." line; a line of names alone is set apart but not trusted as authors."""
    for line in bylines:
        names = names_in_byline(line)
        if names:
            return split_names(names)
    return ()


# -- lines and paragraphs


def _units(text: str) -> Iterator[_Unit]:
    """Lines, or runs of lines where the text is wrapped; those without a letter or digit are no units."""
    lines = [unit for found in _LINE.finditer(text) if (unit := _unit(text, found.start(), found.end()))]
    if not _is_wrapped(text, lines):
        yield from lines
        return
    group: list[_Unit] = []
    for line in lines:
        if group and (_blank_between(text, group[-1], line) or furniture_kind(line.text)):
            yield _joined(text, group)
            group = []
        group.append(line)
        if furniture_kind(line.text):
            yield _joined(text, group)
            group = []
    if group:
        yield _joined(text, group)


def _unit(text: str, start: int, end: int) -> _Unit | None:
    words = text[start:end]
    if not any(character.isalnum() for character in words):
        return None
    start += len(words) - len(words.lstrip())
    return _Unit(Span(start, start + len(words.strip())), words.strip())


def _joined(text: str, group: Sequence[_Unit]) -> _Unit:
    span = Span(group[0].span.start, group[-1].span.end)
    return _Unit(span, span.of(text))


def _blank_between(text: str, one: _Unit, other: _Unit) -> bool:
    gap = text[one.span.end : other.span.start].replace("\r\n", "\n")
    return sum(gap.count(mark) for mark in "\n\r\u2028\u2029") > 1


def _is_wrapped(text: str, lines: Sequence[_Unit]) -> bool:
    """Whether line ends fall inside sentences: lines followed by another without a blank line between."""
    inner = [one for one, other in pairwise(lines) if not _blank_between(text, one, other)]
    if len(inner) < 3 or max(len(line.text) for line in lines) > _WRAP_WIDTH[1]:
        return False
    if not _WRAP_WIDTH[0] <= median(len(line.text) for line in inner) <= _WRAP_WIDTH[1]:
        return False
    broken = sum(line.text.rstrip(_CLOSING)[-1:] not in _END for line in inner)
    return broken >= _WRAPPED_SHARE * len(inner)


# -- what each is


def _roles(units: Sequence[_Unit]) -> list[Role]:
    said = [furniture_kind(unit.text) if at < _MOST_LINES else None for at, unit in enumerate(units)]
    prose = [unit.is_prose and kind is None for unit, kind in zip(units, said, strict=True)]
    first = next((index for index, one in enumerate(prose) if one), len(units))
    title = _headline(units, said, first)
    roles: list[Role] = []
    related = False
    for index, unit in enumerate(units):
        if index == title:
            roles.append(BlockKind.TITLE)
            continue
        related = (related and not prose[index]) or (
            index > first and said[index] is not None and opens_related(unit.text)
        )
        own = said[index] if said[index] is not FurnitureKind.CATEGORY else None
        under = own or FurnitureKind.RELATED
        roles.append(under if related else _role(unit, said[index], index, first, title))
    return _without_tail(units, roles)


def _headline(units: Sequence[_Unit], said: Sequence[FurnitureKind | None], first: int) -> int | None:
    """The headline: the longest headline-like line before the first sentence; None where none is plain."""
    if first == len(units):
        return None
    likely = [
        index
        for index in range(min(first, _LINES_BEFORE_HEADLINE))
        if said[index] is None and _is_headline(units[index])
    ]
    return likely[0] if likely else None


def _is_headline(unit: _Unit) -> bool:
    least, most = _HEADLINE_WORDS
    if not least <= unit.words <= most or len(unit.text) > _HEADLINE_CHARS or is_caption(unit.text):
        return False
    return unit.text.rstrip(_CLOSING)[-1:] not in ".…:;," and not _is_names(unit)


def _is_names(unit: _Unit) -> bool:
    least, most = _BYLINE_WORDS
    return (
        least <= unit.words <= most and len(unit.text) < 60 and _ONLY_NAMES.fullmatch(unit.text) is not None
    )


def _role(unit: _Unit, said: FurnitureKind | None, index: int, first: int, title: int | None) -> Role:
    if said is FurnitureKind.CATEGORY and index > first and not has_seam(unit.text):
        said = None  # a subheading of one word
    if said:
        return said
    if is_caption(unit.text):
        return FurnitureKind.CAPTION
    if _BULLET.match(unit.text):
        return BlockKind.LIST_ITEM
    if _QUOTED.match(unit.text):
        return BlockKind.QUOTE
    if unit.is_prose or unit.words > _HEADING_WORDS:
        return BlockKind.PARAGRAPH
    if index < first and (title is None or index < title):
        return FurnitureKind.CATEGORY if title is not None else BlockKind.PARAGRAPH
    if index < first and _is_names(unit):
        return FurnitureKind.BYLINE
    if index > first and unit.text[-1:] not in '.!?:;,"”’' and unit.text[:1] not in "\"“‘'":
        return BlockKind.HEADING
    return BlockKind.PARAGRAPH


def _without_tail(units: Sequence[_Unit], roles: list[Role]) -> list[Role]:
    """Headings behind the last sentence head nothing: they are other articles' headlines."""
    for index in range(len(units) - 1, -1, -1):
        if roles[index] is BlockKind.HEADING:
            roles[index] = FurnitureKind.RELATED
        elif isinstance(roles[index], BlockKind):
            break
    return roles
