from __future__ import annotations

import pytest

from onrecord.names import organisations
from onrecord.records import Span

ABBREVIATIONS = [
    ("F.C.I.", "Federal Customs Inspectorate"),
    ("FCI", "the Federal Customs Inspectorate’s"),
    ("fci", "federal customs inspectorate"),
    ("F. C. I.", "Federal Customs Inspectorate"),
    ("BOP", "Board of Ports"),
    ("BP", "Board of Ports"),
    ("EPA", "U.S. Environmental Protection Agency"),
    ("UNHCR", "United Nations High Commissioner for Refugees"),
    ("the S.E.C.", "Securities and Exchange Commission"),
    ("HUD", "Department of Housing and Urban Development"),
    ("DOJ", "Department of Justice"),
    ("DOJ", "Justice Department"),
    ("Petvel", "Petroleos Vellinos"),
    ("PLA", "People’s Liberation Army"),
]
NONE = [
    ("FCI", "Federal Customs Board"),
    ("FCI", "Federal Customs"),
    ("FCI", "FCI"),
    ("Vell", "Vell Energy"),
    ("A", "A Board"),
    ("", "Federal Customs Inspectorate"),
    ("Federal Customs", "Federal Customs Inspectorate"),
]
SHORT = [
    ("the Times", "The Vell Times"),
    ("Moss", "Moss Energy"),
    ("Moss Energy", "Moss Energy Corp."),
    ("Moss Kemp", "Moss Kemp Group Inc."),
    ("the Justice Department", "Department of Justice"),
    ("the Department of Justice", "the U.S. Justice Department"),
    ("the Justice Department’s", "U.S. Department of Justice"),
    ("Homeland Security", "the Department of Homeland Security"),
    ("the Defence Ministry", "Ministry of Defence"),
    ("the Ministry", "Ministry of Defence"),
    ("Vell", "Islamic Republic of Vell"),
    ("the Supreme Court", "Supreme Court of Vell"),
    ("the Senate", "the US Senate"),
    ("Moss", "Moss University"),
    ("the inspectorate", "Federal Customs Inspectorate"),
]
OTHERS = [
    ("Lund", "the Lund campaign"),
    ("Lund", "Lund’s lawyers"),
    ("Lund", "Lund Foundation"),
    ("Vell", "Vell Courier"),
    ("Vell", "Vell Police Department"),
    ("Vell", "North Vell"),
    ("Vell", "Bank of Vell"),
    ("Vell", "Mayor of Vell"),
    ("University of Vell", "Vell University"),
    ("Inspection", "Federal Bureau of Inspection"),
    ("Moss Energy", "Moss"),
    ("Moss", "Moss"),
    ("", "Moss"),
]


@pytest.mark.parametrize(("short", "long"), ABBREVIATIONS)
def test_abbreviations_of_a_name(short: str, long: str) -> None:
    assert organisations.is_abbreviation_of(short, long)


@pytest.mark.parametrize(("short", "long"), NONE)
def test_what_abbreviates_no_such_name(short: str, long: str) -> None:
    assert not organisations.is_abbreviation_of(short, long)


@pytest.mark.parametrize(("short", "long"), SHORT)
def test_short_forms_of_a_name(short: str, long: str) -> None:
    assert organisations.shortens(short, long)


@pytest.mark.parametrize(("short", "long"), OTHERS)
def test_names_of_others_are_no_short_forms(short: str, long: str) -> None:
    assert not organisations.shortens(short, long)


@pytest.mark.parametrize(
    ("words", "plain", "key"),
    [
        ("the F.C.I.’s", "F.C.I.", "fci"),
        ("The Vell Courier", "Vell Courier", "vell courier"),
        ("St. Olav’s", "St. Olav", "st olav"),
        ("the", "the", "the"),
        ("", "", ""),
    ],
)
def test_plain_keeps_the_words_and_key_compares_them(words: str, plain: str, key: str) -> None:
    assert organisations.plain(words) == plain
    assert organisations.key(words) == key


def test_letters_look_abbreviations_up() -> None:
    assert "fbi" in organisations.letters("the Federal Bureau of Inspection")
    assert "hud" in organisations.letters("Department of Housing and Urban Development")


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("The Federal Customs Inspectorate (FCI) said.", [("Federal Customs Inspectorate", "FCI")]),
        ("The FCI (Federal Customs Inspectorate) said.", [("Federal Customs Inspectorate", "FCI")]),
        (
            "the World Tea Board (“WTB”) and Board of Ports (the BOP)",
            [("World Tea Board", "WTB"), ("Board of Ports", "BOP")],
        ),
        ("GENEVA (AP) — Ana Lund (D-N.C.) said (on Monday)", []),
        ("(FCI)", []),
        ("((((", []),
    ],
)
def test_explained_finds_names_beside_their_abbreviation(text: str, pairs: list[tuple[str, str]]) -> None:
    found = organisations.explained(text, Span(0, len(text)))
    assert [(long.of(text), short.of(text)) for long, short in found] == pairs


def test_explained_stays_within_its_span() -> None:
    text = "The Federal Customs Inspectorate (FCI) said."
    assert not organisations.explained(text, Span(12, len(text)))
