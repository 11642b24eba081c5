"""The value of digits with their separators, in any grouping that news use; no guess where none fits."""

from __future__ import annotations

import re
from fractions import Fraction

# A number of more digits than this is a key or a hash and no quantity: its span is given and no value. Python
# itself refuses to read more than 4300 digits, and takes time quadratic in them.
MAX_DIGITS = 1000
_SPLIT = re.compile(r"([.,'’\u00a0\u2009\u202f٬٫])")


def grouped(run: str) -> tuple[Fraction | None, bool]:
    """The value of digits with separators, and whether a comma was taken for the decimal point; no
    value where the separators make no number, or the digits come from two systems.
    """
    if len(run) > MAX_DIGITS or not _one_system(run):
        return None, False
    if run.isdecimal():
        return Fraction(int(run)), False
    groups = _SPLIT.split(run)
    numbers, marks = groups[::2], groups[1::2]
    last, others = marks[-1], set(marks[:-1])
    if len(others) > 1 or (others and not _groups_well(numbers[: -1 if last not in others else None])):
        return None, False
    if others and last in others:
        return Fraction(int("".join(numbers))), False
    if others:
        return (_decimal(numbers), False) if last in ".,٫" else (None, False)
    if last in ".٫":
        return _decimal(numbers), False
    if _groups_well(numbers):
        return Fraction(int("".join(numbers))), False
    return (_decimal(numbers), True) if last == "," and len(numbers[1]) <= 2 else (None, False)


def _groups_well(numbers: list[str]) -> bool:
    """Groups of three, or as in India: groups of two and a last one of three."""
    first, *middle, last = numbers
    if not middle and len(numbers) == 1:
        return True
    if len(last) != 3 or first == "0":
        return False
    threes = len(first) <= 3 and all(len(group) == 3 for group in middle)
    return threes or (len(first) <= 2 and bool(middle) and all(len(group) == 2 for group in middle))


def _decimal(numbers: list[str]) -> Fraction:
    return Fraction(int("".join(numbers)), 10 ** len(numbers[-1]))


def _one_system(run: str) -> bool:
    """Whether all digits belong to one numeral system: the ten of each stand in a row in Unicode."""
    return run.isascii() or len({ord(c) - int(c) for c in run if c.isdecimal()}) == 1
