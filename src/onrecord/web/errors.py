"""What a request meets when it cannot be answered: one table from our errors to HTTP, one shape for programs.

A browser gets a page that says what happened and what to do; under ``/api`` it is JSON:
``{"error": {"code": "...", "message": "...", "hint": "..."}}``, ``hint`` only where there is one.
"""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse

from onrecord import errors
from onrecord.web import rendering
from onrecord.web.layers import Layer
from onrecord.web.refusals import RefusedError, SignInNeededError

if TYPE_CHECKING:
    from fastapi import FastAPI
    from starlette.responses import Response
    from starlette.types import Message, Receive, Scope, Send

_LOG: Final = logging.getLogger("onrecord.web")
#: Below these addresses answer programs, above them people.
API_ROOT: Final = "/api/"
#: Seconds after which a ledger that was busy, or hands that were, may be asked again.
_SOON: Final = 5


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a request was not answered. ``reference`` is the number under which the log has more."""

    status: int
    code: str
    message: str
    hint: str | None = None
    wait: int | None = None
    reference: str | None = None

    @property
    def title(self) -> str:
        """What the status says in words."""
        return HTTPStatus(self.status).phrase


@dataclass(frozen=True, slots=True)
class _Kind:
    status: int
    code: str
    hint: str | None = None
    wait: int | None = None


#: From the special to the general: the first class that an error is of tells its status.
_TABLE: Final[tuple[tuple[type[errors.OnrecordError], _Kind], ...]] = (
    (errors.NotRecordedError, _Kind(404, "not-recorded", "Search for it: it may have a new number.")),
    (
        errors.StaleStatementError,
        _Kind(409, "changed-meanwhile", "Look at it as it is now, then say again what should change."),
    ),
    (errors.LedgerBusyError, _Kind(503, "ledger-busy", "Wait a moment, then do this again.", _SOON)),
    (
        errors.NewerLedgerError,
        _Kind(503, "ledger-newer", "Stop this server, install the newer onrecord, and start it again."),
    ),
    (
        errors.NoLedgerError,
        _Kind(503, "no-ledger", "Put it back, or start `onrecord serve` with another."),
    ),
    (
        errors.DamagedLedgerError,
        _Kind(503, "ledger-damaged", "Run `onrecord verify`, which tells all that does not hold."),
    ),
    (errors.LedgerStorageError, _Kind(503, "ledger-storage", "What was stored before is whole.")),
    (errors.LedgerError, _Kind(503, "ledger")),
    (errors.InputError, _Kind(422, "unreadable")),
    (errors.UsageError, _Kind(422, "bad-request")),
    (
        errors.ModelError,
        _Kind(503, "model", "What is stored can be read; new pages cannot."),
    ),
    (errors.MissingExtraError, _Kind(503, "missing-extra")),
    (errors.OnrecordError, _Kind(500, "failed")),
)
_HTTP_CODES: Final = {404: "not-found", 408: "too-slow", 413: "too-large"}
_HTTP_HINTS: Final = {
    404: "Check the address, or begin at the start page.",
    405: "The address is right, what was asked of it is not.",
}


def failure_of(error: Exception) -> Failure:
    """What to say of an error; one that nobody foresaw is logged under the number that is told."""
    if isinstance(error, RefusedError):
        return Failure(error.status, error.code, str(error), error.hint, error.wait)
    if isinstance(error, RequestValidationError):
        return Failure(422, "bad-request", _validation(error), "Check the address or what was filled in.")
    if isinstance(error, HTTPException):
        status = HTTPStatus(error.status_code)
        code = _HTTP_CODES.get(status) or status.phrase.lower().replace(" ", "-")
        return Failure(status, code, str(error.detail), _HTTP_HINTS.get(status))
    for kind, told in _TABLE:
        if isinstance(error, kind):
            code = error.reason if isinstance(error, errors.InputError) else told.code
            return Failure(told.status, code, str(error), told.hint, told.wait)
    return _unforeseen(error)


def answer(request: Request, failure: Failure) -> Response:
    """The failure as a page, or as JSON under ``/api``."""
    headers = {"cache-control": "no-store"}
    if failure.wait is not None:
        headers["retry-after"] = str(failure.wait)
    response: Response
    if _is_api(request):
        if failure.status == 401:
            headers["www-authenticate"] = "Bearer"
        told: dict[str, Any] = {"code": failure.code, "message": failure.message}
        if failure.hint:
            told["hint"] = failure.hint
        response = JSONResponse({"error": told}, failure.status)
    else:
        response = rendering.page(request, "error.html", failure, status=failure.status)
    response.headers.update(headers)
    return response


async def answered(request: Request, error: Exception) -> Response:
    """The handler of every foreseen error."""
    person = request.method == "GET" and "authorization" not in request.headers
    if person and isinstance(error, SignInNeededError) and not _is_api(request):
        here = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/sign-in?next={quote(here, safe='')}", 303)
    response = answer(request, failure_of(error))
    if isinstance(error, HTTPException) and error.headers:
        response.headers.update(error.headers)
    return response


def register(app: FastAPI) -> None:
    """Names the handlers to an application."""
    for kind in (errors.OnrecordError, HTTPException, RequestValidationError):
        app.add_exception_handler(kind, answered)


class Failures(Layer):
    """An error that nobody foresaw becomes a page with a number, under which the log has the rest."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ``Layer``."""
        started = False

        async def sent(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, sent)
        except Exception as error:
            failure = failure_of(error)
            if started:  # half an answer is out: the connection ends, so that nobody takes it for a whole one
                _unforeseen(error)
                raise
            await answer(Request(scope), failure)(scope, receive, send)


def _is_api(request: Request) -> bool:
    return request.url.path.startswith(API_ROOT)


def _unforeseen(error: Exception) -> Failure:
    reference = secrets.token_hex(4)
    _LOG.error("error %s", reference, exc_info=error)
    return Failure(
        500,
        "failed",
        f"Something went wrong here that nobody foresaw (error {reference}).",
        f"Do it again; if it stays, tell whoever runs this the number {reference}: the log has more.",
        reference=reference,
    )


def _validation(error: RequestValidationError) -> str:
    """The first few mistakes in one sentence; what was sent is not repeated."""
    told = []
    for one in error.errors()[:3]:
        where = ".".join(str(part) for part in one["loc"][1:]) or str(one["loc"][0])
        told.append(f"{where}: {one['msg']}")
    return "; ".join(told)
