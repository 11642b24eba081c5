"""Which two quantities of one thing can both be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.analysis.claims.figures import figures
from onrecord.compare.quantities import Quantity, agree
from onrecord.records import Span

if TYPE_CHECKING:
    from fractions import Fraction


def quantity(words: str) -> Quantity:
    """The quantity of "WORDS people"."""
    text = f"They counted {words} people."
    (figure,) = figures(text, [Span(0, len(text))])

    def number(value: Fraction | None) -> float | None:
        return None if value is None else float(value)

    return Quantity(
        figure.kind, figure.bound, number(figure.value), number(figure.low), number(figure.high), figure.unit
    )


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("37", "37", True),
        ("37", "38", False),
        ("at least 30", "37", True),
        ("at least 50", "37", False),
        ("more than 37", "37", False),
        ("at most 700", "640", True),
        ("at most 700", "1,450", False),
        ("about 40", "41", True),
        ("about 110", "121", None),
        ("about 110", "140", False),
        ("10 to 15", "12", True),
        ("10 to 15", "16", False),
        ("at least 30", "at least 50", True),
        ("at least 50", "at most 40", False),
        ("nearly 200", "195", True),
        ("nearly 200", "150", False),
        ("dozens of", "1,000", None),
        ("4 million", "4,200,000", True),
        ("4 million", "5 million", False),
        ("900", "914", True),
        ("1,300", "1,700", False),
        ("40", "41", False),
    ],
)
def test_two_numbers_of_one_thing(one: str, other: str, expected: bool | None) -> None:
    assert agree(quantity(one), quantity(other)) is expected
    assert agree(quantity(other), quantity(one)) is expected
