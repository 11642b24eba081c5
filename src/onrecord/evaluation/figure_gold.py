"""Figures marked by hand in invented sentences: the gold of quality/figures, read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from onrecord.analysis.claims.figures_normal import SIGNS
from onrecord.errors import NotFoundError, UsageError
from onrecord.records import Bound, Span

if TYPE_CHECKING:
    from pathlib import Path

_BRACES = re.compile(r"\{([^{}|]+)\|([^{}|]+)(?:\|([^{}|]*))?(?:\|([^{}|]*))?\}")
_NORMAL = re.compile(r"(>=|>|<=|<~|<|~|\?)?(-?\d+(?:[./]\d+)?)(?:(\.\.|:)(-?\d+(?:\.\d+)?))?(?: (\S+))?")
_BOUNDS = {sign: bound for bound, sign in SIGNS.items()}
_CHANGE = re.compile(r"(?:up|down) (?:by|from|to)")


@dataclass(frozen=True, slots=True)
class GoldFigure:
    """A figure as marked by hand. ``numbers`` are its value, or its two ends, or the least of a size;
    ``counted`` is the last word of what is counted, ``change`` direction and part ("up by"); both None
    where not marked.
    """

    span: Span
    bound: Bound
    numbers: tuple[Fraction, ...]
    unit: str | None
    counted: str | None = None
    change: str | None = None


@dataclass(frozen=True, slots=True)
class GoldLine:
    """A line of gold: its words without marks, the figures in them, and under which heading it stands."""

    text: str
    figures: tuple[GoldFigure, ...]
    form: str


def load(path: Path) -> list[GoldLine]:
    """The lines of a gold file. NotFoundError where there is none, UsageError for a mark that cannot be
    read.
    """
    try:
        lines = path.read_text("utf-8").splitlines()
    except OSError as error:
        raise NotFoundError(
            f"{path}: no such gold file; expected dev.txt and test.txt in the folder"
        ) from error
    out: list[GoldLine] = []
    form = ""
    for number, line in enumerate(lines, 1):
        if line.startswith("# "):
            form = line[2:]
        elif line.strip():
            out.append(_read_line(line, form, f"{path.name}:{number}"))
    return out


def _read_line(line: str, form: str, where: str) -> GoldLine:
    text, marked, at = "", [], 0
    for match in _BRACES.finditer(line):
        text += line[at : match.start()]
        start = len(text)
        text += match[1]
        marked.append(_read_figure(Span(start, len(text)), match, where))
        at = match.end()
    text += line[at:]
    if "{" in text or "}" in text:
        raise UsageError(f"{where}: a brace that marks nothing; write {{words|normal form|counted|change}}")
    return GoldLine(text, tuple(marked), form)


def _read_figure(span: Span, match: re.Match[str], where: str) -> GoldFigure:
    normal = _NORMAL.fullmatch(match[2])
    if normal is None:
        raise UsageError(f"{where}: normal form {match[2]!r}; expected one as '>=6 km', '10..15' or '7:2'")
    if match[4] and not _CHANGE.fullmatch(match[4]):
        raise UsageError(f"{where}: change {match[4]!r}; expected up or down, and by, from or to")
    numbers = tuple(Fraction(part) for part in (normal[2], normal[4]) if part)
    bound = Bound.BETWEEN if normal[3] == ".." else _BOUNDS[normal[1] or ""]
    return GoldFigure(span, bound, numbers, normal[5], match[3] or None, match[4] or None)
