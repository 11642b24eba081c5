"""Pages that are handed in, and what becomes of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from onrecord.ledger.outcomes import OutcomeKind
from onrecord.web.api.models.base import STORABLE, Answer, Given, RowId
from onrecord.web.jobs import JobState

#: Longer ones no server takes.
_LONGEST_ADDRESS = 4_000


class AtAddress(Given):
    """A page on the web; when pages are added, also a feed."""

    url: Annotated[
        str, StringConstraints(max_length=_LONGEST_ADDRESS, pattern=r"^[Hh][Tt][Tt][Pp][Ss]?://[^\s\x00]+$")
    ] = Field(examples=["https://courier.example.org/quay"])


class AsText(Given):
    """The words of a page: plain text or HTML, told apart by what they hold."""

    text: str = Field(min_length=1, examples=["Ana Lund said that the quay was safe."])
    name: Annotated[str, StringConstraints(min_length=1, max_length=200, pattern=STORABLE)] = Field(
        "pasted text", description="What it is called in answers."
    )


class Outcome(Answer):
    """What became of a page."""

    name: str
    kind: OutcomeKind
    reason: str | None = Field(description="The code of a refusal, or by what a page was known: bytes, text.")
    message: str | None
    article_id: RowId | None
    statements: int = Field(ge=0)


class JobError(Answer):
    """Why a job could not go on."""

    code: str
    message: str


class Job(Answer):
    """Pages being added."""

    id: str
    state: JobState = Field(
        description="waiting, running; then done, failed (it could not go on; what was stored stays) or "
        "stopped (the server ended)."
    )
    by: str
    sources: list[str]
    created: str
    started: str | None
    ended: str | None
    counts: dict[Literal["added", "known", "changed", "refused"], int]
    outcomes: list[Outcome] = Field(description="The first thousand; the ledger keeps all of them.")
    error: JobError | None
