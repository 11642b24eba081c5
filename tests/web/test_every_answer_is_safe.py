"""What every answer has: headers that let nothing run, and errors that say what to do and no more."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from fastapi import APIRouter

from onrecord import errors as ours
from onrecord.web import errors
from onrecord.web.app import create_app
from onrecord.web.security import needs
from onrecord.web.settings import Settings
from reading_room import Browser, addresses

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.parametrize("location", ["sqlite"], indirect=True)
EVERYTHING = addresses(create_app(Settings("nowhere.db")))
FOUND = ["/static/room.css", "/nowhere", "/static/nowhere.css", "/api/v1/nowhere", "/api/nowhere"]

router = APIRouter()
RAISED: list[Exception] = []


@router.get("/fails")
@router.get("/api/v1/fails")
@needs(None)
def fails() -> None:
    raise RAISED[-1]


@pytest.fixture
def failing(room: Callable[..., Browser]) -> Callable[[Exception], Browser]:
    def make(error: Exception) -> Browser:
        browser = room()
        browser.app.include_router(router)  # type: ignore[attr-defined]
        RAISED.append(error)
        return browser

    return make


def expect_safe(headers: object) -> None:
    told = dict(headers)  # type: ignore[call-overload]
    policy = {part.split()[0]: part.split()[1:] for part in told["content-security-policy"].split(";")}
    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["form-action"] == ["'self'"]
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "http:", "https:"} & {
        word for words in policy.values() for word in words
    }
    assert told["x-content-type-options"] == "nosniff"
    assert told["referrer-policy"] == "same-origin"
    assert told["cross-origin-opener-policy"] == told["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in told["permissions-policy"]
    assert told["cache-control"] in ("no-store", "private, no-cache")
    assert "server" not in told
    assert "access-control-allow-origin" not in told


def test_every_answer_has_the_headers(browser: Browser) -> None:
    for path in [one.filled for one in EVERYTHING] + FOUND:
        expect_safe(browser.get(path, follow_redirects=False).headers)
    expect_safe(browser.get("/", headers={"Host": "evil.example.org"}).headers)
    expect_safe(browser.post("/nowhere", content=b"x").headers)


def test_every_address_of_the_api_fails_in_one_shape(room: Callable[..., Browser]) -> None:
    browser = room(location="/nowhere/at/all.db")
    for one in EVERYTHING:
        if one.path.startswith("/api/") and not one.path.endswith("openapi.json"):
            told = browser.request(one.method, one.filled)
            assert told.status_code == 503, one
            expect_error(told)
    for path in ("/api/v1/nowhere", "/api/nowhere"):
        told = browser.get(path)
        assert told.status_code == 404
        expect_error(told)


def expect_error(told: object) -> None:
    body = told.json()  # type: ignore[attr-defined]
    assert set(body) == {"error"}
    assert {"code", "message"} <= set(body["error"]) <= {"code", "message", "hint"}
    assert all(isinstance(one, str) and one for one in body["error"].values())


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ours.NotRecordedError("statement 9: no such"), 404, "not-recorded"),
        (ours.StaleStatementError("statement 9: changed"), 409, "changed-meanwhile"),
        (ours.LedgerBusyError("x: busy"), 503, "ledger-busy"),
        (ours.NewerLedgerError("x: newer"), 503, "ledger-newer"),
        (ours.NoLedgerError("x: none"), 503, "no-ledger"),
        (ours.DamagedLedgerError("x: damaged"), 503, "ledger-damaged"),
        (ours.LedgerStorageError("x: full"), 503, "ledger-storage"),
        (ours.UsageError("--limit 0: expected 1"), 422, "bad-request"),
        (ours.FetchError("https://x: private", reason="private-address"), 422, "private-address"),
        (ours.UnreadableError("x: binary"), 422, "unreadable"),
        (ours.ModelError("model: incomplete"), 503, "model"),
        (ours.MissingExtraError("parquet"), 503, "missing-extra"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, Exception) else str(value),
)
def test_an_error_of_ours_has_its_status_and_says_what_it_says(
    failing: Callable[[Exception], Browser], error: Exception, status: int, code: str
) -> None:
    browser = failing(error)
    page = browser.get("/fails")
    assert page.status_code == status
    assert str(error) in page.text
    assert page.headers["content-type"].startswith("text/html")
    told = browser.get("/api/v1/fails")
    assert (told.status_code, told.json()["error"]["code"]) == (status, code)
    assert told.json()["error"]["message"] == str(error)
    expect_error(told)


def test_every_error_of_ours_is_in_the_table(location: str) -> None:
    def below(kind: type[Exception]) -> set[type[Exception]]:
        return {kind}.union(*(below(one) for one in kind.__subclasses__()))

    for kind in below(ours.OnrecordError):
        assert errors.failure_of(kind("what: expected; do")).code != "failed" or kind is ours.OnrecordError


def test_an_error_that_nobody_foresaw_shows_a_number_and_the_log_has_the_rest(
    failing: Callable[[Exception], Browser], caplog: pytest.LogCaptureFixture
) -> None:
    browser = failing(RuntimeError("the inside at /secret/place"))
    with caplog.at_level(logging.ERROR, "onrecord.web"):
        page, told = browser.get("/fails"), browser.get("/api/v1/fails")
    assert page.status_code == told.status_code == 500
    for reply in (page, told):
        assert "secret" not in reply.text
        assert "Traceback" not in reply.text
        expect_safe(reply.headers)
    expect_error(told)
    first = caplog.records[0]
    assert first.getMessage().removeprefix("error ") in page.text
    assert first.exc_info is not None
    assert "secret" in str(first.exc_info[1])


@pytest.mark.parametrize(
    "query",
    ["limit=x", "limit=99999999999999999999", "limit=-1", "q=%00", "q=%ff", "q=long" + "x" * 9_000],
    ids=lambda query: query[:20],
)
def test_an_edited_address_is_answered_with_what_is_wrong(browser: Browser, query: str) -> None:
    told = browser.get(f"/api/v1/search?q=low&{query}" if "q=" not in query else f"/api/v1/search?{query}")
    assert told.status_code in (200, 422)
    if told.status_code == 422:
        expect_error(told)


def test_an_address_that_is_not_there_leads_back_to_the_start(browser: Browser) -> None:
    page = browser.get("/nowhere")
    assert page.status_code == 404
    assert 'href="/"' in page.text
    assert browser.post("/").status_code in (403, 405)
