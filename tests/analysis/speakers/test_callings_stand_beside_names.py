"""What an article calls the people it names; mentions are marked as in ``written``."""

from __future__ import annotations

import pytest
from written import written

from onrecord.analysis.speakers.callings import callings
from onrecord.analysis.speakers.entities import entities


def called(markup: str) -> list[set[str]]:
    """The callings of each entity."""
    article = written(markup)
    found = entities(article.words, article.mentions)
    return [set(nouns) for nouns in callings(article.text, article.spans, found).nouns]


def titles(markup: str) -> list[set[str]]:
    """The titles of each entity."""
    article = written(markup)
    found = entities(article.words, article.mentions)
    return [set(nouns) for nouns in callings(article.text, article.spans, found).titles]


@pytest.mark.parametrize(
    ("markup", "word"),
    [
        ("{p Sen. Ana Lund} left.", "senator"),
        ("Senator {p Ana Lund} left.", "senator"),
        ("Prof. {p Ana Lund} left.", "professor"),
        ("{p Prof. Ana Lund} left.", "professor"),
        ("{p Ana Lund}, the envoy to Kalinat, left.", "envoy"),
        ("{p Ana Lund}, an economist, left.", "economist"),
        ("{p Ana Lund} (Vell), a lawyer, left.", "lawyer"),
        ("the group’s president, {p Ana Lund}, left.", "president"),
        ("Vell Steel chief executive {p Ana Lund} left.", "executive"),
        ("{p Lund} came. The envoy, {p Ana Lund}, left.", "envoy"),
    ],
)
def test_the_noun_beside_a_name_is_its_calling(markup: str, word: str) -> None:
    (words,) = called(markup)
    assert word in words


@pytest.mark.parametrize(
    ("markup", "word"),
    [
        ("{p Sen. Ana Lund} left.", "lawmaker"),
        ("{p Ana Lund}, a lawyer, left.", "attorney"),
        ("{p Ana Lund}, the envoy, left.", "diplomat"),
    ],
)
def test_another_word_for_the_calling_counts_too(markup: str, word: str) -> None:
    (words,) = called(markup)
    assert word in words


@pytest.mark.parametrize(
    "markup",
    [
        "The senator left. {p Ana Lund} came.",
        "The senator left: {p Ana Lund} came.",
        "{p Ana Lund} left. The senator came.",
        "{p Ana Lund} left\nthe senator.",
        "Asked by the senator, nobody spoke, {p Ana Lund} left.",
        "{p Ana Lund} left the harbour.",
    ],
)
def test_nouns_beyond_a_break_are_somebody_elses(markup: str) -> None:
    assert called(markup) == [set()]


@pytest.mark.parametrize(
    ("markup", "word"),
    [
        ("{g the Vell Courier} wrote.", "newspaper"),
        ("{g Moss Steel Corp} fell.", "company"),
        ("{g the Harbour Department} wrote.", "agency"),
        ("{g Harbourside}, a watchdog in Vell, wrote.", "watchdog"),
        ("{g the Meridian poll} told.", "poll"),
    ],
)
def test_a_group_is_called_by_the_words_of_its_name_and_by_what_it_is(markup: str, word: str) -> None:
    (words,) = called(markup)
    assert word in words


def test_what_stands_before_a_group_is_not_said_of_it() -> None:
    assert called("The watchdog’s lawyer, {g Harbourside}, left.") == [set()]


@pytest.mark.parametrize(
    ("markup", "noun", "is_title"),
    [
        ("President {p Ana Lund} left.", "president", True),
        ("{p President Ana Lund} left.", "president", True),
        ("{p Ana Lund}, the envoy to Kalinat, left.", "envoy", True),
        ("Vice President {p Ana Lund} left.", "president", False),
        ("{p Vice President Ana Lund} left.", "president", False),
        ("the envoy told a lawyer that {p Ana Lund} left.", "lawyer", False),
    ],
)
def test_a_title_stands_right_beside_the_name(markup: str, noun: str, is_title: bool) -> None:
    (words,) = titles(markup)
    assert (noun in words) is is_title


def test_two_people_keep_their_callings_apart() -> None:
    ana, karl = called("{p Sen. Ana Lund} met the envoy, {p Karl Moe}.")
    assert "senator" in ana - karl
    assert "envoy" in karl - ana
