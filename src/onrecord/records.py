"""The values that travel: page, article, attribution, record.

All are frozen and of the standard library only. **One coordinate**: every offset is a character
offset (Python string index) into ``Article.text``, end exclusive, so that ``text[start:end]`` are the
exact words. Two records are equal when all their fields are.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class PageKind(StrEnum):
    """What a page's bytes turned out to be."""

    HTML = "html"
    TEXT = "text"


class BlockKind(StrEnum):
    """What a block of the article is, in the order of the page."""

    TITLE = "title"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"  # <blockquote>, a pull quote, a quoted letter
    LIST_ITEM = "list-item"
    TABLE = "table"
    PREFORMATTED = "preformatted"


class FurnitureKind(StrEnum):
    """What a piece of page furniture is: on the page, but not the reporter's words."""

    CATEGORY = "category"  # "BusinessMiddle East", breadcrumbs
    BYLINE = "byline"  # "By Ana Lund", "Published 3 May", reading times
    SHARE = "share"  # share bars, comment counts
    NAVIGATION = "navigation"  # "Back to top", "Skip to content", "Read more"
    NEWSLETTER = "newsletter"  # sign-up and subscription boxes
    CAPTION = "caption"  # picture captions and credits
    RELATED = "related"  # related and recommended headlines
    ADVERTISEMENT = "advertisement"
    EMBED = "embed"  # an embedded post of a social network, with its signature and date
    NOTICE = "notice"  # copyright, cookies, corrections policy


class Quotation(StrEnum):
    """How the content's words stand on the page."""

    DIRECT = "direct"  # all of the content inside quotation marks
    INDIRECT = "indirect"  # none of it
    MIXED = "mixed"  # some of it


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of ``Article.text``; never empty, never negative."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"Span({self.start}, {self.end}): expected 0 <= start < end")

    def of(self, text: str) -> str:
        """The words themselves."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as they came, before anything was understood of them.

    ``name`` is what the user called it (path, URL or "-") and stands in messages. ``url`` is the address
    after redirects, None for files. ``encoding`` names the one ``text`` was decoded with; ``repaired`` is
    true where some bytes had to be replaced.
    """

    name: str
    kind: PageKind
    text: str
    encoding: str
    url: str | None = None
    fetched: datetime | None = None
    repaired: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph-like part of the article: the words at ``span`` and what they are."""

    span: Span
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Furniture:
    """A piece of page furniture inside ``Article.text``: kept with its offsets, never analysed."""

    span: Span
    kind: FurnitureKind


@dataclass(frozen=True, slots=True)
class Article:
    """What the page says, with what it says about itself.

    ``text`` holds title, body and furniture in the page's order; ``blocks`` and ``furniture`` do not
    overlap, are sorted, and together cover every word of it. A field that the page does not give is None
    (or empty): nothing is guessed. ``origins`` says for each given field where it was read:
    "json-ld", "meta", "html", "text", "url".
    ``published`` is ISO 8601, as precise as the page has it ("2024-05-02" or "2024-05-02T07:30:00+00:00").
    ``language`` is an ISO 639-1 code. ``dateline`` is the span of "GENEVA (AP) -" where the body opens so.
    """

    text: str
    blocks: tuple[Block, ...] = ()
    furniture: tuple[Furniture, ...] = ()
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    dateline: Span | None = None
    origins: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attribution:
    """An attribution relation as in PolNeAR: who (source), the words that attribute (cue), what (content).

    ``source`` is empty where nobody is named; ``content`` has several spans where it is interrupted.
    ``parent`` is the index, in the same record, of the attribution whose content holds this one; None
    at the top. ``confidence`` is the calibrated probability that source, cue and content belong together.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quotation: Quotation
    confidence: float
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """An article and every attribution in it, in reading order.

    ``notes`` tell, in sentences for the user, what limits this reading: nothing to read, a language the
    model was not trained on. ``model`` names the model that read it, None where nothing was read.
    """

    article: Article
    attributions: tuple[Attribution, ...] = ()
    model: str | None = None
    name: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """An input that gave no record, and why: ``reason`` is a stable code, ``message`` for people."""

    name: str
    reason: str
    message: str
