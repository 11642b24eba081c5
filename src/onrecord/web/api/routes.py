"""Every operation of the API, put into the application."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from fastapi import APIRouter, Depends

from onrecord.web.api import about, articles, description, outlets, people, search, statements
from onrecord.web.api.asking import strictly
from onrecord.web.api.operations import ALWAYS
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
)


def install(app: FastAPI, prefix: str) -> None:
    """Adds the operations under ``prefix``; the application has its settings and its ledgers already."""
    app.state.streams = Streams(app.state.ledgers)
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
