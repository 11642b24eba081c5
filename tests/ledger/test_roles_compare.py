"""Roles and dates: one role, one walk of life, or two that nobody has at once."""

from __future__ import annotations

import pytest

from onrecord.ledger.dates import day, one_time
from onrecord.ledger.people import Reported
from onrecord.ledger.roles import Field, exclusive, fields, offices, same_role, share_a_field


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("foreign minister", "Minister"),
        ("the former spokesman", "spokeswoman"),
        ("chairperson", "chairwoman"),
        ("minister of health", "health minister"),
    ],
)
def test_one_role_in_other_words(a: str, b: str) -> None:
    assert same_role(a, b)
    assert same_role(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("finance minister", "foreign minister"), ("", "minister"), ("former", "new"), ("coach", "judge")],
)
def test_other_roles(a: str, b: str) -> None:
    assert not same_role(a, b)


@pytest.mark.parametrize(("a", "b"), [("striker", "minister"), ("batsman", "judge"), ("bishop", "jockey")])
def test_nobody_has_both_at_once(a: str, b: str) -> None:
    assert exclusive(a, b)
    assert exclusive(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [("lawyer", "senator"), ("professor", "minister"), ("footballer", "presenter"), ("director", "singer"),
     ("novelist", "columnist"), ("player and lawmaker", "minister")],
)  # fmt: skip
def test_one_person_may_have_both(a: str, b: str) -> None:
    assert not exclusive(a, b)


def test_trades_are_not_one_walk_of_life() -> None:
    assert fields("baker") == fields("resident") == {Field.TRADE}
    assert not share_a_field("baker", "resident")
    assert share_a_field("striker", "goalkeeper")


def test_words_for_who_leads_tell_no_walk_of_life() -> None:
    assert fields("director") == fields("president") == fields("spokeswoman") == frozenset()
    assert offices("the foreign minister") == {"minister"}


@pytest.mark.parametrize("words", ["2025", "2025-06", "2025-06-15", "2025-06-15T10:00:00+02:00"])
def test_dates_of_any_precision_are_days_of_that_time(words: str) -> None:
    found, expected = day(words), day("2025-07-01")
    assert found is not None
    assert expected is not None
    assert abs(found - expected) <= 31


@pytest.mark.parametrize("words", [None, "", "May", "2025-13", "2025-1"])
def test_what_is_no_date_is_none(words: str | None) -> None:
    assert day(words) is None


def test_two_years_apart_is_another_time_and_undated_is_any() -> None:
    then, now = (
        Reported("striker", "2015-01-01", "2019-05-01"),
        Reported("minister", "2025-01-01", "2025-01-01"),
    )
    assert not one_time(then, now)
    assert not one_time(now, then)
    assert one_time(Reported("striker", "2015-01-01", "2024-01-01"), now)
    assert one_time(Reported("striker"), now)
