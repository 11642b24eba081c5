"""Who is in the ledger, and who is who."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from onrecord.answers import people
from onrecord.answers.ask import LIMIT
from onrecord.web import security
from onrecord.web.api.answering import Rows, listed, told
from onrecord.web.api.articles import ends
from onrecord.web.api.asking import MOST_ROWS, Asked, Id, Name, Narrowing, Text
from onrecord.web.api.models.people import (
    Act,
    ActList,
    Done,
    Merging,
    Person,
    PersonList,
    ProposalList,
    Splitting,
)
from onrecord.web.api.models.statements import Statement, StatementList
from onrecord.web.api.operations import BODY, as_list, failures
from onrecord.web.api.search import said_by

if TYPE_CHECKING:
    from onrecord.desk import Ledger

router = APIRouter(tags=["people"])

Most = Annotated[int, Query(ge=1, le=MOST_ROWS, description="How many at most.")]


@router.get("/people", response_model=None, responses={**as_list(PersonList, Person), **failures(404)})
def everyone(request: Request, part: Asked, name: Name = None) -> Response:
    """Those whom a name may mean, everybody without one; whoever says most comes first."""

    def fetch(ledger: Ledger, after: int | None, limit: int) -> Rows:
        found = people.everyone(ledger, name or None, limit=limit + 1, after=after)
        return Rows([asdict(one) for one in found[:limit]], *ends([one.id for one in found], limit))

    return listed(request, "people", part, fetch)


@router.get("/people/proposals", response_model=None, responses={200: {"model": ProposalList}})
def proposals(
    request: Request,
    kind: Annotated[
        Literal["same", "conflict"], Query(description="same: may be one; conflict: one name, two people.")
    ] = "same",
    state: Literal["open", "applied", "rejected"] = "open",
    limit: Most = LIMIT,
) -> Response:
    """Who may be whom, and why, the likeliest first."""
    with request.app.state.ledgers.use() as ledger:
        return told({"proposals": people.proposals(ledger, kind=kind, state=state, limit=limit)})


@router.get("/people/history", response_model=None, responses=as_list(ActList, Act))
def history(request: Request, part: Asked) -> Response:
    """What was done about who is who, the latest first."""

    def fetch(ledger: Ledger, after: int | None, limit: int) -> Rows:
        found = people.history(ledger, limit=limit + 1, after=after)
        return Rows([asdict(one) for one in found[:limit]], *ends([one.id for one in found], limit))

    return listed(request, "acts", part, fetch)


@router.post(
    "/people/history/{act}/undo",
    response_model=None,
    responses={200: {"model": Done}, **failures(404, *BODY)},
)
def undone(request: Request, act: Id) -> Response:
    """Take a merge, a split or an undoing back."""
    with request.app.state.ledgers.use() as ledger, ledger.atomic():
        done = ledger.undo_event(act, by=security.user(request).name)
        security.audit(request, "undo", f"act {act}")
    return told({"act": done, "person": None})


@router.get("/people/{person}", response_model=None, responses={200: {"model": Person}, **failures(404)})
def one(request: Request, person: Id) -> Response:
    """Somebody, as merged: spellings, roles with their dates."""
    with request.app.state.ledgers.use() as ledger:
        return told(people.everyone(ledger, f"#{person}")[0])


@router.get(
    "/people/{person}/statements",
    response_model=None,
    responses={**as_list(StatementList, Statement), **failures(404)},
)
def statements(
    request: Request,
    part: Asked,
    narrowing: Narrowing,
    person: Id,
    about: Annotated[
        Text | None, Query(description="Only with these words, a query without filters.")
    ] = None,
) -> Response:
    """Everything that somebody said, the latest published first."""
    return said_by(request, part, f"#{person}", about, narrowing)


@router.post(
    "/people/{person}/merge", response_model=None, responses={200: {"model": Done}, **failures(404, *BODY)}
)
def merged(request: Request, person: Id, merging: Merging) -> Response:
    """Let another be one with this person, as whom both are shown from then on."""
    with request.app.state.ledgers.use() as ledger, ledger.atomic():
        done = ledger.merge(person, merging.other, by=security.user(request).name)
        security.audit(request, "merge", f"people {person} and {merging.other}")
    return told({"act": done, "person": None})


@router.post(
    "/people/{person}/split", response_model=None, responses={200: {"model": Done}, **failures(404, *BODY)}
)
def split(request: Request, person: Id, splitting: Splitting) -> Response:
    """Take a person out of those they were merged with, or make whom some articles show somebody new."""
    with request.app.state.ledgers.use() as ledger, ledger.atomic():
        done, apart = ledger.split(person, splitting.articles, by=security.user(request).name)
        security.audit(request, "split", f"person {person}")
    return told({"act": done, "person": apart})
