"""The application: settings in, every address and every guard around them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from onrecord.web.api import search as api_search
from onrecord.web.ledgers import Ledgers
from onrecord.web.pages import start

if TYPE_CHECKING:
    from onrecord.web.settings import Settings

#: Everything under here is documented by the OpenAPI description.
API = "/api/v1"


def create_app(settings: Settings) -> FastAPI:
    """The reading room of a ledger. Opens nothing until it is asked for something."""
    app = FastAPI(title="onrecord", docs_url=None, redoc_url=None, openapi_url=f"{API}/openapi.json")
    app.state.settings = settings
    app.state.ledgers = Ledgers(settings.location)
    app.mount("/static", StaticFiles(packages=[("onrecord.web", "static")]), name="static")
    for room in (start,):
        app.include_router(room.router, include_in_schema=False)
    for part in (api_search,):
        app.include_router(part.router, prefix=API)
    return app
