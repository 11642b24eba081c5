"""A browser for the tests of the reading room, which fills in its forms."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from fastapi.routing import APIRoute, iter_route_contexts
from starlette.testclient import TestClient

from onrecord.ledger import accounts
from onrecord.ledger.ledger import Ledger
from onrecord.web.security import Role, passwords
from onrecord.web.security.identity import declared

if TYPE_CHECKING:
    import httpx2 as httpx
    from fastapi import FastAPI

#: Where the room seems to be.
ADDRESS = "http://127.0.0.1:8377"


class Browser(TestClient):
    """A visitor on this computer who fills in forms as a browser does."""

    @property
    def token(self) -> str:
        """The token of this visitor's forms, as a page that was just loaded has it."""
        found = re.search(
            r'(?:name="csrf" value|name="csrf-token" content)="([^"]+)"', self.get("/sign-in").text
        )
        assert found, "the page has no form"
        return found[1]

    def fill(self, path: str, **fields: Any) -> httpx.Response:
        """Fills in a form and sends it."""
        files = fields.pop("files", None)
        return self.post(path, data={"csrf": self.token, **fields}, files=files, follow_redirects=False)

    @property
    def script(self) -> dict[str, str]:
        """The headers with which a script of our pages asks the API."""
        return {"X-CSRF-Token": self.token, "Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"}


PASSWORD = "correct horse battery"


def add_account(location: str, name: str, role: str) -> None:
    """An account with the password of the tests."""
    with Ledger.open(location) as ledger, ledger.atomic() as connection:
        accounts.add(connection, name, role, _stored(), at="2024-05-01T12:00:00+00:00")


def signed_in(browser: Browser, name: str) -> Browser:
    """The browser, after its visitor signed in."""
    reply = browser.fill("/sign-in", name=name, password=PASSWORD)
    assert reply.status_code == 303, reply.text
    return browser


@dataclass(frozen=True)
class Address:
    """An address that the application answers: its path as declared, a method, and who may use it."""

    path: str
    method: str
    role: Role | None

    @property
    def filled(self) -> str:
        """The path with 1 for each of its parts."""
        return re.sub(r"\{[^}]+\}", "1", self.path)


def addresses(app: FastAPI) -> list[Address]:
    """Everything that the application answers, but its files; the API's description is FastAPI's own."""
    found = []
    for route in iter_route_contexts(app.routes):
        for method in sorted(route.methods or ()):
            ours = isinstance(route.original_route, APIRoute)
            role = declared(route.endpoint, method) if ours else None
            found.append(Address(route.path, method, role))
    return found


@cache
def _stored() -> str:
    return passwords.hashed(PASSWORD)
