"""A ledger that is locked, newer, moved, damaged or only to be read: what the reading room says and does."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from fastapi import APIRouter, Request
from sqlalchemy import text

from onrecord.errors import LedgerStorageError, NoLedgerError, NotRecordedError
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.stores.base import Patience
from onrecord.web import ledgers
from onrecord.web.ledgers import Ledgers
from onrecord.web.refusals import OvertaxedError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reading_room import Browser

ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)
SHORT = Patience(lock=0.2, question=0.5)

router = APIRouter()


@router.post("/api/v1/write")
def write(request: Request) -> int:
    with request.app.state.ledgers.use() as ledger:
        return ledger.begin_run(["write"]).id


@router.get("/api/v1/nested")
def nested(request: Request) -> bool:
    with request.app.state.ledgers.use() as first, request.app.state.ledgers.use() as second:
        return first is second


@pytest.fixture
def hasty(room: Callable[..., Browser], monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A room that waits for nobody and looks at its ledger each time."""
    monkeypatch.setattr(ledgers, "_TRUSTED_SECONDS", 0.0)
    browser = room()
    browser.app.include_router(router)  # type: ignore[attr-defined]
    browser.app.state.ledgers.close()  # type: ignore[attr-defined]
    browser.app.state.ledgers = Ledgers(browser.app.state.settings.location, patience=SHORT)  # type: ignore[attr-defined]
    return browser


@pytest.fixture
def lent(filled: str) -> Iterator[Ledgers]:
    lending = Ledgers(filled, most=2, patience=SHORT, queue=0.1)
    yield lending
    lending.close()


def test_while_somebody_writes_readers_read_and_writers_are_told_to_wait(hasty: Browser, filled: str) -> None:
    assert hasty.post("/api/v1/write", headers=hasty.script).status_code == 200
    with Ledger.open(filled) as other, other.atomic():
        assert hasty.get("/").status_code == 200
        told = hasty.post("/api/v1/write", headers=hasty.script)
        assert (told.status_code, told.json()["error"]["code"]) == (503, "ledger-busy")
        assert told.headers["retry-after"] == "5"
    assert hasty.post("/api/v1/write", headers=hasty.script).status_code == 200


@ON_SQLITE
def test_a_ledger_that_was_moved_is_missed_and_found_again(hasty: Browser, filled: str) -> None:
    script = hasty.script
    assert hasty.get("/?q=quay").status_code == 200
    place = Path(filled)
    for path in place.parent.glob("onrecord.db*"):
        path.rename(path.with_name(f"moved-{path.name}"))
    page = hasty.get("/?q=quay")
    assert page.status_code == 503
    assert "there is no ledger" in page.text
    assert hasty.post("/api/v1/write", headers=script).json()["error"]["code"] == "no-ledger"
    assert not place.exists()
    for path in place.parent.glob("moved-*"):
        path.rename(path.with_name(path.name.removeprefix("moved-")))
    assert hasty.get("/?q=quay").status_code == 200


def test_a_ledger_that_a_newer_onrecord_took_over_is_left_alone(hasty: Browser, filled: str) -> None:
    assert hasty.get("/").status_code == 200
    with Ledger.open(filled) as other, other.atomic() as connection:
        connection.execute(text("INSERT INTO migrations VALUES (9999, 'later', '2030', '9.9')"))
        if other.store.dialect == "sqlite":
            connection.exec_driver_sql("PRAGMA user_version = 9999")
    page, told = hasty.get("/"), hasty.get("/api/v1/search")
    assert page.status_code == told.status_code == 503
    assert told.json()["error"]["code"] == "ledger-newer"
    assert "install the newer onrecord" in page.text


@ON_SQLITE
def test_a_damaged_ledger_and_a_file_that_is_none_are_named_as_such(hasty: Browser, filled: str) -> None:
    hasty.app.state.ledgers.close()  # type: ignore[attr-defined]
    place = Path(filled)
    whole = place.read_bytes()
    place.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    assert hasty.get("/api/v1/search?q=low").json()["error"]["code"] == "ledger-damaged"
    place.write_bytes(b"no database at all")
    assert hasty.get("/api/v1/search?q=low").json()["error"]["code"] == "no-ledger"


@ON_SQLITE
def test_a_ledger_that_may_only_be_read_is_read(hasty: Browser, monkeypatch: pytest.MonkeyPatch) -> None:
    hasty.app.state.ledgers.close()  # type: ignore[attr-defined]
    opened = Ledger.open.__func__  # type: ignore[attr-defined]

    def only_to_read(cls: type[Ledger], location: str, *, write: bool = True, **rest: object) -> Ledger:
        if write:
            raise LedgerStorageError(f"{location}: nothing can be stored there (readonly)")
        return opened(cls, location, write=False, **rest)

    monkeypatch.setattr(Ledger, "open", classmethod(only_to_read))
    monkeypatch.setattr(ledgers.Ledger, "open", classmethod(only_to_read))
    assert hasty.get("/").status_code == 200
    told = hasty.post("/api/v1/write", headers=hasty.script)
    assert (told.status_code, told.json()["error"]["code"]) == (503, "ledger-storage")


def test_use_inside_use_is_the_same_ledger_for_one_request(hasty: Browser) -> None:
    assert hasty.get("/api/v1/nested").json() is True


def test_each_is_lent_to_one_at_a_time_and_lent_again(lent: Ledgers) -> None:
    with lent.use() as first, lent.use() as second:
        assert first is not second
        with pytest.raises(OvertaxedError), lent.use():
            pass
    with lent.use() as again:
        assert again in (first, second)


def test_one_that_failed_is_not_lent_again_but_one_that_did_not_hold_something_is(lent: Ledgers) -> None:
    def kept(error: Exception) -> bool:
        with lent.use() as first:
            pass
        with pytest.raises(type(error)), lent.use():
            raise error
        with lent.use() as second:
            return first is second

    assert kept(NotRecordedError("x"))
    assert kept(ValueError("x"))
    assert not kept(LedgerStorageError("x"))


def test_one_that_was_left_in_a_transaction_is_not_lent_again(lent: Ledgers) -> None:
    with lent.use() as first:
        first.connection.begin()
    with lent.use() as second:
        assert second is not first
        assert second.begin_run(["add"]).id


def test_threads_share_what_is_open(lent: Ledgers, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[int] = set()

    def ask() -> None:
        with lent.use() as ledger:
            seen.add(id(ledger))
            ledger.stats()

    for _ in range(5):
        thread = threading.Thread(target=ask)
        thread.start()
        thread.join()
    assert len(seen) == 1


@ON_SQLITE
def test_there_is_no_ledger_until_there_is_one(filled: str, tmp_path: Path) -> None:
    lending = Ledgers(str(tmp_path / "later.db"))
    with pytest.raises(NoLedgerError), lending.use():
        pass
    Ledger.open(tmp_path / "later.db", create=True).close()
    with lending.use() as ledger:
        assert ledger.stats()
    lending.close()
