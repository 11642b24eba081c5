from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import jsonschema
import pytest
from hostile import HOSTILE, hostile_item

from onrecord.exports.as_json import from_json, json_lines_with_ids
from onrecord.exports.exported import Exported, identify
from onrecord.exports.formats import write
from onrecord.exports.schema import SCHEMA

if TYPE_CHECKING:
    from onrecord.records import Record


def test_ids_stand_beside_and_the_record_is_read_as_before(record: Record) -> None:
    item = Exported(record, captured=datetime(2024, 5, 3, tzinfo=UTC), sha256="ab" * 32, people={1: "p1"})
    (line,) = json_lines_with_ids([item])
    assert from_json(line) == record
    value = json.loads(line)
    jsonschema.validate(value, SCHEMA)
    one = identify(item)
    assert value["article_id"] == one.article_id
    assert (value["captured"], value["sha256"]) == ("2024-05-03T00:00:00+00:00", "ab" * 32)
    assert [each["id"] for each in value["attributions"]] == [each.id for each in one.statements]
    assert [each["id"] for each in value["speakers"]] == list(one.speaker_ids)


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_kept_to_the_last_character(words: str) -> None:
    item = hostile_item(words)
    out = io.BytesIO()
    write("jsonl", [item, item], out)
    lines = out.getvalue().decode().split("\n")
    assert [from_json(line) for line in lines[:-1]] == [item.record] * 2
    assert lines[-1] == ""
