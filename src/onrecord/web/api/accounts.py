"""Who asks, who may sign in, and who did what. Accounts are changed in the browser and by command alone."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from onrecord.ledger import accounts
from onrecord.web import security
from onrecord.web.api.answering import Rows, listed, told
from onrecord.web.api.articles import ends
from onrecord.web.api.asking import Asked
from onrecord.web.api.models.accounts import AccountList, Deed, DeedList, Myself
from onrecord.web.api.operations import as_list

if TYPE_CHECKING:
    from onrecord.desk import Ledger
    from onrecord.ledger.accounts import Token

router = APIRouter(tags=["accounts"])


@router.get("/account", response_model=None, responses={200: {"model": Myself}})
def myself(request: Request) -> Response:
    """Who asks, as whom the server knows them, and what they may do."""
    asking = security.user(request)
    keys: list[Token] = []
    if asking.account is not None:
        with request.app.state.ledgers.use() as ledger, ledger.reading() as connection:
            keys = accounts.tokens(connection, accounts.named(connection, asking.name))
    return told(
        {
            "name": asking.name,
            "role": asking.role.label if asking.role else None,
            "account": asking.account,
            "keys": [_key(one) for one in keys],
        }
    )


@router.get("/accounts", response_model=None, responses={200: {"model": AccountList}})
@security.needs(security.Role.ADMIN)
def everyone(request: Request) -> Response:
    """All accounts, in the order of their names. Only an admin may see them."""
    with request.app.state.ledgers.use() as ledger, ledger.reading() as connection:
        found = accounts.everyone(connection)
    rows = [{"id": one.id, "name": one.name, "role": one.role, "added": one.added} for one in found]
    return told({"accounts": rows})


@router.get("/accounts/log", response_model=None, responses=as_list(DeedList, Deed))
@security.needs(security.Role.ADMIN)
def log(request: Request, part: Asked) -> Response:
    """The audit log: who did what, the latest first. Only an admin may see it."""

    def fetch(ledger: Ledger, after: int | None, limit: int) -> Rows:
        with ledger.reading() as connection:
            found = accounts.deeds(connection, before=after, limit=limit + 1)
        return Rows([asdict(one) for one in found[:limit]], *ends([one.id for one in found], limit))

    return listed(request, "deeds", part, fetch)


def _key(one: Token) -> dict[str, Any]:
    return {"id": one.id, "name": one.name, "added": one.added, "expires": one.expires}
