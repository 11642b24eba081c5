"""Adding that is killed, or done by several processes at once: every article once, and the ledger whole.

The quick versions of benchmarks/durability.py, whose functions they run.
"""

from __future__ import annotations

import importlib
import random
from pathlib import Path
from typing import Any

import pytest

from onrecord.ledger import open_ledger, tables

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture
def durability(monkeypatch: pytest.MonkeyPatch) -> Any:
    """The benchmark as a module that the processes it starts find by its name too."""
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    return importlib.import_module("durability")


@pytest.fixture
def folders(durability: Any, tmp_path: Path) -> list[Path]:
    """Four folders of eight pages each."""
    found = [tmp_path / f"pages-{number}" for number in range(4)]
    for number, folder in enumerate(found):
        durability.write_pages(folder, 8, first=8 * number)
    return found


def test_killed_at_any_moment_and_resumed_every_article_is_there_once(
    durability: Any, folders: list[Path], location: str
) -> None:
    figures = durability.killed(location, folders, 32, 8, random.Random(1))
    assert figures["wrong"] == []
    assert figures["kills"] > 0


def test_processes_that_add_the_same_pages_at_once_add_each_once(
    durability: Any, folders: list[Path], location: str
) -> None:
    assert durability.together(location, folders, 32)["wrong"] == []


def test_one_command_given_twice_at_once_counts_each_article_as_added(
    durability: Any, folders: list[Path], location: str
) -> None:
    context = durability.forkserver()
    sources = [str(folder) for folder in folders]
    workers = [context.Process(target=durability.add, args=(location, sources)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(60)
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    assert durability.problems(location, 32) == []
    with open_ledger(location) as ledger, ledger.reading() as connection:
        rows = connection.execute(tables.inputs.select()).all()
    assert sorted(row.outcome for row in rows if row.outcome == "added") == ["added"] * 32


def test_what_is_missing_is_told(durability: Any, folders: list[Path], tmp_path: Path) -> None:
    place = str(tmp_path / "onrecord.db")
    durability.finish(durability.forkserver(), place, folders[1:])
    assert "24 articles, expected 32" in durability.problems(place, 32)
    assert "24 inputs of 24 names count as added, expected 32" in durability.outcomes(place, 32)
