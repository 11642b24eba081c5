from __future__ import annotations

import pytest

from onrecord.names.people import core, core_range, parse

CORES = [
    ("Mr. Lund", "Lund"),
    ("Sen. Ana Lund (R-S.C.)", "Ana Lund"),
    ("President Ana Lund", "Ana Lund"),
    ("Chief Justice Karl Moe", "Karl Moe"),
    ("Prime Minister Mina Roy’s", "Mina Roy"),
    ("Sheikh Omar al-Qassimi", "Omar al-Qassimi"),
    ("Dr. Ana Lund, 82,", "Ana Lund"),
    ("Foreign Minister Ana Lund", "Ana Lund"),
    ("the former FCB Director Karl Moe", "Karl Moe"),
    ("Vell Steel chief executive Ana Lund", "Ana Lund"),
    ("Poultry magnate Karl Moe", "Karl Moe"),
    ("Secretary of State Ana Lund", "Ana Lund"),
    ("Minister of Foreign Affairs Ana Lund", "Ana Lund"),
    ("Mr. and Mrs. Lund", "Lund"),
    ("then-President Ana Lund", "Ana Lund"),
    ("Lt. Gen. Karl Moe", "Karl Moe"),
    ("Ana Lund of the harbour board", "Ana Lund"),
    ("Lund, a Vell senator", "Lund"),
    ("Karl E. Moe, Jr., the envoy", "Karl E. Moe, Jr."),
    ("Khalid Sheikh Omar", "Khalid Sheikh Omar"),
    ("Martin Lund King Jr.", "Martin Lund King Jr."),
    ("Stefan King", "Stefan King"),
    ("Dean Lund", "Dean Lund"),
    ("Dean Ana Lund", "Ana Lund"),
    ("Gen Nakato", "Gen Nakato"),
    ("SEN. ANA LUND", "ANA LUND"),
    ("ana lund", "ana lund"),
    ("Jonas Moss'", "Jonas Moss"),
    ("Ana O’Hara’s", "Ana O’Hara"),
    ("“Ana Lund", "Ana Lund"),
    ("Ludwig van der Berg", "Ludwig van der Berg"),
    ("Karl “Kalle” Moe", "Karl “Kalle” Moe"),
    ("A. L.", "A. L."),
    ("Mr. President", "President"),
    ("Mina in ’t Veen", "Mina in ’t Veen"),
    ("Mina Roy in Vell", "Mina Roy"),
]


@pytest.mark.parametrize(("words", "name"), CORES, ids=[words for words, _ in CORES])
def test_core_is_the_name_without_titles(words: str, name: str) -> None:
    start, end = core_range(words)
    assert core(words) == words[start:end] == name


@pytest.mark.parametrize("words", ["", "  ", "()", "’s", "of", "the of the", ",,,", "\n", "—"])
def test_core_range_lies_within_any_words(words: str) -> None:
    start, end = core_range(words)
    assert 0 <= start <= end <= len(words)


def test_parts_of_a_full_name() -> None:
    name = parse("Sen. Karl “Kalle” E. van der Berg Jr. (R-S.C.)")
    assert name.titles == ("sen",)
    assert name.given == ("Karl", "E")
    assert name.family == ("van", "der", "Berg")
    assert name.parts == ("Karl", "E", "van", "der", "Berg")
    assert name.initials == ("E",)
    assert name.nicknames == ("Kalle",)
    assert name.suffix == "jr"


@pytest.mark.parametrize("words", ["J.K. Thornbeck", "J. K. Thornbeck", "JK Thornbeck"])
def test_initials_are_parted(words: str) -> None:
    assert parse(words).given == ("J", "K")


@pytest.mark.parametrize(
    ("words", "gender"),
    [
        ("Mr. Lund", "m"),
        ("Ms Lund", "f"),
        ("Sheikha Nadia Saab", "f"),
        ("Señor Moe", "m"),
        ("spokeswoman Ana Lund", "f"),
        ("Dr. Lund", None),
        ("Ana Lund", None),
        ("Mr. and Mrs. Lund", None),
    ],
)
def test_gender_is_what_a_title_says(words: str, gender: str | None) -> None:
    assert parse(words).gender == gender
