"""What a record claims <-> JSON: figures, dates, quoted stretches, narration; shares and headline, derived.

Numbers stand as exact text ("2.5", "1/3"), since JSON's own would round them. What is derived (``normal``,
``noun``, ``attribution``, ``shares``, ``headline``) is written for readers and not read back.
"""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Final

from onrecord.analysis.claims import dates_normal, figures_normal
from onrecord.analysis.claims.figures import head_of
from onrecord.analysis.claims.headline import headline
from onrecord.analysis.claims.holders import innermost
from onrecord.analysis.claims.shares import shares
from onrecord.exports.json_values import (
    flag,
    pair,
    pair_or_none,
    span_of,
    span_or_none,
    text_or_none,
    whole,
    whole_or_none,
)
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
    Record,
    TemporalExpression,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.records import Attribution, HeadlineClaim, SpeakerShare

# Digits with a point or over others. No exponent: "1e999999999" would be a number that fills the memory.
_NUMBER: Final = re.compile(r"-?\d{1,4000}(?:\.\d{1,4000}|/\d{1,4000})?", re.ASCII)


def claims_to_dict(record: Record) -> dict[str, Any]:
    """The keys of a record's object that tell what it claims, in the order of the schema."""
    text = record.article.text
    numbers = _with_holders(
        [_figure_to_dict(figure, text) for figure in record.figures], record.figures, record.attributions
    )
    days = _with_holders([_date_to_dict(one) for one in record.dates], record.dates, record.attributions)
    return {
        "figures": numbers,
        "dates": days,
        "quoted": [_quoted_to_dict(one) for one in record.quoted],
        "narration": [_narration_to_dict(one) for one in record.narration],
        "shares": _shares_to_dict(record),
        "headline": _headline_to_list(record),
    }


def figures_of(values: Any, text: str) -> tuple[Figure, ...]:
    """The figures of the key "figures"; raises as ``json_reader.record_of`` does."""
    found = tuple(_figure_of(value, text) for value in values)
    for index, figure in enumerate(found):
        for partner in figure.change.partners if figure.change else ():
            if not 0 <= partner < len(found):
                raise ValueError(f"figure {index} names figure {partner}, and there are {len(found)}")
    return found


def dates_of(values: Any, text: str) -> tuple[TemporalExpression, ...]:
    """The same for "dates"."""
    return tuple(_date_of(value, text) for value in values)


def quoted_of(values: Any, text: str, attributions: int) -> tuple[QuotedSpan, ...]:
    """The same for "quoted", of a record with so many attributions."""
    return tuple(_quoted_of(value, text, attributions) for value in values)


def narration_of(values: Any, text: str) -> tuple[Narration, ...]:
    """The same for "narration"."""
    return tuple(_narration_of(value, text) for value in values)


def number_of(told: Any) -> Fraction | None:
    """The number that ``figures_normal.number`` wrote; None for null. ValueError where it is none."""
    if told is None:
        return None
    if not isinstance(told, str) or not _NUMBER.fullmatch(told):
        raise ValueError(f'{told!r:.40} is no number: expected digits as in "12", "2.5" or "1/3"')
    try:
        return Fraction(told)
    except ZeroDivisionError as error:
        raise ValueError(f"{told!r:.40} is no number: it has no value") from error


def number_or_none(value: Fraction | None) -> str | None:
    """A number as exact text."""
    return None if value is None else figures_normal.number(value)


def _with_holders(
    values: list[dict[str, Any]],
    found: Sequence[Figure | TemporalExpression],
    attributions: Sequence[Attribution],
) -> list[dict[str, Any]]:
    """Each with the attribution that answers for it."""
    holders = innermost([one.span for one in found], attributions)
    return [value | {"attribution": holder} for value, holder in zip(values, holders, strict=True)]


def _figure_to_dict(figure: Figure, text: str) -> dict[str, Any]:
    return {
        "span": pair(figure.span),
        "kind": figure.kind.value,
        "bound": figure.bound.value,
        "value": number_or_none(figure.value),
        "low": number_or_none(figure.low),
        "high": number_or_none(figure.high),
        "unit": figure.unit,
        "counted": pair_or_none(figure.counted),
        "change": None if figure.change is None else _change_to_dict(figure.change),
        "normal": figures_normal.normal(figure),
        "noun": head_of(text, figure),
    }


def _figure_of(value: Any, text: str) -> Figure:
    change = value["change"]
    return Figure(
        span_of(value["span"], text),
        FigureKind(value["kind"]),
        Bound(value["bound"]),
        number_of(value["value"]),
        number_of(value["low"]),
        number_of(value["high"]),
        text_or_none(value["unit"]),
        span_or_none(value["counted"], text),
        None if change is None else _change_of(change, text),
    )


def _change_to_dict(change: Change) -> dict[str, Any]:
    return {
        "direction": change.direction.value,
        "part": change.part.value,
        "cue": pair(change.cue),
        "partners": list(change.partners),
    }


def _change_of(value: Any, text: str) -> Change:
    return Change(
        Direction(value["direction"]),
        ChangePart(value["part"]),
        span_of(value["cue"], text),
        tuple(map(whole, value["partners"])),
    )


def _date_to_dict(one: TemporalExpression) -> dict[str, Any]:
    return {
        "span": pair(one.span),
        "kind": one.kind.value,
        "precision": one.precision.value,
        "start": one.start,
        "end": one.end,
        "time": one.time,
        "approximate": one.approximate,
        "reason": None if one.reason is None else one.reason.value,
        "normal": dates_normal.normal(one),
    }


def _date_of(value: Any, text: str) -> TemporalExpression:
    reason = value["reason"]
    start, end = _day_or_none(value["start"]), _day_or_none(value["end"])
    if (start is None and end is None) != (reason is not None):
        raise ValueError(f"the date {value['span']} has a reason why it has no interval, or an interval")
    if start is not None and end is not None and start > end:
        raise ValueError(f"the date {value['span']} ends before it begins")
    return TemporalExpression(
        span_of(value["span"], text),
        DateKind(value["kind"]),
        DatePrecision(value["precision"]),
        start,
        end,
        text_or_none(value["time"]),
        flag(value["approximate"]),
        None if reason is None else DateReason(reason),
    )


def _day_or_none(value: Any) -> str | None:
    told = text_or_none(value)
    if told is not None and date.fromisoformat(told).isoformat() != told:
        raise ValueError(f"{told!r} is no day as in 2024-05-03")
    return told


def _quoted_to_dict(one: QuotedSpan) -> dict[str, Any]:
    return {"span": pair(one.span), "kind": one.kind.value, "attribution": one.attribution}


def _quoted_of(value: Any, text: str, attributions: int) -> QuotedSpan:
    holder = whole_or_none(value["attribution"])
    if holder is not None and not 0 <= holder < attributions:
        raise ValueError(f"a quoted stretch stands in attribution {holder}, and there are {attributions}")
    return QuotedSpan(span_of(value["span"], text), QuotedKind(value["kind"]), holder)


def _narration_to_dict(one: Narration) -> dict[str, Any]:
    return {
        "spans": [pair(span) for span in one.spans],
        "sentence": pair(one.sentence),
        "checks": [{"reason": check.reason.value, "span": pair(check.span)} for check in one.checks],
        "score": one.score,
    }


def _narration_of(value: Any, text: str) -> Narration:
    return Narration(
        tuple(span_of(one, text) for one in value["spans"]),
        span_of(value["sentence"], text),
        tuple(Check(CheckReason(one["reason"]), span_of(one["span"], text)) for one in value["checks"]),
        float(value["score"]),
    )


def _shares_to_dict(record: Record) -> dict[str, Any]:
    found = shares(record)
    return {
        "words": found.words,
        "attributed": found.attributed,
        "share": found.share,
        "speakers": found.speakers,
        "named": found.named,
        "by_speaker": [_share_to_dict(one) for one in found.by_speaker],
    }


def _share_to_dict(one: SpeakerShare) -> dict[str, Any]:
    return {"speaker": one.speaker, "words": one.words, "share": one.share}


def _headline_to_list(record: Record) -> list[dict[str, Any]]:
    check = headline(record, lambda attribution: attribution.stance, narrations=record.narration)
    return [_headline_claim(claim) for claim in check.claims] if check else []


def _headline_claim(claim: HeadlineClaim) -> dict[str, Any]:
    return {
        "outcome": claim.outcome.value,
        "headline": claim.headline,
        "body": claim.body,
        "overlap": claim.overlap,
        "headline_spans": [pair(span) for span in claim.headline_spans],
        "body_spans": [pair(span) for span in claim.body_spans],
        "same_speaker": claim.same_speaker,
        "same_stance": claim.same_stance,
        "same_words": claim.same_words,
    }
