"""What a ledger lies in: made, brought up to date after a copy, refused where it is something else."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import create_engine, inspect, text

from ledgers import made
from onrecord.errors import (
    DamagedLedgerError,
    LedgerBusyError,
    LedgerStorageError,
    NewerLedgerError,
    NoLedgerError,
    UsageError,
)
from onrecord.ledger import migrate, open_ledger, tables
from onrecord.ledger.ledger import Ledger, location_of
from onrecord.ledger.stores import base, store_at
from onrecord.ledger.stores.sqlite import APPLICATION_ID

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onrecord.ledger.outcomes import Run

ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)
ON_POSTGRESQL = pytest.mark.parametrize("location", ["postgresql"], indirect=True)


def shape(connection: Connection) -> dict[str, Any]:
    """Columns, keys and indexes of every table of ours."""
    seen = inspect(connection)
    return {
        name: (
            {
                (column["name"], column["nullable"])
                for column in seen.get_columns(name)
                if column["name"] != "words"
            },
            tuple(seen.get_pk_constraint(name)["constrained_columns"]),
            {(tuple(k["constrained_columns"]), k["referred_table"]) for k in seen.get_foreign_keys(name)},
            {
                tuple(index["column_names"])
                for index in seen.get_indexes(name)
                if "words" not in index["column_names"]
            },
        )
        for name in tables.metadata.tables
    }


def test_the_scripts_make_the_tables_that_the_program_sees(ledger: Ledger) -> None:
    with ledger.reading() as connection:
        by_scripts = shape(connection)
    with create_engine("sqlite://").connect() as connection:
        tables.metadata.create_all(connection)
        by_program = shape(connection)
    if ledger.store.dialect == "postgresql":  # which counts the index of a unique constraint among the others
        unique = {
            name: {
                tuple(c.columns.keys()) for c in table.constraints if type(c).__name__ == "UniqueConstraint"
            }
            | {(c.name,) for c in table.columns if c.unique}
            for name, table in tables.metadata.tables.items()
        }
        by_scripts = {n: (*rest, indexes - unique[n]) for n, (*rest, indexes) in by_scripts.items()}
    assert by_scripts == by_program


def test_both_dialects_have_the_same_migrations_numbered_from_one() -> None:
    numbers = {d: [(m.number, m.name) for m in migrate.migrations(d)] for d in ("sqlite", "postgresql")}
    assert numbers["sqlite"] == numbers["postgresql"]
    assert [number for number, _ in numbers["sqlite"]] == list(range(1, len(numbers["sqlite"]) + 1))


def test_opening_again_changes_nothing(location: str) -> None:
    for _ in range(2):
        with open_ledger(location, create=True) as ledger, ledger.reading() as connection:
            applied = connection.execute(text("SELECT count(*) FROM migrations")).scalar_one()
            assert applied == len(migrate.migrations(ledger.store.dialect))
            assert ledger.notes == []


def test_a_ledger_is_made_only_where_that_was_asked_for(location: str) -> None:
    with pytest.raises(NoLedgerError, match=r"expected .*ledger|expected one that"):
        open_ledger(location)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this were a later version of onrecord, with one migration more."""
    known = migrate.migrations

    def and_one(dialect: str) -> list[migrate.Migration]:
        found = known(dialect)
        added = "ALTER TABLE people ADD COLUMN shoe_size INTEGER", "CREATE TABLE shoes (id INTEGER)"
        return [*found, migrate.Migration(found[-1].number + 1, "shoes", added)]

    monkeypatch.setattr(migrate, "migrations", and_one)


def test_an_older_ledger_is_copied_and_brought_up_to_date(
    location: str, request: pytest.FixtureRequest
) -> None:
    with open_ledger(location, create=True) as ledger:
        outcome = ledger.record(ledger.begin_run(["add"]), *made(1), None)
    request.getfixturevalue("later")
    with open_ledger(location) as ledger:
        (note,) = ledger.notes
        assert "a copy is at" in note
        assert outcome.article_id is not None
        assert ledger.record_of(outcome.article_id) == made(1)[1]
        with ledger.reading() as connection:
            assert connection.execute(text("SELECT count(shoe_size) FROM people")).scalar_one() == 0
    where = note.rpartition("a copy is at ")[2]
    if where.startswith("the schema "):
        copied = text(f"SELECT content FROM {where.removeprefix('the schema ')}.attributions")
        with open_ledger(location) as ledger, ledger.reading() as connection:
            assert "a strike" in connection.execute(copied).scalars().all()
    else:
        with sqlite3.connect(where) as copy:
            assert ("a strike",) in copy.execute("SELECT content FROM attributions").fetchall()


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(
    location: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_ledger(location, create=True) as ledger:
        version = ledger.store.version(ledger.connection)
        ledger.connection.rollback()
    known = migrate.migrations

    def and_a_bad_one(dialect: str) -> list[migrate.Migration]:
        bad = migrate.Migration(len(known(dialect)) + 1, "bad", ("CREATE TABLE shoes (id INTEGER)", "NO SQL"))
        return [*known(dialect), bad]

    with monkeypatch.context() as patch:
        patch.setattr(migrate, "migrations", and_a_bad_one)
        with pytest.raises(Exception, match=r"NO|syntax"):
            open_ledger(location)
    with open_ledger(location) as ledger, ledger.reading() as connection:
        assert ledger.store.version(connection) == version
        assert "shoes" not in inspect(connection).get_table_names()


def test_copies_do_not_overwrite_one_another(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    place = tmp_path / "onrecord.db"
    number = len(migrate.migrations("sqlite")) + 1
    earlier = tmp_path / f"onrecord.db.before-{number}"
    earlier.write_text("an earlier copy")
    open_ledger(place, create=True).close()
    request.getfixturevalue("later")
    open_ledger(place).close()
    assert earlier.read_text() == "an earlier copy"
    assert (tmp_path / f"onrecord.db.before-{number}.2").exists()


def test_a_ledger_of_a_later_version_is_left_alone(location: str, request: pytest.FixtureRequest) -> None:
    with pytest.MonkeyPatch.context() as patch:
        known = migrate.migrations
        patch.setattr(
            migrate,
            "migrations",
            lambda d: [
                *known(d),
                migrate.Migration(len(known(d)) + 1, "future", ("CREATE TABLE f (id INTEGER)",)),
            ],
        )
        open_ledger(location, create=True).close()
    with pytest.raises(NewerLedgerError, match="use the onrecord that wrote it"):
        open_ledger(location, create=True)


@pytest.mark.parametrize("content", [b"<html>a page</html>", b"SQLite format 2\0", b"\0" * 5000])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    place = tmp_path / "page.db"
    place.write_bytes(content)
    with pytest.raises(NoLedgerError, match="expected a ledger that `onrecord add` made"):
        open_ledger(place, create=True)
    assert place.read_bytes() == content


def test_a_database_of_something_else_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "photos.db"
    with sqlite3.connect(place) as other:
        other.execute("CREATE TABLE photos (id INTEGER)")
    with pytest.raises(NoLedgerError, match="a database of something else"):
        open_ledger(place, create=True)


@ON_POSTGRESQL
def test_a_schema_with_other_tables_is_refused(location: str) -> None:
    import psycopg

    with psycopg.connect(location) as connection:
        connection.execute("CREATE SCHEMA onrecord")
        connection.execute("CREATE TABLE onrecord.photos (id INTEGER)")
    with pytest.raises(NoLedgerError, match="holds other tables"):
        open_ledger(location, create=True)


@ON_SQLITE
def test_a_ledger_file_is_known_by_its_mark(ledger: Ledger) -> None:
    ledger.close()
    head = Path(ledger.name).read_bytes()[:100]
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID


@ON_SQLITE
def test_a_full_disk_stores_nothing_of_the_article_and_keeps_what_was_there(ledger: Ledger) -> None:
    run = ledger.begin_run(["add"])
    first = ledger.record(run, *made(1), None)
    pages = ledger.connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    ledger.connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    ledger.connection.rollback()
    with pytest.raises(LedgerStorageError, match="on a disk with room; what was stored before is whole"):
        _record_many(ledger, run)
    ledger.connection.exec_driver_sql("PRAGMA max_page_count = 1000000")
    ledger.connection.rollback()
    assert first.article_id is not None
    assert ledger.record_of(first.article_id) == made(1)[1]
    assert list(ledger.problems(lambda capture: made(int(capture.data.split()[1]))[1])) == []


def _record_many(ledger: Ledger, run: Run) -> None:
    for number in range(2, 99):
        ledger.record(run, *made(number), None)


@ON_SQLITE
def test_a_ledger_opened_for_reading_answers_and_takes_nothing(ledger: Ledger, location: str) -> None:
    outcome = ledger.record(ledger.begin_run(["add"]), *made(1), None)
    ledger.close()
    with open_ledger(location, write=False) as reader:
        assert outcome.article_id is not None
        assert reader.record_of(outcome.article_id) == made(1)[1]
        with pytest.raises(LedgerStorageError, match="expected a file that may be written"):
            reader.begin_run(["other"])


@ON_SQLITE
def test_a_damaged_file_is_named_as_such(ledger: Ledger, location: str) -> None:
    run = ledger.begin_run(["add"])
    for number in range(30):
        ledger.record(run, *made(number), None)
    ledger.close()
    place = Path(location)
    whole = place.read_bytes()
    place.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(DamagedLedgerError, match="restore a copy"), open_ledger(location) as damaged:
        damaged.record_of(1)


def test_a_writer_that_holds_on_too_long_is_named(ledger: Ledger, location: str) -> None:
    with (
        Ledger.open(location, patience=base.Patience(lock=0.2)) as waiting,
        open_ledger(location) as other,
        other.atomic(),
        pytest.raises(LedgerBusyError, match="expected a turn"),
    ):
        waiting.begin_run(["add"])


def test_a_question_that_takes_too_long_is_given_up_and_the_ledger_goes_on(
    ledger: Ledger, location: str
) -> None:
    long = text(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "
        "SELECT count(*) FROM n"
    )
    with Ledger.open(location, patience=base.Patience(question=0.2)) as asking:
        with pytest.raises(LedgerBusyError, match="ask for less"), asking.reading() as connection:
            connection.execute(long)
        with asking.reading() as connection:
            assert connection.execute(text("SELECT 1")).scalar_one() == 1


def test_writers_take_turns(ledger: Ledger, location: str) -> None:
    done: list[str] = []

    def write() -> None:
        with open_ledger(location) as other:
            other.begin_run(["other"])
            done.append("other")

    thread = threading.Thread(target=write)
    with ledger.atomic():
        thread.start()
        time.sleep(0.3)
        done.append("first")
    thread.join(10)
    assert done == ["first", "other"]


def test_a_server_that_is_not_there_is_named_without_its_password() -> None:
    with pytest.raises(LedgerStorageError) as caught:
        open_ledger("postgresql://desk:secret@127.0.0.1:9/news", create=True)
    assert "desk:***@127.0.0.1:9/news" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("place", ["mysql://host/db", "https://example.org/ledger"])
def test_a_place_of_another_kind_is_a_mistake(place: str) -> None:
    with pytest.raises(UsageError, match="expected a path, sqlite:///PATH or postgresql://"):
        store_at(place)


def test_an_address_that_is_broken_is_a_mistake() -> None:
    with pytest.raises(UsageError, match="expected postgresql://USER@HOST/DATABASE"):
        store_at("postgresql://host:port/db")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerStorageError, match="expected a file that may be written"):
        open_ledger(tmp_path / "missing" / "onrecord.db", create=True)
    with pytest.raises(LedgerStorageError, match="expected a ledger; check the path"):
        open_ledger(tmp_path, create=True)


def test_where_the_ledger_lies_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ONRECORD_LEDGER", raising=False)
    assert location_of(None) == "onrecord.db"
    monkeypatch.setenv("ONRECORD_LEDGER", "desk.db")
    assert location_of(None) == "desk.db"
    assert location_of(Path("other.db")) == "other.db"


def test_an_error_that_is_not_the_databases_is_passed_on(ledger: Ledger) -> None:
    error = ZeroDivisionError()
    assert ledger.store.translated(error) is error
    assert base.PATIENCE > 1
