"""Two quantities of the same thing: whether both can be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from onrecord.records import Bound, FigureKind

#: As far from an "about" a number agrees with it, and from how far on it does not: parts of the larger one.
#: Between the two nothing is said ("about 40" and 45). The gold of quality/compare is marked by this rule.
NEAR: Final = 0.05
FAR: Final = 0.2
#: A "nearly" lies below its number by this part of it at most.
_NEARLY: Final = 0.1
#: Bounds that leave a number where it is.
_LEVEL: Final = frozenset((Bound.EXACT, Bound.ABOUT))
#: Whole numbers from here on are taken for rounded where they end in two zeros: "900" holds 914.
_ROUND_FROM: Final = 100


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure's numbers; as ``records.Figure`` has them, in floats."""

    kind: FigureKind
    bound: Bound
    value: float | None
    low: float | None
    high: float | None
    unit: str | None


def agree(one: Quantity, other: Quantity) -> bool | None:
    """True where both can hold of one thing, False where they cannot, None where neither is sure.

    Units and kinds are the caller's to compare. A size without a number ("dozens") is sure of nothing.
    """
    if Bound.VAGUE in (one.bound, other.bound):
        return None
    if FigureKind.SCORE in (one.kind, other.kind):
        return (one.low, one.high) == (other.low, other.high)
    first, second = _range(one), _range(other)
    if first is None or second is None:
        return None
    if Bound.ABOUT in (one.bound, other.bound):
        return _about(one, other, first, second)
    if first[0] <= second[1] and second[0] <= first[1]:
        return True
    return _rounded(one, other) or False


def _range(one: Quantity) -> tuple[float, float] | None:
    """The least and the greatest that are meant; None where no number is known."""
    value = one.value
    if one.bound is Bound.BETWEEN:
        return (one.low, one.high) if one.low is not None and one.high is not None else None
    if value is None:
        return None
    tiny = abs(value) * 1e-9
    ranges = {
        Bound.AT_LEAST: (value, float("inf")),
        Bound.MORE_THAN: (value + tiny, float("inf")),
        Bound.AT_MOST: (float("-inf"), value),
        Bound.LESS_THAN: (float("-inf"), value - tiny),
        Bound.NEARLY: (value - abs(value) * _NEARLY, value - tiny),
    }
    return ranges.get(one.bound, (value, value))


def _about(
    one: Quantity, other: Quantity, first: tuple[float, float], second: tuple[float, float]
) -> bool | None:
    """With an "about" on a side: by how far apart the nearest ends are."""
    gap = max(second[0] - first[1], first[0] - second[1], 0.0)
    if gap == 0.0:
        return True
    size = max(abs(value) for value in (*first, *second) if abs(value) != float("inf"))
    part = gap / size if size else 0.0
    if part <= NEAR or _rounded(one, other):
        return True
    return False if part >= FAR else None


def _rounded(one: Quantity, other: Quantity) -> bool:
    """Whether the rounder of two numbers is the other one, rounded: "4 million" and 4,200,000."""
    if one.value is None or other.value is None or not {one.bound, other.bound} <= _LEVEL:
        return False
    first, second = _step(one.value), _step(other.value)
    return first != second and abs(one.value - other.value) < max(first, second) / 2


def _step(value: float) -> float:
    """The unit of the last digit that a number gives: 0.1 of 4.2, 100 of 900, 1 of 914 and of 40."""
    if value != int(value):
        told = f"{value:.6f}".rstrip("0")
        return float(10 ** -(len(told) - told.index(".") - 1))
    whole = abs(int(value))
    if whole < _ROUND_FROM or whole % 100:
        return 1.0
    step = 100
    while whole % (step * 10) == 0:
        step *= 10
    return float(step)
