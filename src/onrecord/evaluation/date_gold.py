"""Dates marked by hand in invented sentences: the gold of quality/dates, read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.analysis.claims.dates_normal import days_of
from onrecord.errors import NotFoundError, UsageError
from onrecord.records import DateKind, DatePrecision, DateReason, Span

if TYPE_CHECKING:
    from pathlib import Path

_BRACES = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
_MARK = re.compile(r"([\d-]*(?:W\d\d)?)(\.\.)?([\d-]*(?:W\d\d)?)(T[\w:]+)?((?: [\w~-]+)*)")


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A temporal expression as marked by hand; ``kind`` and ``precision`` are None where not marked."""

    span: Span
    start: str | None
    end: str | None
    time: str | None = None
    reason: DateReason | None = None
    precision: DatePrecision | None = None
    kind: DateKind | None = None
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class GoldPassage:
    """A passage without its marks, its publication date or None, the dates in it, and the form it shows."""

    text: str
    published: str | None
    dates: tuple[GoldDate, ...]
    form: str


def load(path: Path) -> list[GoldPassage]:
    """The passages of a gold file. NotFoundError where there is none, UsageError for a mark that cannot be
    read.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise NotFoundError(
            f"{path}: no such gold file; expected dev.txt and test.txt in the folder"
        ) from error
    out: list[GoldPassage] = []
    form, published = "", None
    for number, line in enumerate(lines, 1):
        if line.startswith("# "):
            form = line[2:]
        elif line.startswith("@ "):
            published = None if line == "@ -" else line[2:]
        elif line.strip():
            out.append(_read_line(line, published, form, f"{path.name}:{number}"))
    return out


def _read_line(line: str, published: str | None, form: str, where: str) -> GoldPassage:
    text, marked, at = "", [], 0
    for match in _BRACES.finditer(line):
        text += line[at : match.start()]
        start = len(text)
        text += match[1]
        marked.append(_read_mark(Span(start, len(text)), match[2], where))
        at = match.end()
    text += line[at:]
    if "{" in text or "}" in text:
        raise UsageError(f"{where}: a brace that marks nothing; write {{words|interval precision kind}}")
    return GoldPassage(text, published, tuple(marked), form)


def _read_mark(span: Span, mark: str, where: str) -> GoldDate:
    if mark.startswith("?"):
        try:
            return GoldDate(span, None, None, reason=DateReason(mark[1:]))
        except ValueError as error:
            raise UsageError(f"{where}: reason {mark[1:]!r}; expected one of DateReason's") from error
    found = _MARK.fullmatch(mark)
    words = set(found[5].split()) if found else set()
    known = words & {"~", *DatePrecision, *DateKind}
    try:
        if found is None or words != known or not (found[1] or found[3]):
            raise ValueError(mark)
        start = days_of(found[1])[0] if found[1] else None
        end = days_of(found[3])[1] if found[3] else None if found[2] else days_of(found[1])[1]
    except ValueError as error:
        raise UsageError(
            f"{where}: mark {mark!r}; expected one as '2024-05-03', '2007.. since' or '1990..1999 decade'"
        ) from error
    precision = next((DatePrecision(word) for word in words if word in set(DatePrecision)), None)
    kind = next((DateKind(word) for word in words if word in set(DateKind)), None)
    return GoldDate(span, start, end, found[4], None, precision, kind, "~" in words)
