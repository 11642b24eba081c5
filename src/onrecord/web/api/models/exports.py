"""Formats of other programs."""

from __future__ import annotations

from pydantic import Field

from onrecord.web.api.models.base import Answer


class Form(Answer):
    """A format that the ledger can be written in."""

    name: str
    description: str
    ending: str = Field(description="What its files are called by.", examples=[".jsonl"])
    extra: str | None = Field(description="The extra of the package that the server needs for it.")
    path: str


class FormList(Answer):
    """All of them."""

    exports: list[Form]
