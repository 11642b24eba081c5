"""Organisations across articles: short forms, letters, and names that every country has."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.ledger.group_words import is_abbreviation, is_generic
from onrecord.ledger.identity import assign
from onrecord.ledger.people import Decision, Outcome, ReasonKind, Sighting, first_seen
from onrecord.records import SpeakerKind


def seen(name: str, *spellings: str) -> Sighting:
    return Sighting(1, 1, name, SpeakerKind.GROUP, spellings)


def decided(new: Sighting, *known: Sighting) -> Decision:
    return assign(new, [first_seen(sighting, n) for n, sighting in enumerate(known)])


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("the Vell Courier", "Vell Courier"),
        ("Moss Energy", "Moss Energy Corp."),
        ("Vell Ministry of Health", "Vell’s health ministry"),
        ("Al-Manara Relief", "Al Manara Relief"),
        ("MOSS ENERGY", "Moss Energy"),
    ],
)
def test_the_same_words_are_one_group(a: str, b: str) -> None:
    assert decided(seen(a), seen(b)).outcome is Outcome.EXISTING


def test_letters_are_the_group_of_an_article_that_showed_both() -> None:
    both = seen("United Harbours", "United Harbours", "UH")
    assert decided(seen("UH"), both).outcome is Outcome.EXISTING
    assert decided(seen("UH"), seen("United Harbours")).outcome is Outcome.UNDECIDED


def test_letters_that_two_articles_explain_otherwise_are_two_groups() -> None:
    found = decided(seen("Upper Hills", "UH"), seen("United Harbours", "UH"))
    assert found == Decision(Outcome.NEW)


def test_letters_of_two_groups_are_left_undecided() -> None:
    known = seen("United Harbours", "UH"), seen("Upper Hills", "UH")
    assert decided(seen("UH"), *known).outcome is Outcome.UNDECIDED


@pytest.mark.parametrize(
    "name",
    [
        "the Ministry of Health",
        "police",
        "the Central Bank",
        "Ministry of Basketry",
        "the rebels",
        "City Council",
    ],
)
def test_what_every_country_has_is_not_merged_nor_listed(name: str) -> None:
    assert decided(seen(name), seen(name)) == Decision(Outcome.NEW)
    assert is_generic(name)


def test_a_generic_name_on_the_users_list_is_vouched_for() -> None:
    listed = replace(first_seen(seen("Ministry of Health"), 1), listed="Ministry of Health")
    assert assign(seen("the Ministry of Health"), [listed]).person is listed


def test_letters_do_not_make_a_generic_name_one() -> None:
    assert (
        decided(seen("MOH", "Ministry of Health"), seen("MOH", "Ministry of Health")).outcome is Outcome.NEW
    )


@pytest.mark.parametrize(
    "name", ["Vell Ministry of Health", "Ministry of Health of Vell", "Moss", "Vell City Council"]
)
def test_a_name_with_a_word_of_its_own_is_not_generic(name: str) -> None:
    assert not is_generic(name)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Bank of Borea", "Borea Bank"),
        ("Moss", "Moss Energy"),
        ("Moss Energy", "Moss Foundation"),
        ("Vell Ministry of Health", "Norland Ministry of Health"),
        ("the Lund campaign", "Lund"),
    ],
)
def test_groups_that_may_be_two_are_not_joined(a: str, b: str) -> None:
    assert decided(seen(a), seen(b)).outcome is not Outcome.EXISTING


def test_a_short_form_is_proposed() -> None:
    found = decided(seen("Moss"), seen("Moss Energy"))
    assert found.proposals[0].evidence[0].kind is ReasonKind.SHORT_FORM


def test_a_person_and_a_group_of_one_name_are_not_compared() -> None:
    person = Sighting(1, 1, "Karl Moss", SpeakerKind.PERSON)
    assert decided(seen("Karl Moss"), person) == Decision(Outcome.NEW)


@pytest.mark.parametrize(
    ("name", "expected"), [("UN", True), ("the F.B.I.", True), ("Moss", False), ("A", False)]
)
def test_letters_are_known_by_their_capitals(name: str, expected: bool) -> None:
    assert is_abbreviation(name) is expected
