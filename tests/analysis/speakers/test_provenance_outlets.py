from __future__ import annotations

import pytest

from onrecord.analysis.speakers.provenance import dateline_agency, outlet_of
from onrecord.records import Setting, SettingKind, Span


def outlet_in(*given: tuple[str, str], people: frozenset[str] = frozenset()) -> str | None:
    text, settings = "", []
    for kind, words in given:
        settings.append(Setting(SettingKind(kind), Span(len(text), len(text) + len(words))))
        text += words + " | "
    found = outlet_of(text, settings, people=people)
    return found.of(text) if found else None


@pytest.mark.parametrize(
    ("kind", "words", "outlet"),
    [
        ("addressee", "Radio Nord", "Radio Nord"),
        ("addressee", "the Vell Courier", "the Vell Courier"),
        ("addressee", "VPA", "VPA"),
        ("addressee", "Harbourside", "Harbourside"),
        ("addressee", "the newspaper La Escollera", "La Escollera"),
        ("addressee", "the podcast Open File", "Open File"),
        ("addressee", "VPA’s Ana Roy", "VPA"),
        ("addressee", "Karl Moe of the Vell Courier", "the Vell Courier"),
        ("addressee", "reporters", None),
        ("addressee", "the newspaper", None),
        ("addressee", "President Moe", None),
        ("addressee", "Mr. Moe", None),
        ("addressee", "the Senate", None),
        ("addressee", "the Harbour Ministry", None),
        ("addressee", "the U.N. Council", None),
        ("addressee", "Vell supporters", None),
        ("medium", "Telegram", "Telegram"),
        ("medium", "a post on X", "X"),
        ("medium", "an op-ed for the Vell Courier", "the Vell Courier"),
        ("medium", "a statement", None),
        ("medium", "state television", None),
        ("medium", "a letter to Governor Eze", None),
        ("occasion", "an interview with Radio Nord", "Radio Nord"),
        ("occasion", "Monday’s debate", None),
        ("occasion", "a rally", None),
        ("place", "Geneva", None),
        ("time", "Monday", None),
    ],
)
def test_a_named_outlet_is_found(kind: str, words: str, outlet: str | None) -> None:
    assert outlet_in((kind, words)) == outlet


def test_a_person_of_the_article_is_no_outlet() -> None:
    assert outlet_in(("addressee", "Adaeze Nwokoro"), people=frozenset({"adaeze", "nwokoro"})) is None


def test_the_addressee_goes_before_the_medium() -> None:
    assert outlet_in(("medium", "Telegram"), ("addressee", "Radio Nord")) == "Radio Nord"


@pytest.mark.parametrize(
    ("dateline", "agency"),
    [
        ("GENEVA (AP) —", "AP"),
        ("MARJANA (VPA) -", "VPA"),
        ("PARIS, Aug 31 (Reuters) –", "Reuters"),
        ("JINHE (Jinhe News Service) —", "Jinhe News Service"),
        ("OSLO [NTA] —", "NTA"),
        ("GENEVA —", None),
        ("GENEVA (3 May) —", None),
        ("GENEVA (local) —", None),
    ],
)
def test_the_agency_of_a_dateline(dateline: str, agency: str | None) -> None:
    found = dateline_agency(dateline, Span(0, len(dateline)))
    assert (found.of(dateline) if found else None) == agency
