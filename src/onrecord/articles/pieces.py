"""A page's words in order: the tree becomes a flat list of pieces, each a block of running text.

A piece is what a reader would call a paragraph, heading, list item or table row. Where it stands in the
tree is kept, so that later steps can ask what holds it; nothing is judged here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from onrecord.articles.hints import furniture_hint, is_hidden, is_pull_quote
from onrecord.articles.phrases import words
from onrecord.records import BlockKind, FurnitureKind

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any  # lxml's element; lxml ships no types

SKIPPED = words(
    """
    script style noscript template svg math iframe object embed audio video canvas map head select
    datalist input textarea progress meter dialog
    """
)
HEADINGS = words("h1 h2 h3 h4 h5 h6")
# Elements that begin a new line on the screen; everything else runs on in the same piece.
BLOCKS = HEADINGS | words(
    """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
    footer form header hgroup hr html legend li main menu nav ol p pre section summary table tbody tfoot
    thead tr ul caption button label
    """
)
_CELLS = frozenset({"td", "th"})
_RUNNING = HEADINGS | {"p", "blockquote"}
_ENDLESS_TAG = 10_000  # characters; tags with data in attributes reach this, with a few attributes only
_MOST_ATTRIBUTES = 1000
_LEADS = frozenset({"b", "strong", "span"})
_LEAD_WORDS = 3  # fewer may be a name in two styles ("Mac" + "Donald")
_SPACES = re.compile(r"[ \t\n\r\f\v]+")  # HTML's white space; a no-break space is a word's own business
_BREAK = "\x00"  # stands for <br>; NUL is gone from a page's text since decoding
_NOT_WORD = re.compile(r"[\W_]+")
_OPENING = "\"'“‘«„‹「"


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """Running text of one block, white space collapsed, and where it stood.

    ``element`` is the innermost block element around it; ``linked`` the share of its characters inside
    links; ``hints`` the furniture kinds that elements around it suggest, outermost first, each with the
    element that suggests it; ``key`` its letters and digits alone, for comparing.
    """

    text: str
    kind: BlockKind
    element: Element
    linked: float = 0.0
    hints: tuple[tuple[Element, FurnitureKind], ...] = ()
    hidden: bool = False
    timed: bool = False
    key: str = field(default="")


def key_of(text: str) -> str:
    """Letters and digits of ``text`` alone: equal for two spellings of the same words."""
    return _NOT_WORD.sub("", text)


def without_endless_tags(text: str) -> str:
    """``text`` with the attributes taken off tags that have thousands.

    libxml2 takes quadratic time in a tag's attributes: 8000 of them cost 1.6 s, 200,000 over six minutes.
    """
    if len(text) < _ENDLESS_TAG:
        return text
    out = []
    for before in text.split(">"):
        at = before.rfind("<") if len(before) > _ENDLESS_TAG else -1
        tag = before[at:]
        if at >= 0 and len(tag) > _ENDLESS_TAG and len(tag.split()) > _MOST_ATTRIBUTES and tag[1:2].isalpha():
            before = before[:at] + tag.split(None, 1)[0]
        out.append(before)
    return ">".join(out)


def parse(text: str) -> Element | None:
    """The page's tree, repaired as a browser would; None where there is no element at all."""
    from lxml import etree, html

    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    text = without_endless_tags(text)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def pieces_of(tree: Element) -> list[Piece]:
    """The pieces below ``tree`` in the order of the page; those without a letter or digit are left out."""
    from lxml import etree

    return list(_Walk().run(etree.iterwalk(tree, events=("start", "end"))))


class _Walk:
    """The state of one walk: the words since the last block border, and what is open around them."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.linked = 0
        self.open: list[Element] = []  # block elements
        self.hints: list[tuple[Element, FurnitureKind]] = []
        self.links = self.hidden = self.timed = self.quotes = 0

    def run(self, events: Any) -> Iterator[Piece]:
        for event, element in events:
            if event == "start":
                yield from self._start(events, element)
            else:
                yield from self._end(element)

    def _start(self, events: Any, element: Element) -> Iterator[Piece]:
        tag = element.tag
        if tag in SKIPPED:
            events.skip_subtree()
            return
        if tag in BLOCKS:
            yield from self._flush()
            self.open.append(element)
        hint = furniture_hint(element) if tag in BLOCKS or not self._in_running_text() else None
        if hint:
            # An inline element with a hint (a credit) is a piece of its own, unless inside a sentence.
            if tag not in BLOCKS and tag not in _CELLS:
                yield from self._flush()
            self.hints.append((element, hint))
        self.links += tag == "a"
        self.timed += tag == "time"
        self.hidden += is_hidden(element)
        if tag == "br":
            yield from self._break()
        if tag == "q":
            self._quote(element, opening=True)
        if tag in _CELLS:
            self._add(" ")
        self._add(element.text)

    def _end(self, element: Element) -> Iterator[Piece]:
        tag = element.tag
        if tag not in SKIPPED:
            if tag == "q":
                self._quote(element, opening=False)
            hinted = bool(self.hints) and self.hints[-1][0] is element
            if tag in BLOCKS or (hinted and tag not in _CELLS):
                yield from self._flush()
            if tag in BLOCKS:
                self.open.pop()
            if hinted:
                self.hints.pop()
            self.links -= tag == "a"
            self.timed -= tag == "time"
            self.hidden -= is_hidden(element)
        if tag in _LEADS and self._runs_into(element.tail):
            yield from self._flush()
        self._add(element.tail)

    def _quote(self, element: Element, *, opening: bool) -> None:
        """The marks that a browser draws around <q>, unless the page wrote its own inside."""
        if (element.text or "").lstrip()[:1] in tuple(_OPENING):
            return
        self.quotes += 0 if opening else -1
        outer = self.quotes % 2 == 0
        self._add(("“" if outer else "‘") if opening else ("”" if outer else "’"))
        self.quotes += 1 if opening else 0

    def _in_running_text(self) -> bool:
        return bool(self.open) and self.open[-1].tag in _RUNNING

    def _runs_into(self, tail: str | None) -> bool:
        """Whether a bold lead-in touches the sentence behind it: a heading by style alone."""
        if not tail or not tail[0].isupper():
            return False
        before = "".join(self.words)
        return before[-1:].islower() and len(before.split()) >= _LEAD_WORDS

    def _add(self, text: str | None) -> None:
        if text:
            self.words.append(text)
            if self.links:
                self.linked += sum(not character.isspace() for character in text)

    def _break(self) -> Iterator[Piece]:
        """One <br> is a space, two in a row end the paragraph: old pages write theirs so."""
        tail = "".join(self.words[-2:]).rstrip()
        if tail.endswith(_BREAK):
            yield from self._flush()
        else:
            self.words.append(_BREAK)

    def _flush(self) -> Iterator[Piece]:
        raw = "".join(self.words)
        linked = self.linked
        self.words, self.linked = [], 0
        text = _SPACES.sub(" ", raw.replace(_BREAK, " ")).strip(" \t\n\r\f\v\u00a0")
        key = key_of(text)
        if not key or not self.open:
            return
        solid = sum(not character.isspace() for character in text)
        yield Piece(
            text,
            self._kind(),
            self.open[-1],
            linked=linked / solid,
            hints=tuple(self.hints),
            hidden=self.hidden > 0,
            timed=self.timed > 0,
            key=key,
        )

    def _kind(self) -> BlockKind:
        tags = [element.tag for element in self.open]
        if tags[-1] in HEADINGS:
            return BlockKind.HEADING
        if "blockquote" in tags or any(is_pull_quote(element) for element in self.open[-4:]):
            return BlockKind.QUOTE
        for tag in reversed(tags):
            if tag in HEADINGS:
                return BlockKind.HEADING
            if tag in {"li", "dd", "dt"}:
                return BlockKind.LIST_ITEM
            if tag == "tr":
                return BlockKind.TABLE if tags[-1] == "tr" else BlockKind.PARAGRAPH
            if tag == "pre":
                return BlockKind.PREFORMATTED
        return BlockKind.PARAGRAPH
