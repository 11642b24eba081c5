"""The ``prov`` package reads the document; what PROV says of each relation is asked of its objects."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, hostile_item
from prov.model import (
    ProvActivity,
    ProvAgent,
    ProvAssociation,
    ProvAttribution,
    ProvDerivation,
    ProvDocument,
    ProvEntity,
    ProvGeneration,
    ProvUsage,
)

from onrecord.exports.exported import Exported, sound
from onrecord.exports.prov_json import prov_json
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from prov.model import ProvBundle

    from onrecord.records import Record

URN = "urn:onrecord:"


def parsed(*items: Exported) -> list[ProvBundle]:
    document = ProvDocument.deserialize(content="".join(prov_json(items)), format="json")
    return list(document.bundles)


@pytest.fixture
def bundle(record: Record) -> ProvBundle:
    captured = datetime(2024, 5, 3, tzinfo=UTC)
    (only,) = parsed(Exported(record, "a", tuple("stuvwxy"), captured, "ab" * 32, {0: "p1"}))
    return only


def pairs(bundle: ProvBundle, kind: type[Any]) -> list[tuple[str, str]]:
    """Of each relation of a kind the two that it relates, without our prefix."""
    out = []
    for relation in bundle.get_records(kind):
        ends = [value for _, value in relation.formal_attributes][:2]
        out.append(tuple(end.uri.removeprefix(URN) for end in ends))
    return out


def attributes(bundle: ProvBundle, name: str) -> dict[str, str]:
    (node,) = [r for r in bundle.get_records() if r.identifier and r.identifier.uri == URN + name]
    return {key.localpart: str(value) for key, value in node.attributes}


def test_page_article_and_reading_stand_one_behind_the_other(bundle: ProvBundle) -> None:
    assert ("article:a", "page:a") in pairs(bundle, ProvDerivation)
    assert ("page:a", "act:capture-a") in pairs(bundle, ProvGeneration)
    assert pairs(bundle, ProvUsage) == [("act:reading-a", "article:a")]
    assert pairs(bundle, ProvAssociation) == [("act:reading-a", "model:fake%200")]
    assert attributes(bundle, "page:a")["sha256"] == "ab" * 32
    assert attributes(bundle, "act:capture-a")["endTime"] == "2024-05-03 00:00:00+00:00"
    assert ("article:a", "outlet:The%20Vell%20Courier") in pairs(bundle, ProvAttribution)


def test_every_statement_is_quoted_from_the_article_by_the_reading(bundle: ProvBundle) -> None:
    for letter in "stuvwxy":
        assert (f"statement:{letter}", "act:reading-a") in pairs(bundle, ProvGeneration)
        assert (f"statement:{letter}", "article:a") in pairs(bundle, ProvDerivation)
    assert attributes(bundle, "statement:s")["value"] == "“The quay will hold,”"
    assert attributes(bundle, "statement:u")["inside"] == "statement:t"


def test_words_are_attributed_to_who_spoke_and_to_nobody_where_it_is_open(bundle: ProvBundle) -> None:
    found = pairs(bundle, ProvAttribution)
    assert ("statement:s", "speaker:p1") in found
    assert ("statement:w", "speaker:a-speaker-3") in found
    assert not [agent for entity, agent in found if entity in ("statement:x", "statement:y")]
    assert attributes(bundle, "speaker:p1")["type"] == "prov:Person"
    assert "type" not in attributes(bundle, "speaker:a-speaker-3")


def test_the_way_of_the_words_is_a_chain_of_derivations(bundle: ProvBundle) -> None:
    derived = pairs(bundle, ProvDerivation)
    assert ("statement:v", "station:v-1") in derived
    assert ("station:v-1", "station:v-2") in derived
    attributed = pairs(bundle, ProvAttribution)
    assert ("station:v-1", "outlet:Radio%20Nord") in attributed
    assert ("station:v-2", "speaker:p1") in attributed


def test_of_two_with_one_name_the_station_is_the_one_who_speaks(record: Record) -> None:
    ana, *others, _ = record.speakers
    twins = replace(record, speakers=(ana, *others, replace(ana, kind=SpeakerKind.GROUP)))
    (bundle,) = parsed(Exported(twins, "a", tuple("stuvwxy")))
    assert ("station:v-2", "speaker:a-speaker-1") in pairs(bundle, ProvAttribution)


def test_a_quotation_is_told_from_what_was_retold(record: Record) -> None:
    first, *others = record.attributions
    (bundle,) = parsed(
        Exported(
            replace(record, attributions=(replace(first, provenance=others[2].provenance), *others)),
            attribution_ids=tuple("stuvwxy"),
        )
    )
    quoted = {
        tuple(end.uri.removeprefix(URN) for _, end in relation.formal_attributes[:2])
        for relation in bundle.get_records(ProvDerivation)
        if "Quotation" in {kind.localpart for kind in relation.get_asserted_types()}
    }
    assert {earlier.split(":")[0] for later, earlier in quoted if later == "statement:s"} == {
        *("article", "station")
    }
    assert {earlier.split(":")[0] for later, earlier in quoted if later == "statement:v"} == {"article"}


def test_everything_that_is_related_is_there(bundle: ProvBundle) -> None:
    kinds = (ProvEntity, ProvActivity, ProvAgent)
    there = {r.identifier.uri.removeprefix(URN) for kind in kinds for r in bundle.get_records(kind)}
    for kind in (ProvDerivation, ProvAttribution, ProvGeneration, ProvUsage, ProvAssociation):
        assert {end for pair in pairs(bundle, kind) for end in pair} <= there


def test_articles_with_one_id_are_bundles_of_their_own(record: Record) -> None:
    assert len(parsed(*[Exported(record, "a")] * 3)) == 3
    assert json.loads("".join(prov_json([])))["bundle"] == {}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_come_back_as_they_were(words: str) -> None:
    (found,) = parsed(hostile_item(words))
    values = [dict(e.attributes) for e in found.get_records(ProvEntity)]
    said = [str(v) for each in values for k, v in each.items() if k.localpart == "value"]
    assert said == [f"{sound(words)} … {sound(words)}"] * 2
    assert {agent.label for agent in found.get_records(ProvAgent)} == {sound(words)}
    assert found.get_provn()
