"""Who may do what: every address that changes something, tried by everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi import APIRouter, Request
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.staticfiles import StaticFiles

from onrecord.ledger import accounts
from onrecord.ledger.ledger import Ledger
from onrecord.web.app import create_app
from onrecord.web.security import Role, needs, user
from onrecord.web.settings import Settings
from reading_room import ADDRESS, Address, add_account, addresses, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser

#: What visitors may send: their name and password, and that they go.
OPEN = {("/sign-in", "POST"), ("/sign-out", "POST")}
EVERYTHING = addresses(create_app(Settings("nowhere.db")))
UNSAFE = [one for one in EVERYTHING if one.method not in ("GET", "HEAD")]
GUARDED = [one for one in UNSAFE if (one.path, one.method) not in OPEN]

router = APIRouter()
ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)


@router.post("/try")
@router.post("/api/v1/try")
def tried(request: Request) -> str:
    return user(request).name


@router.post("/try/read")
@needs(Role.READER)
def tried_reading(request: Request) -> str:
    return user(request).name


@pytest.fixture
def opened(room: Callable[..., Browser]) -> Callable[..., Browser]:
    def make(**settings: object) -> Browser:
        browser = room(**settings)
        browser.app.include_router(router)  # type: ignore[attr-defined]
        return browser

    return make


def test_every_unsafe_address_needs_somebody_or_is_on_the_short_list_above() -> None:
    assert {(one.path, one.method) for one in UNSAFE if one.role is None} == OPEN
    assert len(GUARDED) >= 6


def test_nothing_is_answered_past_the_guard_but_files_and_the_description() -> None:
    past = [
        route
        for route in iter_route_contexts(create_app(Settings("nowhere.db")).routes)
        if not isinstance(route.original_route, APIRoute)
    ]
    assert [route.path for route in past] == ["/api/v1/openapi.json", "/static"]
    assert past[0].methods == {"GET", "HEAD"}
    assert isinstance(past[1].original_route.app, StaticFiles)


@ON_SQLITE
@pytest.mark.parametrize("name", ["visitor", "reader", "reviewer", "admin"])
def test_each_role_may_do_its_part_and_no_more(filled: str, room: Callable[..., Browser], name: str) -> None:
    browser = room(open_to_all=True, writing_limit=None)
    role = None
    if name != "visitor":
        add_account(filled, name, name)
        signed_in(browser, name)
        role = Role.of(name)
    token = browser.token
    for one in GUARDED:
        assert one.role is not None
        reply = browser.request(
            one.method, one.filled, headers={"X-CSRF-Token": token}, follow_redirects=False
        )
        if role is None:
            assert reply.status_code == 401, one
        elif role < one.role:
            assert reply.status_code == 403, one
        elif _leaves_the_account(one):
            assert reply.status_code not in (401, 403), (one, reply.text)


def _leaves_the_account(one: Address) -> bool:
    return not one.path.startswith("/account")


@ON_SQLITE
@pytest.mark.parametrize("one", GUARDED, ids=lambda one: f"{one.method} {one.path}")
def test_a_browser_sends_nothing_that_a_form_of_ours_did_not(browser: Browser, one: Address) -> None:
    token = browser.token
    headers = {"Sec-Fetch-Site": "same-origin", "Origin": ADDRESS}
    assert browser.request(one.method, one.filled, headers=headers).status_code == 403
    headers["X-CSRF-Token"] = "0" * len(token)
    assert browser.request(one.method, one.filled, headers=headers).status_code == 403
    foreign = {"X-CSRF-Token": token, "Origin": "https://evil.example.org"}
    assert browser.request(one.method, one.filled, headers=foreign).status_code == 403


def test_the_local_editor_may_do_all_and_has_a_name(opened: Callable[..., Browser]) -> None:
    reply = opened().fill("/try")
    assert reply.status_code == 200
    assert reply.json()


def test_what_a_handler_does_not_note_is_in_the_audit_log_as_the_request_that_it_was(
    opened: Callable[..., Browser], filled: str
) -> None:
    browser = opened()
    assert browser.fill("/try").status_code == 200
    assert browser.post("/try").status_code == 403
    with Ledger.open(filled) as ledger, ledger.reading() as connection:
        (one,) = accounts.deeds(connection)
    assert (one.act, one.detail, one.role, one.address) == ("request", "POST /try", "admin", "127.0.0.1")


def test_as_soon_as_there_is_an_account_the_local_editor_signs_in_too(
    opened: Callable[..., Browser], filled: str
) -> None:
    browser = opened()
    assert browser.fill("/try").status_code == 200
    add_account(filled, "Ana", "reviewer")
    assert browser.fill("/try").status_code == 401
    assert signed_in(browser, "Ana").fill("/try").json() == "Ana"


@ON_SQLITE
def test_a_form_without_its_token_is_refused(opened: Callable[..., Browser]) -> None:
    browser = opened()
    assert browser.post("/try").status_code == 403
    assert browser.post("/try", data={"csrf": "wrong"}).status_code == 403
    token = browser.token
    assert browser.post("/try", data={"csrf": token}).status_code == 200
    browser.cookies.clear()
    assert browser.post("/try", data={"csrf": token}).status_code == 403
    assert browser.post("/try", data={"csrf": browser.token}).status_code == 200


@ON_SQLITE
@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example.org"},
        {"Origin": "null"},
        {"Origin": "https://127.0.0.1:8377"},
        {"Origin": "http://127.0.0.1:9999", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
    ids=str,
)
def test_what_another_site_sends_is_refused_even_with_the_token(
    opened: Callable[..., Browser], headers: dict[str, str]
) -> None:
    browser = opened()
    token = browser.token
    assert browser.post("/try", data={"csrf": token}, headers={"Origin": ADDRESS}).status_code == 200
    assert browser.post("/try", data={"csrf": token}, headers=headers).status_code == 403


@ON_SQLITE
def test_a_program_on_this_computer_needs_no_token_for_the_api(opened: Callable[..., Browser]) -> None:
    browser = opened()
    assert browser.post("/api/v1/try").status_code == 200
    assert browser.post("/try").status_code == 403
    told = browser.post("/api/v1/try", headers={"Sec-Fetch-Site": "same-origin"})
    assert told.status_code == 403
    assert told.json()["error"]["code"] == "foreign-form"
    assert browser.post("/api/v1/try", headers=browser.script).status_code == 200


@ON_SQLITE
def test_a_visitor_from_elsewhere_may_change_nothing(opened: Callable[..., Browser]) -> None:
    browser = opened(open_to_all=True)
    assert browser.get("/").status_code == 200
    assert browser.fill("/try").status_code == 401
    assert browser.fill("/try/read").status_code == 401
    told = browser.post("/api/v1/try")
    assert (told.status_code, told.json()["error"]["code"]) == (401, "sign-in-needed")
    assert told.headers["www-authenticate"] == "Bearer"


@ON_SQLITE
@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_a_request_that_was_sent_on_is_not_from_this_computer(
    opened: Callable[..., Browser], header: str
) -> None:
    assert opened().post("/api/v1/try", headers={header: "192.0.2.1"}).status_code == 401


@ON_SQLITE
def test_a_private_room_asks_everybody_to_sign_in(opened: Callable[..., Browser]) -> None:
    browser = opened(private=True, open_to_all=True)
    reply = browser.get("/?q=quay", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/sign-in?next=%2F%3Fq%3Dquay")
    for one in EVERYTHING:
        if one.method == "GET" and one.path not in ("/sign-in", "/api/v1/openapi.json"):
            reply = browser.get(one.filled, follow_redirects=False)
            assert reply.status_code == (401 if one.path.startswith("/api/") else 303), one
    assert browser.get("/sign-in").status_code == 200
