"""The user's own list of people and organisations: a CSV file of name, aliases, kind and Wikidata item.

    name,aliases,kind,wikidata
    Ana Lund,Anna Lund;A. M. Lund,person,Q123456789
    Vell Rail Authority,VRA|Vell Railways,group,

``kind`` is person (also where it is empty) or group. A line that cannot be used is an error, not skipped: a
list that is read in part would decide who is who without telling.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onrecord.errors import BadLineError, NotFoundError, UnreadableError
from onrecord.ledger.evidence import list_key
from onrecord.ledger.people import Person
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from onrecord.ledger.people import Id

_COLUMNS = ("name", "aliases", "kind", "wikidata")
_SEPARATORS = re.compile(r"[;|]")
_WIKIDATA = re.compile(r"Q[1-9][0-9]{0,11}")
_KINDS = {"": SpeakerKind.PERSON, "person": SpeakerKind.PERSON, "group": SpeakerKind.GROUP}
_MOST_BYTES = 64 * 1024 * 1024  # a list of a million people has about half of it
_LONGEST_NAME = 400  # as ``names.person_name`` reads names


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """An entry of the user's list: ``line`` is where it stands, ``wikidata`` None where it gives none."""

    name: str
    kind: SpeakerKind
    aliases: tuple[str, ...]
    wikidata: str | None
    line: int

    def as_person(self, person_id: Id) -> Person:
        """The entry as somebody to be compared with; ``onrecord.ledger.identity`` believes the list first."""
        names = ((self.name, 0),)
        return Person(
            person_id,
            self.name,
            self.kind,
            names,
            wikidata=self.wikidata,
            listed=self.name,
            aliases=self.aliases,
        )


def read_known(path: Path) -> tuple[KnownPerson, ...]:
    """The entries of a list, in its order.

    Raises NotFoundError for no file, UnreadableError for what is no CSV file in UTF-8, BadLineError, with
    file, line and column, for an entry that cannot be used and for a name that two entries claim.
    """
    entries = tuple(_entries(_decoded(path), str(path)))
    _refuse_shared_names(entries, str(path))
    return entries


def _decoded(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise NotFoundError(
            f"{path}: no such file; give the path of your list of people, a CSV file"
        ) from error
    except OSError as error:
        raise UnreadableError(
            f"{path}: {error.strerror}; expected a CSV file; check path and rights"
        ) from error
    if len(data) > _MOST_BYTES:
        raise UnreadableError(f"{path}: more than {_MOST_BYTES} bytes; expected a list of people; split it")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise UnreadableError(
            f"{path}, line {line}: not UTF-8; expected a CSV file in UTF-8; save it in that encoding"
        ) from error


def _entries(text: str, path: str) -> Iterator[KnownPerson]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: tuple[str, ...] | None = None
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            raise BadLineError(
                f"{path}, line {line}: {error}; expected CSV; mend the quotation marks"
            ) from error
        if row is None:
            break
        if not any(cell.strip() for cell in row):
            continue
        if columns is None:
            columns = _header(row, path, line)
        else:
            yield _entry(row, columns, path, line)
    if columns is None:
        raise UnreadableError(
            f"{path}: nothing in it; expected a line {','.join(_COLUMNS)!r} and entries; add them"
        )


def _header(row: Sequence[str], path: str, line: int) -> tuple[str, ...]:
    columns = tuple(cell.strip().casefold() for cell in row)
    for n, column in enumerate(columns, 1):
        if column not in _COLUMNS or column in columns[: n - 1]:
            raise _bad(
                path, line, n, f"column {column!r}", f"each of {', '.join(_COLUMNS)} once", "rename it"
            )
    if "name" not in columns:
        raise _bad(path, line, 1, "no column 'name'", f"a first line {','.join(_COLUMNS)!r}", "add it")
    return columns


def _entry(row: Sequence[str], columns: Sequence[str], path: str, line: int) -> KnownPerson:
    if len(row) > len(columns):
        what = f"{len(row)} fields"
        raise _bad(path, line, len(columns) + 1, what, f"at most {len(columns)}", "quote fields with commas")
    cells = dict(zip(columns, (cell.strip() for cell in row), strict=False))
    at = {column: n for n, column in enumerate(columns, 1)}
    name = cells.get("name", "")
    if not list_key(name) or len(name) > _LONGEST_NAME:
        raise _bad(path, line, at["name"], f"name {name[:40]!r}", "a name", "write one or delete the line")
    kind, wikidata = cells.get("kind", "").casefold(), cells.get("wikidata", "")
    if kind not in _KINDS:
        raise _bad(path, line, at["kind"], f"kind {kind!r}", "person or group", "write one of the two")
    if wikidata and not _WIKIDATA.fullmatch(wikidata):
        raise _bad(path, line, at["wikidata"], f"item {wikidata!r}", "Q and a number", "write it as 'Q42'")
    return KnownPerson(name, _KINDS[kind], _aliases(cells, at, path, line), wikidata or None, line)


def _aliases(cells: dict[str, str], at: dict[str, int], path: str, line: int) -> tuple[str, ...]:
    found = [alias.strip() for alias in _SEPARATORS.split(cells.get("aliases", ""))]
    for alias in found:
        if alias and (not list_key(alias) or len(alias) > _LONGEST_NAME):
            raise _bad(path, line, at["aliases"], f"alias {alias[:40]!r}", "a name", "write one or delete it")
    return tuple(dict.fromkeys(alias for alias in found if alias))


def _refuse_shared_names(entries: Sequence[KnownPerson], path: str) -> None:
    """Each name and item belongs to one entry of a kind, or the list would decide nothing."""
    claimed: dict[tuple[str, str], KnownPerson] = {}
    for entry in entries:
        for what, words in _claims(entry):
            first = claimed.setdefault((f"{entry.kind} {what}", list_key(words)), entry)
            if first is not entry:
                raise BadLineError(
                    f"{path}, line {entry.line}, column {what}: {words!r} also belongs to {first.name!r} in "
                    f"line {first.line}; expected each name and item in one entry; delete one or join the two"
                )


def _claims(entry: KnownPerson) -> Iterator[tuple[str, str]]:
    yield "name", entry.name
    yield from (("name", alias) for alias in entry.aliases)
    if entry.wikidata:
        yield "wikidata", entry.wikidata


def _bad(path: str, line: int, column: int, what: str, expected: str, now: str) -> BadLineError:
    return BadLineError(f"{path}, line {line}, column {column}: {what}; expected {expected}; {now}")
