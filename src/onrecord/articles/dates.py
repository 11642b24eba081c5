"""When the page was published: as the page says it, in ISO 8601, never more precise than that."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import TYPE_CHECKING

from onrecord.articles.declared import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onrecord.articles.declared import Declared

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?"
_NAMED = (
    re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})\b", re.I),
    re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH},?\s+(?P<year>\d{{4}})\b", re.I),
)
_ISO = re.compile(
    r"\s*(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)\s*(?P<zone>Z|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"\s*(\d{4})(\d{2})(\d{2})\b")
_SLASHED = re.compile(r"\s*(\d{4})/(\d{2})/(\d{2})\b")
_IN_URL = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?=[/.-]|$)")
_META = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "cxenseparse:publishtime",
    "cxenseparse:recs:publishtime",
    "sailthru.date",
    "date.available",
    "dc.date.issued",
    "dcterms.created",
    "dc.date.created",
    "dc.date",
    "prism.publicationdate",
    "citation_publication_date",
    "pubdate",
    "publishdate",
    "publish-date",
    "published",
    "date",
    "article.published",
    "og:pubdate",
    "og:published_time",
    "dcsext.articlefirstpublished",
    "date.created",
)
_FIRST_YEAR = 1900


def published_of(declared: Declared, url: str | None) -> tuple[str, str] | None:
    """The date of publication and its origin; None where the page gives none.

    JSON-LD's own article first (a live blog's meta tags carry its last entry), then meta tags, then the only
    <time> of the page or the first marked as published, then a date in the address.
    """
    in_json = parse_date(clean(declared.article.get("datePublished") or declared.article.get("dateCreated")))
    if in_json:
        return in_json, "json-ld"
    for name in _META:
        found = parse_date(declared.first(name) or "")
        if found:
            return found, "meta"
    for node in declared.nodes.values():  # a WebPage beside no article
        found = parse_date(clean(node.get("datePublished")))
        if found:
            return found, "json-ld"
    stamps = {stamp[:10] for one in declared.times if (stamp := parse_date(one))}
    if len(stamps) == 1:  # several days on one page: other articles' too, and which is ours would be a guess
        return next(stamp for one in declared.times if (stamp := parse_date(one))), "html"
    in_url = url_date(url)
    return (in_url, "url") if in_url else None


def parse_date(text: str) -> str | None:
    """``text`` in ISO 8601, as precise as it is ("2024-05-02", "2024-05-02T07:30:00+00:00"); else None."""
    found = _ISO.match(text)
    if found:
        return _iso(found["day"], found["time"], found["zone"])
    for pattern in (_SLASHED, _COMPACT):
        numbers = pattern.match(text)
        if numbers:
            return _day(*(int(one) for one in numbers.groups()))
    return named_date(text)


def named_date(text: str) -> str | None:
    """The day that ``text`` names in words ("3 May 2024", "May 3rd, 2024"); None without a year."""
    for pattern in _NAMED:
        found = pattern.search(text)
        if found:
            month = _MONTHS.index(found["month"][:3].lower()) + 1
            return _day(int(found["year"]), month, int(found["day"]))
    return None


def url_date(url: str | None) -> str | None:
    """The day in an address like ``/2024/05/02/`` or ``/2024/may/02/``."""
    found = _IN_URL.search((url or "").lower())
    if not found:
        return None
    year, month, day = found.groups()
    if month.isdigit():
        return _day(int(year), int(month), int(day))
    return _day(int(year), _MONTHS.index(month) + 1, int(day)) if month in _MONTHS else None


def first_date(texts: Iterable[str]) -> str | None:
    """The first day named in words or in ISO form in ``texts``."""
    for text in texts:
        iso = re.search(r"\b\d{4}-\d{2}-\d{2}\b", text)
        found = named_date(text) or (parse_date(iso.group()) if iso else None)
        if found:
            return found
    return None


def _iso(day: str, time: str | None, zone: str | None) -> str | None:
    if time is None or _checked(day) is None:
        return _checked(day)
    zone = "+00:00" if zone == "Z" else zone or ""
    try:
        return datetime.fromisoformat(f"{day}T{time}{zone}").isoformat()
    except ValueError:
        return _checked(day)


def _checked(day: str) -> str | None:
    try:
        return date.fromisoformat(day).isoformat() if int(day[:4]) >= _FIRST_YEAR else None
    except ValueError:
        return None


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat() if year >= _FIRST_YEAR else None
    except ValueError:
        return None
