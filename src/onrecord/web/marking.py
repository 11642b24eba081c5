"""Paragraphs -> HTML: the article's words with what is whose, escaped, every piece with its offset.

``data-at`` is where an element's first character stands in ``Article.text``; of what lies between the tags of
``.text``, all but elements with ``data-aside`` are the article's own characters, in order. So a script finds
the offsets of a selection. Words of the page reach the HTML through ``escape`` alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from markupsafe import Markup

from onrecord.exports.cards import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from onrecord.answers.values import Statement
    from onrecord.web.views.marked import Paragraph, Piece, Touch

#: Element and class for each kind of block. The page's own heading is the article's title.
_ELEMENT: Final = {
    "title": ("h2", "head"),
    "heading": ("h3", "head"),
    "paragraph": ("p", ""),
    "quote": ("blockquote", ""),
    "list-item": ("p", "item"),
    "table": ("p", "pre"),
    "preformatted": ("p", "pre"),
}


def text(paragraphs: Sequence[Paragraph], ids: Mapping[int, int], chosen: int | None = None) -> Markup:
    """The paragraphs; ``ids`` gives for a statement's number its id, by which its card is found.

    ``chosen`` is the number of the statement whose words are shown as chosen. Furniture that stands together
    is folded.
    """
    out: list[str] = []
    folded: list[str] = []
    for paragraph in paragraphs:
        if paragraph.furniture:
            folded.append(_furniture(paragraph, ids, chosen))
            continue
        out += _fold(folded)
        folded.clear()
        out.append(_block(paragraph, ids, chosen))
    return Markup("".join([*out, *_fold(folded)]))


def in_sentence(statement: Statement) -> Markup:
    """The sentence of a statement in a list, its content marked."""
    at, shown = statement.at.start, statement.sentence
    spans = sorted((max(0, span.start - at), span.end - at) for span in statement.spans)
    out: list[str] = []
    done = 0
    for start, end in spans:
        start = max(start, done)
        if start >= end:
            continue
        out += (escape(shown[done:start]), f'<span class="content">{escape(shown[start:end])}</span>')
        done = end
    return Markup("".join([*out, escape(shown[done:])]))


def outward(address: str) -> Markup:
    """``address`` as a link where it is one of the web, for people to follow; anything else stays words."""
    try:
        scheme = urlsplit(address).scheme
    except ValueError:
        scheme = ""
    shown = escape(address)
    if scheme not in ("http", "https"):
        return Markup(f"<bdi>{shown}</bdi>")
    return Markup(f'<a href="{shown}" rel="noreferrer noopener external"><bdi>{shown}</bdi></a>')


def _fold(pieces: Sequence[str]) -> list[str]:
    if not pieces:
        return []
    number = f"{len(pieces)} piece{'s' if len(pieces) > 1 else ''} of page furniture"
    summary = f'<summary data-aside="">{number}</summary>'
    return ['<details class="furniture">', summary, *pieces, "</details>\n"]


def _furniture(paragraph: Paragraph, ids: Mapping[int, int], chosen: int | None) -> str:
    kind = f'<span class="kind" data-aside="">{escape(paragraph.kind)}</span>'
    return f'<p data-at="{paragraph.at}">{kind}{_inside(paragraph, ids, chosen)}</p>\n'


def _block(paragraph: Paragraph, ids: Mapping[int, int], chosen: int | None) -> str:
    element, css = _ELEMENT[paragraph.kind]
    opening = f'<{element} class="{css}"' if css else f"<{element}"
    inside = _inside(paragraph, ids, chosen)
    return f'{opening} data-at="{paragraph.at}" dir="auto">{inside}</{element}>\n'


def _inside(paragraph: Paragraph, ids: Mapping[int, int], chosen: int | None) -> str:
    return "".join(_piece(piece, ids, chosen) for piece in paragraph.pieces)


def _piece(piece: Piece, ids: Mapping[int, int], chosen: int | None) -> str:
    shown = escape(piece.text)
    if not piece.marks and not piece.layers:
        return f'<span data-at="{piece.at}">{shown}</span>'
    classes = [*_roles(piece.marks), *piece.layers, *_chosen(piece.marks, chosen)]
    belongs = " ".join(f"{mark.number}:{mark.role}" for mark in piece.marks)
    marks = f' data-a="{belongs}"' if belongs else ""
    title = f' title="{escape(piece.told)}"' if piece.told else ""
    numbers = "".join(_number(number, ids) for number in piece.ended)
    return f'<span class="{" ".join(classes)}" data-at="{piece.at}"{marks}{title}>{shown}</span>{numbers}'


def _roles(marks: Sequence[Touch]) -> list[str]:
    """The classes of a piece: nested words lie on the ground of the content around them."""
    if not marks:
        return []
    deep = sum(mark.role == "content" for mark in marks)
    roles = dict.fromkeys([marks[-1].role, *(["content"] if deep else [])])
    return ["seg", *roles, *([f"deep-{min(deep, 4)}"] if deep > 1 else [])]


def _chosen(marks: Sequence[Touch], chosen: int | None) -> list[str]:
    return [f"on-{mark.role}" for mark in marks if mark.number == chosen]


def _number(number: int, ids: Mapping[int, int]) -> str:
    """The number behind a statement's words, which leads to its card; the card leads back to it."""
    if number not in ids:  # its card is on another part of a long article
        return f'<sup data-aside=""><span>{number}</span></sup>'
    link = f'<a id="t{ids[number]}" href="#s{ids[number]}" aria-label="Statement {number}">{number}</a>'
    return f'<sup data-aside="">{link}</sup>'
