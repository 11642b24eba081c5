"""Speakers: the list, and the page of each."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from onrecord.answers import portrait
from onrecord.errors import NotRecordedError, UsageError
from onrecord.web import pictures, rendering
from onrecord.web.pages.asking import AskedNumber, Number, Skip, Words, address_of, filters_of, twin_of
from onrecord.web.views import people

router = APIRouter()


@router.get("/people")
def everyone(request: Request, name: Words = "") -> Response:
    """Those who say most, or those whom a name may mean."""
    with request.app.state.ledgers.use() as ledger:
        view = people.everyone(ledger, name)
    return rendering.page(request, "people.html", view, twin=twin_of(request, "/api/v1/people"))


@router.get("/people/{person_id}")
def person(
    request: Request, person_id: Number, about: Words = "", skip: Skip = 0, did: AskedNumber = None
) -> Response:
    """A speaker: when, where and what they said. Somebody who was merged is shown as who they are now."""
    problem = None
    with request.app.state.ledgers.use() as ledger:
        standing = portrait.stands_for(ledger, person_id)
        if standing != person_id:
            return RedirectResponse(f"/people/{standing}{f'?did={did}' if did else ''}", 303)
        try:
            filters = filters_of(request)
            view = people.person(ledger, person_id, about=about, filters=filters, skip=skip, did=did)
        except (UsageError, NotRecordedError) as error:
            problem = str(error)
            view = people.person(ledger, person_id)
    name = view.portrait.person.name
    listed = [(outlet, number, f"/outlets/{key}") for key, outlet, number in view.portrait.outlets]
    return rendering.page(
        request,
        "person.html",
        view,
        twin=f"/api/v1/people/{person_id}",
        timeline=pictures.timeline(view.portrait.months, name),
        outlets=pictures.bars(f"Outlets that quote {name}", "outlet", "statements", listed),
        address=address_of(request),
        problem=problem,
    )
