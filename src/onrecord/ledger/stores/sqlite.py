"""A ledger in one SQLite file.

Write-ahead logging, so that readers never wait and several processes may add; a writing transaction begins
IMMEDIATE, so that it waits for its turn at once and never fails half way for having read first.
"""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import column, create_engine, event, table, text
from sqlalchemy.exc import DatabaseError, DBAPIError

from onrecord.errors import (
    DamagedLedgerError,
    LedgerBusyError,
    LedgerStorageError,
    NoLedgerError,
)
from onrecord.ledger import fulltext
from onrecord.ledger.stores.base import Patience, too_long
from onrecord.ledger.tables import articles, attributions
from onrecord.ledger.verifying import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection, Engine, Select

    from onrecord.ledger.query import Node

#: "ONRC": what `file` and we know a ledger by (PRAGMA application_id).
APPLICATION_ID: Final = 0x4F4E5243
#: What SQLite puts behind the file's name for the files that it keeps beside it.
_BESIDE: Final = ("-wal", "-shm", "-journal")
_HEADER: Final = b"SQLite format 3\0"
#: 64 MB of pages in memory: the whole index of a million statements, tried 2, 16, 64 and 256.
_CACHE_KIB: Final = 65_536
#: Steps of SQLite's machine between two looks at the clock: about a millisecond.
_STEPS: Final = 50_000
_PATIENCE: Final = Patience()

_STATEMENTS = table("attributions_fts", column("rowid"))
_ARTICLES = table("articles_fts", column("rowid"))


class SqliteStore:
    """See ``base.Store``. ``path`` is the file; ``write`` false opens it for reading alone.

    One store serves one connection: it remembers which file that is of, and since when it has been asked.
    """

    dialect = "sqlite"

    def __init__(self, path: Path, *, write: bool = True, patience: Patience = _PATIENCE) -> None:
        self.path = path
        self.write = write
        self.patience = patience
        self._asked = 0.0
        self.name = str(path)
        self._inode: tuple[int, int] | None = None

    @classmethod
    def at(cls, location: str, *, write: bool = True, patience: Patience = _PATIENCE) -> SqliteStore:
        """The store at a path or a URL ``sqlite:///PATH``."""
        path = Path(location.removeprefix("sqlite:///").removeprefix("sqlite://"))
        return cls(path, write=write, patience=patience)

    def engine(self) -> Engine:
        """An engine whose connections begin as ``connection.info["write"]`` says."""
        engine = create_engine(f"sqlite+pysqlite:///{self._address()}")
        event.listen(engine, "connect", self._connected)
        event.listen(engine, "begin", _begin)
        if self.patience.question is not None:
            event.listen(engine, "before_cursor_execute", self._ask)
        return engine

    def exists(self) -> bool:
        """Whether there is a file, and not an empty one. Raises NoLedgerError where it is no database."""
        try:
            with self.path.open("rb") as file:
                head = file.read(len(_HEADER))
        except FileNotFoundError:
            return False
        except OSError as error:
            raise LedgerStorageError(
                f"{self.name}: cannot be opened ({error.strerror or error}); expected a ledger; "
                "check the path and its permissions"
            ) from error
        if head and head != _HEADER:
            raise self._no_ledger("no SQLite database")
        return bool(head)

    def owns(self, path: str) -> bool:
        """The file, its log and index beside it while it is open, and the copies that migrations leave."""
        own, other = self.path.absolute(), Path(path).absolute()
        behind = other.name.removeprefix(own.name)
        return other.parent == own.parent and (
            other.name == own.name
            or (behind != other.name and (behind in _BESIDE or behind.startswith(".before-")))
        )

    def version(self, connection: Connection) -> int | None:
        """The last migration's number; see ``base.Store``."""
        mark = connection.exec_driver_sql("PRAGMA application_id").scalar_one()
        filled = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
        if not filled:
            return None
        if mark != APPLICATION_ID:
            raise self._no_ledger("a database of something else")
        number: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        return number

    def initialise(self, connection: Connection) -> None:
        """Marks the file as a ledger."""
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")

    def copy(self, connection: Connection, version: int) -> str:
        """Copies the file beside itself: ``onrecord.db.before-2``, with a number behind where that exists."""
        target = Path(f"{self.path}.before-{version + 1}")
        count = 1
        while target.exists():
            count += 1
            target = Path(f"{self.path}.before-{version + 1}.{count}")
        del connection  # a backup reads through a connection of its own, whatever this one is doing
        try:
            with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(target)) as copied:
                source.backup(copied)
        except sqlite3.Error as error:
            target.unlink(missing_ok=True)
            raise LedgerStorageError(
                f"{target}: no copy could be made there before the ledger is brought up to date ({error}); "
                f"expected room for {self.path.stat().st_size:,} bytes; make room and run this again: the "
                "ledger is as it was"
            ) from error
        return str(target)

    def lock(self, connection: Connection) -> None:
        """The transaction began IMMEDIATE; what is left is to see that it goes into the file of this name."""
        del connection
        self.expect_in_place()

    def expect_in_place(self) -> None:
        """See ``base.Store``.

        A file that is deleted or moved while it is open is written on by its old handle, and lost.
        """
        if self._inode is not None and _inode(self.path) != self._inode:
            raise LedgerStorageError(
                f"{self.name}: the file was deleted or moved while it was open; expected it to stay; put it "
                "back with the -wal file beside it, or run this again to begin a new ledger"
            )

    def search(
        self,
        wanted: Select[Any],
        node: Node | None,
        tags: Sequence[Sequence[str]],
        *,
        before: int | None = None,
    ) -> Select[Any]:
        """By the full-text table ``attributions_fts``, which gives its rows newest first by itself."""
        parts = [fulltext.fts5(node, "content")] if node is not None else []
        asked = " AND ".join([*parts, *(f"tags : ({' OR '.join(group)})" for group in tags)])
        joined = wanted.join(_STATEMENTS, _STATEMENTS.c.rowid == attributions.c.id)
        met = text("attributions_fts MATCH :asked").bindparams(asked=asked)
        if before is not None:  # of the full-text table itself: it begins there, and reads nothing newer
            joined = joined.where(_STATEMENTS.c.rowid < before)
        return joined.where(met).order_by(_STATEMENTS.c.rowid.desc())

    def search_articles(self, wanted: Select[Any], node: Node) -> Select[Any]:
        """By the full-text table ``articles_fts``."""
        joined = wanted.join(_ARTICLES, _ARTICLES.c.rowid == articles.c.id)
        met = text("articles_fts MATCH :asked").bindparams(asked=fulltext.fts5(node))
        return joined.where(met).order_by(_ARTICLES.c.rowid.desc())

    def damage(self, connection: Connection) -> Iterator[Problem]:
        """SQLite's own checks, and those of the full-text tables against the words they index."""
        for said in connection.exec_driver_sql("PRAGMA integrity_check").scalars():
            if said != "ok":
                yield Problem("file", said)
        for table_name, row, target, _ in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield Problem(f"{table_name} {row}", f"points to a row of {target} that is not there")
        for name in ("attributions_fts", "articles_fts"):
            try:
                connection.exec_driver_sql(f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)")
            except DatabaseError as error:
                yield Problem(name, f"the full-text index does not match the words ({error.orig})")

    def purge(self, connection: Connection) -> None:
        """Merges the full-text indexes, which keep removed words until then, and empties the log."""
        for name in ("attributions_fts", "articles_fts"):
            connection.exec_driver_sql(f"INSERT INTO {name}({name}) VALUES ('optimize')")

    def size(self, connection: Connection) -> int:
        """The pages in use, in bytes; the log beside the file comes and goes."""
        pages: int = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        free: int = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
        each: int = connection.exec_driver_sql("PRAGMA page_size").scalar_one()
        return (pages - free) * each

    def translated(self, error: Exception) -> Exception:
        """By what SQLite says: its Python module has no finer types."""
        if not isinstance(error, DBAPIError):
            return error
        said = str(error.orig)
        if "locked" in said or "busy" in said:
            return LedgerBusyError(
                f"{self.name}: another process has been writing for {self.patience.lock:.0f} seconds; "
                "expected a turn; wait for it to end, or stop it, and run this again"
            )
        if said == "interrupted":
            return too_long(self.name, self.patience)
        if "not a database" in said or "encrypted" in said:
            return self._no_ledger("no SQLite database")
        if "malformed" in said or "corrupt" in said:
            return DamagedLedgerError(
                f"{self.name}: the file is damaged ({said}); expected a whole database; restore a copy, or "
                "save what can be read with: sqlite3 FILE .recover"
            )
        if any(word in said for word in ("full", "readonly", "read-only", "I/O", "unable to open")):
            return LedgerStorageError(
                f"{self.name}: nothing can be stored or read there ({said}); expected a file that may be "
                "written, on a disk with room; what was stored before is whole"
            )
        return error

    def _no_ledger(self, what: str) -> NoLedgerError:
        return NoLedgerError(
            f"{self.name}: {what}; expected a ledger that `onrecord add` made; name another with --ledger"
        )

    def _address(self) -> str:
        if self.write:
            return str(self.path)
        # A ledger in a folder that may not be written has nowhere to put its log, and needs none.
        settled = not Path(f"{self.path}-wal").exists() and not _writable(self.path)
        return f"file:{_quoted(self.path)}?mode=ro{'&immutable=1' if settled else ''}&uri=true"

    def _connected(self, raw: Any, _: Any) -> None:
        raw.isolation_level = None  # transactions begin where we say, not where the module guesses
        cursor = raw.cursor()
        cursor.execute(f"PRAGMA busy_timeout = {int(self.patience.lock * 1000)}")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        if self.write:
            cursor.execute("PRAGMA secure_delete = ON")  # what is withdrawn is overwritten
            cursor.execute("PRAGMA journal_mode = WAL")
            # NORMAL is as safe as FULL against a killed process; a power cut may cost the last articles,
            # never the file, and they are added again by running the command again.
            cursor.execute("PRAGMA synchronous = NORMAL")
        self._inode = _inode(self.path)
        cursor.close()
        if self.patience.question is not None:
            raw.set_progress_handler(self._is_late, _STEPS)

    def _ask(self, *_: Any) -> None:
        self._asked = time.monotonic()

    def _is_late(self) -> bool:
        """Whether a question has been asked for too long; what is true stops it."""
        return time.monotonic() - self._asked > (self.patience.question or 0)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.info.get("write") else "BEGIN")


def _inode(path: Path) -> tuple[int, int] | None:
    """By what a file is known, whatever its name; None where there is none of that name."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _quoted(path: Path) -> str:
    from urllib.parse import quote

    return quote(str(path))


def _writable(path: Path) -> bool:
    import os

    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)
