"""What operations have in common in their description: the errors they answer with, the forms of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from onrecord.web.api.answering import JSON, LINES
from onrecord.web.api.models.base import FailureAnswer

if TYPE_CHECKING:
    from pydantic import BaseModel

Responses = dict[int | str, dict[str, Any]]

_TOLD: Final = {
    400: "The body cannot be taken apart.",
    401: "Nobody is signed in, and this needs somebody.",
    403: "Whoever is signed in may not do this, or another site sent it.",
    404: "The ledger does not hold it.",
    409: "It was changed since you saw it.",
    413: "More bytes than are taken.",
    422: "The request makes no sense: what is wrong is told.",
    429: "More requests than one address or account may make; Retry-After says when to ask again.",
    503: "The ledger or the server cannot answer now; Retry-After says when to ask again.",
}


def failures(*statuses: int) -> Responses:
    """The description of errors with these statuses."""
    return {one: {"model": FailureAnswer, "description": _TOLD[one]} for one in statuses}


#: Every operation may answer so; those that take a body also so.
ALWAYS: Final = failures(401, 403, 422, 429, 503)
BODY: Final = (400, 413)


def as_list(model: type[BaseModel], row: type[BaseModel]) -> Responses:
    """The description of a list: a part of it as JSON, or all of it as lines, each one row."""
    schema = {"$ref": f"#/components/schemas/{row.__name__}"}
    lines = {"schema": {"type": "string", "description": "One row a line, as JSON."}, "x-row": schema}
    return {
        200: {
            "model": model,
            "description": f"A part as JSON. With `Accept: {LINES}` all of it, a row a line.",
            "content": {JSON: {}, LINES: lines},
        }
    }
