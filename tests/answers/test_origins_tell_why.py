"""What is answered of origins: the biggest first, why each article is there, whose reporting is its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from newsroom import OTHER, OWN, REPRINT, REWRITE, WIRE, publish
from onrecord.answers import origins
from onrecord.answers.filters import Filters
from onrecord.errors import NotRecordedError, UsageError

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger


@pytest.fixture
def slip(ledger: Ledger) -> dict[str, int]:
    """The landslip in five outlets, the wire recorded last, and an article on something else."""
    return {
        "reprint": publish(ledger, REPRINT, outlet="Kessa Post", published="2025-03-05"),
        "rewrite": publish(ledger, REWRITE, outlet="Coastline", published=None),
        "own": publish(ledger, OWN, outlet="Radio Slope"),
        "other": publish(ledger, OTHER, outlet="Radio Slope"),
        "wire": publish(ledger, WIRE, outlet="The Vell Courier", published="2025-03-04"),
    }


def test_an_origin_begins_with_the_earliest_and_says_why_the_others_share_it(
    ledger: Ledger, slip: dict[str, int]
) -> None:
    found = origins.origin_of(ledger, slip["rewrite"])
    assert found.first.id == slip["wire"]
    assert found.agency == "Norpress"
    assert [one.article.id for one in found.others] == [slip["reprint"], slip["rewrite"]]
    reprint = found.others[0]
    assert (reprint.kind, reprint.with_article_id) == ("wire", slip["wire"])
    assert ("credit", "both credit Norpress") in reprint.evidence
    assert 0.5 < reprint.probability <= 1


def test_one_alone_is_its_own_origin(ledger: Ledger, slip: dict[str, int]) -> None:
    found = origins.origin_of(ledger, slip["own"])
    assert (found.first.id, found.others, found.agency) == (slip["own"], (), None)


def test_without_a_query_only_what_is_shared_is_shown(ledger: Ledger, slip: dict[str, int]) -> None:
    (found,) = origins.origins(ledger)
    assert found.first.id == slip["wire"]


def test_a_query_shows_the_independent_origins_the_biggest_first(
    ledger: Ledger, slip: dict[str, int]
) -> None:
    found = origins.origins(ledger, "slope OR drains")
    assert [one.first.id for one in found] == [slip["wire"], slip["own"]]
    assert origins.origins(ledger, "slope OR drains", limit=1) == found[:1]
    assert origins.origins(ledger, filters=Filters(outlet="Radio")) != ()
    assert origins.origins(ledger, "zeppelin") == ()


def test_own_reporting_is_what_is_first_and_no_agencys(ledger: Ledger, slip: dict[str, int]) -> None:
    found = {one.outlet: one for one in origins.reporting(ledger)}
    told = {name: (one.articles, one.own, one.credited, one.copies) for name, one in found.items()}
    assert told == {
        "Radio Slope": (2, 2, 0, 0),
        "The Vell Courier": (1, 0, 1, 0),
        "Kessa Post": (1, 0, 1, 0),
        "Coastline": (1, 0, 0, 1),
    }
    assert found["Radio Slope"].share == 1
    assert next(iter(found)) == "Radio Slope"
    assert [one.outlet for one in origins.reporting(ledger, outlet="coast")] == ["Coastline"]
    assert slip


def test_a_ledger_of_one_article_has_no_shared_origin(ledger: Ledger) -> None:
    one = publish(ledger, WIRE)
    assert origins.origins(ledger) == ()
    assert origins.origin_of(ledger, one).others == ()


def test_an_empty_ledger_has_none(ledger: Ledger) -> None:
    assert origins.origins(ledger) == ()
    assert origins.reporting(ledger) == ()


def test_what_is_not_there_is_named(ledger: Ledger) -> None:
    old = publish(ledger, WIRE, url="https://a.example.org/1")
    publish(ledger, OTHER, url="https://a.example.org/1")
    gone = publish(ledger, OWN)
    ledger.withdraw(gone, reason="asked for", by="Ida")
    for number, what in ((99, "no such article"), (old, "an earlier version"), (gone, "withdrawn")):
        with pytest.raises(NotRecordedError, match=what):
            origins.origin_of(ledger, number)
    with pytest.raises(UsageError):
        origins.origins(ledger, "(")
    with pytest.raises(NotRecordedError, match="no outlet"):
        origins.reporting(ledger, outlet="nowhere")
