"""Names of other scripts in Latin letters."""

from __future__ import annotations

import pytest

from onrecord.names.latin import latin, skeleton, without_vowels


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Ana Lund", "Ana Lund"),
        ("Żaneta Đặng", "Żaneta Đặng"),
        ("Аркадий Белозеров", "Arkadiy Belozerov"),
        ("Γιώργος Παππάς", "Giorgos Pappas"),
        ("沈雅琳", "Shen Ya Lin"),
        ("राहुल", "rahul"),
        ("السيسي", "sysy"),
    ],
    ids=["latin", "latin-marks", "cyrillic", "greek", "chinese", "devanagari", "arabic-article"],
)
def test_other_scripts_are_read_and_latin_is_left_as_it_is(words: str, expected: str) -> None:
    assert latin(words) == expected


def test_arabic_and_hebrew_are_known_to_have_no_vowels() -> None:
    assert without_vowels("محمد السيسي")
    assert without_vowels("יוסף כהן")
    assert not without_vowels("Аркадий")
    assert not without_vowels("Yosef Cohen")


@pytest.mark.parametrize(
    ("script", "romanised"),
    [
        ("محمد السيسي", "Mohammed al-Sisi"),
        ("خالد الشامي", "Khaled el-Shami"),
        ("יוסף כהן", "Yosef Cohen"),
        ("يوسف حداد", "Youssef Haddad"),
    ],
    ids=["article", "kh", "hebrew", "w-for-u"],
)
def test_a_name_and_its_romanisation_share_their_consonants(script: str, romanised: str) -> None:
    assert skeleton(script) == skeleton(romanised)
    assert len(skeleton(script)) == 2


def test_other_names_have_other_consonants() -> None:
    assert skeleton("Khaled Shami") != skeleton("Khaled Shakir")
