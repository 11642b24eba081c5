"""scripts/dev.py: what it installs when, what it runs, and what it says when a step fails."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "dev.py"


class Ran:
    """Stands for subprocess.run: keeps the commands, makes what venv would make, fails what is told to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.commands: list[list[str]] = []
        self.failing = "no such step"

    def __call__(self, command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.commands.append([word.replace(f"{self.root}/", "") for word in command])
        if "venv" in command:
            (self.root / ".venv" / "bin").mkdir(parents=True)
            (self.root / ".venv" / "bin" / "python").touch()
        return subprocess.CompletedProcess(command, int(self.failing in command))

    def of(self, word: str) -> list[list[str]]:
        return [command for command in self.commands if word in command]


@pytest.fixture
def ran(tmp_path: Path) -> Ran:
    (tmp_path / "examples").mkdir()
    for name in ("pyproject.toml", "constraints.txt", "examples/b.html", "examples/a.html"):
        (tmp_path / name).touch()
    return Ran(tmp_path)


@pytest.fixture
def dev(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> Any:
    spec = importlib.util.spec_from_file_location("dev", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "ROOT", ran.root)
    monkeypatch.setattr(module.subprocess, "run", ran)
    return module


def test_example_sets_up_and_reads_the_first_page(dev: Any, ran: Ran) -> None:
    assert dev.main(["example"]) == 0
    assert [command[1:3] for command in ran.commands] == [
        ["-m", "venv"],
        ["-m", "pip"],
        ["read", "examples/a.html"],
    ]
    assert ran.of("pip")[0][-4:] == ["-c", "constraints.txt", "-e", "."]


def test_test_runs_style_types_and_tests_in_turn(dev: Any, ran: Ran) -> None:
    assert dev.main(["test", "-k", "gate"]) == 0
    assert ran.of("pip")[0][-1] == ".[dev,train,bench]"
    assert [command[2:] for command in ran.commands[2:]] == [
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["pytest", "-k", "gate"],
    ]


def test_the_first_step_that_fails_is_the_last_one_run(
    dev: Any, ran: Ran, capsys: pytest.CaptureFixture[str]
) -> None:
    ran.failing = "mypy"
    assert dev.main(["test"]) == 1
    assert not ran.of("pytest")
    said = capsys.readouterr().err
    assert "types failed with status 1" in said
    assert ".venv/bin/python -m mypy" in said


def test_nothing_is_installed_again_until_the_pins_change(dev: Any, ran: Ran) -> None:
    for expected, pins in ((1, "a==1"), (1, "a==1"), (2, "a==2")):
        (ran.root / "constraints.txt").write_text(pins, "utf-8")
        dev.main(["test"])
        assert len(ran.of("pip")) == expected


def test_a_full_install_serves_the_example_and_a_plain_one_not_the_tests(dev: Any, ran: Ran) -> None:
    for expected, command in ((1, "example"), (2, "test"), (2, "example"), (2, "floors")):
        dev.main([command])
        assert len(ran.of("pip")) == expected


def test_a_failed_install_is_tried_again(dev: Any, ran: Ran) -> None:
    ran.failing = "pip"
    assert dev.main(["example"]) == 1
    ran.failing = "no such step"
    assert dev.main(["example"]) == 0
    assert len(ran.of("pip")) == 2


def test_floors_are_lowered_by_a_flag_alone(dev: Any, ran: Ran) -> None:
    dev.main(["floors"])
    dev.main(["floors", "--lower"])
    assert [command[2:] for command in ran.of("onrecord.evaluation.gate")] == [
        ["onrecord.evaluation.gate"],
        ["onrecord.evaluation.gate", "--lower"],
    ]


def test_an_old_python_is_told_which_one_is_needed(
    dev: Any, ran: Ran, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 9, 1))
    assert dev.main(["example"]) == 1
    assert "Python 3.9.1: onrecord needs Python 3.11" in capsys.readouterr().err
    assert ran.commands == []


def test_a_python_without_venv_is_told_what_to_install(
    dev: Any, ran: Ran, capsys: pytest.CaptureFixture[str]
) -> None:
    ran.failing = "venv"
    assert dev.main(["example"]) == 1
    assert "python3-venv" in capsys.readouterr().err


def test_a_command_that_is_not_ours_shows_the_commands(dev: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["tset"]) == 2
    assert "scripts/dev.py test" in capsys.readouterr().err


def test_the_script_needs_nothing_installed() -> None:
    done = subprocess.run([sys.executable, "-I", "-S", SCRIPT, "--help"], capture_output=True, check=False)
    assert done.returncode == 0
