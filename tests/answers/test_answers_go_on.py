"""An answer goes on behind its last statement: the parts, of whatever size, are the whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.answers import ask, catalogue, outlets, people
from onrecord.answers.filters import Filters
from onrecord.errors import NotRecordedError

if TYPE_CHECKING:
    from collections.abc import Callable

    from onrecord.answers.values import Found
    from onrecord.ledger.ledger import Ledger

QUESTIONS: dict[str, Callable[[Ledger, int, int | None], Found]] = {
    "words": lambda ledger, n, after: ask.search(ledger, "that OR waited", limit=n, after=after),
    "an outlet": lambda ledger, n, after: ask.search(ledger, "outlet:e", limit=n, after=after),
    "until a date": lambda ledger, n, after: ask.search(ledger, "until:2025", limit=n, after=after),
    "filters alone": lambda ledger, n, after: ask.search(
        ledger, "", filters=Filters(kind="indirect"), limit=n, after=after
    ),
    "a speaker": lambda ledger, n, after: ask.said(ledger, "Ana Lund", limit=n, after=after),
    "several speakers": lambda ledger, n, after: ask.said(ledger, "Lund", limit=n, after=after),
    "a speaker on something": lambda ledger, n, after: ask.said(
        ledger, "Lund", about="that", limit=n, after=after
    ),
    "a speaker in an outlet": lambda ledger, n, after: ask.said(
        ledger, "Lund", filters=Filters(outlet="e"), limit=n, after=after
    ),
}


@pytest.mark.parametrize("size", [1, 2, 3])
@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_the_parts_of_an_answer_are_the_whole(
    asked: Ledger, question: Callable[[Ledger, int, int | None], Found], size: int
) -> None:
    whole = [one.id for one in question(asked, 100, None).statements]
    parts: list[int] = []
    more, after = True, None
    while more:
        found = question(asked, size, after)
        parts += [one.id for one in found.statements]
        more, after = found.more, parts[-1]
    assert parts == whole
    assert len(whole) > 2


def test_an_answer_goes_on_behind_a_statement_that_is_none_any_more(asked: Ledger) -> None:
    first, second, *rest = ask.said(asked, "Ana Lund").statements
    asked.reject(first.id, by="Ida Moss")
    asked.withdraw(second.article_id, reason="asked for", by="Ida Moss")
    left = [one.id for one in rest if one.article_id != second.article_id]
    assert [one.id for one in ask.said(asked, "Ana Lund", after=first.id).statements] == left
    assert [one.id for one in ask.said(asked, "Ana Lund", after=second.id).statements] == left


def test_behind_a_statement_that_never_was_is_nothing_to_ask_for(asked: Ledger) -> None:
    with pytest.raises(NotRecordedError, match="statement 99: no such statement"):
        ask.said(asked, "Ana Lund", after=99)


def test_articles_come_newest_first_and_go_on(asked: Ledger) -> None:
    assert [one.id for one in catalogue.latest(asked)] == [4, 3, 2, 1]
    assert [one.id for one in catalogue.latest(asked, limit=2)] == [4, 3]
    assert [one.id for one in catalogue.latest(asked, limit=2, after=3)] == [2, 1]
    assert [one.id for one in catalogue.latest(asked, Filters(outlet="courier"))] == [2, 1]
    assert [one.id for one in catalogue.latest(asked, Filters(since="2024-05-31"))] == [3, 2]
    (one,) = catalogue.latest(asked, limit=1, after=2)
    assert (one.title, one.outlet, one.published, one.url) == (
        "Ana Lund said that t",
        "The Vell Courier",
        "2024-05-02T07:30:00+00:00",
        "https://the.example.org/1",
    )
    assert one.statements == 2


def test_an_article_has_its_versions(asked: Ledger) -> None:
    (one,) = catalogue.versions(asked, 1)
    assert (one.id, one.version, one.current, one.withdrawn) == (1, 1, True, False)
    asked.withdraw(1, reason="asked for", by="Ida Moss")
    (one,) = catalogue.versions(asked, 1)
    assert (one.current, one.withdrawn) == (False, True)
    with pytest.raises(NotRecordedError, match="article 9: no such article"):
        catalogue.versions(asked, 9)


def test_the_statements_of_an_article_stand_in_reading_order(asked: Ledger) -> None:
    assert [one.content for one in catalogue.statements_of(asked, 1)] == [
        "that the dam was safe",
        "“We waited,”",
    ]
    first = catalogue.statements_of(asked, 1)[0]
    asked.reject(first.id, by="Ida Moss")
    assert [one.content for one in catalogue.statements_of(asked, 1)] == ["“We waited,”"]
    assert len(catalogue.statements_of(asked, 1, rejected=True)) == 2
    with pytest.raises(NotRecordedError, match="article 9"):
        catalogue.statements_of(asked, 9)


def test_outlets_come_with_what_the_ledger_has_of_them(asked: Ledger) -> None:
    courier, herald = outlets.every(asked)
    assert (courier.name, courier.articles, courier.first, courier.last) == (
        "The Vell Courier",
        2,
        "2024-05-02T07:30:00+00:00",
        "2024-05-31T23:10:00+00:00",
    )
    assert (herald.name, herald.site, herald.articles, herald.first) == (
        "Harbour Herald",
        "harbour.example.org",
        2,
        "2024-06-01",
    )
    assert outlets.every(asked, "herald") == (herald,)
    assert outlets.every(asked, limit=1) == (courier,)
    assert outlets.every(asked, limit=1, after=courier.id) == (herald,)
    assert outlets.outlet(asked, herald.id) == herald
    with pytest.raises(NotRecordedError, match="outlet 9: no such outlet"):
        outlets.outlet(asked, 9)


def test_people_go_on(asked: Ledger) -> None:
    everybody = [one.id for one in people.everyone(asked)]
    parts = [
        one.id for after in (None, *everybody[:-1]) for one in people.everyone(asked, limit=1, after=after)
    ]
    assert parts == everybody == [1, 2, 3]
    assert [one.id for one in people.everyone(asked, "Lund", limit=1, after=1)] == [3]
