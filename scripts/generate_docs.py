"""Writes docs/cli-reference.md from the commands' own help: ``python scripts/generate_docs.py [--check]``.

A test compares the file with what this makes, so the reference cannot fall behind the commands.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import click

from onrecord.cli.app import COMMANDS, main

TARGET = Path(__file__).parents[1] / "docs" / "cli-reference.md"
WIDTH = 100  # columns of the help texts: fixed, so that the result does not depend on a terminal

HEAD = """# Commands

Generated from the commands' own help by `python scripts/generate_docs.py`; change the help, not this file.
"""


def reference() -> str:
    """The whole file: the help of `onrecord` and of each command, as a terminal shows it."""
    commands = {name: import_module(f"onrecord.cli.{name}").command for name in COMMANDS}
    sections = [_section(f"onrecord {name}", command) for name, command in commands.items()]
    return "\n".join([HEAD, _section("onrecord", main), *sections])


def _section(path: str, command: click.Command) -> str:
    context = click.Context(
        command,
        info_name=path,
        terminal_width=WIDTH,
        help_option_names=["-h", "--help"],
    )
    return f"## {path}\n\n```text\n{command.get_help(context)}\n```\n"


if __name__ == "__main__":
    text = reference()
    if "--check" not in sys.argv[1:]:
        TARGET.write_text(text, encoding="utf-8")
    elif TARGET.read_text(encoding="utf-8") != text:
        sys.exit(f"{TARGET.name} is not what the commands say; run: python scripts/generate_docs.py")
