"""A client of the API of a reading room, and the commands on the same ledger."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner

from onrecord.cli.app import main

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser


@pytest.fixture
def get(browser: Browser) -> Callable[..., Any]:
    """Asks an address below /api/v1 and gives what the answer holds, which must be of this status."""

    def ask(path: str, *, status: int = 200, **parameters: Any) -> Any:
        reply = browser.get(f"/api/v1{path}", params=parameters or None)
        assert reply.status_code == status, reply.text
        return reply.json()

    return ask


@pytest.fixture
def command(filled: str) -> Callable[..., Any]:
    """What a command prints as JSON of the same ledger."""

    def run(*arguments: str) -> Any:
        result = CliRunner().invoke(
            main, [*arguments, "--format", "json", "--ledger", filled], catch_exceptions=False
        )
        return json.loads(result.stdout)

    return run
