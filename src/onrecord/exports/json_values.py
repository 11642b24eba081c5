"""Single values of JSON, written and read: spans checked against their text, everything by its type.

Reading raises TypeError or ValueError where a value is not what it should be.
"""

from __future__ import annotations

from typing import Any

from onrecord.records import Span


def pair(span: Span) -> list[int]:
    """A span as ``[start, end]``."""
    return [span.start, span.end]


def pair_or_none(span: Span | None) -> list[int] | None:
    """The same; null for none."""
    return None if span is None else pair(span)


def span_of(value: Any, text: str) -> Span:
    """The span of a pair that lies in ``text``."""
    start, end = value
    span = Span(whole(start), whole(end))
    if span.end > len(text):
        raise ValueError(f"the span {value} ends behind the text, which has {len(text)} characters")
    return span


def span_or_none(value: Any, text: str) -> Span | None:
    """The same; None for null."""
    return None if value is None else span_of(value, text)


def part_span(item: Any, text: str) -> Span:
    """The span of an object with start and end."""
    return span_of((item["start"], item["end"]), text)


def whole(value: Any) -> int:
    """A whole number."""
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is no whole number")
    return value


def whole_or_none(value: Any) -> int | None:
    """The same; None for null."""
    return None if value is None else whole(value)


def flag(value: Any) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise TypeError(f"{value!r} is neither true nor false")
    return value


def text_of(value: Any) -> str:
    """A text."""
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is no text")
    return value


def text_or_none(value: Any) -> str | None:
    """The same; None for null."""
    return None if value is None else text_of(value)


def texts(values: Any) -> tuple[str, ...]:
    """A list of texts."""
    if not isinstance(values, list):
        raise TypeError(f"{values!r} is no list of texts")
    return tuple(text_of(value) for value in values)
