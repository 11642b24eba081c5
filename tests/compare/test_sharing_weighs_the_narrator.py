"""Whether two articles share an origin: by the narrator's words, not by what both quote."""

from __future__ import annotations

from datetime import date

import pytest

import newsroom
from onrecord.compare.crediting import agency_of, names, names_agencies
from onrecord.compare.sharing import OriginKind, Source, shared
from onrecord.compare.sketches import sketch
from onrecord.compare.telling import telling


def source(
    text: str, day: str | None = "2025-03-04", *, outlet: str = "Alpha", agency: str | None = None
) -> Source:
    return Source.of(text, date.fromisoformat(day).toordinal() if day else None, outlet, agency)


def reasons(evidence: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return dict(evidence)


def test_a_reprint_has_nearly_all_its_words_from_the_other() -> None:
    found = shared(source(newsroom.WIRE), source(newsroom.REPRINT, "2025-03-05", outlet="Beta"))
    assert found is not None
    assert found.kind is OriginKind.REPRINT
    assert found.probability > 0.99
    assert reasons(found.evidence)["words"].endswith("of its words stand there in runs of 8 or more")


def test_two_that_credit_one_agency_are_wire_copies() -> None:
    wire = source(newsroom.WIRE, agency="Norpress")
    found = shared(wire, source(newsroom.REPRINT, outlet="Beta", agency="norpress"))
    assert found is not None
    assert found.kind is OriginKind.WIRE
    assert found.evidence[0] == ("credit", "both credit Norpress")


def test_a_rewrite_tells_the_same_with_nothing_of_its_own() -> None:
    found = shared(source(newsroom.WIRE), source(newsroom.REWRITE, "2025-03-05", outlet="Beta"))
    assert found is not None
    assert found.kind is OriginKind.REWRITE
    assert reasons(found.evidence)["own"] == "it has no name and no figure that the other has not"


def test_a_rewrite_that_names_the_agency_is_wire() -> None:
    text = newsroom.REWRITE + " So Norpress reported."
    found = shared(source(newsroom.WIRE, agency="Norpress"), source(text, outlet="Beta"))
    assert found is not None
    assert found.kind is OriginKind.WIRE


@pytest.mark.parametrize("text", [newsroom.OWN, newsroom.OTHER], ids=["own-reporting", "other-event"])
def test_quotations_that_two_reporters_heard_are_no_evidence(text: str) -> None:
    assert shared(source(newsroom.WIRE), source(text, outlet="Beta")) is None
    assert shared(source(text), source(newsroom.WIRE, outlet="Beta")) is None


def test_a_credit_alone_makes_no_copy() -> None:
    text = newsroom.OWN + " Norpress had reported of 41 villagers."
    assert shared(source(newsroom.WIRE, agency="Norpress"), source(text, outlet="Beta")) is None


def test_a_longer_article_with_reporting_of_its_own_is_no_copy_of_a_shorter_one() -> None:
    text = f"{newsroom.OWN}\n\n{newsroom.OTHER}\n\n{newsroom.REWRITE}"
    assert shared(source(newsroom.REWRITE, "2025-03-04"), source(text, "2025-03-05", outlet="Beta")) is None


def test_a_rewrite_comes_within_a_week_and_a_copy_at_any_time() -> None:
    first = source(newsroom.WIRE, "2025-03-04")
    assert shared(first, source(newsroom.REWRITE, "2025-03-11", outlet="Beta")) is not None
    assert shared(first, source(newsroom.REWRITE, "2025-03-12", outlet="Beta")) is None
    assert shared(first, source(newsroom.REPRINT, "2026-03-12", outlet="Beta")) is not None


def test_without_dates_either_may_be_the_first() -> None:
    one, other = source(newsroom.REPRINT, None), source(newsroom.WIRE, None, outlet="Beta")
    assert shared(one, other) is not None
    assert shared(other, one) is not None


@pytest.mark.parametrize("text", ["", "Yes.", "“No comment,” he said.", "Rain. " * 5], ids=repr)
def test_few_words_tell_nothing(text: str) -> None:
    assert shared(source(text), source(text, outlet="Beta")) is None


def test_sketches_of_a_copy_meet_and_those_of_another_event_do_not() -> None:
    def of(text: str) -> set[int]:
        return set(sketch(telling(text)))

    assert len(of(newsroom.WIRE) & of(newsroom.REPRINT)) > 20
    assert len(of(newsroom.WIRE) & of(newsroom.REWRITE)) >= 2
    assert not of(newsroom.WIRE) & of(newsroom.OTHER)
    assert of("Two words") == set()
    long = " ".join(f"word{number}" for number in range(20_000))
    assert len(of(long)) == 256


@pytest.mark.parametrize(
    ("body", "dateline", "authors", "outlet", "agency"),
    [
        ("OSTRAVEN (Norpress) - A landslip", None, (), "A", "Norpress"),
        ("A landslip", "GENEVA, May 3 (AP) —", (), "A", "AP"),
        ("A landslip buried it. (Norpress)", None, (), "A", "Norpress"),
        ("A landslip", None, ("Ana Lund", "Levant News Agency"), "A", "Levant News Agency"),
        ("A landslip", None, ("AFP",), "A", "AFP"),
        ("OSTRAVEN (Norpress) - A landslip", None, (), "Norpress", None),
        ("A landslip (see map) - and more", None, ("Ana Lund",), "A", None),
        ("", None, (), None, None),
    ],
)
def test_an_agency_is_credited_by_dateline_byline_or_signature(
    body: str, dateline: str | None, authors: tuple[str, ...], outlet: str | None, agency: str | None
) -> None:
    assert agency_of(body, dateline, authors, outlet) == agency


def test_a_name_is_met_whole() -> None:
    assert names("Ships wait, Agencia Sol reported.", "Agencia Sol")
    assert names("so the Vell Courier said", "The Vell Courier")
    assert names("Lund told the Vell Courier.", "The Vell Courier")
    assert not names("Today was cold.", "Today")
    assert not names("Agencia Solar reported.", "Agencia Sol")
    assert not names("anything", " ")
    assert names_agencies("Fourteen died, agencies report.")
    assert not names_agencies("The travel agency closed.")
