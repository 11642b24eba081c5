"""Searching: statements by their words and by who said them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.answers import ask
from onrecord.answers.filters import Filters
from onrecord.answers.rows import statement_row
from onrecord.web.api.answering import Rows, listed
from onrecord.web.api.asking import Asked, Name, Narrowing, Text
from onrecord.web.api.models.base import STORABLE
from onrecord.web.api.models.statements import SaidAnswer, SearchAnswer, Statement
from onrecord.web.api.operations import as_list, failures

if TYPE_CHECKING:
    from onrecord.answers.values import Found
    from onrecord.desk import Ledger

router = APIRouter(tags=["search"])


@router.get("/search", response_model=None, responses={**as_list(SearchAnswer, Statement), **failures(404)})
def searched(
    request: Request,
    part: Asked,
    narrowing: Narrowing,
    q: Annotated[
        Text,
        Query(
            description='Words (all of them), "a phrase", begin*, OR, NOT or - before a word, brackets, and '
            "filters as in speaker:lund; may be empty where a filter is given.",
            examples=["dam safety"],
        ),
    ] = "",
    speaker: Name = None,
) -> Response:
    """Find statements by their words.

    The latest recorded come first where words are asked for, else the latest published.
    """
    filters = replace(narrowing, speaker=speaker or None)

    def fetch(ledger: Ledger, after: int | None, limit: int) -> Rows:
        return found_rows(ask.search(ledger, q, filters=filters, limit=limit, after=after))

    return listed(request, "statements", part, fetch, query=q)


@router.get("/said", response_model=None, responses={**as_list(SaidAnswer, Statement), **failures(404)})
def said(
    request: Request,
    part: Asked,
    narrowing: Narrowing,
    name: Annotated[
        str,
        Query(
            min_length=1,
            max_length=500,
            pattern=STORABLE,
            description="A name, a part of one, or #NUMBER.",
            examples=["Ana Lund"],
        ),
    ],
    about: Annotated[
        Text | None, Query(description="Only with these words, a query without filters.")
    ] = None,
) -> Response:
    """Everything that somebody said, the latest published first."""
    return said_by(request, part, name, about, narrowing, name=name)


def said_by(
    request: Request, part: Asked, who: str, about: str | None, narrowing: Filters, **beside: str
) -> Response:
    """What somebody said, as a list."""

    def fetch(ledger: Ledger, after: int | None, limit: int) -> Rows:
        found = ask.said(ledger, who, about=about or None, filters=narrowing, limit=limit, after=after)
        return found_rows(found)

    return listed(request, "statements", part, fetch, **beside)


def found_rows(found: Found) -> Rows:
    """Statements as rows of a list."""
    rows = [statement_row(one, whole=True) for one in found.statements]
    return Rows(rows, rows[-1]["id"] if rows else None, found.more, found.notes)
