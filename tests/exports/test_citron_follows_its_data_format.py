"""Citron (bbc/citron) is not published as a package and pins scikit-learn 1.0 and python-crfsuite 0.9.7, so
the file is read as its documentation (docs/data_format.md) and its parser do: spans found in spaCy's
tokens by character.
"""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
import spacy
from hostile import HOSTILE, hostile_item

from onrecord.exports.citron import citron_files
from onrecord.exports.exported import Exported

if TYPE_CHECKING:
    from onrecord.records import Record

SPAN = {
    "type": "object",
    "required": ["start", "end", "text"],
    "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}, "text": {"type": "string"}},
    "additionalProperties": False,
}
SPANS = {"type": "array", "items": SPAN}
DOCUMENT = {
    "type": "object",
    "required": ["text", "quotes"],
    "properties": {
        "text": {"type": "string"},
        "quotes": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["cue", "sources", "contents"],
                "properties": {
                    "cue": SPAN,
                    "sources": SPANS,
                    "contents": SPANS,
                    "coreferences": SPANS,
                    "confidence": {"type": "string", "pattern": r"^[01]\.\d{4}$"},
                    "id": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
        "coreference_groups": {"type": "array", "items": SPANS},
    },
}


def document(item: Exported) -> dict[str, Any]:
    ((name, text),) = citron_files([item])
    assert name.endswith(".json")
    found = json.loads(text)
    jsonschema.validate(found, DOCUMENT)
    return found  # type: ignore[no-any-return]


def all_spans(found: dict[str, Any]) -> list[dict[str, Any]]:
    quotes = found["quotes"]
    several = [quote[key] for quote in quotes for key in ("sources", "contents", "coreferences")]
    return [*(quote["cue"] for quote in quotes), *chain(*several, *found["coreference_groups"])]


def test_every_statement_with_a_cue_is_a_quote(record: Record) -> None:
    found = document(Exported(record, attribution_ids=tuple("stuvwxy")))
    text = record.article.text
    assert [quote["id"] for quote in found["quotes"]] == list("stuvwxy")
    for quote, attribution in zip(found["quotes"], record.attributions, strict=True):
        assert quote["cue"]["text"] == attribution.cue[0].of(text)
        assert [each["text"] for each in quote["sources"]] == [s.of(text) for s in attribution.source]
        assert [each["text"] for each in quote["contents"]] == [s.of(text) for s in attribution.content]
    assert found["quotes"][0]["confidence"] == "0.9000"


def test_spans_are_found_in_the_tokens_as_citron_looks_for_them(record: Record) -> None:
    found = document(Exported(record))
    doc = spacy.blank("en")(found["text"])
    for span in all_spans(found):
        assert doc.char_span(span["start"], span["end"], alignment_mode="expand").text.startswith(
            span["text"]
        )


def test_a_name_stands_for_a_source_that_is_other_words(record: Record) -> None:
    first, *others = record.attributions
    text = record.article.text
    (her,) = [m.span for m in record.speakers[0].mentions if m.span.of(text) == "Her"]
    found = document(Exported(replace(record, attributions=(replace(first, source=(her,)), *others))))
    assert [each["text"] for each in found["quotes"][0]["coreferences"]] == ["Ana Lund"]
    assert found["quotes"][1]["coreferences"] == []
    assert ["Ana Lund", "Ana Lund", "Ms. Lund", "Her"] in [
        [each["text"] for each in group] for group in found["coreference_groups"]
    ]


def test_a_statement_without_a_cue_is_left_out(record: Record) -> None:
    first, *others = record.attributions
    found = document(Exported(replace(record, attributions=(replace(first, cue=()), *others))))
    assert len(found["quotes"]) == len(others)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_where_the_offsets_say(words: str) -> None:
    found = document(hostile_item(words))
    assert all(found["text"][each["start"] : each["end"]] == each["text"] for each in all_spans(found))
