"""Which pieces are the article, which its furniture, and which another matter altogether.

The article stands in the smallest element that holds nearly all of what is certainly its text. Everything
inside that element, and between the headline and it, is kept: as a block where it is the article's, as
furniture where it is not. What stands outside (menus, footers, other articles) is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onrecord.articles.core import core_of, is_prose
from onrecord.articles.furniture import furniture_kind, is_caption, names_in_byline
from onrecord.articles.hints import is_summary, is_weak
from onrecord.articles.pieces import HEADINGS, Element, Piece, key_of
from onrecord.records import BlockKind, FurnitureKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Role = BlockKind | FurnitureKind

# The share of the certain text that the article's element must hold. 0.95 climbed to the page's root where a
# footer was taken in; 0.7 lost the second half of articles cut in two by an advertisement.
_ROOT_SHARE = 0.85
# An element whose name says "furniture" but that holds this much of the certain text is a wrapper of the
# article ("paywall-subscribe", "story-share-container").
_WRAPPER_SHARE = 0.3
_LINK_LINE = 0.9  # a paragraph is nothing but a link
# Three words at least, and shorter than this.
_STANDFIRST_CHARS = 400
_LINES_BESIDE_TITLE = 12


@dataclass(frozen=True, slots=True)
class Part:
    """A piece that is kept, and what it is."""

    piece: Piece
    role: Role


def parts_of(html: str, pieces: list[Piece], titles: Sequence[str], description: str | None) -> list[Part]:
    """The article's parts in the order of the page; empty where the page has none.

    ``titles`` are the headlines that the page declares, ``description`` its own summary; both only help to
    recognise pieces, they add no words.
    """
    core = core_of(html, pieces)
    if not core:
        return []
    reading = _Reading(pieces, core, titles, description)
    return reading.parts()


class _Reading:
    """The page's pieces, the certain ones, and what follows from both."""

    def __init__(
        self, pieces: list[Piece], core: set[int], titles: Sequence[str], description: str | None
    ) -> None:
        self.pieces = pieces
        self.core = core
        self.titles = {key_of(title).casefold() for title in titles}
        self.description = key_of(description or "")
        self.weights = self._weigh()
        self.total = sum(len(pieces[index].text) for index in core)
        self.root = self._root()
        self.inside = [index for index, piece in enumerate(pieces) if self._in_root(piece)]
        self.title = self._title()

    def parts(self) -> list[Part]:
        parts = [Part(self.pieces[index], role) for index, role in self._roles()]
        return _without_tail(parts)

    # -- where the article stands

    def _weigh(self) -> dict[Element, int]:
        """How much of the certain text each element holds."""
        weights: dict[Element, int] = {}
        for index in self.core:
            element = self.pieces[index].element
            while element is not None:
                weights[element] = weights.get(element, 0) + len(self.pieces[index].text)
                element = element.getparent()
        return weights

    def _root(self) -> Element:
        """The deepest element with enough of the certain text."""
        element = max(self.weights, key=lambda one: self.weights[one])
        while element.getparent() is not None:
            element = element.getparent()
        while True:
            deeper = [child for child in element if self.weights.get(child, 0) >= _ROOT_SHARE * self.total]
            if not deeper or deeper[0].tag in {"p", "blockquote", "li", "span"}:
                return element
            element = deeper[0]

    def _in_root(self, piece: Piece) -> bool:
        element = piece.element
        while element is not None:
            if element is self.root:
                return True
            element = element.getparent()
        return False

    def _title(self) -> int | None:
        """The headline: what the page declares as such, else the last <h1> before the text."""
        first = min(self.core)
        headings = [
            index
            for index, piece in enumerate(self.pieces)
            if piece.element.tag in HEADINGS and not piece.hidden
        ]
        for index in headings:
            key = self.pieces[index].key.casefold()
            if key in self.titles and self.pieces[index].element.tag in {"h1", "h2"}:
                return index
        before = [i for i in headings if self.pieces[i].element.tag == "h1" and i <= first + 3]
        return before[-1] if before and len(self.pieces[before[-1]].text.split()) >= 3 else None

    # -- what each piece is

    def _roles(self) -> Iterable[tuple[int, Role]]:
        related: Element | None = None
        body_seen = False
        for index in self._considered():
            piece = self.pieces[index]
            if index == self.title:
                yield index, BlockKind.TITLE
                continue
            if related is not None and not self._still_in(piece, related):
                related = None
            role = FurnitureKind.RELATED if related is not None else self._role(index, body_seen)
            if piece.kind is BlockKind.HEADING and role is FurnitureKind.RELATED and related is None:
                related = self._section(piece)
            if role is None:
                continue
            body_seen = body_seen or (isinstance(role, BlockKind) and role is not BlockKind.HEADING)
            yield index, role

    def _considered(self) -> list[int]:
        """The pieces inside the article's element, the headline, and those between the two."""
        inside = self.inside
        if self.title is None:
            return inside
        between = [i for i in range(self.title, min(inside)) if i not in set(inside)]
        ahead = [self.title] if self.title not in inside and self.title not in between else []
        return sorted({*inside, *between, *ahead})

    def _section(self, heading: Piece) -> Element | None:
        """The element that a "More from ..." heading speaks for; None where that is the article's own."""
        element = heading.element.getparent()
        while element is not None and self.weights.get(element, 0) <= _WRAPPER_SHARE * self.total:
            up = element.getparent()
            if up is None or self.weights.get(up, 0) > _WRAPPER_SHARE * self.total:
                return element
            element = up
        return None

    def _still_in(self, piece: Piece, section: Element) -> bool:
        element = piece.element
        while element is not None:
            if element is section:
                return True
            element = element.getparent()
        return False

    def _role(self, index: int, body_seen: bool) -> Role | None:
        """Block or furniture; None for what was never on the screen."""
        piece = self.pieces[index]
        core = index in self.core
        if piece.hidden and not core:
            return None
        inside = self._in_root(piece)
        if self._is_standfirst(piece, body_seen):
            return (
                BlockKind.HEADING
                if piece.kind is BlockKind.HEADING and not is_prose(piece)
                else BlockKind.PARAGRAPH
            )
        furniture = self._furniture(piece, body_seen)
        if furniture is not None:
            return furniture
        if core:
            return piece.kind
        if inside and (is_prose(piece) or (body_seen and self._belongs(piece))):
            return piece.kind
        if inside or piece.timed or names_in_byline(piece.text):
            return self._leftover(piece)
        return FurnitureKind.NAVIGATION if body_seen is False and self._near_title(index) else None

    def _furniture(self, piece: Piece, body_seen: bool) -> FurnitureKind | None:
        """What an element's name says, then what the words say, then what a tag alone suggests."""
        strong = self._hinted(piece, weak=False)
        said = self._said(piece, body_seen)
        if strong is FurnitureKind.BYLINE and said is not None:
            return said  # the box of the byline also holds buttons and labels
        return strong or said or self._hinted(piece, weak=True)

    def _hinted(self, piece: Piece, *, weak: bool) -> FurnitureKind | None:
        """The furniture that the elements around the piece suggest, those that wrap the article apart."""
        for element, kind in piece.hints:
            if (
                is_weak(element, kind) is not weak
                or self.weights.get(element, 0) > _WRAPPER_SHARE * self.total
            ):
                continue
            if kind is FurnitureKind.CAPTION and piece.kind in {BlockKind.QUOTE, BlockKind.TABLE}:
                continue
            return kind
        return None

    def _said(self, piece: Piece, body_seen: bool) -> FurnitureKind | None:
        """The furniture that the piece's own words make it."""
        kind = furniture_kind(piece.text)
        heading = piece.kind is BlockKind.HEADING
        if kind is FurnitureKind.CATEGORY and (body_seen or heading):
            kind = None  # a subheading of one word
        if kind is FurnitureKind.BYLINE and heading:
            kind = None  # the day of a chronicle
        if kind is None and body_seen and self._is_link_line(piece):
            return FurnitureKind.RELATED
        if kind is None and heading and self._repeats_title(piece):
            return FurnitureKind.NAVIGATION
        return kind

    def _is_link_line(self, piece: Piece) -> bool:
        """Nothing but a link, and no sentence: a sentence may link all of its words."""
        heading = piece.kind is BlockKind.HEADING
        return (
            piece.linked >= _LINK_LINE and not heading and piece.text.rstrip("\"'”’ ")[-1:] not in set(".?!")
        )

    def _repeats_title(self, piece: Piece) -> bool:
        return self.title is not None and piece.key == self.pieces[self.title].key

    def _is_standfirst(self, piece: Piece, body_seen: bool) -> bool:
        """The summary under the headline: named so, or equal to the page's own description."""
        if (
            body_seen
            or piece.hidden
            or not len(piece.text.split()) >= 3
            or len(piece.text) > _STANDFIRST_CHARS
        ):
            return False
        if piece.linked > 0.5 or furniture_kind(piece.text) or piece.timed:
            return False
        same = len(piece.key) > 20 and (piece.key in self.description or self.description == piece.key)
        if not same and any(kind is not FurnitureKind.ADVERTISEMENT for _, kind in piece.hints):
            return False
        return same or self._named_summary(piece.element)

    def _named_summary(self, element: Element) -> bool:
        for _ in range(3):
            if element is None or self.weights.get(element, 0) > _WRAPPER_SHARE * self.total:
                return False
            if is_summary(element):
                return True
            element = element.getparent()
        return False

    def _belongs(self, piece: Piece) -> bool:
        """Whether a piece that is neither certain nor prose stands like a part of the text.

        Its parent also holds certain text, and its tag is one that writers use.
        """
        if piece.kind is BlockKind.QUOTE:
            return True
        if piece.element.tag not in {"p", "li", "h2", "h3", "h4", "blockquote", "dd", "dt", "tr", "pre"}:
            return False
        parent = piece.element.getparent()
        grand = (
            parent.getparent() if parent is not None and parent.tag in {"ul", "ol", "blockquote"} else None
        )
        return any(one is not None and self.weights.get(one, 0) > 0.1 * self.total for one in (parent, grand))

    def _near_title(self, index: int) -> bool:
        return self.title is not None and self.title < index <= self.title + _LINES_BESIDE_TITLE

    def _leftover(self, piece: Piece) -> FurnitureKind:
        if piece.timed or names_in_byline(piece.text):
            return FurnitureKind.BYLINE
        if is_caption(piece.text):
            return FurnitureKind.CAPTION
        return FurnitureKind.RELATED if piece.linked >= 0.5 else FurnitureKind.NAVIGATION


def _without_tail(parts: list[Part]) -> list[Part]:
    """Headings that no text follows announce something that is not there: furniture."""
    out = list(parts)
    for index in range(len(out) - 1, -1, -1):
        role = out[index].role
        if role is BlockKind.HEADING:
            out[index] = replace(out[index], role=FurnitureKind.RELATED)
        elif isinstance(role, BlockKind):
            break
    return out
