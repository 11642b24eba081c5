"""Every error of the API is ``{"error": {"code", "message"}}``, and no request is a 500."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from reading_room import Browser

BIG = "9" * 30


#: Addresses, the status and the code that answer them. In one test: each would fill a ledger of its own.
MISTAKES = (
    ("/statements/99", 404, "not-recorded"),
    (f"/statements/{BIG}", 422, "bad-request"),
    ("/statements/-1", 422, "bad-request"),
    ("/statements/0", 422, "bad-request"),
    ("/statements/s1:short", 422, "bad-request"),
    ("/statements/s1:AAAAAAAAAAAAAAAAAAAAAAAAAAA", 404, "not-recorded"),
    ("/articles/99", 404, "not-recorded"),
    ("/articles/999999999999999999", 404, "not-recorded"),
    (f"/articles/{BIG}", 422, "bad-request"),
    ("/articles/two", 404, "not-found"),
    ("/articles/99/statements", 404, "not-recorded"),
    ("/people/99", 404, "not-recorded"),
    ("/people/99/statements", 404, "not-recorded"),
    ("/people?name=Nobody", 404, "not-recorded"),
    ("/outlets/99", 404, "not-recorded"),
    ("/said?name=Nobody", 404, "not-recorded"),
    ("/said", 422, "bad-request"),
    ("/said?name=Lund&after=999", 404, "not-recorded"),
    ("/search", 422, "bad-request"),
    ("/search?q=%22open", 422, "bad-request"),
    ("/search?q=%00", 422, "bad-request"),
    ("/search?q=%ff%fe", 422, "bad-request"),
    ("/search?q=" + "x" * 2_001, 422, "bad-request"),
    ("/search?q=quay&limit=0", 422, "bad-request"),
    (f"/search?q=quay&limit={BIG}", 422, "bad-request"),
    (f"/search?q=quay&after={BIG}", 422, "bad-request"),
    ("/search?q=quay&since=2024-13", 422, "bad-request"),
    ("/search?q=quay&since=soon", 422, "bad-request"),
    ("/search?q=quay&since=%00", 422, "bad-request"),
    ("/search?q=quay&outlet=%00", 422, "bad-request"),
    ("/search?q=quay&speaker=Lund%00", 422, "bad-request"),
    ("/search?q=quay&figure=%00", 422, "bad-request"),
    ("/search?q=quay&outlet=Nowhere", 404, "not-recorded"),
    ("/search?q=quay&kind=shouted", 422, "bad-request"),
    ("/search?q=quay&outlets=courier", 422, "bad-request"),
    ("/search?q=quay&q=crane", 422, "bad-request"),
    ("/search?q=since:2024&since=2024", 422, "bad-request"),
    ("/nothing", 404, "not-found"),
    ("/articles/1/nothing", 404, "not-found"),
)


@pytest.mark.parametrize("accept", ["application/json", "application/x-ndjson"])
def test_a_mistake_is_told_in_one_shape(browser: Browser, accept: str) -> None:
    for address, status, code in MISTAKES:
        reply = browser.get(f"/api/v1{address}", headers={"Accept": accept})
        assert reply.headers["content-type"] == "application/json"
        error = reply.json()["error"]
        assert (address, reply.status_code, error["code"]) == (address, status, code)
        assert error["message"]
        assert set(error) <= {"code", "message", "hint"}


def test_a_parameter_that_is_not_known_is_named_with_those_that_are(browser: Browser) -> None:
    error = browser.get("/api/v1/articles?outlets=courier").json()["error"]
    assert error["message"] == (
        "outlets: no parameter of this address; expected one of after, limit, outlet, since, skip, until"
    )


def test_a_method_that_is_not_taken_is_told_with_those_that_are(browser: Browser) -> None:
    reply = browser.delete("/api/v1/articles/1")
    assert reply.status_code == 405
    assert reply.headers["allow"] == "GET"
    assert reply.json()["error"]["code"] == "method-not-allowed"
