"""Every operation of the API, put into the application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Depends

from onrecord.web.api import (
    about,
    accounts,
    adding,
    articles,
    comparing,
    corrections,
    description,
    exports,
    intake,
    outlets,
    people,
    review,
    search,
    statements,
)
from onrecord.web.api.asking import strictly
from onrecord.web.api.operations import ALWAYS
from onrecord.web.jobs import Jobs
from onrecord.web.streams import Streams

if TYPE_CHECKING:
    from fastapi import FastAPI
    from fastapi.routing import APIRoute

#: In the order of their description.
PARTS: Final[tuple[APIRouter, ...]] = (
    about.router,
    search.router,
    statements.router,
    articles.router,
    people.router,
    outlets.router,
    comparing.router,
    adding.router,
    intake.router,
    review.router,
    corrections.router,
    exports.router,
    accounts.router,
)


def install(app: FastAPI, prefix: str) -> None:
    """Adds the operations under ``prefix``; the application has its settings, ledgers and readers already."""
    app.state.streams = Streams(app.state.ledgers)
    app.state.jobs = Jobs(
        app.state.ledgers, app.state.readers, allow_private=app.state.settings.allow_private
    )
    app.state.parameters = {}
    for part in PARTS:
        app.include_router(
            part,
            prefix=prefix,
            responses=ALWAYS,
            dependencies=[Depends(strictly)],
            generate_unique_id_function=_name,
        )
    description.describe(app)


def _name(route: APIRoute) -> str:
    return f"{route.tags[0]}-{route.name}"
