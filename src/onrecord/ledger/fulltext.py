"""A query's words as SQLite's and PostgreSQL's full-text search want them: one meaning, two spellings.

Both indexes hold runs of letters and digits, in lower case and without diacritics (SQLite: ``unicode61
remove_diacritics 2``; PostgreSQL: the function ``onrecord_fold`` of the first migration).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onrecord.ledger.query import And, Not, Or, Phrase

if TYPE_CHECKING:
    from onrecord.ledger.query import Node


def fts5(node: Node, column: str | None = None) -> str:
    """The query for FTS5, in one column or in all. One that says only what is not wanted raises TypeError:
    ``query`` refuses it before.
    """
    return f"{{{column}}} : ({_fts5(node)})" if column else _fts5(node)


def _fts5(node: Node) -> str:
    if isinstance(node, Phrase):
        return f'"{" ".join(node.words)}"' + (" *" if node.prefix else "")
    if isinstance(node, Or):
        return "(" + " OR ".join(_fts5(part) for part in node.parts) + ")"
    if isinstance(node, And):
        wanted = " AND ".join(_fts5(part) for part in node.parts if not isinstance(part, Not))
        unwanted = (f" NOT {_fts5(part.part)}" for part in node.parts if isinstance(part, Not))
        return f"(({wanted}){''.join(unwanted)})"
    raise TypeError(f"{node!r} stands alone; expected it beside words that are wanted")


def tsquery(node: Node) -> str:
    """The query for PostgreSQL's ``tsquery`` type."""
    if isinstance(node, Phrase):
        *first, last = node.words
        return "(" + " <-> ".join([*map(lexeme, first), lexeme(last) + (":*" if node.prefix else "")]) + ")"
    if isinstance(node, Not):
        return f"!{tsquery(node.part)}"
    return "(" + (" | " if isinstance(node, Or) else " & ").join(tsquery(part) for part in node.parts) + ")"


def lexeme(word: str) -> str:
    """A word in a ``tsquery``; of letters and digits alone, or a tag: nothing to escape."""
    return f"'{word}'"
