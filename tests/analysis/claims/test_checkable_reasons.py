from __future__ import annotations

import pytest

from onrecord.analysis.claims.checkable import CHECKABLE, assessed
from onrecord.records import Span


def reasons(text: str) -> dict[str, str]:
    found, _ = assessed(text, [Span(0, len(text))], None, None)
    return {c.reason.value: c.span.of(text) for c in found}


def score(text: str) -> float:
    return assessed(text, [Span(0, len(text))], None, None)[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Some 12,000 people paid.", {"figure": "12,000", "event": "paid"}, id="digits"),
        pytest.param("It has eleven pupils.", {"figure": "eleven"}, id="number word"),
        pytest.param("It rose by 7 percent.", {"figure": "7 percent", "event": "rose"}, id="percent"),
        pytest.param("It opened in May 1987.", {"date": "May 1987", "event": "opened"}, id="date"),
        pytest.param("The court fined Vell Steel.", {"event": "fined"}, id="event with a name"),
        pytest.param("Its fleet is older than the rest.", {"comparison": "than"}, id="comparison"),
        pytest.param("It is the largest on the coast.", {"comparison": "the largest"}, id="superlative"),
        pytest.param("Drains stay dry owing to ice.", {"cause": "owing to"}, id="cause"),
    ],
)
def test_a_sentence_tells_why_it_can_be_checked(text: str, expected: dict[str, str]) -> None:
    assert reasons(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The light is soft, and the floor creaks.", id="scene"),
        pytest.param("Did the court fine 14 people?", id="question"),
        pytest.param("A man sold umbrellas.", id="event of nobody in particular"),
        pytest.param("The retired judge of Moor was there.", id="participle before a noun"),
        pytest.param("The forest in the west is of interest.", id="words in -est"),
        pytest.param("It may have broken because of ice.", id="hedged"),
        pytest.param("3.", id="a number of a list"),
        pytest.param("Follow Vell Radio for 9 more.", id="request"),
        pytest.param("The two were friends.", id="a small number alone"),
        pytest.param("The balloons sagged.", id="a verb in -ed alone"),
    ],
)
def test_what_states_nothing_checkable_has_no_reason(text: str) -> None:
    assert reasons(text) == {}
    assert score(text) < CHECKABLE


def test_more_reasons_names_and_institutions_score_higher_and_hedges_lower() -> None:
    plain = score("Somewhere they opened 3 gates")
    assert score("They opened 3 gates in 1987") > score("They have 3 gates") > 0
    assert score("They have 3 gates in Vell") > score("They have 3 gates here")
    assert score("The council has 3 gates") > score("The garden has 3 gates")
    assert score("Perhaps they have 3 gates") < score("They have 3 gates")
    assert score("Nobody has 3 gates") < score("They have 3 gates")
    assert 0 <= plain <= 1


def test_weak_words_score_less_than_strong_ones_and_the_strongest_counts() -> None:
    assert score("The two paid") < score("The 22 paid")
    assert score("Of the 22 two paid") == score("The 22 paid")
    assert score("Lund mourned in Vell") < score("Lund died in Vell")
    assert reasons("Lund mourned in Vell.") == {"event": "mourned"}
    assert reasons("Lund seemed in need of a bed in Vell.") == {}


def test_a_hedge_far_from_what_can_be_checked_takes_nothing_away() -> None:
    far = "If they could vote without any fear of their neighbours, they still had 90 seats"
    assert score(far) == score(far.replace("If they could", "Here they did"))
    assert score("They could still win 90 seats") < score("They did still have 90 seats")


def test_a_year_is_a_date_and_no_figure() -> None:
    assert reasons("Since 1911 the two have met.") == {"date": "1911", "figure": "two", "event": "met"}
