"""Label Studio's own converter reads the tasks with our labelling configuration, and a JSON Schema holds what
it does not look at, relations and predictions, to the shape that Label Studio's guide documents.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import jsonschema
import pytest
from hostile import HOSTILE, hostile_item
from label_studio_converter import Converter

from onrecord.exports.exported import Exported, sound
from onrecord.exports.label_studio import LABELLING, label_studio

if TYPE_CHECKING:
    from pathlib import Path

    from onrecord.records import Record

REGION = {
    "type": "object",
    "required": ["id", "from_name", "to_name", "type", "value"],
    "properties": {
        "type": {"enum": ["labels", "choices"]},
        "score": {"type": "number"},
        "value": {
            "type": "object",
            "required": ["start", "end"],
            "properties": {"start": {"type": "integer"}, "end": {"type": "integer"}},
        },
    },
}
RELATION = {
    "type": "object",
    "required": ["type", "from_id", "to_id", "direction"],
    "properties": {
        "type": {"const": "relation"},
        "direction": {"enum": ["left", "right", "bi"]},
        "labels": {"type": "array", "items": {"enum": ["source", "cue", "continues", "inside"]}},
    },
}
RESULTS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["result"],
        "properties": {"result": {"type": "array", "items": {"anyOf": [REGION, RELATION]}}},
    },
}
TASKS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["data", "annotations", "predictions"],
        "properties": {
            "data": {"type": "object", "required": ["text"]},
            "annotations": RESULTS,
            "predictions": RESULTS,
        },
    },
}


def tasks(*items: Exported) -> list[dict[str, Any]]:
    found = json.loads("".join(label_studio(items)))
    jsonschema.validate(found, TASKS)
    return found  # type: ignore[no-any-return]


def converted(folder: Path, *items: Exported) -> list[dict[str, Any]]:
    """What Label Studio's converter makes of the tasks: its smallest JSON."""
    (folder / "in.json").write_text("".join(label_studio(items)), encoding="utf-8")
    converter = Converter(LABELLING, str(folder), output_tags=["label", "quotation"])
    converter.convert_to_json_min(str(folder / "in.json"), str(folder / "out"), is_dir=False)
    return json.loads((folder / "out" / "result.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_the_converter_finds_every_span_with_its_label(record: Record, tmp_path: Path) -> None:
    own = replace(record, model=None)
    (found,) = converted(tmp_path, Exported(own))
    text = record.article.text
    assert found["text"] == text
    expected = [
        (role.capitalize(), span.start, span.end)
        for attribution in record.attributions
        for role in ("source", "cue", "content")
        for span in getattr(attribution, role)
    ]
    assert [(each["labels"][0], each["start"], each["end"]) for each in found["label"]] == expected
    assert all(text[each["start"] : each["end"]] == each["text"] for each in found["label"])
    assert found["quotation"] == [attribution.quotation.value for attribution in record.attributions]


def test_what_a_model_read_is_a_prediction_and_what_a_person_did_an_annotation(record: Record) -> None:
    (read,), (own,) = tasks(Exported(record)), tasks(Exported(replace(record, model=None)))
    assert read["annotations"] == own["predictions"] == []
    assert read["predictions"][0]["model_version"] == "fake 0"
    assert read["predictions"][0]["result"] == own["annotations"][0]["result"]


def test_relations_join_regions_that_are_there(record: Record) -> None:
    (task,) = tasks(Exported(record))
    results = task["predictions"][0]["result"]
    regions = {each["id"]: each["value"].get("text") for each in results if each["type"] == "labels"}
    found = [
        (each["labels"][0], regions[each["from_id"]], regions[each["to_id"]])
        for each in results
        if each["type"] == "relation"
    ]
    assert ("source", "“The quay will hold,”", "Ana Lund") in found
    assert ("continues", "The wind", "will turn") in found
    assert [each for each in found if each[0] == "inside"] == [
        ("inside", "that the tide was low", "that Ana Lund said that the tide was low")
    ]
    assert len(regions) == sum(len(a.source + a.cue + a.content) for a in record.attributions)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_found_where_they_stand(words: str, tmp_path: Path) -> None:
    item = hostile_item(words)
    (found,) = converted(tmp_path, replace(item, record=replace(item.record, model=None)))
    assert [each["text"] for each in found["label"]] == [sound(words)] * 6
    assert all(found["text"][each["start"] : each["end"]] == sound(words) for each in found["label"])
