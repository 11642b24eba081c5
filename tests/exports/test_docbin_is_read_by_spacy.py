from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from hostile import HOSTILE, hostile_item
from spacy.tokens import DocBin

from onrecord.errors import MissingExtraError
from onrecord.exports.docbin import KEY, docbin
from onrecord.exports.exported import Exported, sound
from onrecord.records import Article, Attribution, Quotation, Record, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


def docs(*items: Exported) -> list[Doc]:
    """Read with a vocabulary that has never seen the words."""
    out = io.BytesIO()
    docbin(items, out)
    return list(DocBin().from_bytes(out.getvalue()).get_docs(spacy.blank("en").vocab))


def test_span_groups_hold_the_words_with_the_ids_of_the_statements(record: Record) -> None:
    (doc,) = docs(Exported(record, attribution_ids=tuple("stuvwxy")))
    text = record.article.text
    assert doc.text == text
    for role in ("source", "cue", "content"):
        assert [(span.id_, span.label_, span.text) for span in doc.spans[role]] == [
            (name, role, span.of(text))
            for name, attribution in zip("stuvwxy", record.attributions, strict=True)
            for span in getattr(attribution, role)
        ]


def test_what_no_span_holds_stands_in_the_user_data(record: Record) -> None:
    (doc,) = docs(Exported(record, "a1", tuple("stuvwxy"), people={0: "p1"}))
    told: dict[str, Any] = doc.user_data[KEY]
    assert (told["article_id"], told["url"], told["model"]) == ("a1", record.article.url, "fake 0")
    third = told["statements"][2]
    assert (third["id"], third["parent_id"], third["quotation"]) == ("u", "t", "indirect")
    assert list(third["speakers"]) == [{"id": "p1", "name": "Ana Lund", "kind": "person"}]


def test_a_span_inside_a_token_is_widened_and_its_offsets_stay_exact() -> None:
    content = Span(6, 10)
    one = Record(Article("It overflows."), (Attribution((), (), (content,), Quotation.MIXED, 0.5),))
    (doc,) = docs(Exported(one))
    assert [span.text for span in doc.spans["content"]] == ["overflows"]
    ((start, end),) = doc.user_data[KEY]["statements"][0]["content"]  # msgpack gives lists back as tuples
    assert doc.text[start:end] == "rflo"


def test_articles_keep_their_order_and_one_may_be_empty(record: Record) -> None:
    found = docs(Exported(record, "a"), Exported(Record(Article("")), "b"), Exported(record, "c"))
    assert [doc.user_data[KEY]["article_id"] for doc in found] == ["a", "b", "c"]
    assert len(found[1]) == 0
    assert docs() == []


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_come_back_as_they_were(words: str) -> None:
    item = hostile_item(words)
    (doc,) = docs(item)
    assert doc.text == sound(item.record.article.text)
    told = doc.user_data[KEY]["statements"][0]
    assert [doc.text[start:end] for start, end in told["content"]] == [sound(words)] * 2
    assert all(sound(words).strip() in span.text for span in doc.spans["content"])
    assert told["speakers"][0]["name"] == sound(words)


def test_a_missing_package_is_named_with_its_extra(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(MissingExtraError, match=r"onrecord\[spacy\]"):
        docbin([Exported(record)], io.BytesIO())
