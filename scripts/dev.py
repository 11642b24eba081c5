#!/usr/bin/env python3
"""Set-up and checks of a checkout, with nothing but Python 3.11 or later.

    python3 scripts/dev.py example          read an example page and show who said what
    python3 scripts/dev.py test             style, types and tests, as continuous integration runs them
    python3 scripts/dev.py floors           measure on quality/passages and raise quality/floors.json
    python3 scripts/dev.py floors --lower   the same, and let floors fall

Each makes .venv where there is none and installs into it what is missing, and does so again when
pyproject.toml or constraints.txt has changed. Arguments after "test" go to pytest.
"""

# Kept readable to Python 3.7, so that an old Python gets as far as the sentence in main().
from __future__ import annotations

import hashlib
import os
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = (3, 11)
# What each command needs: the first is a person's install, the second a developer's.
PLAIN = "."
FULL = ".[dev,train,bench]"


class DevError(Exception):
    """What stops a command, as a sentence for the person who ran it."""


def main(arguments: list[str]) -> int:
    """Run one command; the exit status is 0, 1 where a step failed, 2 where there is no such command."""
    if sys.version_info[:2] < NEEDED:
        found = ".".join(map(str, sys.version_info[:3]))
        return fail(
            f"Python {found}: onrecord needs Python 3.11 or later; run this with one, as in\n"
            "  python3.11 scripts/dev.py example"
        )
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    steps = {"example": example, "test": test, "floors": floors}
    if command not in steps:
        sys.stderr.write((__doc__ or "") + "\n")
        return 0 if command in ("-h", "--help") else 2
    try:
        steps[command](rest)
    except DevError as error:
        return fail(str(error))
    except KeyboardInterrupt:
        return fail("interrupted")
    return 0


def fail(message: str) -> int:
    """Say it on standard error; 1, to be returned."""
    sys.stderr.write(f"dev.py: {message}\n")
    return 1


def example(rest: list[str]) -> None:
    """Read the first example page."""
    pages = sorted((ROOT / "examples").glob("*.html"))
    if not pages:
        raise DevError(
            "examples/ holds no .html page; expected those that the repository ships: restore them"
        )
    bin_folder = install(PLAIN)
    run([bin_folder / "onrecord", "read", pages[0].relative_to(ROOT), *rest], "reading the example")


def test(rest: list[str]) -> None:
    """Style, types and tests, up to the first that fails."""
    python = install(FULL) / "python"
    for name, step in (
        ("style", ["-m", "ruff", "check"]),
        ("format", ["-m", "ruff", "format", "--check"]),
        ("types", ["-m", "mypy"]),
        ("tests", ["-m", "pytest", *rest]),
    ):
        print(f"== {name}", flush=True)
        run([python, *step], name)
    print("== all passed")


def floors(rest: list[str]) -> None:
    """Measure the shipped model and rewrite its floors."""
    run([install(FULL) / "python", "-m", "onrecord.evaluation.gate", *rest], "floors")


def install(target: str) -> Path:
    """Make .venv hold ``target`` as constraints.txt pins it; the folder of its programs.

    A stamp in .venv remembers what was installed from which pyproject.toml and constraints.txt; a full
    install is good for a plain one.
    """
    venv = ROOT / ".venv"
    bin_folder = venv / ("Scripts" if os.name == "nt" else "bin")
    stamp = venv / "onrecord-installed.txt"
    before = stamp.read_text("utf-8").split("\n") if stamp.exists() else []
    if not (bin_folder / ("python.exe" if os.name == "nt" else "python")).exists():
        make(venv)
        before = []
    wanted = fingerprint()
    if before[:1] == [wanted] and before[1:2] in ([target], [FULL]):
        return bin_folder
    print(f"== installing {target} into .venv", flush=True)
    stamp.unlink(missing_ok=True)
    pip = [bin_folder / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run([*pip, "-c", "constraints.txt", "-e", target], "installing")
    stamp.write_text(f"{wanted}\n{target}\n", "utf-8")
    return bin_folder


def make(venv: Path) -> None:
    """A new virtual environment, of this very Python."""
    print("== making .venv", flush=True)
    made = subprocess.run([sys.executable, "-m", "venv", str(venv)], check=False)
    if made.returncode:
        raise DevError(
            f"{sys.executable} -m venv failed (see above): expected Python with venv and ensurepip; on "
            "Debian or Ubuntu install the package python3-venv, then run this again"
        )


def fingerprint() -> str:
    """A hash of what decides the installation."""
    digest = hashlib.sha256(sys.version.encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def run(command: list[object], name: str) -> None:
    """Run one step in the repository's root; DevError, with the command to repeat it, where it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, check=False)
    if done.returncode:
        repeat = " ".join(shlex.quote(word.replace(f"{ROOT}{os.sep}", "")) for word in words)
        raise DevError(f"{name} failed with status {done.returncode}; to run that step alone:\n  {repeat}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
