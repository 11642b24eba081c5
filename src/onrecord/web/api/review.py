"""The queue of what nobody has judged yet, and what people did lately."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.answers import queue, reviewing
from onrecord.answers.ask import LIMIT
from onrecord.answers.rows import open_row
from onrecord.web.api.answering import Rows, listed, told
from onrecord.web.api.articles import ends
from onrecord.web.api.asking import MOST_ROWS, Asked, Date, Name, Narrowing, Text
from onrecord.web.api.models.base import MOST_ID, STORABLE
from onrecord.web.api.models.corrections import Correction, DoubtList, LatestCorrections
from onrecord.web.api.operations import as_list, failures

if TYPE_CHECKING:
    from onrecord.desk import Ledger

router = APIRouter(tags=["corrections"])


@router.get("/review", response_model=None, responses={200: {"model": DoubtList}, **failures(404)})
def waiting(
    request: Request,
    narrowing: Narrowing,
    q: Annotated[Text, Query(description="Only with these words, as in search.")] = "",
    speaker: Name = None,
    article: Annotated[int | None, Query(ge=1, le=MOST_ID, description="Only of this article.")] = None,
    people: Annotated[bool, Query(description="Only those whose speaker may be somebody else.")] = False,
    limit: Annotated[int, Query(ge=1, le=MOST_ROWS, description="How many at most.")] = LIMIT,
    after: Annotated[
        str | None, Query(max_length=60, description="Where to go on: `next` of an answer has it in place.")
    ] = None,
) -> Response:
    """What nobody has judged yet, the most doubtful first."""
    filters = replace(narrowing, speaker=speaker or None)
    with request.app.state.ledgers.use() as ledger:
        found = queue.queue(
            ledger, filters, query=q, article=article, people=people, after=after, limit=limit
        )
    url = request.url.include_query_params(after=found.after)
    return told(
        {
            "statements": [open_row(one, whole=True) for one in found.items],
            "more": found.after is not None,
            "next": f"{url.path}?{url.query}" if found.after else None,
            "notes": found.notes,
        }
    )


@router.get("/corrections", response_model=None, responses=as_list(LatestCorrections, Correction))
def latest(
    request: Request,
    part: Asked,
    by: Annotated[
        str | None, Query(max_length=100, pattern=STORABLE, description="Only whoever has this very name.")
    ] = None,
    since: Annotated[Date, Query(description="Made then or later: a year, a month or a day, in UTC.")] = None,
) -> Response:
    """What people did to statements, the latest first; what was undone too."""

    def fetch(ledger: Ledger, after: int | None, limit: int) -> Rows:
        found = reviewing.latest(ledger, by=by, since=since, limit=limit + 1, after=after)
        return Rows([asdict(one) for one in found[:limit]], *ends([one.id for one in found], limit))

    return listed(request, "corrections", part, fetch)
