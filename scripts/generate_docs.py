"""Writes docs/cli-reference.md and docs/http-api.md: ``python scripts/generate_docs.py [--check]``.

The one is made of the commands' own help, the other of the OpenAPI description. Tests compare the files with
what this makes, so that the references cannot fall behind.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli.app import COMMANDS, main

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onrecord.web.api.reference import Field, Operation, Shape

DOCS = Path(__file__).parents[1] / "docs"
TARGET = DOCS / "cli-reference.md"
HTTP_TARGET = DOCS / "http-api.md"
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


HTTP_HEAD = """\
# The API over HTTP

Generated from the OpenAPI description by `python scripts/generate_docs.py`; change the operations and their
models in `src/onrecord/web/api`, not this file. `onrecord serve` answers it under `/api/v1`, describes it at
`/api/v1/openapi.json` (OpenAPI 3.1) and shows it to people at `/api`.

{head}

A list, part by part, and all of it as lines:

    curl -G http://127.0.0.1:8377/api/v1/search --data-urlencode 'q=dam safety' --data-urlencode since=2024-05
    curl -H 'Accept: application/x-ndjson' 'http://127.0.0.1:8377/api/v1/said?name=Ana+Lund' > said.jsonl

A correction, from what was seen to what stands:

    curl http://127.0.0.1:8377/api/v1/statements/1042/seen
    curl http://127.0.0.1:8377/api/v1/statements/1042/accept --json '{{"seen": "s1:tVQy8h2...@0.0"}}'

Pages are added by a job: the header `Location` of the answer is where to ask how far it is. An export that is
broken off ends without its last piece (chunked transfer), which clients report as an error.

Where articles of the ledger are not compared yet, an answer that rests on the comparison says how many it
leaves out in the header `X-Onrecord-Not-Compared`.

Any operation may also answer 401 (nobody is signed in), 403 (not allowed), 422 (the request makes no sense),
429 (too many requests) and 503 (the ledger or the server cannot answer now).
"""


def http_reference() -> str:
    """The other file: every operation, what it takes and what it answers, and the shapes of answers."""
    from onrecord.web.api.reference import reference
    from onrecord.web.app import create_app
    from onrecord.web.settings import Settings

    told = reference(create_app(Settings("none")).openapi())
    parts = [HTTP_HEAD.format(head=told.head)]
    for tag in told.tags:
        parts.append(f"## {tag.capitalize()}\n")
        parts += [_operation(one) for one in told.operations if one.tag == tag]
    parts.append("## Shapes\n\nThe objects that answers hold.\n")
    parts += [_shape(one) for one in told.shapes]
    return "\n".join(parts)


def _operation(one: Operation) -> str:
    lines = [f"### {one.method} {one.path}\n", f"{one.summary}. {one.description}".strip() + "\n"]
    if one.parameters:
        lines += [_table("parameter", one.parameters)]
    for media, fields in one.bodies:
        lines += [f"Sent as `{media}`:\n", _table("key", fields)]
    lines += ["".join(f"- {status}: {what}\n" for status, what in one.answers)]
    lines += [f"    {one.example}\n"]
    return "\n".join(lines)


def _shape(one: Shape) -> str:
    told = f"\n{one.description}\n" if one.description else ""
    return f"### {one.name}\n{told}\n{_table('key', one.fields)}"


def _table(what: str, fields: Sequence[Field]) -> str:
    rows = [
        f"| `{one.name}`{' (needed)' if one.needed and what == 'parameter' else ''} | {_cell(one.kind)} "
        f"| {_cell(one.description)} |"
        for one in fields
    ]
    return "\n".join([f"| {what} | kind | what it is |", "| --- | --- | --- |", *rows]) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    for target, text in ((TARGET, reference()), (HTTP_TARGET, http_reference())):
        if "--check" not in sys.argv[1:]:
            target.write_text(text, encoding="utf-8")
        elif target.read_text(encoding="utf-8") != text:
            sys.exit(f"{target.name} is not what the program says; run: python scripts/generate_docs.py")
