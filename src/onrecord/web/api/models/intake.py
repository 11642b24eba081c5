"""What came in."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from onrecord.web.api.models.base import Answer, ListAnswer, RowId

Outcome = Literal["added", "known", "changed", "refused"]


class Input(Answer):
    """A page that was given to the ledger, and what became of it."""

    id: RowId
    run_id: RowId = Field(description="Of the run that it was part of.")
    name: str = Field(description="Its address or the name of its file.")
    outcome: Outcome
    reason: str | None = Field(description="The code of a refusal, or by what a page was known: bytes, text.")
    message: str | None = Field(description="Why it was refused, for people.")
    article_id: RowId | None = Field(description="The article that it is; null where it was refused.")
    at: str = Field(description="When (ISO 8601).")


class InputList(ListAnswer):
    """Inputs, the latest first."""

    inputs: list[Input]


class Run(Answer):
    """Something that pages were added by."""

    id: RowId
    what: str = Field(description="What was asked for.", examples=["add https://courier.example.org/quay"])
    started: str = Field(description="ISO 8601.")
    ended: str | None = Field(description="Null while it runs, and where it was broken off.")
    outcomes: dict[Outcome, int] = Field(description="How many pages had each outcome.")


class RunList(ListAnswer):
    """Runs, the latest first."""

    runs: list[Run]
