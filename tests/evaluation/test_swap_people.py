"""Who is a person in an article, and where it names them."""

from __future__ import annotations

import pytest

from onrecord.evaluation.gender import tell
from onrecord.evaluation.name_words import Name, Text, parse
from onrecord.evaluation.people import Persons, find, persons_of


def found(text: str, *labels: str, layer: tuple[str, ...] = ()) -> list[str]:
    """The words of each place where ``text`` names a person."""
    read = Text(text)
    return [
        text[read.tokens[place.start].start : read.tokens[place.end - 1].end]
        for place in find(read, persons_of(read, labels, layer))
    ]


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        pytest.param("Ana Lund", "ana", "lund", id="plain"),
        pytest.param("Sen. Ana B. Lund Jr.", "ana", "lund", id="title, initial, suffix"),
        pytest.param("G.K. Lund", "g.k.", "lund", id="initials"),
        pytest.param("Ana van der Lund", "ana", "van der lund", id="particles"),
        pytest.param("Jean-Luc Moe-Lund", "jean luc", "moe lund", id="hyphens"),
        pytest.param("De Lund", "", "de lund", id="particle first"),
        pytest.param("Ana O’Lund", "ana", "o'lund", id="apostrophe"),
        pytest.param("Ms. Lund", "", "lund", id="family name alone"),
    ],
)
def test_names_have_parts(name: str, given: str, family: str) -> None:
    assert parse(name) == Name(tuple(given.split()), tuple(family.split()))


@pytest.mark.parametrize("words", ["", "the envoy", "two officials", "Mr.", "42"])
def test_what_is_no_name_has_none(words: str) -> None:
    assert parse(words) is None


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("Zenna Vell spoke. Vell left; Zenna came.", ["Zenna Vell", "Vell", "Zenna"], id="parts"),
        pytest.param("ZENNA VELL: No. VELL: Yes.", ["ZENNA VELL", "VELL"], id="capitals"),
        pytest.param("Zenna B. Quar Vell’s plan", ["Zenna B. Quar Vell"], id="middle names"),
        pytest.param("the Vell campaign, the pro-Vell press", ["Vell", "Vell"], id="campaign, hyphen"),
        pytest.param("He met the Vells.", ["Vells"], id="plural"),
        pytest.param("Vell Street and Vell Tower", [], id="street and tower"),
        pytest.param("a rally in Vell, Ohio", [], id="town"),
        pytest.param("see @Vell and Vell2016", [], id="handle"),
        pytest.param("Vellism and vell", [], id="other words"),
        pytest.param("Zenna Moe came.", [], id="somebody else's given name"),
    ],
)
def test_a_labelled_person_is_found_wherever_named(text: str, places: list[str]) -> None:
    assert found(text, "Zenna Vell") == places


def test_a_name_that_is_also_a_word_is_left_where_it_may_be_the_word() -> None:
    text = "Young voters like young Zenna Young. They say Young wins. Young Democrats agree."
    assert found(text, "Zenna Young") == ["Zenna Young", "Young"]


@pytest.mark.parametrize(
    ("text", "places"),
    [
        pytest.param("Ms. Vell met Dr. Quar.", ["Vell", "Quar"], id="courtesy titles"),
        pytest.param("Sen. Zenna Vell left.", ["Zenna Vell"], id="title and two words"),
        pytest.param("Mary Vell left. Vell spoke.", ["Mary Vell", "Vell"], id="known given name"),
        pytest.param("Mary Zoe Vell left.", ["Mary Zoe Vell"], id="two given names"),
        pytest.param("Mary van Vell left.", ["Mary van Vell"], id="particle"),
        pytest.param("Mary Says No on Monday.", [], id="verb in a headline"),
        pytest.param("Paris Street and Judge Department", [], id="places and offices"),
    ],
)
def test_persons_without_labels_are_found_by_their_shape(text: str, places: list[str]) -> None:
    assert found(text) == places


@pytest.mark.parametrize(
    ("layer", "places"),
    [
        pytest.param(("Zenna Vell",), ["Zenna Vell", "Vell"], id="full name"),
        pytest.param(("Vell", "Vell"), ["Vell", "Vell"], id="one word, twice"),
        pytest.param(("Vell",), [], id="one word, once"),
        pytest.param(("Zenna Vell", "Zenna Vell Says"), ["Zenna Vell", "Vell"], id="runs into a verb"),
        pytest.param(("Quar v. Vell",), [], id="a case at law"),
    ],
)
def test_a_layer_of_names_is_read_with_care(layer: tuple[str, ...], places: list[str]) -> None:
    assert found("Zenna Vell spoke. Says Vell", layer=layer) == places


@pytest.mark.parametrize(
    ("text", "gender", "guessed"),
    [
        pytest.param("Mr. Vell left.", "m", 0, id="title"),
        pytest.param("Zenna Vell left, she said.", "f", 0, id="pronoun after it"),
        pytest.param("Zenna Vell left. Mr. Quar said he saw it.", "m", 1, id="somebody else's pronoun"),
        pytest.param("Mary Vell left.", "f", 0, id="given name"),
        pytest.param("Zenna Vell left.", "m", 1, id="nothing"),
    ],
)
def test_gender_is_told_by_titles_pronouns_and_given_names(text: str, gender: str, guessed: int) -> None:
    read = Text(text)
    named = list(find(read, persons_of(read, ["Zenna Vell", "Mary Vell"], ["Quar", "Quar"])))
    genders, unknown = tell(read, named, [])
    assert (next(iter(genders.values())), unknown) == (gender, guessed)


def test_gold_sources_tell_gender() -> None:
    read = Text("Zenna Vell left.")
    named = list(find(read, persons_of(read, ["Zenna Vell"], [])))
    assert tell(read, named, [(named[0].name, "She")]) == ({named[0].name: "f"}, 0)


def test_nobody_is_found_where_nobody_is_known() -> None:
    assert list(find(Text("The wind will turn."), Persons())) == []
