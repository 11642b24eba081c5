"""The ledger: opened, written in transactions, asked.

A ``Ledger`` holds one connection and belongs to one thread; each process and thread opens its own.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from sqlalchemy import insert, select, update

from onrecord.errors import NoLedgerError
from onrecord.ledger import codec, digests, known, migrate, reading_back, recording
from onrecord.ledger.outcomes import Outcome, OutcomeKind, Run
from onrecord.ledger.stores import store_at
from onrecord.ledger.stores.base import errors_of
from onrecord.ledger.tables import inputs, runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from onrecord.ledger.stores.base import Store
    from onrecord.records import Capture, Record, Refusal

DEFAULT: Final = "onrecord.db"
#: The environment's word on where the ledger lies, where no option says it.
VARIABLE: Final = "ONRECORD_LEDGER"


def location_of(given: str | Path | None) -> str:
    """Where the ledger lies: as given, as the environment says, or ``onrecord.db`` in this folder."""
    return str(given) if given is not None else os.environ.get(VARIABLE) or DEFAULT


class Ledger:
    """A ledger that is open. ``notes`` are sentences for the user: that it was migrated, and its copy."""

    def __init__(self, store: Store, connection: Connection) -> None:
        self.store = store
        self.connection = connection
        self.notes: list[str] = []
        self._program = _program()

    @classmethod
    def open(cls, location: str | Path | None = None, *, create: bool = False, write: bool = True) -> Ledger:
        """The ledger at a path or a URL; None for ``ONRECORD_LEDGER`` or ``onrecord.db``.

        One that is not there is made where ``create`` says so; one of an older version is copied and brought
        up to date; ``write`` false opens it for reading alone. Raises LedgerError.
        """
        store = store_at(location_of(location), write=write)
        if not store.exists() and not create:
            raise NoLedgerError(
                f"{store.name}: there is no ledger; expected one that `onrecord add` made; add pages "
                f"first, or name another with --ledger or {VARIABLE}"
            )
        with errors_of(store):
            ledger = cls(store, store.engine().connect())
            try:
                ledger._bring_up_to_date(create=create, write=write)
            except BaseException:
                ledger.close()
                raise
        return ledger

    @property
    def name(self) -> str:
        """Where it lies, for messages."""
        return self.store.name

    def close(self) -> None:
        """Ends the connection; what was not committed is gone."""
        self.connection.close()
        self.connection.engine.dispose()

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def atomic(self) -> Iterator[Connection]:
        """A writing transaction: all of the block is stored, or nothing. Inside another one: a savepoint."""
        with errors_of(self.store):
            if self.connection.in_transaction():
                with self.connection.begin_nested():
                    yield self.connection
                return
            self.connection.info["write"] = True
            try:
                with self.connection.begin():
                    self.store.lock(self.connection)
                    yield self.connection
            finally:
                self.connection.info["write"] = False

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One moment of the ledger to read from, whatever is written meanwhile."""
        with errors_of(self.store):
            if self.connection.in_transaction():
                yield self.connection
                return
            with self.connection.begin():
                yield self.connection

    def begin_run(self, command: Sequence[str], model: str | None = None, *, resume: bool = True) -> Run:
        """Notes that a command begins; one that was asked for before and broken off goes on."""
        told = codec.dumps(list(command))
        with self.atomic() as connection:
            open_run = select(runs.c.id).where(runs.c.command == told, runs.c.ended.is_(None))
            before = connection.execute(open_run.order_by(runs.c.id.desc()).limit(1)).scalar()
            if resume and before is not None:
                return Run(before, resumed=True)
            row = {"command": told, "started": _now(), "onrecord": self._program, "model": model}
            key = connection.execute(insert(runs).values(**row)).inserted_primary_key
            assert key is not None  # the table has a key
            return Run(int(key[0]))

    def end_run(self, run: Run) -> None:
        """Notes that a command came to its end."""
        with self.atomic() as connection:
            connection.execute(update(runs).where(runs.c.id == run.id).values(ended=_now()))

    def is_done(self, run: Run, name: str) -> bool:
        """Whether the run has an outcome for this input already."""
        here = select(inputs.c.id).where(inputs.c.run_id == run.id, inputs.c.name == name)
        with self.reading() as connection:
            return connection.execute(here).first() is not None

    def known(self, capture: Capture, url: str | None = None) -> Outcome | None:
        """What is known of a page before it is decoded; ``url`` is its canonical address. None: it is new."""
        digest = digests.of_bytes(capture.data)
        with self.reading() as connection:
            if known.withdrawn(connection, digest, None, url):
                return recording.withdrawn(capture.name)
            found = known.by_bytes(connection, digest, url)
            return recording.already(capture.name, found) if found else None

    def known_text(self, capture: Capture, draft: Record, url: str | None) -> Outcome | None:
        """What is known of a page before its words are analysed; None for a new one, or new words."""
        with self.reading() as connection:
            return recording.look_up(connection, capture, draft.article, url)

    def record(self, run: Run, capture: Capture, draft: Record, url: str | None) -> Outcome:
        """Stores a page with its reading in one transaction; what became of it.

        ``url`` is the article's canonical address, None where it has none.
        """
        with self.atomic() as connection:
            return recording.record(connection, capture, draft, url, self._moment(run))

    def settle(self, run: Run, outcome: Outcome, url: str | None = None) -> Outcome:
        """Notes an outcome that stores no page; a known page is remembered under its other address."""
        with self.atomic() as connection:
            if outcome.kind is OutcomeKind.KNOWN and outcome.article_id and known.at(connection, url) is None:
                recording.add_address(connection, url, outcome.article_id, _now())
            recording.note(connection, outcome, self._moment(run))
        return outcome

    def refuse(self, run: Run, refusal: Refusal) -> Outcome:
        """Notes a refusal with its reason."""
        return self.settle(run, Outcome(refusal.name, OutcomeKind.REFUSED, refusal.reason, refusal.message))

    def record_of(self, article_id: int) -> Record:
        """The record of an article as it stands now, corrections and all. Raises NotRecordedError."""
        with self.reading() as connection:
            return reading_back.record_of(connection, article_id)

    def _moment(self, run: Run) -> recording.Moment:
        return recording.Moment(_now(), self._program, run.id)

    def _bring_up_to_date(self, *, create: bool, write: bool) -> None:
        with self.connection.begin():
            version = self.store.version(self.connection)
        wanted = migrate.pending(self.store, version)
        if version is None and not create:
            raise NoLedgerError(
                f"{self.name}: an empty database; expected a ledger; make one with `onrecord add`"
            )
        if not wanted:
            return
        if not write:
            raise NoLedgerError(
                f"{self.name}: its tables have the version {version}; expected {wanted[-1].number}; "
                "run `onrecord stats` with the right to write once, which brings it up to date after a copy"
            )
        self._migrate(version)

    def _migrate(self, seen: int | None) -> None:
        """Applies what is lacking; another process may have done so since the version was ``seen``."""
        if seen is not None:
            self._copy(seen)
        with self.atomic() as connection:
            version = self.store.version(connection)
            if version is None:
                self.store.initialise(connection)
            for one in migrate.pending(self.store, version):
                migrate.apply(self.store, connection, one, self._program)

    def _copy(self, version: int) -> None:
        if self.store.dialect == "sqlite":  # VACUUM INTO runs outside of transactions
            with self.connection.execution_options(isolation_level="AUTOCOMMIT").begin():
                where = self.store.copy(self.connection, version)
        else:
            with self.atomic() as connection:
                where = self.store.copy(connection, version)
        self.notes.append(f"{self.name}: brought up to date from version {version}; a copy is at {where}")


def _program() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "0+source"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
