"""Whom an article names as having reported before it: an agency, agencies at large, another outlet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from onrecord.compare.words import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

_BRACKETED: Final = re.compile(r"[(\[]\s*([^\W\d_][^()\[\]\d\n]{1,58}?)\s*[)\]]")
#: The last words of a report: "(Norpress)", "- Norpress".
_SIGNED: Final = re.compile(r"(?:[.!?”\"’]\s*|\n)[(\[]\s*([^\W\d_][^()\[\]\d\n]{1,40}?)\s*[)\]]\s*$")
#: How a report of an agency opens: "GENEVA, May 3 (Norpress) -".
_OPENING: Final = re.compile(
    r"\s*[A-ZÀ-Þ][^a-zß-ÿ()\n]{2,40}[^()\n]{0,20}([(\[][^()\[\]\n]{1,60}[)\]])\s*[-–—:]"
)
#: What stands beside the name of whoever reported it first.
_BEFORE: Final = (
    r"\b(?:[Tt]old|[Cc]iting|[Qq]uoting|[Tt]o|[Bb]y|[Ww]ith|[Ff]rom|[Ii]n)\s+(?:[Tt]he\s+)?|[(\[]"
)
_BEHIND: Final = r",?\s+(?:(?:ha[sd]|first|also)\s+)*(?:report|wrote|writes|said|says|quot|cit|learned)"
_AGENCY_WORD: Final = re.compile(r"\b(?:agency|agencia|agence|agentur|wire|newswire|press)\b")
_AGENCIES: Final = re.compile(
    r"\b(?:news )?agenc(?:y|ies)\b[^.\n]{0,20}\breport|\bagency (?:copy|report)s?\b"
)
#: "AP", "AFP", "XINHUA": longer capitals may be a person's name.
_LONGEST_SHORT: Final = 6


def agency_of(body: str, dateline: str | None, authors: Sequence[str], outlet: str | None) -> str | None:
    """The agency whose report an article is by its own word: dateline, byline or signature.

    ``dateline`` are the words that were found to be one. None where there is none, or where the outlet is the
    agency itself.
    """
    opening = _OPENING.match(body)
    head = dateline or (opening[1] if opening else "")
    signed = _BRACKETED.search(head) or _SIGNED.search(body.rstrip())
    names = [signed[1]] if signed and signed[1][0].isupper() else []
    names += [author for author in authors if _is_agency(author)]
    return next((name for name in names if outlet is None or fold(name) != fold(outlet)), None)


def same(one: str, other: str) -> bool:
    """Whether two names are one agency's or outlet's: case, accents and the article do not count."""
    return _key(one) == _key(other)


def names(text: str, name: str) -> bool:
    """Whether a text credits an agency or outlet by its name: "Norpress reported", "told the Vell Courier".

    A name that merely stands there does not count: outlets are called Today, Time, The Standard.
    """
    words = name.split()
    if words and words[0].lower() == "the":
        words = words[1:]
    if not words:
        return False
    name = r"\s+".join(map(re.escape, words))
    credit = rf"(?:{_BEFORE}){name}(?!\w)|(?<!\w){name}(?:['’]s)?{_BEHIND}"
    return re.search(credit, text) is not None


def names_agencies(text: str) -> bool:
    """Whether a text credits agencies without naming one: "agencies report"."""
    return _AGENCIES.search(text.lower()) is not None


def _key(name: str) -> str:
    return fold(name).removeprefix("the ").strip()


def _is_agency(author: str) -> bool:
    """Whether a byline names no person: by the word for an agency, or by capitals alone."""
    name = author.strip()
    letters = name.isalpha() and name.isupper() and len(name) <= _LONGEST_SHORT
    return letters or bool(_AGENCY_WORD.search(name.lower()))
