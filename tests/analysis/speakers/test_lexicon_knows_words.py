from __future__ import annotations

import pytest

from onrecord.analysis.speakers import lexicon
from onrecord.analysis.speakers.lexicon import Noun, PronounKind


@pytest.mark.parametrize(
    ("word", "person", "number", "gender", "kind"),
    [
        ("I", 1, "sg", None, PronounKind.PERSONAL),
        ("our", 1, "pl", None, PronounKind.POSSESSIVE),
        ("you", 2, None, None, PronounKind.PERSONAL),
        ("He", 3, "sg", "m", PronounKind.PERSONAL),
        ("her", 3, "sg", "f", PronounKind.PERSONAL),
        ("itself", 3, "sg", "n", PronounKind.REFLEXIVE),
        ("they", 3, None, None, PronounKind.PERSONAL),
        ("who", 3, None, None, PronounKind.RELATIVE),
        ("those", 3, "pl", None, PronounKind.DEMONSTRATIVE),
    ],
)
def test_pronouns(word: str, person: int, number: str | None, gender: str | None, kind: PronounKind) -> None:
    found = lexicon.pronoun(word)
    assert found is not None
    assert (found.person, found.number, found.gender, found.kind) == (person, number, gender, kind)


def test_other_words_are_no_pronouns() -> None:
    assert lexicon.pronoun("senator") is None


@pytest.mark.parametrize(
    ("word", "noun"),
    [
        ("spokesman", Noun("sg", "m")),
        ("spokeswoman", Noun("sg", "f")),
        ("Officials", Noun("pl")),
        ("fishermen", Noun("pl", "m")),
        ("wives", Noun("pl", "f")),
        ("deputies", Noun("pl")),
        ("economist", Noun("sg")),
        ("people", Noun("pl")),
        ("witness", Noun("sg")),
        ("lawyer’s", Noun("sg")),
        ("vice-president", Noun("sg")),
    ],
)
def test_nouns_of_people_tell_number_and_gender(word: str, noun: Noun) -> None:
    assert lexicon.person_noun(word) == noun
    assert lexicon.is_person_noun(word)


@pytest.mark.parametrize(
    "word", ["ministry", "agencies", "Police", "poll", "newspapers", "campaign’s", "courts"]
)
def test_nouns_of_groups(word: str) -> None:
    assert lexicon.is_group_noun(word)
    assert not lexicon.is_person_noun(word)


@pytest.mark.parametrize("word", ["list", "climate", "human", "table", "", "’s"])
def test_other_nouns_are_neither(word: str) -> None:
    assert not lexicon.is_group_noun(word)
    assert not lexicon.is_person_noun(word)


@pytest.mark.parametrize(
    ("word", "number"),
    [("two", 2), ("Twenty-one", 21), ("ninety", 90), ("1,200", 1200), ("12", 12), ("an", 1), ("both", 2)],
)
def test_number_words(word: str, number: int) -> None:
    assert lexicon.number(word) == number
    assert lexicon.is_quantity(word)


@pytest.mark.parametrize("word", ["several", "dozens", "many", "few"])
def test_vague_quantities_have_no_number(word: str) -> None:
    assert lexicon.number(word) is None
    assert lexicon.is_quantity(word)


@pytest.mark.parametrize("words", ["the senator", "Her lawyer", "Lund’s aide", "two of Ana Lund's aides"])
def test_definite_descriptions(words: str) -> None:
    assert lexicon.is_definite(words)


@pytest.mark.parametrize("words", ["a man", "officials", "two officials", "", "a" * 5000])
def test_indefinite_descriptions(words: str) -> None:
    assert not lexicon.is_definite(words)


@pytest.mark.parametrize(("word", "gender"), [("Mr.", "m"), ("Sheikha", "f"), ("Señor", "m"), ("Dr.", None)])
def test_titles_that_tell_a_gender(word: str, gender: str | None) -> None:
    assert lexicon.title_gender(word) == gender
