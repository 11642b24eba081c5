"""Claims <-> the cells of ``figures``, ``dates``, ``narration`` and ``readings.quoted``."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from onrecord.analysis.claims.figures import head_of
from onrecord.analysis.claims.figures_normal import number
from onrecord.ledger.codec import dumps
from onrecord.records import (
    Bound,
    Change,
    ChangePart,
    Check,
    CheckReason,
    DateKind,
    DatePrecision,
    DateReason,
    Direction,
    Figure,
    FigureKind,
    Narration,
    QuotedKind,
    QuotedSpan,
    Span,
    TemporalExpression,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Row


def figure_row(figure: Figure, text: str) -> dict[str, Any]:
    """The cells of a figure; numbers twice: for comparing as the nearest float, and exactly as text."""
    numbers = (figure.value, figure.low, figure.high)
    value, low, high = map(_float, numbers)
    return {
        **_place(figure.span, text),
        "kind": figure.kind.value,
        "bound": figure.bound.value,
        "value": value,
        "low": low,
        "high": high,
        "exact": "|".join("" if one is None else number(one) for one in numbers),
        "unit": figure.unit,
        "noun": head_of(text, figure),
        "direction": figure.change.direction.value if figure.change else None,
        "detail": _figure_detail(figure),
    }


def figure_from(row: Row[Any]) -> Figure:
    """The figure of a row."""
    detail = json.loads(row.detail) if row.detail else {}
    value, low, high = (Fraction(one) if one else None for one in row.exact.split("|"))
    return Figure(
        Span(row.start, row.stop),
        FigureKind(row.kind),
        Bound(row.bound),
        value,
        low,
        high,
        row.unit,
        Span(*detail["c"]) if "c" in detail else None,
        _change_from(*detail["v"]) if "v" in detail else None,
    )


def date_row(one: TemporalExpression, text: str) -> dict[str, Any]:
    """The cells of a date."""
    return {
        **_place(one.span, text),
        "kind": one.kind.value,
        "precision": one.precision.value,
        "first_day": one.start,
        "last_day": one.end,
        "time": one.time,
        "approximate": one.approximate,
        "reason": one.reason.value if one.reason else None,
    }


def date_from(row: Row[Any]) -> TemporalExpression:
    """The date of a row."""
    return TemporalExpression(
        Span(row.start, row.stop),
        DateKind(row.kind),
        DatePrecision(row.precision),
        row.first_day,
        row.last_day,
        row.time,
        bool(row.approximate),
        DateReason(row.reason) if row.reason else None,
    )


def narration_row(one: Narration) -> dict[str, Any]:
    """The cells of a sentence in the page's own voice. Its words stay in the article."""
    detail = {"s": [_pair(span) for span in one.spans]}
    checks = [[check.reason.value, *_pair(check.span)] for check in one.checks]
    return {
        "start": one.sentence.start,
        "stop": one.sentence.end,
        "score": one.score,
        "reasons": " ".join(dict.fromkeys(check.reason.value for check in one.checks)),
        "detail": dumps(detail | ({"c": checks} if checks else {})),
    }


def narration_from(row: Row[Any]) -> Narration:
    """The narration of a row."""
    detail = json.loads(row.detail)
    return Narration(
        tuple(Span(start, end) for start, end in detail["s"]),
        Span(row.start, row.stop),
        tuple(Check(CheckReason(reason), Span(s, e)) for reason, s, e in detail.get("c", ())),
        row.score,
    )


def quoted_cell(quoted: Sequence[QuotedSpan]) -> str:
    """The cell ``readings.quoted``; the attribution is the place among those of the reading."""
    return dumps([[*_pair(one.span), one.kind.value, one.attribution] for one in quoted])


def quoted_from(cell: str | None, places: Mapping[int, int]) -> tuple[QuotedSpan, ...]:
    """What ``quoted_cell`` wrote; ``places`` leads from places in the reading to those in the record. Empty
    for a reading from before there were any.
    """
    values = json.loads(cell) if cell else []
    return tuple(QuotedSpan(Span(s, e), QuotedKind(kind), places.get(at)) for s, e, kind, at in values)


def _figure_detail(figure: Figure) -> str | None:
    cell: dict[str, Any] = {}
    if figure.counted:
        cell["c"] = _pair(figure.counted)
    if figure.change:
        change = figure.change
        cell["v"] = [change.direction.value, change.part.value, _pair(change.cue), list(change.partners)]
    return dumps(cell) if cell else None


def _change_from(direction: str, part: str, cue: list[int], partners: list[int]) -> Change:
    return Change(Direction(direction), ChangePart(part), Span(*cue), tuple(partners))


def _place(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "stop": span.end, "words": span.of(text)}


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _float(value: Fraction | None) -> float | None:
    """The nearest float; None for a number beyond all of them, which only the exact text has."""
    try:
        return None if value is None else float(value)
    except OverflowError:
        return None
