from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.exports.as_json import from_json, json_document, json_lines, to_dict, to_json
from onrecord.exports.schema import SCHEMA
from onrecord.records import (
    Article,
    Attribution,
    Block,
    BlockKind,
    Furniture,
    FurnitureKind,
    Quotation,
    Record,
    Span,
)
from onrecord.testing import sample_record

WORDS = "The quay is safe, said nobody. " * 3
spans = st.tuples(st.integers(0, len(WORDS) - 2), st.integers(1, 40)).map(
    lambda pair: Span(pair[0], min(sum(pair), len(WORDS)))
)
roles = st.lists(spans, max_size=3).map(tuple)
maybe = st.none() | st.text(max_size=12)


@st.composite
def records(draw: st.DrawFn) -> Record:
    number = draw(st.integers(0, 4))
    attributions = tuple(
        Attribution(
            *(draw(roles) for _ in range(3)),
            quotation=draw(st.sampled_from(Quotation)),
            confidence=draw(st.floats(0, 1)),
            parent=draw(st.none() | st.integers(0, index - 1)) if index else None,
        )
        for index in range(number)
    )
    article = Article(
        text=WORDS,
        blocks=tuple(Block(span, draw(st.sampled_from(BlockKind))) for span in draw(roles)),
        furniture=tuple(Furniture(span, draw(st.sampled_from(FurnitureKind))) for span in draw(roles)),
        title=draw(maybe),
        authors=tuple(draw(st.lists(st.text(max_size=5), max_size=2))),
        dateline=draw(st.none() | spans),
        language=draw(maybe),
        origins=draw(st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=2)),
    )
    return Record(article, attributions, draw(maybe), draw(maybe), tuple(draw(st.lists(st.text(max_size=9)))))


def strict(schema: Any) -> Any:
    """The schema with every object closed, so that a key it does not name is found."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    closed = {key: strict(value) for key, value in schema.items()}
    return {"additionalProperties": False, **closed} if "properties" in closed else closed


VALIDATOR = jsonschema.Draft202012Validator(strict(SCHEMA))


@given(records())
def test_every_record_is_written_as_the_schema_says_and_read_back_equal(record: Record) -> None:
    written = to_json(record)
    VALIDATOR.validate(json.loads(written))
    assert from_json(written) == record


def test_the_schema_is_itself_valid() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_offsets_cut_the_words_out_of_the_text(record: Record) -> None:
    value = to_dict(record)
    (start, end), *_ = value["attributions"][0]["content"]
    assert value["article"]["text"][start:end] == "“The quay will hold,”"


def test_a_nested_attribution_names_its_parent(record: Record) -> None:
    assert [item["parent"] for item in to_dict(record)["attributions"]] == [None, None, 1]


def test_one_page_is_one_object_and_several_are_an_array(record: Record) -> None:
    other = replace(record, name="other.html")
    assert json.loads("".join(json_document([record], several=False))) == to_dict(record)
    assert json.loads("".join(json_document([record], several=True))) == [to_dict(record)]
    assert [item["name"] for item in json.loads("".join(json_document([record, other], several=True)))] == [
        "sample.html",
        "other.html",
    ]


def test_no_record_is_nothing_or_an_empty_array() -> None:
    assert "".join(json_document([], several=False)) == ""
    assert json.loads("".join(json_document([], several=True))) == []


def test_json_lines_hold_one_record_a_line_in_order(record: Record) -> None:
    lines = "".join(json_lines([record, replace(record, name="b")])).splitlines()
    assert [from_json(line).name for line in lines] == ["sample.html", "b"]


def test_unknown_keys_are_passed_over(record: Record) -> None:
    value = to_dict(record) | {"later": 1}
    value["attributions"][0]["speaker"] = "Ana Lund"
    assert from_json(json.dumps(value)) == record


def broken(change: str, value: Any) -> str:
    record = to_dict(sample_record())
    *path, last = change.split(".")
    at: Any = record
    for step in path:
        at = at[int(step)] if step.isdigit() else at[step]
    at[int(last) if last.isdigit() else last] = value
    return json.dumps(record)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "3",
        '{"article": {}}',
        broken("article.text", 3),
        broken("article.origins", []),
        broken("article.authors", "Ana"),
        broken("attributions.0.source", [[5, 5]]),
        broken("attributions.0.source", [[5, 100_000]]),
        broken("attributions.0.source", [[5.0, 6]]),
        broken("attributions.0.quotation", "shouted"),
        broken("attributions.1.parent", 1),
        broken("attributions.1.parent", 7),
        broken("attributions.1.parent", -1),
        "[" * 100_000,
    ],
    ids=lambda text: text[:20],
)
def test_what_is_no_record_is_refused_in_three_facts(text: str) -> None:
    with pytest.raises(
        InputError, match=r"is no record .*: expected the JSON of one record.*; write one with"
    ):
        from_json(text)
