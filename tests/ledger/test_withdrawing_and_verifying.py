"""A takedown removes the text and keeps the fact; verifying names every row that does not hold."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text, update

from ledgers import made
from onrecord.errors import NotRecordedError, UsageError
from onrecord.ledger import tables
from onrecord.ledger.outcomes import OutcomeKind

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger
    from onrecord.records import Capture, Record

QUAY = "https://courier.example.org/quay"


def derive(capture: Capture) -> Record:
    """The record that ``made`` gives for these bytes, before its words are analysed."""
    match = re.fullmatch(rb"bytes (\d+) (\w+)", capture.data)
    assert match is not None
    _, record = made(int(match[1]), url=capture.url, text=match[2].decode())
    return replace(record, attributions=(), speakers=())


@pytest.fixture
def article(ledger: Ledger) -> int:
    run = ledger.begin_run(["add"])
    ledger.record(run, *made(1), None)
    outcome = ledger.record(run, *made(2, url=QUAY), QUAY)
    assert outcome.article_id is not None
    return outcome.article_id


def found(ledger: Ledger) -> list[tuple[str, str]]:
    return [(problem.row, problem.what) for problem in ledger.problems(derive)]


def test_a_ledger_that_nobody_meddled_with_holds(ledger: Ledger, article: int) -> None:
    ledger.reject(1, by="ida")
    ledger.record(ledger.begin_run(["add"]), *made(3, url=QUAY), QUAY)
    checked: list[int] = []
    assert list(ledger.problems(derive, checked.append)) == []
    assert sum(checked) == 3


MEDDLED = {
    "bytes": (tables.pages, {"body": b"x"}, "page 1", "its bytes do not unpack"),
    "digest of the bytes": (tables.pages, {"digest": "0" * 64}, "page 1", "its bytes are not those"),
    "bytes gone": (tables.pages, {"body": None}, "page 1", "its bytes are gone"),
    "text": (tables.articles, {"text": "x" * 3000}, "article 1", "its text is not what its bytes give"),
    "title": (tables.articles, {"title": "x"}, "article 1", "its title is not what its bytes give"),
    "date": (tables.articles, {"published": "1999"}, "article 1", "its published is not what"),
    "words": (tables.attributions, {"content": "x"}, "statement 1", "its words are not those at its offsets"),
    "offsets": (tables.attributions, {"spans": "[[],[],[[0,9]]]"}, "statement 1", "its words are not those"),
    "offsets behind the end": (
        tables.attributions,
        {"spans": "[[],[],[[0,99999]]]"},
        "statement 1",
        "end behind",
    ),
    "broken cell": (tables.attributions, {"spans": "[]"}, "statement 1", "its cells cannot be read"),
    "tags": (tables.attributions, {"tags": "p99"}, "statement 1", "its tags are not those of its speakers"),
    "digest": (tables.attributions, {"digest": "s1:x"}, "statement 1", "its digest is not that of its page"),
    "role": (tables.article_speakers, {"role": "king"}, "speaker 1 of article 1", "its role is not"),
    "mentions": (tables.article_speakers, {"detail": '{"m":[[0,99999,"n"]]}'}, "speaker 1 of", "end behind"),
    "count": (tables.people, {"statements": 99}, "person 1", "counts 99 statements"),
    "no reading": (tables.readings, {"current": False}, "article 1", "has 0 current readings"),
    "old version": (tables.articles, {"current": False}, "statement 1", "its article does not"),
}


@pytest.mark.parametrize("name", MEDDLED)
def test_a_row_that_was_meddled_with_is_named(ledger: Ledger, article: int, name: str) -> None:
    table, values, row, what = MEDDLED[name]
    with ledger.atomic() as connection:
        connection.execute(update(table).where(table.c.id == 1).values(**values))
    problems = found(ledger)
    assert any(one.startswith(row) and what in said for one, said in problems), problems


@pytest.mark.parametrize("values", [{"person_id": None}, {"published": "1999"}], ids=["nobody's", "date"])
def test_a_statement_given_to_somebody_else_is_named(
    ledger: Ledger, article: int, values: dict[str, str | None]
) -> None:
    links = tables.attribution_speakers
    with ledger.atomic() as connection:
        connection.execute(update(links).where(links.c.attribution_id == 1).values(**values))
    assert ("statement 1", "is not given to its article's speakers, or not on its date") in found(ledger)


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)  # PostgreSQL derives the words by itself
def test_a_full_text_index_that_does_not_match_the_words_is_named(ledger: Ledger, article: int) -> None:
    with ledger.atomic() as connection:
        connection.execute(text("DROP TRIGGER attributions_fts_update"))
        connection.execute(
            update(tables.attributions).where(tables.attributions.c.id == 1).values(tags="p77")
        )
    assert any(row == "attributions_fts" for row, _ in found(ledger))


def test_articles_of_another_version_are_held_to_their_own_words_alone(ledger: Ledger, article: int) -> None:
    with ledger.atomic() as connection:
        connection.execute(update(tables.readings).values(onrecord="0.0.1"))
        connection.execute(update(tables.articles).where(tables.articles.c.id == 1).values(title="x"))
    assert found(ledger) == []


def test_a_withdrawn_article_leaves_no_word_behind_and_the_fact(ledger: Ledger, article: int) -> None:
    ledger.accept(_statement(ledger, article), by="ida", note="Tomas Reyes said so")
    assert ledger.withdraw(article, reason="a court order", by="ida") == [article]
    with pytest.raises(NotRecordedError, match="withdrawn"):
        ledger.record_of(article)
    with ledger.reading() as connection:
        row = connection.execute(select(tables.withdrawals)).one()
    assert (row.article_id, row.url, row.reason, row.by) == (article, QUAY, "a court order", "ida")
    assert found(ledger) == []


def _statement(ledger: Ledger, article: int) -> int:
    with ledger.reading() as connection:
        here = tables.attributions.c.article_id == article
        return int(connection.execute(select(tables.attributions.c.id).where(here).limit(1)).scalar_one())


@pytest.mark.parametrize("location", ["sqlite"], indirect=True)  # PostgreSQL frees rows when it vacuums
def test_nothing_of_a_withdrawn_text_is_left_in_the_file(ledger: Ledger, article: int) -> None:
    ledger.withdraw(1, reason="asked", by="ida")
    ledger.withdraw(article, reason="asked", by="ida")
    path = Path(ledger.name)
    ledger.close()
    assert not path.with_name(f"{path.name}-wal").exists()
    kept = path.read_bytes()
    for words in (b"cranes", b"Tomas", b"Brandt", b"quay is safe"):
        assert words not in kept


def test_all_versions_of_an_address_are_withdrawn_together(ledger: Ledger, article: int) -> None:
    run = ledger.begin_run(["add"])
    second = ledger.record(run, *made(3, url=QUAY), QUAY)
    assert ledger.withdraw(article, reason="asked", by="ida") == [article, second.article_id]


@pytest.mark.parametrize("again", ["bytes", "words", "address"])
def test_what_was_withdrawn_is_refused_when_it_comes_again(ledger: Ledger, article: int, again: str) -> None:
    ledger.withdraw(article, reason="asked", by="ida")
    capture, record = made(2, url=QUAY)
    url: str | None = None
    if again == "words":
        capture = replace(capture, data=b"other")
    elif again == "address":
        (capture, record), url = made(9, url=QUAY), QUAY
    outcome = ledger.record(ledger.begin_run(["add"]), capture, record, url)
    assert (outcome.kind, outcome.reason) == (OutcomeKind.REFUSED, "withdrawn")


def test_withdrawing_asks_for_a_reason_a_name_and_something_to_withdraw(ledger: Ledger, article: int) -> None:
    with pytest.raises(UsageError, match="without reason or name"):
        ledger.withdraw(article, reason=" ", by="ida")
    with pytest.raises(NotRecordedError, match="article 77: no such article"):
        ledger.withdraw(77, reason="asked", by="ida")
    ledger.withdraw(article, reason="asked", by="ida")
    with pytest.raises(NotRecordedError, match="withdrawn already"):
        ledger.withdraw(article, reason="asked", by="ida")


def test_what_others_said_stays_when_one_article_is_withdrawn(ledger: Ledger, article: int) -> None:
    ledger.withdraw(article, reason="asked", by="ida")
    assert ledger.record_of(1) == made(1)[1]
    with ledger.reading() as connection:
        here = tables.people.c.name == "Ana Lund"
        assert connection.execute(select(tables.people.c.statements).where(here)).scalar_one() == 3
