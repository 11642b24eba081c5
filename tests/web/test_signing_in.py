"""Sessions, passwords and keys: how somebody comes in, and how they go."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from onrecord.ledger import accounts
from onrecord.ledger.ledger import Ledger
from onrecord.web.security import passwords, sessions
from reading_room import ADDRESS, PASSWORD, Browser, add_account, signed_in

if TYPE_CHECKING:
    from collections.abc import Callable

ON_SQLITE = pytest.mark.parametrize("location", ["sqlite"], indirect=True)
NEW = "another horse battery"


@pytest.fixture
def ana(room: Callable[..., Browser], filled: str) -> Browser:
    """A browser of a room that others can reach, where Ana has an account."""
    add_account(filled, "Ana", "admin")
    return room(open_to_all=True)


def deeds(location: str) -> list[tuple[str, str, str]]:
    with Ledger.open(location) as ledger, ledger.reading() as connection:
        return [(one.who, one.act, one.detail) for one in accounts.deeds(connection)]


def test_name_and_password_let_in_and_signing_out_ends_it(ana: Browser, filled: str) -> None:
    assert ana.get("/account", follow_redirects=False).headers["location"] == "/sign-in?next=%2Faccount"
    reply = ana.fill("/sign-in", name="  ANA ", password=PASSWORD, next="/account")
    assert (reply.status_code, reply.headers["location"]) == (303, "/account")
    assert "Ana" in ana.get("/account").text
    kept = dict(ana.cookies)
    assert ana.fill("/sign-out").status_code == 303
    assert ana.get("/account", follow_redirects=False).status_code == 303
    ana.cookies.update(kept)  # whoever had copied the cookie
    assert ana.get("/account", follow_redirects=False).status_code == 303
    assert deeds(filled)[:2] == [("Ana", "signed out", ""), ("Ana", "signed in", "")]


@ON_SQLITE
@pytest.mark.parametrize(
    ("name", "password"), [("Ana", "wrong"), ("Bo", PASSWORD), ("", ""), ("Ana", "x" * 9999)]
)
def test_anything_else_does_not_and_does_not_say_what_was_wrong(
    ana: Browser, name: str, password: str, filled: str
) -> None:
    reply = ana.fill("/sign-in", name=name, password=password)
    assert reply.status_code == 401
    assert "There is no account with this name and this password." in reply.text
    assert password not in reply.text or not password
    assert deeds(filled)[0] == ("", "sign-in failed", name)


@ON_SQLITE
def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(ana: Browser) -> None:
    told = ana.fill("/sign-in", name="Ana", password=PASSWORD).headers.get_list("set-cookie")
    (session,) = [one for one in told if one.startswith("onrecord-session-8377=")]
    assert "HttpOnly" in session
    assert "SameSite=Lax" in session
    assert "Secure" not in session


@ON_SQLITE
def test_on_https_the_cookie_belongs_to_this_host_alone_and_stays_off_http(
    room: Callable[..., Browser], filled: str
) -> None:
    add_account(filled, "Ana", "admin")
    here = room(open_to_all=True)
    browser = Browser(here.app, base_url="https://127.0.0.1", client=("192.0.2.1", 50_000))
    told = browser.fill("/sign-in", name="Ana", password=PASSWORD)
    (session,) = [one for one in told.headers.get_list("set-cookie") if "session" in one]
    assert session.startswith("__Host-onrecord-session=")
    assert "Secure" in session
    assert told.headers["strict-transport-security"] == "max-age=31536000"
    assert "strict-transport-security" not in here.get("/").headers


def test_the_ledger_holds_neither_password_nor_token(ana: Browser, filled: str) -> None:
    signed_in(ana, "Ana")
    token = next(value for name, value in ana.cookies.items() if "session" in name)
    with Ledger.open(filled) as ledger, ledger.reading() as connection:
        (stored,) = connection.execute(text("SELECT password FROM accounts")).scalars()
        (digest,) = connection.execute(text("SELECT digest FROM sessions")).scalars()
    assert stored.startswith("$argon2id$")
    assert digest == sessions.digest_of(token) != token


@ON_SQLITE
@pytest.mark.parametrize(
    ("column", "ago", "good"),
    [
        ("seen", sessions.IDLE - timedelta(minutes=1), True),
        ("seen", sessions.IDLE + timedelta(minutes=1), False),
        ("began", sessions.LONGEST - timedelta(minutes=1), True),
        ("began", sessions.LONGEST + timedelta(minutes=1), False),
    ],
)
def test_a_session_ends_by_itself(ana: Browser, filled: str, column: str, ago: timedelta, good: bool) -> None:
    signed_in(ana, "Ana")
    then = (datetime.now(UTC) - ago).isoformat(timespec="seconds")
    with Ledger.open(filled) as ledger, ledger.atomic() as connection:
        connection.execute(text(f"UPDATE sessions SET {column} = :then"), {"then": then})
    reply = ana.get("/account", follow_redirects=False)
    assert reply.status_code == (200 if good else 303)


@ON_SQLITE
def test_a_form_that_was_open_when_the_session_ended_can_be_sent_after_a_new_sign_in(ana: Browser) -> None:
    signed_in(ana, "Ana")
    token = ana.token
    assert ana.fill("/sign-out").status_code == 303
    refused = ana.post("/accounts/role", data={"csrf": token, "name": "Bo", "role": "admin"})
    assert refused.status_code == 401
    assert "Sign in" in refused.text
    signed_in(ana, "Ana")
    again = ana.post("/accounts/role", data={"csrf": token, "name": "Bo", "role": "admin"})
    assert again.status_code == 404  # there is no Bo; the form itself was taken


@ON_SQLITE
@pytest.mark.parametrize(
    "next",
    [
        "https://evil.example.org/",
        "//evil.example.org",
        "/\\evil.example.org",
        "javascript:alert(1)",
        "/a\nb",
    ],
)
def test_signing_in_leads_to_no_other_site(ana: Browser, next: str) -> None:  # noqa: A002
    assert ana.fill("/sign-in", name="Ana", password=PASSWORD, next=next).headers["location"] == "/"
    assert "evil" not in ana.get("/sign-in", params={"next": next}).text


@ON_SQLITE
def test_who_guesses_passwords_is_told_to_wait_and_others_are_not(
    room: Callable[..., Browser], filled: str
) -> None:
    add_account(filled, "Ana", "admin")
    guessing = room(open_to_all=True, failure_limit=3)
    for _ in range(3):
        assert guessing.fill("/sign-in", name="Ana", password="guess").status_code == 401
    told = guessing.fill("/sign-in", name="Ana", password=PASSWORD)
    assert told.status_code == 429
    assert 0 < int(told.headers["retry-after"]) <= 300
    other = Browser(guessing.app, base_url=ADDRESS, client=("192.0.2.7", 50_000))
    assert signed_in(other, "Ana")


@ON_SQLITE
def test_a_name_cannot_be_guessed_at_from_any_number_of_addresses(
    room: Callable[..., Browser], filled: str
) -> None:
    add_account(filled, "Ana", "admin")
    app = room(open_to_all=True, failure_limit=1).app
    for number in range(10):
        one = Browser(app, base_url=ADDRESS, client=(f"192.0.2.{number}", 50_000))
        assert one.fill("/sign-in", name="Ana", password="guess").status_code == 401
    last = Browser(app, base_url=ADDRESS, client=("192.0.2.99", 50_000))
    assert last.fill("/sign-in", name="ana", password=PASSWORD).status_code == 429


@ON_SQLITE
def test_a_new_password_needs_the_old_one_and_signs_out_other_browsers(ana: Browser) -> None:
    other = signed_in(Browser(ana.app, base_url=ADDRESS, client=("192.0.2.7", 50_000)), "Ana")
    signed_in(ana, "Ana")
    assert "not changed" in ana.fill("/account/password", password="wrong", new=NEW).text
    assert ana.fill("/account/password", password=PASSWORD, new="short").status_code == 422
    assert "is changed" in ana.fill("/account/password", password=PASSWORD, new=NEW).text
    assert ana.get("/account", follow_redirects=False).status_code == 200
    assert other.get("/account", follow_redirects=False).status_code == 303
    assert other.fill("/sign-in", name="Ana", password=NEW).status_code == 303


def add_key(location: str, name: str, expires: str | None = None) -> dict[str, str]:
    """A key of an account: the header that a program sends."""
    key, digest = sessions.new_key()
    with Ledger.open(location) as ledger, ledger.atomic() as connection:
        one = accounts.named(connection, name)
        accounts.add_token(connection, one, "export", digest, at="2024-05-01", expires=expires)
    return {"Authorization": f"Bearer {key}"}


def test_keys_outlive_a_new_password_which_says_so_unless_they_were_to_go(ana: Browser, filled: str) -> None:
    add_account(filled, "Bo", "admin")
    key, of_bo = add_key(filled, "Ana"), add_key(filled, "Bo")
    add_key(filled, "Ana", expires="2024-06-01T00:00:00+00:00")  # opens nothing, so nobody is told of it
    program = Browser(ana.app, base_url=ADDRESS, client=("192.0.2.7", 50_000))
    signed_in(ana, "Ana")
    told = ana.fill("/account/password", password=PASSWORD, new=NEW).text
    assert "1 key of programs still opens" in told
    assert program.get("/accounts", headers=key).status_code == 200
    told = ana.fill("/account/password", password=NEW, new=PASSWORD, keys="true").text
    assert "2 keys of programs open nothing now" in told
    assert program.get("/accounts", headers=key).status_code == 401
    assert program.get("/accounts", headers=of_bo).status_code == 200
    assert [detail for _, act, detail in deeds(filled) if act == "password changed"] == [
        "Ana, 2 keys taken back",
        "Ana",
    ]


@ON_SQLITE
def test_an_admin_takes_the_keys_of_others_back_with_a_password(ana: Browser, filled: str) -> None:
    add_account(filled, "Bo", "reader")
    signed_in(ana, "Ana")
    assert "take back" not in ana.get("/accounts").text
    key = add_key(filled, "Bo")
    assert "take back 1 key too" in ana.get("/accounts").text
    program = Browser(ana.app, base_url=ADDRESS, client=("192.0.2.7", 50_000))
    assert ana.fill("/accounts/password", name="Bo", password=NEW).status_code == 303
    assert program.get("/account", headers=key).status_code == 403  # known, and a program's
    assert ana.fill("/accounts/password", name="Bo", password=NEW, keys="true").status_code == 303
    assert program.get("/api/v1/search", headers=key).status_code == 401
    assert deeds(filled)[0] == ("Ana", "password changed", "Bo, 1 key taken back")


@ON_SQLITE
def test_a_key_does_for_a_program_what_its_account_may_until_it_is_taken_back(ana: Browser) -> None:
    signed_in(ana, "Ana")
    shown = ana.fill("/account/keys", use="nightly export").text
    key = shown.partition("onrecord_")[2].partition("<")[0]
    assert key
    assert key not in ana.get("/account").text
    program = Browser(ana.app, base_url=ADDRESS, client=("192.0.2.7", 50_000))
    bearer = {"Authorization": f"Bearer onrecord_{key}"}
    assert program.get("/accounts", headers=bearer).status_code == 200
    added = program.post("/accounts", data={"name": "Bo", "role": "reader", "password": NEW}, headers=bearer)
    assert added.status_code == 200
    assert "Bo" in added.text
    assert ana.fill("/account/keys/1/remove").status_code == 303
    told = program.get("/api/v1/search", headers=bearer)
    assert (told.status_code, told.json()["error"]["code"]) == (401, "sign-in-needed")


@ON_SQLITE
def test_a_key_makes_no_other_key_and_no_other_password(ana: Browser, filled: str) -> None:
    key, digest = sessions.new_key()
    with Ledger.open(filled) as ledger, ledger.atomic() as connection:
        one = accounts.named(connection, "Ana")
        accounts.add_token(connection, one, "for a day", digest, at="2024-05-01", expires="2999-01-01")
    bearer = {"Authorization": f"Bearer {key}"}
    assert ana.post("/account/keys", data={"use": "for ever"}, headers=bearer).status_code == 403
    changed = {"password": PASSWORD, "new": NEW}
    assert ana.post("/account/password", data=changed, headers=bearer).status_code == 403
    with Ledger.open(filled) as ledger, ledger.reading() as connection:
        assert [one.name for one in accounts.tokens(connection, accounts.named(connection, "Ana"))] == [
            "for a day"
        ]


@ON_SQLITE
def test_passwords_that_are_tried_at_once_are_counted_before_they_are_looked_at(
    room: Callable[..., Browser], filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_account(filled, "Ana", "admin")
    guessing = room(open_to_all=True, failure_limit=1)
    limits = guessing.app.state.limits  # type: ignore[attr-defined]
    looked: list[bool] = []

    def matches(stored: str | None, password: str) -> bool:
        looked.append(limits.failures.wait("127.0.0.1") > 0)
        return False

    monkeypatch.setattr(passwords, "matches", matches)
    guessing.fill("/sign-in", name="Ana", password="guess")
    assert looked == [True]


@ON_SQLITE
def test_right_passwords_are_not_counted(room: Callable[..., Browser], filled: str) -> None:
    add_account(filled, "Ana", "admin")
    browser = room(open_to_all=True, failure_limit=2)
    for _ in range(30):
        signed_in(browser, "Ana")


@ON_SQLITE
def test_a_key_expires(ana: Browser, filled: str) -> None:
    key, digest = sessions.new_key()
    with Ledger.open(filled) as ledger, ledger.atomic() as connection:
        one = accounts.named(connection, "Ana")
        accounts.add_token(
            connection, one, "old", digest, at="2024-05-01", expires="2024-06-01T00:00:00+00:00"
        )
    assert ana.get("/accounts", headers={"Authorization": f"Bearer {key}"}).status_code == 401


@ON_SQLITE
def test_an_admin_keeps_the_accounts_of_others_but_not_their_own(ana: Browser, filled: str) -> None:
    signed_in(ana, "Ana")
    assert ana.fill("/accounts", name="Bo", role="reviewer", password=PASSWORD).status_code == 303
    assert ana.fill("/accounts", name="bo", role="reader", password=PASSWORD).status_code == 422
    bo = signed_in(Browser(ana.app, base_url=ADDRESS, client=("192.0.2.7", 50_000)), "Bo")
    assert bo.get("/accounts").status_code == 403
    assert ana.fill("/accounts/role", name="Bo", role="admin").status_code == 303
    assert bo.get("/accounts").status_code == 200
    assert ana.fill("/accounts/remove", name="Bo").status_code == 303
    assert bo.get("/accounts", follow_redirects=False).status_code == 303
    for path in ("/accounts/remove", "/accounts/role", "/accounts/password"):
        assert ana.fill(path, name="Ana", role="reader", password=NEW).status_code == 422
    log = ana.get("/accounts/log").text
    for words in ("account added", "Bo, reviewer to admin", "account removed"):
        assert words in log
    assert deeds(filled)[0] == ("Ana", "account removed", "Bo, admin")


@ON_SQLITE
def test_the_first_account_is_an_admins(browser: Browser) -> None:
    assert browser.fill("/accounts", name="Bo", role="reader", password=PASSWORD).status_code == 422
    assert browser.fill("/accounts", name="Ana", role="admin", password=PASSWORD).status_code == 303
    assert browser.get("/accounts", follow_redirects=False).status_code == 303
    signed_in(browser, "Ana")
    assert browser.get("/accounts").status_code == 200
