from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from ledgers import SAID
from onrecord import pipeline
from onrecord.cli.app import main
from onrecord.testing import FakeAnalyser

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in this process, with the fake analyser in the place of the model."""
    monkeypatch.setattr(pipeline, "load_analyser", lambda *_: FakeAnalyser())
    monkeypatch.delenv("NO_COLOR", raising=False)

    def invoke(*arguments: str, **options: Any) -> Result:
        return CliRunner().invoke(main, arguments, catch_exceptions=False, **options)

    return invoke


@pytest.fixture
def page(tmp_path: Path) -> Callable[[int], str]:
    """Writes page number n and gives its path."""

    def write(number: int) -> str:
        path = tmp_path / f"{number}.txt"
        path.write_text(SAID.format(number), encoding="utf-8")
        return str(path)

    return write
