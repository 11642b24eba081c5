from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from onrecord.errors import BadLineError, NotFoundError
from onrecord.training.corpora import Document, GoldAttribution, mend_swapped, read_documents

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Ana said \n so.\nBen left."


def row(**changes: Any) -> dict[str, Any]:
    gold = {"source": [[0, 3]], "cue": [[4, 8]], "content": [[8, 13]]}
    return {"id": "one", "text": TEXT, "attributions": [{**gold, **changes}]}


def read(path: Path, *rows: dict[str, Any]) -> list[Document]:
    path.write_text("".join(json.dumps(r) + "\n" for r in rows), encoding="utf8")
    return read_documents(path)


def test_spans_are_stripped_and_cut_at_line_ends(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "c.jsonl", row(content=[[8, 18]]))
    (a,) = document.attributions
    assert [TEXT[s:e] for s, e in a.content] == ["so.", "Ben"]
    assert (a.source, a.cue, a.nested) == (((0, 3),), ((4, 8),), False)
    assert document.known == ()


def test_an_attribution_without_cue_or_content_teaches_nothing(tmp_path: Path) -> None:
    documents = read(tmp_path / "c.jsonl", row(cue=[]), {**row(content=[[8, 10]]), "id": "two"})
    assert [d.attributions for d in documents] == [(), ()]


def test_an_empty_source_is_kept_empty(tmp_path: Path) -> None:
    (document,) = read(tmp_path / "c.jsonl", row(source=None))
    assert document.attributions[0].source == ()


def test_a_gzipped_corpus_is_read(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row()).encode()))
    assert [d.id for d in read_documents(path)] == ["one"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"no json\n", "expected one JSON object a line", id="no json"),
        pytest.param(b'{"id": 3}\n', "id is 3; expected a string", id="no id"),
        pytest.param(b"\xff\xfe\n", "expected UTF-8", id="no text"),
        pytest.param(
            json.dumps(row(cue=[[4, 99]])).encode(), "ends at character 99; expected at most 24", id="outside"
        ),
        pytest.param(json.dumps(row(cue=[[4]])).encode(), "expected [[start, end], ...]", id="half a span"),
    ],
)
def test_a_line_that_is_no_document_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(content)
    with pytest.raises(BadLineError) as caught:
        read_documents(path)
    assert words in str(caught.value)
    assert str(path) in str(caught.value)


def test_a_corpus_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="give the JSON Lines file"):
        read_documents(tmp_path / "nowhere.jsonl")


def documents(*relations: tuple[str, str], times: int = 1) -> list[Document]:
    """Documents "SOURCE CUE so." annotated as (source, cue), wherever the words stand."""
    out = []
    for source, cue in relations * times:
        text = f"{source} {cue} so."
        end = len(source)
        a = GoldAttribution(((0, end),), ((end + 1, end + 1 + len(cue)),), ((len(text) - 3, len(text) - 1),))
        out.append(Document(f"{len(out)}", text, (a,)))
    return out


def roles(document: Document) -> tuple[str, str]:
    (a,) = document.attributions
    return document.text[slice(*a.source[0])], document.text[slice(*a.cue[0])]


def test_swapped_source_and_cue_are_put_right() -> None:
    *_, mended = mend_swapped([*documents(("Ana", "said"), times=25), *documents(("Said", "Ben Oak"))])
    assert roles(mended) == ("Ben Oak", "Said")


@pytest.mark.parametrize(
    ("times", "pair"), [(10, ("said", "Ben")), (25, ("Ben", "said")), (25, ("Ben", "Cem"))]
)
def test_nothing_else_is_changed(times: int, pair: tuple[str, str]) -> None:
    *_, kept = mend_swapped([*documents(("Ana", "said"), times=times), *documents(pair)])
    assert roles(kept) == pair


def test_a_cue_that_is_known_as_a_cue_is_no_source() -> None:
    known = documents(("Ana", "said"), ("Ana", "noted"), times=25)
    *_, kept = mend_swapped([*known, *documents(("said", "noted"))])
    assert roles(kept) == ("said", "noted")
