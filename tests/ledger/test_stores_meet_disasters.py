"""The disk fills, the file goes, the server stops: a clear error; what was stored stays; adding goes on."""

from __future__ import annotations

import resource
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ledgers import made
from onrecord.errors import LedgerStorageError
from onrecord.ledger import migrate, open_ledger

if TYPE_CHECKING:
    from collections.abc import Iterator

    from onrecord.ledger.ledger import Ledger
    from onrecord.ledger.outcomes import Run
    from onrecord.records import Capture, Record

ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("location", ["postgresql"], indirect=True)


def derived(capture: Capture) -> Record:
    return made(int(capture.data.split()[1]))[1]


def whole(location: str, articles: range) -> None:
    """Adds what is not there yet, and checks that each article is, once."""
    with open_ledger(location, create=True) as ledger:
        run = ledger.begin_run(["add"])
        for number in articles:
            ledger.record(run, *made(number), None)
        assert list(ledger.problems(derived)) == []
        with ledger.reading() as connection:
            count = connection.exec_driver_sql("SELECT count(*) FROM articles").scalar_one()
            added = "SELECT count(*) FROM inputs WHERE outcome = 'added'"
            assert (count, connection.exec_driver_sql(added).scalar_one()) == (len(articles), len(articles))


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """As on a disk that is full: files of this process grow no further."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this were a later version of onrecord, with one migration more."""
    known = migrate.migrations

    def and_one(dialect: str) -> list[migrate.Migration]:
        found = known(dialect)
        return [
            *found,
            migrate.Migration(found[-1].number + 1, "shoes", ("CREATE TABLE shoes (id INTEGER)",)),
        ]

    monkeypatch.setattr(migrate, "migrations", and_one)


@ON_SQLITE
@pytest.mark.parametrize("room", [0, 40_000, 400_000], ids=["none", "for some", "for the log, not the file"])
def test_a_disk_that_fills_while_adding_costs_nothing_that_was_stored(location: str, room: int) -> None:
    open_ledger(location, create=True).close()
    size = Path(location).stat().st_size
    with (
        no_file_larger_than(max(size, room)),
        pytest.raises(LedgerStorageError, match="on a disk with room; what was stored before is whole"),
    ):
        whole(location, range(99))
    whole(location, range(99))


@ON_SQLITE
def test_a_disk_without_room_for_the_copy_leaves_the_ledger_as_it_was(
    location: str, request: pytest.FixtureRequest
) -> None:
    whole(location, range(5))
    folder = Path(location).parent
    before = {path.name for path in folder.iterdir()}
    request.getfixturevalue("later")
    with (
        no_file_larger_than(Path(location).stat().st_size // 2),
        pytest.raises(LedgerStorageError, match=r"no copy could be made there .*expected room for"),
    ):
        open_ledger(location)
    assert {path.name for path in folder.iterdir() if not path.name.endswith(("-wal", "-shm"))} == before
    with open_ledger(location) as ledger, ledger.reading() as connection:
        assert ledger.store.version(connection) == len(migrate.migrations("sqlite"))
    whole(location, range(5))


def test_processes_that_migrate_at_once_do_it_once_and_make_one_copy(
    location: str, request: pytest.FixtureRequest
) -> None:
    whole(location, range(3))
    request.getfixturevalue("later")
    notes: list[str] = []

    def opened() -> None:
        with open_ledger(location) as ledger:
            notes.extend(ledger.notes)

    threads = [threading.Thread(target=opened) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(notes) == 1
    whole(location, range(3))


@ON_SQLITE
@pytest.mark.parametrize("moved", [False, True], ids=["deleted", "another in its place"])
def test_a_file_that_goes_while_it_is_open_is_missed(location: str, moved: bool) -> None:
    with open_ledger(location, create=True) as ledger:
        run = ledger.begin_run(["add"])
        ledger.record(run, *made(1), None)
        Path(location).unlink()
        if moved:
            Path(location).write_bytes(b"")
        with pytest.raises(LedgerStorageError, match="deleted or moved while it was open"):
            ledger.record(run, *made(2), None)


@pytest.fixture
def administrator(server: str, location: str) -> Iterator[object]:
    """A connection to the server beside the ledger."""
    import psycopg

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        yield connection


@ON_POSTGRESQL
def test_a_server_that_breaks_off_stores_the_article_whole_or_not_at_all(
    ledger: Ledger, location: str, administrator: object
) -> None:
    database = location.rpartition("/")[2]
    run = ledger.begin_run(["add"])
    ledger.record(run, *made(0), None)
    with pytest.raises(LedgerStorageError, match="the server does not take or give what is asked"):
        _record_and_break_off(ledger, run, administrator, database)
    ledger.close()
    whole(location, range(4))


@ON_POSTGRESQL
def test_a_database_that_is_dropped_is_named(ledger: Ledger, location: str, administrator: object) -> None:
    database = location.rpartition("/")[2]
    run = ledger.begin_run(["add"])
    administrator.execute(f"DROP DATABASE {database} WITH (FORCE)")  # type: ignore[attr-defined]
    with pytest.raises(LedgerStorageError, match="what was stored before is whole"):
        ledger.record(run, *made(0), None)
    ledger.close()
    with pytest.raises(LedgerStorageError, match="does not exist"):
        open_ledger(location)


def _record_and_break_off(ledger: Ledger, run: Run, administrator: object, database: str) -> None:
    gone = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
    with ledger.atomic():
        ledger.record(run, *made(1), None)
        administrator.execute(gone, (database,))  # type: ignore[attr-defined]
        ledger.record(run, *made(2), None)
