"""The API itself, and how much a ledger holds."""

from __future__ import annotations

from pydantic import Field

from onrecord.web.api.models.base import Answer, RowId


class Resource(Answer):
    """An address of the API."""

    path: str
    methods: list[str]
    summary: str


class About(Answer):
    """What answers here."""

    name: str
    version: str
    description: str = Field(description="The address of the OpenAPI description.")
    resources: list[Resource]


class Withdrawal(Answer):
    """A takedown."""

    article_id: RowId
    url: str | None
    reason: str
    by: str
    at: str


class Stats(Answer):
    """How much a ledger holds, as ``onrecord stats --format json`` prints it."""

    location: str = Field(description="What the ledger is called; no password.")
    version: int = Field(description="Of its tables.")
    bytes: int
    pages: int
    articles: int = Field(description="Current ones.")
    versions: int = Field(description="All versions of articles.")
    statements: int
    people: int
    outlets: int
    first: str | None = Field(description="The first date of publication.")
    last: str | None
    inputs: dict[str, int] = Field(description="Outcomes of what was given to it.")
    refusals: dict[str, int] = Field(description="Reasons of what was refused.")
    quotations: dict[str, int]
    speakers: dict[str, int]
    models: dict[str, int]
    outlet_articles: dict[str, int]
    withdrawals: list[Withdrawal]
