"""pyld expands what we wrote as any reader of JSON-LD would, with the terms of the W3C's context given here:
no network.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hostile import HOSTILE, hostile_item
from pyld import jsonld

from onrecord.exports.exported import Exported, identify, sound
from onrecord.exports.web_annotation import web_annotations

if TYPE_CHECKING:
    from onrecord.records import Record

OA = "http://www.w3.org/ns/oa#"
OURS = "urn:onrecord:term:"
W3C = "http://www.w3.org/ns/anno.jsonld"


def _link(term: str) -> dict[str, str]:
    return {"@type": "@id", "@id": OA + term}


# The terms that the standard gives these names (W3C Web Annotation Vocabulary, section 3 and appendix).
TERMS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    **{
        name: OA + name
        for name in (
            *("Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector", "TextPositionSelector"),
            *("start", "end", "exact", "prefix", "suffix", "identifying", "classifying", "describing"),
        )
    },
    "Person": "http://xmlns.com/foaf/0.1/Person",
    "Organization": "http://xmlns.com/foaf/0.1/Organization",
    "Software": "http://www.w3.org/ns/activitystreams#Application",
    "generator": {"@type": "@id", "@id": "http://www.w3.org/ns/activitystreams#generator"},
    "name": "http://xmlns.com/foaf/0.1/name",
    "created": "http://purl.org/dc/terms/created",
    "format": "http://purl.org/dc/elements/1.1/format",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "body": _link("hasBody"),
    "target": _link("hasTarget"),
    "source": _link("hasSource"),
    "selector": _link("hasSelector"),
    "motivation": {"@type": "@vocab", "@id": OA + "motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": OA + "hasPurpose"},
}


def load(url: str, _: Any) -> dict[str, Any]:
    assert url == W3C
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": TERMS}}


def expanded(*items: Exported) -> list[dict[str, Any]]:
    found = json.loads("".join(web_annotations(items)))
    return jsonld.expand(found, {"documentLoader": load})  # type: ignore[no-any-return]


def value(node: dict[str, Any], term: str) -> Any:
    (only,) = node[term]
    return only.get("@value", only.get("@id"))


def keys(found: Any) -> set[str]:
    if isinstance(found, list):
        return set().union(*map(keys, found))
    if isinstance(found, dict):
        return set(found).union(*(keys(each) for key, each in found.items() if key != "@context"))
    return set()


def selected(annotation: dict[str, Any], text: str) -> list[tuple[str, str]]:
    """Role and words of each target; both selectors have to find the same words."""
    out = []
    for target in annotation[OA + "hasTarget"]:
        quote, position = target[OA + "hasSelector"]
        assert (quote["@type"], position["@type"]) == (
            [OA + "TextQuoteSelector"],
            [OA + "TextPositionSelector"],
        )
        start, end = value(position, OA + "start"), value(position, OA + "end")
        exact = value(quote, OA + "exact")
        assert text[start:end] == exact
        assert text[:start].endswith(value(quote, OA + "prefix"))
        assert text[end:].startswith(value(quote, OA + "suffix"))
        out.append((value(target, OURS + "role"), exact))
    return out


def test_every_statement_is_an_annotation_whose_selectors_find_the_words(record: Record) -> None:
    found = expanded(Exported(record))
    assert len(found) == len(record.attributions)
    text = record.article.text
    for annotation, attribution in zip(found, record.attributions, strict=True):
        assert annotation["@type"] == [OA + "Annotation"]
        assert selected(annotation, text) == [
            (role, span.of(text))
            for role in ("source", "cue", "content")
            for span in getattr(attribution, role)
        ]
        assert value(annotation, OURS + "confidence") == attribution.confidence


def test_targets_point_to_the_page_and_bodies_say_who_and_how(record: Record) -> None:
    item = Exported(record, "a", tuple("stuvwxy"), datetime(2024, 5, 3, tzinfo=UTC), people={0: "p 1"})
    found = expanded(item)
    assert {value(t, OA + "hasSource") for a in found for t in a[OA + "hasTarget"]} == {record.article.url}
    who, how = found[0][OA + "hasBody"]
    (ana,) = who[OA + "hasSource"]
    assert ana["@id"] == "urn:onrecord:speaker:p%201"
    assert value(ana, TERMS["name"]) == "Ana Lund"
    assert value(how, TERMS["value"]) == "direct"
    assert value(found[0], TERMS["created"]) == "2024-05-03T00:00:00+00:00"
    assert value(found[2], OURS + "inside") == found[1]["@id"] == "urn:onrecord:statement:t"
    assert value(found[4][OA + "hasBody"][0], TERMS["value"]) == "Two dockers"


def test_every_key_is_a_term_that_the_context_knows(record: Record) -> None:
    own = {"role", "confidence", "inside", "@context"}
    assert keys(json.loads("".join(web_annotations([Exported(record)])))) <= set(TERMS) | own


def test_without_an_address_on_the_web_the_page_has_our_name(record: Record) -> None:
    for url in (None, "file:///tmp/a", "javascript:alert(1)", "http://[broken", "http:"):
        item = Exported(replace(record, article=replace(record.article, url=url)))
        (first, *_) = expanded(item)
        name = f"urn:onrecord:article:{identify(item).article_id}"
        assert value(first[OA + "hasTarget"][0], OA + "hasSource") == name


def test_an_address_with_signs_that_no_address_has_is_quoted(record: Record) -> None:
    item = Exported(replace(record, article=replace(record.article, url="https://x.example/a b<c>?d=é")))
    (first, *_) = expanded(item)
    assert value(first[OA + "hasTarget"][0], OA + "hasSource") == "https://x.example/a%20b%3Cc%3E?d=%C3%A9"


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_found_by_both_selectors(words: str) -> None:
    item = hostile_item(words)
    found = expanded(item)
    assert selected(found[0], identify(item).article.text) == [
        (role, sound(words)) for role in ("source", "cue", "content", "content")
    ]
    assert [role for role, _ in selected(found[1], identify(item).article.text)] == ["content", "content"]


def test_no_record_is_an_empty_array() -> None:
    assert "".join(web_annotations([])) == "[]\n"
