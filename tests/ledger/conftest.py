"""Ledgers to test on: the same tests run on an SQLite file and on a real PostgreSQL."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from onrecord.ledger import open_ledger
from onrecord.records import Capture
from onrecord.testing import sample_record

from . import postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from onrecord.ledger.ledger import Ledger
    from onrecord.records import Record

_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    if postgres.programs() is None:
        pytest.skip("no PostgreSQL server on this machine: apt-get install postgresql")
    with postgres.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def location(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger may be made."""
    if request.param == "sqlite":
        return str(tmp_path / "onrecord.db")
    return new_database(request.getfixturevalue("server"))


@pytest.fixture
def ledger(location: str) -> Iterator[Ledger]:
    with open_ledger(location, create=True) as opened:
        yield opened


def new_database(server: str) -> str:
    import psycopg

    name = f"ledger{next(_NUMBERS)}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


Make = "Callable[..., tuple[Capture, Record]]"


def made(number: int = 0, *, url: str | None = None, text: str | None = None) -> tuple[Capture, Record]:
    """A page and its record, different for each number; ``text`` replaces "low" in the sample's words."""
    record = sample_record(f"page-{number}.html")
    words = text if text is not None else f"l{number:02}"  # as long as "low", so that offsets stay
    assert len(words) == 3
    article = replace(record.article, text=record.article.text.replace("low", words), url=url)
    capture = Capture(f"page-{number}.html", f"bytes {number} {words}".encode(), url=url)
    return capture, replace(record, article=article)
