"""A ledger in a PostgreSQL database, in a schema of its own, for a team."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError

from onrecord import extras
from onrecord.errors import LedgerBusyError, LedgerStorageError, NoLedgerError, UsageError
from onrecord.ledger import fulltext
from onrecord.ledger.stores.base import Patience, too_long
from onrecord.ledger.tables import articles, attributions

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from sqlalchemy import URL, Connection, Engine, Select

    from onrecord.ledger.query import Node
    from onrecord.ledger.verifying import Problem

SCHEMA: Final = "onrecord"
_PATIENCE: Final = Patience()
#: What writers queue for: one at a time, as in SQLite, so that what is known cannot change between looking
#: and storing.
_LOCK: Final = 0x6F6E7265636F7264
_BUSY: Final = "55P03"  # lock_not_available
_CANCELED: Final = "57014"  # query_canceled, by a timeout
_DENIED: Final = frozenset({"42501", "25006"})  # insufficient_privilege, read_only_sql_transaction


class PostgresStore:
    """See ``base.Store``."""

    dialect = "postgresql"

    def __init__(self, url: URL, *, patience: Patience = _PATIENCE) -> None:
        self.url = url
        self.patience = patience
        self.name = url.render_as_string(hide_password=True)

    @classmethod
    def at(cls, location: str, *, patience: Patience = _PATIENCE) -> PostgresStore:
        """The store at ``postgresql://...``; raises UsageError, MissingExtraError."""
        extras.require("psycopg", extra="postgres", purpose="a ledger in PostgreSQL")
        try:
            url = make_url(location)
        except (ArgumentError, ValueError) as error:
            raise UsageError(
                f"the ledger {location!r} is no address: expected postgresql://USER@HOST/DATABASE; check it"
            ) from error
        return cls(url.set(drivername="postgresql+psycopg"), patience=patience)

    def engine(self) -> Engine:
        """An engine whose connections see the ledger's schema alone."""
        options = f"-csearch_path={SCHEMA} -clock_timeout={int(self.patience.lock * 1000)}"
        if self.patience.question is not None:
            options += f" -cstatement_timeout={int(self.patience.question * 1000)}"
        return create_engine(self.url, connect_args={"options": options, "connect_timeout": 10})

    def exists(self) -> bool:
        """A server is asked when it is opened."""
        return True

    def owns(self, path: str) -> bool:  # noqa: ARG002
        """None: the files are the server's."""
        return False

    def expect_in_place(self) -> None:
        """The server sees to it."""

    def version(self, connection: Connection) -> int | None:
        """The last migration's number; see ``base.Store``."""
        tables = set(
            connection.execute(
                text("SELECT tablename FROM pg_tables WHERE schemaname = :schema"), {"schema": SCHEMA}
            ).scalars()
        )
        if not tables:
            return None
        if "migrations" not in tables:
            raise NoLedgerError(
                f"{self.name}: its schema {SCHEMA!r} holds other tables; expected a ledger or nothing; "
                "use another database"
            )
        number: int | None = connection.execute(text("SELECT max(number) FROM migrations")).scalar()
        return number

    def initialise(self, connection: Connection) -> None:
        """Makes the schema."""
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}"))

    def copy(self, connection: Connection, version: int) -> str:
        """Copies every table into a schema beside it, ``onrecord_before_2``; rows only, no indexes."""
        target = self._free_name(connection, f"{SCHEMA}_before_{version + 1}")
        connection.execute(text(f"CREATE SCHEMA {target}"))
        tables = connection.execute(
            text("SELECT tablename FROM pg_tables WHERE schemaname = :schema ORDER BY 1"), {"schema": SCHEMA}
        ).scalars()
        for table in list(tables):
            connection.execute(text(f"CREATE TABLE {target}.{table} AS TABLE {SCHEMA}.{table}"))
        return f"the schema {target}"

    def lock(self, connection: Connection) -> None:
        """Waits for the writers' lock, held to the end of the transaction."""
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})

    def search(
        self,
        wanted: Select[Any],
        node: Node | None,
        tags: Sequence[Sequence[str]],
        *,
        before: int | None = None,
    ) -> Select[Any]:
        """By the column ``attributions.words``, which holds the tags too, as "#p12": no word is like that."""
        parts = [fulltext.tsquery(node)] if node is not None else []
        marks = (" | ".join(fulltext.lexeme(f"#{tag}") for tag in group) for group in tags)
        asked = " & ".join([*parts, *(f"({group})" for group in marks)])
        met = text("attributions.words @@ cast(:asked AS tsquery)").bindparams(asked=asked)
        if before is not None:
            wanted = wanted.where(attributions.c.id < before)
        return wanted.where(met).order_by(attributions.c.id.desc())

    def search_articles(self, wanted: Select[Any], node: Node) -> Select[Any]:
        """By the column ``articles.words``."""
        met = text("articles.words @@ cast(:asked AS tsquery)").bindparams(asked=fulltext.tsquery(node))
        return wanted.where(met).order_by(articles.c.id.desc())

    def damage(self, connection: Connection) -> Iterator[Problem]:
        """Nothing to ask: PostgreSQL holds references and the column of words right by itself."""
        del connection
        yield from ()

    def purge(self, connection: Connection) -> None:
        """Nothing to do in a transaction: autovacuum, or VACUUM by hand, frees what was removed."""
        del connection

    def size(self, connection: Connection) -> int:
        """Tables and indexes of the schema, in bytes."""
        total: int = connection.execute(
            text(
                "SELECT coalesce(sum(pg_total_relation_size("
                "format('%I.%I', schemaname, tablename)::regclass)), 0)::bigint "
                "FROM pg_tables WHERE schemaname = :schema"
            ),
            {"schema": SCHEMA},
        ).scalar_one()
        return total

    def translated(self, error: Exception) -> Exception:
        """By the SQLSTATE."""
        if not isinstance(error, DBAPIError):
            return error
        state = getattr(error.orig, "sqlstate", None) or ""
        said = str(error.orig).strip().partition("\n")[0]
        if state == _BUSY:
            return LedgerBusyError(
                f"{self.name}: another process has been writing for {self.patience.lock:.0f} seconds; "
                "expected a turn; wait for it to end and run this again"
            )
        if state == _CANCELED:
            return too_long(self.name, self.patience)
        if state in _DENIED or state.startswith(("08", "28", "3D", "53", "57", "58")) or not state:
            return LedgerStorageError(
                f"{self.name}: the server does not take or give what is asked ({said}); expected a database "
                "that may be written, with room; what was stored before is whole"
            )
        return error

    def _free_name(self, connection: Connection, name: str) -> str:
        taken = set(connection.execute(text("SELECT nspname FROM pg_namespace")).scalars())
        free, count = name, 1
        while free in taken:
            count += 1
            free = f"{name}_{count}"
        return free
