"""The audit log: who did what, when, and from where."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from onrecord.ledger import accounts
from onrecord.web.security.identity import user
from onrecord.web.security.sessions import address_of

if TYPE_CHECKING:
    from starlette.requests import Request

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
    with request.app.state.ledgers.use() as ledger, ledger.atomic() as connection:
        accounts.note(connection, who.name, role, address_of(request), act, detail[:_DETAIL_CHARS], at=now)
