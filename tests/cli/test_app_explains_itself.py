from __future__ import annotations

import importlib
import json
import subprocess
import sys
from typing import TYPE_CHECKING

import jsonschema
import pytest

from onrecord.cli.app import COMMANDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.testing import Result

    Run = Callable[..., Result]


def test_the_help_names_every_command(run: Run) -> None:
    result = run("--help")
    assert result.exit_code == 0
    for name, summary in COMMANDS.items():
        assert name in result.stdout
        assert " ".join(summary.split()) in " ".join(result.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(run: Run, name: str) -> None:
    result = run(name, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert f"onrecord {name}" in result.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_is_the_first_line_of_the_commands_own_help(name: str) -> None:
    command = importlib.import_module(f"onrecord.cli.{name}").command
    assert command.name == name
    assert command.help.split("\n\n")[0].replace("\n", " ") == COMMANDS[name]


def test_the_version_is_said(run: Run) -> None:
    import onrecord

    assert run("--version").stdout == f"onrecord {onrecord.__version__}\n"


def test_the_help_imports_no_command_and_nothing_heavy() -> None:
    program = (
        "import sys\nfrom onrecord.cli.app import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    print(*sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.splitlines()[-1].split())
    heavy = {"numpy", "onnxruntime", "rich", "trafilatura", "httpx", "onrecord.cli.read", "onrecord.pipeline"}
    assert not loaded & heavy


def test_the_schema_is_printed(run: Run) -> None:
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == "onrecord record"
