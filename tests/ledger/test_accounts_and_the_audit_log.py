"""Accounts, sessions and the log of what was done, on both databases."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from onrecord.errors import NotRecordedError, UsageError
from onrecord.ledger import accounts

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.ledger.ledger import Ledger

THEN = "2024-05-01T12:00:00+00:00"
LATER = "2024-05-01T18:00:00+00:00"


def test_a_name_is_one_persons_however_it_is_written(ledger: Ledger) -> None:
    with ledger.atomic() as connection:
        accounts.add(connection, " Zoë Lund ", "reader", "hash", at=THEN)
        for name in ("Zoë Lund", "ZOË LUND", "Zoe\u0308 Lund"):
            found = accounts.find(connection, name)
            assert found is not None
            assert found.name == "Zoë Lund"
            with pytest.raises(UsageError, match="already"):
                accounts.add(connection, name, "reader", "hash", at=THEN)
        assert accounts.find(connection, "Zoe Lund") is None


def test_a_session_is_found_by_its_digest_until_it_ends(ledger: Ledger) -> None:
    with ledger.atomic() as connection:
        ana = accounts.add(connection, "Ana", "reader", "hash", at=THEN)
        accounts.begin_session(connection, ana, "d1", at=THEN, address="192.0.2.1")
        accounts.begin_session(connection, ana, "d2", at=LATER, address="192.0.2.2")
    with ledger.reading() as connection:
        found = accounts.session(connection, "d1")
        assert found == accounts.Session(ana, THEN, THEN, "192.0.2.1")
        assert accounts.session(connection, "d3") is None
    with ledger.atomic() as connection:
        accounts.see(connection, "d1", at=LATER)
        accounts.forget_sessions(connection, began="2024-05-01T13", seen="2024-05-01T13")
        assert accounts.session(connection, "d1") is None  # it was seen, but began too long ago
        assert accounts.session(connection, "d2") is not None
        accounts.set_password(connection, ana, "other")
        assert accounts.session(connection, "d2") is None


def test_a_key_is_its_owners_to_remove(ledger: Ledger) -> None:
    with ledger.atomic() as connection:
        ana = accounts.add(connection, "Ana", "reader", "hash", at=THEN)
        bo = accounts.add(connection, "Bo", "reader", "hash", at=THEN)
        made = accounts.add_token(connection, ana, "export", "d1", at=THEN, expires=None)
        with pytest.raises(NotRecordedError):
            accounts.remove_token(connection, bo, made.id)
        assert accounts.tokens(connection, ana) == [made]
        accounts.remove(connection, ana)
        assert accounts.token(connection, "d1") is None
        assert [one.name for one in accounts.everyone(connection)] == ["Bo"]


@pytest.mark.parametrize("deed", ["UPDATE audit_log SET who = 'Bo'", "DELETE FROM audit_log"])
def test_what_was_done_stays_on_record(ledger: Ledger, deed: str) -> None:
    with ledger.atomic() as connection:
        accounts.note(connection, "Ana", "admin", "192.0.2.1", "withdraw", "article 7", at=THEN)
    with pytest.raises(DBAPIError, match="only ever added to"), ledger.atomic() as connection:
        connection.execute(text(deed))
    with ledger.reading() as connection:
        (one,) = accounts.deeds(connection)
    assert (one.who, one.role, one.act, one.detail) == ("Ana", "admin", "withdraw", "article 7")


def test_the_log_is_read_from_its_end_a_page_at_a_time(ledger: Ledger) -> None:
    with ledger.atomic() as connection:
        for number in range(5):
            accounts.note(connection, "Ana", None, "-", "add", str(number), at=THEN)
        first = accounts.deeds(connection, limit=2)
        assert [one.detail for one in first] == ["4", "3"]
        assert [one.detail for one in accounts.deeds(connection, before=first[-1].id)] == ["2", "1", "0"]


def test_a_deed_that_fails_is_not_on_record(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="half way"), ledger.atomic() as connection:
        _note_and_fail(connection)
    with ledger.reading() as connection:
        assert accounts.deeds(connection) == []


def _note_and_fail(connection: Connection) -> None:
    accounts.note(connection, "Ana", None, "-", "add", "x", at=THEN)
    raise ValueError("half way")
