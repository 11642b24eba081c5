"""The audit log: who did what, when, and from where.

Handlers say what was done in words (``audit``). What one of them forgets is noted all the same, as the
request that it was: no change goes past the log.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from onrecord.errors import OnrecordError
from onrecord.ledger import accounts
from onrecord.web.layers import Layer
from onrecord.web.security.identity import SAFE, user
from onrecord.web.security.sessions import address_of

if TYPE_CHECKING:
    from starlette.types import Message, Receive, Scope, Send

_LOG: Final = logging.getLogger("onrecord.web")
#: A line of the log names what was done; it is no place for a page's text.
_DETAIL_CHARS: Final = 500


def audit(request: Request, act: str, detail: str = "") -> None:
    """Notes what somebody did: ``act`` in a word or two ("add", "correct"), ``detail`` to what.

    In the request's own ledger: inside ``ledger.atomic()`` it is stored with the deed or not at all.
    Raises LedgerError.
    """
    who = user(request)
    role = who.role.label if who.role else None
    now = datetime.now(UTC).isoformat(timespec="seconds")
    shown = detail.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()[:_DETAIL_CHARS]
    with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
        accounts.note(connection, who.name, role, address_of(request), act, shown, at=now)
    request.state.audited = True


class Audited(Layer):
    """Notes requests that somebody was allowed to make, may have changed something, and are not noted yet."""

    async def around(self, scope: Scope, receive: Receive, send: Send) -> None:
        """See ``Layer``."""
        status = 0

        async def sent(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        await self.app(scope, receive, sent)
        request = Request(scope)
        noted = scope["method"] in SAFE or getattr(request.state, "audited", False)
        if not noted and status < 400 and user(request).role is not None:
            await run_in_threadpool(_note, request)


def _note(request: Request) -> None:
    try:
        audit(request, "request", f"{request.method} {request.url.path}")
    except OnrecordError:  # the answer is out; that the log lacks a line must be seen somewhere
        _LOG.exception("not in the audit log: %s %s", request.method, request.url.path)
