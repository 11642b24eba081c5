"""A browser for the tests of the reading room, which fills in its forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from starlette.testclient import TestClient

if TYPE_CHECKING:
    import httpx2 as httpx

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
