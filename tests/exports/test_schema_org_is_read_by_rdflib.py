"""rdflib reads the JSON-LD, schema.org's context replaced by the rule that it states: its own vocabulary."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, hostile_item
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from onrecord.exports.exported import Exported, sound
from onrecord.exports.schema_org import CONTEXT, schema_org

if TYPE_CHECKING:
    from onrecord.records import Record

# rdflib 7.6 warns of a class that its own JSON-LD parser still makes.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

SCHEMA = Namespace("https://schema.org/")
LOCAL = {"@vocab": str(SCHEMA), "url": {"@type": "@id"}}


def parsed(*items: Exported) -> Graph:
    value = json.loads("".join(schema_org(items)))
    assert value["@context"] == CONTEXT == "https://schema.org"
    return Graph().parse(data=json.dumps({**value, "@context": LOCAL}), format="json-ld")


@pytest.fixture
def graph(record: Record) -> Graph:
    return parsed(Exported(record, "a", tuple("stuvwxy"), people={0: "p1"}))


def node(letter: str) -> URIRef:
    return URIRef(f"urn:onrecord:statement:{letter}")


ARTICLE = URIRef("urn:onrecord:article:a")


def test_the_article_says_what_it_is_and_keeps_its_text_to_itself(graph: Graph, record: Record) -> None:
    assert (ARTICLE, RDF.type, SCHEMA.NewsArticle) in graph
    assert graph.value(ARTICLE, SCHEMA.url) == URIRef(record.article.url or "")
    assert graph.value(ARTICLE, SCHEMA.headline) == Literal("Mayor says the quay is safe")
    assert graph.value(ARTICLE, SCHEMA.datePublished) == Literal("2024-05-02T07:30:00+00:00")
    publisher = graph.value(ARTICLE, SCHEMA.publisher)
    assert graph.value(publisher, SCHEMA.name) == Literal("The Vell Courier")
    assert not any(record.article.text in str(o) for o in graph.objects())


def test_words_in_quotation_marks_are_a_quotation_by_who_spoke(graph: Graph) -> None:
    assert list(graph.subjects(RDF.type, SCHEMA.Quotation)) == [node("s")]
    assert graph.value(node("s"), SCHEMA.text) == Literal("“The quay will hold,”")
    assert graph.value(node("s"), SCHEMA.isPartOf) == ARTICLE
    ana = graph.value(node("s"), SCHEMA.spokenByCharacter)
    assert ana == URIRef("urn:onrecord:speaker:p1")
    assert (ana, RDF.type, SCHEMA.Person) in graph
    assert graph.value(ana, SCHEMA.jobTitle) == Literal("engineer")
    assert graph.value(graph.value(ana, SCHEMA.affiliation), SCHEMA.name) == Literal("the harbour board")


def test_other_words_are_a_claim_that_appears_in_the_article(graph: Graph) -> None:
    assert set(graph.subjects(RDF.type, SCHEMA.Claim)) == set(map(node, "tuvwxy"))
    assert graph.value(node("v"), SCHEMA.author) == URIRef("urn:onrecord:speaker:p1")
    assert graph.value(node("v"), SCHEMA.appearance) == ARTICLE
    publisher = graph.value(graph.value(node("v"), SCHEMA.citation), SCHEMA.publisher)
    assert graph.value(publisher, SCHEMA.name) == Literal("Radio Nord")
    assert graph.value(node("y"), SCHEMA.text) == Literal("The wind … will turn")


def test_nested_words_are_part_of_what_holds_them(graph: Graph) -> None:
    assert set(graph.objects(node("u"), SCHEMA.isPartOf)) == {ARTICLE, node("t")}


def test_who_is_not_named_is_credited_in_words_and_nobody_is_made_up(graph: Graph) -> None:
    assert graph.value(node("w"), SCHEMA.creditText) == Literal("Two dockers")
    for letter in "wxy":
        assert graph.value(node(letter), SCHEMA.author) is None


def keys(found: Any) -> set[str]:
    if isinstance(found, dict):
        return set(found).union(*map(keys, found.values()))
    return set().union(*map(keys, found)) if isinstance(found, list) else set()


@pytest.mark.parametrize("words", ["plain", *HOSTILE.values()], ids=["sample", *HOSTILE])
def test_nothing_is_ever_rated_or_reviewed(record: Record, words: str) -> None:
    items = [Exported(record), hostile_item(words)]
    found = json.loads("".join(schema_org(items)))
    types = [each["@type"] for each in found["@graph"]]
    assert not [key for key in {*keys(found), *types} if re.search(r"rating|review", key, re.IGNORECASE)]


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_come_back_as_they_were(words: str) -> None:
    found = parsed(hostile_item(words))
    (quotation,) = found.subjects(RDF.type, SCHEMA.Quotation)
    assert str(found.value(quotation, SCHEMA.text)) == f"{sound(words)} … {sound(words)}"
    speaker = found.value(quotation, SCHEMA.spokenByCharacter)
    assert str(found.value(speaker, SCHEMA.name)) == sound(words)


def test_an_article_of_which_nothing_is_known_has_no_empty_keys(record: Record) -> None:
    bare = replace(record, article=type(record.article)("x"), attributions=(), speakers=())
    (article,) = json.loads("".join(schema_org([Exported(bare)])))["@graph"]
    assert set(article) == {"@type", "@id"}
