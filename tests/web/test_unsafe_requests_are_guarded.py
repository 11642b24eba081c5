from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fastapi import APIRouter, Request

from onrecord.web.security import Role, needs, user
from reading_room import ADDRESS

if TYPE_CHECKING:
    from collections.abc import Callable

    from reading_room import Browser

router = APIRouter()


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


def test_the_local_editor_may_do_all_and_has_a_name(opened: Callable[..., Browser]) -> None:
    reply = opened().fill("/try")
    assert reply.status_code == 200
    assert reply.json()


def test_a_form_without_its_token_is_refused(opened: Callable[..., Browser]) -> None:
    browser = opened()
    assert browser.post("/try").status_code == 403
    assert browser.post("/try", data={"csrf": "wrong"}).status_code == 403
    token = browser.token
    browser.cookies.clear()
    assert browser.post("/try", data={"csrf": token}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example.org"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999", "Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
def test_what_another_site_sends_is_refused_even_with_the_token(
    opened: Callable[..., Browser], headers: dict[str, str]
) -> None:
    browser = opened()
    token = browser.token
    assert browser.post("/try", data={"csrf": token}, headers={"Origin": ADDRESS}).status_code == 200
    assert browser.post("/try", data={"csrf": token}, headers=headers).status_code == 403


def test_a_program_on_this_computer_needs_no_token_for_the_api(opened: Callable[..., Browser]) -> None:
    browser = opened()
    assert browser.post("/api/v1/try").status_code == 200
    assert browser.post("/try").status_code == 403
    told = browser.post("/api/v1/try", headers={"Sec-Fetch-Site": "same-origin"})
    assert told.status_code == 403
    assert told.json()["error"]["code"] == "foreign-form"
    assert browser.post("/api/v1/try", headers=browser.script).status_code == 200


def test_a_visitor_from_elsewhere_may_change_nothing(opened: Callable[..., Browser]) -> None:
    browser = opened(open_to_all=True)
    assert browser.get("/").status_code == 200
    assert browser.fill("/try").status_code == 401
    assert browser.fill("/try/read").status_code == 401
    told = browser.post("/api/v1/try")
    assert (told.status_code, told.json()["error"]["code"]) == (401, "sign-in-needed")


def test_a_request_that_was_sent_on_is_not_from_this_computer(opened: Callable[..., Browser]) -> None:
    browser = opened()
    assert browser.post("/api/v1/try", headers={"X-Forwarded-For": "192.0.2.1"}).status_code == 401


def test_a_private_room_asks_everybody_to_sign_in(opened: Callable[..., Browser]) -> None:
    browser = opened(private=True, open_to_all=True)
    reply = browser.get("/?q=quay", follow_redirects=False)
    assert (reply.status_code, reply.headers["location"]) == (303, "/sign-in?next=%2F%3Fq%3Dquay")
    assert browser.get("/api/v1/search?q=quay").status_code == 401
    assert browser.get("/sign-in").status_code == 200
