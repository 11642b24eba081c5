"""Whatever a record may hold, every format carries it and its reader reads it: roles without words, spans
that overlap or repeat, nobody, several, texts of any character.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from typing import TYPE_CHECKING

import pyarrow.parquet
import pytest
import spacy
from bioc import brat
from hypothesis import given, settings
from prov.model import ProvDocument
from pyld import jsonld
from rdflib import Graph
from spacy.tokens import DocBin
from test_as_json_follows_the_schema import records
from test_schema_org_is_read_by_rdflib import LOCAL
from test_web_annotation_is_read_by_pyld import load

from onrecord.exports.as_json import from_json
from onrecord.exports.brat_reader import brat_record
from onrecord.exports.exported import Exported, sound
from onrecord.exports.formats import write

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.records import Record

VOCABULARY = spacy.blank("en").vocab

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")


def _jsonl(data: bytes, record: Record) -> None:
    assert from_json(data.decode()) == record


def _csv(data: bytes, record: Record) -> None:
    rows = list(csv.reader(io.StringIO(data.decode(), newline=""), strict=True))
    assert [len(row) for row in rows] == [25] * (1 + len(record.attributions))


def _parquet(data: bytes, record: Record) -> None:
    assert pyarrow.parquet.read_table(io.BytesIO(data)).num_rows == len(record.attributions)


def _brat(data: bytes, record: Record) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text, annotations = (archive.read(name).decode() for name in archive.namelist()[1:])
    found = brat_record(text, annotations)
    with_words = [a for a in record.attributions if any(s.of(text).strip() for s in a.content)]
    assert len(found.attributions) == len(with_words)
    assert len(brat.loads(text, annotations).events) == len(with_words)


def _web_annotation(data: bytes, record: Record) -> None:
    found = jsonld.expand(json.loads(data), {"documentLoader": load})
    assert len(found) == len(record.attributions)


def _schema_org(data: bytes, record: Record) -> None:
    found = Graph().parse(data=json.dumps({**json.loads(data), "@context": LOCAL}), format="json-ld")
    assert len(found) >= 1 + len(record.attributions)


def _prov(data: bytes, record: Record) -> None:
    (bundle,) = ProvDocument.deserialize(content=data.decode(), format="json").bundles
    names = [each.identifier.uri for each in bundle.get_records() if each.identifier]
    assert sum(name.startswith("urn:onrecord:statement:") for name in names) == len(record.attributions)


def _label_studio(data: bytes, record: Record) -> None:
    (task,) = json.loads(data)
    (one,) = task["predictions"] or task["annotations"]
    regions = Counter(each["type"] for each in one["result"])
    assert regions["labels"] == sum(len(a.source + a.cue + a.content) for a in record.attributions)


def _citron(data: bytes, record: Record) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = json.loads(archive.read(archive.namelist()[0]))
    assert len(found["quotes"]) == sum(bool(a.cue) for a in record.attributions)


def _docbin(data: bytes, record: Record) -> None:
    (doc,) = DocBin().from_bytes(data).get_docs(VOCABULARY)
    assert doc.text == sound(record.article.text)
    assert len(doc.spans["content"]) == sum(len(a.content) for a in record.attributions)


READERS: dict[str, Callable[[bytes, Record], None]] = {
    "jsonl": _jsonl,
    "csv": _csv,
    "parquet": _parquet,
    "brat": _brat,
    "webannotation": _web_annotation,
    "schemaorg": _schema_org,
    "prov": _prov,
    "labelstudio": _label_studio,
    "citron": _citron,
    "docbin": _docbin,
}


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=25)
@given(record=records())
def test_any_record_is_written_and_read(name: str, record: Record) -> None:
    out = io.BytesIO()
    write(name, [Exported(record)], out)
    READERS[name](out.getvalue(), record)
