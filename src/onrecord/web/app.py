"""The application: settings in, every address and every guard around them out."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import Depends, FastAPI
from fastapi.staticfiles import StaticFiles

from onrecord.answers import stats
from onrecord.web import errors
from onrecord.web.api import routes
from onrecord.web.articles import Articles
from onrecord.web.counts import Counts
from onrecord.web.leases import Leases
from onrecord.web.ledgers import Ledgers, Lending
from onrecord.web.pages import (
    accounts,
    adding,
    articles,
    compare,
    merging,
    outlets,
    people,
    review,
    review_acts,
    start,
    statements,
    withdrawing,
)
from onrecord.web.pages import api as api_page
from onrecord.web.pages import ledger as ledger_pages
from onrecord.web.readers import Readers
from onrecord.web.refusals import SignInNeededError
from onrecord.web.security import guard
from onrecord.web.security.auditing import Audited
from onrecord.web.security.cookies import Cookies
from onrecord.web.security.headers import Headers
from onrecord.web.security.hosts import Hosts
from onrecord.web.security.limits import Bodies, Limits, Rates

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from onrecord.web.settings import Settings

#: Everything under here is documented by the OpenAPI description.
API = "/api/v1"
#: The pages, a module a kind.
_ROOMS = (
    *(start, adding, articles, withdrawing),
    *(merging, people),  # in this order: what was done about people stands at an address like a person's
    *(outlets, statements, compare, ledger_pages),
    *(review, review_acts, accounts, api_page),
)


def create_app(settings: Settings) -> FastAPI:
    """The reading room of a ledger. Opens nothing until it is asked for something."""
    app = FastAPI(
        title="onrecord",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        dependencies=[Depends(guard)],
        lifespan=_lifespan,
        # A pasted text of 300,000 words is a field of two megabytes.
        form_limits={"max_part_size": settings.max_body},
    )
    app.state.settings = settings
    app.state.ledgers = Ledgers(settings.location)
    app.state.readers = Readers(settings.reader, seconds=settings.page_seconds)
    app.state.articles = Articles()
    app.state.leases = Leases()
    app.state.counts = Counts(stats.stats)
    app.state.limits = Limits.of(settings)
    _surround(app)
    app.add_exception_handler(SignInNeededError, review_acts.signed_out)
    app.mount("/static", StaticFiles(packages=[("onrecord.web", "static")]), name="static")
    for room in _ROOMS:
        app.include_router(room.router, include_in_schema=False)
    routes.install(app, API)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    """From the server's start to its end, at which jobs end and the ledgers are closed."""
    yield
    app.state.jobs.close()
    app.state.ledgers.close()


def _surround(app: FastAPI) -> None:
    """Puts the middleware around the application, the innermost first."""
    errors.register(app)
    for layer in (Audited, Bodies, Rates, Hosts, errors.Failures, Lending, Cookies, Headers):
        app.add_middleware(layer)
