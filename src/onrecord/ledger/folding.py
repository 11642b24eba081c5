"""How words are compared when they are looked for: in lower case, without diacritics, by runs of letters."""

from __future__ import annotations

import re
import unicodedata

_RUNS = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Lower case, without diacritics."""
    apart = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in apart if not unicodedata.combining(c))


def runs(text: str) -> list[str]:
    """The words of ``text`` as the indexes hold them."""
    return _RUNS.findall(fold(text))
