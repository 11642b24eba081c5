"""Words and numbers that look like dates and are none."""

from __future__ import annotations

import pytest

from onrecord.analysis.claims.dates import dates
from onrecord.records import Span


def words(text: str) -> list[str]:
    return [one.span.of(text) for one in dates(text, [Span(0, len(text))], "2024-05-07")]


@pytest.mark.parametrize(
    "text",
    [
        "You may march.",
        "Mr. March and June Holt met April Lund.",
        "An august man sat in the sun for a second.",
        "The spring broke in the fall of the rocks.",
        "The factory has 2007 people and made 1,984 pumps.",
        "A crowd of 2000 people saw 1500 metres of rope.",
        "He paid $2019 for Room 1812.",
        "She ran it for two years, a five-day trip, with a 20-year-old.",
        "Now they walk, then they talk; currently nobody does.",
        "They saw 2001: A Space Odyssey.",
        "They won 3:15 and lost 4-6.",
        "They voted on Super Tuesday.",
        "They meet every Friday.",
        "They watched Saturday Night Live.",
        "Two days before the vote they left.",
        "They bought a Christmas tree.",
        "They stopped seven months before she announced it.",
        "They hold midnight votes.",
        "They read USA TODAY.",
        "They dived in 2000 metres of water.",
        "They sang of 2001: A Space Odyssey.",
        "They saw a crowd of 2000 in the hall.",
        "They won by 3/4.",
        "It took two of the three second halves.",
        "They knew that day would come.",
    ],
)
def test_nothing_is_found(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In May, Ms. May left.", ["May"]),
        ("In 2007 people left.", ["2007"]),
        ("The last Friday in August was wet.", ["August"]),
        ("Over the past two years it rose for two years.", ["the past two years"]),
        ("In two years it fell; in two years it will rise.", ["in two years"]),
        ("He won in 1992, 1996 and 2000.", ["1992", "1996", "2000"]),
    ],
)
def test_only_the_dates_are_found(text: str, found: list[str]) -> None:
    assert words(text) == found
