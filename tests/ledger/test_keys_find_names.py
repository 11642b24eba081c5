"""Names that may be one person's share a key; the strings are stored and stay as they are."""

from __future__ import annotations

import pytest

from onrecord.ledger.keys import MOST, PeopleIndex, keys, lookups, person_keys
from onrecord.ledger.people import Person, Sighting, first_seen
from onrecord.records import SpeakerKind

PERSON, GROUP = SpeakerKind.PERSON, SpeakerKind.GROUP

FOUND = [
    ("Mohammed al-Omari", "Muhammad el-Omari"),
    ("Nasir ad-Din Kaddafi", "Nasir al-Din Qadhafi"),
    ("Yusuf Hadad", "Youssef Haddad"),
    ("Zelensky Ana", "Ana Zelenskyy"),
    ("Pyotr Tchaikin", "Pyotr Chaykin"),
    ("Xi Wanping", "Wanping Xi"),
    ("习万平", "Xi Wanping"),
    ("Аркадий Белозеров", "Arkady Belozerov"),
    ("محمد السيسي", "Mohammed al-Sisi"),
    ("יוסף כהן", "Yosef Cohen"),
    ("Γιώργος Παππάς", "Giorgos Pappas"),
    ("Sen. Ana M. O’Hara", "Ana O'Hara"),
    ("Jean-Pierre Morél", "Jean Pierre Morel"),
    ("Ana Maria Lund", "Ana Lund"),
    ("C. Grassmann", "Carl Grassmann"),
    ("C. E. Grassmann", "Carl Eduard Grassmann"),
    ("Dan Hexworthy", "Daniel Hexworthy"),
    ("Wei Cheng-ling", "Chengling Wei"),
    ("Abdel Rahman Saab", "Abdulrahman Saab"),
    ("Hiba Dughaim", "Heba Dughaim"),
    ("Marisol Quintanar Vega", "Marisol Quintanar"),
]


@pytest.mark.parametrize(("a", "b"), FOUND, ids=[" | ".join(pair) for pair in FOUND])
def test_each_of_two_such_names_finds_the_other(a: str, b: str) -> None:
    assert set(lookups(a, PERSON)) & set(keys(b, PERSON))
    assert set(lookups(b, PERSON)) & set(keys(a, PERSON))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("UHO", "United Harbours Organisation"),
        ("Moss Energy", "Moss Energy Corp."),
        ("Vell Ministry of Health", "Vell’s health ministry"),
        ("Al-Manara", "Al Manara"),
        ("Hizbat al-Nur", "Hezbat al-Nour"),
    ],
)
def test_wordings_of_a_group_find_each_other(a: str, b: str) -> None:
    assert set(lookups(a, GROUP)) & set(keys(b, GROUP))
    assert set(lookups(b, GROUP)) & set(keys(a, GROUP))


def test_one_word_finds_full_names_but_a_full_name_not_all_who_share_a_word() -> None:
    assert set(lookups("Lund", PERSON)) & set(keys("Ana Lund", PERSON))
    assert not set(lookups("Karl Lund", PERSON)) & set(keys("Ana Lund", PERSON))
    assert not set(lookups("Anders Lund", PERSON)) & set(keys("Ana Lund", PERSON))


def test_people_and_groups_never_meet() -> None:
    assert not set(keys("Moss", PERSON)) & set(keys("Moss", GROUP))


@pytest.mark.parametrize("kind", [SpeakerKind.UNNAMED, SpeakerKind.UNKNOWN])
def test_who_has_no_name_has_no_keys(kind: SpeakerKind) -> None:
    assert keys("two officials", kind) == lookups("two officials", kind) == ()


@pytest.mark.parametrize("name", ["", "  ", "—", "''", "a b " * 400, "-".join("abcdefgh" * 50)])
def test_any_words_give_a_bounded_number_of_keys(name: str) -> None:
    for kind in (PERSON, GROUP):
        assert len(keys(name, kind)) <= 32
        assert max((len(key) for key in keys(name, kind)), default=0) < 1000


def test_the_stored_strings_are_these() -> None:
    # They are in people's ledgers: a change here needs a migration.
    assert keys("Dan Hexworthy", PERSON) == (
        "p= dan hexworthy",
        "p2 HKSVRT dan",
        "ps dn hxrt",
        "pf d HKSVRT",
        "pf h dan",
        "pd dan HKSVRT",
        "p1 HKSVRT",
        "p1 dan",
    )
    assert keys("Moss Energy Corp.", GROUP) == (
        "g= energy moss",
        "g~ NRK mos",
        "ga mec",
        "g1 moss",
        "g1 energy",
    )


def test_a_persons_keys_are_those_of_all_their_names() -> None:
    person = Person(1, "Ana Lund", PERSON, (("Ana Lund", 2), ("Anna Lundt", 1)), aliases=("Ana Moe",))
    found = set(person_keys(person))
    assert all(set(keys(name, PERSON)) <= found for name in ("Ana Lund", "Anna Lundt", "Ana Moe"))


def test_a_name_that_thousands_bear_gives_a_bounded_number_of_candidates() -> None:
    people = [first_seen(Sighting(n, n, "Ana Lund", PERSON), n) for n in range(MOST + 9)]
    found = PeopleIndex(people).near(Sighting(0, 0, "Ana Lund", PERSON))
    assert [person.id for person in found] == list(range(MOST))
