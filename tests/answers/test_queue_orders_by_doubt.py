"""The queue of the review: what is most doubtful comes first, page after page, each statement once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from ledgers import made
from onrecord.answers import ask
from onrecord.answers.filters import Filters
from onrecord.answers.queue import Doubt, Queue, place_of, queue
from onrecord.errors import UsageError
from onrecord.ledger import tables

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger


@pytest.fixture
def articles(ledger: Ledger) -> list[int]:
    run = ledger.begin_run(["add"])
    found = []
    for number in range(3):
        url = f"https://news.example.org/{number}"
        outcome = ledger.record(run, *made(number, url=url), url)
        assert outcome.article_id is not None
        found.append(outcome.article_id)
    return found


def words(found: Queue) -> list[str]:
    return [one.statement.content for one in found.items]


def test_unknown_speakers_and_low_confidence_come_first(ledger: Ledger, articles: list[int]) -> None:
    found = queue(ledger, article=articles[0])
    assert words(found)[:2] == ["The wind … will turn", "It was a fair price"]  # 0.7 / 2, 0.8 / 2
    assert [one.certainty for one in found.items] == sorted(one.certainty for one in found.items)
    assert words(found)[-1] == "“The quay will hold,”"  # 0.9
    assert len(found.items) == 7
    assert found.after is None


def test_every_statement_says_why_it_is_doubtful(ledger: Ledger, articles: list[int]) -> None:
    by_words = {one.statement.content: one.doubts for one in queue(ledger, article=articles[0]).items}
    assert by_words["The wind … will turn"] == (Doubt.SPEAKER,)
    assert by_words["It was a fair price"] == (Doubt.UNDECIDED,)
    assert by_words["that the tide was l00"] == (Doubt.CONFIDENCE,)
    assert by_words["“The quay will hold,”"] == ()


def test_pages_follow_one_another_without_gap_or_repetition(ledger: Ledger, articles: list[int]) -> None:
    whole = [one.statement.id for one in queue(ledger, limit=100).items]
    assert len(whole) == 21
    seen: list[int] = []
    after: str | None = None
    for _ in range(20):
        page = queue(ledger, after=after, limit=4)
        seen += [one.statement.id for one in page.items]
        after = page.after
        if after is None:
            break
    assert seen == whole


def test_what_stands_behind_a_statement_is_asked_for_by_its_place(
    ledger: Ledger, articles: list[int]
) -> None:
    first, second, *_ = queue(ledger).items
    assert queue(ledger, after=place_of(first.statement), limit=1).items == (second,)


@pytest.mark.parametrize("act", ["accept", "reject"])
def test_what_was_judged_leaves_and_comes_back_when_undone(
    ledger: Ledger, articles: list[int], act: str
) -> None:
    first = queue(ledger).items[0].statement.id
    correction = getattr(ledger, act)(first, by="ida")
    assert first not in [one.statement.id for one in queue(ledger, limit=100).items]
    ledger.undo(correction, by="ida")
    assert queue(ledger).items[0].statement.id == first


def test_earlier_readings_are_not_asked_for(ledger: Ledger, articles: list[int]) -> None:
    _, record = made(0)
    ledger.reread(articles[0], replace(record, model="fake 1", attributions=()))
    assert {one.statement.article_id for one in queue(ledger, limit=100).items} == set(articles[1:])


def test_filters_and_words_narrow(ledger: Ledger, articles: list[int]) -> None:
    assert words(queue(ledger, Filters(speaker="Tomas Reyes"))) == [
        f"that Ana Lund said that the tide was l0{number}" for number in range(3)
    ]
    assert set(words(queue(ledger, query="strike"))) == {"a strike"}
    assert set(words(queue(ledger, query="tide speaker:Lund"))) == {
        f"that the tide was l0{number}" for number in range(3)
    }
    assert set(words(queue(ledger, Filters(kind="direct")))) == {"“The quay will hold,”"}
    assert words(queue(ledger, Filters(until="2023"))) == []
    assert len(queue(ledger, Filters(outlet="courier"), limit=100).items) == 21


def test_people_in_question_are_a_reason_and_a_filter(ledger: Ledger, articles: list[int]) -> None:
    assert queue(ledger, people=True).items == ()
    lund = next(s for s in ask.said(ledger, "Ana Lund").statements).speakers[0].person_id
    karl = ask.said(ledger, "Tomas Reyes").statements[0].speakers[0].person_id
    with ledger.atomic() as connection:
        row = {"person_id": lund, "other_id": karl, "kind": "same", "probability": 0.5}
        connection.execute(
            insert(tables.proposals).values(**row, evidence="[]", state="open", at="2024-05-02")
        )
    found = queue(ledger, people=True, limit=100)
    assert len(found.items) == 12
    assert all(Doubt.PEOPLE in one.doubts for one in found.items)


def test_a_place_that_is_none_is_a_mistake(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="expected the end of a page"):
        queue(ledger, after="x")
    with pytest.raises(UsageError, match="expected 1 to"):
        queue(ledger, limit=0)


def test_going_back_gives_what_stands_before(ledger: Ledger, articles: list[int]) -> None:
    items = queue(ledger, limit=100).items
    back = queue(ledger, before=place_of(items[5].statement), limit=3).items
    assert back == (items[4], items[3], items[2])
