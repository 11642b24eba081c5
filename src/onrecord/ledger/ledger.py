"""The ledger: opened, written in transactions, asked.

A ``Ledger`` holds one connection and belongs to one thread; each process and thread opens its own.
"""

from __future__ import annotations

import os
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final, Self

from sqlalchemy import insert, select, update

from onrecord.errors import NoLedgerError, UsageError
from onrecord.ledger import (
    codec,
    corrections,
    digests,
    joining,
    known,
    migrate,
    reading_back,
    recording,
    restating,
    reviews,
    user_list,
    verifying,
    withdrawing,
)
from onrecord.ledger.corrections import CorrectionKind
from onrecord.ledger.outcomes import Outcome, OutcomeKind, Run
from onrecord.ledger.rows import inserted
from onrecord.ledger.stores import store_at
from onrecord.ledger.stores.base import errors_of
from onrecord.ledger.tables import articles, feeds, inputs, readings, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from sqlalchemy import Connection

    from onrecord.ledger.restating import Told
    from onrecord.ledger.stores.base import Patience, Store
    from onrecord.ledger.verifying import Problem
    from onrecord.records import Capture, Record, Refusal

DEFAULT: Final = "onrecord.db"
#: The environment's word on where the ledger lies, where no option says it.
VARIABLE: Final = "ONRECORD_LEDGER"


def location_of(given: str | Path | None) -> str:
    """Where the ledger lies: as given, as the environment says, or ``onrecord.db`` in this folder."""
    return str(given) if given is not None else os.environ.get(VARIABLE) or DEFAULT


class Ledger:
    """A ledger that is open. ``notes`` are sentences for the user: that it was migrated, and its copy.

    ``writable`` is false where it was opened for reading alone. ``lagging``, where it is given, is told how
    many articles the comparison has not indexed yet when it is asked; else they are indexed then.
    """

    def __init__(self, store: Store, connection: Connection) -> None:
        self.store = store
        self.connection = connection
        self.notes: list[str] = []
        self.writable = True
        self.lagging: Callable[[int], object] | None = None
        self._program = _program()

    @classmethod
    def open(
        cls,
        location: str | Path | None = None,
        *,
        create: bool = False,
        write: bool = True,
        patience: Patience | None = None,
    ) -> Self:
        """The ledger at a path or a URL; None for ``ONRECORD_LEDGER`` or ``onrecord.db``.

        One that is not there is made where ``create`` says so; one of an older version is copied and brought
        up to date; ``write`` false opens it for reading alone; ``patience`` is how long to wait for writers
        and answers, a minute and for ever where None. Raises LedgerError.
        """
        store = store_at(location_of(location), write=write, patience=patience)
        if not store.exists() and not create:
            raise NoLedgerError(
                f"{store.name}: there is no ledger; expected one that `onrecord add` made; add pages "
                f"first, or name another with --ledger or {VARIABLE}"
            )
        with errors_of(store):
            ledger = cls(store, store.engine().connect())
            ledger.writable = write
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

    def expect_same(self) -> None:
        """Raises LedgerError where it was moved, or brought to a later version, since it was opened."""
        with errors_of(self.store):
            self.store.expect_in_place()
            with self.connection.begin():
                version = self.store.version(self.connection)
        if version is None or migrate.pending(self.store, version):
            raise NoLedgerError(
                f"{self.name}: its tables have the version {version}; expected those it was opened with; "
                "open it again"
            )

    def close(self) -> None:
        """Ends the connection; what was not committed is gone."""
        self.connection.close()
        self.connection.engine.dispose()

    def __enter__(self) -> Self:
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
            return Run(inserted(connection, runs, row))

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
            found = known.by_bytes(connection, digest, known.at(connection, url))
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

    def met(self, name: str, url: str | None) -> bool:
        """Whether an input of this name was taken in by any run, or anything is known at the address."""
        taken = select(inputs.c.id).where(inputs.c.name == name, inputs.c.outcome != "refused").limit(1)
        with self.reading() as connection:
            return connection.execute(taken).first() is not None or known.at(connection, url) is not None

    def feed_state(self, url: str) -> tuple[str | None, str | None, str | None, int] | None:
        """How far the polling of a feed has come: etag, last modified, next poll, failures; None: never."""
        columns = feeds.c.etag, feeds.c.last_modified, feeds.c.next_poll, feeds.c.failures
        with self.reading() as connection:
            row = connection.execute(select(*columns).where(feeds.c.url == url)).first()
        return (row[0], row[1], row[2], row[3]) if row else None

    def save_feed_state(
        self, url: str, etag: str | None, last_modified: str | None, next_poll: str | None, failures: int
    ) -> None:
        """Keeps how far the polling of a feed has come."""
        values = {"etag": etag, "last_modified": last_modified, "next_poll": next_poll, "failures": failures}
        with self.atomic() as connection:
            if not connection.execute(update(feeds).where(feeds.c.url == url).values(**values)).rowcount:
                connection.execute(insert(feeds).values(url=url, **values))

    def record_of(self, article_id: int) -> Record:
        """The record of an article as it stands now, corrections and all. Raises NotRecordedError."""
        with self.reading() as connection:
            return reading_back.record_of(connection, article_id)

    def article_id_at(self, url: str) -> int | None:
        """The newest version of what stands at an address; None where the ledger knows none."""
        with self.reading() as connection:
            place = known.at(connection, url)
            return place.article_id if place else None

    def reread(self, article_id: int, record: Record) -> int:
        """Stores another reading of an article that is here, now the current one; the reading's id.

        Earlier readings stay, and every correction that stands is made on the new one. ``record`` has the
        article's own text: another one is a UsageError.
        """
        with self.atomic() as connection:
            article, _, _ = reading_back.article_of(connection, article_id)
            if article.text != record.article.text:
                raise UsageError(
                    f"article {article_id}: the new reading is of another text; expected the words "
                    "that are stored"
                )
            digest = reading_back.page_digest(connection, article_id)
            recording.retire(connection, article_id)
            moment = recording.Moment(_now(), self._program, 0)
            reading_id = recording.add_reading(connection, article_id, record, digest, moment)
            corrections.carry_over(connection, article_id)
            return reading_id

    def read_by_others(self, model: str) -> list[int]:
        """The current articles whose current reading is not this model's, or is from before readings had
        claims, in the order of their ids.
        """
        stale = readings.c.model.is_distinct_from(model) | readings.c.quoted.is_(None)
        wanted = (
            select(articles.c.id)
            .join(readings, readings.c.article_id == articles.c.id)
            .where(articles.c.current, readings.c.current, stale)
            .order_by(articles.c.id)
        )
        with self.reading() as connection:
            return list(connection.execute(wanted).scalars())

    def accept(
        self,
        statement: int,
        *,
        by: str,
        note: str | None = None,
        seen: str | None = None,
        key: str | None = None,
    ) -> int:
        """A person agrees with a statement; the correction's id. See ``change`` for the rest."""
        return self._correct(statement, CorrectionKind.ACCEPT, None, by, note, seen, key)

    def reject(
        self,
        statement: int,
        *,
        by: str,
        note: str | None = None,
        seen: str | None = None,
        key: str | None = None,
    ) -> int:
        """A person says that this is no attribution: it is answered no more; the correction's id."""
        return self._correct(statement, CorrectionKind.REJECT, None, by, note, seen, key)

    def change(
        self,
        statement: int,
        told: Told,
        *,
        by: str,
        note: str | None = None,
        seen: str | None = None,
        key: str | None = None,
    ) -> int:
        """A person says how a statement should be (see ``told``); the correction's id.

        ``seen`` is the digest, or the ``mark``, that the person judged: StaleStatementError where it is
        another by now. What comes again under the same ``key`` is not made again.
        """
        return self._correct(statement, CorrectionKind.CHANGE, told, by, note, seen, key)

    def add_statement(
        self, article_id: int, told: Told, *, by: str, note: str | None = None, key: str | None = None
    ) -> tuple[int, int]:
        """A person adds an attribution that was missed: the correction's id and the statement's."""
        with self.atomic() as connection:
            return corrections.add(connection, article_id, told, by=by, at=_now(), note=note, key=key)

    def mark(self, statement: int) -> str:
        """What changes whenever a statement is corrected: to be given as ``seen``. Raises
        NotRecordedError.
        """
        with self.reading() as connection:
            return corrections.mark(connection, statement)

    def finish_review(self, article_id: int, *, by: str, accept_rest: bool = False) -> int:
        """A person reviewed an article to its end; see ``reviews.finish``. Raises UsageError,
        NotRecordedError.
        """
        with self.atomic() as connection:
            return reviews.finish(connection, article_id, by=by, at=_now(), accept_rest=accept_rest)

    def reopen_review(self, article_id: int, *, by: str) -> bool:
        """Takes back that an article was reviewed to its end; whether it was."""
        with self.atomic() as connection:
            return reviews.reopen(connection, article_id, by=by, at=_now())

    def undo(self, correction: int, *, by: str) -> None:
        """Takes a correction back; it stays on record. Raises NotRecordedError, UsageError."""
        with self.atomic() as connection:
            corrections.undo(connection, correction, by=by, at=_now())

    def told(self, statement: int) -> Told:
        """A statement as a value that can be changed and given to ``change``. Raises NotRecordedError."""
        with self.reading() as connection:
            return restating.told(connection, statement)

    def withdraw(self, article_id: int, *, reason: str, by: str) -> list[int]:
        """Takes an article down in all its versions, whose ids are given: the text goes, the fact stays.

        Raises NotRecordedError, UsageError where reason or name are empty.
        """
        if not reason.strip() or not by.strip():
            raise UsageError("a withdrawal without reason or name: expected both; they stay on record")
        with self.atomic() as connection:
            ids = withdrawing.withdraw(connection, article_id, reason=reason, by=by, at=_now())
            self.store.purge(connection)
        return ids

    def problems(
        self, derive: Callable[[Capture], Record], checked: Callable[[int], None] = lambda _: None
    ) -> Iterator[Problem]:
        """Everything in the ledger that does not hold; see ``verifying``."""
        with self.atomic() as connection:  # the full-text tables are asked by an INSERT
            yield from list(self.store.damage(connection))
        with self.reading() as connection:
            yield from verifying.problems(connection, derive, program=self._program, checked=checked)

    def merge(self, kept: int, other: int, *, by: str) -> int:
        """Lets two people be one, shown as ``kept``; the event's id. Raises NotRecordedError, UsageError."""
        with self.atomic() as connection:
            return joining.merge(connection, kept, other, by=by, at=_now())

    def split(self, person: int, articles: Sequence[int] = (), *, by: str) -> tuple[int, int]:
        """Takes somebody out of those they were merged with, or makes whom articles show somebody new.

        The event's id, and who was split off. Raises NotRecordedError, UsageError.
        """
        with self.atomic() as connection:
            return joining.split(connection, person, articles, by=by, at=_now())

    def undo_event(self, event: int, *, by: str) -> int:
        """Takes a merge or a split of people back; the id of the undoing. Raises as ``split``."""
        with self.atomic() as connection:
            return joining.undo(connection, event, by=by, at=_now())

    def take_list(self, path: Path) -> joining.Listed:
        """Takes in the user's own list of people, a CSV file; all of it or nothing. Raises InputError."""
        known_people = user_list.read_known(path)
        with self.atomic() as connection:
            return joining.take_list(connection, known_people, _now())

    def _correct(
        self,
        statement: int,
        kind: CorrectionKind,
        told: Told | None,
        by: str,
        note: str | None,
        seen: str | None,
        key: str | None,
    ) -> int:
        with self.atomic() as connection:
            return corrections.correct(
                connection, statement, kind, told, by=by, at=_now(), note=note, seen=seen, key=key
            )

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
        self._migrate()

    def _migrate(self) -> None:
        """Applies what is lacking, after a copy; another process may have done so since we looked."""
        where = None
        with self.atomic() as connection:
            version = self.store.version(connection)
            lacking = migrate.pending(self.store, version)
            if version is None:
                self.store.initialise(connection)
            elif lacking:
                where = self.store.copy(connection, version)
            for one in lacking:
                migrate.apply(self.store, connection, one, self._program)
        if where is not None:
            self.notes.append(f"{self.name}: brought up to date from version {version}; a copy is at {where}")


def _program() -> str:
    try:
        return version("onrecord")
    except PackageNotFoundError:
        return "0+source"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
