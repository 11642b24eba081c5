"""Recording: what becomes of a page, and that all or nothing of it is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from ledgers import made
from onrecord.errors import NotRecordedError
from onrecord.ledger import open_ledger, tables
from onrecord.ledger.outcomes import OutcomeKind
from onrecord.records import Refusal

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.outcomes import Outcome, Run
    from onrecord.records import Capture, Record

QUAY = "https://courier.example.org/quay"
HARBOUR = "https://herald.example.org/harbour"


@pytest.fixture
def run(ledger: Ledger) -> Run:
    return ledger.begin_run(["add", "pages"])


def count(ledger: Ledger, table: str) -> int:
    with ledger.reading() as connection:
        rows = select(func.count()).select_from(tables.metadata.tables[table])
        return int(connection.execute(rows).scalar_one())


def kinds(ledger: Ledger) -> list[tuple[str, str, str | None]]:
    with ledger.reading() as connection:
        columns = tables.inputs.c
        wanted = select(columns.name, columns.outcome, columns.reason).order_by(columns.id)
        return [(row.name, row.outcome, row.reason) for row in connection.execute(wanted)]


def told(outcome: Outcome) -> tuple[str, str | None]:
    return outcome.kind.value, outcome.reason


def test_a_page_comes_back_as_it_was_recorded(ledger: Ledger, run: Run) -> None:
    capture, record = made(1, url=QUAY)
    outcome = ledger.record(run, capture, record, QUAY)
    assert (outcome.kind, outcome.statements) == (OutcomeKind.ADDED, len(record.attributions))
    assert outcome.article_id is not None
    assert ledger.record_of(outcome.article_id) == record


def test_an_address_is_kept_as_the_page_gives_it_beside_the_canonical_one(ledger: Ledger, run: Run) -> None:
    capture, record = made(1, url=f"{QUAY}?utm_source=feed#top")
    outcome = ledger.record(run, capture, record, QUAY)
    assert outcome.article_id is not None
    assert ledger.record_of(outcome.article_id).article.url == f"{QUAY}?utm_source=feed#top"
    assert ledger.article_id_at(QUAY) == outcome.article_id


def test_the_same_bytes_are_known_and_not_added_twice(ledger: Ledger, run: Run) -> None:
    capture, record = made(1)
    first = ledger.record(run, capture, record, None)
    known = ledger.known(capture)
    assert known is not None
    assert told(known) == ("known", "bytes")
    again = ledger.record(run, replace(capture, name="copy.html"), record, None)
    assert (told(again), again.article_id) == (("known", "bytes"), first.article_id)
    assert count(ledger, "articles") == count(ledger, "pages") == 1


def test_the_same_words_under_another_address_are_known_there_from_then_on(ledger: Ledger, run: Run) -> None:
    capture, record = made(1, url=QUAY)
    first = ledger.record(run, capture, record, QUAY)
    other = replace(capture, name="reprint.html", data=b"other bytes", url=HARBOUR)
    outcome = ledger.known_text(other, record, HARBOUR)
    assert outcome is not None
    assert told(ledger.settle(run, outcome, HARBOUR)) == ("known", "text")
    assert ledger.article_id_at(HARBOUR) == first.article_id
    assert count(ledger, "articles") == 1


def test_the_same_words_in_other_markup_at_the_same_address_are_known(ledger: Ledger, run: Run) -> None:
    capture, record = made(1, url=QUAY)
    ledger.record(run, capture, record, QUAY)
    again = ledger.record(run, replace(capture, data=b"new markup"), record, QUAY)
    assert told(again) == ("known", "text")


def test_white_space_and_furniture_make_no_other_words(ledger: Ledger, run: Run) -> None:
    capture, record = made(1, url=QUAY)
    ledger.record(run, capture, record, QUAY)
    text = record.article.text.replace("Share this article", "Spare that article").replace(
        "Ms. Lund, an", "Ms. Lund,\nan"
    )
    other = replace(record, article=replace(record.article, text=text))
    assert told(ledger.record(run, replace(capture, data=b"set anew"), other, QUAY)) == ("known", "text")


def test_other_words_at_an_address_are_a_new_version(ledger: Ledger, run: Run) -> None:
    first = ledger.record(run, *made(1, url=QUAY), QUAY)
    second = ledger.record(run, *made(2, url=QUAY), QUAY)
    assert second.kind is OutcomeKind.CHANGED
    assert ledger.article_id_at(QUAY) == second.article_id != first.article_id
    with ledger.reading() as connection:
        columns = tables.articles.c
        wanted = select(columns.version, columns.previous_id, columns.current).order_by(columns.id)
        rows = [tuple(row) for row in connection.execute(wanted)]
    assert rows == [(1, None, False), (2, first.article_id, True)]


def test_a_page_that_goes_back_to_its_first_words_is_a_third_version_of_the_same_bytes(
    ledger: Ledger, run: Run
) -> None:
    ledger.record(run, *made(1, url=QUAY), QUAY)
    ledger.record(run, *made(2, url=QUAY), QUAY)
    capture, record = made(1, url=QUAY)
    assert ledger.known(capture, QUAY) is None
    third = ledger.record(run, capture, record, QUAY)
    assert third.kind is OutcomeKind.CHANGED
    assert (count(ledger, "pages"), count(ledger, "articles")) == (2, 3)


def test_only_the_newest_version_counts_for_those_who_speak(ledger: Ledger, run: Run) -> None:
    def counted() -> dict[str, int]:
        with ledger.reading() as connection:
            rows = connection.execute(select(tables.people.c.name, tables.people.c.statements))
            return {row.name: row.statements for row in rows}

    ledger.record(run, *made(1, url=QUAY), QUAY)
    before = counted()
    assert before["Ana Lund"] == 3
    ledger.record(run, *made(2, url=QUAY), QUAY)
    assert counted() == before


def test_what_became_of_each_input_is_kept_and_the_last_word_counts(ledger: Ledger, run: Run) -> None:
    ledger.refuse(run, Refusal("bad.html", "fetch", "bad.html: no answer"))
    ledger.refuse(run, Refusal("bad.html", "binary", "bad.html: a picture"))
    assert kinds(ledger) == [("bad.html", "refused", "binary")]
    assert ledger.is_done(run, "bad.html")
    assert not ledger.is_done(run, "other.html")


def test_what_a_run_stored_is_not_called_known_when_it_comes_again(ledger: Ledger, run: Run) -> None:
    for _ in range(2):
        ledger.record(run, *made(1), None)
    assert kinds(ledger) == [("page-1.html", "added", None)]
    ledger.record(ledger.begin_run(["another"]), *made(1), None)
    assert [kind for _, kind, _ in kinds(ledger)] == ["added", "known"]


def test_a_run_that_was_broken_off_goes_on_and_one_that_ended_does_not(ledger: Ledger) -> None:
    first = ledger.begin_run(["add", "pages"])
    assert ledger.begin_run(["add", "pages"]) == replace(first, resumed=True)
    assert not ledger.begin_run(["add", "pages"], resume=False).resumed
    assert not ledger.begin_run(["add", "others"]).resumed
    for _ in range(2):
        ledger.end_run(ledger.begin_run(["add", "pages"]))
    assert not ledger.begin_run(["add", "pages"]).resumed


def test_what_fails_half_way_leaves_nothing(ledger: Ledger, run: Run, location: str) -> None:
    capture, record = made(1, url=QUAY)

    with pytest.raises(ZeroDivisionError):
        _record_and_fail(ledger, run, capture, record)
    with open_ledger(location) as other:
        assert {count(other, name) for name in ("pages", "articles", "attributions", "people", "inputs")} == {
            0
        }


def _record_and_fail(ledger: Ledger, run: Run, capture: Capture, record: Record) -> None:
    with ledger.atomic():
        ledger.record(run, capture, record, None)
        raise ZeroDivisionError


def test_an_inner_failure_leaves_the_outer_transaction_whole(ledger: Ledger, run: Run, location: str) -> None:
    with ledger.atomic():
        ledger.record(run, *made(1), None)
        with pytest.raises(ZeroDivisionError):
            _record_and_fail(ledger, run, *made(2))
    with open_ledger(location) as other:
        assert count(other, "articles") == 1


def test_what_is_stored_is_seen_by_another_connection_at_once(
    ledger: Ledger, run: Run, location: str
) -> None:
    with open_ledger(location) as other:
        assert count(other, "articles") == 0
        ledger.record(run, *made(1), None)
        assert count(other, "articles") == 1


def test_an_article_that_is_not_there_is_not_recorded(ledger: Ledger) -> None:
    with pytest.raises(NotRecordedError, match="article 7: no such article"):
        ledger.record_of(7)
