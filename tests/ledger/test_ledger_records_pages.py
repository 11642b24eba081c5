from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from onrecord.ledger import tables
from onrecord.ledger.outcomes import OutcomeKind

from .conftest import made

if TYPE_CHECKING:
    from onrecord.ledger.ledger import Ledger


def count(ledger: Ledger, table: str) -> int:
    with ledger.reading() as connection:
        return int(
            connection.execute(select(func.count()).select_from(tables.metadata.tables[table])).scalar_one()
        )


def test_a_page_comes_back_as_it_was_recorded(ledger: Ledger) -> None:
    capture, record = made(1, url="https://courier.example.org/quay")
    run = ledger.begin_run(["add"])
    outcome = ledger.record(run, capture, record, "https://courier.example.org/quay")
    assert (outcome.kind, outcome.statements) == (OutcomeKind.ADDED, len(record.attributions))
    assert outcome.article_id is not None
    assert ledger.record_of(outcome.article_id) == record


def test_the_same_bytes_are_known(ledger: Ledger) -> None:
    capture, record = made(1)
    run = ledger.begin_run(["add"])
    first = ledger.record(run, capture, record, None)
    assert ledger.known(capture) is not None
    again = ledger.record(run, capture, record, None)
    assert (again.kind, again.reason, again.article_id) == (OutcomeKind.KNOWN, "bytes", first.article_id)
    assert count(ledger, "articles") == 1
