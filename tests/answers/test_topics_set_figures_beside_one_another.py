"""What there are different figures of, and according to whom: the same answers from both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.answers import topics
from onrecord.answers.filters import Filters
from onrecord.errors import NotRecordedError, UsageError
from stories import add, story

if TYPE_CHECKING:
    from onrecord.answers.comparisons import FigureTopic
    from onrecord.ledger.ledger import Ledger

FIRST = story(
    "Mill burns at Vell",
    "The old mill at Vell burned down on Wednesday night. "
    "{s1:Ana Lund} {c1:said} {q1:that 14 people had died in the mill}. "
    "{s2:Tomas Reyes} {c2:said} {q2:that 31 injured people were in the hospital of Vell}.",
)
LATER = story(
    "Mill of Vell: more dead",
    "The mill at Vell is still smoking. {s1:Tomas Reyes} {c1:put} {q1:the number of dead in the mill at 19}. "
    "In 1994 a fire at the mill killed 61 people.",
    outlet="Harbour Herald",
    published="2024-05-04",
)
BOUNDED = story(
    "Many dead in mill",
    "At least 12 people died when the mill of Vell burned. {s1:Ana Lund} {c1:wept} {q1:for them}.",
    outlet="Coast Post",
    published=None,
)


def words(topic: FigureTopic) -> list[str]:
    return [value.words for value in topic.values]


def apart(topic: FigureTopic) -> set[frozenset[str]]:
    return {frozenset(topic.values[index].words for index in pair) for pair in topic.conflicts}


@pytest.fixture
def fire(ledger: Ledger) -> Ledger:
    add(ledger, FIRST, LATER, BOUNDED)
    return ledger


def test_values_of_one_thing_stand_together_with_who_gives_them_and_since_when(fire: Ledger) -> None:
    toll = topics.figures(fire)[0]
    assert words(toll) == ["14", "19", "At least 12"]
    assert [value.since for value in toll.values] == ["2024-05-02", "2024-05-04", None]
    said = [report.statement for value in toll.values for report in value.reports]
    assert [one.speakers[0].name if one else None for one in said] == ["Ana Lund", "Tomas Reyes", None]
    assert toll.values[0].reports[0].article.outlet == "The Vell Courier"
    assert toll.values[0].reports[0].sentence == "Ana Lund said that 14 people had died in the mill."


def test_only_values_that_cannot_both_be_are_in_conflict(fire: Ledger) -> None:
    toll = topics.figures(fire)[0]
    assert apart(toll) == {frozenset({"14", "19"})}
    assert 0.6 <= toll.probability < 1
    assert ("noun", "people") in toll.evidence or any(kind == "fate" for kind, _ in toll.evidence)


def test_the_dead_the_injured_and_those_of_another_year_are_other_things(fire: Ledger) -> None:
    found = topics.figures(fire, "mill")
    (with_61,) = [topic for topic in found if "61" in words(topic)]
    (with_31,) = [topic for topic in found if "31" in words(topic)]
    assert words(with_61) == ["61"]
    assert words(with_31) == ["31"]


def test_without_words_only_what_two_figures_tell_is_shown_and_conflicts_come_first(fire: Ledger) -> None:
    found = topics.figures(fire)
    assert [bool(topic.conflicts) for topic in found] == sorted(
        (bool(topic.conflicts) for topic in found), reverse=True
    )
    assert all(sum(len(value.reports) for value in topic.values) > 1 for topic in found)


@pytest.mark.parametrize(
    ("query", "filters", "expected"),
    [
        ("hospital", None, {"31"}),
        ("mill outlet:herald", None, {"19", "61"}),
        ("mill speaker:reyes", None, {"19", "31", "14", "At least 12"}),
        ("mill", Filters(until="2024-05-03"), {"14", "31"}),
        ("zeppelin", None, set()),
    ],
)
def test_words_and_filters_narrow_the_question(
    fire: Ledger, query: str, filters: Filters | None, expected: set[str]
) -> None:
    found = topics.figures(fire, query, filters=filters)
    assert {one for topic in found for one in words(topic)} - {"14"} == expected - {"14"}


def test_conflicts_gives_each_pair_once_with_its_probability(fire: Ledger) -> None:
    ((one, other, sure),) = topics.conflicts(fire)
    assert {one.words, other.words} == {"14", "19"}
    assert 0.6 <= sure < 1


def test_how_much_something_changed_is_not_how_much_it_is(ledger: Ledger) -> None:
    add(
        ledger,
        story("Fares in Vell", "{s1:Ana Lund} {c1:said} {q1:that bus fares in Vell rose by 5 crowns}."),
        story("Fares of Vell", "{s1:Eva Moll} {c1:said} {q1:that bus fares in Vell were 40 crowns}."),
    )
    assert list(topics.conflicts(ledger)) == []


def test_currencies_and_units_are_not_mixed(ledger: Ledger) -> None:
    add(
        ledger,
        story("Quay of Vell", "{s1:Ana Lund} {c1:said} {q1:that the quay of Vell cost 40 million euros}."),
        story("Vell's quay", "{s1:Eva Moll} {c1:said} {q1:that the quay of Vell cost 55 million dollars}."),
    )
    assert list(topics.conflicts(ledger)) == []


def test_articles_of_different_times_are_about_different_things(ledger: Ledger) -> None:
    body = "{s1:Ana Lund} {c1:said} {q1:that %s people had died in the mill of Vell}."
    add(
        ledger,
        story("Mill of Vell burns", body % 14, published="2024-05-02"),
        story("Mill of Vell burns", body % 19, published="2024-08-02"),
    )
    assert list(topics.conflicts(ledger)) == []


def test_speakers_and_listeners_who_are_counted_claim_nothing(ledger: Ledger) -> None:
    add(
        ledger,
        story("Strike at Vell", "{s1:Two drivers} {c1:said} {q1:that the trams of Vell stood still}."),
        story(
            "Vell's strike",
            "{s1:Ana Lund} {c1:told} {a1:900 drivers} {q1:that the trams of Vell stand still}.",
        ),
    )
    assert topics.figures(ledger, "trams") == ()


def test_a_ledger_of_one_article_and_an_empty_one_have_defined_answers(ledger: Ledger) -> None:
    assert topics.figures(ledger) == ()
    assert topics.figures(ledger, "mill") == ()
    add(ledger, FIRST)
    assert topics.figures(ledger) == ()
    assert [words(topic) for topic in topics.figures(ledger, "mill dead OR died")] == [["14"], ["31"]]


def test_a_thousand_figures_of_one_noun_are_answered(ledger: Ledger) -> None:
    body = " ".join(
        f"{{s{n}:Ana Lund}} {{c{n}:said}} {{q{n}:that {n + 20} people had died in the mill of Vell}}."
        for n in range(1, 121)
    )
    add(ledger, *(story("Mill of Vell burns", body) for _ in range(8)))
    (first, *_) = topics.figures(ledger, "mill", limit=3)
    assert sum(len(value.reports) for value in first.values) > 1


@pytest.mark.parametrize("query", ["mill kind:direct", "mill stance:deny"])
def test_filters_of_statements_are_refused(fire: Ledger, query: str) -> None:
    with pytest.raises(UsageError, match="does not narrow figures"):
        topics.figures(fire, query)


def test_a_name_that_nobody_has_is_refused(fire: Ledger) -> None:
    with pytest.raises(NotRecordedError, match="nobody of this name"):
        topics.figures(fire, "mill speaker:nobody")


def test_a_withdrawn_article_counts_no_more(fire: Ledger) -> None:
    before = len(list(topics.conflicts(fire)))
    fire.withdraw(2, reason="by order", by="desk")
    assert before == 1
    assert list(topics.conflicts(fire)) == []
