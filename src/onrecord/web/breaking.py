"""Words of thousands of characters get places at which a line may break.

Without them Chromium takes 16 seconds and more to lay out a statement's page with a few words of 20,000
characters, with them half a second. ``<wbr>`` is no character: what is selected and copied stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

#: No word of any language is so long; addresses are, and breaking them does no harm.
_LONG: Final = 160
#: A line of a narrow column holds so many.
_STEP: Final = 40

#: What is left alone, elements whose content is no markup and tags, or else the words between tags.
_PARTS: Final = re.compile(
    r"<(textarea|title|script|style)\b.*?</\1>|<[^>]*>|[^<]+", re.DOTALL | re.IGNORECASE
)
_RUN: Final = re.compile(rf"[^\s<>]{{{_LONG},}}")
#: So many characters, of which one may be written as an entity.
_PIECE: Final = re.compile(rf"(?:&[#\w]+;|[^&]|&){{{_STEP}}}")


def broken(html: str) -> str:
    """The page with ``<wbr>`` in its endless words; as it is where there are none."""
    return _PARTS.sub(_part, html) if _has_any(html) else html


def _has_any(html: str) -> bool:
    """Whether one stands outside of tags; nearly always there is none at all, which splitting tells soonest.

    Of an article's 75,000 characters it takes 0.3 ms, to look for the pattern 3.7.
    """
    if max(map(len, html.split()), default=0) < _LONG:
        return False
    starts = (found.start() for found in _RUN.finditer(html))
    return any(html.rfind("<", 0, start) <= html.rfind(">", 0, start) for start in starts)


def _part(match: re.Match[str]) -> str:
    part = match[0]
    return part if part.startswith("<") else _RUN.sub(_with_breaks, part)


def _with_breaks(match: re.Match[str]) -> str:
    return _PIECE.sub(lambda piece: f"{piece[0]}<wbr>", match[0])
