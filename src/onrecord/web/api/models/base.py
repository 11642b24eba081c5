"""What all descriptions share: names and texts that can be stored, numbers of rows, the shape of errors."""

from __future__ import annotations

from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

#: Eighteen digits fit the 64 bits of both databases, as in the commands.
MOST_ID: Final = 10**18 - 1
#: No database takes a NUL in a text.
STORABLE: Final = r"^[^\x00]*$"

RowId = Annotated[int, Field(ge=1, le=MOST_ID)]
#: In what is sent, by its type alone: "1" is no number, and 0 not false.
SentId = Annotated[int, Field(strict=True, ge=1, le=MOST_ID)]
SentOffset = Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)]
Probability = Annotated[float, Field(ge=0, le=1)]
Offset = Annotated[int, Field(ge=0, le=2**31 - 1)]
Words = Annotated[str, StringConstraints(pattern=STORABLE)]


class Given(BaseModel):
    """What a client sends: a key that is not known is a mistake, and is told."""

    model_config = ConfigDict(extra="forbid")


class Answer(BaseModel):
    """What a client is given; later versions add keys, and take none away."""


class Failure(Answer):
    """Why a request was not answered."""

    code: str = Field(description="Stable, for programs.", examples=["not-recorded"])
    message: str = Field(
        description="For people: the thing and its value, what was expected, what to do now.",
        examples=["statement 99: no such statement; expected a number or a digest that an answer shows"],
    )
    hint: str | None = Field(None, description="What to do now, where the message does not say it.")


class FailureAnswer(Answer):
    """The shape of every error."""

    error: Failure


class ListAnswer(Answer):
    """A part of a list."""

    more: bool = Field(description="Whether there is more behind this part.")
    next: str | None = Field(
        description="The address of the next part, to be asked for as it stands; null where this is the last."
    )
    notes: list[str] = Field(description="Sentences on how the question was understood.")
