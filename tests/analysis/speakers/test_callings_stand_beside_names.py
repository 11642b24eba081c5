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
    return [set(words) for words in callings(article.text, article.spans, found)]


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


def test_groups_have_no_callings() -> None:
    assert called("The watchdog’s lawyer, {g Vell Steel}, left.") == [set()]


def test_two_people_keep_their_callings_apart() -> None:
    ana, karl = called("{p Sen. Ana Lund} met the envoy, {p Karl Moe}.")
    assert "senator" in ana - karl
    assert "envoy" in karl - ana
