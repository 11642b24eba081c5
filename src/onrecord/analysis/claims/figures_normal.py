"""The normal form of a figure, as gold is written and people read it: ">=6", "~200 km", "10..15 percent"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.records import Bound, Figure, FigureKind

if TYPE_CHECKING:
    from fractions import Fraction

SIGNS = {
    Bound.EXACT: "", Bound.AT_LEAST: ">=", Bound.MORE_THAN: ">", Bound.AT_MOST: "<=", Bound.LESS_THAN: "<",
    Bound.NEARLY: "<~", Bound.ABOUT: "~", Bound.VAGUE: "?",
}  # fmt: skip


def normal(figure: Figure) -> str:
    """The figure's bound, number and unit. A number that was too long to be kept is "?"."""
    unit = f" {figure.unit}" if figure.unit else ""
    if figure.bound is Bound.BETWEEN:
        return f"{_end(figure.low)}..{_end(figure.high)}{unit}"
    if figure.kind is FigureKind.SCORE:
        return f"{_end(figure.low)}:{_end(figure.high)}{unit}"
    value = figure.low if figure.bound is Bound.VAGUE else figure.value
    return f"{SIGNS[figure.bound]}{_end(value)}{unit}"


def number(value: Fraction) -> str:
    """A number exactly: in decimals ("2.5") where these end, else as a fraction ("1/3")."""
    rest, twos, fives = value.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return f"{value.numerator}/{value.denominator}"
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    point = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{point}" if value < 0 else point


def _end(value: Fraction | None) -> str:
    return "?" if value is None else number(value)
