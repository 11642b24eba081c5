from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from onrecord.exports.exported import Exported, identify, plain, urn
from onrecord.records import Article, Record

if TYPE_CHECKING:
    from onrecord.exports.exported import Identified


def test_ids_are_the_same_each_time_and_all_different(record: Record) -> None:
    (first,) = map(identify, plain([record]))
    second = identify(Exported(record))
    assert first == second
    ids = [first.article_id, *(statement.id for statement in first.statements), *first.speaker_ids]
    assert len(set(ids)) == len(ids) == 1 + len(record.attributions) + len(record.speakers)


def test_equal_attributions_have_ids_of_their_own(record: Record) -> None:
    twice = replace(record, attributions=(record.attributions[0],) * 3)
    ids = [statement.id for statement in identify(Exported(twice)).statements]
    assert ids == [ids[0], f"{ids[0]}-2", f"{ids[0]}-3"]


def test_an_attribution_keeps_its_id_when_others_come_and_go(record: Record) -> None:
    fewer = replace(record, attributions=record.attributions[:1])
    assert identify(Exported(fewer)).statements[0].id == identify(Exported(record)).statements[0].id


@pytest.mark.parametrize("change", ["text", "url"])
def test_another_article_has_other_ids(record: Record, change: str) -> None:
    other = replace(record, article=replace(record.article, **{change: record.article.text + "!"}))
    here, there = (identify(Exported(each)) for each in (record, other))
    assert here.article_id != there.article_id
    assert not {s.id for s in here.statements} & {s.id for s in there.statements}


def test_the_hash_of_the_page_decides_where_it_is_known(record: Record) -> None:
    renamed = replace(record, name="another")
    assert _with_hash(record).article_id == _with_hash(renamed).article_id


def _with_hash(record: Record) -> Identified:
    return identify(Exported(record, sha256="ab" * 32))


def test_given_ids_are_used(record: Record) -> None:
    ids = tuple(f"s{i}" for i in range(len(record.attributions)))
    one = identify(Exported(record, "a1", ids, people={0: "p7"}))
    assert one.article_id == "a1"
    assert tuple(statement.id for statement in one.statements) == ids
    assert one.speaker_ids[:2] == ("p7", "a1-speaker-2")
    assert [s.parent_id for s in one.statements if s.attribution.parent is not None] == ["s1"]


def test_ids_that_are_too_few_are_refused(record: Record) -> None:
    with pytest.raises(ValueError, match="1 attribution ids: expected one for each of the 7"):
        Exported(record, attribution_ids=("x",))


def test_a_lone_surrogate_is_replaced_by_one_character_everywhere() -> None:
    record = Record(Article("a\ud800b", title="\udfff", authors=("\ud801",)), name="\ud802")
    one = identify(Exported(record))
    assert (one.article.text, one.article.title, one.article.authors) == ("a\ufffdb", "\ufffd", ("\ufffd",))
    assert one.record.name == "\ufffd"


def test_an_address_holds_no_sign_that_linked_data_gives_a_meaning() -> None:
    assert urn("article", 'a b/<c>:"\ud800') == "urn:onrecord:article:a%20b%2F%3Cc%3E%3A%22%EF%BF%BD"
