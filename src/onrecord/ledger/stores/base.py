"""What a ledger asks of the database it lies in."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from onrecord.errors import LedgerBusyError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from sqlalchemy import Connection, Engine, Select

    from onrecord.ledger.query import Node
    from onrecord.ledger.verifying import Problem

#: How long a writer waits for another one's transaction, in seconds. A transaction holds one article, some
#: milliseconds; only a migration or a backup takes longer.
PATIENCE = 60.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds to wait: ``lock`` for another writer, ``question`` for one answer (None: for ever)."""

    lock: float = PATIENCE
    question: float | None = None


class Store(Protocol):
    """A database. ``name`` is for messages and holds no password; ``dialect`` picks the scripts."""

    name: str
    dialect: str

    def engine(self) -> Engine:
        """SQLAlchemy's engine on it; opens nothing."""
        ...

    def exists(self) -> bool:
        """Whether there is anything at all at this place (for a server: always)."""
        ...

    def owns(self, path: str) -> bool:
        """Whether a file is the database's own, and so no page (for a server: none is)."""
        ...

    def expect_in_place(self) -> None:
        """Raises LedgerStorageError where what is open is no longer what has this name."""
        ...

    def version(self, connection: Connection) -> int | None:
        """The number of the last migration; None in an empty database. Raises NoLedgerError elsewhere."""
        ...

    def initialise(self, connection: Connection) -> None:
        """Marks an empty database as a ledger, before the first migration."""
        ...

    def copy(self, connection: Connection, version: int) -> str:
        """Copies the ledger before it is migrated from ``version``; where the copy lies, for the user."""
        ...

    def lock(self, connection: Connection) -> None:
        """Makes the transaction that has just begun the only writing one."""
        ...

    def search(
        self,
        wanted: Select[Any],
        node: Node | None,
        tags: Sequence[Sequence[str]],
        *,
        before: int | None = None,
    ) -> Select[Any]:
        """``wanted``, a selection from ``tables.attributions``, of those whose content has the words asked
        for (None: whatever words) and, of each of ``tags``, one at least; the newest row first, and only
        those with a number less than ``before``.
        """
        ...

    def search_articles(self, wanted: Select[Any], node: Node) -> Select[Any]:
        """``wanted``, a selection from ``tables.articles``, of those with the words in their title or text;
        the newest row first.
        """
        ...

    def translated(self, error: Exception) -> Exception:
        """A foreign error as ours; itself where it is none of the database's doing."""
        ...

    def damage(self, connection: Connection) -> Iterator[Problem]:
        """What the database itself says is broken: its structure, references, the full-text index."""
        ...

    def purge(self, connection: Connection) -> None:
        """Lets nothing of removed words be left in indexes and free pages, as far as the database can."""
        ...

    def size(self, connection: Connection) -> int:
        """Bytes that the ledger takes."""
        ...


@contextmanager
def errors_of(store: Store) -> Iterator[None]:
    """Turns the database's errors into ours."""
    from sqlalchemy.exc import SQLAlchemyError

    try:
        yield
    except SQLAlchemyError as error:
        ours = store.translated(error)
        if ours is error:
            raise
        raise ours from error


def too_long(name: str, patience: Patience) -> LedgerBusyError:
    """What is said of a question that was given up."""
    return LedgerBusyError(
        f"{name}: no answer within {patience.question or 0:.0f} seconds; expected a quicker one; ask for "
        "less, with more words, a name or dates"
    )
