"""The user's own list: read whole, or an error that names the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from onrecord.errors import BadLineError, InputError, NotFoundError, UnreadableError
from onrecord.ledger.identity import assign
from onrecord.ledger.people import Outcome, Sighting
from onrecord.ledger.user_list import KnownPerson, read_known
from onrecord.records import SpeakerKind

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "name,aliases,kind,wikidata\n"


def written(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "people.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_entries_are_read_in_order_with_their_lines(tmp_path: Path) -> None:
    path = written(
        tmp_path, HEAD + "Ana Lund,Anna Lund; A. M. Lund,person,Q42\n\nVell Rail,VR|Rail of Vell,group,\n"
    )
    assert read_known(path) == (
        KnownPerson("Ana Lund", SpeakerKind.PERSON, ("Anna Lund", "A. M. Lund"), "Q42", 2),
        KnownPerson("Vell Rail", SpeakerKind.GROUP, ("VR", "Rail of Vell"), None, 4),
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_byte_order_mark_and_other_line_ends_are_taken(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, "Name\r\nŻaneta Wróbl\r\n", encoding)
    assert read_known(path) == (KnownPerson("Żaneta Wróbl", SpeakerKind.PERSON, (), None, 2),)


def test_columns_may_stand_in_any_order_and_fields_be_missing_at_the_end(tmp_path: Path) -> None:
    path = written(tmp_path, "wikidata,kind,name,aliases\nQ7,,Ana Lund\n")
    assert read_known(path) == (KnownPerson("Ana Lund", SpeakerKind.PERSON, (), "Q7", 2),)


BAD = [
    (
        "name,alias\n",
        r"line 1, column 2: column 'alias'; expected each of name, aliases, kind, wikidata once",
    ),
    ("name,name\n", r"line 1, column 2: column 'name'"),
    ("aliases\n", r"line 1, column 1: no column 'name'"),
    (HEAD + ",Ana,,\n", r"line 2, column 1: name ''; expected a name"),
    (HEAD + "Ana Lund,,robot,\n", r"line 2, column 3: kind 'robot'; expected person or group"),
    (HEAD + "Ana Lund,,,42\n", r"line 2, column 4: item '42'; expected Q and a number"),
    (HEAD + "Ana Lund,—;Ana,,\n", r"line 2, column 2: alias '—'"),
    (HEAD + "Ana Lund,,,,\n", r"line 2, column 5: 5 fields; expected at most 4"),
    (HEAD + 'Ana Lund,"Anna,,\n', r"line 2: .*; expected CSV; mend the quotation marks"),
    (
        HEAD + "Ana Lund,,,\nKarl Moe,ana lund,,\n",
        r"line 3, column name: 'ana lund' also belongs to 'Ana Lund' in line 2",
    ),
    (
        HEAD + "Ana Lund,,,Q1\nKarl Moe,,,Q1\n",
        r"line 3, column wikidata: 'Q1' also belongs to 'Ana Lund' in line 2",
    ),
    (
        HEAD + "Ana Lund,Al,,\nKarl Moe,Al,,\n",
        r"line 3, column name: 'Al' also belongs to 'Ana Lund' in line 2",
    ),
]


@pytest.mark.parametrize(("text", "message"), BAD)
def test_a_slip_is_named_with_file_line_and_column(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(BadLineError, match=rf"people\.csv, {message}"):
        read_known(written(tmp_path, text))


def test_one_name_may_be_a_persons_and_a_groups(tmp_path: Path) -> None:
    assert len(read_known(written(tmp_path, HEAD + "Moss,,person,\nMoss,,group,\n"))) == 2


def test_a_name_that_is_its_own_alias_is_no_conflict(tmp_path: Path) -> None:
    assert len(read_known(written(tmp_path, HEAD + "Ana Lund,Ana Lund;ANA LUND,,\n"))) == 1


def test_no_file_and_no_utf8_and_nothing_in_it(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        read_known(tmp_path / "none.csv")
    with pytest.raises(UnreadableError, match=r"line 2: not UTF-8"):
        read_known(written(tmp_path, HEAD + "Inés\n", "latin-1"))
    with pytest.raises(UnreadableError, match="nothing in it"):
        read_known(written(tmp_path, "\n"))
    with pytest.raises(InputError, match="expected a CSV file"):
        read_known(tmp_path)


def test_a_listed_person_is_found_by_an_alias_that_nothing_else_leads_to(tmp_path: Path) -> None:
    (entry,) = read_known(written(tmp_path, HEAD + "Edda Sund,Perla,person,Q9\n"))
    found = assign(Sighting(1, 1, "Perla", SpeakerKind.PERSON), [entry.as_person("k1")])
    assert found.outcome is Outcome.EXISTING
    assert found.person is not None
    assert (found.person.id, found.person.wikidata, found.person.listed) == ("k1", "Q9", "Edda Sund")
