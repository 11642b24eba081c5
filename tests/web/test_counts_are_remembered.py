"""Counting a large ledger is not done for every visitor; a small one is always counted anew."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.web.counts import Counts


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def counting(clock: Clock, seconds: float) -> tuple[Counts, list[int]]:
    counted: list[int] = []

    def count(_: Any) -> Any:
        clock.now += seconds
        counted.append(len(counted))
        return counted[-1]

    return Counts(count, clock), counted


def test_what_took_long_is_shown_for_a_while(clock: Clock) -> None:
    counts, counted = counting(clock, 0.1)
    assert [counts.of(None), counts.of(None)] == [0, 0]  # type: ignore[arg-type]
    clock.now += 4.9
    assert counts.of(None) == 0  # type: ignore[arg-type]
    clock.now += 0.2
    assert counts.of(None) == 1  # type: ignore[arg-type]
    assert counted == [0, 1]


def test_what_took_no_time_is_counted_each_time(clock: Clock) -> None:
    counts, _ = counting(clock, 0.0)
    assert [counts.of(None) for _ in range(3)] == [0, 1, 2]  # type: ignore[arg-type]


def test_while_one_counts_others_are_shown_what_was_counted_last(clock: Clock) -> None:
    counts, counted = counting(clock, 0.1)
    assert counts.of(None) == 0  # type: ignore[arg-type]
    clock.now += 60
    with counts._counting:
        assert counts.of(None) == 0  # type: ignore[arg-type]
    assert counted == [0]


def test_a_count_that_failed_is_tried_again() -> None:
    tries: list[Any] = [ValueError("busy"), 7]

    def count(_: Any) -> Any:
        result = tries.pop(0)
        if isinstance(result, Exception):
            raise result
        return result

    counts = Counts(count)
    with pytest.raises(ValueError, match="busy"):
        counts.of(None)  # type: ignore[arg-type]
    assert counts.of(None) == 7  # type: ignore[arg-type]
