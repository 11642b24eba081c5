"""Which of the page's words trafilatura holds for the article: the anchor our own reading starts from.

trafilatura decides well where the article stands and badly, at times, what of it to keep (it drops
standfirsts, quotations, paragraphs with a link in them). So it is asked for the place only; the words are
read from the tree.
"""

from __future__ import annotations

import logging

from onrecord.articles.pieces import Piece, key_of, without_endless_tags
from onrecord.records import BlockKind

# Beyond this trafilatura's copies of the tree cost more memory than the page may (a 4 MB page peaks near
# 300 MB); the largest of the 39 real pages has 1.3 MB. Larger ones are anchored by their prose alone.
MOST_CHARS = 4_000_000
# Words may be cut up differently there: a piece also counts where it stands inside a longer line. Looking for
# that is linear in the page for every piece, so it is bounded; real pages use some 5 million.
_SEARCH_BUDGET = 300_000_000
_SHORTEST_SEARCHED = 24  # characters of a key; shorter ones stand everywhere by accident
# Without trafilatura: a piece is prose when it is this long, little of it is linked and nothing marks it.
_PROSE_CHARS = 90
_PROSE_LINKED = 0.3


def core_of(html: str, pieces: list[Piece]) -> set[int]:
    """The indices of the pieces that belong to the article for certain; empty where there is none."""
    lines = _trafilatura_lines(html) if len(html) <= MOST_CHARS else []
    found = _matching(lines, pieces) if lines else set()
    return found or {
        index
        for index, piece in enumerate(pieces)
        if is_prose(piece) and not piece.hints and not piece.hidden and len(piece.text) >= _PROSE_CHARS
    }


def is_prose(piece: Piece) -> bool:
    """Whether a piece reads like running text: five words, a sentence's end, few links."""
    if piece.kind is BlockKind.HEADING or piece.linked > _PROSE_LINKED:
        return False
    return len(piece.text.split()) >= 5 and piece.text.rstrip("\"'”’»)]* ")[-1:] in (
        ".",
        "?",
        "!",
        "…",
        ":",
        ";",
    )


def _trafilatura_lines(html: str) -> list[str]:
    """The keys of trafilatura's lines; none where it finds no article or stumbles."""
    import trafilatura

    log = logging.getLogger("trafilatura")
    if not log.handlers:  # it warns about every odd page; what comes of one is ours to tell
        log.addHandler(logging.NullHandler())
        log.propagate = False
    try:
        text = trafilatura.extract(
            without_endless_tags(html), include_comments=False, include_tables=True, deduplicate=False
        )
    except Exception:  # whatever a broken page does to it, the page still has its prose
        return []
    return [key for line in (text or "").split("\n") if (key := key_of(line))]


def _matching(lines: list[str], pieces: list[Piece]) -> set[int]:
    whole = set(lines)
    joined = "".join(lines)
    budget = _SEARCH_BUDGET
    found: set[int] = set()
    for index, piece in enumerate(pieces):
        if piece.key in whole:
            found.add(index)
        elif len(piece.key) >= _SHORTEST_SEARCHED and budget > 0:
            budget -= len(joined)
            if piece.key in joined:
                found.add(index)
    return found
