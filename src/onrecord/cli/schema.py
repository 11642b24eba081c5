"""``onrecord schema``: what the JSON of a record holds."""

from __future__ import annotations

import json

import click


@click.command("schema")
def command() -> None:
    """Print the JSON Schema of a record.

    It describes what onrecord read --format json and jsonl write: every key, what it means, and that
    offsets are characters of article.text, end exclusive.

    \b
    Examples:
      onrecord schema
      onrecord schema > record.schema.json
    """
    from onrecord.exports.schema import SCHEMA

    click.echo(json.dumps(SCHEMA, indent=2, ensure_ascii=False))
